"""Texts and outputs of students that run something where a page shows them as they are.

Each of them appends its name to `top.ran`, or is a command to the server that shows it.
"""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def noted(name):
    """Return a script that notes a name."""
    return f"(top.ran??=[]).push('{name}')"


def texts():
    """Return hostile texts in Markdown by name, which is what each of them notes."""
    return {
        "picture": f'<img src="data:," onerror="{noted("picture")}">',
        "script": f"<script>{noted('script')}</script>",
        "drawing": f'<svg onload="{noted("drawing")}"></svg>',
        "folded": f'<details open ontoggle="{noted("folded")}"><summary>Hint</summary></details>',
        "frame": f'<iframe srcdoc="<script>{noted("frame")}</script>"></iframe>',
        "field": f'<input autofocus onfocus="{noted("field")}">',
        "link": f"[a link](javascript:{noted('link')})",
        "coded link": f'<a href="jav&#x61;script&colon;{noted("coded link")}">a link</a>',
        "form": f'<form action="javascript:{noted("form")}"><button>a button</button></form>',
        "body": f'<body onpageshow="{noted("body")}">',
    }


def outputs():
    """Return hostile outputs by name, which is what each of them notes."""
    width = f"1 onload={noted('width')}"
    return {
        "html": displayed({"text/html": f'<img src="data:," onerror="{noted("html")}">'}),
        "javascript": displayed({"application/javascript": noted("javascript")}),
        "markdown": displayed({"text/markdown": f"<script>{noted('markdown')}</script>"}),
        "width": displayed({"image/png": PIXEL}, {"image/png": {"width": width}}),
    }


def displayed(data, metadata=None):
    """Return an output of some kinds."""
    return new_output("display_data", data=data, metadata=metadata or {})


def add(notebook):
    """Put all hostile texts and outputs into a notebook, and return their names."""
    cells = {name: new_markdown_cell(text) for name, text in texts().items()}
    for name, output in outputs().items():
        cells[name] = new_code_cell("display(...)", outputs=[output])
    name = f'x"><img src="data:," onerror="{noted("cell")}">'
    about = {"grade_id": name, "solution": True, "grade": True, "locked": False, "task": False, "points": 1}
    cells["cell"] = new_markdown_cell("text", metadata={"nbgrader": about})
    notebook.cells += [nbformat.from_dict(cell) for cell in cells.values()]
    return set(cells)
