"""A built site to falsify, and how one fact on it is changed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enquiry.routing.table import Category, Contact
from enquiry.site.guide import Guide
from enquiry.site.localization import fill_in

Change = Callable[[str], str | None]


@dataclass(frozen=True)
class Falsification:
    """A change of one file. `page` is the Markdown path of what is changed, None beside the pages,
    and `language` its language. `fact` is what a finding says of it. A change to None deletes the
    file."""

    name: str
    file: str
    page: str | None
    fact: str
    change: Change
    language: str = ""


def put(old: str, new: str, *, last: bool = False) -> Change:
    """Write `new` in place of the first `old`, or of the last one."""

    def change(text: str) -> str:
        at = text.rfind(old) if last else text.find(old)
        assert at >= 0, f"{old!r} is not there"
        return text[:at] + new + text[at + len(old) :]

    return change


def put_all(old: str, new: str) -> Change:
    """Write `new` in place of each `old`."""

    def change(text: str) -> str:
        assert old in text, f"{old!r} is not there"
        return text.replace(old, new)

    return change


def match(pattern: str, new: str) -> Change:
    """Write `new` in place of the first part that has a pattern."""

    def change(text: str) -> str:
        changed, count = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
        assert count, f"{pattern!r} is not there"
        return changed

    return change


def below(mark: str, change: Change) -> Change:
    """The change, only behind a mark."""

    def changed(text: str) -> str:
        at = text.find(mark)
        assert at >= 0, f"{mark!r} is not there"
        return text[:at] + str(change(text[at:]))

    return changed


def shown(address: str) -> str:
    """An address as a page breaks it in lines."""
    in_two = re.sub(r"(@|(?<=[^/])/(?=[^/]))", r"<wbr>\1", address)
    return in_two.replace("://", "://<wbr>")


def esc(text: str) -> str:
    """A text as HTML has it."""
    return html.escape(text, quote=False)


@dataclass(frozen=True)
class Site:
    """A guide and its built site, to falsify in one language."""

    guide: Guide
    folder: Path
    language: str

    @property
    def words(self) -> dict[str, Any]:
        """The words of the pages."""
        return self.guide.words.on_pages(self.language)

    def filled_in(self, key: str, **values: object) -> str:
        """A word of the pages with the values of its placeholders, as HTML has it."""
        return esc(fill_in(self.words[key], self.language, **values))

    @property
    def categories(self) -> list[Category]:
        """The categories of the table."""
        return list(self.guide.table.categories.values())

    def file(self, page: str, language: str | None = None) -> str:
        """The file of a page."""
        code = language or self.language
        first = code == self.guide.table.languages[0]
        name = page.removesuffix(".md").removesuffix("index").strip("/")
        return "/".join(filter(None, ["" if first else code, name, "index.html"]))

    def text(self, page: str) -> str:
        """The HTML of a page."""
        return (self.folder / self.file(page)).read_text("utf-8")

    def of(self, name: str, page: str, fact: str, change: Change) -> Falsification:
        """A falsification of a page."""
        return Falsification(name, self.file(page), page, fact, change, self.language)

    def contacts(self, category: Category) -> list[Contact]:
        """The contacts of a category that its page shows."""
        return [self.guide.table.contacts[name] for name in category.chain]


def page_of(category: Category) -> str:
    """The Markdown path of a category's page."""
    return f"categories/{category.id}.md"


def other(character: str) -> str:
    """Another character of the same kind."""
    return "7" if character != "7" and character.isdigit() else "x" if character != "x" else "y"
