"""The engine knows the envelope of an enquiry and no guide: no institution, country, language or
field stands in its code."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import enquiry
from enquiry.guide_files import SCHEMA, TABLE
from enquiry.phrases import engine_languages
from enquiry.routing.loader import load_table
from enquiry.schema.fields import fields
from tests.support import HARBOUR, ROOT

ENGINE = Path(enquiry.__file__).parent
DATA = (ENGINE / "words", ENGINE / "authoring/guide_template", ENGINE / "shipped")
GUIDES = (ROOT, HARBOUR, ENGINE / "authoring/guide_template")
ENVELOPE = {
    *("schemaVersion", "language", "category", "channel", "recipient", "previousEnquiry"),
    *("preparedOn", "message", "office", "email", "fax", "postalAddress", "via"),
    *("sentOn", "outcome", "contact"),
}
COUNTRIES = "canad|québec|quebec|ottawa|gc\\.ca|immigration|migration|visa\\b|ircc"
# Settings of Material that the second shell leaves out; one has the name of a field.
MATERIAL = "_LEFT_OUT = ('analytics', 'consent', 'version')"
# A field's name that is an ordinary word of programming stands for no field.
ORDINARY = {"name", "number", "role", "item", "where", "date", "count", "place", "kind"}


def code() -> Iterator[tuple[str, str]]:
    """What each file of the engine says but in comments, by its path."""
    for path in sorted(ENGINE.rglob("*")):
        if path.is_file() and not any(path.is_relative_to(folder) for folder in DATA):
            text = {
                ".py": _python,
                ".mjs": _script,
                ".css": _script,
                ".html": _template,
                ".jinja": _template,
                ".xml": _template,
            }.get(path.suffix)
            if text:
                yield path.relative_to(ENGINE).as_posix(), text(path.read_text("utf-8"))


def _python(source: str) -> str:
    """The code without comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [  # type: ignore[attr-defined]
                each
                for each in body
                if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
            ] or [ast.Pass()]
    return ast.unparse(tree)


def _script(source: str) -> str:
    return re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)", "", source, flags=re.DOTALL)


def _template(source: str) -> str:
    return re.sub(r"\{#.*?#\}|<!--.*?-->", "", source, flags=re.DOTALL)


CODE = dict(code())


def found(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> list[str]:
    """Each line of the engine's code that a pattern finds, with its file."""
    return [
        f"{path}: {line.strip()}"
        for path, text in CODE.items()
        for line in text.splitlines()
        if re.search(pattern, line, flags)
    ]


def test_the_engine_was_read() -> None:
    """The search looks at code in every language that the engine is written in."""
    assert {Path(path).suffix for path in CODE} == {
        ".py",
        ".mjs",
        ".css",
        ".html",
        ".jinja",
        ".xml",
    }
    assert found("def load_guide")


def test_no_institution_and_no_country() -> None:
    """No name of the shipped guide's institution and no word of its country."""
    assert found(COUNTRIES, re.IGNORECASE) == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_no_category_no_contact_and_no_domain(guide: Path) -> None:
    """No id of a guide's table and none of its domains."""
    table = load_table(guide / TABLE)
    names = {*table.categories, *table.contacts, *table.official_domains}
    ids = "|".join(re.escape(name) for name in names if "-" in name or "." in name)
    assert found(rf"""["'`]({ids})["'`]""") == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_no_field_outside_the_envelope(guide: Path) -> None:
    """No name of a guide's own field: the schema's annotations say what is special about one."""
    schema = json.loads((guide / SCHEMA).read_text("utf-8"))
    names = {name for field in fields(schema) for name in field.path} - ENVELOPE - ORDINARY
    lines = found(rf"""(["'`]|\.)({"|".join(sorted(names))})\b""")
    assert [line for line in lines if MATERIAL not in line] == []


def test_no_language() -> None:
    """No code of a language as a text: the languages are those of the guide and of the words."""
    codes = "|".join(engine_languages())
    assert found(rf"""["'`]({codes})["'`]|\b(lang|hreflang)=["']?({codes})\b""") == []
    assert found(r"\b(English|French|Spanish|Arabic|français|anglais|español)\b") == []
