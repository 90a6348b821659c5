"""Bytes to a JSON document, strict and bounded. Nothing that is read is ever repeated.

Two ways lead to the same document. jiter (extra `fast`) is quick and refuses what RFC 8259 refuses,
names that stand twice included, but knows no limits. Whatever it refuses, or reads beyond a limit,
the standard library reads again, and says what is wrong and where; so the places are the same
without jiter, too. ADR 8 says why jiter, and what it costs.
"""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NoReturn

from enquiry.intake.faults import first_fault
from enquiry.intake.limits import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NUMBER,
    TOO_DEEP,
    TOO_LARGE,
    Unreadable,
)
from enquiry.phrases import phrase
from enquiry.pointers import position_of

UNSETTLED: Final = object()
_from_json: Any = import_module("jiter").from_json if find_spec("jiter") else None
_BOM = b"\xef\xbb\xbf"
_BLANKS = " \t\r\n"
_INTEGERS = range(-(2**63), 2**64)
_MOST_DIGITS = len(str(_INTEGERS.start))

BYTE_ORDER_MARK = phrase("byte_order_mark")
NOT_UTF8 = phrase("not_utf8")
NO_DOCUMENT = phrase("no_document")
NOT_JSON = phrase("not_json")
TRAILING_TEXT = phrase("trailing_text")


def read(raw: bytes | bytearray | memoryview) -> Any:
    """The JSON document in `raw`, which is UTF-8 of at most 64 KiB.

    Raises Unreadable, with the place, for what RFC 8259 or the limits refuse: NaN, Infinity, a name
    that stands twice in an object, a lone surrogate, a byte order mark, text after the document,
    more than 32 levels. A whole number beyond 64 bits is read as a double, a number beyond the
    range of doubles as the largest one. Raises TypeError, and nothing else, for what is no bytes.
    """
    if not isinstance(raw, bytes):
        raw = _as_bytes(raw)
    if len(raw) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    document = read_quickly(raw)
    return document if document is not UNSETTLED else read_strictly(raw)


def _as_bytes(raw: object) -> bytes:
    if not isinstance(raw, bytearray | memoryview):
        hint = ": encode the text first, as UTF-8" if isinstance(raw, str) else ""
        raise TypeError(f"Pass the document's bytes, not {type(raw).__name__}{hint}.")
    return bytes(raw)


def read_quickly(raw: bytes) -> Any:
    """The document in `raw`, or UNSETTLED where there may be something wrong with it.

    It is also UNSETTLED where jiter is not installed (extra `fast`).
    """
    if _from_json is None:
        return UNSETTLED
    try:
        document = _from_json(raw, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError:
        return UNSETTLED
    return document if is_flat(document) or _keeps_limits(document, 1) else UNSETTLED


def is_flat(document: Any) -> bool:
    """Whether a document is made of texts and objects of texts and ticks, as nearly all are.

    Such a one has nothing in it that could be beyond a limit.
    """
    if type(document) is not dict:
        return False
    for value in document.values():
        kind = type(value)
        if kind is dict:
            for inner in value.values():
                if type(inner) is not str and inner is not True:
                    return False
        elif kind is not str:
            return False
    return True


def _keeps_limits(value: Any, level: int) -> bool:
    """Whether no number is beyond its range, and nothing deeper than the deepest level."""
    if isinstance(value, dict | list):
        children = value.values() if isinstance(value, dict) else value
        return level <= MAX_DEPTH and all(_keeps_limits(child, level + 1) for child in children)
    if isinstance(value, float):
        return abs(value) <= MAX_NUMBER
    return not isinstance(value, int) or value in _INTEGERS


def read_strictly(raw: bytes) -> Any:
    """See read. The standard library alone, which also says what is wrong and where."""
    if raw.startswith(_BOM):
        raise Unreadable(BYTE_ORDER_MARK)
    try:
        whole = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        raise Unreadable(NOT_UTF8, *position_of(before, len(before))) from None
    text = whole.rstrip(_BLANKS)
    if not text:
        raise Unreadable(NO_DOCUMENT)
    start = len(text) - len(text.lstrip(_BLANKS))
    try:
        document, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        syntax = Unreadable(NOT_JSON, *position_of(text, error.pos))
        raise first_fault(text[: error.pos]) or syntax from None
    except (_FaultError, RecursionError):
        raise first_fault(text) or Unreadable(TOO_DEEP) from None
    # The bytes of most documents show that they are neither too deep nor hold half a character.
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH or b"\\ud" in raw.lower():
        fault = first_fault(text[:end])
        if fault:
            raise fault
    if end != len(text):
        rest = text[end:].lstrip(_BLANKS)
        raise Unreadable(TRAILING_TEXT, *position_of(text, len(text) - len(rest)))
    return document


def is_json(raw: bytes) -> bool:
    """Whether bytes are a whole JSON value by its grammar, whatever else is wrong with it."""
    try:
        json.loads(raw.decode(), parse_int=str)
    except (ValueError, RecursionError):
        return False
    return True


class _FaultError(Exception):
    """Something in the document is not read here; `first_fault` says what, and where."""


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) != len(members):
        raise _FaultError
    return value


def _constant(_name: str) -> NoReturn:
    raise _FaultError


def _integer(digits: str) -> int | float:
    # Python would refuse to convert thousands of digits, which are JSON nevertheless.
    if len(digits) > _MOST_DIGITS:
        return _real(digits)
    number = int(digits)
    return number if number in _INTEGERS else _real(digits)


def _real(digits: str) -> float:
    return max(-MAX_NUMBER, min(MAX_NUMBER, float(digits)))


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_constant,
    parse_int=_integer,
    parse_float=_real,
)
