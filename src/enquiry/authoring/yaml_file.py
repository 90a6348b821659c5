"""A YAML file as data that knows the line and column of every value.

Strict: PyYAML itself keeps the last of two equal keys and expands aliases without bound, so YAML is
read in one pass over its events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from enquiry.authoring.findings import Finding, GuideError, hidden_character
from enquiry.pointers import escape

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32
FRONT_MATTER = re.compile(r"---\n(.*?)(?:^---\n|\Z)", re.DOTALL | re.MULTILINE)
"""The YAML at the top of a page, with the lines around it."""
TOO_DEEP = "Nesting is deeper than {} levels."
BRACKETS = "Check the brackets and the indentation."
_COMMENT_BEHIND = re.compile(r"(?m)^[^#\n]*[^\s#][ \t]+#")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML counts lines
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlFile:
    """What a file holds: its `data`, and the `text` from which it was read."""

    file: str
    data: Any
    text: str = field(repr=False)

    @cached_property
    def positions(self) -> dict[str, tuple[int, int]]:
        """The (line, column) of each value by its JSON pointer. Found when a finding needs it."""
        reader = _Reader(self.text, self.file, with_positions=True)
        reader.read()
        return reader.positions

    @cached_property
    def cut_short(self) -> Mapping[str, tuple[int, int]]:
        """The place of each comment that stands behind a value without quotes, by its pointer.

        Where the value is a text, `Case #1` for example, a part of it may be meant.
        """
        if not _COMMENT_BEHIND.search(self.text):
            return {}
        reader = _Reader(self.text, self.file, with_positions=True)
        reader.read()
        return reader.cut_short

    def finding(self, pointer: str, problem: str, expected: str) -> Finding:
        """A finding at `pointer`, or at its nearest ancestor that is written in the file."""
        while pointer not in self.positions and pointer:
            pointer = pointer.rpartition("/")[0]
        line, column = self.positions.get(pointer, (1, 1))
        return Finding(self.file, line, column, problem, expected)


def load(path: Path, file: str | None = None) -> YamlFile:
    """The YAML file at `path`, called `file` in messages. Raises GuideError with every finding."""
    name = file or path.as_posix()
    return parse(read_text(path, name), name)


def read_text(path: Path, name: str) -> str:
    """The text of a file called `name` in messages. Raises GuideError where it cannot be read."""
    try:
        if path.exists() and not path.is_file():  # reading from a pipe might never end
            raise GuideError([Finding(name, 0, 0, "This is not a file.", "Put a file there.")])
        if path.stat().st_size > MAX_BYTES:
            raise GuideError([Finding(name, 0, 0, "The file is over 16 MiB.", "Split the guide.")])
        raw = path.read_bytes()
        return re.sub("\r\n?", "\n", raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise GuideError([not_utf8(error, name)]) from error
    except OSError as error:
        problem = f"The file cannot be read: {error.strerror}."
        raise GuideError([Finding(name, 0, 0, problem, "Put the file there.")]) from error


def not_utf8(error: UnicodeDecodeError, name: str) -> Finding:
    """The finding about a file called `name`, all of which could not be decoded."""
    line = error.object.count(b"\n", 0, error.start) + 1
    column = error.start - error.object.rfind(b"\n", 0, error.start)
    problem = f"Byte {error.start + 1} is not UTF-8."
    return Finding(name, line, column, problem, "Save the file as UTF-8.")


def parse(text: str, file: str) -> YamlFile:
    """The YAML document `text`. Raises GuideError with every finding, `file` in each."""
    reader = _Reader(text, file)
    data = None
    try:
        data = reader.read()
    except yaml.YAMLError as error:
        raise GuideError([*reader.findings, syntax_finding(error, text, file)]) from error
    except _Stop:
        pass
    if data is None and not reader.findings:
        raise GuideError([Finding(file, 1, 1, "The file is empty.", "Fill it in.")])
    if reader.findings:
        raise GuideError(reader.findings)
    return YamlFile(file, data, text)


def syntax_finding(error: yaml.YAMLError, text: str, file: str) -> Finding:
    """The finding about a text that is no YAML."""
    # Where it stands, YAML says in bytes, or not at all.
    if found := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        return Finding(file, line, column, *hidden_character(found[0]))
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


class _Stop(Exception):  # noqa: N818 - it carries no error, the findings do
    """Raised when reading on makes no sense."""


class _Reader:
    """Reads one YAML document.

    After `read`, `findings` holds what is wrong in `file`. `positions` maps the JSON pointer of
    each value to its (line, column), `cut_short` the pointer of each value without quotes to that
    of the comment behind it; both are filled when asked for, since a large file has many values.
    """

    def __init__(self, text: str, file: str, *, with_positions: bool = False) -> None:
        self.findings: list[Finding] = []
        self.positions: dict[str, tuple[int, int]] = {}
        self.cut_short: dict[str, tuple[int, int]] = {}
        self._lines = _LINE_END.split(text) if with_positions else []
        self._file = file
        self._with_positions = with_positions
        self._events: Iterator[Any] = yaml.parse(text, _LOADER)
        self._scalars = _Scalars("")

    def read(self) -> Any:
        """The document's data, None when there is none. Raises yaml.YAMLError and _Stop."""
        next(self._events)
        if isinstance(event := next(self._events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self._events), "", 0)
        next(self._events)
        if not isinstance(event := next(self._events), yaml.StreamEndEvent):
            self._find(event, "A second document begins here.", 'Delete the line "---".')
        return data

    def _value(self, event: Any, pointer: str, depth: int) -> Any:
        if self._with_positions:
            self.positions.setdefault(pointer, _position(event))
        if isinstance(event, yaml.ScalarEvent):
            if self._with_positions and not event.style:
                self._look_behind(event, pointer)
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            self._find(
                event,
                f'The alias "*{event.anchor}" is not allowed.',
                "Write the value out where it is needed.",
            )
            return None
        if depth >= MAX_DEPTH:
            self._find(
                event,
                TOO_DEEP.format(MAX_DEPTH),
                BRACKETS,
            )
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(pointer, depth + 1)
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, f"{pointer}/{len(items)}", depth + 1))
        return items

    def _mapping(self, pointer: str, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            before = len(self.findings)
            key = self._value(event, "", depth)
            is_said = len(self.findings) > before
            child = f"{pointer}/{escape(key)}" if isinstance(key, str) else pointer
            known = isinstance(key, str) and key in members
            if self._with_positions and not known:
                self.positions[child] = _position(event)
            value = self._value(next(self._events), child, depth)
            if not isinstance(key, str) and not is_said:
                written = str(event.value) if isinstance(event, yaml.ScalarEvent) else ""
                expected = f'Put it in quotes: "{written}".' if written else "Write a word there."
                self._find(event, "A key is not a word.", expected)
            elif isinstance(key, str) and known:
                self._find(event, f'The key "{key}" appears twice here.', "Delete one of them.")
            elif isinstance(key, str):
                members[key] = value
        return members

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        tag = event.tag
        if tag is None or tag == "!":
            resolve: Any = self._scalars.resolve
            tag = resolve(yaml.ScalarNode, event.value, event.implicit)
        try:
            return self._scalars.construct_object(yaml.ScalarNode(tag, event.value))
        except (yaml.YAMLError, ValueError):
            self._find(event, f'The tag or value "{tag}" is not allowed.', "Write plain text.")
            return None

    def _look_behind(self, event: yaml.ScalarEvent, pointer: str) -> None:
        end: Any = event.end_mark
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if rest[:1].isspace() and rest.lstrip().startswith("#"):
            self.cut_short[pointer] = (end.line + 1, end.column + 1 + rest.index("#"))

    def _find(self, event: Any, problem: str, expected: str) -> None:
        self.findings.append(Finding(self._file, *_position(event), problem, expected))


def _position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Scalars(yaml.SafeLoader):
    """Scalars as YAML reads them, but dates stay the ISO strings that were written."""


def _as_written(_loader: yaml.Loader | yaml.SafeLoader, node: yaml.Node) -> str:
    return str(node.value)


_Scalars.add_constructor("tag:yaml.org,2002:timestamp", _as_written)
