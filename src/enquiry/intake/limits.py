"""What a document may be: made of JSON values and whole characters, not too large or too deep."""

from __future__ import annotations

import math
import sys
from typing import Any

from enquiry.text import Text

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32
MAX_NUMBER = sys.float_info.max

TOO_LARGE = Text(
    "Shorten the document to 64 KiB, the most that is read.",
    "Raccourcissez le document à 64 Kio, la limite de lecture.",
)
TOO_DEEP = Text(
    "Nest objects and lists at most 32 levels deep.",
    "Imbriquez les objets et les listes sur 32 niveaux au plus.",
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


class Unreadable(ValueError):  # noqa: N818  named as the public format names such an input
    """Input that holds no JSON document within the limits.

    `message` says how to fix it in every language; `line` and `column` count from 1 and say
    where, as far as that is known.
    """

    def __init__(self, message: Text, line: int = 1, column: int = 1) -> None:
        super().__init__(message.en)
        self.message = message
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Text, int, int]]:
        return type(self), (self.message, self.line, self.column)


def why_no_document(value: Any) -> Text | None:
    """What keeps a Python value from being a JSON document within the limits; None if nothing.

    A document of 64 KiB cannot hold more values than bytes, so no more are looked at.
    """
    waiting = [(value, 1)]
    for _ in range(MAX_BYTES):
        if not waiting:
            return None
        item, depth = waiting.pop()
        if isinstance(item, dict | list):
            if depth > MAX_DEPTH:
                return TOO_DEEP
            if isinstance(item, dict):
                if not all(isinstance(name, str) for name in item):
                    return NOT_A_DOCUMENT
                waiting.extend((name, depth) for name in item)
            children = item.values() if isinstance(item, dict) else item
            waiting.extend((child, depth + 1) for child in children)
        elif reason := _why_no_scalar(item):
            return reason
    return TOO_LARGE


def _why_no_scalar(item: Any) -> Text | None:
    if isinstance(item, str):
        return None if _is_whole(item) else LONE_SURROGATE
    if isinstance(item, float):
        return None if math.isfinite(item) else NOT_A_NUMBER
    if isinstance(item, int):
        return None if abs(item) <= MAX_NUMBER else NOT_A_DOCUMENT
    return None if item is None else NOT_A_DOCUMENT


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
