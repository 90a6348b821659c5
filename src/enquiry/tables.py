"""Markdown tables that a screen reader and a narrow screen can read: an extension of Markdown."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class ReadableTables(Extension):
    """Says in each cell of a table which row and which column it belongs to.

    The first cell of a row becomes its header. The others carry their column's name as
    `data-label`, which a narrow screen shows above them. Alignment goes, since Markdown writes it
    as a style attribute and the pages' policy forbids those.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class's name
        """Run once the inline Markdown of the cells is HTML."""
        md.treeprocessors.register(_Cells(md), "readable_tables", 0)


class _Cells(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            columns = table.findall("thead/tr/th")
            for column in columns:
                _set(column, "scope", "col")
            for row in table.iterfind("tbody/tr"):
                for column, cell in zip(columns[1:], row[1:], strict=False):
                    _set(cell, "data-label", "".join(column.itertext()))
                for first in row[:1]:
                    first.tag = "th"
                    _set(first, "scope", "row")


def _set(cell: Element, name: str, value: str) -> None:
    cell.attrib.pop("style", None)
    cell.set(name, value)


def makeExtension() -> ReadableTables:  # noqa: N802 - the name that Markdown looks for
    """The extension, for `markdown_extensions` in mkdocs.yml."""
    return ReadableTables()
