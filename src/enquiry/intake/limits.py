"""What a document may be: made of JSON values and whole characters, not too large or too deep."""

from __future__ import annotations

import sys

from enquiry.phrases import phrase
from enquiry.text import Text

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32
MAX_NUMBER = sys.float_info.max

TOO_LARGE = phrase("too_large")
TOO_DEEP = phrase("too_deep")
NOT_A_NUMBER = phrase("not_a_number")
LONE_SURROGATE = phrase("lone_surrogate")
NOT_A_DOCUMENT = phrase("not_a_document")


class Unreadable(ValueError):  # noqa: N818  named as the public format names such an input
    """Input that holds no JSON document within the limits.

    `message` says how to fix it in every language; `line` and `column` count from 1 and say
    where, as far as that is known.
    """

    def __init__(self, message: Text, line: int = 1, column: int = 1) -> None:
        super().__init__(message.parts[0][1])
        self.message = message
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Text, int, int]]:
        return type(self), (self.message, self.line, self.column)
