"""What Babel knows of each language: how dates are written, its direction, its name in others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import TypedDict

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.lists import format_list

from enquiry.site.plurals import Word, in_form

_PARTS = {"d": "day", "M": "month", "L": "month", "y": "year"}
_LONG = "long"
# Letters between apostrophes, or those that stand for a part of a date, in a pattern of CLDR.
_IN_PATTERN = re.compile(r"'([^']*)'|(([A-Za-z])\3*)")


class Dates(TypedDict):
    """How a language writes a date. Scripts get it too, since no browser knows all languages."""

    pattern: str
    """Its {day}, {month} and {year}."""
    months: Sequence[Sequence[str]]
    """The names of each month: the one in a date, then others that a person may write."""
    first_day: str


@cache
def locale_of(language: str) -> Locale:
    """The locale of a language's code. Raises ValueError for one that Babel does not know."""
    try:
        return Locale.parse(language, sep="-")
    except UnknownLocaleError as error:
        raise ValueError(language) from error


def in_words(iso: str, language: str, first_day: str) -> str:
    """The ISO date as it stands in a text, such as “May 1, 2026”. Of its spaces only one
    after a comma breaks.

    `first_day` is how that language writes the first day of a month in a date, where it is a word
    of its own as in « 1er mai 2026 », which Babel does not know.
    """
    day = date.fromisoformat(iso)
    dates = dates_of(language, first_day)
    parts = {
        "day": first_day if day.day == 1 else str(day.day),
        "month": dates["months"][day.month - 1][0],
        "year": str(day.year),
    }
    words = re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], dates["pattern"])
    return re.sub("(?<![,،]) ", "\u00a0", words)


def dates_of(language: str, first_day: str) -> Dates:
    """How a language writes dates; `first_day` as for `in_words`."""
    pattern, months = _dates_of(language)
    return {"pattern": pattern, "months": months, "first_day": first_day}


@cache
def _dates_of(language: str) -> tuple[str, Sequence[Sequence[str]]]:
    locale = locale_of(language)
    widths = {1: "", 2: "", 3: "abbreviated"}
    in_date: list[str] = []

    def part(found: re.Match[str]) -> str:
        literal, letters, letter = found.groups()
        if letters is None:
            return literal or "'"
        if letter not in _PARTS:  # an era
            return str(locale.eras["abbreviated"][1])
        if _PARTS[letter] == "month":
            width = widths.get(len(letters), "wide")
            context = "stand-alone" if letter == "L" else "format"
            in_date[:] = [
                locale.months[context][width][month] if width else f"{month:0{len(letters)}}"
                for month in range(1, 13)
            ]
        return f"{{{_PARTS[letter]}}}"

    pattern = _IN_PATTERN.sub(part, locale.date_formats[_LONG].pattern)
    names = [locale.months[context]["wide"] for context in ("format", "stand-alone")]
    return pattern, [
        list(dict.fromkeys([said, *(each[month] for each in names)]))
        for month, said in enumerate(in_date, 1)
    ]


def fill_in(word: Word, language: str, /, **values: object) -> str:
    """A word with the values of its {placeholders}, in the form that its number asks for.

    Any other brace stays as it is. A value that ends with a full stop, as dates do in some
    languages, takes the place of one behind it.
    """

    def value(found: re.Match[str]) -> str:
        text = str(values.get(found["name"], found["whole"]))
        return text if text.endswith(".") else text + found["stop"]

    said = in_form(word, language, values)
    return re.sub(r"(?P<whole>\{(?P<name>\w+)\})(?P<stop>\.?)", value, said)


def direction(language: str) -> str:
    """ "ltr" or "rtl"."""
    return str(locale_of(language).text_direction)


def name_of(language: str, said_in: str) -> str:
    """The name of a language in another one. The code itself where that has no name for it.

    One of a region has a name of its own in many languages, which stands well in brackets.
    """
    here = locale_of(said_in)
    return here.languages.get(str(locale_of(language))) or (
        locale_of(language).get_display_name(here) or language
    )


def own_name(language: str) -> str:
    """The name of a language in itself, as it stands alone: “English”, « Français »."""
    name = name_of(language, language)
    return name[:1].upper() + name[1:]


def any_of(languages: Iterable[str], said_in: str) -> str:
    """The names of languages as a choice, such as “English or French”."""
    names = [name_of(language, said_in) for language in languages]
    return str(format_list(names, "or", locale_of(said_in)))


def date_parts(language: str) -> tuple[str, ...]:
    """ "day", "month" and "year" in the order in which the language writes them."""
    pattern = re.sub("'[^']*'", "", locale_of(language).date_formats[_LONG].pattern)
    return tuple(dict.fromkeys(_PARTS[letter] for letter in pattern if letter in _PARTS))


def three_letters(language: str) -> str:
    """The code of a language in ISO 639-2, which metadata asks for."""
    base = locale_of(language).language
    longer = [code for code, short in get_global("language_aliases").items() if short == base]
    return min((code for code in longer if len(code) == 3), default=language)
