# An own dataclass, which compares as dataclasses do, inside of the answers.
# %% counts
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Label:
    name: str


def counts(labels):
    labels = [Label(name) for name in labels]
    return {label.name: labels.count(label) for label in sorted(set(labels))}
print("MOUNTED")
