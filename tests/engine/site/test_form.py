"""The form as HTML: what the engine makes of any schema."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from enquiry.routing.table import Table
from enquiry.schema.fields import Schema
from enquiry.site import form, form_data, html
from enquiry.site.guide import Guide
from enquiry.site.words import Words
from tests.built_page import texts_of
from tests.support import LANGUAGES, en_fr

ACTIONS = (
    *("next", "back", "check", "save", "load", "clear"),
    *("copy", "mailto", "eml", "txt", "json", "print", "ics"),
)


def rendered(guide: Guide, schema: Schema, language: str = "en", words: Words | None = None) -> Tag:
    """The form as a tree."""
    made = form.render(
        html.environment(), schema, guide.table, words or guide.words, language, "../"
    )
    found = BeautifulSoup(made, "html5lib").find(id="enquiry")
    assert isinstance(found, Tag)
    return found


def with_field(schema: Schema, name: str, field: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with one more field among those of the enquirer."""
    changed: dict[str, Any] = copy.deepcopy(dict(schema))
    labels = {"x-label": {"en": "A new thing", "fr": "Une nouveauté"}}
    changed["properties"]["enquirer"]["properties"][name] = {**labels, **field}
    return changed


@pytest.mark.parametrize(
    ("field", "selector"),
    [
        ({"type": "string", "pattern": "^[0-9]*$"}, "input[name='enquirer.new']"),
        ({"type": "string", "pattern": "^[^a]*$", "maxLength": 500}, "textarea[rows='4']"),
        ({"type": "string", "pattern": "^[^a]*$", "maxLength": 501}, "textarea[rows='12']"),
        ({"type": "string", "format": "date"}, "input[name='enquirer.new.day']"),
        ({"type": "boolean"}, "[role=radiogroup] input[name='enquirer.new'][value=false]"),
        ({"type": "integer"}, "input[inputmode=numeric][name='enquirer.new']"),
        (
            {
                "type": "array",
                "items": {
                    "enum": ["a", "b"],
                    "x-enum-labels": {"a": {"en": "A", "fr": "A"}, "b": {"en": "B", "fr": "B"}},
                },
            },
            "fieldset:not([role]) input[type=checkbox][name='enquirer.new'][value=b]",
        ),
        ({"type": "boolean", "const": True}, "input[type=checkbox][name='enquirer.new']"),
        (
            {"type": "string", "enum": ["a"], "x-enum-labels": {"a": {"en": "A", "fr": "A"}}},
            "input[type=radio][name='enquirer.new'][value=a]",
        ),
    ],
)
def test_a_new_field_needs_no_other_edit(
    guide: Guide, schema: Schema, field: dict[str, Any], selector: str
) -> None:
    """A field that is added to the schema has its control, by its kind, and is in the data."""
    page = rendered(guide, with_field(schema, "new", field), "fr")
    (box,) = page.select("[data-field='enquirer.new']")
    assert len(box.select(selector)) == 1
    assert "Une nouveauté" in box.get_text()
    (data,) = page.select("#enquiry-data")
    enquirer = json.loads(data.string or "")["schema"]["properties"]["enquirer"]
    assert "new" in enquirer["properties"]


def test_a_fixed_text_is_not_asked_for(guide: Guide, schema: Schema) -> None:
    """A text that can have one value only has no control."""
    page = rendered(guide, with_field(schema, "new", {"type": "string", "const": "1"}))
    assert page.select("[data-field='enquirer.new']") == []


def test_choices_follow_the_order_of_the_schema(guide: Guide, schema: Schema) -> None:
    """The categories are choices in the schema's order, in the words of the table."""
    changed = copy.deepcopy(dict(schema))
    chosen = list(guide.table.categories)[::-1]
    changed["properties"]["category"]["enum"] = chosen
    page = rendered(guide, changed)
    choices = page.select("[name=category]")
    assert [each["value"] for each in choices] == chosen
    (label,) = page.select(f"label[for='category-{chosen[0]}']")
    assert label.get_text() == guide.table.categories[chosen[0]].title["en"]


@pytest.mark.parametrize(
    ("language", "parts"), [("en", ["month", "day", "year"]), ("fr", ["day", "month", "year"])]
)
def test_a_date_is_asked_for_in_the_order_of_the_language(
    guide: Guide, schema: Schema, language: str, parts: list[str]
) -> None:
    """A date has three fields, in the order in which the language writes them."""
    dates = rendered(guide, schema, language).select(".date")
    assert dates
    for date in dates:
        assert [str(each["name"]).rpartition(".")[2] for each in date.select("input")] == parts


def test_can_put_nothing_into_an_address(guide: Guide, schema: Schema) -> None:
    """The form is hidden, submits nothing, and leaves all checking to the script."""
    page = rendered(guide, schema)
    assert page.has_attr("hidden")
    (inner,) = page.select("form")
    assert (inner["method"], inner.get("action")) == ("dialog", None)
    assert inner.has_attr("novalidate")
    assert page.select("[pattern], [maxlength], [required], [style], [onclick]") == []
    submitting = [each["data-action"] for each in page.select("button:not([type=button])")]
    assert submitting == ["next", "check"], "method=dialog sends it nowhere"


