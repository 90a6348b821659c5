"""A route said in one sentence, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from enquiry.reporters import Route
from enquiry.router import route
from enquiry.routing import load_table
from enquiry.table import Table
from enquiry.text import Text

_NOBODY = Text("the source names nobody to write to", "la source ne nomme personne à qui écrire")
_FROM_DOCUMENT = Text(
    "the address in /recipient/email", "l’adresse qui figure dans /recipient/email"
)
_NO_ADDRESS = Text("no address is known", "aucune adresse n’est connue")
_WRITE = Text("{title}: {contact}", "{title}\u00a0: {contact}")
_ONWARD = Text("; from {day} on: {contact}", "\u00a0; à partir du {day}\u00a0: {contact}")


def directions(document: Mapping[str, Any], today: date) -> Route:
    """Where a valid document goes by the shipped table, when it is `today`."""
    answer = route(document, _shipped_table(), today)
    return Route(answer, in_words(answer, _shipped_table()))


@cache
def _shipped_table() -> Table:
    return load_table()


def in_words(route: Mapping[str, Any], table: Table) -> Text:
    """Whom a document goes to, and from which day to whom next.

    An address that the document holds is named by its pointer and not repeated.
    """
    title = table.categories[route["category"]].title
    contact = _contact(route, table)
    onward = route["escalation"]
    following = onward and _contact(onward, table)

    def sentence(language: str) -> str:
        said = _WRITE[language].format(title=title[language], contact=contact[language])
        if onward:
            said += _ONWARD[language].format(day=onward["from"], contact=following[language])
        return said

    return Text(sentence("en"), sentence("fr"))


def _contact(step: Mapping[str, Any], table: Table) -> Text:
    if step["contact"] is None:
        return _NOBODY
    contact = table.contacts[step["contact"]]
    if contact.address:
        address = Text(contact.address, contact.address)
    else:
        address = _FROM_DOCUMENT if step["to"] else _NO_ADDRESS
    return Text(f"{contact.name.en}, {address.en}", f"{contact.name.fr}, {address.fr}")
