"""Tables of the pages, as a screen reader and a narrow screen need them."""

from __future__ import annotations

import markdown
from bs4 import BeautifulSoup

TABLE = "| Code | *What* it means |\n| :-- | --: |\n| `0` | all **well** |\n| 1 | |\n"


def test_every_cell_knows_its_row_and_its_column() -> None:
    """The first cell heads its row; the others name their column; nothing has a style."""
    html = markdown.markdown(TABLE, extensions=["tables", "enquiry.site.markdown_tables"])
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
    assert page.select("[style]") == []


def test_a_table_of_ones_own_shape_is_left_whole() -> None:
    """Cells over several columns and empty rows, in HTML of one's own, stop nothing."""
    own = '<table markdown="block"><thead><tr><th>A</th><th>B</th></tr></thead>'
    own += '<tbody><tr><td colspan="2">x</td></tr><tr></tr></tbody></table>'
    html = markdown.markdown(
        own, extensions=["tables", "md_in_html", "enquiry.site.markdown_tables"]
    )
    assert BeautifulSoup(html, "html5lib").get_text().split() == ["A", "B", "x"]
