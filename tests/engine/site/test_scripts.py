"""Modules are published without the comments that have lines of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.site.html import THEME
from enquiry.site.scripts import published

MODULES = sorted(THEME.rglob("*.mjs"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "/** What it does.\n * @returns {string}\n */\nexport const a = 1;\n",
            "\n\n\nexport const a = 1;\n",
        ),
        ("// why\nrun();\n  // why\n", "\nrun();\n\n"),
        ("/* one */\nrun();\n", "\nrun();\n"),
        ("run(); // why\n", "run(); // why\n"),
        ('open("https://example.org"); /* here */\n', 'open("https://example.org"); /* here */\n'),
        ("const pattern = /\\/\\*.*\\*\\//;\n", "const pattern = /\\/\\*.*\\*\\//;\n"),
    ],
)
def test_only_lines_that_are_a_comment_go(source: str, expected: str) -> None:
    """Every other line stays as it is, in its place."""
    assert published(source) == expected


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_text_of_a_module_looks_like_a_comment(module: Path) -> None:
    """No text in backquotes spans lines, so no line of it can be taken for a comment."""
    source = module.read_text("utf-8")
    lines = published(source).splitlines()
    assert len(lines) == len(source.splitlines())
    assert [line for line in lines if line.count("`") % 2] == []
