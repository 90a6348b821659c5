"""The words of every page: plain, in one language, and set as that language is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from enquiry.guide_files import SCHEMA
from enquiry.site.localization import locale_of
from tests.built_page import ADDRESS, BuiltPage, searched, texts_of
from tests.support import guide_languages

# Small words that no other one of these languages has: one of them is a word too many.
SMALL = {
    "en": "the and you your with this that these from which who whom when where what how are is "
    "not of by for to an it they we or if",
    "fr": "le la les des du de un une vous votre vos avec cette ces pour par dans sur sous qui que "
    "quand est sont ne pas et ou où ce il elle nous au aux",
    "es": "el los las una y del que con para por su sus este esta estos cuando quien es son si se "
    "nos al o usted está",
    "ar": "من في على إلى عن هذا هذه التي الذي أو لا إذا ما هل كل مع أن",
}
ELSEWHERE = re.compile(r"https?://\S+")
SPACE = "\u00a0\u202f"
AVERAGE = 20
needs_french = pytest.mark.skipif("fr" not in guide_languages(), reason="no page is in French")


def in_other_language(text: str, language: str, among: Sequence[str] = guide_languages()) -> bool:
    """Whether a text holds a word of another one `among` languages. Addresses have no language."""
    own = {*SMALL.get(language, "").split()}
    others = {word for name in among for word in SMALL.get(name, "").split()} - own
    found = re.findall(r"(?<![\w’'-])\w+(?![\w’'-])", ELSEWHERE.sub("", ADDRESS.sub("", text)))
    return not others.isdisjoint(word.lower() for word in found)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a text with its number of words. What has two words is a label."""
    for part in re.split(r"(?<=[.!?:;])\s+", text):
        if len(words := re.findall(r"\w(?:[\w’'@.-]*\w)?", part)) > 2:
            yield len(words), part


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
    ):
        if re.search(pattern, text):
            yield f"{fault}: {text}"


def test_sentences_are_short(pages: Sequence[BuiltPage]) -> None:
    """The sentences of a page have 20 words or fewer on average."""
    for page in pages:
        counted = sorted(each for text in page.blocks for each in sentences(text))
        longest = "\n".join(f"{count} words: {text}" for count, text in counted[:-6:-1])
        total = sum(count for count, _ in counted)
        assert total <= AVERAGE * len(counted), f"{page.address}\n{longest}"


def test_every_word_is_in_the_pages_language(pages: Sequence[BuiltPage]) -> None:
    """No word of one language is left on a page in the other."""
    found = [
        f"{page.address}: {text}"
        for page in pages
        for text in page.texts
        if in_other_language(text, page.language)
    ]
    assert found == []


@pytest.mark.parametrize("language", guide_languages())
def test_the_search_holds_one_language(site: Path, language: str) -> None:
    """The titles, descriptions and everyday words of an index are in its language."""
    entries = searched(site, language).values()
    texts = [entry[key] for entry in entries for key in ("title", "description", "keywords")]
    assert [text for text in texts if in_other_language(text, language)] == []


@needs_french
def test_french_is_set_as_french_is(pages: Sequence[BuiltPage]) -> None:
    """Non-breaking spaces before : ; ? ! » and after «, guillemets and curved apostrophes."""
    texts = [text for page in pages if page.language == "fr" for text in page.texts]
    assert texts
    assert [fault for text in texts for fault in faults_of_french(text)] == []


@needs_french
def test_the_published_french_is_set_as_french_is(site: Path) -> None:
    """The table and the messages of a check are set as the pages are."""
    for path in ("routing.json", SCHEMA):
        texts = list(texts_of(json.loads((site / path).read_text("utf-8")), "fr"))
        assert texts
        assert [fault for text in texts for fault in faults_of_french(text)] == []


def test_dates_are_in_words_and_hold_together(pages: Sequence[BuiltPage]) -> None:
    """A text writes a date in words that no line break parts; digits are for the last change."""
    months = {
        language: "|".join(locale_of(language).months["format"]["wide"].values())
        for language in guide_languages()
    }
    gap = rf"[ {SPACE}](?:de[ {SPACE}])?"
    days = {
        language: rf"(?:{names}){gap}\d{{1,2}}, \d{{4}}"
        rf"|\d{{1,2}}(?:er)?{gap}(?:{names}){gap}\d{{4}}"
        for language, names in months.items()
    }
    for page in pages:
        modified = page.soup.select(".modified")[0].get_text().strip()
        for text in page.blocks:
            if text != modified:
                assert not re.search(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", text), text
            for written in re.findall(days[page.language], text):
                assert " " not in written.replace(", ", ""), text
        if page.language == "fr":
            first = re.compile(rf"\b1[ {SPACE}](?:{months['fr']})")
            assert [text for text in page.texts if first.search(text)] == []


def test_no_link_asks_to_email_us(pages: Sequence[BuiltPage]) -> None:
    """A page speaks of whom to write to, and never calls them us."""
    for page in pages:
        said = page.soup.get_text().lower()
        assert "email us" not in said
        assert "écrivez-nous" not in said


@pytest.mark.parametrize(
    "text",
    [
        "Pourquoi?",
        "Pourquoi ?",
        "Ceci : cela",
        "Ceci: cela",
        "« ainsi\u00a0»",
        '"ainsi"',
        "400 %",
        "4 000 mots",
        "l'abri",
        "Et puis...",
    ],
)
def test_a_fault_of_french_is_noticed(text: str) -> None:
    """The rules find what they are there for."""
    assert list(faults_of_french(text))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Écrivez à the manager.", "fr", True),
        ("Write to le bureau.", "en", True),
        ("Écrivez à is.it@who.example.", "fr", False),
        ("Lisez https://example.org/what/is/it d’abord.", "fr", False),
    ],
)
def test_a_word_of_another_language_is_noticed(text: str, language: str, expected: bool) -> None:
    """A word of the other language is found; an address is no word."""
    assert in_other_language(text, language, ["en", "fr"]) == expected
