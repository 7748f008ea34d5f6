"""The course map says where each topic is taught, the glossary what the words mean: both keep their word."""

import re

import nbformat
import pytest

from instructor.course import ROOT, facts, lab_names, script_path

LABS = ROOT / "labs"
MAP = (LABS / "README.md").read_text(encoding="utf-8")
TABLES = ["README.md", "labs/README.md", "instructor/authoring/student_kit_files/README.md"]


def rows(markdown):
    """The rows of all tables, as lists of cells, without heads."""
    lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in markdown.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    heads = {i + d for i, row in enumerate(cells) if set("".join(row)) <= set(":-") for d in (-1, 0)}
    return [row for i, row in enumerate(cells) if i not in heads]


def source(lab):
    return [cell.source for cell in nbformat.read(script_path(lab).with_suffix(".ipynb"), as_version=4).cells]


def topics_of(lab):
    """The rows of a lab's part of the map: topic and heading."""
    part = re.search(rf"^## {lab}\n(.*?)(?=^## |\Z)", MAP, re.M | re.S)
    assert part, f"labs/README.md has no heading `## {lab}` with a table of the lab's topics"
    return rows(part[1])


def test_every_lab_is_in_the_map_in_order():
    assert re.findall(r"^## (\w+)$", MAP, re.M) == lab_names(), "labs/README.md: its headings are the labs"


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_labs_agree_with_the_labs_facts(name):
    """Title, hours, and whether there are points; what a lab teaches and takes is prose."""
    shown = []
    for row in rows((ROOT / name).read_text(encoding="utf-8")):
        link = re.fullmatch(r"\[(.+)\]\((?:labs/)?(\w+)/\2\.ipynb\)", row[0])
        if link:
            shown.append((link[2], link[1], row[2]))
    expected = [(lab, facts(lab).title, str(facts(lab).hours)) for lab in lab_names()]
    assert shown == expected, f"{name}: its table of labs needs the title and the hours of each lab.toml"


def test_the_map_says_which_labs_have_no_points():
    without = {row[0].partition("(")[2] for row in rows(MAP) if "without points" in row[1]}
    assert without == {f"{lab}/{lab}.ipynb)" for lab in lab_names() if facts(lab).points is None}


@pytest.mark.parametrize("lab", lab_names())
def test_every_topic_of_the_syllabus_has_a_heading_in_its_notebook(lab):
    headings = re.findall(r"^##+ (.*?)(?: \(\d+ points\))?$", "\n".join(source(lab)), re.M)
    topics = topics_of(lab)
    assert len(topics) == facts(lab).topics
    assert [where for _, where in topics if where not in headings] == []
    assert len({topic for topic, _ in topics}) == len(topics)


def test_every_section_of_a_lab_is_in_the_map():
    for lab in lab_names():
        named = {where for _, where in topics_of(lab)}
        text = "\n".join(source(lab))
        sections = re.split(r"^(?=## \d)", text, flags=re.M)[1:]
        for section in sections:
            title, *_ = section.removeprefix("## ").splitlines()
            inside = set(re.findall(r"^### (.*?)(?: \(\d+ points\))?$", section, re.M))
            assert title == "2 The bar" or named & {title, *inside}, f"{lab}: no topic is in {title!r}"


def glossary():
    """The rows of the glossary: term, anchor, meaning, and the lab that explains it."""
    found = []
    for term, meaning, lab in rows((LABS / "glossary.md").read_text(encoding="utf-8")):
        named = re.fullmatch(r"<a id=\"([a-z0-9-]+)\"></a>(\w.*)", term)
        link = re.fullmatch(r"\[(Lab \d|Assessment)\]\((\w+)/\2\.ipynb\)", lab)
        assert named, f"{term}: a term begins with an anchor, which the labs link to"
        assert link, f"{term}: its lab should be a link to a notebook, not {lab}"
        assert facts(link[2]).title.startswith(link[1]), f"{term}: {lab}"
        found.append((named[2], named[1], meaning, link[2]))
    return found


def test_glossary_is_in_order_and_has_one_sentence_for_each_term():
    names = [term for term, *_ in glossary()]
    assert len(names) > 50
    assert names == sorted(set(names), key=str.lower)
    assert [
        meaning for _, _, meaning, _ in glossary() if not re.fullmatch(r"[A-Z][^.]*(?:\.\d[^.]*)?\.", meaning)
    ] == []


def test_a_term_of_the_glossary_is_met_in_the_lab_that_it_names():
    texts = {lab: re.sub(r"[\s*_]+", " ", " ".join(source(lab))).lower() for lab in lab_names()}
    missing = []
    for term, _, _, lab in glossary():
        words = "|".join(rf"\b{re.escape(word.rstrip('s'))}" for word in term.lower().split(", "))
        missing += [] if re.search(words, texts[lab]) else [term]
    assert not missing
