"""Where an enquiry goes: the harbour's table against what tests/cases/routing says of it."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
import yaml

from enquiry.routing.router import describe, route
from enquiry.routing.table import Table
from tests.engine.harbour import TABLE
from tests.support import ROOT, en_fr

TODAY = date(2026, 11, 23)
GIVEN = {
    "email": "desk@example.org",
    "fax": "+1 819 555-0142",
    "postalAddress": "2, quai des Exemples",
}
CHANNELS = {"email": "email", "fax": "fax", "mail": "postalAddress", "pigeon": None, None: None}


def expected(name: str) -> dict[str, Any]:
    """What a file of tests/cases/routing says."""
    text = (ROOT / f"tests/cases/routing/{name}.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


CONTACTS, ADDRESSES, EARLIER = map(expected, ("contacts", "addresses", "earlier"))


def enquiry(category: str, channel: str | None = "email", **more: Any) -> dict[str, Any]:
    """As much of an enquiry as routing reads."""
    return {"category": category, **({"channel": channel} if channel else {}), **more}


def before(outcome: str, sent_on: str, to: str | None = None) -> dict[str, Any]:
    """An earlier enquiry, and which contact it went to if it says so."""
    said = {"sentOn": sent_on, "outcome": outcome, **({"contact": to} if to else {})}
    return {"previousEnquiry": said}


def recipient(via: str | None, addresses: bool) -> dict[str, Any]:
    """What the sender knows of the recipient."""
    known = {**(GIVEN if addresses else {}), **({"via": via} if via else {})}
    return {"recipient": known} if known else {}


def test_the_cases_are_those_of_the_table() -> None:
    """Each category and each contact of the harbour has its expectations."""
    assert list(CONTACTS) == list(EARLIER) == list(TABLE.categories)
    assert ADDRESSES.keys() == TABLE.contacts.keys() | {"nobody"}


@pytest.mark.parametrize("category", CONTACTS)
def test_goes_where_the_cases_say(category: str) -> None:
    """By each channel, through the office or not, with and without addresses, in each case."""
    for row, channel, via, addresses in product(
        EARLIER[category], CHANNELS, ("office", None), (True, False)
    ):
        earlier = [
            before(name, row[name], row.get("to"))
            for name in ("no-reply", "disagreement")
            if name in row
        ]
        document = enquiry(
            category,
            channel,
            **(earlier[0] if earlier else {}),
            **({"preparedOn": row["prepared"]} if "prepared" in row else {}),
            **recipient(via, addresses),
        )
        given = GIVEN.get(CHANNELS[channel] or "") if addresses else None
        assert route(document, TABLE, TODAY) == wanted(category, row, channel, via, given), document


def wanted(
    category: str, row: dict[str, Any], channel: str | None, via: str | None, given: str | None
) -> dict[str, Any]:
    """The route that the cases put together: the row of `earlier`, the contacts, the addresses."""
    who = CONTACTS[category]
    first = who.get("office", who["first"]) if via else who["first"]
    following = row.get("next", who.get("next"))
    contact = first if row["stage"] == "first" else row.get("contact", who["next"])

    def address(name: str | None, turn: str) -> str | None:
        where: str | None = ADDRESSES[name or "nobody"][turn].get(channel)
        return given if where == "given" else where

    onward = None
    if "from" in row:
        onward = {
            "contact": following,
            "to": address(following, "next"),
            "from": row["from"],
            "outcomes": row.get("outcomes", who["outcomes"]),
        }
    return {
        "category": category,
        "stage": row["stage"],
        "contact": contact,
        "to": address(contact, "now"),
        "attention": ADDRESSES[contact or "nobody"].get("attention"),
        "escalation": onward,
    }


def test_takes_published_data_and_the_days_text_too() -> None:
    """The data of routing.json, and an ISO text for today, give the same as a table and a date."""
    published = TABLE.as_data()
    for category in TABLE.categories:
        asked = enquiry(category, **before("no-reply", "2026-10-24"), **recipient(None, True))
        assert route(asked, published, "2026-11-23") == route(asked, TABLE, TODAY)


def test_a_category_that_the_table_lacks() -> None:
    """An enquiry about something else is the caller's fault."""
    with pytest.raises(KeyError, match="Pass a valid enquiry"):
        route(enquiry("fishing"), TABLE, TODAY)


WAYS = {"web-form": "https://harbour.example.org/ask", "phone": "311", "counter": "1 Quay Street"}


@pytest.mark.parametrize("channel", [*WAYS, "email", "fax", "mail"])
def test_goes_by_the_way_that_the_table_states(channel: str) -> None:
    """Web form, phone and counter stand in the table, and what the sender found is for the rest."""
    data = TABLE.as_data()
    stated = {name.replace("-", "_"): place for name, place in WAYS.items()}
    for contact in data["contacts"]:
        if contact["id"] in ("berth-warden", "harbour-master"):
            contact |= {**stated, "address": None}
    found = route(enquiry("moorings", channel, **recipient(None, True)), Table.of(data), TODAY)
    assert found["to"] == WAYS.get(channel, GIVEN.get(CHANNELS.get(channel) or ""))
    assert found["escalation"]
    assert found["escalation"]["to"] == WAYS.get(channel)


