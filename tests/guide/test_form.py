"""The form and the reference of the fields, as the schema has them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bs4 import Tag

from enquiry.schema.annotations import asked_first
from enquiry.schema.fields import ENVELOPE, Field, Schema, fields
from enquiry.schema.steps import WRITTEN_BY_FORM, steps
from enquiry.site.form_data import (
    UNNAMED,
    can_fail,
)
from enquiry.site.guide import Guide
from enquiry.site.localization import date_parts
from tests.built_page import BuiltPage
from tests.guide.test_facts import addresses, stated
from tests.support import guide_languages


def forms(pages: Sequence[BuiltPage]) -> list[tuple[str, Tag]]:
    """The form in each language."""
    found = [(page.language, form) for page in pages for form in page.main.select("#enquiry")]
    assert [language for language, _ in found] == list(guide_languages())
    return found


def asked(schema: Schema) -> list[Field]:
    """The fields that the form asks for, in its order: step by step, not what has one value only,
    nor what it knows itself, and first in each group what the rest of it depends on."""
    order = [name for step in steps(schema) for name in step.fields]
    first = asked_first(schema)

    def place(field: Field) -> tuple[int, list[tuple[bool, int]]]:
        names = [".".join(field.path[: depth + 1]) for depth in range(len(field.path))]
        inner = [(n not in first, at) for n, at in zip(names, field.position, strict=True)]
        return order.index(field.path[0]), inner[1:]

    found = [
        field
        for field in fields(schema)
        if field.path
        and ("const" not in field.schema or field.schema["type"] == "boolean")
        and ".".join(field.path) not in WRITTEN_BY_FORM
    ]
    return sorted(found, key=place)


def carried(form: Tag) -> dict[str, Any]:
    """The data that the form's script gets."""
    (data,) = form.select("#enquiry-data")
    found: dict[str, Any] = json.loads(data.string or "")
    return found


def only(part: Tag, selector: str) -> Tag:
    """The one element that a selector finds."""
    (found,) = part.select(selector)
    return found


def test_asks_for_every_field_in_the_order_of_the_steps(
    schema: Schema, pages: Sequence[BuiltPage]
) -> None:
    """Controls carry the dotted pointers, in the order of the steps; a date has three."""
    for language, form in forms(pages):
        expected: list[str] = []
        for field in asked(schema):
            name = ".".join(field.path)
            if field.schema.get("format") == "date":
                expected += [f"{name}.{part}" for part in date_parts(language)]
            elif "properties" not in field.schema:
                expected.append(name)
        assert list(dict.fromkeys(str(each["name"]) for each in form.select("[name]"))) == expected


def test_every_field_has_its_label_and_its_hint(schema: Schema, pages: Sequence[BuiltPage]) -> None:
    """A field and a group of fields have the label and the hint of the schema, tied to them."""
    for language, form in forms(pages):
        for field in asked(schema):
            name = ".".join(field.path)
            box = only(form, f"[data-field='{name}']")
            label = field.schema["x-label"][language]
            assert box.select("legend, label:not([for$='-offer'])")[0].get_text().startswith(label)
            hint = field.schema.get("x-hint", {}).get(language)
            hints = form.select(f"#{name.replace('.', '-')}-hint")
            assert [each.get_text() for each in hints] == ([hint] if hint else []), name
            if hint:
                described = form.select(f"[aria-describedby='{hints[0]['id']}']")
                assert len(described) == 1, name


def test_every_choice_has_its_label(
    guide: Guide, schema: Schema, pages: Sequence[BuiltPage]
) -> None:
    """Each value that a field may have is a choice, in the schema's order and words."""
    for language, form in forms(pages):
        for field in asked(schema):
            holder = field.schema.get("items", field.schema)
            if "enum" in holder:
                name = ".".join(field.path)
                shown = {
                    str(each["value"]): only(form, f"label[for='{each['id']}']").get_text()
                    for each in form.select(f"[name='{name}']")
                    if each["value"]
                }
                if field.path == ("category",):
                    labels = {each.id: each.title for each in guide.table.categories.values()}
                elif field.path == ("previousEnquiry", "contact"):
                    labels = {each.id: each.name for each in guide.table.contacts.values()}
                else:
                    labels = holder["x-enum-labels"]
                expected = {value: labels[value][language] for value in holder["enum"]}
                assert [*shown] == [*expected], name
                for value, label in expected.items():
                    assert shown[value].casefold() == label.casefold(), name