def test_has_a_button_for_each_action(guide: Guide, schema: Schema) -> None:
    """The actions of the public formats are buttons, each once."""
    actions = [str(each["data-action"]) for each in rendered(guide, schema).select("[data-action]")]
    assert sorted(actions) == sorted(ACTIONS)


def test_offers_to_fill_in_only_the_enquirer(guide: Guide, schema: Schema) -> None:
    """Browsers may complete what is about the person who types, and nothing else."""
    page = rendered(guide, schema)
    offered = {
        str(each["name"]): str(each["autocomplete"])
        for each in page.select("form [name][autocomplete]")
        if each["autocomplete"] != "off"
    }
    assert offered == {
        "enquirer.fullName": "name",
        "enquirer.email": "email",
        "enquirer.postalAddress": "street-address",
        "enquirer.fax": "fax tel",
    }


def test_says_what_keyboard_a_field_needs(guide: Guide, schema: Schema) -> None:
    """A phone shows the keys that an address, a number or a day is written with."""
    page = rendered(guide, schema)
    modes = {str(each["name"]): str(each["inputmode"]) for each in page.select("[inputmode]")}
    digits = [name for name, mode in modes.items() if mode == "numeric"]
    assert {name.rpartition(".")[2] for name in digits} == {"day", "month", "year", "crew"}
    assert {name: mode for name, mode in modes.items() if name not in digits} == {
        "recipient.email": "email",
        "recipient.fax": "tel",
        "enquirer.email": "email",
        "enquirer.fax": "tel",
    }


def test_hides_whom_one_writes_to_until_it_is_known(guide: Guide, schema: Schema) -> None:
    """The part about the recipient holds every contact and every gap, all of them hidden."""
    boxes = rendered(guide, schema).select("[data-field=recipient] .write-to")
    assert [str(box.get("data-contact") or box.get("data-gap")) for box in boxes] == [
        *guide.table.contacts,
        *(category.id for category in guide.table.categories.values() if category.gap),
    ]
    assert all(box.has_attr("hidden") for box in boxes)


def test_the_day_is_not_asked_for(guide: Guide, schema: Schema) -> None:
    """The form knows today's date itself, and has its rules all the same."""
    changed = copy.deepcopy(dict(schema))
    changed["properties"]["preparedOn"] = changed["properties"]["previousEnquiry"]["properties"][
        "sentOn"
    ]
    page = rendered(guide, changed)
    assert page.select("[name^=preparedOn], [data-field=preparedOn]") == []
    (data,) = page.select("#enquiry-data")
    assert "preparedOn" in json.loads(data.string or "")["schema"]["properties"]


def test_no_words_can_end_the_data(guide: Guide, schema: Schema) -> None:
    """A text that looks like the end of a script stays inside the data."""
    end = en_fr("</script><b>", "</script><b>")
    words = replace(guide.words, form={**guide.words.form, "ready": end})
    page = rendered(guide, schema, words=words)
    (data,) = page.select("#enquiry-data")
    assert json.loads(data.string or "")["words"]["ready"] == "</script><b>"
    assert page.select("b") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_and_words_are_in_the_pages_language(
    guide: Guide, schema: Schema, language: str
) -> None:
    """The data hold the messages and the words of the page's language alone."""
    data = form_data.data(schema, guide.table, guide.words, language)
    (other,) = set(LANGUAGES) - {language}
    messages = [errors for errors in all_errors(data["schema"]) if errors]
    assert messages
    assert list(texts_of(messages, other)) == []
    assert len(list(texts_of(messages, language))) == sum(map(len, messages))
    elsewhere = ("none.", "letter.", "service_")
    words = guide.words.in_form(language)
    own = {key: text for key, text in words.items() if not key.startswith(elsewhere)}
    assert data["words"] == {key: text for key, text in own.items() if key not in ("yes", "no")}


def all_errors(value: Any) -> Iterator[Mapping[str, Any]]:
    """The messages at every place of a schema."""
    if isinstance(value, list):
        for part in value:
            yield from all_errors(part)
    elif isinstance(value, dict):
        yield value.get("x-errors", {})
        for part in value.values():
            yield from all_errors(part)


def test_the_letter_has_its_words_in_every_language(guide: Guide, schema: Schema) -> None:
    """The letter is written in the language of the reply, whichever the page's is."""
    one, two = (form_data.data(schema, guide.table, guide.words, name) for name in LANGUAGES)
    assert one["letter"] == two["letter"]
    every = {**guide.words.pages, **guide.words.form}.items()
    letter = {
        key: text.as_dict()
        for key, text in every
        if key.startswith("letter") or key in ("yes", "no")
    }
    assert one["letter"] == letter


def test_titles_stay_in_every_language_for_the_subject(guide: Guide, schema: Schema) -> None:
    """The subject of a message names the category in both languages, whoever reads it."""
    table: Table = guide.table
    data = form_data.data(schema, table, guide.words, "en")
    titles = [category["title"] for category in data["table"]["categories"]]
    assert titles == [category.title.as_dict() for category in table.categories.values()]
