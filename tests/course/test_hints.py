"""What helps a student along: hints in steps, minutes at each section, links to the glossary and back."""

import functools
import re

import pytest

from instructor.authoring.notebooks import from_script
from instructor.course import ROOT, facts, lab_names, script_path

every_lab = pytest.mark.parametrize("lab", lab_names())

STEPS = ["a nudge", "the idea", "the call"]
HINT = re.compile(r"<details><summary>Hint (\d+): ([^<]*)</summary>\n\n(.*?)\n\n</details>", re.S)
ANSWER = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.S)
# A line says nothing about the answer if it is an import, the head of a function, one plain argument,
# the start of a call, or returns a name.
TRIVIAL = re.compile(r"(?:from|import|def|class|#).*|\w+=[\w.\"']+|[\w.]+\(|return \w+")
LINK = re.compile(r"\]\(\.\./glossary\.md(?:#([^)]*))?\)")


@functools.cache
def cells(lab):
    return from_script(script_path(lab)).cells


def text(lab):
    return "\n\n".join(cell.source for cell in cells(lab) if cell.cell_type == "markdown")


def asks_for_an_answer(cell):
    return cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution", False)


def prompts(lab):
    """Return each cell with hints, or that should have some: its heading, its text, and the answer below."""
    found = []
    for position, cell in enumerate(cells(lab)):
        headings = re.findall(r"^### (.*)", cell.source, re.M)
        if cell.cell_type == "markdown" and ("### Exercise" in cell.source or "<details>" in cell.source):
            answer = next(below for below in cells(lab)[position:] if asks_for_an_answer(below))
            found.append((headings[-1], cell.source, "\n".join(ANSWER.findall(answer.source))))
    return found


def squeezed(words):
    return re.sub(r"\s+", "", words)


def lines_of(answer):
    """Return the lines that would give an answer away, and what they return, assign or put into a dict."""
    found = set()
    for line in answer.splitlines():
        stripped = line.strip().rstrip(",:")
        for part in (stripped, re.sub(r"^(?:return |[\w, ]+ = |\"[^\"]+\": )", "", stripped)):
            if not TRIVIAL.fullmatch(part) and len(squeezed(part)) >= 15:
                found.add(squeezed(part))
    return found


@every_lab
def test_hints_come_in_steps(lab):
    least = 1 if facts(lab).title == "Assessment" else 2  # an assessment gives less away
    assert prompts(lab)
    for heading, prompt, _ in prompts(lab):
        hints = HINT.findall(prompt)
        assert len(hints) >= least, f"{heading}: {len(hints)} hints"
        assert [int(number) for number, _, _ in hints] == list(range(1, len(hints) + 1)), heading
        labels = [label for _, label, _ in hints]
        assert labels == [step for step in STEPS if step in labels], f"{heading}: {labels}"
        # Whatever is folded up is such a hint: without blank lines around it, Markdown is not rendered.
        assert prompt.count("<details") == prompt.count("</details>") == len(hints), heading


@every_lab
def test_no_hint_is_the_answer(lab):
    checked = 0
    for heading, prompt, answer in prompts(lab):
        for number, _, hint in HINT.findall(prompt):
            given_away = [line for line in lines_of(answer) if line in squeezed(hint)]
            assert not given_away, f"{heading}, hint {number}: {given_away}"
        checked += len(lines_of(answer))
    assert checked > 10


@every_lab
def test_minutes_in_the_table_are_those_at_the_sections(lab):
    introduction = cells(lab)[0].source
    in_table = re.findall(r"^\| (\d+ [^|]*?) \|[^|\n]*\| (\d+) \|", introduction, re.M)
    sections = re.findall(r"^## (\d+ .*)\n\n\*About (\d+) minutes\.\*\n\n", text(lab), re.M)
    assert in_table == sections
    assert [title for title, _ in sections] == re.findall(r"^## (\d+ .*)", text(lab), re.M)
    minutes = [int(number) for _, number in sections]
    assert all(number > 0 and number % 5 == 0 for number in minutes)
    assert f"| | **total** | **{sum(minutes)}** |" in introduction
    assert abs(sum(minutes) / (60 * facts(lab).hours) - 1) < 0.2, f"the lab names {facts(lab).hours} hours"


def glossary():
    """Return term, anchor and lab of each row of the glossary."""
    page = (ROOT / "labs" / "glossary.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| <a id=\"(.+?)\"></a>(.+?) \| .* \| \[.+\]\((\w+)/\w+\.ipynb\) \|$", page, re.M)
    assert len(found) == page.count("\n| ") - 1  # the head has no anchor
    return [(term, anchor, lab) for anchor, term, lab in found]


def test_anchors_of_the_glossary_are_unique():
    anchors = [anchor for _, anchor, _ in glossary()]
    assert len(set(anchors)) == len(anchors)


@every_lab
def test_every_term_is_linked_once_from_the_lab_that_explains_it(lab):
    links = LINK.findall(text(lab))
    counts = {term: links.count(anchor) for term, anchor, where in glossary() if where == lab}
    assert counts
    assert {term: count for term, count in counts.items() if count != 1} == {}


@every_lab
def test_links_to_the_glossary_lead_to_a_term(lab):
    anchors = {anchor for _, anchor, _ in glossary()}
    assert [link for link in LINK.findall(text(lab)) if link not in anchors] == []
    assert text(lab).count("glossary.md") == len(LINK.findall(text(lab)))
