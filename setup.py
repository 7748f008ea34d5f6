"""Put the bundled data, which a checkout has in data/, into a wheel beside the module that loads it.

An editable install leaves the data where it is. All else that an installation needs is in pyproject.toml.
"""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

DATA = ["data/README.md", "data/synthetic_train.csv.gz", "data/synthetic_test.csv.gz"]
PLACE = "helpers/kdd99/bundled"  # where helpers/kdd99/files.py looks for it


class BuildWithData(build_py):
    """Build the packages, then copy the data to them."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        place = Path(self.build_lib, PLACE)
        place.mkdir(parents=True, exist_ok=True)
        for path in DATA:
            self.copy_file(path, place / Path(path).name)

    def get_source_files(self) -> list[str]:
        """Return the files that belong into a source distribution."""
        return [*super().get_source_files(), *DATA]


setup(cmdclass={"build_py": BuildWithData})
