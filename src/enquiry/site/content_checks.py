"""What hand-written pages may not do: state a fact of the table themselves, or link to nowhere."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

from enquiry.authoring.findings import Finding, did_you_mean, known_here, nearest
from enquiry.site.facts import NAMES, Fact, facts_in, normal, way_round
from enquiry.validation.result import Problem

PLACEHOLDER = re.compile(r"\{[{%].*?[%}]\}")
# [words](target) or [name]: target
_LINK = re.compile(
    r"(?:\]\(|^ {0,3}\[(?!\^)[^\]]+\]:\s+)(?:<(?P<long>[^<>\n]+)>|(?P<target>[^)\s{}]+))"
)
_TARGET = re.compile(r'\b(?:href|src)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20]")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_JSON = re.compile(r"^(```+|~~~+) *\{? ?\.?json\b.*\n((?:.*\n)*?)\1", re.MULTILINE)


def fact_findings(
    markdown: str,
    file: str,
    compared: Collection[str],
    periods: re.Pattern[str],
    fields: Mapping[str, tuple[str, str]],
) -> Iterator[Finding]:
    """Every address, phone number, number of days and date of comparison that a page states itself.

    `compared` is that date in each way in which a page of this language may write it, `periods`
    what a number of days looks like, `fields` which contact has which address and number.
    """
    for number, line in enumerate(markdown.splitlines(), 1):
        # Blanked, not removed, so that columns stay those of the file.
        words = PLACEHOLDER.sub(lambda found: " " * len(found[0]), line)
        for fact in facts_in(words, periods):
            yield Finding(
                file,
                number,
                fact.start + 1,
                f'The page states {NAMES[fact.kind]}"{fact.words}" in its own words.',
                f"Take it from the table: {_instead(fact, fields)}."
                + (f" {way_round(fact)}" if fact.kind == "period" else ""),
            )
        for written in compared:
            # Each kind of space has the same length, so that columns stay those of the file.
            if (column := _plain(words).find(_plain(written))) >= 0:
                yield Finding(
                    file,
                    number,
                    column + 1,
                    f"The page states the date of comparison, {_plain(written)}, in its own words.",
                    "Take it from the table: {{ table.source.compared | in_words }}.",
                )


def _instead(fact: Fact, fields: Mapping[str, tuple[str, str]]) -> str:
    """The placeholder that gives a fact."""
    if fact.kind == "period":
        return '{{ table.categories["…"].escalation.after_days }}'
    contact, field = fields.get(normal(fact.words), ("the-contact", fact.kind))
    if field == "address":
        return f'{{{{ email("{contact}") }}}}'
    return f'{{{{ table.contacts["{contact}"].{field} }}}}'


def _plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def example_findings(
    source: str,
    filled_in: str,
    file: str,
    faults: Callable[[Any], Sequence[Problem]],
    language: str,
) -> Iterator[Finding]:
    """Every example of a whole enquiry that is not one.

    `filled_in` is the Markdown `source` with its placeholders filled in.
    """
    lines = [line for line, _ in _examples(source)]
    examples = list(_examples(filled_in))
    for number, (line, text) in enumerate(examples):
        try:
            document = json.loads(unescape(text))
        except ValueError:  # part of one, perhaps
            continue
        if isinstance(document, dict) and "schemaVersion" in document:
            said = [
                f"{fault.pointer or '/'}: {fault.message.as_dict().get(language, fault.keyword)}"
                for fault in faults(document)
            ]
            if said:
                at = lines[number] if len(lines) == len(examples) else line
                problem = f"This example is no valid enquiry: {' '.join(said)}"
                expected = "Fix it; one that is meant to be wrong stands in ```text."
                yield Finding(file, at, 1, problem, expected)


def _examples(markdown: str) -> Iterator[tuple[int, str]]:
    """The code in each fence for JSON, with the line of the fence."""
    for found in _JSON.finditer(markdown):
        yield markdown.count("\n", 0, found.start()) + 1, found[2]


class LinkChecker:
    """Whether each link of the pages of one language leads to a page and a heading that exist.

    `pages` gives the Markdown of each page by its path, its placeholders filled in, or None where
    it cannot be read or is no page but another file; `to_html` turns it into HTML as the site does,
    so that the ids of headings are those of the site. `moved` has the path of pages by old ones.
    """

    def __init__(
        self,
        pages: Mapping[str, str | None],
        to_html: Callable[[str], str],
        moved: Mapping[str, str] | None = None,
    ) -> None:
        self._pages = pages
        self._moved = moved or {}
        self._to_html = to_html
        self._ids: dict[str, list[str]] = {}

    def findings(
        self, source: str, path: str, file: str, html: str | None = None
    ) -> Iterator[Finding]:
        """Every link of the Markdown `source` of the page at `path` that leads nowhere.

        What looks like a link and is none in the `html` that Markdown made of it, such as one in
        code, is let through.
        """
        made = None if html is None else {unescape(each) for each in _TARGET.findall(html)}
        for line, column, target in _links(source):
            if made is not None and unescape(target) not in made:
                continue
            to, _, anchor = map(unquote, target.partition("#"))
            to = to.partition("?")[0]
            page = posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else path
            if page not in self._pages:
                yield Finding(
                    file,
                    line,
                    column,
                    f'The link "{target}" leads to no page.',
                    self._instead_of(to, page, path),
                )
                continue
            markdown = self._pages[page]
            if anchor and markdown is not None and anchor not in self._ids_of(page, markdown):
                yield Finding(
                    file,
                    line,
                    column,
                    f'The link "{target}" leads to no heading of {page}.',
                    did_you_mean(anchor, self._ids_of(page, markdown)),
                )

    def _instead_of(self, to: str, page: str, path: str) -> str:
        if page in self._moved:
            return f'It is "{_relative([self._moved[page]], path)[0]}" now.'
        return _instead_of(to, _relative(self._pages, path))

    def _ids_of(self, page: str, markdown: str) -> list[str]:
        if page not in self._ids:
            self._ids[page] = re.findall(r'\bid="([^"]+)"', self._to_html(markdown))
        return self._ids[page]


def _instead_of(target: str, known: Sequence[str]) -> str:
    """What to link to instead of a target: what has a name that is near, in whichever folder."""
    by_name = {_name(each): each for each in reversed(known)}
    if near := nearest(_name(target), by_name):
        return f'Did you mean "{by_name[near]}"?'
    if posixpath.splitext(target)[1] not in ("", ".md"):
        return "Put that file into docs, for example into docs/assets."
    return known_here([each for each in known if each.endswith(".md")])


def _name(path: str) -> str:
    """What a page is called: its file, or the folder of which it is the first page."""
    folder, name = posixpath.split(path.removesuffix("/").removesuffix(".md"))
    return posixpath.basename(folder) or name if name == "index" else name


def as_address(text: str) -> str:
    """A text as a browser reads an address: without entities, spaces and capitals."""
    return _BLANKS.sub("", unescape(text)).lower()


def _links(source: str) -> Iterator[tuple[int, int, str]]:
    in_code = False
    for line, words in enumerate(source.splitlines(), 1):
        if _FENCE.match(words):
            in_code = not in_code
        for found in () if in_code else _LINK.finditer(words):
            group = "long" if found["long"] else "target"
            if not _ELSEWHERE.match(as_address(found[group])):
                yield line, found.start(group) + 1, found[group]


def _relative(pages: Iterable[str], path: str) -> list[str]:
    return [posixpath.relpath(page, posixpath.dirname(path) or ".") for page in pages]
