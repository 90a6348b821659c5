"""Which facts of a routing table a page states: addresses, phone numbers, numbers of days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from unicode_rbnf import RbnfEngine

from enquiry.authoring.findings import Finding
from enquiry.authoring.yaml_file import YamlFile
from enquiry.freshness.page import Page
from enquiry.freshness.wording import folded
from enquiry.site.facts import periods_in
from enquiry.text import Text

_MOST_NAMED = 6
_LONGEST_NUMBER = 9  # in digits: no table waits longer


@dataclass(frozen=True)
class Reading:
    """What a page states. `words` are those of its language, none where nobody knows any.

    `address` is the page's own, from which relative links start.
    """

    page: Page
    language: str
    words: Mapping[str, str]
    address: str

    @cached_property
    def text(self) -> str:
        """The page's words as one text, without capitals and accents."""
        return folded("\n".join(self.page.lines))

    @cached_property
    def targets(self) -> frozenset[str]:
        """The addresses to which its links lead."""
        return frozenset(map(_target, (_joined(self.address, link) for link in self.page.links)))

    @cached_property
    def periods(self) -> Mapping[str, int | str]:
        """Each number of days in the page's words, with the number or its words."""
        if not self.words:
            return {}
        words = {key: Text.of({"": folded(said)}) for key, said in self.words.items()}
        days = {*words["source_days"][""].split()}
        found = {}
        for period in periods_in(words).finditer(self.text):
            *number, unit = re.split(r"[\s()-]+", period[0])
            if unit in days:
                found[period[0]] = self._number(number)
        return found

    def states_address(self, address: str) -> bool:
        """Whether an email address stands in the text, or behind a link."""
        wanted = folded(address)
        part = rf"(?<![\w.+-]){re.escape(wanted)}(?![\w+-]|\.\w)"
        mailto = f"mailto:{wanted}"
        return bool(re.search(part, self.text)) or any(
            folded(unquote(link)).partition("?")[0] == mailto for link in self.page.links
        )

    def states_phone(self, phone: str) -> bool:
        """Whether a phone number stands in the text, however its digits are grouped."""
        digits = re.sub("[^0-9]", "", phone)
        grouped = "[ .()/-]{0,3}".join(digits)
        part = rf"(?<![0-9]){grouped}(?![0-9])"
        return any(re.search(part, text) for text in (self.text, *map(unquote, self.page.links)))

    def states_link(self, address: str) -> bool:
        """Whether a link leads to an address of the web, or the address is written out."""
        wanted = _target(address)
        written = rf"{re.escape(folded(wanted))}/?(?![\w/?&=-])"
        return wanted in self.targets or bool(re.search(written, self.text))

    def states_words(self, words: str) -> bool:
        """Whether the text has these words in this order, whatever stands between them."""
        wanted = r"\W+".join(map(re.escape, re.findall(r"\w+", folded(words))))
        return bool(re.search(rf"(?<!\w){wanted}(?!\w)", self.text))

    def states_days(self, days: int) -> bool:
        """Whether the page has that number of days, in digits or in words; in a language of which
        nothing is known, that number at all."""
        if not self.words:
            return bool(re.search(rf"(?<![0-9.,]){days}(?![0-9])", self.text))
        return not {days, *self._spelled(days)}.isdisjoint(self.periods.values())

    def _spelled(self, number: int) -> Iterator[str]:
        """A number in words, in each gender that the language has."""
        try:
            engine = RbnfEngine.for_language(self.language.partition("-")[0])
        except ValueError:
            return
        for said in engine.format_number(number).text_by_ruleset.values():
            yield self._bare(folded(said).replace("-", " ").split())

    def _number(self, words: Sequence[str]) -> int | str:
        """A number from its digits or its words. What kind of days it counts does not matter."""
        digits = [word for word in words if word.isdecimal() and len(word) <= _LONGEST_NUMBER]
        kinds = folded(self.words["fact_kinds"]).split()
        return int(digits[-1]) if digits else self._bare(w for w in words if w not in kinds)

    def _bare(self, words: Iterable[str]) -> str:
        """A number's words in the one way in which they are compared: without what joins them."""
        numbers = self._spellings
        joints = folded(self.words["fact_joints"]).split()
        bare = []
        for word in words:
            # A joint may be written in one with what follows it.
            joint = next((each for each in joints if word.removeprefix(each) in numbers), "")
            alone = word if word in numbers else word.removeprefix(joint)
            bare.append(numbers.get(alone, alone))
        return " ".join(word for word in bare if word not in joints)

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        """The word for a number by each of its spellings: the first one."""
        spelled = [each.split("=") for each in folded(self.words["fact_numbers"]).split()]
        return {word: words[0] for words in spelled for word in words}


def missing_facts(table: YamlFile, reading: Reading) -> Iterator[Finding]:
    """Each fact of the table that the page does not state, in its place in the table."""
    for i, contact in enumerate(table.data["contacts"]):
        for field, states in (
            ("address", reading.states_address),
            ("address_format", reading.states_address),
            ("phone", reading.states_phone),
            ("web_form", reading.states_link),
            ("counter", reading.states_words),
        ):
            fact = contact.get(field)
            if fact and not states(fact):
                problem = f'The page does not state "{fact}".'
                expected = "Compare them, and correct the table or the address of the page."
                yield table.finding(f"/contacts/{i}/{field}", problem, expected)
    for pointer, days in _waits(table.data["categories"]):
        if not reading.states_days(days):
            stated = [f'"{words}"' for words in reading.periods]
            more = ", …" if len(stated) > _MOST_NAMED else ""
            says = ", ".join(stated[:_MOST_NAMED]) + more
            expected = f"It has {says}." if says else "It has no number of days."
            problem = f"The page does not state {days} days."
            yield table.finding(pointer, problem, expected)


def _waits(categories: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    for i, category in enumerate(categories):
        pointer, following = f"/categories/{i}/escalation", category.get("escalation")
        while following:
            yield f"{pointer}/after_days", following["after_days"]
            pointer, following = f"{pointer}/escalation", following.get("escalation")


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:  # a link that no browser would follow
        return ""


def _target(address: str) -> str:
    """An address without what makes no other page of it: scheme, last slash, place in the page."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"
