"""Addresses, phone numbers and numbers of days that a site states and its sources do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any
from urllib.parse import unquote

from enquiry.readback import html
from enquiry.readback.comparison import Comparison
from enquiry.readback.pages import Page
from enquiry.readback.sources import Sources
from enquiry.routing.table import Category, Contact
from enquiry.site.facts import facts_in, normal, periods_in

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\d+")
_PIECE = 4000
_OVERLAP = 200
_READ_OUT = ("aria-label", "title", "placeholder", "alt", "content", "value")


@dataclass(frozen=True)
class StrayFacts:
    """What a site may state, and where it states something else."""

    comparison: Comparison

    @property
    def _sources(self) -> Sources:
        return self.comparison.sources

    @cached_property
    def _periods(self) -> re.Pattern[str]:
        return periods_in(self._sources.words.pages)

    @cached_property
    def _sentences(self) -> Mapping[str, list[re.Pattern[str]]]:
        """By language, the guide's own words around a number of days."""
        found: dict[str, list[re.Pattern[str]]] = {}
        for code in self._sources.languages:
            words = self._sources.words.texts(code)
            found[code] = [_around(text) for text in words if "{days}" in text]
        return found

    @cached_property
    def _days(self) -> set[int]:
        table = self._sources.table
        return {each.after_days for row in table.categories.values() for each in row.escalations}

    @cached_property
    def _in_free_text(self) -> str:
        """All texts of schema, words, table and settings: what they state may be said."""
        said = chain.from_iterable(map(self._sources.words.texts, self._sources.languages))
        files = (self._sources.schema_file.text, self._sources.table_file.text)
        return "\n".join([*files, self._sources.settings, *said])

    @cached_property
    def _written(self) -> Mapping[tuple[str, str], str]:
        return {
            (page.language, self._sources.address(page.language, page.path)): page.markdown
            for page in self._sources.written
        }

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, Category]]:
        """By language, each category by its title."""
        rows = self._sources.table.categories.values()
        return {
            code: {html.plain(row.title[code]): row for row in rows}
            for code in self._sources.languages
        }

    @cached_property
    def _categories(self) -> Mapping[str, Mapping[str, Category]]:
        """By language, each category by the address of its page."""
        rows = self._sources.table.categories.items()
        return {
            code: {self._sources.address(code, f"categories/{name}.md"): row for name, row in rows}
            for code in self._sources.languages
        }

    def compare(self, page: Page, category: str | None) -> None:
        """Compare what a page states; on that of a category, only its own contacts may stand."""
        table = self._sources.table
        contacts: Iterable[Contact] = table.contacts.values()
        days = self._days
        if category:
            names = list(table.categories[category].chain)
            contacts = [table.contacts[name] for name in names]
            days = {each.after_days for each in table.categories[category].escalations}
        own = self._written.get((page.language, page.address), "")
        lines = [
            line.text for line in html.lines(html.tokens(page.root, hidden=True), letters=True)
        ]
        for element in page.root.iter():
            if isinstance(element.tag, str):
                lines += [value for name in _READ_OUT if (value := element.get(name))]
                href = str(element.get("href") or "")
                if href.lower().startswith(("mailto:", "tel:", "sms:")):
                    lines.append(unquote(href.split("?")[0]))
        self.texts(page.file, page.language, lines, own, contacts=contacts, days=days)
        self._beside_links(page)
        self._links(page, own)

    def _links(self, page: Page, own: str) -> None:
        """A link that says an address writes to it; one that says a category's title leads there.

        But for links of the page's `own` Markdown.
        """
        sources, language = self._sources, page.language
        titles = self._titles[language]
        for link in html.links(page.read):
            if _ADDRESS.fullmatch(link.text):
                if unquote(link.href.partition("?")[0]) != f"mailto:{link.text}":
                    fact = f'where the link "{link.text}" leads'
                    self.comparison.differs(page.file, fact, link.href, None, None)
            elif (row := titles.get(link.text)) and f"[{link.text}](" not in own:
                to = sources.address(language, f"categories/{row.id}.md")
                said = page.resolve(link.href)
                fact, pointer = f'where the link "{link.text}" leads', sources.at(row, "id")
                self.comparison.same(page.file, fact, said, to, pointer)

    def texts(
        self,
        file: str,
        language: str,
        texts: Iterable[str],
        own: str,
        *,
        contacts: Iterable[Contact] | None = None,
        days: set[int] | None = None,
    ) -> None:
        """Compare what texts state with contacts and numbers of days; `own` is their source."""
        table = self._sources.table
        rows = list(table.contacts.values() if contacts is None else contacts)
        known = {value for row in rows for value in (row.address, row.address_format) if value}
        known |= set(_ADDRESS.findall(table.publisher.report_problem))
        # A publisher's own, which stands in the frame of every page
        known |= set(_ADDRESS.findall(self._sources.settings))
        phones = {normal(row.phone) for row in rows if row.phone}
        waits = self._days if days is None else days
        for text in dict.fromkeys(chain.from_iterable(map(pieces_of, texts))):
            for address in _ADDRESS.findall(text) if "@" in text else ():
                if address not in known and not self._is_free(address, own):
                    self.comparison.differs(file, "an email address", address, None, None)
            for fact in facts_in(text, self._periods):
                if fact.kind == "period":
                    self._period(file, fact.words, own, waits)
                elif fact.kind == "phone" and not (
                    _begins_with(phones, fact.words) or self._is_free(fact.words, own)
                ):
                    self.comparison.differs(file, "a phone number", fact.words, None, None)
            self._sentence(file, language, text, waits)

    def _sentence(self, file: str, language: str, text: str, days: set[int]) -> None:
        for pattern in self._sentences[language]:
            for found in pattern.finditer(text):
                if _number(found["days"]) not in days:
                    self.comparison.differs(file, "a number of days", found[0], None, None)

    def _period(self, file: str, words: str, own: str, days: set[int]) -> None:
        number = _NUMBER.search(words)
        if number and _number(number[0]) in days:
            return
        if html.plain(words).lower() not in html.plain(f"{own}\n{self._in_free_text}").lower():
            self.comparison.differs(file, "a number of days", words, None, None)

    def _is_free(self, words: str, own: str) -> bool:
        """Whether a text of the guide states an address or number that no contact has."""
        of_contacts = {
            v for c in self._sources.table.contacts.values() for v in (c.address, c.phone) if v
        }
        return words not in of_contacts and words in f"{own}\n{self._in_free_text}"

    def _beside_links(self, page: Page) -> None:
        """Where a line of a list links to one category, the days in it are that category's."""
        sources = self._sources
        ids = self._categories[page.language]
        for kind, what in page.read:
            if kind != "start" or what.tag not in ("li", "p", "dd"):
                continue
            links = html.links(html.tokens(what))
            to = {address for link in links if (address := page.resolve(link.href)) in ids}
            if len(to) != 1 or any(
                each.tag in ("li", "p") for each in what.iter() if each is not what
            ):
                continue
            category = ids[str(next(iter(to)))]
            days = {each.after_days for each in category.escalations}
            for fact in facts_in(html.text_of(what), self._periods):
                number = _NUMBER.search(fact.words) if fact.kind == "period" else None
                if number and _number(number[0]) in self._days - days:
                    stated = ", ".join(map(str, sorted(days))) or "none"
                    pointer = sources.at(category, "escalation")
                    name = f'the wait in days of "{category.id}"'
                    self.comparison.differs(page.file, name, fact.words, stated, pointer)


