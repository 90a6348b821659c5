"""Whether a built site says what its guide says: every page, in every language, and all data."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

from enquiry.authoring.findings import Finding
from enquiry.authoring.record import RECORD_PAGE
from enquiry.guide_files import GuideFiles
from enquiry.readback import (
    category_pages,
    frame,
    html,
    moved,
    open_data,
    recorded,
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
    reading = Reading(load(guide), folder)
    for path, language in product(reading.paths, reading.sources.languages):
        reading.page(path, language)
    reading.data()
    return reading.findings


class Reading:
    """One reading of the site in a folder: its pages and its data, compared with the sources.

    `site_url` is the site's address, "" where it is not known; without it, the home page says it.
    """

    def __init__(self, sources: Sources, folder: Path, site_url: str | None = None) -> None:
        self.sources = sources
        self._comparison = Comparison(sources)
        self._files = SiteFiles(folder, self._comparison)
        self._stray = StrayFacts(self._comparison)
        self._site_url = self._stated_address() if site_url is None else site_url
        written = sorted({page.path for page in sources.written})
        self.paths = [*written, *(f"categories/{name}.md" for name in sources.table.categories)]
        self.paths += [RECORD_PAGE] if sources.record else []
        pages = product(sources.languages, self.paths)
        self._own = {sources.address(language, path) for language, path in pages}

    def _stated_address(self) -> str:
        home = self._files.page("", self.sources.languages[0], "the home page")
        return frame.canonical(home) if home else ""

    @property
    def findings(self) -> Sequence[Finding]:
        """The disagreements found so far, each once."""
        found = list(dict.fromkeys(self._comparison.findings))
        if self._comparison.left_out:
            problem = f"{self._comparison.left_out} more disagreements are not listed."
            found.append(Finding("index.html", 0, 0, problem, "Is this another guide's site?"))
        return found

    def page(self, path: str, language: str) -> None:
        """Compare the page of a Markdown file's path in a language."""
        comparison, sources = self._comparison, self.sources
        address = sources.address(language, path)
        page = self._files.page(address, language, f"docs/{language}/{path}")
        if page is None:
            return
        written = {(each.language, each.path): each for each in sources.written}
        category = None
        if own := written.get((language, path)):
            written_pages.compare(comparison, page, own)
            title, description = (str(own.meta.get(key, "")) for key in ("title", "description"))
        elif path == RECORD_PAGE:
            recorded.compare(comparison, page)
            said = sources.said(language)
            title, description = said["changes_title"], said["changes_intro"]
        else:
            name = path.removeprefix("categories/").removesuffix(".md")
            category = sources.table.categories[name]
            category_pages.compare(comparison, page, category)
            title, description = category.title[language], category.summary[language]
        self._links(page)
        addresses = {code: sources.address(code, path) for code in sources.languages}
        frame.compare(comparison, page, self._site_url, addresses, title, description)
        if path != RECORD_PAGE:  # which states what counts no more
            self._stray.compare(page, category.id if category else None)

    def _links(self, page: Page) -> None:
        """Each link to another page or file of the site leads to one. A page of the guide that is
        not there is a finding of its own."""
        for link in page.all("a"):
            href = link.get("href")
            to = None if href is None else page.resolve(href)
            if not (to is None or to in self._own or self._files.has(to)):
                problem = f"Nothing stands where a link leads: “{href}”."
                said = html.text_of(link)
                self._comparison.add(page.file, problem, f"It says “{said}”." if said else "")

    def data(self) -> None:
        """Compare what is published beside the pages, and what leads to them."""
        comparison, files, sources = self._comparison, self._files, self.sources
        if table := open_data.compare_table(comparison, files):
            routes.compare(comparison, "routing.json", table)
        open_data.compare_csv(comparison, files)
        open_data.compare_schemas(comparison, files)
        open_data.compare_security(comparison, files, self._site_url)
        if self._site_url:
            pages = [
                {code: sources.address(code, path) for code in sources.languages}
                for path in self.paths
            ]
            open_data.compare_map(comparison, files, self._site_url, pages)
        moved.compare(comparison, files, self._site_url)
        self._search()
        self._no_further_category()
        _compare_not_found(comparison, files)

    def _search(self) -> None:
        """The index of the search states no fact of its own."""
        own = "\n".join(page.markdown for page in self.sources.written)
        languages = self.sources.languages
        for path in sorted(self._files.folder.glob("search/*.json")):
            name = path.relative_to(self._files.folder).as_posix()
            text = self._files.text(name, "the index of the search")
            data = None if text is None else open_data.load_json(self._comparison, name, text)
            for code in [path.stem] if path.stem in languages else languages:
                self._stray.texts(name, code, strings_in(data), own)

    def _no_further_category(self) -> None:
        """No page of a category that the table does not have is left over."""
        known = {
            self.sources.address(language, path).strip("/")
            for language, path in product(self.sources.languages, self.paths)
        }
        known |= {old.strip("/") for _, old, _ in moved.moves(self.sources)}
        for language in self.sources.languages:
            top = self._files.folder / self.sources.address(language, "index.md")
            for folder in sorted((top / "categories").glob("*/")):
                name = folder.relative_to(self._files.folder).as_posix()
                here = self.sources.address(language, f"categories/{folder.name}.md").strip("/")
                if here not in known and (folder / "index.html").is_file():
                    problem = "This page is about a category that the table does not have."
                    self._comparison.add(f"{name}/index.html", problem, "Delete it.")


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
