# Own tests, by doctest and unittest, in the notebook.
# %% after counts
import doctest
import unittest
from unittest.mock import patch


class TestCounts(unittest.TestCase):
    def test_empty(self):
        self.assertEqual(counts([]), {})


unittest.main(argv=["x"], exit=False)
doctest.run_docstring_examples(counts, globals())
with patch("builtins.print") as printed:
    print("hidden")
