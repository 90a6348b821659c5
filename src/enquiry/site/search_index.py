"""The search index: one for each language, so that no result comes in the other one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import mkdocs.contrib.search
from markupsafe import Markup

from enquiry.site.guide import Guide
from enquiry.site.html import address

LUNR = Path(mkdocs.contrib.search.__file__).parent
"""The library that searches in the browser, with its stemmers; MkDocs ships it."""
_LIBRARY = "templates/search/lunr.js"
_SUPPORT = "lunr-language/lunr.stemmer.support.js"
_BUILT_IN = re.compile(r"languages\[i\] == '([\w-]+)'")
# Languages without spaces between their words need a library more to find them.
_SEGMENTS = re.compile("wordcut|TinySegmenter|jieba")


def stemmer_of(language: str) -> str:
    """The file of lunr that knows the endings of a language's words; "" where none does."""
    base = language.partition("-")[0]
    name = f"lunr.{base}.js"
    file = LUNR / "lunr-language" / name
    if base == built_in():
        return Path(_LIBRARY).name
    if file.is_file() and not _SEGMENTS.search(file.read_text("utf-8")):
        return name
    return ""


@cache
def built_in() -> str:
    """The language that lunr itself is made for, as its support of several languages says."""
    several = (LUNR / "lunr-language/lunr.multi.js").read_text("utf-8")
    return "".join(_BUILT_IN.findall(several)[:1])


def library(languages: Iterable[str]) -> Mapping[str, Path]:
    """The files that a site in these languages needs, by their names."""
    stemmers = {stemmer_of(language) for language in languages} - {"", Path(_LIBRARY).name}
    more = [_SUPPORT, *(f"lunr-language/{name}" for name in sorted(stemmers))] if stemmers else []
    return {Path(name).name: LUNR / name for name in (_LIBRARY, *more)}


def text_of(html: str) -> str:
    """The words of a page's HTML. What stands in two elements is two words."""
    apart = re.sub("<wbr ?/?>", "", html).replace("<", " <")
    return Markup(apart).striptags()  # noqa: S704 - to take the markup away


def index_of(guide: Guide, language: str, texts: Mapping[str, str]) -> str:
    """The index of `language` from the words of its pages, with one entry for each page.

    `keywords` in a page's front matter are words that people search for and the page does not use.
    `index: description` in a page's front matter keeps the rest of the page out, as for the form,
    whose words are controls and data.
    """
    entries = [
        {
            "location": address(page.language, page.path, guide.table.languages[0]),
            "title": page.meta["title"],
            "description": page.meta["description"],
            "keywords": page.meta.get("keywords", ""),
            "text": "" if page.meta.get("index") == "description" else texts[uri],
        }
        for uri, page in guide.pages.items()
        if page.language == language
    ]
    return json.dumps({"docs": entries}, ensure_ascii=False, separators=(",", ":"))
