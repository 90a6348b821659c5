"""A whole guide: its table, its words and its pages, read from a folder and checked together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment

from enquiry.authoring.findings import Finding, GuideError, collecting
from enquiry.authoring.settings import shell_findings
from enquiry.authoring.yaml_file import YamlFile, load_json
from enquiry.check import agreement_findings
from enquiry.guide_files import SCHEMA, TABLE, GuideFiles, last_changes
from enquiry.languages import site_language_findings
from enquiry.pointers import pointer_of, reach
from enquiry.routing.loader import load_table_file
from enquiry.routing.table import Table
from enquiry.schema.annotations import subject_group
from enquiry.schema.fields import languages
from enquiry.schema.lint import schema_findings
from enquiry.site import content, form, html
from enquiry.site.field_reference import field_reference
from enquiry.site.localization import locale_of
from enquiry.site.renderer import Page, Renderer
from enquiry.site.words import Words, load_words


@dataclass(frozen=True, slots=True)
class Guide:
    """What a site is made of.

    `pages` go by language and path, for example `fr/what-to-include.md`; `schema` is the text of
    the enquiry's schema; `date_modified` is the ISO date of the table's last change.
    """

    table: Table
    schema: str
    words: Words
    pages: Mapping[str, Page]
    date_modified: str


def load(
    root: Path,
    templates: Environment | None = None,
    to_html: Callable[[str], str] = html.to_html,
) -> Guide:
    """The guide in the folder `root`. Raises GuideError with every finding in all of its files.

    `templates` is the build's environment, `to_html` turns Markdown into HTML as the site does.
    """
    templates = templates or html.environment()
    found: list[Finding] = list(shell_findings(root, Path()))
    schema = table_file = words = None
    with collecting(found):
        table_file = load_table_file(root / TABLE, file=TABLE)
    with collecting(found):
        schema = load_json(root / SCHEMA, SCHEMA)
        found += schema_findings(schema)
    if schema:  # whose fields may have words of their own
        spoken = languages(schema.data)
        found += unknown_languages(schema, [("x-label", code) for code in spoken])
        elsewhere = list(site_language_findings(GuideFiles.of(root), spoken, Path()))
        # Where a whole language is missing, not each of its pages is.
        found += elsewhere or content.parity_findings(root, spoken)
        with collecting(found):
            words = load_words(root, schema.data)
    if table_file:
        found += unknown_languages(table_file, [("source", "language")])
    if schema and table_file and not found:
        found += agreement_findings(schema, table_file)
    if found or not (schema and table_file and words):
        raise GuideError(found)
    table = Table.of(table_file.data)
    changes = last_changes(root, ["docs"])
    date_modified = changes.get(TABLE, table.source.compared)
    pages: list[Page] = []
    for language in table.languages:
        parts = _parts(templates, schema.data, table, words, language)
        renderer = Renderer(
            templates, table, words.pages, language, parts, subject_group(schema.data)
        )
        pages += [renderer.category(row, date_modified) for row in table.categories.values()]
        with collecting(found):
            pages += content.load(root, renderer, changes, to_html)
    if found:
        raise GuideError(found)
    by_uri = {f"{page.language}/{page.path}": page for page in pages}
    return Guide(table, schema.text, words, by_uri, date_modified)


def unknown_languages(source: YamlFile, places: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Codes of languages that nobody knows: at each place a key that is one, or a value."""
    for place in places:
        at = reach(source.data, place)
        code = at if place[-1] == "language" else place[-1]
        try:
            locale_of(code)
        except ValueError:
            problem = f'"{code}" is no code of a language that Babel knows.'
            expected = "Write one of ISO 639, such as es, or pt-BR."
            yield source.finding(pointer_of(place), problem, expected)


def _parts(
    templates: Environment,
    schema: Mapping[str, Any],
    table: Table,
    words: Words,
    language: str,
) -> dict[str, Callable[[str], str]]:
    """What the enquiry's schema becomes on the pages, by the name of its placeholder."""
    return {
        "field_reference": lambda _: field_reference(schema, words.pages, language),
        "form": lambda root: form.render(templates, schema, table, words, language, root),
    }
