"""What a built site has to say: the guide's own files, each fact with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from enquiry.authoring.findings import Finding, GuideError
from enquiry.authoring.record import Entry, load_record
from enquiry.authoring.settings import setting, settings_text
from enquiry.authoring.yaml_file import FRONT_MATTER, YamlFile, parse
from enquiry.check import read
from enquiry.guide_files import GuideFiles
from enquiry.routing.table import Category, Contact, Table
from enquiry.schema.fields import languages
from enquiry.site.localization import fill_in
from enquiry.site.markdown_settings import converter
from enquiry.site.words import Words, load_words


@dataclass(frozen=True, slots=True)
class Written:
    """A page that people write, in one language: its Markdown without the front matter."""

    language: str
    path: str
    meta: Mapping[str, Any]
    markdown: str


@dataclass(frozen=True)
class Sources:
    """A guide's table, schema, words, written pages and record of what changed.

    `settings` is the text of those of the site, `has_own_hooks` says that
    code of the publisher's may change what pages say, `to_html` turns Markdown into HTML with the
    extensions that the guide chose.
    """

    table_file: YamlFile
    schema_file: YamlFile
    words: Words
    written: Sequence[Written]
    table: Table = field(repr=False)
    record: Sequence[Entry] = ()
    settings: str = ""
    has_own_hooks: bool = False
    to_html: Callable[[str], str] = field(default=lambda text: text, repr=False)

    @property
    def languages(self) -> Sequence[str]:
        """The guide's languages, its first one first."""
        return self.table.languages

    def address(self, language: str, path: str) -> str:
        """The address of the page with a Markdown file's path, below the site's root."""
        below = "" if language == self.languages[0] else f"{language}/"
        name = path.removesuffix(".md")
        name = "" if name == "index" else name.removesuffix("/index")
        return f"{below}{name}/" if name else below

    def is_of_settings(self, href: str) -> bool:
        """Whether a link leads to, or below, an address of the web that the settings state, such as
        that of the repository."""
        return any(f"{href}/".startswith(f"{url.rstrip('/')}/") for url in self._urls)

    @cached_property
    def _urls(self) -> Sequence[str]:
        return re.findall(r"https?://[^\s\"'<>,\]}]+", self.settings)

    def has_page(self, name: str) -> bool:
        """Whether people write a page of this name, or one that had it before."""
        return any(
            name == str(path).strip("/").removesuffix(".md")
            for page in self.written
            for path in (page.path, *page.meta.get("aliases", ()))
        )

    def said(self, language: str) -> Mapping[str, Any]:
        """The words of the pages in a language."""
        return self._said[language]

    def filled_in(self, key: str, language: str, **values: object) -> str:
        """A word of the pages with the values of its placeholders."""
        return fill_in(self._said[language][key], language, **values)

    @cached_property
    def _said(self) -> Mapping[str, Mapping[str, Any]]:
        return {code: self.words.on_pages(code) for code in self.languages}

    @cached_property
    def index_of(self) -> Mapping[str, Mapping[str, int]]:
        """The position of each contact and category in the table, by its id."""
        return {
            "contacts": {name: n for n, name in enumerate(self.table.contacts)},
            "categories": {name: n for n, name in enumerate(self.table.categories)},
            "include": {name: n for n, name in enumerate(self.table.include)},
        }

    def at(self, thing: Category | Contact | str, *below: str | int) -> str:
        """The pointer to a member of a category, a contact or a block (by its id)."""
        part = "include" if isinstance(thing, str) else "categories"
        part = "contacts" if isinstance(thing, Contact) else part
        name = thing if isinstance(thing, str) else thing.id
        return "/".join(["", part, str(self.index_of[part][name]), *map(str, below)])

    def stage(self, category: Category, number: int, *below: str) -> str:
        """The pointer to a member of a category's escalation; 1 is the first one."""
        return self.at(category, *["escalation"] * number, *below)

    def place(self, pointer: str | None, *, schema: bool = False) -> str:
        """The file, line and column of a pointer."""
        if pointer is None:
            return "the words of the guide"
        source = self.schema_file if schema else self.table_file
        found = source.finding(pointer, "", "")
        return f"{found.file}:{found.line}:{found.column}"


def load(guide: GuideFiles) -> Sources:
    """The sources of a guide. Raises GuideError with all that is wrong in them."""
    sources = read(guide)
    if sources.findings or not (sources.schema and sources.table):
        raise GuideError(sources.findings)
    spoken = languages(sources.schema.data)
    return Sources(
        sources.table,
        sources.schema,
        load_words(guide.root, sources.schema.data),
        tuple(_written(guide.root, spoken)),
        Table.of(sources.table.data),
        load_record(guide.root, spoken),
        settings_text(guide.root),
        len(getattr(setting(guide.root, "hooks"), "value", ())) > 1,
        converter(guide.root),
    )


def _written(root: Path, spoken: Sequence[str]) -> Iterator[Written]:
    for language in spoken:
        folder = root / "docs" / language
        for path in sorted(folder.rglob("*.md")):
            name = path.relative_to(folder).as_posix()
            file = f"docs/{language}/{name}"
            try:
                text = path.read_text("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                found = Finding(file, 0, 0, "The page cannot be read.", "Save it as UTF-8.")
                raise GuideError([found]) from error
            head = FRONT_MATTER.match(text)
            meta = parse(head[1], file).data if head and head[1].strip() else {}
            rest = text[head.end() if head else 0 :]
            yield Written(language, name, meta if isinstance(meta, dict) else {}, rest)