def _begins_with(phones: set[str], words: str) -> bool:
    """Whether words are one of these phone numbers, or one with a further number behind a space.

    In the index of the search, the next line of a page may begin with a number.
    """
    ends = [*(space.start() for space in re.finditer(r"\s", words)), len(words)]
    return any(normal(words[:end]) in phones for end in ends)


def _number(digits: str) -> int:
    """A number of days, in the digits of any script; -1 for one that nobody waits for."""
    return int(digits) if len(digits) < 10 else -1


def pieces_of(text: str) -> Iterator[str]:
    """A text in pieces that overlap, so that the longest one is read in time.

    Each is cut between sentences, or else words: half of “10 days” is another fact.
    """
    for start in range(0, max(len(text) - _OVERLAP, 1), _PIECE):
        yield text[_cut(text, start) : _cut(text, start + _PIECE + _OVERLAP)]


def _cut(text: str, at: int) -> int:
    """The last place before `at`, not far from it, where a text is cut best."""
    if at in (0, len(text)) or at > len(text):
        return at
    near = text[max(0, at - _OVERLAP) : at]
    ends = [*re.finditer(r"[.?!]\s", near)] or [*re.finditer(r"\s", near)]
    return at - len(near) + ends[-1].end() if ends else at


def _around(words: str) -> re.Pattern[str]:
    """The words directly around a number of days, in which it can be read."""
    before, _, after = words.partition("{days}")
    left = re.split(r"[.?!{}]", before)[-1][-20:]
    right = re.split(r"[.?!{}]", after)[0][:20]
    return re.compile(f"{_spaced(left)}(?P<days>\\d+){_spaced(right)}")


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, re.split(r"\s+", words)))


def strings_in(value: Any) -> Iterator[str]:
    """All texts in JSON data."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
        elif isinstance(here, Mapping):
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here
