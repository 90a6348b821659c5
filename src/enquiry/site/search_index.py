"""The search index: one for each language, so that no result comes in the other one."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from enquiry.site.guide import Guide
from enquiry.site.html import address

# The library that searches in the browser, and what it needs for French; MkDocs ships them.
LIBRARY = (
    "templates/search/lunr.js",
    "lunr-language/lunr.stemmer.support.js",
    "lunr-language/lunr.fr.js",
)


def text_of(html: str) -> str:
    """The words of a page's HTML. What stands in two elements is two words."""
    apart = html.replace("<wbr>", "").replace("<", " <")
    return Markup(apart).striptags()  # noqa: S704 - to take the markup away


def index_of(guide: Guide, language: str, texts: Mapping[str, str]) -> str:
    """The index of `language` from the words of its pages, with one entry for each page.

    `keywords` in a page's front matter are words that people search for and the page does not use.
    `index: description` in a page's front matter keeps the rest of the page out, as for the form,
    whose words are controls and data.
    """
    entries = [
        {
            "location": address(page.language, page.path),
            "title": page.meta["title"],
            "description": page.meta["description"],
            "keywords": page.meta.get("keywords", ""),
            "text": "" if page.meta.get("index") == "description" else texts[uri],
        }
        for uri, page in guide.pages.items()
        if page.language == language
    ]
    return json.dumps({"docs": entries}, ensure_ascii=False, separators=(",", ":"))
