"""How a contact is reached, as lines and as links that a page has to have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from enquiry.readback.comparison import Comparison, Stated
from enquiry.readback.html import Link
from enquiry.readback.sources import Sources
from enquiry.routing.table import Category, Contact, Escalation

LABELS = {
    "address_format": "address_format",
    "web_form": "way_web-form",
    "phone": "way_phone",
    "counter": "way_counter",
}
"""What stands before a place, by its member of the table: the keys of words."""
_FACTS = {
    "address": "the email address",
    "address_format": "the form of the email address",
    "web_form": "the web form",
    "phone": "the phone number",
    "counter": "the counter",
    "attention": "the attention line",
    "where": "where to find the address",
    "name": "the name",
}


def of(contact: Contact, member: str) -> str:
    """The name of a fact about a contact."""
    return f'{_FACTS[member]} of "{contact.id}"'


def capital(text: str) -> str:
    """A name as it begins a line."""
    return text[:1].upper() + text[1:]


def dialled(phone: str) -> str:
    """A phone number as a link has it."""
    return re.sub(r"[^\d+*]", "", phone)


def places(contact: Contact) -> Iterator[tuple[str, str]]:
    """The places where a contact is reached, each with the member of the table."""
    for member in ("address", "address_format", "web_form", "phone", "counter"):
        if value := getattr(contact, member):
            yield member, value


def way_lines(
    sources: Sources, contact: Contact, language: str, *, labels: Iterable[str]
) -> Iterator[Stated]:
    """A line for each place; those whose member is among `labels` have theirs."""
    said = sources.said(language)
    labelled = set(labels)
    for member, value in places(contact):
        text = f"{said[LABELS[member]]} {value}" if member in labelled else value
        yield Stated(text, of(contact, member), sources.at(contact, member))


def attention_lines(sources: Sources, contact: Contact, language: str) -> Iterator[Stated]:
    """The line to put first, where the contact has one."""
    if contact.attention:
        text = f"{sources.said(language)['attention_line']} {contact.attention[language]}"
        yield Stated(text, of(contact, "attention"), sources.at(contact, "attention"))


def reach_lines(sources: Sources, contact: Contact, language: str) -> Iterator[Stated]:
    """Who a contact is, where it is reached and with which line."""
    yield Stated(
        capital(contact.name[language]), of(contact, "name"), sources.at(contact, "name", language)
    )
    yield from way_lines(sources, contact, language, labels=LABELS)
    yield from attention_lines(sources, contact, language)


def way_links(contact: Contact) -> Iterator[tuple[str, Link]]:
    """The links that lead to a contact, each with the member of the table."""
    if contact.address:
        yield "address", Link(f"mailto:{contact.address}", contact.address)
    if contact.web_form:
        yield "web_form", Link(contact.web_form, contact.web_form)
    if contact.phone:
        yield "phone", Link(f"tel:{dialled(contact.phone)}", contact.phone)


def when_key(prefix: str, stage: Escalation) -> str:
    """The key of the words that say on which outcomes one goes on."""
    outcomes = "_or_".join(name for name in ("no-reply", "disagreement") if name in stage.outcomes)
    return f"{prefix}_{outcomes.replace('-', '_')}"


def onward_lines(
    sources: Sources, category: Category, number: int, language: str
) -> Iterator[Stated]:
    """When one may write to the next contact, and to which; `number` is 1 for the first one.

    With 0, the table names no next contact.
    """
    said = sources.said(language)
    if not number:
        fact = f'that "{category.id}" has no next contact'
        yield Stated(said["step_end_open"], fact, sources.at(category, "escalation"))
        return
    stage = category.escalations[number - 1]
    contact = sources.table.contacts[stage.contact]
    key, name = when_key("step_on", stage), contact.name[language]
    sentence = sources.filled_in(key, language, contact=name, days=stage.after_days)
    fact = f'on what, after how many days and to which contact "{category.id}" goes on'
    yield Stated(sentence, fact, sources.stage(category, number))
    yield from way_lines(sources, contact, language, labels=LABELS)
    yield from attention_lines(sources, contact, language)


def compare_links(
    comparison: Comparison,
    page: str,
    found: Sequence[Link],
    contacts: Sequence[Contact],
    *,
    elsewhere: Iterable[str] = (),
) -> None:
    """Whether links that reach somebody are those of these contacts, in their order.

    `elsewhere` are further addresses on the web that may be linked to, as those of the settings.
    """
    others = set(elsewhere)
    said = [link for link in found if _reaches(link.href) and link.href not in others]
    stated = [(contact, *way) for contact in contacts for way in way_links(contact)]
    for contact, member, link in stated:
        pointer = comparison.sources.at(contact, member)
        near = next((each for each in said if each == link), None)
        near = near or next((each for each in said if link.text in (each.text, each.href)), None)
        near = near or next((each for each in said if each.href == link.href), None)
        if near:
            said.remove(near)
        fact = of(contact, member)
        comparison.same(
            page, f"where a link leads ({fact})", near and near.href, link.href, pointer
        )
        if near:
            comparison.same(page, f"what a link says ({fact})", near.text, link.text, pointer)
    for link in said:
        if not comparison.sources.is_of_settings(link.href):
            comparison.differs(page, "a link to somebody", link.href, None, None)


def _reaches(href: str) -> bool:
    return href.lower().startswith(("mailto:", "tel:", "http:", "https:", "sms:"))
