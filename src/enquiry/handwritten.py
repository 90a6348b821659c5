"""The pages that people write: read, checked and with their placeholders filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from enquiry import facts, links
from enquiry.errors import Finding, GuideError
from enquiry.pages import Page, Pages

TABLE = "docs/routing.yml"


def paths(root: Path, language: str) -> Iterator[str]:
    """The Markdown files of a language, below its folder."""
    folder = root / "docs" / language
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.md")))


def load(root: Path, renderer: Pages, changes: Mapping[str, str]) -> list[Page]:
    """The hand-written pages of the renderer's language. Raises GuideError with every finding.

    `changes` holds the ISO date of the last change of each file. A page is made of its file, and
    of the table when it takes something from there.
    """
    pages, faults, sources = [], [], {}
    for path in paths(root, renderer.language):
        file = f"docs/{renderer.language}/{path}"
        try:
            source = (root / file).read_text(encoding="utf-8-sig")
            meta = _front_matter(source, file)
            rendered = renderer.hand_written(source, path, file)
        except UnicodeDecodeError:
            faults.append(Finding(file, 0, 0, "The page is not UTF-8.", "Save it as UTF-8."))
            continue
        except GuideError as error:
            faults.extend(error.findings)
            continue
        made_of = [file, TABLE] if "{{" in source else [file]
        dates = [changes[name] for name in made_of if name in changes]
        modified = max(dates, default=renderer.table.source.compared)
        pages.append(Page(renderer.language, path, rendered, meta, modified))
        sources[path] = source
        faults.extend(facts.findings(source, file, renderer.compared))
    known = {page.path: page.markdown for page in pages}
    known |= {f"categories/{name}.md": "" for name in renderer.table.categories}
    for path, source in sources.items():
        faults.extend(links.findings(source, path, f"docs/{renderer.language}/{path}", known))
    if faults:
        raise GuideError(faults)
    return pages


def _front_matter(source: str, file: str) -> Mapping[str, Any]:
    """A page names its title and its description, for the browser's tab and for search engines."""
    head = source.split("---\n")[1] if source.startswith("---\n") else ""
    try:
        meta: Any = yaml.safe_load(head) or {}
    except yaml.YAMLError:
        meta = None
    if not isinstance(meta, dict):
        fault = Finding(file, 1, 1, "The front matter is not YAML.", "Put its texts in quotes.")
        raise GuideError([fault])
    faults = [
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
    if faults:
        raise GuideError(faults)
    return meta
