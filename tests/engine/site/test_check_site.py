"""`enquiry check --site` of sites that are true, of another version, cut off, or hostile."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from enquiry.cli.main import main
from enquiry.guide_files import GuideFiles
from enquiry.readback.check_site import Reading
from enquiry.readback.sources import Sources, load
from tests.support import HARBOUR, copy_guide

PAGE = "categories/noise/index.html"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A copy of the harbour's site, to break."""
    return Path(shutil.copytree(site, tmp_path / "site"))


@pytest.fixture(scope="session")
def sources() -> Sources:
    """The harbour's sources as the check reads them."""
    return load(GuideFiles.of(HARBOUR))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The exit status, the findings and the summary of a check of a site."""

    def checked(site: Path, guide: Path = HARBOUR) -> tuple[int, str, str]:
        status = main(["check", str(guide), "--site", str(site)])
        return (status, *capsys.readouterr())

    return checked


def test_a_true_site_is_0(run: Run, site: Path) -> None:
    """Nothing is found, and that is said."""
    assert run(site) == (0, "", "0 findings\n")


def test_a_heading_may_lead_to_itself(run: Run, copy: Path) -> None:
    """As those do that `toc: {permalink: true}` makes."""
    heading = re.compile(r'(<(h[1-6])[^>]* id="([^"]+)"[^>]*>.*?)(?=</\2>)', re.DOTALL)
    for page in (copy / PAGE, copy / "index.html", copy / "what-to-include/index.html"):
        html, count = heading.subn(r'\1<a href="#\3">¶ link</a>', page.read_text("utf-8"))
        assert count
        page.write_text(html, "utf-8")
    assert run(copy) == (0, "", "0 findings\n")


def test_a_disagreement_names_page_fact_and_line(run: Run, copy: Path) -> None:
    """What the page says, what the table says, and where."""
    page = copy / PAGE
    page.write_text(page.read_text("utf-8").replace("Wait 45 days", "Wait 54 days"), "utf-8")
    status, out, _ = run(copy)
    assert status == 1
    assert f'{PAGE}: It says “Wait 54 days”: the wait in days before "harbour-clerk".' in out
    assert "Stated: “Wait 45 days” (docs/routing.yml:" in out


@pytest.mark.parametrize(
    ("page", "old", "new", "says"),
    [
        ("accessibility", 'href="../">whom', 'href="../enquiry/">whom', "“whom to write to” leads"),
        ("", 'href="mailto:', 'href="https://elsewhere.example/?', "where a link leads"),
    ],
)
def test_a_link_that_leads_elsewhere_is_found(
    run: Run, copy: Path, page: str, old: str, new: str, says: str
) -> None:
    """Though its words are those of the guide."""
    file = copy / page / "index.html"
    html = file.read_text("utf-8")
    assert old in html
    file.write_text(html.replace(old, new), "utf-8")
    status, out, _ = run(copy)
    assert status == 1
    assert says in out


def test_a_link_that_leads_nowhere_is_found(run: Run, copy: Path) -> None:
    """Of pages that people write and of those that the table makes; another site is not asked."""
    page = copy / PAGE
    html = page.read_text("utf-8")
    wrong = html.replace("../../what-to-include/", "../../gone/#there", 1)
    assert wrong != html
    page.write_text(wrong, "utf-8")
    status, found, _ = run(copy)
    assert status == 1
    assert f"{PAGE}: Nothing stands where a link leads: “../../gone/#there”." in found


def test_what_is_no_site_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    """A folder without a home page, and none at all."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        status, out, said = run(folder)
        assert (status, out) == (64, "")
        assert "no built site" in said


def test_a_guide_that_does_not_hold_is_what_is_found(run: Run, site: Path, tmp_path: Path) -> None:
    """There is nothing to compare a site with; the guide's own findings say why."""
    guide = copy_guide(tmp_path / "guide")
    (guide / "docs/routing.yml").write_text("version: 1\n", "utf-8")
    status, out, _ = run(site, guide)
    assert status == 1
    assert "docs/routing.yml:1:" in out


