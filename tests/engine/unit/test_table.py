"""The routing table as objects, and back as data."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from enquiry.routing.table import (
    Block,
    Category,
    Contact,
    Escalation,
    Publisher,
    SeeInstead,
    SourcePage,
    Table,
)
from enquiry.text import Text
from tests.support import en_fr


def pair(words: str) -> dict[str, str]:
    """A text in each language."""
    return {"en": words, "fr": f"{words} !"}


def text(words: str) -> Text:
    """The same as an object."""
    return en_fr(words, f"{words} !")


FULL: dict[str, Any] = {
    "version": "1",
    "publisher": {"name": pair("P"), "official": True, "report_problem": "https://p"},
    "source": {
        "title": pair("S"),
        "institution": pair("I"),
        "url": "https://s",
        "language": "fr",
        "compared": "2026-01-15",
        "fingerprint": None,
        "government": True,
    },
    "official_domains": ["a.example.org", "b.example.org"],
    "include": [{"id": "you", "title": pair("You"), "items": [pair("name"), pair("role")]}],
    "contacts": [
        {
            "id": "desk",
            "name": pair("Desk"),
            "address": "desk@a.example.org",
            "address_format": "first@b.example.org",
            "web_form": "https://a.example.org/ask",
            "phone": "311",
            "counter": "Quay 1",
            "at_office": True,
            "through_office": "porter",
            "attention": pair("For"),
            "where": pair("Here"),
        }
    ],
    "categories": [
        {
            "id": "ropes",
            "title": pair("Ropes"),
            "summary": pair("About ropes"),
            "sentences": [pair("one"), pair("two")],
            "keywords": pair("knot"),
            "who": pair("all"),
            "examples": [pair("a rope")],
            "contact": "desk",
            "gap": pair("Nothing"),
            "how": pair("Write"),
            "include": ["you", "boat"],
            "details": [pair("length")],
            "avoid": [pair("knots")],
            "escalation": {
                "after_days": 21,
                "outcomes": ["no-reply", "other"],
                "contact": "board",
                "escalation": {
                    "after_days": 9,
                    "outcomes": ["other"],
                    "contact": "court",
                },
            },
            "see_instead": [{"when": pair("wire"), "category": "wires"}],
            "notes": [pair("note")],
            "letter": pair("Dear"),
            "aliases": ["lines"],
        }
    ],
}
OPTIONAL: dict[str, dict[str, Any]] = {
    "contacts": {
        "address": None,
        "address_format": None,
        "web_form": None,
        "phone": None,
        "counter": None,
        "at_office": False,
        "through_office": None,
        "attention": None,
    },
    "categories": {
        "keywords": None,
        "gap": None,
        "escalation": None,
        "see_instead": [],
        "notes": [],
        "aliases": [],
    },
}


def with_rows(change: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The data with other members in the one contact and the one category."""
    return {**FULL, **{part: [{**FULL[part][0], **change[part]}] for part in change}}


def test_reads_every_member() -> None:
    """Each member of the data has its place in the objects."""
    assert Table.of(FULL) == Table(
        version="1",
        publisher=Publisher(text("P"), True, "https://p"),
        source=SourcePage(text("S"), text("I"), "https://s", "fr", "2026-01-15", government=True),
        official_domains=("a.example.org", "b.example.org"),
        include={"you": Block("you", text("You"), (text("name"), text("role")))},
        contacts={
            "desk": Contact(
                id="desk",
                name=text("Desk"),
                address="desk@a.example.org",
                address_format="first@b.example.org",
                web_form="https://a.example.org/ask",
                phone="311",
                counter="Quay 1",
                at_office=True,
                through_office="porter",
                attention=text("For"),
                where=text("Here"),
            )
        },
        categories={
            "ropes": Category(
                id="ropes",
                title=text("Ropes"),
                summary=text("About ropes"),
                sentences=(text("one"), text("two")),
                keywords=text("knot"),
                who=text("all"),
                examples=(text("a rope"),),
                contact="desk",
                gap=text("Nothing"),
                how=text("Write"),
                include=("you", "boat"),
                details=(text("length"),),
                avoid=(text("knots"),),
                escalation=Escalation(
                    21, ("no-reply", "other"), "board", Escalation(9, ("other",), "court")
                ),
                see_instead=(SeeInstead(text("wire"), "wires"),),
                notes=(text("note"),),
                letter=text("Dear"),
                aliases=("lines",),
            )
        },
    )


