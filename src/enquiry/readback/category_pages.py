"""A category's page: who to write to, what happens next, what to include, its letters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from enquiry.readback import html, letters
from enquiry.readback.comparison import Comparison, Stated
from enquiry.readback.contacts import (
    compare_links,
    onward_lines,
    reach_lines,
)
from enquiry.readback.frame import canonical
from enquiry.readback.html import Line
from enquiry.readback.pages import Page
from enquiry.readback.sources import Sources
from enquiry.routing.table import Category
from enquiry.schema.annotations import reply_languages
from enquiry.site.localization import any_of, name_of


def compare(comparison: Comparison, page: Page, category: Category) -> None:
    """Compare the page of a category."""
    sources, language = comparison.sources, page.language
    table = sources.table
    part = f'the page of "{category.id}"'
    found: dict[str, list[Line]] = {}
    for heading, read in html.sections(page.read, "h1", "h2"):
        found.setdefault(heading, []).extend(html.lines(read))
    for heading, stated in _sections(sources, category, language).items():
        if heading not in found:
            comparison.add(
                page.file,
                f"It has no part “{heading}”.",
                f"It stands on {part} ({sources.place(sources.at(category))}).",
            )
        else:
            comparison.lines(page.file, f"“{heading}”", found[heading], stated, whole=False)
    chain = [table.contacts[stage.contact] for stage in category.escalations]
    if category.contact and not category.gap:
        chain.insert(0, table.contacts[category.contact])
    links = html.links(page.read)
    compare_links(comparison, page.file, links, chain, elsewhere=[table.source.url])
    _compare_targets(comparison, page, category, links)
    said = letters.letters(html.whole(page.read, "pre"), sources.said(language)["letter_to"])
    letters.compare(comparison, page.file, said, category, language, later=True)
    _compare_linked_data(comparison, page, category)


def _sections(
    sources: Sources, category: Category, language: str
) -> Mapping[str, Sequence[Stated]]:
    """What has to stand below each heading of the page."""
    said = sources.said(language)
    contact = sources.table.contacts[category.contact] if category.contact else None
    title = category.title[language]
    found: dict[str, Sequence[Stated]] = {
        html.plain(title): [_text(sources, category, language, "who")]
    }
    notes = [
        Stated(note[language], f'a note on "{category.id}"', sources.at(category, "notes", n))
        for n, note in enumerate(category.notes)
    ]
    if category.gap:
        found[said["gap"]] = [*_gap_lines(sources, category, language), *notes]
    elif contact:
        where = Stated(
            contact.where[language],
            f'where to find the address of "{contact.id}"',
            sources.at(contact, "where", language),
        )
        found[said["contact"]] = [*reach_lines(sources, contact, language), where, *notes]
    if not category.gap or category.escalation:
        found[said["steps"]] = list(_step_lines(sources, category, language))
    found[said["is_it_right"]] = list(_right_page_lines(sources, category, language))
    found[said["include"]] = list(_include_lines(sources, category, language))
    avoid = [
        Stated(
            text[language], f'what to avoid in "{category.id}"', sources.at(category, "avoid", n)
        )
        for n, text in enumerate(category.avoid)
    ]
    first = Stated(said["avoid_two_channels"], "one way only")
    unsafe = str(said["avoid_unsafe"])
    if sources.has_page("protect-your-information"):
        unsafe += f" {said['more_to_protect']}"
    last = Stated(unsafe, "that email is not secure")
    found[said["avoid"]] = [first, *avoid, last]
    found[said["letter"]] = [Stated(said["letter_how"], "how to use the letter")]
    for number, stage in enumerate(category.escalations):
        name = sources.table.contacts[stage.contact].name[language]
        further = said["letter_further"].format(contact=name)
        heading = further if number else said["letter_second"]
        found[heading] = [Stated(said["letter_second_how"], "how to use the next letter")]
    return {html.plain(heading): stated for heading, stated in found.items()}


def _text(sources: Sources, category: Category, language: str, member: str) -> Stated:
    text = getattr(category, member)[language]
    fact = f'the text "{member}" of "{category.id}"'
    return Stated(html.plain(text), fact, sources.at(category, member, language))


def _gap_lines(sources: Sources, category: Category, language: str) -> Iterator[Stated]:
    said, source = sources.said(language), sources.table.source
    yield _text(sources, category, language, "gap")
    if category.contact:
        contact = sources.table.contacts[category.contact]
        text = f"{said['gap_contact']} {contact.name[language]}."
        fact = f'the contact of "{category.id}"'
        yield Stated(text, fact, sources.at(category, "contact"))
    yield Stated(said["gap_where"], "where to look")
    yield _text(sources, category, language, "how")
    text = f"{said['source_page']} {source.title[language]}"
    if source.language != language:
        name = name_of(source.language, language)
        text += f" {said['in_language'].format(language=name)}"
    yield Stated(html.plain(text), "the source page", "/source")


def _step_lines(sources: Sources, category: Category, language: str) -> Iterator[Stated]:
    said = sources.said(language)
    if not category.gap:
        yield Stated(said["step_write"], "that one writes once")
        how = html.plain(f"{category.how[language]} {said['step_once']}")
        yield Stated(how, f'the first step of "{category.id}"', sources.at(category, "how"))
    for number, stage in enumerate(category.escalations, start=1):
        pointer = sources.stage(category, number, "after_days")
        fact = f'the wait in days before "{stage.contact}"'
        for key in ("step_wait_days", "step_wait_count"):
            yield Stated(
                html.plain(sources.filled_in(key, language, days=stage.after_days)), fact, pointer
            )
        yield Stated(said["step_next"], "that a next contact comes")
        yield from onward_lines(sources, category, number, language)
    if not category.escalations:
        pointer = sources.at(category, "escalation")
        yield Stated(said["step_wait"], "that one waits", pointer)
        yield Stated(said["step_wait_open"], "that no number of days is known", pointer)
        yield from onward_lines(sources, category, 0, language)


def _right_page_lines(sources: Sources, category: Category, language: str) -> Iterator[Stated]:
    said = sources.said(language)
    for n, other in enumerate(category.see_instead):
        title = sources.table.categories[other.category].title[language]
        text = html.plain(f"{other.when[language]} {said['see'].format(title=title)}")
        yield Stated(
            text, f'when to see "{other.category}"', sources.at(category, "see_instead", n)
        )
    yield Stated(said["examples"], "that examples follow")
    for n, example in enumerate(category.examples):
        pointer = sources.at(category, "examples", n)
        yield Stated(example[language], f'an example of "{category.id}"', pointer)


def _include_lines(sources: Sources, category: Category, language: str) -> Iterator[Stated]:
    said, table = sources.said(language), sources.table
    fact = f'what "{category.id}" must include'
    for block in category.include:
        yield Stated(table.include[block].title[language], fact, sources.at(block, "title"))
        for n, item in enumerate(table.include[block].items):
            yield Stated(item[language], fact, sources.at(block, "items", n, language))
    yield Stated(said["details"], fact)
    for n, detail in enumerate(category.details):
        yield Stated(detail[language], fact, sources.at(category, "details", n, language))
    if replies := reply_languages(sources.schema_file.data):
        names = any_of(replies, language)
        yield Stated(html.plain(said["reply_language"].format(languages=names)), fact)


def _compare_targets(
    comparison: Comparison, page: Page, category: Category, links: Sequence[html.Link]
) -> None:
    """Links to the form are about this category; links to other categories are those stated."""
    sources, language = comparison.sources, page.language
    form = sources.address(language, "enquiry.md")
    starts = {
        link.href.partition("#")[2]
        for link in links
        if page.resolve(link.href) == form and "#" in link.href
    }
    wanted = f"category={category.id}"
    for said in starts - {wanted} or ([None] if wanted not in starts else []):
        fact = "with which category the form begins"
        comparison.differs(page.file, fact, said, wanted, sources.at(category, "id"))
    words = sources.said(language)
    for n, other in enumerate(category.see_instead):
        title = sources.table.categories[other.category].title[language]
        text = html.plain(words["see"].format(title=title))
        to = [page.resolve(link.href) for link in links if link.text == text]
        stated = sources.address(language, f"categories/{other.category}.md")
        if stated not in to:
            pointer = sources.at(category, "see_instead", n, "category")
            fact = f"where “{text}” leads"
            comparison.differs(page.file, fact, to[0] if to else None, stated, pointer)


def _compare_linked_data(comparison: Comparison, page: Page, category: Category) -> None:
    """What programs read: the service, whose it is and its contact points."""
    sources, language = comparison.sources, page.language
    table = sources.table
    found: list[Any] = []
    for script in page.all("script"):
        if script.get("type") == "application/ld+json":
            try:
                found.append(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                comparison.add(page.file, "Its JSON-LD is no JSON.", "Build it again.")
                return
    data = found[0] if found and isinstance(found[0], dict) else {}
    provider = data.get("provider")
    provider = provider if isinstance(provider, dict) else {}
    points = provider.get("contactPoint") or []
    points = [each for each in points if isinstance(each, dict)] if isinstance(points, list) else []
    same = comparison.same
    title, summary = category.title[language], category.summary[language]
    same(page.file, "the name (JSON-LD)", data.get("name"), title, sources.at(category, "title"))
    pointer = sources.at(category, "summary")
    same(page.file, "the summary (JSON-LD)", data.get("description"), summary, pointer)
    name = table.source.institution[language]
    same(page.file, "whose (JSON-LD)", provider.get("name"), name, "/source/institution")
    same(
        page.file,
        "the number of contacts (JSON-LD)",
        len(points),
        len(category.chain),
        sources.at(category),
    )
    kinds = [each.get("@type") for each in (data, provider, *points)]
    of_whom = "Government" if table.source.government else ""
    wanted = [f"{of_whom}Service", f"{of_whom}Organization", *["ContactPoint"] * len(points)]
    same(page.file, "what it is about (JSON-LD)", kinds, wanted, "/source")
    same(page.file, "its address (JSON-LD)", data.get("url", ""), canonical(page), None)
    for point in points:
        fact = "what one writes about (JSON-LD)"
        same(page.file, fact, point.get("contactType"), title, sources.at(category, "title"))
        spoken, place = point.get("availableLanguage"), "/publisher/name"
        same(page.file, "the languages (JSON-LD)", spoken, list(sources.languages), place)
    members = {"name": "name", "address": "email", "phone": "telephone", "web_form": "url"}
    for name, point in zip(category.chain, points, strict=False):
        contact = table.contacts[name]
        for member, key in members.items():
            stated = getattr(contact, member)
            stated = stated[language] if member == "name" else stated
            fact = f'{key} of "{name}" (JSON-LD)'
            same(page.file, fact, point.get(key), stated, sources.at(contact, member))
