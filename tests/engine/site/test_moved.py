"""What gets another id or another path leaves a page at its old address, which leads to the new."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from enquiry.authoring.findings import GuideError
from enquiry.guide_files import TABLE
from enquiry.routing.loader import load_table
from enquiry.site.guide import load
from tests.engine.harbour import SCHEMA
from tests.enquiries import TODAY, enquiry
from tests.in_shell import in_material
from tests.support import LANGUAGES, copy_guide, mkdocs, once

SITE = "https://harbour.example.org/"
OLD = {"categories/racket": "categories/noise", "what-to-say": "what-to-include"}


def with_aliases(root: Path, category: str = "racket", page: str = "what-to-say") -> Path:
    """The harbour in which a category and a page had other addresses before."""
    table, text = root / TABLE, root / "docs/en/what-to-include.md"
    rows = table.read_text("utf-8")
    assert "  - id: noise\n" in rows
    table.write_text(
        rows.replace("  - id: noise\n", f"  - id: noise\n    aliases: [{category}]\n"), "utf-8"
    )
    words = text.read_text("utf-8")
    text.write_text(words.replace("---\n", f"---\naliases: [{page}]\n", 1), "utf-8")
    return root


@pytest.fixture(scope="module")
def site(shared_folder: Path) -> Path:
    """The site of that guide."""
    with once(shared_folder, "moved") as to_build:
        if to_build:
            done = mkdocs(with_aliases(copy_guide(to_build)), "build", "--strict")
            assert done.returncode == 0, done.stderr
    return shared_folder / "moved/site"


def page_at(site: Path, path: str) -> BeautifulSoup:
    """The page at an address."""
    return BeautifulSoup((site / path / "index.html").read_text("utf-8"), "html5lib")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("old", OLD)
def test_an_old_address_leads_to_the_new_one(site: Path, old: str, language: str) -> None:
    """The page says that it moved, leads on at once and by a link, and is kept out of searches."""
    here = "" if language == LANGUAGES[0] else f"{language}/"
    page = page_at(site, f"{here}{old}")
    address = urljoin(SITE, f"{here}{old}/")
    (refresh,) = page.select("meta[http-equiv=refresh]")
    seconds, _, target = str(refresh["content"]).partition("; url=")
    assert seconds == "0"
    new = urljoin(SITE, f"{here}{OLD[old]}/")
    assert urljoin(address, target) == new
    (link,) = page.select("main a")
    assert urljoin(address, str(link["href"])) == new
    assert link.get_text() == page_at(site, f"{here}{OLD[old]}").select("h1")[0].get_text()
    assert page.select("link[rel=canonical]")[0]["href"] == new
    assert page.select("meta[name=robots]")[0]["content"] == "noindex"
    assert page.select("html")[0]["lang"] == language
    assert page.select("script, link[hreflang], nav") == []
    assert "default-src 'none'" in str(page.select("meta[http-equiv=Content-Security-Policy]"))


def test_an_old_address_has_the_look_of_the_shell(site: Path, tmp_path: Path) -> None:
    """Each style sheet that the page asks for is there, Material's in its shell."""
    root = with_aliases(in_material(tmp_path / "guide"))
    assert mkdocs(root, "build", "--strict").returncode == 0
    for built, sheets in ((site, 1), (root / "site", 3)):
        links = page_at(built, "what-to-say").select("link[rel=stylesheet]")
        assert len(links) == sheets
        assert all((built / "what-to-say" / str(each["href"])).is_file() for each in links)


def test_an_old_address_is_in_no_list(site: Path) -> None:
    """Neither the site map nor the search nor another page knows it."""
    for old in OLD:
        assert old not in (site / "sitemap.xml").read_text("utf-8")
        for language in LANGUAGES:
            assert old not in (site / f"search/{language}.json").read_text("utf-8")
        assert f"{old}/" not in (site / "index.html").read_text("utf-8")


def test_hosts_get_rules_and_programs_the_old_ids(site: Path) -> None:
    """`_redirects` has a rule for each old address; routing.json has the ids of before."""
    lines = (site / "_redirects").read_text("utf-8").splitlines()
    assert lines[0].startswith("#")
    assert lines[1:] == [
        f"/{here}{old}/ /{here}{new}/ 301" for here in ("", "fr/") for old, new in OLD.items()
    ]
    rows = json.loads((site / "routing.json").read_text("utf-8"))["categories"]
    assert {row["id"]: row["aliases"] for row in rows if row["aliases"]} == {"noise": ["racket"]}


def test_an_enquiry_has_the_id_of_today(tmp_path: Path) -> None:
    """An id of before is no category of an enquiry: the format does not change with it."""
    from enquiry.validation.validator import Validator

    root = with_aliases(copy_guide(tmp_path / "guide"))
    assert load_table(root / TABLE).categories["noise"].aliases == ("racket",)
    assert not Validator(SCHEMA)(enquiry(category="racket"), TODAY).valid


@pytest.mark.parametrize(
    ("category", "page", "says"),
    [
        ("noise", "x", 'The id "noise" is taken'),
        ("pilotage", "x", 'The id "pilotage" is taken'),
        ("racket", "index", 'what-to-include.md:2:1: "index" is the address of a page today.'),
        ("racket", "/what-to-expect/", '"/what-to-expect/" is the address of a page today.'),
        (
            "racket",
            "categories/racket.md",
            'md:2:1: "categories/racket.md" is an old address of the page "categories/noise.md"',
        ),
        ("racket", "fr/what-to-say", 'The old address "fr/what-to-say" begins with a language.'),
        ("racket", "../x", 'docs/en/what-to-include.md:2:11: "../x" is no old address of a page.'),
        ("racket", "5", '"aliases" is not a list of texts.'),
    ],
)
def test_an_old_address_is_free(tmp_path: Path, category: str, page: str, says: str) -> None:
    """An old id or path that is somebody's today, or was somebody else's, is one finding."""
    root = with_aliases(copy_guide(tmp_path / "guide"), category, page)
    with pytest.raises(GuideError) as caught:
        load(root)
    (finding,) = caught.value.findings
    assert says in str(finding)


def test_who_uses_an_old_name_hears_the_new_one(tmp_path: Path) -> None:
    """A link to an old address and a placeholder with an old id are told today's."""
    root = with_aliases(copy_guide(tmp_path / "guide"))
    page = root / "docs/en/accessibility.md"
    end = page.read_text("utf-8").count("\n") + 1
    with page.open("a", encoding="utf-8") as file:
        file.write("[a](categories/racket.md) [b](what-to-say.md)\n")
    with pytest.raises(GuideError) as caught:
        load(root)
    said = [str(each).partition(f"{page.name}:{end}:")[2] for each in caught.value.findings]
    assert said == [
        '5: The link "categories/racket.md" leads to no page. It is "categories/noise.md" now.',
        '31: The link "what-to-say.md" leads to no page. It is "what-to-include.md" now.',
    ]
    page.write_text(page.read_text("utf-8") + '{{ link("racket") }}\n', "utf-8")
    with pytest.raises(GuideError, match=r'"racket" is no category[.] It is "noise" now[.]'):
        load(root)
