"""What a document may be: made of JSON values and whole characters, not too large or too deep."""

from __future__ import annotations

import sys

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
