"""Building and serving with MkDocs, as the README says."""

from __future__ import annotations

import filecmp
import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from enquiry.cli.main import main
from enquiry.guide_files import TABLE
from enquiry.site.guide import Guide
from tests.built_page import BuiltPage, read_pages
from tests.guide import test_opendata, test_pages
from tests.support import LANGUAGES, copy_guide, mkdocs

ADDRESS = "site_url: https://harbour.example.org/\n"
BELOW = "https://example.org/guides/harbour/"


def edit(file: Path, old: str, new: str) -> None:
    """Replace words in a file."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def build(root: Path, to: Path, **environment: str) -> Path:
    """Build the guide in `root`, which must succeed without a warning."""
    done = mkdocs(root, "build", "--strict", "--site-dir", str(to), **environment)
    assert done.returncode == 0, done.stderr
    return to


def files(site: Path) -> list[str]:
    """The files of a built site."""
    return sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())


def test_builds_below_a_path_and_twice_the_same(tmp_path: Path, guide: Guide) -> None:
    """With SOURCE_DATE_EPOCH the same sources give the same bytes; below a path of its host a
    site's links hold, those of the page for unknown addresses too."""
    root = copy_guide(tmp_path / "guide")
    edit(root / "mkdocs.yml", ADDRESS, f"site_url: {BELOW}\n")
    first = build(root, tmp_path / "one", SOURCE_DATE_EPOCH="1790000000")
    # Not in the second in which the first one ended, so that a time of day would show.
    time.sleep(1)
    second = build(root, tmp_path / "two", SOURCE_DATE_EPOCH="1790000000", TZ="Asia/Tokyo")
    assert files(first) == files(second)
    _, different, odd = filecmp.cmpfiles(first, second, files(first), shallow=False)
    assert (different, odd) == ([], [])
    pages = read_pages(guide, first)
    test_pages.test_every_link_and_anchor_leads_somewhere(guide, pages, first, BELOW)
    test_pages.test_each_page_names_its_address_in_every_language(pages, BELOW)
    test_opendata.test_the_site_map_has_every_page_in_every_language(first, pages, BELOW)
    not_found = BeautifulSoup((first / "404.html").read_text("utf-8"), "html5lib")
    assert not_found.select("a[href='/guides/harbour/fr/']")


def test_builds_without_an_address_of_the_site(tmp_path: Path, guide: Guide) -> None:
    """A guide whose address is not known yet builds, and claims no address."""
    root = copy_guide(tmp_path / "guide")
    edit(root / "mkdocs.yml", ADDRESS, "")
    site = build(root, tmp_path / "site")
    pages = read_pages(guide, site)
    test_pages.test_each_page_names_its_address_in_every_language(pages, "")
    test_pages.test_every_link_and_anchor_leads_somewhere(guide, pages, site, "")
    assert not re.search("og:(url|image)", pages[0].html)
    assert not (site / "sitemap.xml").exists()


def test_a_guide_may_have_assets_and_templates_of_its_own(tmp_path: Path) -> None:
    """A file in docs/assets takes the place of the engine's of that name, and a template in the
    theme's folder that of the engine's; everything else stays. Pages in each language may show a
    file and have a box of an extension of Markdown, and reading them back finds no fault."""
    root = copy_guide(tmp_path / "guide")
    edit(root / "mkdocs.yml", "  font: false\n", "  font: false\n  custom_dir: overrides\n")
    (root / "overrides").mkdir()
    (root / "overrides/main.html").write_text(
        '{% extends "base.html" %}\n'
        "{% block navigation %}{{ super() }}<p>My own words</p>{% endblock %}\n"
        "{% block content %}{{ super() }}<a href='{{ config.extra.own }}/x'>Own</a>"
        " {{ config.extra.mail }}{% endblock %}\n",
        "utf-8",
    )
    (root / "overrides/secret.txt").write_text("not published", "utf-8")
    (root / "docs/assets").mkdir()
    (root / "docs/assets/guide.css").write_text("/* mine */", "utf-8")
    (root / "docs/assets/own.css").write_text("/* more of mine */", "utf-8")
    edit(root / "mkdocs.yml", "hooks:", "extra_css: [assets/own.css]\n\nhooks:")
    for name in ("own.js", "own.mjs"):
        (root / "docs/assets" / name).write_text("", "utf-8")
    scripts = "extra_javascript: [assets/own.js, assets/own.mjs]"
    edit(root / "mkdocs.yml", "hooks:", f"{scripts}\n\nhooks:")
    own = "extra: {own: https://own.example, mail: own@own.example, "
    edit(root / "mkdocs.yml", "extra: {", own)
    settings = "markdown_extensions: [admonition, footnotes, pymdownx.caret, pymdownx.tilde,"
    settings += " pymdownx.keys]"
    (root / "docs/assets/plan.svg").write_text("<svg/>", "utf-8")
    edit(root / "mkdocs.yml", "hooks:", f"{settings}\n\nhooks:")
    for source in root.glob("docs/*/accessibility.md"):
        with source.open("a", encoding="utf-8") as file:
            file.write(
                '\n![Our plan](../assets/plan.svg)\n\n!!! note "Closed today"\n    Really.[^1]\n'
                "\n[^1]: ^^See^^ H~2~O ++ctrl+a++\n\nAfter the note.\n"
            )
    site = build(root, tmp_path / "site")
    assert (site / "assets/guide.css").read_text("utf-8") == "/* mine */"
    assert (site / "assets/icon.svg").is_file()
    for address in ("accessibility/", "fr/accessibility/"):
        page = BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html5lib")
        styles = [str(link["href"]) for link in page.select("link[rel=stylesheet]")]
        assert styles == [
            f"{'../' * address.count('/')}assets/{name}.css" for name in ("guide", "own")
        ]
        assert page.select_one(f'img[src="{"../" * address.count("/")}assets/plan.svg"]')
        assert page.select_one('script[defer][src$="assets/own.js"]')
        assert page.select_one('script[type=module][src$="assets/own.mjs"]')
    assert main(["check", str(root), "--site", str(site)]) == 0
    for address in ("", "fr/", "categories/noise/"):
        page = BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html5lib")
        assert [each.get_text() for each in page.select("header p:not(.status)")] == [
            "My own words"
        ]
        assert page.select("nav.pages li")
        assert page.select("footer .modified")


