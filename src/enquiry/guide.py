"""A whole guide: its table, its words and its pages, read from a folder and checked together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enquiry import check, form, handwritten, history, words
from enquiry.errors import Finding, GuideError
from enquiry.pages import Page, Pages
from enquiry.reference import field_reference
from enquiry.routing import load_source
from enquiry.source import load as load_file
from enquiry.table import Table
from enquiry.text import LANGUAGES, Language, Text

TABLE = "docs/routing.yml"
INTERFACE = "docs/interface.yml"
FORM = "docs/form.yml"
SCHEMA = "schema/enquiry.schema.json"


@dataclass(frozen=True, slots=True)
class Guide:
    """What a site is made of.

    `pages` go by language and path, for example `fr/categories/biometrics.md`; `date_modified` is
    the ISO date of the table's last change.
    """

    table: Table
    words: Mapping[str, Text]
    pages: Mapping[str, Page]
    date_modified: str


def load(root: Path) -> Guide:
    """The guide in the folder `root`. Raises GuideError with every finding in all of its files."""
    faults: list[Finding] = []

    faults.extend(_parity(root))
    with _collecting(faults):
        rows = load_source(root / TABLE, file=TABLE)
    with _collecting(faults):
        interface = words.load(root / INTERFACE, INTERFACE)
    with _collecting(faults):
        form_words = words.load(root / FORM, FORM)
    with _collecting(faults):
        schema = load_file(root / SCHEMA, SCHEMA)
        faults.extend(check.schema_findings(schema))
    faults = faults or list(check.agreement_findings(schema, rows))
    if faults:
        raise GuideError(faults)
    # The names of the months have one place, among the words of the form.
    interface = {**interface, "months": form_words["months"]}
    table = Table.of(rows.data)
    changes = history.last_changes(root, ["docs"])
    date_modified = changes.get(TABLE, table.source.compared)
    pages: list[Page] = []
    for language in LANGUAGES:
        renderer = Pages(
            table, interface, language, _parts(schema.data, table, form_words, language)
        )
        pages.extend(renderer.category(row, date_modified) for row in table.categories.values())
        with _collecting(faults):
            pages.extend(handwritten.load(root, renderer, changes))
    if faults:
        raise GuideError(faults)
    by_uri = {f"{page.language}/{page.path}": page for page in pages}
    return Guide(table, interface, by_uri, date_modified)


@contextmanager
def _collecting(faults: list[Finding]) -> Iterator[None]:
    """Go on after a file that does not hold, so that one run names the faults of all files."""
    try:
        yield
    except GuideError as error:
        faults.extend(error.findings)


def _parts(
    schema: Mapping[str, Any], table: Table, form_words: Mapping[str, Text], language: Language
) -> dict[str, Callable[[str], str]]:
    """What the enquiry's schema becomes on the pages."""
    return {
        "field_reference": lambda _: field_reference(language, schema),
        "form": lambda to_root: form.render(schema, table, form_words, language, to_root),
    }


def _parity(root: Path) -> Iterator[Finding]:
    """Each page must exist in every language."""
    have = {language: set(handwritten.paths(root, language)) for language in LANGUAGES}
    for language in LANGUAGES:
        for path in sorted(set().union(*have.values()) - have[language]):
            other = next(name for name in LANGUAGES if path in have[name])
            yield Finding(
                f"docs/{other}/{path}",
                0,
                0,
                f'This page exists in "{other}" alone.',
                f"Write docs/{language}/{path}, or delete this page.",
            )
