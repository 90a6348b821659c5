"""The routing table: who answers which enquiry, and which contact comes next, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from enquiry.routing.by_id import ById
from enquiry.text import Text

ADDRESSED: tuple[str, ...] = ("email", "fax", "mail")
"""The channels for which a sender may have an address that the table does not state."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the guide. `report_problem` is an address that may hold `{page}`."""

    name: Text
    official: bool
    report_problem: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The page that the table was made from; `compared` is the ISO date of the last comparison.

    `institution` publishes it, which is part of a government or not. `fingerprint` stands for what
    the page said on that day, where that was recorded.
    """

    title: Text
    institution: Text
    url: str
    language: str
    compared: str
    fingerprint: str | None = None
    government: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Things that a message must state about one person."""

    id: str
    title: Text
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or office that answers, and how it is reached.

    At most one of `address` (of email) and `address_format` is set. `web_form` is the address of
    a form on the web, `phone` a number, `counter` where one goes in person. With `at_office` it is
    reached at the office whose address the sender has. `through_office` is the id of the contact
    that takes its place when the sender writes through the office's mailbox.
    """

    id: str
    name: Text
    address: str | None
    address_format: str | None
    web_form: str | None
    phone: str | None
    counter: str | None
    at_office: bool
    through_office: str | None
    attention: Text | None
    where: Text

    @property
    def ways(self) -> dict[str, str]:
        """Where the table itself says that the contact is reached, by channel."""
        stated = {
            "email": self.address,
            "web-form": self.web_form,
            "phone": self.phone,
            "counter": self.counter,
        }
        return {channel: place for channel, place in stated.items() if place}

    @property
    def channels(self) -> tuple[str, ...]:
        """By which channels one reaches the contact. The same rule: `channelsTo` in `router.mjs`.

        They are those that the table states, and those for which the sender may have an address:
        any of an office, or of who has no other place than an email address; email where the table
        states the form of the address.
        """
        stated = self.ways
        if self.at_office or stated.keys() <= {"email"}:
            given = ADDRESSED
        else:
            given = ("email",) if self.address_format else ()
        return tuple(dict.fromkeys((*given, *stated)))


@dataclass(frozen=True, slots=True)
class Escalation:
    """The next contact: after `after_days` calendar days without a reply, or at once on
    another of the `outcomes`. `escalation` leads on from there, in the same way."""

    after_days: int
    outcomes: tuple[str, ...]
    contact: str
    escalation: Escalation | None = None


@dataclass(frozen=True, slots=True)
class SeeInstead:
    """A matter that looks like the category at hand and belongs to another."""

    when: Text
    category: str


@dataclass(frozen=True, slots=True)
class Category:
    """A category of enquiry. `contact` is None where the source names nobody."""

    id: str
    title: Text
    summary: Text
    sentences: tuple[Text, ...]
    keywords: Text | None
    who: Text
    examples: tuple[Text, ...]
    contact: str | None
    gap: Text | None
    how: Text
    include: tuple[str, ...]
    details: tuple[Text, ...]
    avoid: tuple[Text, ...]
    escalation: Escalation | None
    see_instead: tuple[SeeInstead, ...]
    notes: tuple[Text, ...]
    letter: Text
    aliases: tuple[str, ...] = ()

    @property
    def escalations(self) -> tuple[Escalation, ...]:
        """Every stage after the first, in order."""
        found, following = [], self.escalation
        while following:
            found.append(following)
            following = following.escalation
        return tuple(found)

    @property
    def chain(self) -> tuple[str, ...]:
        """The ids of the contacts of all stages, in order."""
        first = (self.contact,) if self.contact else ()
        return (*first, *(each.contact for each in self.escalations))


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table. The mappings go by id and keep the order of the source."""

    version: str
    publisher: Publisher
    source: SourcePage
    official_domains: tuple[str, ...]
    include: Mapping[str, Block]
    contacts: Mapping[str, Contact]
    categories: Mapping[str, Category]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Table:
        """The table from data of the shape of `schema/routing.schema.json`.

        That is what `docs/routing.yml` holds, and what the published `routing.json` holds.
        """
        return cls(
            version=data["version"],
            publisher=Publisher(**_texts(data["publisher"], "name")),
            source=SourcePage(**_texts(data["source"], "title", "institution")),
            official_domains=tuple(data["official_domains"]),
            include=ById(map(_block, data["include"])),
            contacts=ById(map(_contact, data["contacts"])),
            categories=ById(map(_category, data["categories"])),
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The guide's languages, its first one first: those of the publisher's name."""
        return self.publisher.name.languages

    @property
    def earlier_contacts(self) -> tuple[str, ...]:
        """The ids of the contacts that an enquiry may have gone to before the one at hand.

        Only a category with more than one next contact has to ask.
        """
        chains = (each.chain for each in self.categories.values() if len(each.escalations) > 1)
        return tuple(dict.fromkeys(name for chain in chains for name in chain))

    def rules(self) -> dict[str, Any]:
        """The part of `as_data` that says which contact comes first and next, without texts."""
        return {
            "contacts": [{"id": name} for name in self.contacts],
            "categories": [
                {
                    "id": category.id,
                    "contact": category.contact,
                    "escalation": _plain(category.escalation),
                }
                for category in self.categories.values()
            ],
        }

    def as_data(self) -> dict[str, Any]:
        """The table as plain data, from which `Table.of` makes an equal table."""
        data: dict[str, Any] = _plain(self)
        return data


def _block(row: Mapping[str, Any]) -> Block:
    return Block(row["id"], Text.of(row["title"]), _all(row["items"]))


def _contact(row: Mapping[str, Any]) -> Contact:
    return Contact(
        id=row["id"],
        name=Text.of(row["name"]),
        address=row.get("address"),
        address_format=row.get("address_format"),
        web_form=row.get("web_form"),
        phone=row.get("phone"),
        counter=row.get("counter"),
        at_office=row.get("at_office", False),
        through_office=row.get("through_office"),
        attention=_maybe(row.get("attention")),
        where=Text.of(row["where"]),
    )


def _category(row: Mapping[str, Any]) -> Category:
    return Category(
        id=row["id"],
        title=Text.of(row["title"]),
        summary=Text.of(row["summary"]),
        sentences=_all(row["sentences"]),
        keywords=_maybe(row.get("keywords")),
        who=Text.of(row["who"]),
        examples=_all(row["examples"]),
        contact=row["contact"],
        gap=_maybe(row.get("gap")),
        how=Text.of(row["how"]),
        include=tuple(row["include"]),
        details=_all(row["details"]),
        avoid=_all(row["avoid"]),
        escalation=_escalation(row.get("escalation")),
        see_instead=tuple(
            SeeInstead(Text.of(other["when"]), other["category"])
            for other in row.get("see_instead", ())
        ),
        notes=_all(row.get("notes", ())),
        letter=Text.of(row["letter"]),
        aliases=tuple(row.get("aliases", ())),
    )


def _escalation(row: Mapping[str, Any] | None) -> Escalation | None:
    if not row:
        return None
    following = _escalation(row.get("escalation"))
    return Escalation(row["after_days"], tuple(row["outcomes"]), row["contact"], following)


def _texts(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**row, **{name: Text.of(row[name]) for name in names}}


def _all(pairs: Sequence[Mapping[str, str]]) -> tuple[Text, ...]:
    return tuple(map(Text.of, pairs))


def _maybe(pair: Mapping[str, str] | None) -> Text | None:
    return Text.of(pair) if pair else None


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.as_dict()
    if is_dataclass(value):
        members = {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
        if isinstance(value, Escalation) and not value.escalation:
            del members["escalation"]  # which few have: it is left out where nobody is next
        return members
    if isinstance(value, Mapping):
        return [_plain(row) for row in value.values()]
    if isinstance(value, tuple):
        return [_plain(row) for row in value]
    return value
