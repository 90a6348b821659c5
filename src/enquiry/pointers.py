"""JSON pointers (RFC 6901): to write one, to reach what it names, to find it in a text."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable
from typing import Any, Final

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^\s{}\[\],:"]+', re.DOTALL)

MISSING: Final = object()
"""What `reach` answers where a document holds nothing. JSON's null is None, and is something."""


def pointer_of(path: Iterable[str | int]) -> str:
    """The pointer of a path of member names; the empty path is the whole document, ""."""
    return "".join(f"/{escape(str(token))}" for token in path)


def escape(name: str) -> str:
    """A member's name as one token of a pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def path_of(pointer: str) -> tuple[str, ...]:
    """The member names of a pointer: the inverse of `pointer_of`."""
    tokens = pointer.split("/")[1:]
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in tokens)


def reach(document: Any, path: Iterable[str]) -> Any:
    """The value at `path`, or MISSING where an object on the way lacks it or is no object."""
    for name in path:
        if not isinstance(document, dict):
            return MISSING
        document = document.get(name, MISSING)
    return document


def too_deep(text: str, levels: int) -> tuple[int, int] | None:
    """The line and column, from 1, of the first bracket that opens more than so many levels."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth > levels:
            return position_of(text, token.start())
    return None


def place_of_token(text: str, tokens: Container[str]) -> tuple[int, int] | None:
    """The line and column, from 1, of the first of these tokens outside of a text."""
    found = (token for token in _TOKEN.finditer(text) if token[0] in tokens)
    return next((position_of(text, token.start()) for token in found), None)


def position_of(text: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of a character of the text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


class Positions:
    """The line and column of every member of a JSON document.

    `duplicates` holds the pointer of each name that appears twice in one object, with the line
    and column of the second.
    """

    def __init__(self, text: str) -> None:
        self.duplicates: list[tuple[str, tuple[int, int]]] = []
        self._text = text
        self._offsets: dict[str, int] = {}
        self._tokens = _TOKEN.finditer(text)
        self._value(next(self._tokens), "")

    def at(self, pointer: str) -> tuple[int, int]:
        """The line and column, from 1, of the name at `pointer`, or of the nearest thing around.

        A missing member stands nowhere: its object is where it should be.
        """
        while pointer not in self._offsets:
            pointer = pointer.rpartition("/")[0]
        return self._position(self._offsets[pointer])

    def _position(self, offset: int) -> tuple[int, int]:
        return position_of(self._text, offset)

    def _value(self, token: re.Match[str], pointer: str) -> None:
        self._offsets.setdefault(pointer, token.start())
        if token[0] == "{":
            self._members(pointer)
        elif token[0] == "[":
            self._elements(pointer)

    def _members(self, pointer: str) -> None:
        for token in self._tokens:
            if token[0] == "}":
                return
            if token[0] != ",":
                child = f"{pointer}/{escape(json.loads(token[0]))}"
                if child in self._offsets:
                    self.duplicates.append((child, self._position(token.start())))
                self._offsets[child] = token.start()
                self._value(next(self._tokens), child)

    def _elements(self, pointer: str) -> None:
        index = 0
        for token in self._tokens:
            if token[0] == "]":
                return
            if token[0] == ",":
                index += 1
            else:
                self._value(token, f"{pointer}/{index}")
