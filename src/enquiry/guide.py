"""A whole guide: its table, its words and its pages, read from a folder and checked together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from enquiry import facts, form, history, links, words
from enquiry.errors import Finding, GuideError
from enquiry.pages import Pages
from enquiry.routing import load_source
from enquiry.source import load as load_file
from enquiry.table import Table
from enquiry.text import LANGUAGES, Text

TABLE = "docs/routing.yml"
INTERFACE = "docs/interface.yml"
FORM = "docs/form.yml"
SCHEMA = "schema/enquiry.schema.json"


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language. `path` is that of its Markdown below the language's folder."""

    language: str
    path: str
    markdown: str
    date_modified: str
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """What a site is made of. `date_modified` is the ISO date of the table's last change."""

    table: Table
    words: Mapping[str, Text]
    pages: tuple[Page, ...]
    date_modified: str

    @property
    def by_uri(self) -> dict[str, Page]:
        """The pages by language and path, for example `fr/categories/biometrics.md`."""
        return {f"{page.language}/{page.path}": page for page in self.pages}


def load(root: Path) -> Guide:
    """The guide in the folder `root`. Raises GuideError with every finding in all of its files."""
    faults: list[Finding] = []

    faults.extend(_parity(root))
    with _collecting(faults):
        table = Table.of(load_source(root / TABLE, file=TABLE).data)
    with _collecting(faults):
        interface = words.load(root / INTERFACE, INTERFACE)
    with _collecting(faults):
        form_words = words.load(root / FORM, FORM)
    with _collecting(faults):
        schema = load_file(root / SCHEMA, SCHEMA).data
    if faults:
        raise GuideError(faults)
    changes = history.last_changes(root, ["docs"])
    date_modified = changes.get(TABLE, table.source.compared)
    pages: list[Page] = []
    for language in LANGUAGES:
        renderer = Pages(table, interface, language, _parts(schema, table, form_words, language))
        generated = [
            Page(language, f"categories/{name}.md", renderer.category(row), date_modified, name)
            for name, row in table.categories.items()
        ]
        found = list(_hand_written(root, renderer, changes))
        written = [page for page in found if isinstance(page, Page)]
        faults.extend(fault for fault in found if isinstance(fault, Finding))
        faults.extend(_broken_links(root, written, generated))
        pages += written + generated
    if faults:
        raise GuideError(faults)
    return Guide(table, interface, tuple(pages), date_modified)


@contextmanager
def _collecting(faults: list[Finding]) -> Iterator[None]:
    """Go on after a file that does not hold, so that one run names the faults of all files."""
    try:
        yield
    except GuideError as error:
        faults.extend(error.findings)


def _parts(
    schema: Mapping[str, Any], table: Table, form_words: Mapping[str, Text], language: str
) -> dict[str, Callable[[str], str]]:
    """What the enquiry's schema becomes on the pages."""
    return {
        "field_reference": lambda _: "",
        "form": lambda to_root: form.render(schema, table, form_words, language, to_root),
    }


def _parity(root: Path) -> Iterator[Finding]:
    """Each page must exist in every language."""
    have = {language: set(_markdown(root, language)) for language in LANGUAGES}
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


def _markdown(root: Path, language: str) -> Iterator[str]:
    folder = root / "docs" / language
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.md")))


def _hand_written(
    root: Path, renderer: Pages, changes: Mapping[str, str]
) -> Iterator[Page | Finding]:
    table, language = renderer.table, renderer.language
    for path in _markdown(root, language):
        file = f"docs/{language}/{path}"
        try:
            markdown = (root / file).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            yield Finding(file, 0, 0, "The page cannot be read.", "Save it as UTF-8.")
            continue
        yield from _front_matter(markdown, file)
        yield from facts.findings(markdown, file, table.source.compared)
        rendered = renderer.hand_written(markdown, path, file)
        if isinstance(rendered, Finding):
            yield rendered
            continue
        made_of = [file, TABLE] if "{{" in markdown else [file]
        dates = [changes[name] for name in made_of if name in changes]
        yield Page(language, path, rendered, max(dates, default=table.source.compared))


def _broken_links(root: Path, written: list[Page], generated: list[Page]) -> Iterator[Finding]:
    texts = {page.path: page.markdown for page in written + generated}
    for page in written:
        file = f"docs/{page.language}/{page.path}"
        source = (root / file).read_text(encoding="utf-8-sig")
        yield from links.findings(source, page.path, file, texts)


def _front_matter(markdown: str, file: str) -> Iterator[Finding]:
    """A page names its title and its description, for the browser's tab and for search engines."""
    head = markdown.split("---\n")[1] if markdown.startswith("---\n") else ""
    try:
        meta: Any = yaml.safe_load(head) or {}
    except yaml.YAMLError:
        meta = None
    if not isinstance(meta, dict):
        yield Finding(file, 1, 1, "The front matter is not YAML.", "Put its texts in quotes.")
        return
    for key in ("title", "description"):
        if not isinstance(meta.get(key), str) or not meta[key].strip():
            yield Finding(
                file,
                1,
                1,
                f"The page has no {key}.",
                f'Start the file with "---", "{key}: …" and "---".',
            )
