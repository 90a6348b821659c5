"""An editor completes the files of a new guide, and marks what is misspelled, by what its site
publishes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from enquiry.authoring.record import Row, add_to_record
from enquiry.authoring.settings import SETTINGS
from enquiry.guide_files import RECORD, SCHEMA, TABLE, WORDS
from enquiry.schema.annotations import editor_schema
from enquiry.schema.fields import KEYWORDS
from enquiry.schema.portable import DIALECT
from enquiry.site import opendata
from enquiry.site.guide import load
from tests.support import HARBOUR, LANGUAGES, TOWN, en_fr


def schema_of(folder: Path) -> dict[str, Any]:
    """The schema of a guide."""
    data: dict[str, Any] = json.loads((folder / SCHEMA).read_text("utf-8"))
    return data


def test_the_files_name_what_the_site_publishes(guide_root: Path, tmp_path: Path) -> None:
    """Each file that an editor is pointed to is there after a build."""
    published = opendata.files(load(guide_root), "")
    settings = json.loads((guide_root / ".vscode/settings.json").read_text("utf-8"))
    (schemas,) = settings["json.schemas"]
    assert schemas["fileMatch"] == [f"/{SCHEMA}"]
    named = [guide_root / schemas["url"]]
    (tmp_path / "docs").mkdir()
    add_to_record(tmp_path, "2026-11-23", None, [Row(None, en_fr("a", "b"))], LANGUAGES)
    texts = {RECORD: (tmp_path / RECORD).read_text("utf-8")}
    words = sorted((guide_root / WORDS).glob("*.yml"))
    for name in (TABLE, SETTINGS, *(f"{WORDS}/{file.name}" for file in words)):
        texts[name] = (guide_root / name).read_text("utf-8")
    for name, text in texts.items():
        first = text.partition("\n")[0]
        (way,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", first)
        named.append((guide_root / name).parent / way)
    site = (guide_root / "site").resolve()
    assert {path.resolve().relative_to(site).as_posix() for path in named} <= published.keys()


def test_the_schema_names_no_other_dialect(guide_root: Path) -> None:
    """An editor goes by the "$schema" of a file before its settings; the site adds it."""
    assert "$schema" not in schema_of(guide_root)
    published = opendata.files(load(guide_root), "")[SCHEMA]
    assert json.loads(published) == {"$schema": DIALECT, **schema_of(guide_root)}


@pytest.mark.parametrize("folder", [HARBOUR, TOWN], ids=lambda at: at.name)
def test_the_editor_accepts_a_whole_schema(folder: Path) -> None:
    """Of any guide."""
    Draft202012Validator(editor_schema()).validate(schema_of(folder))


def test_the_editor_accepts_the_schema_of_a_new_guide(guide_root: Path) -> None:
    """As it was written."""
    Draft202012Validator(editor_schema()).validate(schema_of(guide_root))


@pytest.mark.parametrize("keyword", sorted(each for each in KEYWORDS if each.startswith("x-")))
def test_the_editor_marks_a_misspelled_annotation(guide_root: Path, keyword: str) -> None:
    """At the root, of a field and of a field in a group."""
    judge = Draft202012Validator(editor_schema())
    for path in ([], ["category"], ["enquirer", "fullName"]):
        schema = schema_of(guide_root)
        at = schema
        for name in path:
            at = at["properties"][name]
        at[keyword[:-1]] = {}
        (error,) = judge.iter_errors(schema)
        assert [each for each in error.path if each != "properties"] == path
        assert keyword[:-1] in error.message
