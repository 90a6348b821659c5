"""What a page says as its language does: dates, names of languages, directions."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from enquiry.site import localization


@pytest.mark.parametrize(
    ("iso", "language", "words"),
    [
        ("2016-01-31", "en", "January\u00a031, 2016"),
        ("2016-07-02", "en", "July\u00a02, 2016"),
        ("2026-12-01", "en", "December\u00a01, 2026"),
        ("2016-07-31", "fr", "31\u00a0juillet\u00a02016"),
        ("2026-05-01", "fr", "1er\u00a0mai\u00a02026"),
        ("2026-12-21", "fr", "21\u00a0décembre\u00a02026"),
        ("2026-01-02", "fr", "2\u00a0janvier\u00a02026"),
        ("2026-11-01", "es", "1\u00a0de\u00a0noviembre\u00a0de\u00a02026"),
        ("2026-01-11", "fr", "11\u00a0janvier\u00a02026"),
        ("2026-05-01", "ar", "1\u00a0مايو\u00a02026"),
        ("2026-05-31", "pt-BR", "31\u00a0de\u00a0maio\u00a0de\u00a02026"),
        ("2026-09-05", "cy", "5\u00a0Medi\u00a02026"),
        ("2026-09-05", "sr-Cyrl", "5.\u00a0септембар\u00a02026."),
        ("2026-09-05", "zh-Hant", "2026年9月5日"),
        ("2026-09-05", "th", "5\u00a0กันยายน\u00a0ค.ศ.\u00a02026"),
    ],
)
def test_a_date_in_words(iso: str, language: str, words: str) -> None:
    """A date in a text is written as its language does, and holds together."""
    first = {"fr": "1er"}.get(language, "1")
    assert localization.in_words(iso, language, first) == words


@pytest.mark.parametrize("language", ["en", "ru", "ja", "fa", "lv", "vi"])
def test_a_date_as_cldr_writes_it(language: str) -> None:
    """Every month stands in a date as Babel has it; a month may be written alone, too."""
    dates = localization.dates_of(language, "1")
    for month in range(1, 13):
        day = date(2026, month, 15)
        words = localization.in_words(day.isoformat(), language, "1").replace("\u00a0", " ")
        assert words == format_date(day, "long", language)
        assert format_date(day, "LLLL", language) in dates["months"][month - 1]


def test_a_value_that_ends_with_a_full_stop() -> None:
    """It takes the place of the one behind it, and no other one."""
    said = localization.fill_in("{a}. {b}. {c}.", "en", a="2026.", b="x")
    assert said == "2026. x. {c}."
    assert localization.fill_in("{a}, {a}.. {a}", "en", a="Inc.") == "Inc., Inc.. Inc."


@pytest.mark.parametrize(
    ("language", "direction", "parts", "code", "name"),
    [
        ("en", "ltr", ("month", "day", "year"), "eng", "English"),
        ("fr", "ltr", ("day", "month", "year"), "fra", "Français"),
        ("es", "ltr", ("day", "month", "year"), "spa", "Español"),
        ("ar", "rtl", ("day", "month", "year"), "ara", "العربية"),
        ("fa", "rtl", ("day", "month", "year"), "fas", "فارسی"),
        ("ja", "ltr", ("year", "month", "day"), "jpn", "日本語"),
        ("pt-BR", "ltr", ("day", "month", "year"), "por", "Português (Brasil)"),
    ],
)
def test_what_is_known_of_a_language(
    language: str, direction: str, parts: tuple[str, ...], code: str, name: str
) -> None:
    """Its direction, the order of a date, its code in metadata, its own name."""
    assert localization.direction(language) == direction
    assert localization.date_parts(language) == parts
    assert localization.three_letters(language) == code
    assert localization.own_name(language) == name


def test_a_choice_of_languages() -> None:
    """Languages are named in the language of the page, and joined as it does."""
    assert localization.any_of(["en", "ar", "es"], "en") == "English, Arabic, or Spanish"
    assert localization.any_of(["fr"], "es") == "francés"


def test_a_code_of_no_language() -> None:
    """A code that nobody knows is an error, which names it."""
    with pytest.raises(ValueError, match="xx"):
        localization.direction("xx")
