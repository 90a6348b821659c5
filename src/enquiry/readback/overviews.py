"""What a page says of all categories: the table, the sentences, “When may I write again?”."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from enquiry.readback import html
from enquiry.readback.comparison import Comparison, Stated
from enquiry.readback.contacts import (
    capital,
    compare_links,
    of,
    onward_lines,
    reach_lines,
    way_lines,
    when_key,
)
from enquiry.readback.html import Element
from enquiry.readback.open_data import compare_data, load_json
from enquiry.readback.pages import Page
from enquiry.readback.sources import Sources
from enquiry.routing.table import Category


def compare_table(comparison: Comparison, page: Page) -> None:
    """The table of all categories: a row for each, with the first and the next contacts."""
    sources, language = comparison.sources, page.language
    rows = _by_category(sources, page, "tr")
    for category in sources.table.categories.values():
        row = rows.get(category.id)
        cells = [] if row is None else [each for each in row if each.tag in ("td", "th")]
        pointer = sources.at(category)
        if row is None or len(cells) < 3:
            fact = f'the row of "{category.id}" in the table of all categories'
            comparison.differs(page.file, fact, None, category.title[language], pointer)
            continue
        part = f'the row of "{category.id}"'
        stated = (
            [Stated(category.title[language], f'the title of "{category.id}"', pointer)],
            list(_first_cell(sources, category, language)),
            list(_next_cell(sources, category, language)),
        )
        for cell, wanted in zip(cells, stated, strict=False):
            comparison.lines(page.file, part, html.lines(html.tokens(cell)), wanted, whole=True)
        first = [sources.table.contacts[category.contact]] if category.contact else []
        later = [sources.table.contacts[stage.contact] for stage in category.escalations]
        for cell, contacts in ((cells[1], first), (cells[2], later)):
            compare_links(comparison, page.file, html.links(html.tokens(cell)), contacts)


def _by_category(sources: Sources, page: Page, tag: str) -> Mapping[str, Element]:
    """The elements whose first link leads to a category's page, by its id."""
    ids = {
        sources.address(page.language, f"categories/{name}.md"): name
        for name in sources.table.categories
    }
    found: dict[str, Element] = {}
    for kind, what in page.read:
        if kind == "start" and what.tag == tag:
            links = html.links(html.tokens(what))
            to = page.resolve(links[0].href) if links else None
            if to in ids:
                found.setdefault(ids[to], what)
    return found


def _first_cell(sources: Sources, category: Category, language: str) -> Iterator[Stated]:
    if category.contact:
        contact = sources.table.contacts[category.contact]
        name = capital(contact.name[language])
        yield Stated(name, of(contact, "name"), sources.at(category, "contact"))
        yield from way_lines(sources, contact, language, labels=("address_format",))
    if category.gap:
        fact = f'that no address is known for "{category.id}"'
        yield Stated(sources.said(language)["no_address"], fact, sources.at(category, "gap"))


def _next_cell(sources: Sources, category: Category, language: str) -> Iterator[Stated]:
    said = sources.said(language)
    for number, stage in enumerate(category.escalations, start=1):
        contact = sources.table.contacts[stage.contact]
        when = sources.filled_in(when_key("cell_on", stage), language, days=stage.after_days)
        fact = f'on what, after how many days and to which contact "{category.id}" goes on'
        pointer = sources.stage(category, number)
        yield Stated(f"{when} {contact.name[language]}", fact, pointer)
        yield from way_lines(sources, contact, language, labels=("address_format",))
    if not category.escalations:
        fact = f'that "{category.id}" has no next contact'
        yield Stated(said["no_next"], fact, sources.at(category, "escalation"))


def compare_finder(comparison: Comparison, page: Page) -> None:
    """Each sentence that people say leads to its category."""
    sources, language = comparison.sources, page.language
    links = html.links(page.read)
    for category in sources.table.categories.values():
        to = sources.address(language, f"categories/{category.id}.md")
        for n, sentence in enumerate(category.sentences):
            text = html.plain(sentence[language])
            said = [page.resolve(link.href) for link in links if link.text == text]
            if said != [to]:
                fact = f"where the sentence “{text}” leads"
                pointer = sources.at(category, "sentences", n, language)
                comparison.differs(page.file, fact, said[0] if said else None, to, pointer)


def compare_when_again(comparison: Comparison, page: Page) -> None:
    """The tool that says when one may write again: its data, choices, contacts and rules."""
    sources, language = comparison.sources, page.language
    table, file = sources.table, page.file
    data = [each.get("data-table") for each in page.main.iter() if each.get("data-table")]
    if not data:
        comparison.add(file, "It has no tool that says when one may write again.", "Build again.")
        return
    compare_data(comparison, file, load_json(comparison, file, data[0]), _rules(sources))
    choices = {
        option.get("value"): html.text_of(option)
        for select in page.main.iter("select")
        if select.get("name") == "category"
        for option in select.iter("option")
        if option.get("value")
    }
    wanted = {category.id: html.plain(category.title[language]) for category in _all(sources)}
    comparison.same(
        file, "the choice of a category (when to write again)", choices, wanted, "/categories"
    )
    chosen = [
        option.get("value")
        for select in page.main.iter("select")
        if select.get("name") == "contact"
        for option in select.iter("option")
    ]
    comparison.same(
        file, "the choice of an earlier contact", chosen, list(table.earlier_contacts), "/contacts"
    )
    next_ones = {stage.contact for category in _all(sources) for stage in category.escalations}
    panels = {
        each.get("data-contact"): each for each in page.main.iter() if each.get("data-contact")
    }
    for name in sorted(next_ones):
        contact, panel = table.contacts[name], panels.get(name)
        if panel is None:
            fact = f'the next contact "{name}" (when to write again)'
            comparison.differs(file, fact, None, contact.name[language], sources.at(contact))
            continue
        read = html.tokens(panel, hidden=True)
        stated = [
            *reach_lines(sources, contact, language),
            Stated(contact.where[language], of(contact, "where"), sources.at(contact, "where")),
        ]
        comparison.lines(file, f'the panel of "{name}"', html.lines(read), stated, whole=False)
        compare_links(comparison, file, html.links(read), [contact])
    rules = {each.get("data-rule"): each for each in page.main.iter("dd") if each.get("data-rule")}
    for category in _all(sources):
        rule = rules.get(category.id)
        if rule is None:
            fact = f'the rule of "{category.id}" (when to write again)'
            comparison.differs(file, fact, None, category.id, sources.at(category))
            continue
        numbers = range(1, len(category.escalations) + 1) if category.escalations else (0,)
        stated = [
            line for number in numbers for line in onward_lines(sources, category, number, language)
        ]
        read = html.tokens(rule)
        comparison.lines(file, f'the rule of "{category.id}"', html.lines(read), stated, whole=True)
        contacts = [table.contacts[stage.contact] for stage in category.escalations]
        compare_links(comparison, file, html.links(read), contacts)


def _all(sources: Sources) -> list[Category]:
    return list(sources.table.categories.values())


def _rules(sources: Sources) -> object:
    whole = json.loads(json.dumps(sources.table.as_data()))
    members = ("id", "contact", "escalation")
    return {
        "contacts": [{"id": row["id"]} for row in whole["contacts"]],
        "categories": [{key: row[key] for key in members} for row in whole["categories"]],
    }
