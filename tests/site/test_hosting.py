"""What hosts and crawlers read."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from enquiry.site.page_context import policy
from tests.site.test_pages import ADDRESSES, SITE, attribute, soup
from tests.support import ROOT


@pytest.mark.parametrize("name", ["_headers", "hosting/nginx.conf"])
def test_the_header_files_hold_the_policy_of_the_pages(name: str) -> None:
    """The ready header files name the pages' own policy, and forbid framing besides."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    assert f"{policy('self')}; frame-ancestors 'none'" in text
    for header in ("Strict-Transport-Security", "nosniff", "Referrer-Policy", "Permissions-Policy"):
        assert header in text


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_the_strict_policy(site: Path, address: str) -> None:
    """No page allows inline code, evaluation or another site; the form connects nowhere."""
    found = attribute(soup(site, address), "meta[http-equiv=Content-Security-Policy]", "content")
    assert found == policy("none" if "enquiry" in address else "self")
    assert "unsafe" not in found
    assert "http" not in found


def test_the_site_map_pairs_the_languages(site: Path) -> None:
    """Every page is in the site map, with its alternates."""
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    tree = ET.fromstring((site / "sitemap.xml").read_text("utf-8"))  # noqa: S314 - our own file
    listed = [url.findtext("s:loc", "", space) for url in tree.findall("s:url", space)]
    assert sorted(listed) == sorted(SITE + address for address in ADDRESSES)
    for url in tree.findall("s:url", space):
        links = url.findall("{http://www.w3.org/1999/xhtml}link")
        assert [link.get("hreflang") for link in links] == ["en", "fr", "x-default"]
    assert f"Sitemap: {SITE}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_shared_link_has_a_preview(site: Path, address: str) -> None:
    """A link that somebody shares shows the page's title, its description and a picture."""
    page = soup(site, address)
    for name in ("og:title", "og:description", "og:url", "og:site_name", "og:locale"):
        assert attribute(page, f"meta[property='{name}']", "content")
    picture = attribute(page, "meta[property='og:image']", "content")
    assert picture == f"{SITE}assets/icon.png"
    assert (site / "assets/icon.png").read_bytes().startswith(b"\x89PNG")


def test_no_address_tells_where_one_came_from(site: Path) -> None:
    """Links to other sites are safe: no page tells them where its reader came from."""
    for address in (*ADDRESSES, "404.html"):
        file = site / address
        html = (file if file.suffix == ".html" else file / "index.html").read_text("utf-8")
        assert '<meta name="referrer" content="no-referrer">' in html
        assert "target=" not in html
        assert 'href="http://' not in html


def test_security_txt_says_whom_to_tell_and_until_when(site: Path) -> None:
    """RFC 9116 asks for a contact and a day on which the file expires."""
    text = (site / ".well-known/security.txt").read_text("utf-8")
    assert re.search(r"^Contact: (https|mailto):\S+$", text, re.MULTILINE)
    assert f"Canonical: {SITE}.well-known/security.txt" in text
    assert re.search(r"^Expires: \d{4}-\d{2}-\d{2}T00:00:00Z$", text, re.MULTILINE)
