"""Where an edit sends people to another contact, or has them wait another number of days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from enquiry.comparison.situations import (
    Answer,
    Situation,
    answer,
    common_situations,
    number_of_people,
)
from enquiry.comparison.telling import Change, Teller
from enquiry.comparison.versions import Version
from enquiry.routing.router import ADDRESS_AT
from enquiry.routing.table import Category, Contact
from enquiry.text import Text


@dataclass
class _Group:
    """Situations in which the same contact takes the place of the same other one."""

    old: Answer
    new: Answer
    histories: set[str] = field(default_factory=set)
    count: int = 0


_Key = tuple[str | None, str | None, int, int, int | None]


def recipient_changes(
    old: Version, new: Version, pairs: Mapping[str, str], teller: Teller
) -> Iterator[Change]:
    """What changes in the categories that both versions have: `pairs` has the ids, old to new."""
    people = number_of_people(new)
    for name_before, name in pairs.items():
        before, after = old.table.categories[name_before], new.table.categories[name]
        if _rules(old, before) != _rules(new, after):
            yield from _recipients(old, new, before, after, people, teller)
            yield from _waits(old, new, before, after, people, teller)


def _rules(version: Version, category: Category) -> object:
    """Everything in the table on which it depends who is written to."""
    contacts = [version.table.contacts[name] for name in category.chain]
    contacts += [
        version.table.contacts[each.through_office] for each in contacts if each.through_office
    ]
    asked = [version.fields.keys() & _ASKED, version.schema["properties"].get("channel")]
    return category.contact, category.escalation, contacts, asked


_ASKED = frozenset(
    {"/previousEnquiry", "/recipient/via", *(f"/recipient/{each}" for each in ADDRESS_AT.values())}
)


def _recipients(
    old: Version, new: Version, before: Category, after: Category, people: int, teller: Teller
) -> Iterator[Change]:
    groups: dict[_Key, _Group] = {}
    for situation in common_situations(old, new, before, after):
        was, now = answer(old, before, situation), answer(new, after, situation)
        if _told(was, situation, old) == _told(now, situation, old, new):
            continue
        # Whoever is sent on where nobody was before, or no longer is, comes from a certain stage.
        onward = None if was.stage == now.stage else situation.stage
        key = (_id(was), _id(now), was.stage, now.stage, onward)
        group = groups.setdefault(key, _Group(was, now))
        group.histories.add(situation.history)
        group.count += people
    for (*_, sent_to), group in groups.items():
        yield _recipient(new, after, sent_to, group, teller)


def _id(given: Answer) -> str | None:
    return given.contact.id if given.contact else None


def _told(given: Answer, situation: Situation, old: Version, new: Version | None = None) -> object:
    """What a reader does with an answer. Contacts of the `new` version go by their ids in the old
    one, where that has them by another id."""
    contact = given.contact
    if contact is None:
        return None, given.to
    name = contact.id if new is None else _old_id(contact, old, new)
    form = contact.address_format if situation.channel in ("", "email") else None
    ways = contact.ways if not situation.channel else None
    attention = contact.attention.parts if contact.attention else None
    return name, given.to, attention, contact.at_office, form, ways


def _old_id(contact: Contact, old: Version, new: Version) -> str:
    """The id that a contact had: its own, or that of one of its name which is gone."""
    if contact.id in old.table.contacts:
        return contact.id
    for each in old.table.contacts.values():
        if each.id not in new.table.contacts and each.name == contact.name:
            return each.id
    return contact.id


def _recipient(
    new: Version, category: Category, sent_to: Any, group: _Group, teller: Teller
) -> Change:
    told = {
        "category": category.title,
        "old": in_words(group.old.contact, teller),
        "new": in_words(group.new.contact, teller),
    }
    stage = group.new.stage
    if group.old.stage != stage:
        message = teller.say(
            "recipient_outcome",
            earlier=earlier(new, category, sent_to, teller),
            outcome=_outcome(group.histories, teller),
            **told,
        )
        stage = max(stage, group.old.stage)
    elif stage:
        message = teller.say(
            "recipient_next", earlier=earlier(new, category, stage - 1, teller), **told
        )
    else:
        message = teller.say("recipient_first", **told)
    where = new.category_pointer(category.id, *_steps(category, stage))
    return Change("recipient", category.id, where, group.count, message)


def _steps(category: Category, stage: int) -> tuple[str, ...]:
    """Where a stage stands in the category, or the place where it stood."""
    there = min(stage, len(category.escalations))
    return ("escalation",) * there + (("contact",) if there == stage else ())


def _outcome(histories: set[str], teller: Teller) -> Text:
    both = {"due", "disagreement"} <= histories
    name = "both" if both else "disagreement" if "disagreement" in histories else "no_reply"
    return teller.phrase(f"outcome_{name}")


def earlier(version: Version, category: Category, stage: int, teller: Teller) -> Text:
    """The contact of a stage; where nobody is, the first message."""
    name = category.escalations[stage - 1].contact if stage else category.contact
    return version.table.contacts[name].name if name else teller.phrase("first_message")


def in_words(contact: Contact | None, teller: Teller) -> Text:
    """A contact and how it is reached, in a sentence."""
    if contact is None:
        return teller.phrase("nobody")
    parts: list[Text | str] = [contact.name, *contact.ways.values()]
    if contact.address_format:
        parts.append(contact.address_format)
    if contact.at_office:
        parts.append(teller.phrase("at_office"))
    if contact.attention:
        parts.append(teller.say("attention", attention=contact.attention))
    return teller.joined(parts, "route_comma")


def _waits(
    old: Version, new: Version, before: Category, after: Category, people: int, teller: Teller
) -> Iterator[Change]:
    stages = zip(before.escalations, after.escalations, strict=False)
    for stage, (was, now) in enumerate(stages):
        # Whoever disagrees with a reply does not wait.
        counts = "no-reply" in was.outcomes and "no-reply" in now.outcomes
        if was.after_days == now.after_days or not counts:
            continue
        count = people * sum(
            each.stage == stage and each.history in ("waiting", "due")
            for each in common_situations(old, new, before, after)
        )
        message = teller.say(
            "wait",
            category=after.title,
            earlier=earlier(new, after, stage, teller),
            old=was.after_days,
            new=now.after_days,
        )
        where = new.category_pointer(after.id, *(("escalation",) * (stage + 1)), "after_days")
        yield Change("wait", after.id, where, count, message)
