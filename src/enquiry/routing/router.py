"""Where an enquiry goes, and from which day it may go on to which contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, TypedDict

from enquiry.dates import add_days, iso_date
from enquiry.phrases import Phrases, phrase
from enquiry.routing.table import Category, Contact, Escalation, Table
from enquiry.text import Text

Stage = Literal["first", "escalation"]

NextStep = TypedDict(
    "NextStep", {"contact": str, "to": str | None, "from": str, "outcomes": list[str]}
)
"""The next contact, its address, the ISO date from which it may be written to, and on what."""

ADDRESS_AT: Mapping[Any, str] = {"email": "email", "fax": "fax", "mail": "postalAddress"}
"""Where a document holds the address that the sender found, by its channel."""


class Route(TypedDict):
    """The routing object of the public formats: which contact an enquiry goes to, and what next."""

    category: str
    stage: Stage
    contact: str | None
    to: str | None
    attention: dict[str, str] | None
    escalation: NextStep | None


def route(
    document: Mapping[str, Any], table: Table | Mapping[str, Any], today: date | str
) -> Route:
    """Which contact a valid enquiry goes to.

    `table` is a Table or data of its published shape. `today` is the sender's date, unless the
    document says itself when it was prepared. The source lets an enquiry go on after a number of
    days without a reply, or at once on a disagreement, where it states an escalation at all; and
    from there on once more, where it states another. An earlier enquiry that does not say which
    contact it went to went to the first.
    Raises TypeError or KeyError, which say what to pass, for a document that is no mapping or
    has no category of the table.
    """
    table = _table(table)
    category = _category(document, table)
    now = document.get("preparedOn") or iso_date(today)
    previous, onward = document.get("previousEnquiry"), category.escalations
    reached = _stage_of(previous, category, table)
    is_due = reached < len(onward) and previous and _is_due(onward[reached], previous, now)
    here = reached + 1 if is_due else reached
    name = onward[here - 1].contact if here else category.contact
    contact = _contact(document, table, name) if name else None
    following: NextStep | None = None
    if here < len(onward):
        start = now if is_due else _counted_from(previous, now)
        following = _next_step(document, table, onward[here], start)
    return {
        "category": category.id,
        "stage": "escalation" if here else "first",
        "contact": contact.id if contact else None,
        "to": _address(document, contact),
        "attention": contact.attention.as_dict() if contact and contact.attention else None,
        "escalation": following,
    }


def _table(table: Any) -> Table:
    if isinstance(table, Table):
        return table
    if not isinstance(table, Mapping):
        kind = type(table).__name__
        raise TypeError(f"Pass a table, as enquiry.load_table returns it, not {kind}.")
    return Table.of(table)


def _category(document: Any, table: Table) -> Category:
    if not isinstance(document, Mapping):
        kind = type(document).__name__
        raise TypeError(f"Pass a valid enquiry, as enquiry.read returns it, not {kind}.")
    name = document.get("category")
    if not isinstance(name, str) or name not in table.categories:
        known = ", ".join(table.categories)
        raise KeyError(f"Pass a valid enquiry. Its category is one of: {known}.")
    return table.categories[name]


def _stage_of(previous: Mapping[str, str] | None, category: Category, table: Table) -> int:
    """The stage that the earlier message was in: 0 is the first."""
    sent_to = (previous or {}).get("contact")
    for stage, each in enumerate(category.escalations, start=1):
        contact = table.contacts[each.contact]
        if sent_to and sent_to in (contact.id, contact.through_office):
            return stage
    return 0


def _is_due(escalation: Escalation, previous: Mapping[str, str], now: str) -> bool:
    if previous["outcome"] not in escalation.outcomes:
        return False
    if previous["outcome"] != "no-reply":
        return True
    return add_days(previous["sentOn"], escalation.after_days) <= now


def _counted_from(previous: Mapping[str, str] | None, now: str) -> str:
    """The day on which the waiting began: that of the unanswered message, else today."""
    return previous["sentOn"] if previous and previous["outcome"] == "no-reply" else now


def _contact(document: Mapping[str, Any], table: Table, name: str) -> Contact:
    """The contact of that id, or the one that takes its place in the office's mailbox."""
    contact = table.contacts[name]
    if contact.through_office and document.get("recipient", {}).get("via") == "office":
        return table.contacts[contact.through_office]
    return contact


def _address(document: Mapping[str, Any], contact: Contact | None) -> str | None:
    """Where the message goes: as the table states, or else to what the sender gave."""
    channel = document.get("channel")
    if contact and channel in contact.ways:
        return contact.ways[channel]
    given: str | None = document.get("recipient", {}).get(_given_at(document))
    return given


def _given_at(document: Mapping[str, Any]) -> str | None:
    return ADDRESS_AT.get(document.get("channel"))


def _next_step(
    document: Mapping[str, Any], table: Table, escalation: Escalation, start: str
) -> NextStep:
    contact = _contact(document, table, escalation.contact)
    # What the sender gave is the office's, so it never stands for another body.
    is_reached = contact.at_office or document.get("channel") in contact.ways
    return {
        "contact": contact.id,
        "to": _address(document, contact) if is_reached else None,
        "from": add_days(start, escalation.after_days),
        "outcomes": list(escalation.outcomes),
    }


_NOBODY = phrase("route_nobody")
_GIVEN_AT = phrase("route_given_at")
_NO_ADDRESS = phrase("route_no_address")
_WRITE = phrase("route_write")
_COMMA = phrase("route_comma")
_NEXT = phrase("route_next")
_NEXT_IF_DISAGREEMENT = phrase("route_next_if_disagreement")


def describe(
    route: Route, document: Mapping[str, Any], table: Table, phrases: Phrases | None = None
) -> Text:
    """The route of a document in one sentence, for a person at a terminal.

    An address that the document holds is named by its pointer and not repeated.
    """
    say = phrases or Phrases(table.languages)
    title = table.categories[route["category"]].title
    pointer = f"/recipient/{_given_at(document)}"
    following = route["escalation"]

    def sentence(language: str) -> str:
        contact = _in_words(route["contact"], route["to"], pointer, table, say)(language)
        said = say(_WRITE)[language].format(title=title[language], contact=contact)
        if following:
            then = _in_words(following["contact"], following["to"], pointer, table, say)(language)
            after = _NEXT if "no-reply" in following["outcomes"] else _NEXT_IF_DISAGREEMENT
            said += say(after)[language].format(day=following["from"], contact=then)
        return said

    return Text.of({language: sentence(language) for language in table.languages})


def _in_words(
    name: str | None, to: str | None, pointer: str, table: Table, say: Phrases
) -> Callable[[str], str]:
    """A contact and its address, in a language."""
    contact = table.contacts[name] if name else None

    def words(language: str) -> str:
        if to and contact and to in contact.ways.values():
            address = to
        elif to:
            address = say(_GIVEN_AT)[language].format(pointer=pointer)
        elif contact:
            address = say(_NO_ADDRESS)[language]
        else:
            return say(_NOBODY)[language]
        who = contact.name if contact else say(_NOBODY)
        return f"{who[language]}{say(_COMMA)[language]}{address}"

    return words
