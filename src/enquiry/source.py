"""A YAML (or JSON) file as data that knows the line and column of every value."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from enquiry.errors import Finding, GuideError
from enquiry.yamlreader import Reader, Stop

MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Source:
    """What a file holds: its `data`, and the `text` from which it was read."""

    file: str
    data: Any
    text: str = field(repr=False)

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """The (line, column) of each value by its JSON pointer. Found when a finding needs it."""
        reader = Reader(self.text, self.file, with_places=True)
        reader.read()
        return reader.places

    def finding(self, pointer: str, problem: str, expected: str) -> Finding:
        """A finding at `pointer`, or at its nearest ancestor that is written in the file."""
        while pointer not in self.places and pointer:
            pointer = pointer.rpartition("/")[0]
        line, column = self.places.get(pointer, (1, 1))
        return Finding(self.file, line, column, problem, expected)


def load(path: Path, file: str | None = None) -> Source:
    """The YAML file at `path`, called `file` in messages. Raises GuideError with every finding."""
    name = file or path.as_posix()
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GuideError([Finding(name, 0, 0, "The file is over 16 MiB.", "Split the guide.")])
        return parse(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError as error:
        problem = f"Byte {error.start + 1} is not UTF-8."
        raise GuideError([Finding(name, 0, 0, problem, "Save the file as UTF-8.")]) from error
    except OSError as error:
        problem = f"The file cannot be read: {error.strerror}."
        raise GuideError([Finding(name, 0, 0, problem, "Put the file there.")]) from error


def parse(text: str, file: str) -> Source:
    """The YAML document `text`. Raises GuideError with every finding, `file` in each."""
    reader = Reader(text, file)
    data = None
    try:
        data = reader.read()
    except yaml.YAMLError as error:
        raise GuideError([*reader.findings, _syntax_fault(error, text, file)]) from error
    except Stop:
        pass
    if data is None and not reader.findings:
        raise GuideError([Finding(file, 1, 1, "The file is empty.", "Write the table in it.")])
    if reader.findings:
        raise GuideError(reader.findings)
    return Source(file, data, text)


def _syntax_fault(error: yaml.YAMLError, text: str, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", "unreadable"))
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    # The place may lie behind the last line, where something was still expected.
    if any("\t" in words[:column] for words in text.split("\n")[max(line - 1, 0) : line]):
        return Finding(
            file,
            line,
            column,
            "A tab is used where YAML wants spaces.",
            "Indent with spaces, two for each level.",
        )
    return Finding(
        file,
        line,
        column,
        f"This is not YAML: {problem}.",
        "Check the indentation, the colons and the quotes here and on the line above;"
        " a text that holds a colon or a # needs quotes.",
    )
