"""The page of what changed, made from the record of a guide, in each language and shell."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from enquiry.authoring.findings import GuideError
from enquiry.authoring.record import Row, add_to_record, load_record
from enquiry.guide_files import RECORD, GuideFiles
from enquiry.readback.check_site import findings
from enquiry.site.guide import load
from enquiry.site.html import to_html
from tests.support import HARBOUR, LANGUAGES, copy_guide, en_fr

HOSTILE = "<script>alert(1)</script> <img src=x> *a* [b](javascript:c) {{ table }} &amp; `d`"


def main_of(site: Path, path: str) -> Tag:
    """The content of a page."""
    page = BeautifulSoup((site / path / "index.html").read_text("utf-8"), "html5lib")
    (main,) = page.select("main")
    return main


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_record_says(site: Path, language: str) -> None:
    """Each entry has a heading with its day and version, and each change its words."""
    here = "" if language == LANGUAGES[0] else f"{language}/"
    main = main_of(site, f"{here}what-changed")
    record = load_record(HARBOUR, LANGUAGES)
    days = [str(time["datetime"]) for time in main.select("h2 time")]
    assert days == [entry.day for entry in record]
    assert "1.0" in main.select("h2")[1].get_text()
    said = [item.get_text().strip() for item in main.select("li")]
    words = [row.message[language] for entry in record for row in entry.rows]
    assert len(said) == len(words)
    assert all(item.startswith(word) for item, word in zip(said, words, strict=True))
    links = [str(link["href"]) for link in main.select("li a")]
    assert "../categories/noise/" in links
    assert len({str(each["id"]) for each in main.select("[id]")}) == len(main.select("[id]"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_there(site: Path, language: str) -> None:
    """The link stands beside the date on which a page was modified; no navigation has it."""
    here = "" if language == LANGUAGES[0] else f"{language}/"
    for path in ("", "enquiry", "categories/noise", "what-changed"):
        file = site / here / path / "index.html"
        page = BeautifulSoup(file.read_text("utf-8"), "html5lib")
        links = page.select("a[href$='what-changed/'], a[href='./']")
        [link] = [each for each in links if each.find_parent(class_="modified")]
        assert (file.parent / str(link["href"])).resolve() == (
            site / here / "what-changed"
        ).resolve()
        assert not page.select("nav a[href$='what-changed/']:not([hreflang])")


def test_no_record_no_page(tmp_path: Path) -> None:
    """A guide without a record has no such page."""
    root = copy_guide(tmp_path)
    (root / RECORD).unlink()
    assert "en/what-changed.md" not in load(root).pages


def test_a_page_of_that_name_is_in_the_way(tmp_path: Path) -> None:
    """A page that people wrote cannot stand where the record's page stands."""
    root = copy_guide(tmp_path)
    for language in LANGUAGES:
        path = root / f"docs/{language}/what-changed.md"
        path.write_text("---\ntitle: a\ndescription: b\n---\n\n# a\n", "utf-8")
    with pytest.raises(GuideError, match="This page is made from"):
        load(root)
    (root / RECORD).unlink()
    assert load(root).pages["en/what-changed.md"].meta["title"] == "a"


def test_a_page_may_link_there(tmp_path: Path) -> None:
    """Pages that people write may lead to what changed."""
    root = copy_guide(tmp_path)
    path = root / "docs/en/what-to-expect.md"
    path.write_text(path.read_text("utf-8") + "\n[What changed](what-changed.md)\n", "utf-8")
    assert load(root).pages


def test_whatever_is_written_is_shown(tmp_path: Path) -> None:
    """The words of a record are text: nothing of them is markup, a script or a placeholder."""
    root = copy_guide(tmp_path)
    add_to_record(root, "2026-12-01", HOSTILE, [Row("x/../y", en_fr(HOSTILE, HOSTILE))], LANGUAGES)
    markdown = load(root).pages["en/what-changed.md"].markdown
    html = BeautifulSoup(to_html(markdown), "html5lib")
    assert not html.select("script, img, em, code, li a[href*=javascript]")
    assert HOSTILE in html.get_text()


def test_a_record_that_cannot_be_read_stops_the_build(tmp_path: Path) -> None:
    """With its file and line, as everything else that is wrong."""
    root = copy_guide(tmp_path)
    (root / RECORD).write_text("- day: never\n  changes: [{message: {en: a}}]\n", "utf-8")
    with pytest.raises(GuideError, match=r"docs/changes\.yml:2"):
        load(root)


def test_a_page_that_says_otherwise_is_found(site: Path, tmp_path: Path) -> None:
    """`enquiry check --site` compares the page with the record: its days and its words."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    files = GuideFiles.of(HARBOUR)
    assert findings(files, copy) == []
    page = copy / "fr/what-changed/index.html"
    source = page.read_text("utf-8")
    falsified = source.replace('"2026-02-03"', '"2026-02-02"', 1).replace("45. Avant", "46. Avant")
    page.write_text(falsified, "utf-8")
    assert [each.file for each in findings(files, copy)] == ["fr/what-changed/index.html"] * 2
