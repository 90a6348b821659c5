"""What stands around a page and is published beside it: the light shell, and what a shell is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment

from enquiry.authoring.settings import SHELLS
from enquiry.site import search_index
from enquiry.site.guide import Guide
from enquiry.site.html import THEME, headings


class Shell:
    """The light shell: the engine's own frame, which publishes nothing of the theme.

    A shell lives as long as a build: `config`, `files` and pages are those of MkDocs.
    """

    name = SHELLS[0]

    def __init__(self, guide: Guide, templates: Environment, config: Any) -> None:
        self.guide = guide
        self.templates = templates
        self.site_url: str = config.site_url or ""
        # Among which a page chooses that MkDocs does not make, in Material's words
        self.palettes: Sequence[Mapping[str, str]] = ()
        self._texts: dict[str, str] = {}  # the words of the pages of the language at hand

    def published(self, theme_files: Iterable[Any]) -> Mapping[str, Path | str]:
        """What is published beside the pages, each a file or its content, by its address."""
        library = search_index.library(self.guide.table.languages)
        return {**assets(), **{f"search/{name}": path for name, path in library.items()}}

    def folders(self, theme: Sequence[str], overrides: Sequence[str]) -> Sequence[str]:
        """Of the folders of the theme and the guide's own, those that it takes files from."""
        return overrides

    def styles(self) -> Sequence[str]:
        """The addresses of the style sheets of a page that MkDocs does not make."""
        return ["assets/guide.css"]

    def is_left_out(self, theme_file: Any) -> bool:
        """Whether a file of the theme is not published."""
        return True

    def environment(self, theme: Environment) -> Environment:
        """The environment in which MkDocs finds the templates of pages."""
        return self.templates

    def begin(self, config: Any, language: str) -> None:
        """Before the pages of a language are made."""

    def navigation(self, nav: Any) -> None:
        """Once the navigation of a language is made."""

    def page_context(self, context: dict[str, Any], page: Any, config: Any) -> dict[str, Any]:
        """What the templates of a page know, from what they know in every shell."""
        whole_titles(page)
        self._texts[page.file.src_uri] = search_index.text_of(page.content)
        return context

    def template_context(self, context: dict[str, Any], name: str) -> dict[str, Any]:
        """What a template knows that belongs to no page, from what it knows in every shell."""
        return context

    def finish(self, html: str, direction: str) -> str:
        """The HTML as it is published."""
        return html

    def indexes(self, language: str) -> Mapping[str, str]:
        """The search index of the language whose pages were just made, by its address."""
        entries = search_index.index_of(self.guide, language, self._texts)
        self._texts.clear()
        return {f"search/{language}.json": entries}


def whole_titles(page: Any) -> None:
    """The titles in a page's contents as its headings have them."""
    said = headings(page.content)
    waiting = list(page.toc)
    for entry in waiting:
        entry.title = said.get(entry.id, entry.title)
        waiting += entry.children


def assets() -> dict[str, Path]:
    """The engine's styles, scripts and pictures, by their addresses."""
    files = [path for path in sorted((THEME / "assets").rglob("*")) if path.is_file()]
    return {path.relative_to(THEME).as_posix(): path for path in files}
