"""Whether a built site says what its guide says: every page, in every language, and all data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from enquiry.authoring.findings import Finding
from enquiry.guide_files import GuideFiles
from enquiry.readback import (
    category_pages,
    frame,
    html,
    moved,
    open_data,
    routes,
    written_pages,
)
from enquiry.readback.comparison import Comparison
from enquiry.readback.pages import Page, SiteFiles
from enquiry.readback.sources import Sources, load
from enquiry.readback.stray_facts import StrayFacts, strings_in


def is_site(folder: Path) -> bool:
    """Whether a folder looks like a built site."""
    return (folder / "index.html").is_file()


def findings(guide: GuideFiles, folder: Path) -> Sequence[Finding]:
    """Where the site in `folder` says otherwise than the guide, by page and fact.

    Raises GuideError where the guide itself does not hold.
    """
    sources = load(guide)
    comparison = Comparison(sources)
    files = SiteFiles(folder, comparison)
    stray = StrayFacts(comparison)
    paths = list(_paths(sources))
    home = files.page("", sources.languages[0], "the home page")
    site_url = frame.site_url_of(home) if home else ""
    by_path: list[dict[str, str]] = []
    for path in paths:
        addresses = {code: sources.address(code, path) for code in sources.languages}
        by_path.append(addresses)
        for language, address in addresses.items():
            what = f"docs/{language}/{path}"
            page = files.page(address, language, what) if address or not home else home
            if page:
                _compare_page(comparison, stray, page, path, site_url, addresses)
    _compare_data(comparison, files, stray)
    if site_url:
        open_data.compare_map(comparison, files, site_url, by_path)
    moved.compare(comparison, files, site_url)
    _compare_not_found(comparison, files)
    found = list(comparison.findings)
    if comparison.left_out:
        problem = f"{comparison.left_out} more disagreements are not listed."
        found.append(Finding("index.html", 0, 0, problem, "Is this the site of another guide?"))
    return list(dict.fromkeys(found))


def _paths(sources: Sources) -> Sequence[str]:
    """The paths of all pages, the home page first."""
    written = sorted({page.path for page in sources.written}, key=lambda path: path != "index.md")
    return [*written, *(f"categories/{name}.md" for name in sources.table.categories)]


def _compare_page(
    comparison: Comparison,
    stray: StrayFacts,
    page: Page,
    path: str,
    site_url: str,
    addresses: dict[str, str],
) -> None:
    sources = comparison.sources
    name = path.removeprefix("categories/").removesuffix(".md")
    category = sources.table.categories.get(name) if path.startswith("categories/") else None
    if category:
        category_pages.compare(comparison, page, category)
        title = category.title[page.language]
        description = category.summary[page.language]
    else:
        written = next(
            each for each in sources.written if (each.language, each.path) == (page.language, path)
        )
        written_pages.compare(comparison, page, written)
        title = str(written.meta.get("title", ""))
        description = str(written.meta.get("description", ""))
    frame.compare(comparison, page, site_url, addresses, title, description)
    stray.compare(page, category.id if category else None)


def _compare_data(comparison: Comparison, files: SiteFiles, stray: StrayFacts) -> None:
    """The open data, and the index of the search."""
    table = open_data.compare_table(comparison, files)
    if table:
        routes.compare(comparison, "routing.json", table)
    open_data.compare_csv(comparison, files)
    open_data.compare_schemas(comparison, files)
    own = "\n".join(page.markdown for page in comparison.sources.written)
    for path in sorted(files.folder.glob("search/*.json")):
        name = path.relative_to(files.folder).as_posix()
        text = files.text(name, "the index of the search")
        data = None if text is None else open_data.load_json(comparison, name, text)
        language = path.stem if path.stem in comparison.sources.languages else None
        for code in [language] if language else comparison.sources.languages:
            stray.texts(name, code, strings_in(data), own)


def _compare_not_found(comparison: Comparison, files: SiteFiles) -> None:
    """The page for an unknown address leads to every category, in every language."""
    sources = comparison.sources
    page = files.page("404.html", sources.languages[0], "the page for an unknown address")
    if page is None:
        return
    said = {link.href: link.text for link in html.links(page.read)}
    for language in sources.languages:
        for category in sources.table.categories.values():
            address = sources.address(language, f"categories/{category.id}.md")
            title = html.plain(category.title[language])
            texts = [text for href, text in said.items() if href.endswith(f"/{address}")]
            if title not in texts:
                fact = f'a link to "{category.id}" in "{language}"'
                at = texts[0] if texts else None
                comparison.differs(page.file, fact, at, title, sources.at(category, "title"))
