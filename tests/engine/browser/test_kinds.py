"""Kinds of field besides texts, dates and one choice: several choices, yes or no, whole numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browsing.form import Form
from tests.engine.browser.enquiries import enquiry

VESSEL: dict[str, Any] = {"name": "Little Auk", "crew": 12, "afloat": False, "needs": ["fuel"]}


def fill(form: Form, **answers: Any) -> None:
    """Answer all that is required, and the questions about a vessel."""
    form.open()
    form.fill(enquiry("noise", vessel={**VESSEL, **answers}))
    form.check()


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), ("1 000", 1000), ("1\u202f000", 1000), ("٤٢", 42), (" +7 ", 7), ("007", 7)],
)
def test_takes_a_whole_number_as_people_write_it(form: Form, written: str, number: int) -> None:
    """Spaces, a sign and Arabic digits do not matter; the document has a number."""
    fill(form, crew=written)
    assert form.saved()["vessel"]["crew"] == number


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("some", "Give the people on board as a whole number."),
        ("1.5", "Give the people on board as a whole number."),
        ("1e3", "Give the people on board as a whole number."),
        ("9007199254740993", "Give the people on board as a whole number."),
        ("-1", "Give the people on board: 0 at least."),
        ("5001", "Give the people on board: 5,000 at most."),
    ],
)
def test_says_what_is_no_number_that_makes_sense(form: Form, written: str, says: str) -> None:
    """What cannot be read stays as it was written, in a saved file too, until it is corrected."""
    fill(form, crew=written)
    assert form.errors() == [says]
    saved = form.download("save")
    form.page.once("dialog", lambda dialog: dialog.accept())
    form.page.click("[data-action=clear]")
    form.load("saved.json", saved)
    form.page.locator("#errors").wait_for()
    assert form.errors() == [says]
    assert form.find("[name='vessel.crew']").input_value() == written


def test_takes_several_choices_and_no_more_than_it_says(form: Form) -> None:
    """Choices stand in the schema's order; too many of them are one problem, at their question."""
    fill(form, needs=["fuel", "power", "water"])
    assert form.errors() == ["Pick two at most."]
    page = form.page
    page.click("#errors a")
    assert page.evaluate("document.activeElement.id") == "vessel-needs-water"
    boxes = page.locator("[name='vessel.needs']")
    assert [each.get_attribute("aria-invalid") for each in boxes.all()] == ["true"] * 3
    page.uncheck("[name='vessel.needs'][value=power]")
    form.check()
    assert form.saved()["vessel"]["needs"] == ["water", "fuel"]
    for value in ("water", "fuel"):
        form.find("[name='vessel.needs']")
        page.uncheck(f"[name='vessel.needs'][value={value}]")
    form.check()
    assert "needs" not in form.saved()["vessel"]


@pytest.mark.parametrize(
    ("language", "no", "two"), [("en", "No", "Water, Fuel"), ("fr", "Non", "Eau, Carburant")]
)
def test_lists_and_writes_the_answers_in_words(
    form: Form, language: str, no: str, two: str
) -> None:
    """The list of the answers and the letter have the words of the schema, and yes or no."""
    page = form.open(language)
    form.fill(enquiry("noise", language=language, vessel={**VESSEL, "needs": ["water", "fuel"]}))
    form.find("#answers")
    answers = page.locator("#answers dd").all_inner_texts()
    assert {"12", no, two} <= set(answers)
    form.check()
    lines = form.text().splitlines()
    assert [line for line in lines if line.endswith((" 12", f" {no}", f" {two}"))] == [
        line for line in lines if line.startswith(LINES[language])
    ]


LINES = {
    "en": ("People on board: 12", "Is it afloat? No", "What it needs: Water, Fuel"),
    "fr": (
        "Personnes à bord\u00a0: 12",
        "Est-il à flot\u00a0? Non",
        "Ce qu’il lui faut\u00a0: Eau, Carburant",
    ),
}


def test_opens_only_answers_of_the_fields_kind(form: Form) -> None:
    """Of a file that somebody changed, what is no answer to a question is left out, and the page
    says so."""
    form.open()
    vessel = {"name": 5, "crew": 1.5, "afloat": "true", "needs": ["water", 7, "coal"]}
    document = enquiry("noise", vessel=vessel, consent={"email": "true"})
    form.load("saved.json", json.dumps(document).encode())
    form.page.locator("#status", has_text="left out").wait_for()
    form.find("[name='vessel.name']")
    page = form.page
    assert page.input_value("[name='vessel.name']") == ""
    assert page.input_value("[name='vessel.crew']") == ""
    ticked = page.locator("[name^='vessel.']:checked, [name='consent.email']:checked")
    assert [each.get_attribute("value") for each in ticked.all()] == ["", "water"]


def test_counts_what_is_too_much_for_the_limit_of_the_field_alone(form: Form) -> None:
    """A text that only a narrower rule under a condition refuses is not said to be too long by
    the field's own limit, nor by one that it does not have."""
    said = form.open().evaluate(
        """async () => {
          const { withExcess } = await import("/assets/enquiry/controls.mjs");
          const problem = { pointer: "/note", keyword: "maxLength", message: { en: "Shorter." } };
          const words = { too_long: "By {count}." };
          const guide = (note) => ({ schema: { properties: { note } }, words, language: "en" });
          return [{ maxLength: 3 }, { maxLength: 5 }, { maxLength: 6 }, {}].map(
            (field) => withExcess(problem, { note: "five!" }, guide(field)).message.en,
          );
        }"""
    )
    assert said == ["Shorter. By 2.", *["Shorter."] * 3]
