"""Python values as JSON: what `enquiry.read` would have returned for the same document."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from enquiry.intake.json_reader import is_flat
from enquiry.intake.limits import (
    LONE_SURROGATE,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NUMBER,
    NOT_A_DOCUMENT,
    NOT_A_NUMBER,
    TOO_DEEP,
    TOO_LARGE,
    Unreadable,
)
from enquiry.text import Text

_FEW = 100
_NAMES = frozenset({str})


def as_document(value: Any) -> Any:
    """The JSON document that a Python value stands for; the value itself where it is one.

    Any mapping is an object and any sequence a list; a text, a number and a truth value count by
    what they hold, whatever class of them they are. Raises Unreadable for anything else, and for
    what exceeds the limits of a document.
    """
    return value if _is_plain(value) else _Reader().value(value, 1)


def is_flat_document(value: Any) -> bool:
    """Whether a value is a document as nearly all are: a small object of texts and of such objects.

    Half a character in a text is not looked for.
    """
    if not is_flat(value):
        return False
    objects = [value, *(child for child in value.values() if type(child) is dict)]
    return all(len(each) <= _FEW and _NAMES.issuperset(map(type, each)) for each in objects)


def _is_plain(value: Any) -> bool:
    """Whether a value has the very types of a document, and is surely within the limits.

    A document of 64 KiB cannot hold more values than bytes, so no more are looked at.
    """
    waiting = [(value, 1)]
    for _ in range(MAX_BYTES):
        if not waiting:
            return True
        item, depth = waiting.pop()
        kind = type(item)
        if kind is str:
            if not item.isascii() and not _is_whole(item):
                return False
        elif kind is dict or kind is list:
            if depth > MAX_DEPTH:
                return False
            children = item.values() if kind is dict else item
            if kind is dict and not all(type(name) is str and _is_whole(name) for name in item):
                return False
            waiting.extend([(child, depth + 1) for child in children])
        elif not (item is None or kind is bool):
            is_number = kind is int or kind is float
            if not (is_number and -MAX_NUMBER <= item <= MAX_NUMBER):
                return False
    return False


class _Reader:
    """Copies a value as a document."""

    def __init__(self) -> None:
        self._left = MAX_BYTES

    def value(self, item: Any, depth: int) -> Any:
        """The copy of a value that stands so many levels deep."""
        self._left -= 1
        if self._left < 0:
            _refuse(TOO_LARGE)
        if item is None or isinstance(item, bool):
            return item
        if isinstance(item, str):
            return _text(item)
        if isinstance(item, int | float):
            return _number(item)
        if isinstance(item, bytes | bytearray | memoryview):
            _refuse(NOT_A_DOCUMENT)
        if not isinstance(item, Mapping | Sequence):
            _refuse(NOT_A_DOCUMENT)
        if depth > MAX_DEPTH:
            _refuse(TOO_DEEP)
        if isinstance(item, Mapping):
            return {_name(name): self.value(child, depth + 1) for name, child in item.items()}
        return [self.value(child, depth + 1) for child in item]


def _name(name: Any) -> str:
    if not isinstance(name, str):
        _refuse(NOT_A_DOCUMENT)
    return _text(name)


def _text(text: str) -> str:
    if not _is_whole(text):
        _refuse(LONE_SURROGATE)
    return str.__str__(text)  # what it holds, not what its class makes of it


def _number(number: int | float) -> int | float:
    if isinstance(number, int):
        if abs(number) > MAX_NUMBER:
            _refuse(NOT_A_DOCUMENT)
        return int.__int__(number)
    if not math.isfinite(number):
        _refuse(NOT_A_NUMBER)
    return float.__float__(number)


def _is_whole(text: str) -> bool:
    try:
        str.encode(text)
    except UnicodeEncodeError:
        return False
    return True


def _refuse(reason: Text) -> NoReturn:
    raise Unreadable(reason)
