"""YAML events to data, in one pass. Strict: PyYAML itself keeps the last of two equal keys and
expands aliases without bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from enquiry.errors import Finding
from enquiry.pointers import escape

MAX_DEPTH = 32
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Stop(Exception):  # noqa: N818 - it carries no fault, the findings do
    """Raised when reading on makes no sense."""


class Reader:
    """Reads one YAML document.

    After `read`, `findings` holds what is wrong in `file`. `places` maps the JSON pointer of each
    value to its (line, column); it is filled when asked for, since a large file has many.
    """

    def __init__(self, text: str, file: str, *, with_places: bool = False) -> None:
        self.findings: list[Finding] = []
        self.places: dict[str, tuple[int, int]] = {}
        self._file = file
        self._with_places = with_places
        self._events: Iterator[Any] = yaml.parse(text, Loader)
        self._scalars = _Scalars("")

    def read(self) -> Any:
        """The document's data, None when there is none. Raises yaml.YAMLError and Stop."""
        next(self._events)
        if isinstance(event := next(self._events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self._events), "", 0)
        next(self._events)
        if not isinstance(event := next(self._events), yaml.StreamEndEvent):
            self._fault(event, "A second document begins here.", 'Delete the line "---".')
        return data

    def _value(self, event: Any, pointer: str, depth: int) -> Any:
        if self._with_places:
            self.places.setdefault(pointer, _place(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            self._fault(
                event,
                f'The alias "*{event.anchor}" is not allowed.',
                "Write the value out where it is needed.",
            )
            return None
        if depth >= MAX_DEPTH:
            self._fault(
                event,
                f"Nesting is deeper than {MAX_DEPTH} levels.",
                "Check the brackets and the indentation.",
            )
            raise Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(pointer, depth + 1)
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, f"{pointer}/{len(items)}", depth + 1))
        return items

    def _mapping(self, pointer: str, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._value(event, "", depth)
            child = f"{pointer}/{escape(key)}" if isinstance(key, str) else pointer
            known = isinstance(key, str) and key in members
            if self._with_places and not known:
                self.places[child] = _place(event)
            value = self._value(next(self._events), child, depth)
            if not isinstance(key, str):
                self._fault(event, "A key is not a word.", "Write a word before the colon.")
            elif known:
                self._fault(event, f'The key "{key}" stands here twice.', "Delete one of them.")
            else:
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
            self._fault(event, f'The tag or value "{tag}" is not allowed.', "Write plain text.")
            return None

    def _fault(self, event: Any, problem: str, expected: str) -> None:
        self.findings.append(Finding(self._file, *_place(event), problem, expected))


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Scalars(yaml.SafeLoader):
    """Scalars as YAML reads them, but dates stay the ISO strings that were written."""


def _as_written(_loader: yaml.Loader | yaml.SafeLoader, node: yaml.Node) -> str:
    return str(node.value)


_Scalars.add_constructor("tag:yaml.org,2002:timestamp", _as_written)
