"""What people read about a situation, and where that differs from what the library answers.

Each function gives the differences in words, one each; none where both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from enquiry.pointers import MISSING, path_of, reach
from enquiry.routing.router import Route, route
from enquiry.routing.table import Category, Contact
from enquiry.schema.fields import fields
from enquiry.site.guide import Guide
from enquiry.site.localization import in_words
from tests.built_page import BuiltPage
from tests.enquiries import TODAY
from tests.guide.test_facts import days_in, plain
from tests.samples import ADDRESS_AT
from tests.situations.answers import Answer, Document, schema_of, validator_of
from tests.situations.situations import Situation, stage_of


@dataclass(frozen=True, eq=False)
class Expected:
    """What the library answers in a situation, with the contacts instead of their ids."""

    situation: Situation
    document: Document
    answer: Answer
    guide: Guide
    language: str

    @property
    def route(self) -> Route:
        """Where the enquiry goes."""
        found: Route = self.answer["route"]
        return found

    @property
    def contact(self) -> Contact | None:
        """The contact that it goes to."""
        return self._contact(self.route["contact"])

    @property
    def next(self) -> Contact | None:
        """The contact that one may write to later."""
        return self._contact(self.route["escalation"] and self.route["escalation"]["contact"])

    @property
    def category(self) -> Category:
        """What the enquiry is about."""
        return self.guide.table.categories[self.situation.category]

    @property
    def earlier(self) -> Contact | None:
        """The contact of the earlier message, if anything says who that is."""
        asked = self.situation.sent_to
        return self._contact(asked or (self.stage and self.category.contact) or None)

    @property
    def stage(self) -> int:
        """The stage in which the enquiry is: 0 is the first."""
        onward = [each.contact for each in self.category.escalations]
        name = self.route["contact"]
        direct = [
            other.id for other in self.guide.table.contacts.values() if other.through_office == name
        ]
        at = [onward.index(each) + 1 for each in (name, *direct) if each in onward]
        return at[0] if at and self.route["stage"] == "escalation" else 0

    @property
    def attention(self) -> str | None:
        """The line that says for whom it is, in the language of the enquiry."""
        return (self.route["attention"] or {}).get(self.language)

    @property
    def is_waiting(self) -> bool:
        """Whether the days to wait began with the earlier message."""
        is_silent = self.situation.history in ("waiting", "due")
        return is_silent and self.stage == stage_of(self.situation.sent_to, self.category)

    @property
    def wait(self) -> int | None:
        """How many days one waits for a reply before one may write to the next contact."""
        onward = self.route["escalation"]
        start = self.document["previousEnquiry"]["sentOn"] if self.is_waiting else TODAY.isoformat()
        return onward and (date.fromisoformat(onward["from"]) - date.fromisoformat(start)).days

    def _contact(self, name: str | None) -> Contact | None:
        return self.guide.table.contacts[name] if name else None


class CategoryPage:
    """What the page of a category says of it, and its row and its rule on other pages."""

    def __init__(self, category: str, language: str, pages: Sequence[BuiltPage]) -> None:
        own = [page for page in pages if page.language == language]
        (self.page,) = (page for page in own if page.source.category == category)
        self.row: Tag = next(
            row
            for page in own
            for row in page.main.select("table.routing tbody tr")
            if page.resolve(str(row.select("a")[0]["href"])) == self.page.address
        )
        self.rules = [
            rule for page in own for rule in page.main.select(f'[data-rule="{category}"]')
        ]

    @cached_property
    def panel(self) -> Tag:
        """Who to write to, or that nobody knows."""
        (panel,) = self.page.main.select("section.contact, section.unknown")
        return panel

    @cached_property
    def is_gap(self) -> bool:
        """Whether the panel says that nobody knows."""
        return "unknown" in (self.panel.get("class") or ())

    @cached_property
    def steps(self) -> Tag | None:
        """What to do, in order."""
        return self.page.main.select_one(".steps")

    @cached_property
    def later(self) -> list[Tag]:
        """Of these, those that say who to write to later."""
        return self.page.main.select(".steps > li[data-next]")

    @cached_property
    def letters(self) -> list[str]:
        """The letters to copy: to the first contact, and to the next if there is one."""
        return [letter.get_text() for letter in self.page.main.select("pre.letter")]


def on_page(case: Expected, page: CategoryPage) -> Iterator[str]:
    """Where the page of the category or the home page says something else."""
    if case.route["stage"] == "first":
        yield from _first_on_page(case, page)
        yield from _later_on_page(case, page)
    else:
        later = page.later[case.stage - 1]
        yield from _contact_on_page(case, later, page.letters[case.stage], page.row)


def _first_on_page(case: Expected, page: CategoryPage) -> Iterator[str]:
    if not case.contact and not page.is_gap:
        yield "the page names a contact"
    # The page leads with the contact's own address, and says the other way in a sentence.
    if not case.situation.via_office:
        yield from _contact_on_page(case, page.panel, page.letters[0], page.row)


def _contact_on_page(case: Expected, part: Tag | None, letter: str, row: Tag) -> Iterator[str]:
    """Whether a part of the page says to whom and where, and a letter and the home page too."""
    said = plain(part).casefold() if part else ""
    for text in (case.contact and case.contact.name[case.language], case.attention):
        if text and text.casefold() not in said:
            yield f"the page does not say {text}"
    if case.contact and case.contact.name[case.language].casefold() not in plain(row).casefold():
        yield f"the table on the home page does not name {case.contact.name[case.language]}"
    # By other ways, and with an address that the sender found, a page can say nothing of it.
    if case.situation.channel == "email" and not case.situation.has_address:
        links = part.select("a[href^='mailto:']") if part else []
        stated = [case.route["to"]] if case.route["to"] else []
        if [link.get_text() for link in links] != stated:
            yield f"the page gives other addresses than {stated}"
        if any(address not in letter for address in stated):
            yield "the letter on the page goes to another address"


def _later_on_page(case: Expected, page: CategoryPage) -> Iterator[str]:
    name = case.next.name[case.language] if case.next else ""
    steps = plain(page.steps) if page.steps else ""
    stages = case.category.escalations
    if (
        days_in(steps, case.guide, page.page) != {each.after_days for each in stages}
        or name not in steps
    ):
        yield f"the page does not say: {name} after {case.wait} days"
    waits = {each.after_days for each in stages if "no-reply" in each.outcomes}
    for where in map(plain, (page.row, *page.rules)):
        if days_in(where, case.guide, page.page) != waits or name not in where:
            yield f"the home page does not say: {name} after {case.wait} days"


def in_letter(case: Expected, message: dict[str, Any]) -> Iterator[str]:
    """Where the letter that the form writes says something else."""
    heading, text, to = dict(message["heading"]), message["text"], case.route["to"]
    receiver = heading.get(case.guide.words.pages["letter_to"][case.language], "")
    name = case.contact.name[case.language] if case.contact else ""
    if message["to"] != to or (to or "") not in receiver or name not in receiver:
        yield f"the letter goes to {message['to']}: {receiver}"
    link = unquote(urlsplit(message["mailto"]).path)
    if case.situation.channel == "email" and link != (to or ""):
        yield f"the mail program writes to {link}"
    if case.attention and not text.startswith(case.attention):
        yield "the letter does not begin with the attention line"
    earlier = case.earlier.name[case.language] if case.earlier else ""
    if earlier not in text:
        yield "the letter does not say who was written to before"
    whole = "\n".join([*heading.values(), text])
    for other in case.guide.table.contacts.values():
        attention = other.attention[case.language] if other.attention else None
        for wrong in {*other.ways.values(), attention} - {to, case.attention}:
            if wrong and wrong in whole:
                yield f"the letter says {wrong}"
    for pointer, path, label in _declarations(case):
        if (label in text) != (reach(case.document, path) is True):
            yield f"the letter and {pointer} do not agree"


def in_next_steps(case: Expected, said: str) -> Iterator[str]:
    """Where the form's sentences on what comes next say something else."""
    onward = case.route["escalation"]
    if case.next and onward:
        first = case.guide.words.pages["first_day"][case.language]
        day = in_words(onward["from"], case.language, first).replace("\u00a0", " ")
        if case.next.name[case.language] not in said:
            yield "the form does not say who the next contact is"
        # A day counts only where one waits for a reply.
        if (day in said.replace("\u00a0", " ")) != ("no-reply" in onward["outcomes"]):
            yield f"the form does not say {day} of the next contact, or says it for no reason"


