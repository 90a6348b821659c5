"""Template letters: to whom, with which line first, about what, with which items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from enquiry.readback import html
from enquiry.readback.comparison import Comparison, Stated
from enquiry.readback.contacts import of
from enquiry.readback.html import Element, Line, plain
from enquiry.readback.sources import Sources
from enquiry.routing.table import Category
from enquiry.schema.annotations import reply_languages, subject_group

_BLANK = "[ ]"


def letters(elements: Sequence[Element], opening: str) -> list[list[Line]]:
    """The lines of each letter among preformatted texts; a letter begins with `opening`."""
    found = []
    for element in elements:
        if element.tag == "pre":
            read = html.lines(html.tokens(element), letters=True)
            if read and read[0].text.startswith(plain(opening)):
                found.append(read)
    return found


def compare(
    comparison: Comparison,
    page: str,
    found: Sequence[Sequence[Line]],
    category: Category,
    language: str,
    *,
    later: bool,
) -> None:
    """Compare the letters about a category; with `later`, those to the next contacts too."""
    sources = comparison.sources
    numbers = range(len(category.escalations) + 1 if later else 1)
    pointer = sources.at(category, "letter", language)
    if len(found) != len(numbers):
        fact = f'the number of letters about "{category.id}"'
        comparison.differs(page, fact, str(len(found)), str(len(numbers)), pointer)
    for number, read in zip(numbers, found, strict=False):
        stated = list(_lines(sources, category, number, language))
        part = f'the letter about "{category.id}"'
        comparison.lines(page, part, read, stated, whole=True)


def _lines(sources: Sources, category: Category, number: int, language: str) -> Iterator[Stated]:
    for each in _all_lines(sources, category, number, language):
        if text := plain(re.sub(r"\[\s+\]", _BLANK, each.text)):
            yield Stated(text, f"{each.fact} (letter)", each.pointer)


def _all_lines(
    sources: Sources, category: Category, number: int, language: str
) -> Iterator[Stated]:
    said, table = sources.said(language), sources.table
    chain = [category.contact, *(stage.contact for stage in category.escalations)]
    name = chain[number]
    contact = table.contacts[name] if name else None
    words = f'the words of the letter about "{category.id}"'
    if contact:
        member = "address" if contact.address else "address_format"
        form = contact.address_format and f"[{contact.address_format}]"
        to = contact.address or form or contact.name[language]
        member = member if getattr(contact, member) else "name"
        yield Stated(f"{said['letter_to']} {to}", of(contact, member), sources.at(contact, member))
        if contact.attention:
            pointer = sources.at(contact, "attention", language)
            yield Stated(contact.attention[language], of(contact, "attention"), pointer)
    else:
        pointer = sources.at(category, "contact")
        yield Stated(f"{said['letter_to']} {said['letter_recipient']}", "the recipient", pointer)
    subject = f"{said['letter_subject']} {category.title[language]}"
    if subject_group(sources.schema_file.data) in category.include:
        subject += f" – {said['letter_file'].format(blank=_BLANK)}"
    yield Stated(subject, "the subject", sources.at(category, "title", language))
    yield Stated(said["letter_greeting"], words)
    for block in category.include:
        yield Stated(
            table.include[block].title[language],
            f'what "{category.id}" must include',
            sources.at(block, "title", language),
        )
        for n, item in enumerate(table.include[block].items):
            yield Stated(
                f"- {item[language]}{said['letter_colon']} {_BLANK}",
                f'what "{category.id}" must include',
                sources.at(block, "items", n, language),
            )
    for line in category.letter[language].splitlines():
        yield Stated(line, words, sources.at(category, "letter", language))
    if number:
        yield from _earlier(sources, category, number, language)
    if reply_languages(sources.schema_file.data):
        yield Stated(said["letter_reply"], "the language of the reply")
    yield Stated(said["letter_closing"], words)
    yield Stated(said["letter_name"], words)


def _earlier(sources: Sources, category: Category, number: int, language: str) -> Iterator[Stated]:
    said = sources.said(language)
    stages = category.escalations
    name = stages[number - 2].contact if number > 1 else category.contact
    fact = f'the earlier message and its outcomes ("{category.id}")'
    if name:
        contact = sources.table.contacts[name].name[language]
        text = said["letter_earlier"].format(blank=_BLANK, contact=contact)
    else:
        text = said["letter_earlier_nobody"].format(blank=_BLANK)
    yield Stated(text, fact, sources.at(category, "contact"))
    outcomes = stages[number - 1].outcomes
    text = " / ".join(said[f"letter_earlier_{outcome}"] for outcome in outcomes)
    text = f"[{text}]" if len(outcomes) > 1 else text
    yield Stated(text, fact, sources.stage(category, number, "outcomes"))
