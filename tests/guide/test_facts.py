"""Every fact on the pages is one of the table, and stands where the table says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bs4 import Tag

from enquiry.routing.table import Category, Contact, Table
from enquiry.site.guide import Guide
from enquiry.site.html import address
from enquiry.site.localization import fill_in
from tests.built_page import ADDRESS, BuiltPage


def of_categories(guide: Guide, pages: Sequence[BuiltPage]) -> Iterator[tuple[BuiltPage, Category]]:
    """Each page of a category, with its category."""
    for page in pages:
        if page.source.category:
            yield page, guide.table.categories[page.source.category]


def words_of(guide: Guide, page: BuiltPage) -> dict[str, Any]:
    """The words of the interface in the page's language."""
    return guide.words.on_pages(page.language)


def contacts_of(table: Table, category: Category) -> tuple[Contact | None, list[Contact]]:
    """Who to write to first, and who after that."""
    first = table.contacts[category.contact] if category.contact else None
    return first, [table.contacts[onward.contact] for onward in category.escalations]


def addresses(part: Tag) -> list[str]:
    """The addresses that a part of a page names."""
    return [each.get_text() for each in part.select(".address")]


def stated(contact: Contact | None) -> list[str]:
    """Every place where a contact is reached, or the form of its address, as a page names them."""
    if not contact:
        return []
    known = (contact.address or contact.address_format, contact.web_form, contact.phone)
    return [each for each in (*known, contact.counter) if each]


def plain(part: Tag) -> str:
    """The words of a part of a page, with single spaces."""
    return re.sub(r"[ \n]+", " ", part.get_text(" ")).replace(" @", "@")


def days_in(text: str, guide: Guide, page: BuiltPage) -> set[int]:
    """The numbers of days that a text states: before the word for days, or after it and a colon."""
    words = words_of(guide, page)
    kind, unit = ("|".join(words[f"fact_{part}"].split()) for part in ("kinds", "units"))
    stated = rf"(\d+)\s+(?:(?:{kind})\s+)?(?:{unit})\b|\b(?:{unit})(?:\s\w+)?: (\d+)"
    return {int(before or after) for before, after in re.findall(stated, text)}


def in_digits(waits: Iterable[int], key: str, guide: Guide, page: BuiltPage) -> set[int]:
    """The waits whose number a word states in digits: in some languages two days are one word."""
    word, language = words_of(guide, page)[key], page.language
    return {days for days in waits if str(days) in fill_in(word, language, days=days)}


def test_no_other_address_stands_anywhere_in_the_site(guide: Guide, site: Path) -> None:
    """Each email address in any published file is one of the table, or at example.org."""
    table = guide.table
    known = {address for contact in table.contacts.values() for address in stated(contact)}
    known |= set(ADDRESS.findall(table.publisher.report_problem))
    found = {
        f"{file.relative_to(site)}: {address}"
        for file in site.rglob("*")
        if file.is_file() and file.suffix not in {".gz", ".png"} and "lunr" not in file.name
        for address in set(ADDRESS.findall(file.read_text("utf-8"))) - known
    }
    assert [each for each in found if not re.search(r"[@.]example\.org$", each)] == []


def test_an_address_is_whole_and_can_be_written_to(pages: Sequence[BuiltPage]) -> None:
    """An email address that is a link stands in full, in lower case, and leads to itself."""
    for page in pages:
        for link in page.main.select("a[href^='mailto:']"):
            assert str(link["href"]) == f"mailto:{link.get_text()}" == str(link["href"]).lower()


def test_a_category_names_its_contact_as_the_table_does(
    guide: Guide, pages: Sequence[BuiltPage]
) -> None:
    """The box that one sees first names the contact, its address, its attention line and why."""
    for page, category in of_categories(guide, pages):
        first, _ = contacts_of(guide.table, category)
        boxes = page.main.select(".contact")
        assert len(boxes) == (0 if category.gap else 1), page.address
        for box in boxes:
            assert first, page.address
            assert addresses(box) == stated(first), page.address
            names = [each.get_text().casefold() for each in box.select(".contact-name")]
            assert names == [first.name[page.language].casefold()]
            assert first.where[page.language] in box.get_text()
            if first.attention:
                assert first.attention[page.language] in box.get_text()


