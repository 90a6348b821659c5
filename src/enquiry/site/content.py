"""The pages that people write: read, checked and with their placeholders filled in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from enquiry.authoring import texts
from enquiry.authoring.findings import Finding, GuideError, collecting
from enquiry.authoring.record import RECORD_PAGE
from enquiry.authoring.texts import IN_ONE_LINE, cut_short_finding, strings_in
from enquiry.authoring.yaml_file import FRONT_MATTER, YamlFile, not_utf8, parse
from enquiry.guide_files import RECORD, SCHEMA, TABLE, WORDS, path_of_alias
from enquiry.site.content_checks import LinkChecker, example_findings, fact_findings
from enquiry.site.html import THEME
from enquiry.site.markup import hidden_findings, markup_findings
from enquiry.site.moved import old_addresses
from enquiry.site.renderer import Page, Renderer
from enquiry.validation.result import Problem

MAX_BYTES = 1024 * 1024
MAX_BRACKETS = 2000
_TEXTS = ("title", "description", "nav", "keywords", "index", "place", "connect", "template")
_LISTS = ("scripts", "styles", "aliases")
NEEDED = {
    "index.md": "the site begins there",
    "enquiry.md": "it holds {{ form }}, to which each category leads",
}
_ALIAS = re.compile(r"/?(?:[\w-]+/)*[\w-]+(?:\.md|/)?")


@dataclass(frozen=True, slots=True)
class Sources:
    """What pages are made of beside their own words.

    `changes` holds the ISO date of the last change of each file, `fields` which contact has which
    address and number. `to_html` turns Markdown into HTML as the site does, `faults` says what is
    wrong with an enquiry. `templates` are the folders of templates that a page may choose from.
    `fetches` says that the site gets a copy of each picture of another one.
    """

    changes: Mapping[str, str]
    fields: Mapping[str, tuple[str, str]]
    to_html: Callable[[str], str]
    faults: Callable[[Any], Sequence[Problem]]
    templates: Sequence[Path]
    fetches: bool


def paths(root: Path, language: str) -> Iterator[str]:
    """The Markdown files of a language, below its folder."""
    folder = root / "docs" / language
    found = (path for path in _below(folder) if path.suffix == ".md")
    return (path.relative_to(folder).as_posix() for path in sorted(found))


def _other_files(root: Path, language: str) -> Iterator[str]:
    """What a page of a language may link to besides pages, seen from the language's folder."""
    for path in sorted(_below(root / "docs")):
        if path.is_file() and path.suffix not in (".md", ".yml"):
            yield os.path.relpath(path, root / "docs" / language).replace(os.sep, "/")


def file_findings(root: Path) -> Iterator[Finding]:
    """What MkDocs cannot copy, and links to folders that hold them, which it follows for long."""
    try:
        for path in _below(root / "docs"):
            name = path.relative_to(root).as_posix()
            above = path.parent.resolve()
            if path.is_dir():
                if path.is_symlink() and path.resolve() in (above, *above.parents):
                    problem = "This link leads back to a folder that holds it."
                    yield Finding(name, 0, 0, problem, "Delete it.")
            elif not path.is_file() and name != TABLE and not name.startswith(WORDS):
                yield Finding(name, 0, 0, "This is no file that can be read.", "Delete it.")
    except OSError as error:
        problem = f"{error.filename} cannot be read: {error.strerror}."
        yield Finding("docs", 0, 0, problem, "Allow it to be read.")


def _below(folder: Path, above: Sequence[Path] = ()) -> Iterator[Path]:
    """Everything below a folder, links followed, but for those that lead back."""
    here = folder.resolve()
    for path in folder.iterdir() if folder.is_dir() and here not in above else ():
        yield path
        if path.is_dir():
            yield from _below(path, (*above, here))


def parity_findings(root: Path, languages: Sequence[str]) -> Iterator[Finding]:
    """Each page must exist in every language."""
    have = {language: set(paths(root, language)) for language in languages}
    for language in languages:
        for path in sorted(set().union(*have.values()) - have[language]):
            other, *more = (name for name in languages if path in have[name])
            rest = f'and not in "{language}"' if more else "alone"
            yield Finding(
                f"docs/{other}/{path}",
                0,
                0,
                f'This page exists in "{other}" {rest}.',
                f"Write docs/{language}/{path}, or delete this page.",
            )


