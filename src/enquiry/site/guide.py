"""A whole guide: its table, its words and its pages, read from a folder and checked together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment

from enquiry.authoring.findings import Finding, GuideError, collecting
from enquiry.authoring.yaml_file import load_json
from enquiry.check import agreement_findings
from enquiry.guide_files import SCHEMA, TABLE, last_changes
from enquiry.routing.loader import load_table_file
from enquiry.routing.table import Table
from enquiry.schema.annotations import subject_group
from enquiry.schema.fields import languages
from enquiry.schema.lint import schema_findings
from enquiry.site import content, form, html
from enquiry.site.field_reference import field_reference
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
    found: list[Finding] = []
    schema = table_file = words = None
    with collecting(found):
        table_file = load_table_file(root / TABLE, file=TABLE)
    with collecting(found):
        schema = load_json(root / SCHEMA, SCHEMA)
        found += schema_findings(schema)
    if schema:  # whose fields may have words of their own
        found += content.parity_findings(root, languages(schema.data))
        with collecting(found):
            words = load_words(root, schema.data)
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
