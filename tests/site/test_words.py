"""The words of every page: plain, in one language, and set as that language is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from enquiry.text import LANGUAGES
from enquiry.site.guide import load
from tests.site.test_pages import ADDRESSES, soup
from tests.support import ROOT

BLOCKS = "h1, h2, h3, p, li, td, th, dt, dd, caption, legend, label, button"
READ_OUT = ["aria-label", "title", "placeholder", "alt", "data-label"]
READ_OUT += [f"data-{answer}" for answer in ("count", "one", "close", "none", "failed")]
SPACE = "\u00a0\u202f"
NAMES_OF_MONTHS = load(ROOT / "docs/form.yml")["months"]
MONTHS = {language: "|".join(NAMES_OF_MONTHS[language].split()) for language in LANGUAGES}
# Small words that only one of the two languages has: one of them is a word too many.
SMALL = {
    "en": "the and you your with this that these from which who whom when where what how are is "
    "not of by for to an it they we or if write office search",
    "fr": "le la les des du de un une vous votre vos avec cette ces pour par dans sur sous qui que "
    "quand est sont ne pas et ou où ce il elle nous au aux bureau",
}
OTHER = {
    language: re.compile(rf"(?<![\w’'-])(?:{'|'.join(words.split())})(?![\w’'-])", re.IGNORECASE)
    for language, words in (("en", SMALL["fr"]), ("fr", SMALL["en"]))
}
# What is named in its own language: programs, and a way of writing.
NAMES = re.compile(r"GitHub Actions|JSON Schema|Enquiry Guide|pre-commit")


def language_of(page: BeautifulSoup) -> str:
    """The language that the page says it is in."""
    return str(page.html["lang"]) if page.html else ""


def blocks(page: BeautifulSoup) -> Iterator[str]:
    """The texts of a page that people read, without code and without marked foreign parts."""
    language = language_of(page)
    for part in page.select("pre:not(.letter), code, script, .results, a[hreflang]"):
        part.decompose()
    for part in page.select("body [lang]"):
        if part.get("lang") != language:
            part.decompose()
    for letter in page.select("pre.letter"):
        yield from filter(None, letter.get_text().splitlines())
        letter.decompose()
    for block in page.select(BLOCKS):
        if not block.select(BLOCKS) and block.get_text().strip():
            yield re.sub(r"[ \n]+", " ", block.get_text()).strip()


def everything(page: BeautifulSoup) -> Iterator[str]:
    """Every text of a page: what is read, read out, shown in a tab, and carried for the form."""
    yield from (str(each[name]) for name in READ_OUT for each in page.select(f"body [{name}]"))
    yield page.title.text if page.title else ""
    for meta in page.select("meta[name=description], meta[property='og:title']"):
        yield str(meta["content"])
    for data in page.select("#enquiry-data"):
        carried = json.loads(data.string or "")
        # The words of a letter ask for the reply in both languages, on purpose.
        yield from (t for k, t in carried["words"].items() if not k.startswith("letter_reply"))
        yield from texts(carried["schema"], language_of(page))
    yield from blocks(page)


def texts(value: Any, language: str) -> Iterator[str]:
    """The texts in `language` of the {en, fr} pairs in data."""
    if isinstance(value, dict):
        if isinstance(value.get(language), str):
            yield value[language]
        else:
            for part in value.values():
                yield from texts(part, language)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, language)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with its number of words."""
    for part in re.split(r"(?<=[.!?:;])\s+", text):
        if words := re.findall(r"\w(?:[\w’'@.-]*\w)?", part):
            yield len(words), part


@pytest.mark.parametrize("address", ADDRESSES)
def test_sentences_are_short(site: Path, address: str) -> None:
    """A sentence has 20 words or fewer on average, and none has more than 30."""
    found = [each for text in blocks(soup(site, address)) for each in sentences(text)]
    counted = sorted(each for each in found if each[0] > 2)  # the rest are labels
    worst = "\n".join(f"{count} words: {text}" for count, text in reversed(counted[-5:]))
    assert sum(count for count, _ in counted) / len(counted) <= 20, worst
    assert counted[-1][0] <= 30, worst


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_word_is_in_the_pages_language(site: Path, address: str) -> None:
    """No English is left on a French page, and no French on an English one."""
    page = soup(site, address)
    other = OTHER[language_of(page)]
    assert [text for text in everything(page) if other.search(NAMES.sub("", text))] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_search_holds_one_language(site: Path, language: str) -> None:
    """The titles, descriptions and everyday words of an index are in its language."""
    index = json.loads((site / "search" / f"{language}.json").read_text("utf-8"))
    for entry in index["docs"]:
        for key in ("title", "description", "keywords"):
            assert not OTHER[language].search(NAMES.sub("", entry[key])), entry[key]


