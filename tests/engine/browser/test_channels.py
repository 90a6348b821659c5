"""The channels of a contact: the browser offers those that Python knows, whatever it states."""

from __future__ import annotations

from itertools import product
from typing import Any

from playwright.sync_api import Page

from enquiry.routing.table import Contact
from enquiry.text import Text

STATES: dict[str, tuple[Any, ...]] = {
    "address": (None, "desk@harbour.example.org"),
    "address_format": (None, "a.b@harbour.example.org"),
    "web_form": (None, "https://harbour.example.org/ask"),
    "phone": (None, "311"),
    "counter": (None, "Quay 1"),
    "at_office": (False, True),
    "through_office": (None, "porter"),
    "attention": (None, Text.of({"en": "For the clerk"})),
}


def test_offers_the_channels_that_python_knows(modules: Page) -> None:
    """Of every combination of what a contact can state, and of nobody."""
    said = Text.of({"en": "Desk"})
    contacts = [
        Contact(id="desk", name=said, where=said, **dict(zip(STATES, values, strict=True)))
        for values in product(*STATES.values())
    ]
    stated = [{name: bool(getattr(each, name)) for name in STATES} for each in contacts]
    offered = modules.evaluate(
        "(contacts) => [null, ...contacts].map(guide.router.channelsTo)", stated
    )
    assert offered == [["email", "fax", "mail"], *(list(each.channels) for each in contacts)]
    assert len(offered) == 2 ** len(STATES) + 1
