"""A YAML (or JSON) file as data, with the line and column of every value. Strict on purpose.

PyYAML keeps the last of two equal keys and expands aliases without bound. Here both are findings.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from enquiry.errors import Finding, GuideError

Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds. `places` maps a JSON pointer to the (line, column) of its value."""

    file: str
    data: Any
    places: dict[str, tuple[int, int]] = field(repr=False)

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
    try:
        if faults := list(_unsafe(text, file)):
            raise GuideError(faults)
        root = yaml.compose(text, Loader)
    except yaml.YAMLError as error:
        raise GuideError([_syntax_fault(error, text, file)]) from error
    if root is None:
        raise GuideError([Finding(file, 1, 1, "The file is empty.", "Write the table in it.")])
    reader = _Reader(file)
    data = reader.value(root, "")
    if reader.findings:
        raise GuideError(reader.findings)
    return Source(file, data, reader.places)


def _unsafe(text: str, file: str) -> Iterator[Finding]:
    depth = 0
    for event in yaml.parse(text, Loader):
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        if isinstance(event, yaml.AliasEvent):
            yield Finding(
                file,
                line,
                column,
                f'The alias "*{event.anchor}" is not allowed.',
                "Write the value out where it is needed.",
            )
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield Finding(
                    file,
                    line,
                    column,
                    f"Nesting is deeper than {MAX_DEPTH} levels.",
                    "Check the brackets and the indentation.",
                )
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _syntax_fault(error: yaml.YAMLError, text: str, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", "unreadable"))
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    if line and "\t" in text.split("\n")[line - 1][:column]:
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


class _Scalars(yaml.SafeLoader):
    """Scalars as YAML reads them, but dates stay the ISO strings that were written."""


def _as_written(_loader: yaml.Loader | yaml.SafeLoader, node: yaml.Node) -> str:
    return str(node.value)


_Scalars.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


class _Reader:
    """Turns composed YAML nodes into data and remembers where each value stands."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[str, tuple[int, int]] = {}
        self.findings: list[Finding] = []
        self._scalars = _Scalars("")

    def value(self, node: yaml.Node, pointer: str) -> Any:
        self.places[pointer] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, f"{pointer}/{i}") for i, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, pointer)
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, pointer: str) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                self._fault(key_node, "A key is not a word.", "Write a word before the colon.")
                continue
            if key in members:
                self._fault(key_node, f'The key "{key}" stands here twice.', "Delete one of them.")
                continue
            child = f"{pointer}/{escape(key)}"
            members[key] = self.value(value_node, child)
            self.places[child] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return members

    def _scalar(self, node: yaml.Node) -> Hashable:
        try:
            value: Hashable = self._scalars.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self._fault(node, f'The tag or value "{node.tag}" is not allowed.', "Write plain text.")
            return None
        return value

    def _fault(self, node: yaml.Node, problem: str, expected: str) -> None:
        mark = node.start_mark
        self.findings.append(Finding(self.file, mark.line + 1, mark.column + 1, problem, expected))


def escape(name: str) -> str:
    """A member's name as a reference token of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
