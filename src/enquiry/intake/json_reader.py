"""Bytes to a JSON document, strict and bounded. Nothing that is read is ever repeated.

Two ways lead to the same document. orjson is quick and refuses what RFC 8259 refuses, but keeps
the last of two members with the same name and knows no limits; where the bytes do not prove that
nothing of this happened, the standard library reads them again and knows the reasons.
"""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NoReturn

from enquiry.intake.limits import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NUMBER,
    NOT_A_NUMBER,
    TOO_DEEP,
    TOO_LARGE,
    Unreadable,
    why_no_document,
)
from enquiry.text import Text

UNSETTLED: Final = object()
_orjson: Any = import_module("orjson") if find_spec("orjson") else None
_BOM = b"\xef\xbb\xbf"
_BLANKS = " \t\r\n"
_INTEGERS = range(-(2**63), 2**64)
_MOST_DIGITS = len(str(_INTEGERS.start))

BYTE_ORDER_MARK = Text(
    "Save the file as UTF-8 without a byte order mark.",
    "Enregistrez le fichier en UTF-8 sans indicateur d’ordre des octets.",
)
NOT_UTF8 = Text("Save the file as UTF-8.", "Enregistrez le fichier en UTF-8.")
NOT_JSON = Text(
    "Fix the JSON here, or just before: it cannot be read any further.",
    "Corrigez le JSON ici ou juste avant\u00a0: la lecture s’arrête à cet endroit.",
)
TRAILING_TEXT = Text(
    "Remove what follows the end of the JSON document.",
    "Retirez ce qui suit la fin du document JSON.",
)
DUPLICATE_NAME = Text(
    "Keep one of the two members that have the same name in one object.",
    "Gardez un seul des deux membres qui portent le même nom dans un objet.",
)


def read(raw: bytes) -> Any:
    """The JSON document in `raw`, which is UTF-8 of at most 64 KiB.

    Raises Unreadable, and nothing else, for what RFC 8259 or the limits refuse: NaN, Infinity,
    a name that stands twice in an object, a lone surrogate, a byte order mark, text after the
    document, more than 32 levels. A whole number beyond 64 bits is read as a double, a number
    beyond the range of doubles as the largest one.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    document = read_quickly(raw)
    return read_strictly(raw) if document is UNSETTLED else document


def read_quickly(raw: bytes) -> Any:
    """The document in `raw`, or UNSETTLED where there may be something wrong with it.

    It is also UNSETTLED where orjson is not installed (extra `fast`).
    """
    if _orjson is None or raw.count(b"{") + raw.count(b"[") > MAX_DEPTH:
        return UNSETTLED
    try:
        document = _orjson.loads(raw)
    except _orjson.JSONDecodeError:
        return UNSETTLED
    return document if _holds_no_name_twice(document, raw) else UNSETTLED


def _holds_no_name_twice(document: Any, raw: bytes) -> bool:
    """Whether the colons in the bytes prove it.

    Each member that was written has a colon, and texts may hold more. As many colons as the
    members and texts of the document account for leave none for a member that was dropped. Only
    the first two levels are counted; where there are more, the numbers differ and nothing is
    proven. A colon written as an escape would upset the account.
    """
    if not isinstance(document, dict):
        return False
    objects = [document, *[value for value in document.values() if isinstance(value, dict)]]
    unaccounted = raw.count(b":") - sum(map(len, objects))
    if unaccounted == 0:
        return True
    in_texts = sum(
        value.count(":") for each in objects for value in each.values() if isinstance(value, str)
    )
    return unaccounted == in_texts and b"\\u003" not in raw


def read_strictly(raw: bytes) -> Any:
    """See read. The standard library alone, which also says what is wrong and where."""
    if raw.startswith(_BOM):
        raise Unreadable(BYTE_ORDER_MARK)
    try:
        whole = raw.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_UTF8, *_place(raw[: error.start].decode())) from None
    text = whole.rstrip(_BLANKS)
    start = len(text) - len(text.lstrip(_BLANKS))
    try:
        document, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise Unreadable(NOT_JSON, *_place(text[: error.pos])) from None
    except RecursionError:
        raise Unreadable(TOO_DEEP) from None
    if end != len(text):
        rest = text[end:].lstrip(_BLANKS)
        raise Unreadable(TRAILING_TEXT, *_place(text[: -len(rest)]))
    # The bytes of most documents show that they are neither too deep nor hold half a character.
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH or b"\\ud" in raw.lower():
        reason = why_no_document(document)
        if reason:
            raise Unreadable(reason)
    return document


def _place(before: str) -> tuple[int, int]:
    """The line and column, from 1, of what follows `before`."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) != len(members):
        raise Unreadable(DUPLICATE_NAME)
    return value


def _constant(_name: str) -> NoReturn:
    raise Unreadable(NOT_A_NUMBER)


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