def test_the_form_shows_how_each_contact_is_reached(
    guide: Guide, pages: Sequence[BuiltPage]
) -> None:
    """For each contact the form has its name and address, for each gap what the table says."""
    for language, form in forms(pages):
        for contact in guide.table.contacts.values():
            box = only(form, f"[data-contact='{contact.id}']")
            assert contact.name[language] in box.get_text()
            assert contact.where[language] in box.get_text()
            assert addresses(box) == stated(contact)
        gaps = {str(box["data-gap"]): box.get_text() for box in form.select("[data-gap]")}
        open_ = {c.id: c.gap[language] for c in guide.table.categories.values() if c.gap}
        assert list(gaps) == list(open_)
        assert [name for name, gap in open_.items() if gap not in gaps[name]] == []


def test_ids_are_unique_and_references_hold(pages: Sequence[BuiltPage]) -> None:
    """On every page an id is there once, and labels and descriptions lead to one."""
    for page in pages:
        ids = [str(each["id"]) for each in page.soup.select("[id]")]
        assert len(ids) == len(set(ids)), page.address
        for name in ("for", "aria-describedby", "aria-labelledby"):
            led_to = {str(each[name]) for each in page.soup.select(f"[{name}]")}
            assert led_to <= set(ids), page.address


def test_the_letter_can_name_every_field(
    guide: Guide, schema: Schema, pages: Sequence[BuiltPage]
) -> None:
    """The script has a name for each field that a letter shows, in the language of the reply."""
    for _, form in forms(pages):
        data = carried(form)
        for field in asked(schema):
            name = ".".join(field.path)
            if field.path[0] not in UNNAMED | ENVELOPE:
                part = data["schema"]
                for step in field.path:
                    part = part["properties"][step]
                own = guide.words.form.get(f"letter.{name}")
                named = data["letter"].get(f"letter.{name}") or part["x-label"]
                assert named == (own.as_dict() if own else field.schema["x-label"]), name


def test_every_failure_has_its_message(schema: Schema, pages: Sequence[BuiltPage]) -> None:
    """The script has the message of each failure that the form can show, in one language."""
    for language, form in forms(pages):
        part_of = carried(form)["schema"]
        for field in fields(schema):
            part = part_of
            for step in field.path:
                part = part["properties"][step]
            for keyword, message in field.schema.get("x-errors", {}).items():
                if can_fail(keyword, field.schema):
                    assert part["x-errors"][keyword] == {language: message[language]}, field.pointer


def test_the_script_has_the_table(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """The script gets each category with its contact, and each contact with its address."""
    for language, form in forms(pages):
        table = carried(form)["table"]
        rules = {each["id"]: each["escalation"] for each in guide.table.rules()["categories"]}
        assert [
            (each["id"], each["contact"], each["escalation"], each["title"])
            for each in table["categories"]
        ] == [
            (
                each.id,
                each.contact,
                rules[each.id],
                each.title.as_dict(),
            )
            for each in guide.table.categories.values()
        ]
        assert [
            (
                each["id"],
                each["address"],
                each["at_office"],
                each["through_office"],
                each["name"][language],
            )
            for each in table["contacts"]
        ] == [
            (each.id, each.address, each.at_office, each.through_office, each.name[language])
            for each in guide.table.contacts.values()
        ]


def test_every_field_is_in_the_reference(schema: Schema, pages: Sequence[BuiltPage]) -> None:
    """The reference has a row for each field, in the schema's order, with label and hint."""
    expected = [field for field in fields(schema) if field.path]
    found = {}
    for page in pages:
        for table in page.main.select("table"):
            rows = [row.select("th, td") for row in table.select("tbody tr")]
            if rows and rows[0][0].get_text() == expected[0].pointer:
                found[page.language] = [(r[0].get_text(), r[1].get_text("\n")) for r in rows]
    assert found == {
        language: [
            (
                field.pointer,
                "\n".join(
                    field.schema[key][language]
                    for key in ("x-label", "x-hint")
                    if key in field.schema
                ),
            )
            for field in expected
        ]
        for language in guide_languages()
    }
