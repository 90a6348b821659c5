"""The search index of each language."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from enquiry.site.guide import Guide
from enquiry.site.search_index import index_of, text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>One</h1><p>two</p>", "One two"),
        ("<td>a</td><td>b</td>", "a b"),
        ("office<wbr>@example.org", "office@example.org"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>a\n  b</p>", "a b"),
    ],
)
def test_words_stand_apart_and_addresses_whole(html: str, text: str) -> None:
    """What stands in two elements is two words; an address that may break is one."""
    assert text_of(html) == text


def entries(guide: Guide, language: str = "en") -> dict[str, dict[str, Any]]:
    """The entries of an index, by the address of their page."""
    texts = dict.fromkeys(guide.pages, "the words of the page")
    docs = json.loads(index_of(guide, language, texts))["docs"]
    return {entry["location"]: entry for entry in docs}


def test_an_index_has_the_pages_of_its_language(guide: Guide) -> None:
    """Each page of the language is an entry, and no other page."""
    assert "accessibility/" in entries(guide)
    assert not any(address.startswith("fr/") for address in entries(guide))
    assert all(address.startswith("fr/") for address in entries(guide, "fr"))


def test_a_page_may_keep_its_words_out(guide: Guide) -> None:
    """`index: description` leaves a page to its title, description and keywords."""
    found = entries(guide)
    assert found["accessibility/"]["text"] == "the words of the page"
    assert found["enquiry/"]["text"] == ""
    assert found["enquiry/"]["keywords"] == guide.pages["en/enquiry.md"].meta["keywords"]


def test_a_page_without_keywords_is_found_by_its_words(guide: Guide) -> None:
    """Keywords may be left out."""
    page = guide.pages["en/accessibility.md"]
    meta = {key: value for key, value in page.meta.items() if key != "keywords"}
    pages = {**guide.pages, "en/accessibility.md": dataclasses.replace(page, meta=meta)}
    found = entries(dataclasses.replace(guide, pages=pages))
    assert found["accessibility/"]["keywords"] == ""