def test_publishes_nothing_of_the_theme(site: Path) -> None:
    """Only pages, open data, the engine's own files and what the search needs are published."""
    published = files(site)
    outside = [
        name
        for name in published
        if not name.endswith("/index.html")
        and not name.startswith(("assets/", "search/", "schema/", ".well-known/"))
    ]
    assert sorted(outside) == [
        "404.html",
        "_headers",
        "index.html",
        "robots.txt",
        "routing.csv",
        "routing.json",
        "sitemap.xml",
        "sitemap.xml.gz",
    ]
    searched = {name for name in published if name.startswith("search/")}
    assert searched >= {f"search/{language}.json" for language in LANGUAGES}
    assert not [name for name in published if "material" in name or "bundle" in name]
    assert not [name for name in published if name.endswith((".yml", ".jinja", ".py", ".md"))]


def test_a_guide_that_does_not_hold_stops_the_build(tmp_path: Path) -> None:
    """The build ends with what is wrong and where, and without a traceback."""
    root = copy_guide(tmp_path / "guide")
    edit(root / TABLE, "after_days: 21", "after_days: soon")
    done = mkdocs(root, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode != 0
    assert "docs/routing.yml:" in done.stderr + done.stdout
    assert "This is a text, not a whole number" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def not_found(site: Path) -> BeautifulSoup:
    """The page for an unknown address."""
    return BeautifulSoup((site / "404.html").read_text("utf-8"), "html5lib")


def test_an_unknown_address_is_answered_in_every_language(
    guide: Guide, not_found: BeautifulSoup
) -> None:
    """The page for an unknown address speaks each language, leads home and to each category."""
    for language in LANGUAGES:
        (part,) = not_found.select(f"section[lang={language}]")
        words = {key: text[language] for key, text in guide.words.pages.items()}
        assert part.select("h2")[0].get_text() == words["not_found"]
        links = {str(link["href"]): link.get_text() for link in part.select("a")}
        home = "/" if language == LANGUAGES[0] else f"/{language}/"
        assert links == {
            home: words["not_found_home"],
            **{
                f"{home}categories/{each.id}/": each.title[language]
                for each in guide.table.categories.values()
            },
        }


def test_an_unknown_address_is_not_indexed(not_found: BeautifulSoup) -> None:
    """Crawlers leave the page for an unknown address out; it may connect to nothing."""
    (robots,) = not_found.select("meta[name=robots]")
    assert robots["content"] == "noindex"
    (policy,) = not_found.select("meta[http-equiv=Content-Security-Policy]")
    assert "connect-src 'none'" in policy["content"]
    assert not_found.select("link[rel=canonical]") == []


def test_a_shared_link_has_a_preview(pages: Sequence[BuiltPage], site: Path) -> None:
    """A link that somebody shares shows the page's title, its description and a picture."""
    for page in pages:
        about = {
            str(meta["property"]): str(meta["content"])
            for meta in page.soup.select("meta[property^='og:']")
        }
        assert about["og:title"] == page.source.meta["title"]
        assert about["og:description"] == page.source.meta["description"]
        assert about["og:url"] == page.attribute("link[rel=canonical]", "href")
        assert about["og:image"] == "https://harbour.example.org/assets/icon.png"
        assert about["og:locale"].startswith(page.language)
    assert (site / "assets/icon.png").read_bytes().startswith(b"\x89PNG")


def test_every_page_carries_the_policy(pages: Sequence[BuiltPage]) -> None:
    """Each page states the policy of the header files; the form may connect to nothing."""
    for page in pages:
        policy = page.attribute("meta[http-equiv=Content-Security-Policy]", "content")
        connect = "none" if page.soup.select("#enquiry") else "self"
        assert f"connect-src '{connect}'" in policy
        assert bool(page.soup.select("form.search")) == (connect == "self")
