"""The built pages: what each says about itself, and that its links lead somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from enquiry.routing.table import Table
from tests.support import ROOT

SITE = "https://enquiry-guide.example/"
PAGES = sorted(
    {
        "",
        *(f"{path.stem}/" for path in (ROOT / "docs/en").glob("*.md") if path.stem != "index"),
        "categories/individual-case/",
        "categories/local-procedures/",
        "categories/service-complaint/",
        "categories/biometrics/",
        "categories/general-procedures/",
        "categories/selection-policy/",
    }
)
ADDRESSES = [*PAGES, *(f"fr/{page}" for page in PAGES)]


def soup(site: Path, address: str) -> BeautifulSoup:
    """The page at `address`, parsed as a browser does."""
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html5lib")


def attribute(page: BeautifulSoup, selector: str, name: str) -> str:
    """The attribute of the one element that the selector finds."""
    (element,) = page.select(selector)
    return str(element[name])


def links(page: BeautifulSoup) -> Iterator[str]:
    """Every address that the page names."""
    for element in page.select("[href], [src]"):
        yield str(element.get("href") or element.get("src"))


def test_has_the_pages_of_the_format(site: Path) -> None:
    """The site has these pages and no others, in both languages."""
    built = {
        path.parent.relative_to(site).as_posix().removeprefix(".")
        for path in site.rglob("index.html")
    }
    assert {f"{page}/" if page else "" for page in built} == set(ADDRESSES)
    for promised in ("what-to-include/", "what-to-expect/", "protect-your-information/"):
        assert promised in PAGES
    for shared in ("routing.json", "routing.csv", "404.html", "sitemap.xml"):
        assert (site / shared).is_file()
    for name in ("enquiry.schema.json", "routing.schema.json"):
        assert json.loads((site / "schema" / name).read_text("utf-8"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_leads_to_itself_in_the_other_language(site: Path, address: str) -> None:
    """The language toggle leads to the same page, and back."""
    here = soup(site, address)
    there = urljoin(SITE + address, attribute(here, "a.language", "href"))
    path = there.removeprefix(SITE)
    assert path == (address.removeprefix("fr/") if address.startswith("fr/") else f"fr/{address}")
    back = urljoin(there, attribute(soup(site, path), "a.language", "href"))
    assert back == SITE + address
    other = "en" if address.startswith("fr/") else "fr"
    assert (
        attribute(here, "a.language", "lang") == attribute(here, "a.language", "hreflang") == other
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_says_what_it_is(site: Path, address: str) -> None:
    """Each page has its language, one h1, a canonical address, alternates, dates and a report."""
    page = soup(site, address)
    language = "fr" if address.startswith("fr/") else "en"
    english = SITE + address.removeprefix("fr/")
    french = f"{SITE}fr/{address.removeprefix('fr/')}"
    assert attribute(page, "html", "lang") == language
    assert len(page.select("h1")) == 1
    assert attribute(page, "link[rel=canonical]", "href") == SITE + address
    assert {
        str(link["hreflang"]): link["href"] for link in page.select("head link[rel=alternate]")
    } == {"en": english, "fr": french, "x-default": english}
    assert attribute(page, "meta[name='dcterms.language']", "content") in {"eng", "fra"}
    modified = attribute(page, ".modified time", "datetime")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", modified)
    assert modified == attribute(page, "meta[name='dcterms.modified']", "content")
    words = {"en": "Report a problem on this page", "fr": "Signaler un problème sur cette page"}
    (report,) = (link for link in page.select("footer a") if link.text == words[language])
    assert unquote(str(report["href"])).endswith(SITE + address)


def test_titles_and_descriptions_are_unique_and_short(site: Path) -> None:
    """No two pages share a title or a description; a description has 130 characters at most."""
    pages = [soup(site, address) for address in ADDRESSES]
    titles = [page.title.text for page in pages if page.title]
    descriptions = [attribute(page, "meta[name=description]", "content") for page in pages]
    assert len(set(titles)) == len(set(descriptions)) == len(ADDRESSES)
    assert [title for title in titles if len(title) > 60] == []
    assert [text for text in descriptions if len(text) > 130] == []


@pytest.mark.parametrize("address", [*ADDRESSES, "404.html"])
def test_every_internal_link_and_anchor_leads_somewhere(site: Path, address: str) -> None:
    """No link, script, style or anchor of the page is broken."""
    file = site / (address if address.endswith(".html") else f"{address}index.html")
    page = BeautifulSoup(file.read_text("utf-8"), "html5lib")
    for link in links(page):
        target = urlsplit(urljoin(SITE + address, link))
        if f"{target.scheme}://{target.netloc}/" != SITE or target.path == "/report":
            continue
        path = site / unquote(target.path).lstrip("/")
        path = path / "index.html" if target.path.endswith("/") else path
        assert path.is_file(), link
        if target.fragment and "=" not in target.fragment:
            ids = BeautifulSoup(path.read_text("utf-8"), "html5lib").select(
                f"[id='{unquote(target.fragment)}']"
            )
            assert len(ids) == 1, link


@pytest.mark.parametrize("address", ADDRESSES)
def test_runs_nothing_inline(site: Path, address: str) -> None:
    """No page has an inline script, a style attribute, an event handler or a foreign resource."""
    page = soup(site, address)
    assert page.select("[style], style") == []
    for script in page.select("script"):
        assert script.get("src") or script["type"] in {"application/ld+json", "application/json"}
    for element in page.find_all(True):
        assert isinstance(element, Tag)
        assert [name for name in element.attrs if name.startswith("on")] == []
    for loaded in page.select("script[src], link[rel=stylesheet], link[rel=icon], img"):
        assert not urlsplit(str(loaded.get("src") or loaded["href"])).netloc


# What schema.org gives these types, of which we use a part. `make audit` asks schema.org's types.
PROPERTIES = {
    "GovernmentService": {"@context", "@type", "name", "description", "url", "provider"},
    "GovernmentOrganization": {"@type", "name", "contactPoint"},
    "ContactPoint": {"@type", "name", "contactType", "email", "availableLanguage"},
}


@pytest.mark.parametrize("address", [a for a in ADDRESSES if "categories/" in a])
def test_linked_data_says_what_the_page_says(site: Path, table: Table, address: str) -> None:
    """The JSON-LD names the service and its contacts as the page does, and no other address."""
    page = soup(site, address)
    language = attribute(page, "html", "lang")
    data = json.loads(page.select('script[type="application/ld+json"]')[0].string or "")
    category = table.categories[address.rstrip("/").rpartition("/")[2]]
    assert data["@type"] == "GovernmentService"
    for part in (data, data["provider"], *data["provider"].get("contactPoint", [])):
        assert set(part) <= PROPERTIES[part["@type"]]
    assert data["name"] == category.title[language]
    main = page.select("main")[0].get_text().casefold()
    for point in data["provider"].get("contactPoint", []):
        assert point["name"].casefold() in main
        assert point.get("email", "") in main