def faults_of_french(text: str) -> Iterator[str]:
    """What a French typesetter would mark in a text."""
    for pattern, fault in (
        (rf"(?<![{SPACE}?!])[;?!»](?!\w)", "no non-breaking space before ; ? ! »"),
        (rf"[^\W\d](?<![{SPACE}]):(?=\s|$)", "no non-breaking space before a colon"),
        (r" [:;?!»%]|« ", "a space that may break"),
        (rf"«(?![{SPACE}])", "no non-breaking space after «"),
        (r"\d%|(?<!\d )\b\d{1,3} \d{3}\b(?! \d)", "no non-breaking space in a figure"),
        (r"[\"“”]", "no guillemets"),
        (r"\w'\w", "a straight apostrophe"),
        (r"\.\.\.", "three full stops"),
        (rf"\b1[ {SPACE}](?:{MONTHS['fr']})", "not 1er for the first of a month"),
    ):
        if re.search(pattern, text):
            yield f"{fault}: {text}"


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.startswith("fr/")])
def test_french_is_set_as_french_is(site: Path, address: str) -> None:
    """Non-breaking spaces before : ; ? ! » and after «, guillemets, and 1er for the first."""
    found = everything(soup(site, address))
    assert [fault for text in found for fault in faults_of_french(text)] == []


def test_every_message_is_set_as_french_is(site: Path) -> None:
    """The table and the messages of a check are set as the pages are."""
    for path in ("routing.json", "schema/enquiry.schema.json"):
        found = texts(json.loads((site / path).read_text("utf-8")), "fr")
        assert [fault for text in found for fault in faults_of_french(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Pourquoi?",
        "Pourquoi ?",
        "Ceci : cela",
        "Ceci: cela",
        "« ainsi\u00a0»",
        '"ainsi"',
        "1 mai",
        "400 %",
        "4 000 mots",
        "l'office",
    ],
)
def test_a_fault_of_french_is_seen(text: str) -> None:
    """The rules find what they are there for."""
    assert list(faults_of_french(text))


@pytest.mark.parametrize("address", ADDRESSES)
def test_dates_are_in_words_and_hold_together(site: Path, address: str) -> None:
    """Texts say May 1, 2026 and 1er mai 2026, unbroken; digits alone stand in "Date modified"."""
    page = soup(site, address)
    language = language_of(page)
    for modified in page.select(".modified"):
        modified.decompose()
    day = {
        "en": rf"(?:{MONTHS['en']})[ {SPACE}]\d{{1,2}}, \d{{4}}",
        "fr": rf"(?:1er|\d{{1,2}})[ {SPACE}](?:{MONTHS['fr']})[ {SPACE}]\d{{4}}",
    }[language]
    for text in blocks(page):
        assert not re.search(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", text), text
        for written in re.findall(day, text):
            assert " " not in written.replace(", ", ""), text


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_are_whole_lower_case_and_never_called_us(site: Path, address: str) -> None:
    """An email address stands in full, in lower case; no link reads "email us"."""
    page = soup(site, address)
    for link in page.select("a[href^='mailto:']"):
        assert str(link["href"]) == f"mailto:{link.get_text()}" == str(link["href"]).lower()
    assert "email us" not in page.get_text().lower()
    assert "écrivez-nous" not in page.get_text().lower()


def test_every_interface_string_is_used() -> None:
    """No word is kept, translated and reviewed that no page shows."""
    kept = re.findall(r"^(\w+):", (ROOT / "docs/interface.yml").read_text("utf-8"), re.MULTILINE)
    places = [*(ROOT / "src/enquiry/templates").iterdir(), *(ROOT / "overrides").iterdir()]
    written = "\n".join(path.read_text("utf-8") for path in places)
    named = set(re.findall(r"(?:words|texts)\.(\w+)", written))
    begun = tuple(re.findall(r'words\["(\w+_)"', written))
    assert [key for key in kept if key not in named and not key.startswith(begun)] == []