def _declarations(case: Expected) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """What a person can only agree to: pointer, path and label of each such field."""
    for field in fields(schema_of(case.guide.schema)):
        if field.schema.get("const") is True:
            yield field.pointer, field.path, field.schema["x-label"][case.language]


def in_sentence(case: Expected, sentence: str) -> Iterator[str]:
    """Where the command's sentence for people says something else."""
    onward = case.route["escalation"]
    expected = [
        *(each.name[case.language] for each in (case.contact, case.next) if each),
        *(_shown(case, to) for to in (case.route["to"], onward and onward["to"]) if to),
    ]
    yield from (f"the command does not say {part}" for part in expected if part not in sentence)
    if onward and (onward["from"] in sentence) != ("no-reply" in onward["outcomes"]):
        yield f"the command does not say {onward['from']}, or says it for no reason"


def _shown(case: Expected, to: str) -> str:
    """An address as the command shows it: that of the document by its pointer."""
    own = {
        place for contact in case.guide.table.contacts.values() for place in contact.ways.values()
    }
    return to if to in own else f"/recipient/{ADDRESS_AT[case.situation.channel]}"


def in_form(case: Expected, filled_in: dict[str, Any]) -> Iterator[str]:
    """Where the form, filled in with the enquiry, shows or asks for something else.

    `filled_in` is what `tests/browsing/go_through.js` saw.
    """
    saved, shown, asked = filled_in["saved"], filled_in["to"] or "", filled_in["asked"]
    if not saved:
        yield "the form does not accept the enquiry"
        return
    if not validator_of(case.guide.schema)(saved, TODAY).valid:
        yield "the form saves an enquiry that is not valid"
    if (found := route(saved, case.guide.table, TODAY)) != case.route:
        yield f"the form's enquiry goes elsewhere: {found}"
    name = case.contact.name[case.language] if case.contact else ""
    if name not in shown or (case.route["to"] or "") not in shown:
        yield f"the form says that it goes to {shown}"
    if (filled_in["gap"] is None) != (case.route["to"] is not None):
        yield f"the form says of the address: {filled_in['gap']}"
    required = case.answer["required"]
    if lacking := [each for each in required if reach(saved, path_of(each)) is MISSING]:
        yield f"the form leaves out {lacking}"
    for pointer, path, _ in _declarations(case):
        if (".".join(path) in asked) != (pointer in required):
            yield f"the form asks for {pointer} where it is not required, or the reverse"