def test_what_may_be_left_out_may_be_null() -> None:
    """A member that is left out is the same as one that says nothing, and is published so."""
    nulls = with_rows(OPTIONAL)
    short = with_rows({})
    for part, members in OPTIONAL.items():
        row = {key: value for key, value in FULL[part][0].items() if key not in members}
        short[part] = [row]
    table = Table.of(short)
    assert table == Table.of(nulls)
    assert table.as_data() == nulls
    contact, category = table.contacts["desk"], table.categories["ropes"]
    assert (contact.address, contact.address_format, contact.at_office) == (None, None, False)
    assert (contact.through_office, contact.attention) == (None, None)
    assert (category.keywords, category.gap, category.escalation) == (None, None, None)
    assert (category.see_instead, category.notes) == ((), ())


def test_becomes_the_data_that_it_was_made_from() -> None:
    """A whole table and its data are two forms of one thing."""
    assert Table.of(FULL).as_data() == FULL
    assert type(Table.of(FULL).as_data()["categories"][0]["include"]) is list


def test_tells_its_rules_without_texts() -> None:
    """The rules are the contacts' ids, and of each category its contact and its escalation."""
    without = with_rows({"categories": {"contact": None, "escalation": None}})
    contacts = [{"id": "desk"}]
    onward = FULL["categories"][0]["escalation"]
    assert Table.of(FULL).rules() == {
        "contacts": contacts,
        "categories": [{"id": "ropes", "contact": "desk", "escalation": onward}],
    }
    assert Table.of(without).rules() == {
        "contacts": contacts,
        "categories": [{"id": "ropes", "contact": None, "escalation": None}],
    }


def test_keeps_the_order_of_the_source_and_cannot_be_changed() -> None:
    """Rows go by id, in the order in which they were written."""
    rows = [{**FULL["contacts"][0], "id": name} for name in ("z", "a", "m")]
    contacts = Table.of({**FULL, "contacts": rows}).contacts
    assert list(contacts) == ["z", "a", "m"]
    with pytest.raises(TypeError):
        contacts["b"] = contacts["a"]  # type: ignore[index]


def test_the_parts_of_a_table_cannot_be_changed() -> None:
    """Contacts and categories are mappings in the order of the source, and values."""
    blocks = Table.of(FULL).include
    assert repr(blocks) == f"ById({list(blocks)})"
    assert hash(blocks) == hash(Table.of(FULL).include)
    assert pickle.loads(pickle.dumps(blocks)) == blocks  # noqa: S301 - it was made here
    with pytest.raises(AttributeError, match=r"^A table cannot be changed: x\.$"):
        blocks.x = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        blocks["x"] = 1  # type: ignore[index]


ALL = ["email", "fax", "mail"]


@pytest.mark.parametrize(
    ("states", "channels"),
    [
        # Nothing, or an email address: one may look for a number or an address elsewhere.
        ({}, ALL),
        ({"address": "a@b.example.org"}, ALL),
        ({"address_format": "a.b@b.example.org"}, ALL),
        ({"attention": pair("For")}, ALL),
        ({"through_office": "porter"}, ALL),
        # At an office, whose address the sender has.
        ({"at_office": True}, ALL),
        ({"at_office": True, "phone": "311"}, [*ALL, "phone"]),
        ({"at_office": True, "web_form": "https://b.example.org"}, [*ALL, "web-form"]),
        # Other places alone.
        ({"phone": "311"}, ["phone"]),
        ({"counter": "Quay 1", "web_form": "https://b.example.org"}, ["web-form", "counter"]),
        # An address, or the form of one, beside another place.
        ({"address": "a@b.example.org", "phone": "311"}, ["email", "phone"]),
        ({"address_format": "a.b@b.example.org", "counter": "Quay 1"}, ["email", "counter"]),
    ],
)
def test_a_contact_is_reached_by_what_is_known(states: dict[str, Any], channels: list[str]) -> None:
    """By the channels that the table states, and those for which a sender may have an address."""
    contact = {"id": "desk", "name": pair("Desk"), "where": pair("Here"), **states}
    table = Table.of({**FULL, "contacts": [contact]})
    assert list(table.contacts["desk"].channels) == channels
