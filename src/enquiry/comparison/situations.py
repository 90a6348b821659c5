"""The situations in which somebody writes to a guide's contacts, and where they write in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod
from typing import Any, Literal

from enquiry.comparison.versions import Version
from enquiry.pointers import reach
from enquiry.routing.router import ADDRESS_AT, route
from enquiry.routing.table import Category, Contact
from enquiry.schema.fields import ENVELOPE
from enquiry.schema.subschemas import subschemas

History = Literal["first", "waiting", "due", "disagreement"]
HISTORIES: tuple[History, ...] = ("first", "waiting", "due", "disagreement")
"""No earlier message; one without a reply, before the wait is over and after it; one whose reply
the sender disagrees with."""

TODAY = date(2000, 6, 15)
"""Any day: the days of a situation are counted from it."""
_FOUND = "found"
"""The address that a sender found elsewhere."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides where an enquiry of a category goes.

    `stage` is that of the contact that the earlier message went to, 0 the first. `channel` is ""
    where no guide asks for it.
    """

    channel: str
    history: History
    stage: int
    has_address: bool
    via_office: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom one writes to: the contact, the stage it stands for, the address."""

    contact: Contact | None
    stage: int
    to: str | None


Path = tuple[str, ...]


def roles(version: Version) -> list[tuple[Path, tuple[str, ...]]]:
    """The guide's own choices on which rules depend, such as in which role one writes."""
    asked = {
        each.path
        for each in subschemas(version.schema)
        if each.role == "condition" and {"const", "enum"} & each.schema.keys()
    }
    return [
        (field.path, tuple(field.schema["enum"]))
        for field in version.fields.values()
        if field.path in asked and field.path[0] not in ENVELOPE and "enum" in field.schema
    ]


def common_situations(
    old: Version, new: Version, before: Category, after: Category
) -> list[Situation]:
    """The situations of a category that both versions know, but for the roles."""
    offices = _has_office(old, before) or _has_office(new, after)
    # Who wrote to the last contact of the one may go on in the other.
    shorter = min(len(before.escalations), len(after.escalations))
    stages = min(max(_stages(before), _stages(after)), shorter + 1)
    # Where the two have no channel in common, what the table says counts without one.
    ways = choices(old, ("channel",))
    channels = [each for each in choices(new, ("channel",)) if each in ways] or [""]
    known = set(_situations(old, channels, stages, offices))
    return [each for each in _situations(new, channels, stages, offices) if each in known]


def _situations(
    version: Version, channels: Sequence[str], stages: int, offices: bool
) -> Iterator[Situation]:
    """Every situation by these channels, where the earlier message may have gone to so many stages;
    with `offices`, also those in which one writes through an office, if the guide asks for that."""
    known = version.fields
    offices = offices and "/recipient/via" in known
    has_earlier = "/previousEnquiry" in known
    for history in HISTORIES if has_earlier else HISTORIES[:1]:
        for stage in range(1 if history == "first" else stages):
            for channel in channels:
                for has_address in (False, True):
                    if has_address and f"/recipient/{ADDRESS_AT.get(channel)}" not in known:
                        continue
                    for via in (False, True):
                        if offices or not via:
                            yield Situation(channel, history, stage, has_address, via)


def choices(version: Version, path: Path) -> tuple[str, ...]:
    """The choices of a field; none where it is not there."""
    field = reach(version.schema, [step for name in path for step in ("properties", name)])
    return tuple(field.get("enum", ())) if isinstance(field, dict) else ()


def _stages(category: Category) -> int:
    """To how many stages the earlier message may have gone, as far as the guide asks for that."""
    onward = len(category.escalations)
    return onward + 1 if onward > 1 else 1


def _has_office(version: Version, category: Category) -> bool:
    contacts = (version.table.contacts[name] for name in category.chain)
    return any(each.through_office for each in contacts)


def document(category: Category, situation: Situation) -> dict[str, Any]:
    """The part of an enquiry that says what the situation is."""
    found: dict[str, Any] = {"category": category.id}
    if situation.channel:
        found["channel"] = situation.channel
    recipient: dict[str, Any] = {}
    if situation.has_address:
        recipient[ADDRESS_AT[situation.channel]] = _FOUND
    if situation.via_office:
        recipient["via"] = "office"
    if recipient:
        found["recipient"] = recipient
    if situation.history != "first":
        is_silent = situation.history != "disagreement"
        days = wait(category, situation.stage) - (situation.history == "waiting")
        earlier = {
            "sentOn": (TODAY - timedelta(days=max(days, 0))).isoformat(),
            "outcome": "no-reply" if is_silent else "disagreement",
        }
        if situation.stage:
            earlier["contact"] = category.escalations[situation.stage - 1].contact
        found["previousEnquiry"] = earlier
    return found


def wait(category: Category, stage: int) -> int:
    """The days to wait for a reply; any number where there is no next contact."""
    onward = category.escalations
    return onward[stage].after_days if stage < len(onward) else 30


def answer(version: Version, category: Category, situation: Situation) -> Answer:
    """Whom one writes to in a situation."""
    found = route(document(category, situation), version.table, TODAY)
    contact = version.table.contacts[found["contact"]] if found["contact"] else None
    moved_on = found["stage"] == "escalation" and contact is not None
    stage = _stage_of(version, category, contact) if moved_on and contact else 0
    return Answer(contact, stage, found["to"])


def _stage_of(version: Version, category: Category, contact: Contact) -> int:
    onward: Sequence[str] = [each.contact for each in category.escalations]
    for stage, name in enumerate(onward, start=1):
        if contact.id in (name, version.table.contacts[name].through_office):
            return stage
    return 0


def number_of_people(version: Version) -> int:
    """In how many roles one may write, which multiply the situations."""
    return prod(len(values) for _, values in roles(version))


def number_of_situations(version: Version, category: str) -> int:
    """How many situations of a category there are, roles and all."""
    row = version.table.categories[category]
    channels = choices(version, ("channel",)) or ("",)
    own = _situations(version, channels, _stages(row), _has_office(version, row))
    return number_of_people(version) * sum(1 for _ in own)
