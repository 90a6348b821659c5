"""A JSON file as data that knows the line and column of every value.

Strict: `json` keeps the last of two equal names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from enquiry.authoring.findings import Finding, GuideError
from enquiry.authoring.yaml_file import BRACKETS, TOO_DEEP, YamlFile, read_text
from enquiry.pointers import Positions, place_of_token, too_deep

MAX_JSON_DEPTH = 64  # a condition in a condition takes several levels


class JsonFile(YamlFile):
    """The same as YamlFile of JSON, which YAML reads otherwise where characters are escaped."""

    def finding(self, pointer: str, problem: str, expected: str) -> Finding:
        """See YamlFile."""
        return Finding(self.file, *self._positions.at(pointer), problem, expected)

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self.text)

    def duplicate_findings(self) -> Iterator[Finding]:
        """Each name that appears twice in one object."""
        for pointer, position in self._positions.duplicates:
            problem = f'The key "{pointer.rpartition("/")[2]}" appears twice here.'
            yield Finding(self.file, *position, problem, "Delete one of them.")


def load_json(path: Path, file: str | None = None) -> JsonFile:
    """The JSON file at `path`, called `file` in messages. Raises GuideError with every finding."""
    name = file or path.as_posix()
    text = read_text(path, name)
    if place := too_deep(text, MAX_JSON_DEPTH):
        raise GuideError([Finding(name, *place, TOO_DEEP.format(MAX_JSON_DEPTH), BRACKETS)])
    try:
        loaded = JsonFile(name, json.loads(text, parse_constant=_no_constant), text)
    except json.JSONDecodeError as error:
        if text.startswith("\ufeff"):
            problem, expected = (
                "A byte order mark begins the file.",
                "Save it as UTF-8 without one.",
            )
            raise GuideError([Finding(name, 1, 1, problem, expected)]) from error
        problem = f"This is not JSON: {error.msg}."
        finding = Finding(name, error.lineno, error.colno, problem, "Fix it here, or just before.")
        raise GuideError([finding]) from error
    except ValueError as error:  # a number of thousands of digits, or none at all
        place = place_of_token(text, ("NaN", "Infinity", "-Infinity")) or (0, 0)
        problem = "A number is not supported: NaN, Infinity or thousands of digits."
        raise GuideError([Finding(name, *place, problem, "Write another one.")]) from error
    if findings := list(loaded.duplicate_findings()):
        raise GuideError(findings)
    return loaded


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
