"""A whole guide: its table, its words and its pages, read from a folder and checked together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from enquiry.authoring.findings import Finding, GuideError, collecting
from enquiry.authoring.record import RECORD_PAGE, load_record
from enquiry.authoring.service_address import ServiceAddress, service_address
from enquiry.authoring.settings import plugins_of, setting, value_of
from enquiry.authoring.yaml_file import YamlFile
from enquiry.check import age_warnings, read
from enquiry.dates import latest_today
from enquiry.guide_files import RECORD, TABLE, WORDS, GuideFiles, last_changes, path_of_alias
from enquiry.languages import nav_findings
from enquiry.pointers import pointer_of, reach
from enquiry.routing.table import Table
from enquiry.schema.annotations import reply_languages, subject_group
from enquiry.schema.fields import languages
from enquiry.site import content, form, html, word_checks
from enquiry.site.facts import fields_of_contacts, periods_in, table_fact_findings
from enquiry.site.field_reference import field_reference
from enquiry.site.localization import locale_of
from enquiry.site.markdown_settings import converter
from enquiry.site.moved import line_in_head, old_addresses, old_paths
from enquiry.site.renderer import Page, Renderer
from enquiry.site.template_checks import template_findings, template_folders
from enquiry.site.words import Words, load_words
from enquiry.validation.result import Problem
from enquiry.validation.validator import Validator


@dataclass(frozen=True, slots=True)
class Guide:
    """What a site is made of.

    `pages` go by language and path, for example `fr/what-to-include.md`; `schema` is the text of
    the enquiry's schema; `date_modified` is the ISO date of the table's last change; `warnings`
    is what to look at, though the guide holds; `moved` has today's path of a page by an old one;
    `service` is where the form may send.
    """

    table: Table
    schema: str
    words: Words
    pages: Mapping[str, Page]
    date_modified: str
    warnings: tuple[Finding, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    service: ServiceAddress | None = None

    def without(self, hidden: Iterable[Any]) -> Guide:
        """The same guide without the pages whose files one of the `hidden` patterns matches."""
        patterns = [each for each in hidden if each]
        shown = {
            uri: page
            for uri, page in self.pages.items()
            if not any(pattern.match_file(uri) for pattern in patterns)
        }
        paths = {page.path for page in shown.values()}
        moved = {old: new for old, new in self.moved.items() if new in paths}
        return replace(self, pages=shown, moved=moved)


def load(
    root: Path,
    templates: Environment | None = None,
    to_html: Callable[[str], str] = html.to_html,
    overrides: Sequence[str] = (),
) -> Guide:
    """The guide in the folder `root`. Raises GuideError with every finding in all of its files.

    `templates` is the build's environment, `to_html` turns Markdown into HTML as the site does,
    `overrides` are the folders of the guide's own templates.
    """
    templates = templates or html.environment(overrides)
    sources = read(GuideFiles.of(root))
    files = list(content.file_findings(root))
    found = [*sources.findings, *files, *template_findings(overrides, root)]
    schema, table_file, words = sources.schema, sources.table, None
    if schema and isinstance(schema.data, dict):  # whose fields may have words of their own
        spoken = languages(schema.data)
        found += unknown_languages(schema, [("x-label", code) for code in spoken])
        # Where a whole language is missing, not each of its pages is.
        whole = {"mkdocs.yml", *(f"docs/{language}" for language in spoken)}
        if not files and not any(each.file in whole for each in sources.findings):
            found += content.parity_findings(root, spoken)
            found += content.needed_findings(root, spoken)
            if table_file:
                pages_known = sorted(_known_pages(root, spoken, table_file))
                found += nav_findings(root, pages_known, spoken)
        with collecting(found):
            words = load_words(root, schema.data)
    if table_file:
        found += unknown_languages(table_file, [("source", "language")])
    if table_file and words:
        found += _fact_findings(table_file, words)
    if found or not (schema and table_file and words):
        raise GuideError(found)
    table = Table.of(table_file.data)
    record = load_record(root, table.languages)
    service = service_address(root)
    changes = last_changes(root, ["docs", "schema"])
    pages: list[Page] = []
    fields = fields_of_contacts(table_file.data["contacts"])
    made_of = content.Sources(
        changes,
        fields,
        to_html,
        _faults(schema.data),
        template_folders(root, overrides),
        any(name.endswith("privacy") for name, _ in plugins_of(setting(root))),
    )
    for language in table.languages:
        known = set(content.paths(root, language))
        known.update(old_paths(root / "docs" / language, sorted(known)))
        parts = _parts(templates, schema.data, table, words, language, service, known)
        renderer = Renderer(
            templates,
            table,
            words,
            language,
            parts,
            subject_group(schema.data),
            sends=service is not None,
            replies=reply_languages(schema.data),
            pages=known,
        )
        modified = max(changes.get(name, "") for name in (TABLE, f"{WORDS}/{language}.yml"))
        pages += [
            renderer.category(row, modified or table.source.compared)
            for row in table.categories.values()
        ]
        if record:
            pages.append(renderer.record(record, changes.get(RECORD, record[0].day)))
        with collecting(found):
            pages += content.load(root, renderer, made_of)
    by_uri = {f"{page.language}/{page.path}": page for page in pages}
    moved: dict[str, str] = {}
    found += _moved(root, moved, by_uri, table)
    if found:
        raise GuideError(found)
    return Guide(
        table,
        schema.text,
        words,
        by_uri,
        changes.get(TABLE, table.source.compared),
        tuple(age_warnings(table_file)),
        moved,
        service,
    )


def findings(root: Path) -> Sequence[Finding]:
    """Everything that a build would say of the guide in the folder `root`."""
    custom = value_of(setting(root, "theme", "custom_dir"))
    overrides = [str(root / custom)] if custom and (root / custom).is_dir() else []
    try:
        to_html = converter(root, [html.Readable()])
        return load(root, to_html=to_html, overrides=overrides).warnings
    except GuideError as error:
        return error.findings


def _faults(schema: Mapping[str, Any]) -> Callable[[Any], Sequence[Problem]]:
    """What says what is wrong with an enquiry; nothing is made ready before it is asked."""

    @cache
    def validator() -> Validator:
        return Validator(schema)

    return lambda document: validator()(document, latest_today()).problems


def _moved(
    root: Path, to: dict[str, str], pages: Mapping[str, Page], table: Table
) -> Iterator[Finding]:
    """Fill in today's path by each old one, and find those that are no page's to claim.

    Those of categories are, once the table is right.
    """
    today = {page.path for page in pages.values()}
    for alias, new, file in old_addresses(pages, table):
        old = path_of_alias(alias)
        if old in today:
            problem = f'"{alias}" is the address of a page today.'
            expected = "Delete it here, or rename that page."
        elif alias.strip("/").partition("/")[0] in table.languages[1:]:
            problem = f'The old address "{alias}" begins with a language.'
            expected = "Leave the language out: it counts in each of them."
        elif to.setdefault(old, new) != new:
            problem = f'"{alias}" is an old address of the page "{to[old]}" already.'
            expected = "Delete it from one of the two."
        else:
            continue
        yield Finding(file, line_in_head(root / file, alias), 1, problem, expected)


def _known_pages(root: Path, spoken: Sequence[str], table: YamlFile) -> set[str]:
    """The pages that some language has."""
    written = {path for language in spoken for path in content.paths(root, language)}
    made = {*content.NEEDED, *(f"categories/{row['id']}.md" for row in table.data["categories"])}
    return written | made | ({RECORD_PAGE} if (root / RECORD).is_file() else set())


def _fact_findings(table: YamlFile, words: Words) -> Iterator[Finding]:
    periods = periods_in(words.pages)
    fields = fields_of_contacts(table.data["contacts"])
    yield from table_fact_findings(table, periods)
    for file in words.files.values():
        yield from word_checks.fact_findings(file, fields, periods)


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
    service: ServiceAddress | None,
    pages: Collection[str],
) -> dict[str, Callable[[str], str]]:
    """What the enquiry's schema becomes on the pages, by the name of its placeholder."""
    return {
        "field_reference": lambda _: field_reference(schema, words, language),
        "form": lambda root: form.render(
            templates, schema, table, words, language, root, service, pages
        ),
    }
