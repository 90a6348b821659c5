"""Where in a text the first thing stands that JSON has not, or that is not read here."""

from __future__ import annotations

import json
import re

from enquiry.intake.limits import (
    LONE_SURROGATE,
    MAX_DEPTH,
    NOT_A_NUMBER,
    TOO_DEEP,
    Unreadable,
)
from enquiry.phrases import phrase
from enquiry.pointers import position_of
from enquiry.text import Text

DUPLICATE_NAME = phrase("duplicate_name")

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*("?)|[{}\[\],]|-?Infinity|NaN', re.DOTALL)
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a whole character
    r"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # half of one
    r"|\\."
)


def first_fault(text: str) -> Unreadable | None:
    """The first name that stands twice in its object, half character, NaN or level too deep.

    `text` is JSON otherwise, as far as it goes: it may end within the document, even in a string.
    """
    levels: list[set[str] | None] = []  # of each open object its names so far, of a list None
    expects_name = False
    for token in _TOKEN.finditer(text):
        word, at = token[0], token.start()
        if word[0] == '"':
            half = next((each for each in _ESCAPE.finditer(word) if each[1]), None)
            if half:
                return _fault(LONE_SURROGATE, text, at + half.start())
            names = levels[-1] if levels and token[1] else None
            if expects_name and names is not None:
                name = json.loads(word)
                if name in names:
                    return _fault(DUPLICATE_NAME, text, at)
                names.add(name)
            expects_name = False
        elif word in "{[":
            levels.append(set() if word == "{" else None)
            if len(levels) > MAX_DEPTH:
                return _fault(TOO_DEEP, text, at)
            expects_name = word == "{"
        elif word in "}]":
            levels.pop()
            expects_name = False
        elif word == ",":
            expects_name = levels[-1] is not None
        else:
            return _fault(NOT_A_NUMBER, text, at)
    return None


def _fault(reason: Text, text: str, offset: int) -> Unreadable:
    return Unreadable(reason, *position_of(text, offset))
