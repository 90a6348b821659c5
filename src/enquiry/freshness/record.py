"""Writing into a routing table that it was compared with its source, and nothing else of it."""

from __future__ import annotations

import re
from contextlib import suppress

from enquiry.authoring.findings import GuideError
from enquiry.authoring.yaml_file import YamlFile, parse
from enquiry.guide_files import TABLE

_COMPARED = "/source/compared"
_FINGERPRINT = "/source/fingerprint"


def recorded(table: YamlFile, fingerprint: str, day: str) -> str:
    """The text of a table with that fingerprint and day of comparison.

    Comments and layout stay. Raises GuideError where the table is written in a way that this
    cannot edit; it says what to write.
    """
    wanted = {**table.data, "source": {**table.data["source"], "compared": day}}
    wanted["source"]["fingerprint"] = fingerprint
    for text in _edited(table, fingerprint, day):
        with suppress(GuideError):
            if parse(text, TABLE).data == wanted:
                return text
    problem = "The comparison cannot be recorded here."
    expected = f'Write "compared: {day}" and "fingerprint: {fingerprint}".'
    raise GuideError([table.finding(_COMPARED, problem, expected)])


def _edited(table: YamlFile, fingerprint: str, day: str) -> tuple[str, ...]:
    """The table's text as it may have to be: in which way depends on how `source` is written."""
    source = table.data["source"]
    if source.get("fingerprint"):
        text = _replaced(table, table.text, _COMPARED, source["compared"], day)
        return (_replaced(table, text, _FINGERPRINT, source["fingerprint"], fingerprint),)
    text = _replaced(table, table.text, _COMPARED, source["compared"], day)
    start = _offset(table, text, _COMPARED)
    value = re.compile(rf"[\"']?{day}[\"']?").search(text, start)
    if not value:
        return ()
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", value.end())
    line_end = len(text) if line_end < 0 else line_end
    indent = text[line_start:start]
    return (
        f"{text[:line_end]}\n{indent}fingerprint: {fingerprint}{text[line_end:]}",
        f"{text[: value.end()]}, fingerprint: {fingerprint}{text[value.end() :]}",
    )


def _replaced(table: YamlFile, text: str, pointer: str, old: str, new: str) -> str:
    start = _offset(table, text, pointer)
    return text[:start] + text[start:].replace(old, new, 1)


def _offset(table: YamlFile, text: str, pointer: str) -> int:
    """Where the key at `pointer` begins. An edit within a line moves no other line."""
    line, column = table.positions[pointer]
    return sum(map(len, text.splitlines(keepends=True)[: line - 1])) + column - 1