def test_a_site_of_another_version_is_found(run: Run, site: Path, tmp_path: Path) -> None:
    """An edit of the table that was not built is found wherever the old fact stands."""
    guide = copy_guide(tmp_path / "guide")
    table = guide / "docs/routing.yml"
    text = table.read_text("utf-8").replace("after_days: 45", "after_days: 46")
    table.write_text(text, "utf-8")
    status, out, _ = run(site, guide)
    assert status == 1
    pages = {line.partition(":")[0] for line in out.splitlines()}
    assert pages >= {
        *(PAGE, f"fr/{PAGE}", "index.html", "fr/index.html", "enquiry/index.html"),
        *("fr/enquiry/index.html", "routing.json", "routing.csv"),
    }


def test_a_category_that_is_no_more_is_found(run: Run, copy: Path) -> None:
    """The page of an earlier build is still there."""
    shutil.copytree(copy / "categories/noise", copy / "categories/echo")
    status, out, _ = run(copy)
    assert (status, out.count("\n")) == (1, 1)
    assert "categories/echo/index.html: This page is about a category that the table does" in out


def test_an_address_that_moved_leads_where_the_page_is(run: Run, tmp_path: Path) -> None:
    """A page at an old address that is not there is found, and the rule for hosts."""
    guide = copy_guide(tmp_path / "guide")
    table = guide / "docs/routing.yml"
    text = table.read_text("utf-8").replace("- id: noise\n", "- id: noise\n    aliases: [din]\n", 1)
    table.write_text(text, "utf-8")
    (tmp_path / "none").mkdir()
    (tmp_path / "none/index.html").write_text("<!doctype html><p>Nothing</html>", "utf-8")
    _, out, _ = run(tmp_path / "none", guide)
    assert "categories/din/index.html: This file is not there" in out
    assert "fr/categories/din/index.html: This file is not there" in out
    assert "_redirects: This file is not there" in out


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        (b"<div>" * 100_000, "nested"),
        (b"<b><i><table><a>" * 20_000, "nested"),
        (b"<p " + b"a=1 " * 1000 + b"><a href='http://[::1' hreflang=x>", "cut off"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"", "cut off"),
        (b"<!doctype html><html><body><!--", "cut off"),
        (b"<main><h2>" + b"9" * 200_000 + b" days</h2></main></html>", "no part"),
        (b"<script type=application/ld+json>" + b"[" * 50_000 + b"</script></html>", "JSON-LD"),
        (b" " * (16 * 1024 * 1024 + 1), "over 16 MiB"),
    ],
    ids=["deep", "mixed", "attributes", "bytes", "empty", "comment", "digits", "json", "huge"],
)
def test_a_hostile_page_is_a_finding(
    sources: Sources, copy: Path, hostile: bytes, said: str
) -> None:
    """No traceback, whatever a page holds."""
    (copy / PAGE).write_bytes(hostile)
    reading = Reading(sources, copy)
    reading.page("categories/noise.md", "en")
    assert {finding.file for finding in reading.findings} == {PAGE}
    assert any(said in finding.problem for finding in reading.findings)


@pytest.mark.parametrize(
    "hostile",
    ["[" * 50_000, "[]", "null", '{"categories": 1}', "1" * 10_000, '{"contacts": [[]]}'],
)
def test_hostile_data_is_a_finding(sources: Sources, copy: Path, hostile: str) -> None:
    """No traceback where data are of another shape."""
    (copy / "routing.json").write_text(hostile, "utf-8")
    reading = Reading(sources, copy)
    reading.data()
    assert {finding.file for finding in reading.findings} == {"routing.json"}


def test_a_page_that_says_more_may_do_so_outside_lists(run: Run, copy: Path) -> None:
    """A publisher's own sentence is no disagreement; a further item to include is one."""
    page = copy / PAGE
    whole = page.read_text("utf-8")
    page.write_text(whole.replace("</main>", "<p>Was this page of help?</p></main>"), "utf-8")
    assert run(copy)[0] == 0
    page.write_text(whole.replace("</li>", "</li><li>Your shoe size</li>", 20), "utf-8")
    assert run(copy)[0] == 1
