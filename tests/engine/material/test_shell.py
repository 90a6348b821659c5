"""What is Material's shell's own in a built site: its index, its files, its words and settings."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from enquiry.check import findings
from enquiry.guide_files import GuideFiles
from enquiry.site.guide import Guide
from tests.built_page import BuiltPage
from tests.in_languages import copy_in
from tests.in_shell import in_material
from tests.support import LANGUAGES, copy_guide, mkdocs

FOLDERS = {"en": "", "fr": "fr/"}


def index_of(site: Path, language: str) -> list[dict[str, Any]]:
    """The entries of Material's search in a language."""
    file = site / FOLDERS[language] / "search/search_index.json"
    entries: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["docs"]
    return entries


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_has_each_page_of_its_language(guide: Guide, site: Path, language: str) -> None:
    """Each language has an index of its own, with addresses below its folder, with the keywords,
    and without the words of the form."""
    entries = index_of(site, language)
    pages = {each["location"].partition("#")[0] for each in entries}
    known = [page for page in guide.pages.values() if page.language == language]
    assert len(pages) == len(known)
    assert all((site / FOLDERS[language] / page / "index.html").is_file() for page in pages)
    assert not [page for page in pages if page.startswith("fr/")]
    searched = " ".join(each["keywords"] for each in entries)
    assert all(page.meta.get("keywords", "") in searched for page in known)
    (form,) = [each for each in entries if each["location"] == "enquiry/"]
    assert len(form["text"]) < 200


def test_words_are_found_without_accents(site: Path) -> None:
    """The words of an entry stand in its keywords without their accents."""
    assert any("reponse" in each["keywords"].split() for each in index_of(site, "fr"))


def test_names_only_files_that_exist(site: Path, pages: Sequence[BuiltPage]) -> None:
    """The script of the search, whose name changes with Material, and its languages exist."""
    for page in pages:
        config = json.loads(page.soup.select("#__config")[0].string or "")
        worker = page.resolve(config["search"])
        assert (site / str(worker)).is_file()
        base = page.resolve(config["base"])
        assert base in ("", "fr/")
    assert (site / "assets/javascripts/lunr/min/lunr.fr.min.js").is_file()
    assert not list(site.rglob("*.map"))
    assert not list(site.rglob("lunr.de*"))


def test_asks_nothing_of_other_sites(pages: Sequence[BuiltPage]) -> None:
    """No font, no figures of a repository, no inline style; what is an address is a link."""
    for page in pages:
        assert not re.search(r"googleapis|gstatic|api\.github", page.html)
        assert page.soup.select("[data-md-component=source]") == []


def test_pages_stand_in_the_menu_or_at_the_foot(pages: Sequence[BuiltPage]) -> None:
    """The menu has short names; pages of the foot stand there alone; categories hang below home."""
    for page in pages:
        menu = [str(link["href"]) for link in page.soup.select(".md-nav--primary > ul > li > a")]
        foot = [str(link["href"]) for link in page.soup.select(".guide-footer li a")]
        menu, foot = ([page.resolve(href) or "" for href in each] for each in (menu, foot))
        assert [href for href in menu if "for-developers" in href] == []
        assert [href for href in foot if "for-developers" in href] != []
        assert [href for href in menu if "categories" in href] == []
        assert bool(page.soup.select(".breadcrumb")) == bool(page.source.category)


def test_the_frame_is_in_the_pages_language_and_direction(tmp_path: Path) -> None:
    """From right to left too, and the boxes of Material's base are well-formed."""
    root = in_material(tmp_path / "guide", copy_in(tmp_path / "ar", {"ar": "en", "en": "en"}))
    done = mkdocs(root, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    for address, language, direction in (("", "ar", "rtl"), ("en", "en", "ltr")):
        html = (tmp_path / "site" / address / "index.html").read_text("utf-8")
        soup = BeautifulSoup(html, "html5lib")
        assert (soup.html and soup.html["lang"], soup.html and soup.html["dir"]) == (
            language,
            direction,
        )
        assert soup.body
        assert soup.body["dir"] == direction
        assert soup.select("input[autocomplete=off][type=checkbox]") == []


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"extra": {"shell": "matrial"}}, 'There is no shell "matrial". Did you mean "material"?'),
        ({"extra": {"shell": ["light"]}}, "A shell is one word."),
        (
            {"extra": {"shell": "material"}, "theme": {"name": "mkdocs"}},
            'The pages need the theme of the name "material"',
        ),
    ],
)
def test_a_wrong_shell_is_a_finding(tmp_path: Path, settings: dict[str, Any], says: str) -> None:
    """With its place, in the check and in the build."""
    root = copy_guide(tmp_path / "guide")
    file = root / "mkdocs.yml"
    file.write_text(yaml.safe_dump({**yaml.safe_load(file.read_text("utf-8")), **settings}))
    (found,) = findings(GuideFiles.of(root))
    assert says in str(found)
    assert re.match(r".*mkdocs\.yml:\d+:\d+: ", str(found))
    done = mkdocs(root, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_what_asks_another_site_is_left_out(tmp_path: Path) -> None:
    """A font and figures of visits are left out, and the build says so."""
    root = in_material(tmp_path / "guide")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("  font: false\n", "  font: {text: Lato}\n").replace(
        "extra: {", "extra: {analytics: {provider: google, property: G-1}, "
    )
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    done = mkdocs(root, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    for name in ("theme.font", "extra.analytics"):
        assert f"{name} is left out" in done.stderr
    html = (tmp_path / "site/index.html").read_text("utf-8")
    assert "Lato" not in html
    assert "google" not in html
