"""The facts that no free text may state: email addresses, phone numbers, numbers of days.

They stand in fields of the table, so that one change there changes them everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from enquiry.authoring.findings import Finding
from enquiry.authoring.texts import texts_in
from enquiry.authoring.yaml_file import YamlFile
from enquiry.guide_files import WORDS
from enquiry.text import Text

Kind = Literal["address", "phone", "period"]

NONE = "-"
"""What stands for the words of a kind in a language that has none."""

NAMES: Mapping[Kind, str] = {
    "address": "the address ",
    "phone": "the phone number ",
    "period": "",
}
_ADDRESS = re.compile(r"[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
# The end of a file's name, such as logo@2x.png, or of a version
_NO_DOMAIN = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp|\d[^.]*)$")
_PATH = re.compile(r":[\w/~]")
_SPACE = "[\\s\u00a0\u202f-]+"
# Scripts that put no space between words: of South-East Asia, kana, Chinese characters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
# In these, and in Hangul, a number may be followed by its unit at once.
_GAP = rf"(?:{_SPACE}|(?=[{_UNSPACED}\uac00-\ud7af]))"
# Not \b: a word may end with a mark, such as a vowel of Tamil, which is no part of one to it.
_START, _END = rf"(?<![^\W{_UNSPACED}])", rf"(?![^\W{_UNSPACED}])"
_BETWEEN = "[ \u00a0\u202f.()\u2010-\u2015-]{1,3}"
_PHONE = re.compile(
    rf"(?<![\w/.=@#%+-])(?:\+?\(?\d+(?:{_BETWEEN}\d+)+|\+\d{{7,15}}|(?<=tel:)\d{{3,15}})(?![\w%@])"
)
_DATE = re.compile(r"\d{4}([-./ ])\d{1,2}\1\d{1,2}|\d{1,2}([-./ ])\d{1,2}\2\d{4}")
_NOTHING = "(?!)"
_YEARS = re.compile(r"(?:19|20)\d\d\D+(?:19|20)\d\d")
_MACHINE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_LARGE_NUMBER = re.compile("\\d{1,2}(?:[ .\u00a0\u202f]\\d{3}){2}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a text states, and at which character."""

    kind: Kind
    start: int
    words: str


def periods_in(words: Mapping[str, Text]) -> re.Pattern[str]:
    """What a number of days, weeks or months looks like in each language of these words."""

    def any_of(key: str) -> str:
        words_of_kind = (said.replace("=", " ").split() for _, said in words[key].parts)
        found = {word for each in words_of_kind for word in each if word != NONE}
        # The longest first: an ending may begin with a mark, which ends a word too.
        known = sorted(found, key=lambda word: (-len(word), word))
        return "|".join(re.escape(word).replace("_", _SPACE) for word in known) or _NOTHING

    one, joint, kind, unit, whole, idiom = (
        any_of(f"fact_{part}")
        for part in ("numbers", "joints", "kinds", "units", "wholes", "idioms")
    )
    # “forty-five”, « quarante et un », the digits of any script, and “thirty (30)”.
    number = rf"(?:\d+|{one})(?:{_SPACE}(?:(?:{joint})[\s-]*)?(?:\d+|{one})){{0,6}}"
    number = rf"{number}(?:(?:{_SPACE})?\({number}\))?"
    return re.compile(
        rf"{_START}(?!(?:{idiom}){_END})"
        rf"(?:{number}{_GAP}(?:(?:{kind}){_GAP})?(?:{unit})|{whole}){_END}",
        re.IGNORECASE,
    )


def facts_in(text: str, periods: re.Pattern[str]) -> Iterator[Fact]:
    """The facts that `text` states, each kind in the order of the text.

    Addresses at the reserved domain example.org stand for nobody and are allowed in examples.
    """
    if "@" in text:
        for found in _ADDRESS.finditer(text):
            if _is_address(found, text):
                yield Fact("address", found.start(), found[0])
    for found in periods.finditer(text):
        yield Fact("period", found.start(), found[0])
    # Blanked, not removed, so that each character keeps its place.
    for found in _PHONE.finditer(_DATE.sub(lambda date: "_" * len(date[0]), text)):
        if _is_phone(found[0]):
            yield Fact("phone", found.start(), found[0])


def _is_address(found: re.Match[str], text: str) -> bool:
    """Whether what looks like an address is one that somebody could write to by email."""
    domain = found["domain"].lower()
    if f".{domain}".endswith(".example.org") or _NO_DOMAIN.search(domain):
        return False
    # One of git, such as git@host:path, and who signs in to a server, such as ssh://git@host
    return not (_PATH.match(text, found.end()) or text.endswith("//", 0, found.start()))


def _is_phone(written: str) -> bool:
    groups = re.findall(r"\d+", written)
    digits = sum(map(len, groups))
    if len(groups) == 1:
        return True
    pairs = max(map(len, groups)) < 3
    number = any(kind.fullmatch(written) for kind in (_LARGE_NUMBER, _YEARS, _MACHINE))
    return 7 <= digits <= 15 and not number and not (pairs and len(groups) < 5)


def fields_of_contacts(contacts: Sequence[Mapping[str, Any]]) -> Mapping[str, tuple[str, str]]:
    """The contact and the field in which each address and each phone number stands, by the fact."""
    return {
        normal(contact[field]): (contact["id"], field)
        for contact in contacts
        for field in ("phone", "address")
        if isinstance(contact.get(field), str)
    }


def normal(fact: str) -> str:
    """An address or a phone number as the same one is written elsewhere."""
    return fact.lower() if "@" in fact else re.sub(r"\D", "", fact)


def stated_findings(
    source: YamlFile,
    texts: Iterable[tuple[str, str]],
    fields: Mapping[str, tuple[str, str]],
    periods: re.Pattern[str],
) -> Iterator[Finding]:
    """The facts that texts of a file state, each text with its pointer."""
    for pointer, text in texts:
        for fact in facts_in(text, periods):
            problem = f'This text states {NAMES[fact.kind]}"{fact.words}" in its own words.'
            yield source.finding(pointer, problem, _instead(fact, fields))


def _instead(fact: Fact, fields: Mapping[str, tuple[str, str]]) -> str:
    if fact.kind == "period":
        return f'Leave it out: the wait stands in "after_days". {way_round(fact)}'
    if known := fields.get(normal(fact.words)):
        return f'Leave it out: the contact "{known[0]}" has it as its "{known[1]}".'
    return "Put it into a field of a contact, and leave it out here."


def way_round(fact: Fact) -> str:
    """What to do about a period that is no wait, such as how often a market is held."""
    name = re.sub(_SPACE, "_", fact.words.lower())
    return f'If it is no wait, add {name} to "fact_idioms" in {WORDS}.'


def table_fact_findings(table: YamlFile, periods: re.Pattern[str]) -> Iterator[Finding]:
    """The facts that texts of the routing table state instead of a field of it."""
    spoken = tuple(table.data["publisher"]["name"])
    fields = fields_of_contacts(table.data["contacts"])
    yield from stated_findings(table, texts_in(table.data, spoken), fields, periods)
