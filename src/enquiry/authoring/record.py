"""What changed for readers, day by day: `docs/changes.yml`, from which a page of the site is made.

`enquiry diff --record` adds to it; its words may be edited, and a row deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from enquiry.authoring.conformance import conformance_findings
from enquiry.authoring.findings import Finding, GuideError
from enquiry.authoring.rewriting import rewrite
from enquiry.authoring.texts import IN_LINES, hidden_findings, strings_in
from enquiry.authoring.yaml_file import YamlFile, load
from enquiry.dates import is_date
from enquiry.guide_files import RECORD
from enquiry.text import Text

RECORD_PAGE = "what-changed.md"
"""The path of the page that is made from it, in each language."""
_HEAD = (
    "# yaml-language-server: $schema=../site/schema/changes.schema.json\n"
    "# What changed for readers, the newest first. `enquiry diff OLD --record` adds to it.\n"
    "# The words are published on the page “What changed”; edit them as you like.\n"
)
_ENTRY = re.compile(r"^- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """One change: its words, and the id of the category that it is about, if it is about one."""

    category: str | None
    message: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """What changed on an ISO day, in a version of that name if it has one."""

    day: str
    version: str | None
    rows: tuple[Row, ...]


def load_record(root: Path, languages: Sequence[str]) -> tuple[Entry, ...]:
    """The record of the guide in the folder `root`, the newest first; nothing where it has none.

    Raises GuideError with every finding, among them each text that a language lacks.
    """
    if not (root / RECORD).exists():
        return ()
    source = load(root / RECORD, RECORD)
    found = list(conformance_findings(source, record_shape(languages))) or list(_dates(source))
    for pointer, text in strings_in(source.data):
        found += hidden_findings(source, pointer, text, IN_LINES)
    if found:
        raise GuideError(found)
    return tuple(
        Entry(
            row["day"],
            row.get("version"),
            tuple(
                Row(each.get("category"), _in_lines_of_one(each["message"], languages))
                for each in row["changes"]
            ),
        )
        for row in source.data
    )


def _in_lines_of_one(message: Mapping[str, str], languages: Sequence[str]) -> Text:
    return Text.of({code: re.sub(r"[ \t\r\n]+", " ", message[code]).strip() for code in languages})


def record_shape(languages: Sequence[str]) -> dict[str, Any]:
    """The shape of a record in these languages, as a JSON Schema."""
    words = {
        "type": "string",
        "pattern": "[^ \\t\\r\\n]",
        "description": "Write words in this language.",
        "patternErrorMessage": "Write words in this language.",
    }
    message = {
        "description": "What changed, in each language.",
        "type": "object",
        "additionalProperties": False,
        "required": list(languages),
        "properties": dict.fromkeys(languages, words),
    }
    change = {
        "description": "One change: its message, and the category that it is about.",
        "type": "object",
        "additionalProperties": False,
        "required": ["message"],
        "properties": {
            "category": {
                "description": "The id of the category that it is about; the page links to it.",
                "type": ["string", "null"],
            },
            "message": message,
        },
    }
    entry = {
        "description": "What changed on a day.",
        "type": "object",
        "additionalProperties": False,
        "required": ["day", "changes"],
        "properties": {
            "day": {"description": "The day, as 2026-11-23.", "type": "string"},
            "version": {
                "description": "The name of the version, if it has one.",
                "type": ["string", "null"],
            },
            "changes": {
                "description": "Each change in an entry of its own.",
                "type": "array",
                "minItems": 1,
                "items": change,
            },
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:enquiry-guide:schema:changes:1",
        "title": "What changed for readers",
        "description": "Entries, the newest first, from which a page of the site is made.",
        "type": "array",
        "minItems": 1,
        "items": entry,
    }


def _dates(source: YamlFile) -> Iterator[Finding]:
    """Days that are none, and entries that do not stand in their order."""
    later = ""
    for index, row in enumerate(source.data):
        where = f"/{index}/day"
        if not is_date(row["day"]):
            problem = "This is no day of the calendar."
            yield source.finding(where, problem, "Write it as 2026-11-23.")
        elif later and row["day"] > later:
            problem = "This entry is newer than the one above."
            yield source.finding(where, problem, "Put the newest one first.")
        later = row["day"]


def add_to_record(
    root: Path, day: str, version: str | None, rows: Sequence[Row], languages: Sequence[str]
) -> int:
    """Write down what changed on an ISO day, above what is there; how many changes are new to the
    day. What people wrote into the file stays as it is.

    Raises GuideError where the record that is there cannot be read or is of a later day, OSError
    where it cannot be written.
    """
    path = root / RECORD
    entries = load_record(root, languages)
    if entries and entries[0].day > day:
        problem = f"The newest entry is of {entries[0].day}, after {day}."
        raise GuideError([Finding(RECORD, 0, 0, problem, "Record a later day.")])
    # Several edits of one day are one entry, and what is there already is not added again.
    is_same = bool(entries) and (entries[0].day, entries[0].version) == (day, version)
    known = entries[0].rows if is_same else ()
    added = [row for row in rows if row not in known]
    if not added:
        return 0
    source = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    first = _ENTRY.search(source)
    start = first.start() if first else len(source)
    if is_same:
        start = source.index("  changes:\n", start) + len("  changes:\n")
        text = _dumped([_plain(row) for row in added], indent="  ")
    else:
        named = {"version": version} if version else {}
        text = _dumped([{"day": day, **named, "changes": [_plain(row) for row in added]}])
    rewrite(path, source[:start] + text + source[start:])
    return len(added)


def _plain(row: Row) -> Mapping[str, Any]:
    about = {"category": row.category} if row.category else {}
    return {**about, "message": row.message.as_dict()}


def _dumped(value: Any, indent: str = "") -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
    return "".join(f"{indent}{line}\n" for line in text.splitlines())