def needed_findings(root: Path, languages: Sequence[str]) -> Iterator[Finding]:
    """Pages that no guide can do without."""
    for path, reason in NEEDED.items():
        if not any((root / "docs" / language / path).is_file() for language in languages):
            name = f"docs/{languages[0]}/{path}"
            yield Finding(name, 0, 0, "This page is missing.", f"Write it: {reason}.")


def load(root: Path, renderer: Renderer, sources: Sources) -> list[Page]:
    """The hand-written pages of the renderer's language. Raises GuideError with every finding."""
    pages: list[Page] = []
    found: list[Finding] = []
    written: dict[str, tuple[str, str]] = {}  # and its HTML
    # A page that has a fault is there all the same: links to it are not at fault.
    known: dict[str, str | None] = dict.fromkeys(paths(root, renderer.language))
    for path in list(known):
        file = f"docs/{renderer.language}/{path}"
        with collecting(found):
            if path == RECORD_PAGE and (root / RECORD).is_file():
                problem = f"This page is made from {RECORD}."
                found.append(Finding(file, 0, 0, problem, "Delete it, or that file."))
            source = _read(root / file, file)
            found += fact_findings(
                source, file, renderer.compared, renderer.periods, sources.fields
            )
            meta = _front_matter(source, file, root / "docs", sources.templates)
            head, body = _parts_of(source)
            found += hidden_findings(body, file)
            rendered = renderer.hand_written(body, path, file)
            own = renderer.hand_written(body, path, file, parts=False)
            made = _html(own, file, sources.to_html)
            written[path] = (body, made)
            found += markup_findings(body, made, file, fetches=sources.fetches)
            found += example_findings(body, own, file, sources.faults, renderer.language)
            known[path] = rendered
            dates = [sources.changes.get(name, "") for name in _made_of(source, file, renderer)]
            modified = max(dates) or renderer.table.source.compared
            pages.append(
                Page(renderer.language, path, head + rendered.lstrip("\n"), meta, modified)
            )
    known |= {f"categories/{name}.md": "" for name in renderer.table.categories}
    known |= dict.fromkeys(_other_files(root, renderer.language))
    if (root / RECORD).is_file():
        known[RECORD_PAGE] = ""
    by_path = {page.path: page for page in pages}
    moved = {path_of_alias(old): new for old, new, _ in old_addresses(by_path, renderer.table)}
    links = LinkChecker(known, sources.to_html, moved)
    for path, (body, made) in written.items():
        found += links.findings(body, path, f"docs/{renderer.language}/{path}", made)
    if found:
        raise GuideError(found)
    return pages


def _parts_of(source: str) -> tuple[str, str]:
    """The front matter, whose texts are shown as they are, and the page's own words.

    Empty lines stand before the words, so that their lines count as in the page.
    """
    found = FRONT_MATTER.match(source)
    head = found[0] if found else ""
    return head, "\n" * head.count("\n") + source[len(head) :]


def _made_of(source: str, file: str, renderer: Renderer) -> Iterator[str]:
    """The files of which a page is made."""
    yield file
    if "{{" in source or "{%" in source:
        yield from (TABLE, f"{WORDS}/{renderer.language}.yml")
    if any(name in source for name in ("form", "field_reference")):
        yield SCHEMA


def _html(markdown: str, file: str, to_html: Callable[[str], str]) -> str:
    try:
        return to_html(markdown)
    except Exception as error:  # whatever Markdown and its extensions raise
        problem = f"Markdown cannot read this page: {type(error).__name__}."
        expected = "Look for brackets or quotes in one another, thousands of them."
        raise GuideError([Finding(file, 1, 1, problem, expected)]) from error


