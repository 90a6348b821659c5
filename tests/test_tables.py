"""Tables of the pages, as a screen reader and a narrow screen need them."""

from __future__ import annotations

import markdown
from bs4 import BeautifulSoup

TABLE = "| Code | *What* it means |\n| :-- | --: |\n| `0` | all **well** |\n| 1 | |\n"


def test_every_cell_knows_its_row_and_its_column() -> None:
    """The first cell heads its row; the others name their column; nothing has a style."""
    html = markdown.markdown(TABLE, extensions=["tables", "enquiry.tables"])
    page = BeautifulSoup(html, "html5lib")
    assert [(cell["scope"], cell.text) for cell in page.select("thead th")] == [
        ("col", "Code"),
        ("col", "What it means"),
    ]
    assert [(cell["scope"], cell.text) for cell in page.select("tbody th")] == [
        ("row", "0"),
        ("row", "1"),
    ]
    assert [(cell["data-label"], cell.text) for cell in page.select("td")] == [
        ("What it means", "all well"),
        ("What it means", ""),
    ]
    assert page.select("[style], [align]") == []
