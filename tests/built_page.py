"""A page of a built site beside what the guide says of it, parsed once, and its texts."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from enquiry.site.guide import Guide
from enquiry.site.html import address
from enquiry.site.plurals import forms_of
from enquiry.site.renderer import Page

HEADINGS = "h1, h2, h3, h4, h5, h6"
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BLOCKS = "h1, h2, h3, h4, p, li, td, th, dt, dd, caption, legend, label, button"
_READ_OUT = ("aria-label", "title", "placeholder", "alt", "data-label")
_ANSWERS = tuple(f"data-{answer}" for answer in ("none", "failed"))
_COUNTED = tuple(f"data-{answer}" for answer in ("count", "close"))


@dataclass(frozen=True)
class BuiltPage:
    """A page as the site has it. `source` is the guide's page, `folder` where the site
    stands, `first` the guide's first language."""

    source: Page
    folder: Path
    first: str

    @property
    def address(self) -> str:
        """The page's address below the site's root; "" is the home page of the first language."""
        return address(self.language, self.source.path, self.first)

    @property
    def language(self) -> str:
        """The language that the guide says the page is in."""
        return self.source.language

    @cached_property
    def html(self) -> str:
        """The page's HTML."""
        return Path(self.folder, self.address, "index.html").read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page, parsed as a browser does. Tests leave it as it is."""
        return BeautifulSoup(self.html, "html5lib")

    @property
    def main(self) -> Tag:
        """The content of the page."""
        (main,) = self.soup.select("main")
        return main

    def attribute(self, selector: str, name: str) -> str:
        """The attribute of the one element that the selector finds."""
        (element,) = self.soup.select(selector)
        return str(element[name])

    @cached_property
    def links(self) -> list[str]:
        """The addresses below the site's root that the page links to, but for other languages."""
        return [
            target
            for link in self.soup.select("a[href]:not([hreflang])")
            if (target := self.resolve(str(link["href"]))) is not None
        ]

    def resolve(self, href: str) -> str | None:
        """What a relative link on this page leads to, below the site's root; None for others."""
        if urlsplit(href).scheme or href.startswith("/"):
            return None
        base = "https://guide.invalid/"
        return urljoin(base + self.address, href).removeprefix(base)

    @cached_property
    def blocks(self) -> list[str]:
        """The texts that people read, without code and without marked parts in other languages."""
        tree = copy.copy(self.soup)
        for part in tree.select("pre:not(.letter), code, script, .results, a[hreflang]"):
            part.decompose()
        for part in tree.select("body [lang]"):
            if part.get("lang") != self.language:
                part.decompose()
        found = [line for each in tree.select("pre") for line in each.get_text().splitlines()]
        for letter in tree.select("pre"):
            letter.decompose()
        blocks = [block for block in tree.select(_BLOCKS) if not block.select(_BLOCKS)]
        found += [re.sub(r"[ \n]+", " ", block.get_text()).strip() for block in blocks]
        return [text for text in found if text]

    @cached_property
    def texts(self) -> list[str]:
        """Every text: what is read, read out, shown in a tab, and carried for the form."""
        return [*self._carried(), *self.blocks]

    def _carried(self) -> Iterator[str]:
        for name in (*_READ_OUT, *_ANSWERS):
            yield from (str(each[name]) for each in self.soup.select(f"body [{name}]"))
        for name in _COUNTED:
            for each in self.soup.select(f"body [{name}]"):
                yield from json.loads(str(each[name])).values()
        yield from (each.get_text() for each in self.soup.select("head title"))
        for meta in self.soup.select("meta[name=description], meta[property='og:title']"):
            yield str(meta["content"])
        for data in self.soup.select("#enquiry-data"):
            carried = json.loads(data.string or "")
            for word in carried["words"].values():
                yield from forms_of(word).values()
            for part in ("schema", "letter"):
                yield from texts_of(carried[part], self.language)


def texts_of(value: Any, language: str) -> Iterator[str]:
    """The texts in `language` of the texts by language in data."""
    if isinstance(value, list):
        for part in value:
            yield from texts_of(part, language)
    elif isinstance(value, dict):
        if isinstance(value.get(language), str):
            yield value[language]
        else:
            yield from texts_of(list(value.values()), language)


def read_pages(guide: Guide, site: Path) -> Sequence[BuiltPage]:
    """The pages of the guide in its built site."""
    return tuple(BuiltPage(page, site, guide.table.languages[0]) for page in guide.pages.values())


def canonical_of(site: Path) -> str:
    """The address of the site that its home page states, or ""."""
    home = BeautifulSoup(Path(site, "index.html").read_text(encoding="utf-8"), "html5lib")
    return "".join(str(link["href"]) for link in home.select("link[rel=canonical]"))


def searched(site: Path, language: str) -> dict[str, dict[str, str]]:
    """What the search of a language knows of each page, by its address, in either shell.

    Material's has an entry for each section, the words as HTML, and the description among them.
    """
    light = site / "search" / f"{language}.json"
    if light.is_file():
        docs = json.loads(light.read_text("utf-8"))["docs"]
        return {entry["location"]: entry for entry in docs}
    own = site / language / "search/search_index.json"
    file = own if own.is_file() else site / "search/search_index.json"
    folder = f"{language}/" if own.is_file() else ""
    found: dict[str, dict[str, str]] = {}
    for entry in json.loads(file.read_text("utf-8"))["docs"]:
        words = re.sub("[ \n]+", " ", BeautifulSoup(entry["text"], "html5lib").get_text())
        place, _, section = (folder + entry["location"]).partition("#")
        if section:
            found[place]["text"] += f" {words}"
        else:
            title = unescape(entry["title"])
            known = {"title": title, "keywords": entry["keywords"]}
            found[place] = {**known, "description": words, "text": words}
    return found
