"""The words that Material translates, for languages that the engine has no words for."""

from __future__ import annotations

import pytest

from enquiry.site.borrowed_words import FILE, borrowed_words
from enquiry.site.translations import material_language, to_borrow, translation


@pytest.mark.parametrize(
    ("language", "called"),
    [("de", "de"), ("pt-BR", "pt-BR"), ("pt-PT", "pt"), ("ga", ""), ("sr-Latn", ""), ("xx", "")],
)
def test_knows_what_material_calls_a_language(language: str, called: str) -> None:
    """With its region or without; another script is another language."""
    assert material_language(language) == called


def test_says_what_material_says() -> None:
    """Words of the same meaning, with the engine's braces for a number, and as plain text."""
    german = borrowed_words("de")
    results = {"one": "{count} Suchergebnis", "other": "{count} Suchergebnisse"}
    assert german["search_count"] == results
    assert german["skip"] == "Zum Inhalt"
    assert german["form"]["action_next"] == "Weiter"
    assert "'" in translation("en", "announce.dismiss")


def test_a_form_for_one_fits_all_its_numbers() -> None:
    """In many languages it is for 0 or for 21 too: a digit gives way to the number, and Material's
    words without one are no form there."""
    assert borrowed_words("pt-BR")["search_count"]["one"] == "{count} documento encontrado"
    assert borrowed_words("ru")["search_count"]["one"] == "Найдено {count} совпадение"
    assert borrowed_words("te")["search_count"]["one"] == "ఒక సరిపోలే పత్రం"
    assert borrowed_words("be")["search_count"] == "Адпаведных дакументаў: {count}"


def test_the_file_is_what_material_says() -> None:
    """`words/material.json` holds the words of the installed Material."""
    written = FILE.read_text(encoding="utf-8")
    assert written == to_borrow(), "python -m enquiry.site.translations"


def test_has_nothing_where_material_has_not() -> None:
    """A language that Material lacks gets no words, and a key that it lacks an empty one."""
    assert borrowed_words("ga") == {}
    assert translation("de", "no.such.key") == ""
