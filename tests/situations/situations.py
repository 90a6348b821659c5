"""Every situation in which someone may write to a guide's contacts, and an enquiry for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from enquiry.routing.table import Category, Table
from enquiry.schema.fields import Schema, fields
from tests.enquiries import TODAY
from tests.samples import ADDRESS_AT, channels_to, roles_of, valid_enquiry

History = Literal["first", "waiting", "due", "disagreement"]
HISTORIES: tuple[History, ...] = ("first", "waiting", "due", "disagreement")
"""No earlier message; one without a reply, a day before the wait is over and on the day itself; one
whose reply the sender disagrees with."""

CHANNELS = (*ADDRESS_AT, "web-form", "phone", "counter")
_ADDRESSES = {"fax": "+1 819 555-0199", "mail": "2 Example Street\nExampletown"}


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides where an enquiry goes, and what it has to say.

    `role` is "" where the guide asks for none. `sent_to` is the contact of the earlier message,
    and "" where nobody asks. `has_address` says whether the sender found an address to write to.
    With `via_office` they write to the contact through the office's mailbox.
    """

    category: str
    role: str
    channel: str
    history: History
    has_address: bool
    via_office: bool
    sent_to: str = ""

    def __str__(self) -> str:
        address = f"{'with' if self.has_address else 'without'} an address"
        way = ["through an office"] if self.via_office else []
        to = [f"to {self.sent_to}"] if self.sent_to else []
        said = [self.category, self.role, self.channel, self.history, *to, address, *way]
        return ", ".join(said)


def situations(schema: Schema, table: Table) -> list[Situation]:
    """Every situation, in the order of the table and of the schema."""
    known = {field.path for field in fields(schema)}
    return [
        Situation(category.id, role, channel, history, has_address, via_office, sent_to)
        for category in table.categories.values()
        for via_office in (False, True)
        if not via_office or (("recipient", "via") in known and _has_office(table, category))
        for history, sent_to in _histories(category)
        for channel in _channels(schema, table, category, history, sent_to)
        for has_address in (False, True)
        if not has_address or ("recipient", ADDRESS_AT.get(channel, "")) in known
        for role in roles_of(schema) or ("",)
    ]


def _has_office(table: Table, category: Category) -> bool:
    """Whether the first or the next contact can be reached through an office."""
    return any(table.contacts[name].through_office for name in category.chain)


def _histories(category: Category) -> list[tuple[History, str]]:
    """What happened before; in a category of several stages, to an earlier message to each."""
    asked = category.chain if len(category.escalations) > 1 else ("",)
    earlier = [(history, name) for name in asked for history in HISTORIES if history != "first"]
    return [("first", ""), *earlier]


def _channels(
    schema: Schema, table: Table, category: Category, history: History, sent_to: str
) -> list[str]:
    """The channels by which one reaches the contact whose turn it is."""
    situation = Situation(category.id, "", "", history, False, False, sent_to)
    document = {"category": category.id, **earlier_message(situation, table)}
    return channels_to(schema, table, document)


def stage_of(sent_to: str, category: Category) -> int:
    """The stage of the contact that the earlier message went to: 0 is the first."""
    return category.chain.index(sent_to) if sent_to else 0


def wait(table: Table, category: Category, sent_to: str = "") -> int:
    """The days to wait for a reply; where the category knows no wait, the longest of the table."""
    if later := category.escalations[stage_of(sent_to, category) :]:
        return later[0].after_days
    waits = [row.escalation.after_days for row in table.categories.values() if row.escalation]
    return max(waits, default=30)


def sent_on(situation: Situation, table: Table) -> date:
    """The day of the earlier message."""
    days = wait(table, table.categories[situation.category], situation.sent_to)
    return TODAY - timedelta(days=days - (situation.history == "waiting"))


def earlier_message(situation: Situation, table: Table) -> dict[str, dict[str, str]]:
    """The part of an enquiry that says what was written before."""
    if situation.history == "first":
        return {}
    is_silent = situation.history != "disagreement"
    said = {
        "sentOn": sent_on(situation, table).isoformat(),
        "outcome": "no-reply" if is_silent else "disagreement",
    }
    asked = {"contact": situation.sent_to} if situation.sent_to else {}
    return {"previousEnquiry": {**said, **asked}}


def found_address(channel: str, table: Table) -> str:
    """The address that the sender found. It is no contact's own."""
    return _ADDRESSES.get(channel, f"found.elsewhere@{[*table.official_domains, 'example.org'][0]}")


def enquiry_for(
    situation: Situation, schema: Schema, table: Table, language: str
) -> dict[str, Any]:
    """The enquiry that says what has to be said in a situation, and nothing else."""
    made: dict[str, Any] = {
        "language": language,
        "category": situation.category,
        "channel": situation.channel,
    }
    if situation.role:
        made["role"] = situation.role
    for name, members in earlier_message(situation, table).items():
        made |= {f"{name}.{key}": value for key, value in members.items()}
    if situation.has_address:
        address = found_address(situation.channel, table)
        made[f"recipient.{ADDRESS_AT[situation.channel]}"] = address
    if situation.via_office:
        made["recipient.via"] = "office"
    return valid_enquiry(schema, table, **made)
