"""The facts that no text of the table and of the words states itself."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from enquiry.authoring.yaml_file import YamlFile, parse
from enquiry.check import LONGEST_AGE, age_warnings
from enquiry.phrases import engine_languages
from enquiry.site.facts import facts_in, fields_of_contacts, periods_in, table_fact_findings
from enquiry.text import Text
from tests.engine.harbour import FILES
from tests.engine.unit.test_content_checks import PERIODS, WORDS

TABLE: dict[str, Any] = yaml.safe_load(FILES.table.read_text("utf-8"))


def with_sentence(sentence: str) -> YamlFile:
    """The harbour's table in which somebody says `sentence`."""
    table = deepcopy(TABLE)
    table["contacts"][0]["phone"] = "+1 613 555 0100"
    table["categories"][0]["sentences"][0]["en"] = sentence
    return parse(yaml.safe_dump(table, allow_unicode=True, sort_keys=False), "t.yml")


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Write to us.", []),
        (
            "Write to desk@harbour.example.net.",
            'the address "desk@harbour.example.net" in its own words. '
            "Put it into a field of a contact, and leave it out here.",
        ),
        (
            "Call (613) 555-0100.",
            'the phone number "(613) 555-0100" in its own words. '
            "Put it into a field of a contact, and leave it out here.",
        ),
        (
            "Call +1 613-555-0100.",
            'the phone number "+1 613-555-0100" in its own words. '
            'Leave it out: the contact "dues-counter" has it as its "phone".',
        ),
        (
            "It takes a fortnight, or ninety-nine days.",
            '"fortnight" in its own words. Leave it out: the wait stands in "after_days". '
            'If it is no wait, add fortnight to "fact_idioms" in docs/words.',
        ),
    ],
)
def test_a_text_of_the_table_states_no_fact(sentence: str, says: str | list[str]) -> None:
    """An address, a phone number or a number of days in a text is found, with where it stands."""
    found = list(table_fact_findings(with_sentence(sentence), PERIODS))
    if not says:
        assert found == []
        return
    assert str(found[0]).partition(": This text states ")[2] == says
    assert found[0].line > 1


PHONES = [
    "613-555-0199", "613 555 0199", "+33 1 23 45 67 89", "01 23 45 67 89", "+16135550199",
    "613.555.0199", "0 800 123 456", "+971 4 123 4567", "tel:311",
]  # fmt: skip
OTHER_NUMBERS = [
    "2026-01-15", "15.01.2026", "2025-2026", "2025–2026", "1 000 000", "12 345 678", "W993830598",
    "1 2 3 4 5", "12 13 14 15", "3.11.7", "§ 12-34", "file-123-4567", "10:30-12:30", "123456789",
]  # fmt: skip


@pytest.mark.parametrize("number", PHONES)
def test_a_phone_number_is_known(number: str) -> None:
    """A phone number is known as people write it, in several countries."""
    assert [fact.kind for fact in facts_in(f"Call {number}, today.", PERIODS)] == ["phone"]


@pytest.mark.parametrize("number", OTHER_NUMBERS)
def test_other_numbers_are_no_phone_numbers(number: str) -> None:
    """Dates, years, amounts and numbers of files are none."""
    assert list(facts_in(f"See {number}, today.", PERIODS)) == []


@pytest.mark.parametrize(
    ("language", "texts"),
    {
        "en": [
            "thirty (30) days",
            "30 (thirty) days",
            "one month",
            "eleven days",
            "forty-five days",
            "two or three weeks",
            "two weeks",
        ],
        "fr": [
            "trente (30) jours",
            "onze jours",
            "un mois",
            "quarante et un jours",
            "vingt-deux jours",
        ],
        "es": ["once días", "treinta y un días", "un mes", "quincena", "veintidós días"],
        "ar": ["شهرين", "خمسة وأربعون يومًا", "٣٠ يومًا", "أحد عشر يومًا"],
    }.items(),
)
def test_a_number_of_days_is_known_in_each_language(language: str, texts: list[str]) -> None:
    """Numbers are known as words, joined as the language joins them, and in other digits."""
    periods = periods_in(
        {
            key: Text.of({language: said})
            for key, said in WORDS[language].items()
            if key.startswith("fact_")
        }
    )
    for text in texts:
        assert [fact.kind for fact in facts_in(f"{text}.", periods)] == ["period"], text


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("நாள்", "30 நாள் வரை"),
        ("दिन", "30 दिन तक"),
        ("日間", "返事は30日間お待ちください"),
        ("天", "請等待30天。"),
        ("วัน", "รอ30วันแล้ว"),
        ("일간", "30일간 기다려 주세요"),
    ],
)
def test_a_number_of_days_is_known_without_spaces_and_before_marks(unit: str, text: str) -> None:
    """A unit may end with a vowel sign, and words may stand without spaces between them."""
    kinds = ("numbers", "joints", "kinds", "wholes", "idioms")
    words = {f"fact_{kind}": Text.of({"x": "-"}) for kind in kinds}
    periods = periods_in({**words, "fact_units": Text.of({"x": unit})})
    (fact,) = facts_in(text, periods)
    assert fact.words.endswith(unit)
    assert list(facts_in(f"{unit} 30", periods)) == []


def test_idioms_are_no_periods() -> None:
    """“One day” may be any day."""
    for language in engine_languages():
        for idiom in WORDS[language]["fact_idioms"].replace("_", " ").split("\n"):
            assert list(facts_in(f"{idiom}!", PERIODS)) == []


def test_a_guide_names_a_period_that_is_no_wait() -> None:
    """A guide lists it in its words, and a text may then state it, with any space in it."""
    words = {key: said for key, said in WORDS["en"].items() if key.startswith("fact_")}
    words["fact_idioms"] += " two_weeks"
    periods = periods_in({key: Text.of({"en": said}) for key, said in words.items()})
    for said in ("every two weeks", "every two\u00a0weeks", "Two weeks"):
        assert list(facts_in(f"The market is held {said}.", periods)) == []
    assert [fact.words for fact in facts_in("Wait two days.", periods)] == ["two days"]


def test_contacts_have_their_facts_in_fields() -> None:
    """What a contact's field holds is known however it is written elsewhere."""
    fields = fields_of_contacts(
        [
            {"id": "a", "address": "A@b.example"},
            {"id": "b", "phone": "+1 (613) 555", "address": None},
        ]
    )
    assert fields == {"a@b.example": ("a", "address"), "1613555": ("b", "phone")}


def test_an_old_comparison_is_a_warning() -> None:
    """After a year the check says that nobody compared the table, and passes."""
    source = parse(FILES.table.read_text("utf-8"), "t.yml")
    compared = date.fromisoformat(source.data["source"]["compared"])
    assert list(age_warnings(source, compared + timedelta(LONGEST_AGE))) == []
    (warning,) = age_warnings(source, compared + timedelta(LONGEST_AGE + 1))
    assert warning.warning
    assert str(warning).startswith("t.yml:21:3: Warning: The table was last compared with its")


def test_a_language_may_have_no_words_of_a_kind() -> None:
    """A dash stands for none: it finds nothing, and the other words are found as ever."""
    kinds = ("joints", "kinds", "wholes", "idioms")
    none = {f"fact_{kind}": Text.of({"xx": "-"}) for kind in kinds}
    some = {"fact_numbers": Text.of({"xx": "dwa"}), "fact_units": Text.of({"xx": "dni"})}
    said = "od 10-12 do 20 - za dwa dni"
    assert [fact.words for fact in facts_in(said, periods_in(none | some))] == ["dwa dni"]
