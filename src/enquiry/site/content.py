"""The pages that people write: read, checked and with their placeholders filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from enquiry.authoring.findings import Finding, GuideError, collecting
from enquiry.guide_files import TABLE
from enquiry.site.content_checks import LinkChecker, fact_findings
from enquiry.site.renderer import Page, Renderer


def paths(root: Path, language: str) -> Iterator[str]:
    """The Markdown files of a language, below its folder."""
    folder = root / "docs" / language
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.md")))


def parity_findings(root: Path, languages: Sequence[str]) -> Iterator[Finding]:
    """Each page must exist in every language."""
    have = {language: set(paths(root, language)) for language in languages}
    for language in languages:
        for path in sorted(set().union(*have.values()) - have[language]):
            other = next(name for name in languages if path in have[name])
            yield Finding(
                f"docs/{other}/{path}",
                0,
                0,
                f'This page exists in "{other}" alone.',
                f"Write docs/{language}/{path}, or delete this page.",
            )


def load(
    root: Path, renderer: Renderer, changes: Mapping[str, str], to_html: Callable[[str], str]
) -> list[Page]:
    """The hand-written pages of the renderer's language. Raises GuideError with every finding.

    `changes` holds the ISO date of the last change of each file. A page is made of its file, and
    of the table when it takes something from there. `to_html` turns Markdown into HTML.
    """
    pages: list[Page] = []
    found: list[Finding] = []
    sources: dict[str, str] = {}
    for path in paths(root, renderer.language):
        file = f"docs/{renderer.language}/{path}"
        with collecting(found):
            source = _read(root / file, file)
            meta = _front_matter(source, file)
            rendered = renderer.hand_written(source, path, file)
            made_of = [file, TABLE] if "{{" in source else [file]
            dates = [changes[name] for name in made_of if name in changes]
            modified = max(dates, default=renderer.table.source.compared)
            pages.append(Page(renderer.language, path, rendered, meta, modified))
            sources[path] = source
            found += fact_findings(source, file, renderer.compared, renderer.periods)
    known = {page.path: page.markdown for page in pages}
    known |= {f"categories/{name}.md": "" for name in renderer.table.categories}
    links = LinkChecker(known, to_html)
    for path, source in sources.items():
        found += links.findings(source, path, f"docs/{renderer.language}/{path}")
    if found:
        raise GuideError(found)
    return pages


def _read(path: Path, file: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        finding = Finding(file, 0, 0, "The page is not UTF-8.", "Save it as UTF-8.")
        raise GuideError([finding]) from error


def _front_matter(source: str, file: str) -> Mapping[str, Any]:
    """A page names its title and its description, for the browser's tab and for search engines."""
    head = source.split("---\n")[1] if source.startswith("---\n") else ""
    try:
        meta: Any = yaml.safe_load(head) or {}
    except yaml.YAMLError:
        meta = None
    if not isinstance(meta, dict):
        finding = Finding(file, 1, 1, "The front matter is not YAML.", "Put its texts in quotes.")
        raise GuideError([finding])
    found = [
        Finding(
            file,
            1,
            1,
            f"The page has no {key}.",
            f'Start the file with "---", "{key}: …" and "---".',
        )
        for key in ("title", "description")
        if not isinstance(meta.get(key), str) or not meta[key].strip()
    ]
    if found:
        raise GuideError(found)
    return meta
