"""A word that says a number has the form that its language wants for it."""

from __future__ import annotations

import pytest

from enquiry.phrases import engine_languages
from enquiry.site import plurals
from enquiry.site.borrowed_words import material_words
from enquiry.site.localization import fill_in
from tests.engine.site.test_words import ENGINE

# Each form says which one it is.
FORMS = {kind: f"{kind} {{days}}" for kind in plurals.KINDS}


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("en", {0: "other", 1: "one", 2: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other", 1_000_000: "many"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other", 103: "few"}),
        ("pl", {1: "one", 2: "few", 5: "many", 12: "many", 22: "few"}),
        ("ja", {0: "other", 1: "other", 22: "other"}),
        ("pt-BR", {0: "one", 1: "one", 2: "other"}),
    ],
)
def test_the_number_decides_the_form(language: str, kinds: dict[int, str]) -> None:
    """As Babel knows it of the language."""
    said = {number: fill_in(FORMS, language, days=number) for number in kinds}
    assert said == {number: f"{kind} {number}" for number, kind in kinds.items()}


def test_one_text_serves_every_number() -> None:
    """A form that a word lacks is its form for every other number."""
    assert fill_in("in {days}", "ar", days=2) == "in 2"
    assert fill_in({"other": "in {days}"}, "ar", days=2) == "in 2"
    assert fill_in({"one": "a", "other": "in {days}"}, "ar", days=2) == "in 2"


def test_another_value_decides_nothing() -> None:
    """Of several values it is the number's turn, whichever stands first."""
    word = {"one": "{least} to {most} letter", "other": "{least} to {most} letters"}
    assert fill_in(word, "en", least=1, most=5) == "1 to 5 letters"
    assert fill_in(word, "en", least=0, most=1) == "0 to 1 letter"
    assert fill_in("in {language}", "en", language="French") == "in French"


@pytest.mark.parametrize(
    ("language", "needed", "described"),
    [
        ("en", ["one", "other"], "one (1), other (0, 2, 3, …)"),
        ("fr", ["one", "other"], "one (0, 1), many, other (2, 3, 4, …)"),
        ("pl", ["one", "few", "many", "other"], "one (1), few (2, 3, 4, …), many (0, 5, 6, …), "),
        ("ar", ["one", "two", "few", "many", "other"], "zero (0), one (1), two (2), few (3, "),
        ("ja", ["other"], "other (0, 1, 2, …)"),
        ("xx", ["other"], "zero, one, two, few, many, other"),
    ],
)
def test_the_forms_of_a_language(language: str, needed: list[str], described: str) -> None:
    """Those that a number from 1 on may ask for are needed, and always the last one; of a language
    that nobody knows any form may be written."""
    assert plurals.needed(language) == needed
    assert plurals.described(language).startswith(described)


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("ar", {"zero", "one", "two"}),
        ("en", {"one"}),
        ("fr", set()),
        ("ru", set()),
        ("pl", {"one"}),
    ],
)
def test_a_form_for_one_number_may_leave_it_out(language: str, kinds: set[str]) -> None:
    """One for 1, 21 and 31 may not."""
    known = plurals.kinds(language)
    assert {kind for kind in known if plurals.may_leave_out(language, kind)} == kinds


@pytest.mark.parametrize("language", engine_languages())
def test_every_form_of_the_engine_says_its_number(language: str) -> None:
    """Words with forms have those that the language needs and no others; the number is left out
    only where it is the only one."""
    words = {**ENGINE[language], **ENGINE[language]["form"]}
    with_forms = {key: word for key, word in words.items() if key != "form" and "other" in word}
    with_forms = {key: word for key, word in with_forms.items() if not isinstance(word, str)}
    assert "step_wait_days" in with_forms
    for key, word in with_forms.items():
        assert set(plurals.needed(language)) <= set(word) <= set(plurals.kinds(language)), key
        for kind, form in word.items():
            assert plurals.says_a_number(form) or plurals.may_leave_out(language, kind), (key, kind)


def test_material_says_one_and_more() -> None:
    """Of the forms of a word, Material's search has that for one result, and one for all others."""
    own = material_words(ENGINE["en"], "en")
    assert own["search.result.one"] == "1 result"
    assert own["search.result.other"] == "# results"
