"""The pages of the site: the same ones in each language, each of which says what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
import yaml
from bs4 import BeautifulSoup
from html5lib.html5parser import ParseError

from enquiry.site.guide import Guide
from tests.built_page import HEADINGS, BuiltPage
from tests.support import guide_languages

CODE = re.compile(r"^(```|~~~).*?^\1|\{% raw %\}.*?\{% endraw %\}", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(#+) .*?(\{ *#\S+ *\})?$", re.MULTILINE)
PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 130


def in_each_language(pages: Sequence[BuiltPage]) -> list[list[BuiltPage]]:
    """The pages grouped by what they are about: one for each language."""
    by_path = sorted(pages, key=lambda page: page.source.path)
    return [list(group) for _, group in groupby(by_path, key=lambda page: page.source.path)]


def test_the_site_has_the_pages_of_the_guide(site: Path, pages: Sequence[BuiltPage]) -> None:
    """The site has every page of the guide, in every language, and no other."""
    built = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    assert sorted(f"{folder}/".removeprefix("./") for folder in built) == sorted(
        page.address for page in pages
    )
    for group in in_each_language(pages):
        assert [page.language for page in group] == list(guide_languages())


def test_each_category_has_a_page(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """Each category of the table has one page in each language."""
    found = Counter(page.source.category for page in pages if page.source.category)
    assert found == dict.fromkeys(guide.table.categories, len(guide_languages()))


def test_a_page_is_built_alike_in_every_language(pages: Sequence[BuiltPage]) -> None:
    """In every language a page has the same headings, parts and links."""
    for group in in_each_language(pages):
        outlines = {
            page.language: [each.name for each in page.main.select(f"{HEADINGS}, table, pre, form")]
            for page in group
        }
        assert len({tuple(outline) for outline in outlines.values()}) == 1, outlines
        targets = {
            page.language: sorted(
                {link.partition("#")[0].removeprefix(f"{page.language}/") for link in page.links}
            )
            for page in group
        }
        assert len({tuple(links) for links in targets.values()}) == 1, targets


def test_a_page_is_written_alike_in_every_language(guide_root: Path, guide: Guide) -> None:
    """In every language a page takes the same facts from the table and has the same anchors."""
    written: dict[str, dict[str, object]] = {}
    for page in guide.pages.values():
        file = guide_root / "docs" / page.language / page.path
        if file.is_file():
            source = file.read_text("utf-8")
            _, meta, text = source.split("---\n", 2)
            text = CODE.sub("", text)
            settings = yaml.safe_load(meta)
            written.setdefault(page.path, {})[page.language] = {
                "placeholders": sorted(set(PLACEHOLDER.findall(text))),
                "headings": HEADING.findall(text),
                "settings": sorted(settings),
                "lists": {key: value for key, value in settings.items() if isinstance(value, list)},
            }
    for path, versions in written.items():
        first = versions[guide_languages()[0]]
        assert versions == dict.fromkeys(guide_languages(), first), path


def test_titles_are_unique_and_short(pages: Sequence[BuiltPage]) -> None:
    """No two pages share a title in the browser's tab; a page's own title has 60 characters."""
    shown = Counter(page.soup.select("head title")[0].get_text() for page in pages)
    assert [title for title, count in shown.items() if count > 1] == []
    titles = [page.attribute("meta[property='og:title']", "content") for page in pages]
    assert [title for title in titles if len(title) > LONGEST_TITLE] == []


def test_descriptions_are_unique_and_short(pages: Sequence[BuiltPage]) -> None:
    """No two pages share a description, and none has more than 130 characters."""
    found = Counter(page.attribute("meta[name=description]", "content") for page in pages)
    assert [text for text, count in found.items() if count > 1] == []
    assert [text for text in found if len(text) > LONGEST_DESCRIPTION] == []


def test_each_page_says_what_it_is(guide: Guide, pages: Sequence[BuiltPage], site_url: str) -> None:
    """A page has its language, one first heading, its date and a way to report a problem."""
    report = guide.table.publisher.report_problem
    for page in pages:
        assert page.attribute("html", "lang") == page.language
        assert [each.name for each in page.soup.select(HEADINGS)].count("h1") == 1, page.address
        modified = page.attribute(".modified time", "datetime")
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", modified)
        assert page.attribute("meta[name='dcterms.modified']", "content") == modified
        link = unquote(page.attribute("footer .report a", "href"))
        assert link == report.replace("{page}", site_url + page.address or "/"), page.address


def test_each_page_names_its_address_in_every_language(
    pages: Sequence[BuiltPage], site_url: str
) -> None:
    """A page states its own whole address and that of its other languages, where they are known."""
    for group in in_each_language(pages):
        expected = {page.language: site_url + page.address for page in group}
        expected["x-default"] = expected[guide_languages()[0]]
        for page in group:
            alternates = page.soup.select("head link[rel=alternate]")
            stated = {str(link["hreflang"]): str(link["href"]) for link in alternates}
            canonical = [str(link["href"]) for link in page.soup.select("link[rel=canonical]")]
            assert stated == (expected if site_url else {})
            assert canonical == ([expected[page.language]] if site_url else [])


def test_the_language_toggle_leads_to_the_same_page(pages: Sequence[BuiltPage]) -> None:
    """From each page the toggle leads to the same page in each other language."""
    for group in in_each_language(pages):
        for page in group:
            links = page.soup.select("a.language")
            for link, other in zip(links, [each for each in group if each != page], strict=True):
                assert page.resolve(str(link["href"])) == other.address
                assert link["lang"] == link["hreflang"] == other.language


def test_every_page_is_reached_from_home(pages: Sequence[BuiltPage]) -> None:
    """From the home page of a language, links lead to each page of that language."""
    by_address = {page.address: page for page in pages}
    for home in (page for page in pages if page.source.path == "index.md"):
        reached = {home.address}
        waiting = [home]
        while waiting:
            for link in waiting.pop().links:
                target = link.partition("#")[0]
                if target in by_address and target not in reached:
                    reached.add(target)
                    waiting.append(by_address[target])
        assert {page.address for page in pages if page.language == home.language} <= reached


def test_every_link_and_anchor_leads_somewhere(
    guide: Guide, pages: Sequence[BuiltPage], site: Path, site_url: str
) -> None:
    """No page, the one for unknown addresses included, has a broken link, script, style, anchor."""
    root = site_url or "https://guide.invalid/"
    not_found = BeautifulSoup((site / "404.html").read_text("utf-8"), "html5lib")
    ids = {page.address: [str(each["id"]) for each in page.soup.select("[id]")] for page in pages}
    report = guide.table.publisher.report_problem.partition("{page}")[0]
    broken = []
    for here, soup in (("404.html", not_found), *((page.address, page.soup) for page in pages)):
        for element in soup.select("[href], [src]"):
            link = str(element.get("href") or element.get("src"))
            target, _, anchor = urljoin(root + here, link).partition("#")
            if urlsplit(target)[:2] != urlsplit(root)[:2] or target.startswith(report):
                continue
            address = unquote(target.removeprefix(root)) if target.startswith(root) else target
            file = site / address / "index.html" if address in ids else site / address
            # What stands behind a "#" with a "=" is for the form's script.
            leads = (
                anchor == "" or "=" in anchor or ids.get(address, []).count(unquote(anchor)) == 1
            )
            if not (file.is_file() and leads):
                broken.append(f"{here}: {link}")
    assert broken == []


def test_links_to_the_source_say_their_language(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """Each page links to the source page and says in which language that is."""
    source = guide.table.source
    for page in pages:
        links = page.soup.select(f"a[rel=external][href='{source.url}']")
        assert {str(link["hreflang"]) for link in links} == {source.language}, page.address


def test_nothing_runs_inline(pages: Sequence[BuiltPage]) -> None:
    """No page has an inline script, a style attribute, an event handler or a foreign resource."""
    for page in pages:
        assert page.soup.select("[style], style") == [], page.address
        for script in page.soup.select("script:not([src])"):
            assert script["type"] in {"application/ld+json", "application/json"}, page.address
        for element in page.soup.find_all(True):
            assert [name for name in element.attrs if name.startswith("on")] == [], page.address
        for loaded in page.soup.select("script[src], link[rel=stylesheet], link[rel=icon], img"):
            assert page.resolve(str(loaded.get("src") or loaded.get("href"))), page.address


def test_no_address_reveals_where_a_reader_came_from(pages: Sequence[BuiltPage]) -> None:
    """Links to other sites are safe, and do not say from which page their reader comes.

    Only a web form that the filled-in form leads to opens beside it, so that the answers stay.
    """
    for page in pages:
        assert page.attribute("meta[name=referrer]", "content") == "no-referrer"
        assert page.soup.select("[target]:not([data-reach]), [href^='http://']") == [], page.address


def test_the_html_is_well_formed(site: Path, pages: Sequence[BuiltPage]) -> None:
    """A strict parser of HTML finds nothing wrong with any page."""
    written = {page.address: page.html for page in pages}
    written["404.html"] = (site / "404.html").read_text("utf-8")
    for name, html in written.items():
        try:
            html5lib.HTMLParser(strict=True).parse(html)
        except ParseError as error:
            pytest.fail(f"{name}: {error}")
