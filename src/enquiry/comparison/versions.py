"""One version of a guide, as far as readers see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from enquiry.authoring.findings import Finding, GuideError, collecting
from enquiry.authoring.json_file import load_json
from enquiry.authoring.settings import SETTINGS, compose, member
from enquiry.authoring.yaml_file import FRONT_MATTER, load, parse
from enquiry.guide import Guide
from enquiry.guide_files import SCHEMA, TABLE, WORDS, GuideFiles
from enquiry.pointers import pointer_of
from enquiry.routing.loader import load_table_file
from enquiry.routing.table import Table
from enquiry.schema.fields import Field, Schema, fields
from enquiry.schema.lint import broken_findings
from enquiry.text import Text

_FAR = "9999-12-31"


@dataclass(frozen=True)
class WrittenPage:
    """A page in one language: what its front matter says, and its text with placeholders."""

    meta: Mapping[str, Any]
    text: str


@dataclass(frozen=True)
class Version:
    """A guide's table, schema, pages by path and language, and words by language and key.

    `nav` is the order of the pages in the settings; `names` those of the languages.
    """

    guide: Guide
    table: Table
    schema: Schema
    pages: Mapping[str, Mapping[str, WrittenPage]]
    words: Mapping[str, Mapping[str, str]]
    nav: tuple[str, ...]
    names: Mapping[str, str]

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """The fields of the enquiry by their pointers, without the whole."""
        return {each.pointer: each for each in fields(self.schema) if each.path}

    def label(self, pointer: str) -> Text:
        """What the form calls a field, behind the name of the group that it is in."""
        own = Text.of(self.fields[pointer].schema["x-label"])
        group = self.fields.get(pointer.rpartition("/")[0])
        if group is None:
            return own
        around = group.schema["x-label"]
        return Text.of({name: f"{around.get(name, '')} – {words}" for name, words in own.parts})

    def choice(self, pointer: str, value: str) -> Text | str:
        """What the form calls a choice of a field."""
        schema = self.fields[pointer].schema
        labels = schema.get("items", schema).get("x-enum-labels", {})
        return Text.of(labels[value]) if value in labels else value

    def title(self, path: str) -> Text:
        """The title of a page."""
        pages = self.pages[path]
        return Text.of({name: str(page.meta.get("title", path)) for name, page in pages.items()})

    def category_pointer(self, name: str, *more: str) -> str:
        """The pointer of a category in the table."""
        return pointer_of(("categories", str(list(self.table.categories).index(name)), *more))


def read_version(root: Path) -> Version:
    """The guide in a folder. Raises GuideError with what is wrong, files by their names in it."""
    files = GuideFiles.of(root)
    found: list[Finding] = []
    table = schema = None
    with collecting(found):
        table = load_table_file(files.table, file=TABLE, today=_FAR)
    with collecting(found):
        schema = load_json(files.schema, SCHEMA)
        found += broken_findings(schema)
        if not found:
            found += _unlabelled(schema)
    if found or table is None or schema is None:
        raise GuideError(found)
    spoken = tuple(schema.data["x-label"])
    nav, names = _settings(root)
    return Version(
        Guide(files),
        Table.of(table.data),
        schema.data,
        _pages(root, spoken),
        {language: dict(_words(root, language)) for language in spoken},
        nav,
        names,
    )


def _unlabelled(schema: Any) -> Iterator[Finding]:
    for field in fields(schema.data):
        label = field.schema.get("x-label")
        if not isinstance(label, dict) or not label:
            where = pointer_of((*field.location, "x-label"))
            yield schema.finding(where, "This field has no label.", 'Write its "x-label".')


def _pages(root: Path, languages: tuple[str, ...]) -> dict[str, dict[str, WrittenPage]]:
    found: dict[str, dict[str, WrittenPage]] = {}
    for language in languages:
        folder = root / "docs" / language
        for path in sorted(folder.rglob("*.md")):
            page = _page(path)
            found.setdefault(path.relative_to(folder).as_posix(), {})[language] = page
    return dict(sorted(found.items()))


def _page(path: Path) -> WrittenPage:
    name = path.name
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = "This page cannot be read."
        raise GuideError([Finding(name, 0, 0, problem, "Save it as UTF-8.")]) from error
    head = FRONT_MATTER.match(source)
    meta = parse(head[1], name).data if head and head[1].strip() else {}
    return WrittenPage(meta if isinstance(meta, dict) else {}, source[head.end() if head else 0 :])


def _words(root: Path, language: str) -> Iterator[tuple[str, str]]:
    """The guide's own words by key."""
    path = root / WORDS / f"{language}.yml"
    data = load(path, f"{WORDS}/{language}.yml").data if path.is_file() else {}
    for key, value in data.items() if isinstance(data, dict) else ():
        yield from _texts(key, value)


def _texts(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """The texts of a word, or of a group of words. The form for every other number is the word."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(key if name == "other" else f"{key}.{name}", part)
    else:
        yield key, str(value)


def _settings(root: Path) -> tuple[tuple[str, ...], dict[str, str]]:
    """The order of the pages and the names of languages, as far as the settings can be read."""
    try:
        node = compose(root / SETTINGS)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return (), {}
    names: dict[str, str] = {}
    for plugin in getattr(member(node, "plugins"), "value", []):
        for each in getattr(member(plugin, "i18n", "languages"), "value", []):
            code, name = member(each, "locale"), member(each, "name")
            if code is not None and name is not None:
                names[code.value] = name.value
    return tuple(_entries(member(node, "nav"))), names


def _entries(node: Any) -> Iterator[str]:
    """The pages of a navigation, with the titles of its sections."""
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _entries(each)
    elif isinstance(node, yaml.MappingNode):
        for title, value in node.value:
            yield title.value
            yield from _entries(value)
