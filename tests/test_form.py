"""The form as HTML, rendered from the schema, the table and the words."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from enquiry import form
from enquiry.schema.fields import enquiry_schema, fields
from enquiry.routing.table import Table
from enquiry.text import Text
from enquiry.site.guide import load
from tests.support import ROOT

WORDS: Mapping[str, Text] = load(ROOT / "docs" / "form.yml")
LANGUAGES = ["en", "fr"]


def rendered(table: Table, language: str = "en", schema: Mapping[str, Any] | None = None) -> Tag:
    """The form as a tree."""
    html = form.render(schema or enquiry_schema(), table, WORDS, language, "../")
    found = BeautifulSoup(html, "html5lib").find(id="enquiry")
    assert isinstance(found, Tag)
    return found


def names(page: Tag) -> list[str]:
    """The controls' names, in order, each once."""
    return list(dict.fromkeys(str(each["name"]) for each in page.select("[name]")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_a_control_for_each_field_in_the_schema_s_order(table: Table, language: str) -> None:
    """Controls carry the dotted pointers; a date has three, in the language's order."""
    order = {"en": ("month", "day", "year"), "fr": ("day", "month", "year")}[language]
    expected: list[str] = []
    for field in fields(enquiry_schema()):
        name = ".".join(field.path)
        if field.schema.get("format") == "date":
            expected.extend(f"{name}.{part}" for part in order)
        elif "properties" not in field.schema and name != "schemaVersion":
            expected.append(name)
    assert names(rendered(table, language)) == expected


def test_a_new_field_needs_no_other_edit(table: Table) -> None:
    """A field that is added to the schema is in the form, with its label, hint and data."""
    schema = copy.deepcopy(dict(enquiry_schema()))
    schema["properties"]["enquirer"]["properties"]["phone"] = {
        "type": "string",
        "maxLength": 20,
        "pattern": "^[0-9]*$",
        "x-label": {"en": "Your phone number", "fr": "Votre numéro de téléphone"},
        "x-hint": {"en": "With the country code.", "fr": "Avec l’indicatif du pays."},
    }
    page = rendered(table, "fr", schema)
    control = page.select_one('[name="enquirer.phone"]')
    assert control
    assert control["aria-describedby"] == "enquirer-phone-hint"
    label = page.select_one('label[for="enquirer-phone"]')
    assert label
    assert "Votre numéro de téléphone" in label.text
    data = page.select_one("#enquiry-data")
    assert data
    assert "phone" in json.loads(str(data.string))["schema"]["properties"]["enquirer"]["properties"]


def test_a_new_category_needs_no_other_edit(table: Table) -> None:
    """A category of table and schema is a choice, in the table's words and order."""
    schema = copy.deepcopy(dict(enquiry_schema()))
    chosen = list(table.categories)[::-1]
    schema["properties"]["category"]["enum"] = chosen
    page = rendered(table, "en", schema)
    choices = page.select('[name="category"]')
    assert [each["value"] for each in choices] == chosen
    label = page.select_one(f'label[for="category-{chosen[0]}"]')
    assert label
    assert label.text == table.categories[chosen[0]].title.en


def test_can_put_nothing_into_an_address(table: Table) -> None:
    """The form is hidden, submits nothing, and leaves all checking to the script."""
    page = rendered(table)
    assert page.has_attr("hidden")
    (inner,) = page.select("form")
    assert (inner["method"], inner.get("action")) == ("dialog", None)
    assert inner.has_attr("novalidate")
    assert page.select("[pattern], [maxlength], [required], [style], [onclick]") == []
    sending = [each["data-action"] for each in page.select("button:not([type=button])")]
    assert sending == ["check"], "method=dialog sends it nowhere"


def test_has_a_button_for_each_action(table: Table) -> None:
    """The actions of the public formats are buttons, each once."""
    actions = [str(each["data-action"]) for each in rendered(table).select("button[data-action]")]
    assert sorted(actions) == sorted(
        ["check", "copy", "mailto", "eml", "txt", "json", "print", "ics", "load", "clear"]
    )


def test_offers_to_fill_in_only_the_enquirer(table: Table) -> None:
    """Browsers may complete what is about the person who types, and nothing else."""
    page = rendered(table)
    offered = {
        str(each["name"]): str(each["autocomplete"])
        for each in page.select("form [name][autocomplete]")
        if each["autocomplete"] != "off"
    }
    assert offered == form.ENQUIRER


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_unique_and_references_hold(table: Table, language: str) -> None:
    """Every id is there once, and labels and descriptions lead to one."""
    page = rendered(table, language)
    ids = [str(each["id"]) for each in page.select("[id]")]
    assert len(ids) == len(set(ids))
    led_to = [str(each["for"]) for each in page.select("[for]")]
    led_to += [str(each["aria-describedby"]) for each in page.select("[aria-describedby]")]
    led_to += [str(each["aria-labelledby"]) for each in page.select("[aria-labelledby]")]
    assert set(led_to) <= set(ids)


def test_no_words_can_end_the_data(table: Table) -> None:
    """A text that looks like the end of a script stays inside the data."""
    words = {**WORDS, "ready": Text("</script><b>", "</script><b>")}
    html = form.render(enquiry_schema(), table, words, "en", "./")
    page = BeautifulSoup(html, "html5lib")
    data = page.find(id="enquiry-data")
    assert data
    assert json.loads(str(data.string))["words"]["ready"] == "</script><b>"
    assert page.select("section b") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_carries_the_words_of_one_language(table: Table, language: str) -> None:
    """The data hold a message for every failure that the form can show, in the page's language."""
    data = rendered(table, language).select_one("#enquiry-data")
    assert data
    schema = json.loads(str(data.string))["schema"]
    other = {"en": "fr", "fr": "en"}[language]
    for field in fields(enquiry_schema()):
        carried = schema
        for name in field.path:
            carried = carried["properties"][name]
        for keyword, message in field.schema.get("x-errors", {}).items():
            if keyword not in form.CANNOT_FAIL:
                assert carried["x-errors"][keyword] == {language: message[language]}
                assert other not in carried["x-errors"][keyword]
