"""Words that say a number: one text, or a form for each kind of number that a language tells apart.

The kinds are the plural categories of CLDR, which Babel knows here and `Intl.PluralRules` in the
browser. A word goes by the number of its one placeholder among `NUMBERS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

KINDS = ("zero", "one", "two", "few", "many", "other")
NUMBERS = ("days", "count", "most", "bound")
"""The placeholders of numbers. No word has two of them."""

Forms = Mapping[str, str]
Word = str | Forms

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LOOKED_AT = 1000  # whichever kinds a language has, they come before
_SHOWN = 3


def forms_of(word: Word) -> Forms:
    """The forms of a word; one text is its form for every number."""
    return {"other": word} if isinstance(word, str) else word


def placeholders(word: Word) -> list[str]:
    """The names of what is filled in into a word, each once, in their order."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(forms_of(word).get("other", ""))))


def says_a_number(word: Word) -> bool:
    """Whether a word may have forms."""
    return not isinstance(word, str) or not {*placeholders(word)}.isdisjoint(NUMBERS)


def in_form(word: Word, language: str, values: Mapping[str, object]) -> str:
    """The form of a word for the number among the values of its placeholders."""
    forms = forms_of(word)
    number = next((value for name, value in values.items() if name in NUMBERS), None)
    rule = _rule(language) if len(forms) > 1 and isinstance(number, int) else None
    return forms.get(rule(number), forms["other"]) if rule else forms["other"]


@cache
def _rule(language: str) -> Any:
    """What gives the kind of a number. None where nobody knows the language, or Babel is not
    installed, without which words are checked too."""
    if not find_spec("babel"):
        return None
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return None


@cache
def kinds(language: str) -> Mapping[str, Sequence[int]]:
    """The kinds of number in a language, each with the whole numbers below 1000 that are of it.

    `other` is always one of them. Where nobody knows the language, all kinds, without numbers.
    """
    rule = _rule(language)
    if rule is None:
        return dict.fromkeys(KINDS, ())
    found: dict[str, list[int]] = {kind: [] for kind in KINDS if kind in {*rule.tags, "other"}}
    for number in range(_LOOKED_AT):
        found[rule(number)].append(number)
    return found


def needed(language: str) -> Sequence[str]:
    """The forms that a word with forms must have: those of the numbers from 1 on, and `other`."""
    return [kind for kind, numbers in kinds(language).items() if any(numbers) or kind == "other"]


def may_leave_out(language: str, kind: str) -> bool:
    """Whether a form needs no number, because it stands for one number alone, as “two” may."""
    numbers = kinds(language).get(kind, ())
    return len(numbers) == 1 or (not numbers and kind in ("zero", "one", "two"))


def described(language: str) -> str:
    """The forms of a language, each with numbers that it is for: "one (1), other (0, 2, 3, …)"."""
    found = []
    for kind, numbers in kinds(language).items():
        shown = [*map(str, numbers[:_SHOWN]), *["…"] * (len(numbers) > _SHOWN)]
        found.append(f"{kind} ({', '.join(shown)})" if shown else kind)
    return ", ".join(found)
