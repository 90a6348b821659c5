"""What Babel knows of each language: how dates are written, its direction, its name in others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list

from enquiry.site.plurals import Word, in_form

_PARTS = {"d": "day", "M": "month", "L": "month", "y": "year"}


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
    words = format_date(day, "long", locale_of(language))
    if day.day == 1:
        words = re.sub(r"(?<!\d)1(?!\d)", lambda _: first_day, words, count=1)
    return re.sub("(?<![,،]) ", "\u00a0", words)


def fill_in(word: Word, language: str, /, **values: object) -> str:
    """A word with the values of its {placeholders}, in the form that its number asks for.

    Any other brace stays as it is.
    """
    said = in_form(word, language, values)
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), said)


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
    pattern = re.sub("'[^']*'", "", locale_of(language).date_formats["long"].pattern)
    return tuple(dict.fromkeys(_PARTS[letter] for letter in pattern if letter in _PARTS))


def three_letters(language: str) -> str:
    """The code of a language in ISO 639-2, which metadata asks for."""
    base = locale_of(language).language
    longer = [code for code, short in get_global("language_aliases").items() if short == base]
    return min((code for code in longer if len(code) == 3), default=language)
