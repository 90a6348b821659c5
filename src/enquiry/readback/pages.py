"""The files of a built site, read within limits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from enquiry.readback import html
from enquiry.readback.comparison import Comparison
from enquiry.readback.html import Element, Token

MAX_BYTES = 16 * 1024 * 1024
"""The longest file that is read: a form of some thousands of categories stays below it."""
_BASE = "https://site.invalid/"


@dataclass(frozen=True)
class Page:
    """A page of the site. `address` is the one below the site's root, `file` its path."""

    file: str
    address: str
    language: str
    root: Element

    @cached_property
    def main(self) -> Element:
        """The content of the page."""
        main = self.root.find(".//main")
        if main is None:
            return self.root
        article = main.find(".//article")
        return main if article is None else article

    @cached_property
    def read(self) -> list[Token]:
        """What is read of the content."""
        return list(html.tokens(self.main))

    def all(self, tag: str) -> list[Element]:
        """The elements of a kind, in the head too."""
        return list(self.root.iter(tag))

    def resolve(self, href: str) -> str | None:
        """What a link leads to below the site's root, without what follows a #; None for others."""
        try:
            if urlsplit(href).scheme or href.startswith("//"):
                return None
            whole = urljoin(_BASE + self.address, href)
        except ValueError:
            return None
        found = whole.removeprefix(_BASE).partition("#")[0]
        return found.removesuffix("index.html")


class SiteFiles:
    """The files of a site's folder. What cannot be read is a finding of the comparison."""

    def __init__(self, folder: Path, comparison: Comparison) -> None:
        self.folder = folder
        self._comparison = comparison
        self._known: dict[str, bool] = {}

    def bytes(self, name: str, what: str) -> bytes | None:
        """A file's content; None, and a finding, where it is not there or too long."""
        path = self.folder / name
        try:
            if not path.is_file():
                self._comparison.add(name, f"This file is not there: {what}.", "Build it again.")
                return None
            if path.stat().st_size > MAX_BYTES:
                self._comparison.add(name, "This file is over 16 MiB.", "It was not read.")
                return None
            return path.read_bytes()
        except OSError as error:
            self._comparison.add(name, f"It cannot be read: {error.strerror}.", "")
            return None

    def text(self, name: str, what: str) -> str | None:
        """The same as text."""
        raw = self.bytes(name, what)
        try:
            return None if raw is None else raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self._comparison.add(name, f"Byte {error.start + 1} is not UTF-8.", "Build it again.")
            return None

    def has(self, address: str) -> bool:
        """Whether something stands at an address below the site's root."""
        if address not in self._known:
            path = self.folder / unquote(address.partition("?")[0])
            self._known[address] = (path / "index.html" if path.is_dir() else path).is_file()
        return self._known[address]

    def page(self, address: str, language: str, what: str) -> Page | None:
        """The page at an address, None where it cannot be read."""
        name = address if address.endswith(".html") else f"{address}index.html"
        text = self.text(name, what)
        if text is None:
            return None
        if html.is_too_deep(text):
            problem = f"Elements are nested more than {html.MAX_DEPTH} deep."
            self._comparison.add(name, problem, "It was not read.")
            return None
        if not text.rstrip().lower().endswith("</html>"):
            self._comparison.add(name, "The page is cut off: it has no end.", "Build it again.")
        try:
            return Page(name, address, language, html.parse(text))
        except Exception as error:  # the parser's own faults: hostile HTML must not end the check
            problem = f"It cannot be read as HTML ({type(error).__name__})."
            self._comparison.add(name, problem, "It was not compared.")
            return None
