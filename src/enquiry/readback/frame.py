"""What stands around every page: its language, its address in each, its source, its publisher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urljoin

from enquiry.readback import html
from enquiry.readback.comparison import Comparison
from enquiry.readback.pages import Page
from enquiry.site.localization import direction, in_words


def canonical(page: Page) -> str:
    """The address that a page says it has, or ""."""
    found = [link.get("href") for link in page.all("link") if _rel(link) == "canonical"]
    return str(found[0] or "") if found else ""


def compare(
    comparison: Comparison,
    page: Page,
    site_url: str,
    addresses: Mapping[str, str],
    title: str | None,
    description: str | None,
) -> None:
    """Compare the frame of a page; `addresses` are its own and those in the other languages."""
    table, language, same = comparison.sources.table, page.language, comparison.same
    root = page.root
    pointer = "/publisher/name"
    same(page.file, "its language (lang)", root.get("lang"), language, pointer)
    same(page.file, "its direction (dir)", root.get("dir"), direction(language), pointer)
    for name, stated in (("title", title), ("description", description)):
        if stated is not None:
            _compare_head(comparison, page, name, stated)
    if site_url:
        own = urljoin(site_url, addresses[language])
        same(page.file, "its own address (canonical)", canonical(page), own, pointer)
        said = {
            str(link.get("hreflang")): str(link.get("href"))
            for link in page.all("link")
            if link.get("hreflang")
        }
        wanted = {code: urljoin(site_url, address) for code, address in addresses.items()}
        wanted["x-default"] = urljoin(site_url, addresses[comparison.sources.languages[0]])
        same(page.file, "its address in each language (hreflang)", said, wanted, pointer)
    else:  # the address of the site is not known: no page may state one
        same(page.file, "its own address (canonical)", canonical(page), "", pointer)
    shown = html.tokens(_body(page), navigation=True)
    links = [what for kind, what in shown if kind == "start" and what.tag == "a"]
    _compare_links(comparison, page, links, site_url, addresses)
    compared = table.source.compared
    day = html.plain(in_words(compared, language, comparison.sources.said(language)["first_day"]))
    times = [what for kind, what in shown if kind == "start" and what.tag == "time"]
    if day not in [html.text_of(each) for each in times if each.get("datetime") == compared]:
        fact = "the day of the last comparison"
        comparison.differs(page.file, fact, None, day, "/source/compared")
    _compare_publisher(
        comparison, page, html.plain(" ".join(each.text for each in html.lines(shown)))
    )


def _compare_links(
    comparison: Comparison,
    page: Page,
    links: Sequence[html.Element],
    site_url: str,
    addresses: Mapping[str, str],
) -> None:
    """Links to the page in the other languages, to its source, and to report a problem."""
    table, language = comparison.sources.table, page.language
    for code in addresses:
        if code != language:
            to = {page.resolve(a.get("href") or "") for a in links if a.get("hreflang") == code}
            if addresses[code] not in to:
                fact = f'a link to the page in "{code}"'
                stated = addresses[code] or "./"
                comparison.differs(page.file, fact, None, stated, "/publisher/name")
    said = {str(a.get("href")): html.text_of(a) for a in links}
    title = html.plain(table.source.title[language])
    if title not in [html.text_of(a) for a in links if a.get("href") == table.source.url]:
        at = said.get(table.source.url)
        comparison.differs(page.file, "a link to the source page", at, title, "/source/title")
    report = table.publisher.report_problem.replace(
        "{page}", quote(urljoin(site_url, addresses[language]) or "/", safe="")
    )
    if report not in said:
        place = "/publisher/report_problem"
        comparison.differs(page.file, "where to report a problem", None, report, place)


def _compare_publisher(comparison: Comparison, page: Page, text: str) -> None:
    """Who publishes the site, whose page it comes from, and whether it is official."""
    table, language = comparison.sources.table, page.language
    for fact, name, place in (
        ("the publisher", table.publisher.name, "/publisher/name"),
        ("the institution", table.source.institution, "/source/institution"),
    ):
        if html.plain(name[language]) not in text:
            comparison.differs(page.file, fact, None, name[language], place)
    warning = html.plain(comparison.sources.said(language)["not_government"])
    fact, place = "whether the site is official", "/publisher/official"
    if table.publisher.official and warning in text:
        comparison.differs(page.file, fact, warning, "true", place)
    elif not table.publisher.official and warning not in text:
        comparison.differs(page.file, fact, None, warning, place)


def _compare_head(comparison: Comparison, page: Page, name: str, stated: str) -> None:
    stated = html.plain(stated)
    if name == "title":
        said = html.plain(" ".join(each.text or "" for each in page.root.findall("head/title")))
        if not said.startswith(stated):
            comparison.differs(page.file, "its title (head)", said, stated, None)
        return
    for meta in page.all("meta"):
        if (meta.get("name") or meta.get("property")) in ("description", "og:description"):
            said = html.plain(meta.get("content") or "")
            comparison.same(page.file, "its description (head)", said, stated, None)


def _body(page: Page) -> html.Element:
    body = page.root.find("body")
    return page.root if body is None else body


def _rel(link: html.Element) -> str:
    return (link.get("rel") or "").lower()
