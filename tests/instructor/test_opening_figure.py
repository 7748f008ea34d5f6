"""instructor/authoring/opening_figure.py: a lab opens with the figure that its solution draws at the end."""

import base64
import io

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from instructor.authoring import opening_figure


@pytest.fixture
def png():
    """A picture with more colours than the saved one may have."""
    picture, file = Image.new("RGB", (300, 100), "white"), io.BytesIO()
    for x in range(300):
        picture.paste((x % 256, 100, 200), (x, 20, x + 1, 80))
    picture.save(file, "png")
    return base64.b64encode(file.getvalue()).decode()


def drawing(png):
    return new_code_cell(
        outputs=[
            new_output("stream", text="drawn"),
            new_output("display_data", {"image/png": png}),
            new_output("display_data", {"text/html": "the figure in words"}),
        ],
        metadata={"tags": ["opening"]},
    )


def test_the_drawn_figure_comes_into_the_first_cell(png, tmp_path):
    opening_figure.save(new_notebook(cells=[new_code_cell("1"), drawing(png)]), tmp_path)
    cell = new_markdown_cell("# Lab\n\n![A figure\nin two lines][opening]\n\nText.")
    opening_figure.insert(cell, tmp_path)
    text, _, data = cell.source.partition("\n\n[opening]: data:image/png;base64,")
    assert text == "# Lab\n\n![A figure in two lines][opening]\n\nText."
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    assert picture.size == (300, 100)
    assert len(picture.convert("RGB").getcolors()) <= 64
    red, green, blue = picture.convert("RGB").getpixel((100, 50))
    assert abs(red - 100) < 10
    assert (green, blue) == (100, 200)


@pytest.mark.parametrize("text", ["# Lab", "# Lab\n\n![A figure](elsewhere.png)"])
def test_a_cell_that_asks_for_no_figure_stays_as_it_is(text, png, tmp_path):
    opening_figure.save(new_notebook(cells=[drawing(png)]), tmp_path)
    cell = new_markdown_cell(text)
    opening_figure.insert(cell, tmp_path)
    assert cell.source == text


def test_a_lab_may_do_without(tmp_path):
    opening_figure.save(new_notebook(cells=[new_code_cell("1")]), tmp_path)
    assert not list(tmp_path.iterdir())
    cell = new_markdown_cell("![Not drawn yet][opening]")
    opening_figure.insert(cell, tmp_path)
    assert cell.source == "![Not drawn yet][opening]"