@pytest.fixture
def onward() -> Table:
    """The harbour's table, where moorings go on to the chief pilot, who has a stand-in."""
    data = TABLE.as_data()
    data["categories"][0]["escalation"]["contact"] = "chief-pilot"
    return Table.of(data)


def test_the_next_contact_is_reached_through_the_office_too(onward: Table) -> None:
    """The stand-in at the office takes the next contact's place, with what was found for it."""
    asked = enquiry("moorings", **recipient("office", True))
    assert route(asked, onward, TODAY)["escalation"] == {
        "contact": "chief-pilot-through-warden",
        "to": "desk@example.org",
        "from": "2026-12-14",
        "outcomes": ["no-reply", "disagreement"],
    }
    due = route({**asked, **before("disagreement", "2026-11-01")}, onward, TODAY)
    assert (due["contact"], due["to"]) == ("chief-pilot-through-warden", "desk@example.org")
    direct = route(enquiry("moorings", **recipient(None, True)), onward, TODAY)["escalation"]
    assert direct
    assert (direct["contact"], direct["to"]) == ("chief-pilot", None)


@pytest.mark.parametrize(
    ("document", "en", "fr"),
    [
        (
            enquiry("harbour-dues"),
            "Harbour dues and invoices: the dues counter, dues@harbour.example.org;"
            " from 2026-12-03 on: the review panel, review@harbour.example.org",
            "Droits de port et factures\u00a0: le guichet des droits de port, "
            "dues@harbour.example.org\u00a0; à partir du 2026-12-03\u00a0: le comité de révision, "
            "review@harbour.example.org",
        ),
        (
            enquiry("harbour-dues", **before("no-reply", "2026-10-01")),
            "Harbour dues and invoices: the review panel, review@harbour.example.org;"
            " from 2026-12-13 on: the harbour office, office@harbour.example.org",
            "Droits de port et factures\u00a0: le comité de révision, review@harbour.example.org"
            "\u00a0; à partir du 2026-12-13\u00a0: la capitainerie, office@harbour.example.org",
        ),
        (
            enquiry("noise", **recipient(None, True)),
            "Noise at night: the night watch, the address in /recipient/email;"
            " from 2027-01-07 on: the harbour clerk, through the night watch’s mailbox,"
            " the address in /recipient/email",
            "Bruit la nuit\u00a0: la veille de nuit, l’adresse qui figure dans /recipient/email"
            "\u00a0; à partir du 2027-01-07\u00a0: le greffe du port, par la boîte de la veille de"
            " nuit, l’adresse qui figure dans /recipient/email",
        ),
        (
            enquiry("harbour-dues", "fax", **recipient(None, True)),
            "Harbour dues and invoices: the dues counter, the address in /recipient/fax;"
            " from 2026-12-03 on: the review panel, no address is known",
            "Droits de port et factures\u00a0: le guichet des droits de port, l’adresse qui figure"
            " dans /recipient/fax\u00a0; à partir du 2026-12-03\u00a0: le comité de révision,"
            " aucune adresse n’est connue",
        ),
        (
            enquiry("lost-property", "mail", **recipient(None, True)),
            "Lost property: the lost property desk, through the gatekeeper’s mailbox,"
            " the address in /recipient/postalAddress",
            "Objets perdus\u00a0: le guichet des objets trouvés, par la boîte de la loge,"
            " l’adresse qui figure dans /recipient/postalAddress",
        ),
        (
            enquiry("lost-property"),
            "Lost property: the lost property desk, through the gatekeeper’s mailbox,"
            " no address is known",
            "Objets perdus\u00a0: le guichet des objets trouvés, par la boîte de la loge,"
            " aucune adresse n’est connue",
        ),
        (
            enquiry("harbour-works"),
            "Works in the harbour: the source names nobody to write to",
            "Travaux dans le port\u00a0: la source ne nomme personne à qui écrire",
        ),
        (
            enquiry("harbour-works", **recipient(None, True)),
            "Works in the harbour: the source names nobody to write to,"
            " the address in /recipient/email",
            "Travaux dans le port\u00a0: la source ne nomme personne à qui écrire,"
            " l’adresse qui figure dans /recipient/email",
        ),
    ],
)
def test_describes_the_route_in_one_sentence(document: dict[str, Any], en: str, fr: str) -> None:
    """A person at a terminal reads who is written to, where, and who is next, without a value."""
    assert describe(route(document, TABLE, TODAY), document, TABLE) == en_fr(en, fr)


def test_what_cannot_be_routed() -> None:
    """The error says what to pass, and repeats nothing of the document."""
    document = {"category": "moorings"}
    with pytest.raises(TypeError) as no_table:
        route(document, "docs/routing.yml", TODAY)  # type: ignore[arg-type]
    assert str(no_table.value) == "Pass a table, as enquiry.load_table returns it, not str."
    with pytest.raises(TypeError) as no_document:
        route("moorings", TABLE, TODAY)  # type: ignore[arg-type]
    assert str(no_document.value) == "Pass a valid enquiry, as enquiry.read returns it, not str."
    for faulty in ({}, {"category": "fishing"}, {"category": ["moorings"]}):
        with pytest.raises(KeyError) as no_category:
            route(faulty, TABLE, TODAY)
        known = ", ".join(TABLE.categories)
        message = f"Pass a valid enquiry. Its category is one of: {known}."
        assert no_category.value.args == (message,)