def test_a_gap_is_published_as_a_gap(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """A category with a gap says so in its box, with the source page; no other one does."""
    for page, category in of_categories(guide, pages):
        first, _ = contacts_of(guide.table, category)
        gaps = [each.get_text() for each in page.main.select(".gap")]
        assert gaps == ([category.gap[page.language]] if category.gap else []), page.address
        for gap in page.main.select(".gap"):
            box = gap.find_parent("section")
            assert isinstance(box, Tag)
            links = [str(link["href"]) for link in box.select("a")]
            assert links == [guide.table.source.url], page.address
            assert addresses(box) == []
            if first:
                assert first.name[page.language] in box.get_text()


def test_a_category_says_what_happens_next_as_the_table_does(
    guide: Guide, pages: Sequence[BuiltPage]
) -> None:
    """The steps name the days to wait, the next contact and on which outcome, or that none is."""
    for page, category in of_categories(guide, pages):
        words, language = words_of(guide, page), page.language
        stages = [(each, guide.table.contacts[each.contact]) for each in category.escalations]
        steps = page.main.select(".steps")
        assert len(steps) == (1 if stages or not category.gap else 0), page.address
        for part in steps:
            said = plain(part)
            assert addresses(part) == [each for _, next_ in stages for each in stated(next_)]
            waits = [onward.after_days for onward, _ in stages]
            shown = in_digits(waits, "step_wait_days", guide, page)
            assert days_in(said, guide, page) == shown, page.address
            expected = [] if stages else [words["step_wait"], words["step_end_open"]]
            for onward, following in stages:
                outcomes = "_or_".join(sorted(onward.outcomes, reverse=True)).replace("-", "_")
                name, days = following.name[language], onward.after_days
                expected += [
                    fill_in(words["step_wait_days"], language, days=days),
                    fill_in(words[f"step_on_{outcomes}"], language, contact=name, days=days),
                    *([following.attention[language]] if following.attention else []),
                ]
            assert [text for text in expected if text not in said] == [], page.address


def test_a_category_shows_everything_that_the_table_says_of_it(
    guide: Guide, pages: Sequence[BuiltPage]
) -> None:
    """Each text of a category stands on its page."""
    for page, category in of_categories(guide, pages):
        language = page.language
        blocks = [guide.table.include[name] for name in category.include]
        texts = [
            category.title,
            category.who,
            category.how,
            *category.examples,
            *category.details,
            *category.avoid,
            *category.notes,
            *(block.title for block in blocks),
            *(item for block in blocks for item in block.items),
            *(other.when for other in category.see_instead),
        ]
        said = plain(page.main)
        assert [text[language] for text in texts if text[language] not in said] == []
        letter = page.main.select("pre.letter")[0]
        assert category.letter[language].strip() in letter.get_text()
        others = [
            address(language, f"categories/{o.category}.md", pages[0].first)
            for o in category.see_instead
        ]
        links = [page.resolve(str(a["href"])) for a in page.main.select(".see-instead a")]
        assert links == others


def test_a_letter_goes_to_its_contact(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """A letter to copy names the contact's address, or else its name, and its attention line.

    The first is for the category's contact, the others for the next ones.
    """
    for page, category in of_categories(guide, pages):
        first, later = contacts_of(guide.table, category)
        receivers = [first, *later]
        letters = page.main.select("pre.letter")
        for letter, contact in zip(letters, receivers, strict=True):
            lines = letter.get_text().splitlines()
            if contact:
                form = contact.address_format and f"[{contact.address_format}]"
                named = contact.address or form or contact.name[page.language]
                assert lines[0].endswith(named)
                if contact.attention:
                    assert lines[1] == contact.attention[page.language]
            own = {each for each in stated(contact) if ADDRESS.fullmatch(each)}
            assert set(ADDRESS.findall(letter.get_text())) == own, page.address


def test_the_routing_table_says_what_the_table_says(
    guide: Guide, pages: Sequence[BuiltPage]
) -> None:
    """A page that shows the whole table has a row for each category, with contacts and days."""
    shown = [page for page in pages if page.main.select("table.routing")]
    assert {page.language for page in shown} == {page.language for page in pages}
    for page in shown:
        rows = page.main.select("table.routing tbody tr")
        for row, category in zip(rows, guide.table.categories.values(), strict=True):
            name, first_cell, next_cell = row.select("th, td")
            first, later = contacts_of(guide.table, category)
            assert name.get_text() == category.title[page.language]
            assert addresses(first_cell) == stated(first)
            assert bool(first_cell.select(".gap")) == bool(category.gap)
            if first:
                assert first.name[page.language].casefold() in first_cell.get_text().casefold()
            onward = [each for each in category.escalations if "no-reply" in each.outcomes]
            waits = [each.after_days for each in onward]
            numbers = in_digits(waits, "cell_on_no_reply", guide, page)
            assert days_in(plain(next_cell), guide, page) == numbers
            for following in later:
                assert following.name[page.language] in next_cell.get_text()
            assert addresses(next_cell) == [each for contact in later for each in stated(contact)]


def test_days_beside_a_category_are_its_own(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """A sentence or row that links to one category and states days states that category's."""
    of_page = {page.address: category for page, category in of_categories(guide, pages)}
    for page in pages:
        for block in page.main.select("li, p, tr, dd"):
            targets = {page.resolve(str(link["href"])) for link in block.select("a[href]")}
            linked = [of_page[target] for target in targets if target in of_page]
            if len(linked) == 1 and (found := days_in(plain(block), guide, page)):
                waits = {each.after_days for each in linked[0].escalations}
                assert found <= waits, f"{page.address}: {plain(block)}"


def test_every_number_of_days_is_the_tables(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """Pages written by hand state only the waits of the table."""
    categories = guide.table.categories.values()
    waits = {each.after_days for category in categories for each in category.escalations}
    for page in pages:
        if not page.source.category:
            assert days_in(plain(page.main), guide, page) <= waits, page.address