def _read(path: Path, file: str) -> str:
    try:
        if path.is_dir():
            raise GuideError([Finding(file, 0, 0, "This is a folder.", "Put a page there.")])
        if path.stat().st_size > MAX_BYTES:
            raise GuideError([Finding(file, 0, 0, "The page is over 1 MiB.", "Split it.")])
        raw = path.read_bytes()
        source = re.sub("\r\n?", "\n", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise GuideError([not_utf8(error, file)]) from error
    except OSError as error:
        problem = f"The page cannot be read: {error.strerror}."
        raise GuideError([Finding(file, 0, 0, problem, "Put the file there.")]) from error
    if source.count("[") > MAX_BRACKETS:  # Markdown looks for the end of each
        problem = f"The page has more than {MAX_BRACKETS} square brackets."
        raise GuideError([Finding(file, 0, 0, problem, "Split it.")])
    return source


def _of_front_matter(finding: Finding) -> Finding:
    if not finding.problem.startswith("This is not YAML"):
        return finding
    problem, expected = "The front matter is not YAML.", "Put its texts in quotes."
    return replace(finding, problem=problem, expected=expected)


def _front_matter(
    source: str, file: str, docs: Path, templates: Sequence[Path]
) -> Mapping[str, Any]:
    """A page names its title and its description, for the browser's tab and for search engines."""
    head = FRONT_MATTER.match(source)
    found: list[Finding] = []
    meta: Any = {}
    if head and not head[0].rstrip().endswith("\n---"):
        expected = 'Put a line "---" below its last key.'
        raise GuideError([Finding(file, 1, 1, "The front matter has no end.", expected)])
    if head and head[1].strip():
        try:
            # Below an empty line, so that lines count as in the page.
            read = parse(f"\n{head[1]}", file)
            meta = read.data if isinstance(read.data, dict) else None
            found += [cut_short_finding(read, pointer) for pointer in read.cut_short]
        except GuideError as error:
            raise GuideError(map(_of_front_matter, error.findings)) from error
    if meta is None:
        finding = Finding(file, 1, 1, "The front matter is not YAML.", "Put its texts in quotes.")
        raise GuideError([finding])
    found += [
        Finding(
            file,
            1,
            1,
            f"The page has no {key}.",
            f'Start the file with "---", "{key}: …" and "---".',
        )
        for key in ("title", "description")
        if meta.get(key) is None or (isinstance(meta[key], str) and not meta[key].strip())
    ]
    found += [
        read.finding(f"/{key}", f'"{key}" is not a text.', "Put it in quotes.")
        for key in _TEXTS
        if not isinstance(meta.get(key, ""), str)
        and (meta[key] is not None or key not in _TEXTS[:2])
    ]
    found += [
        read.finding(f"/{key}", f'"{key}" is not a list of texts.', f"Write {key}: […].")
        for key in _LISTS
        if not isinstance(meta.get(key, []), list)
        or not all(isinstance(each, str) for each in meta.get(key, []))
    ]
    if found:
        raise GuideError(found)
    if meta:
        for pointer, text in strings_in(meta):
            found += texts.hidden_findings(read, pointer, text, IN_ONE_LINE)
        found += _list_findings(read, docs)
        found += _template_findings(read, templates)
    if found:
        raise GuideError(found)
    return dict(meta)


def _template_findings(read: YamlFile, folders: Sequence[Path]) -> Iterator[Finding]:
    """A template of its own that is not there."""
    name = read.data.get("template")
    if name and not any((folder / name).is_file() for folder in folders):
        expected = "Put it into the custom_dir of your theme, or delete this line."
        yield read.finding("/template", f'There is no template "{name}".', expected)


def _list_findings(read: YamlFile, docs: Path) -> Iterator[Finding]:
    """Files that a page asks for and that are not there, and old addresses that are none."""
    for key in ("scripts", "styles"):
        for index, name in enumerate(read.data.get(key, [])):
            if not any((folder / name).is_file() for folder in (docs, THEME)):
                problem = f'There is no file "{name}" in docs, nor among those of the engine.'
                expected = f"Put it there, or take it out of {key}."
                yield read.finding(f"/{key}/{index}", problem, expected)
    for index, alias in enumerate(read.data.get("aliases", [])):
        if not _ALIAS.fullmatch(alias):
            problem = f'"{alias}" is no old address of a page.'
            expected = "Write its path below the language, such as what-to-say."
            yield read.finding(f"/aliases/{index}", problem, expected)
