"""Bytes to a JSON document, strict and bounded. Nothing that is read is ever repeated."""

from __future__ import annotations

import json
import math
import sys
from typing import Any, NoReturn

from enquiry.text import Text

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32
_BOM = b"\xef\xbb\xbf"
_BLANKS = " \t\r\n"


class Unreadable(ValueError):
    """Input that holds no JSON document within the limits.

    `message` says how to mend it in both languages; `line` and `column` count from 1 and say
    where, as far as that is known.
    """

    def __init__(self, message: Text, line: int = 1, column: int = 1) -> None:
        super().__init__(message.en)
        self.message = message
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Text, int, int]]:
        return type(self), (self.message, self.line, self.column)


TOO_LARGE = Text(
    "Shorten the document to 64 KiB, the most that is read.",
    "Raccourcissez le document à 64 Kio, la limite de lecture.",
)
TOO_DEEP = Text(
    "Nest objects and lists at most 32 levels deep.",
    "Imbriquez les objets et les listes sur 32 niveaux au plus.",
)
BYTE_ORDER_MARK = Text(
    "Save the file as UTF-8 without a byte order mark.",
    "Enregistrez le fichier en UTF-8 sans indicateur d’ordre des octets.",
)
NOT_UTF8 = Text("Save the file as UTF-8.", "Enregistrez le fichier en UTF-8.")
NOT_JSON = Text(
    "Mend the JSON here, or just before: it cannot be read any further.",
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
NOT_A_NUMBER = Text(
    "Replace NaN or Infinity, which JSON does not have.",
    "Remplacez NaN ou Infinity, que JSON ne connaît pas.",
)
LONE_SURROGATE = Text(
    "Replace half a character: a lone surrogate such as \\uD800 stands for no character.",
    "Remplacez le demi-caractère\u00a0: un code comme \\uD800 seul ne représente aucun caractère.",
)
NOT_A_DOCUMENT = Text(
    "Give a document made only of objects, lists, texts, numbers, true, false and null.",
    "Donnez un document fait seulement d’objets, de listes, de textes, de nombres, de true, "
    "de false et de null.",
)


def read(raw: bytes) -> Any:
    """The JSON document in `raw`, which is UTF-8 of at most 64 KiB.

    Raises Unreadable, and nothing else, for what RFC 8259 or the limits refuse: NaN, Infinity,
    a name that stands twice in an object, a lone surrogate, a byte order mark, text after the
    document, more than 32 levels. A number beyond the range of a double becomes the largest one.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    if raw.startswith(_BOM):
        raise Unreadable(BYTE_ORDER_MARK)
    try:
        text = raw.decode().strip(_BLANKS)
        document, end = _DECODER.raw_decode(text)
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_UTF8, *_place(raw[: error.start].decode())) from error
    except json.JSONDecodeError as error:
        raise Unreadable(NOT_JSON, *_place(_before(raw, text, error.pos))) from None
    except RecursionError:
        raise Unreadable(TOO_DEEP) from None
    if end != len(text):
        rest = text[end:].lstrip(_BLANKS)
        raise Unreadable(TRAILING_TEXT, *_place(_before(raw, text, len(text) - len(rest))))
    # The bytes of most documents tell that they are neither too deep nor hold half a character.
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH or b"\\u" in raw:
        fault = why_no_document(document)
        if fault:
            raise Unreadable(fault)
    return document


def why_no_document(value: Any) -> Text | None:
    """What keeps a Python value from being a JSON document within the limits; None if nothing."""
    waiting = [(value, 1)]
    seen = 0
    while waiting:
        item, depth = waiting.pop()
        seen += 1
        if seen > MAX_BYTES:
            return TOO_LARGE
        if isinstance(item, str):
            if not _is_whole(item):
                return LONE_SURROGATE
        elif isinstance(item, float):
            if not math.isfinite(item):
                return NOT_A_NUMBER
        elif isinstance(item, dict | list):
            if depth > MAX_DEPTH:
                return TOO_DEEP
            if isinstance(item, dict):
                if not all(isinstance(name, str) for name in item):
                    return NOT_A_DOCUMENT
                waiting.extend((name, depth) for name in item)
                item = item.values()
            waiting.extend((child, depth + 1) for child in item)
        elif item is not None and not isinstance(item, bool | int):
            return NOT_A_DOCUMENT
    return None


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) != len(members):
        raise Unreadable(DUPLICATE_NAME)
    return value


def _constant(_name: str) -> NoReturn:
    raise Unreadable(NOT_A_NUMBER)


def _integer(digits: str) -> int | float:
    # Python refuses to convert thousands of digits, which are JSON nevertheless.
    return int(digits) if len(digits) <= sys.float_info.max_10_exp else _real(digits)


def _real(digits: str) -> float:
    return max(-sys.float_info.max, min(sys.float_info.max, float(digits)))


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_constant,
    parse_int=_integer,
    parse_float=_real,
)


def _before(raw: bytes, text: str, end: int) -> str:
    """What stands in `raw` before position `end` of its stripped `text`."""
    whole = raw.decode()
    return whole[: len(whole) - len(whole.lstrip(_BLANKS)) + end]


def _place(before: str) -> tuple[int, int]:
    """The line and column, from 1, of what follows `before`."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
