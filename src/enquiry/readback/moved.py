"""Old addresses: at each stands a page that leads to where the page is now."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from enquiry.readback import html
from enquiry.readback.comparison import Comparison
from enquiry.readback.frame import canonical
from enquiry.readback.pages import SiteFiles
from enquiry.readback.sources import Sources


def compare(comparison: Comparison, files: SiteFiles, site_url: str) -> None:
    """Compare the page at each old address, and the rules for hosts."""
    sources = comparison.sources
    found = list(moves(sources))
    rules: set[tuple[str, str]] = set()
    if found and (text := files.text("_redirects", "the rules for old addresses")) is not None:
        parts = [line.split() for line in text.splitlines() if not line.startswith("#")]
        rules = {(each[0], each[1]) for each in parts if len(each) >= 2}
    below = urlsplit(site_url).path or "/"
    for language, old, new in found:
        page = files.page(old, language, f"the old address of {new}")
        if (below + old, below + new) not in rules:
            comparison.differs("_redirects", f"where {old} leads", None, new, None)
        if page is None:
            continue
        links = {page.resolve(link.href) for link in html.links(html.tokens(page.main))}
        if new not in links:
            comparison.differs(page.file, "a link to where the page is now", None, new, None)
        for meta in page.all("meta"):
            if (meta.get("http-equiv") or "").lower() == "refresh":
                to = (meta.get("content") or "").partition("url=")[2]
                comparison.same(page.file, "where it leads by itself", page.resolve(to), new, None)
        if site_url:
            whole = urljoin(site_url, new)
            comparison.same(page.file, "where it is now (canonical)", canonical(page), whole, None)
        comparison.same(page.file, "its language (lang)", page.root.get("lang"), language, None)


def moves(sources: Sources) -> Iterator[tuple[str, str, str]]:
    """The language, the old and the present address of each move."""
    for language in sources.languages:
        for category in sources.table.categories.values():
            new = sources.address(language, f"categories/{category.id}.md")
            for alias in category.aliases:
                yield language, sources.address(language, f"categories/{alias}.md"), new
    aliases = {
        (str(alias), page.path)
        for page in sources.written
        for alias in page.meta.get("aliases", ())
    }
    for alias, path in sorted(aliases):
        name = alias.strip("/").removesuffix(".md").removesuffix("/index")
        for language in sources.languages:
            old = sources.address(language, f"{name}.md")
            yield language, old, sources.address(language, path)
