"""The words of every page: plain, in one language, and set as that language is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.test_pages import ADDRESSES, soup

BLOCKS = "h1, h2, h3, p, li, td, th, dt, dd, caption, legend, label"
# Words that only one of the two languages has.
ENGLISH = re.compile(
    r"\b(the|and|you|your|with|this|that|from|which|office|write|when|search)\b", re.IGNORECASE
)
FRENCH = re.compile(
    r"\b(le|la|les|des|vous|votre|avec|cette|pour|une|bureau|quand)\b", re.IGNORECASE
)


def blocks(site: Path, address: str) -> list[str]:
    """The texts of a page that people read, without code and without marked foreign parts."""
    page = soup(site, address)
    language = str(page.html["lang"]) if page.html else ""
    for part in page.select("pre, code, script, .results, [hreflang]"):
        part.decompose()
    for part in page.select("body [lang]"):
        if part.get("lang") != language:
            part.decompose()
    found = [block for block in page.select(BLOCKS) if not block.select(BLOCKS)]
    return [" ".join(block.get_text().split(" ")) for block in found if block.get_text().strip()]


def attributes(site: Path, address: str) -> list[str]:
    """The texts that are read out or shown from attributes."""
    page = soup(site, address)
    names = ("aria-label", "title", "placeholder", "alt", "data-label", "data-none", "data-failed")
    return [str(e[name]) for name in names for e in page.select(f"body [{name}]")]


def sentences(text: str) -> list[int]:
    """The number of words of each sentence."""
    parts = re.split(r"(?<=[.!?:;])\s+|\n", text)
    return [len(re.findall(r"[\w’'@.-]*\w", part)) for part in parts if re.search(r"\w", part)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_sentences_are_short(site: Path, address: str) -> None:
    """A sentence has 20 words or fewer on average."""
    lengths = [n for text in blocks(site, address) for n in sentences(text) if n > 2]
    assert sum(lengths) / len(lengths) <= 20, sorted(lengths)[-5:]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_word_is_in_the_pages_language(site: Path, address: str) -> None:
    """No English is left on a French page, and no French on an English one."""
    other = ENGLISH if address.startswith("fr/") else FRENCH
    texts = blocks(site, address) + attributes(site, address)
    # One foreign word may be a name; two in one text are a sentence of the other language.
    assert [text for text in texts if len(other.findall(text)) > 1] == []


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.startswith("fr/")])
def test_french_is_set_as_french_is(site: Path, address: str) -> None:
    """Non-breaking spaces before : ; ? ! » and after «, guillemets, and 1er for the first."""
    for text in blocks(site, address):
        assert not re.search(r"(?<![\u00a0\u202f/\dhtps])[;?!»](?!\w)", text), text
        assert not re.search(r"\w:(?!//)(?=\s|$)", text), text
        assert not re.search(r" [:;?!»]|« ", text), text
        assert '"' not in text
        assert not re.search(
            r"\b1 (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre)", text
        )


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_are_whole_lower_case_and_never_called_us(site: Path, address: str) -> None:
    """An email address stands in full, in lower case; no link reads "email us"."""
    page = soup(site, address)
    for link in page.select("a[href^='mailto:']"):
        assert str(link["href"]) == f"mailto:{link.get_text()}" == str(link["href"]).lower()
    assert "email us" not in page.get_text().lower()
    assert "écrivez-nous" not in page.get_text().lower()
