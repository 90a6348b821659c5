"""Nothing that is typed leaves the device, and without its script the form is not there."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.browser.visit import FORM, Visit, enquiry

TOTAL = 32 * 1024
VALIDATOR = 4 * 1024


@pytest.mark.parametrize("language", ["en", "fr"])
def test_requests_nothing_once_it_is_loaded(visit: Visit, language: str) -> None:
    """Typing, checking, saving, opening and printing cause no request, and leave no address."""
    page = visit.open(language)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.print = () => {}")
    here = page.url
    visit.requests.clear()
    visit.check()
    visit.fill(enquiry())
    visit.check()
    raw = visit.download("json")
    for action in ("eml", "txt", "ics"):
        visit.download(action)
    for action in ("copy", "mailto", "print"):
        page.click(f"[data-action={action}]")
    page.set_input_files("#load", {"name": "x.json", "mimeType": "", "buffer": raw})
    page.wait_for_timeout(200)
    assert [url for url in visit.requests if url.startswith("http")] == []
    assert page.url == here
    assert (
        page.evaluate("sessionStorage.length + localStorage.length + document.cookie.length") == 0
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_forbids_itself_every_connection(visit: Visit, language: str) -> None:
    """The page's policy allows no connection, no inline script and no inline style."""
    page = visit.open(language)
    meta = page.locator('meta[http-equiv="Content-Security-Policy"]')
    policy = meta.get_attribute("content") or ""
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    html = page.locator("html").inner_html()
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", html)
    for script in page.locator("script").all():
        inline = script.get_attribute("src") is None
        kind = script.get_attribute("type") or ""
        assert not inline or kind in ("application/json", "application/ld+json")
    form = page.locator("#enquiry-form")
    assert form.get_attribute("action") is None
    assert form.get_attribute("method") == "dialog"
    assert form.locator("[formaction], [formmethod], [pattern], [maxlength]").count() == 0


@pytest.mark.parametrize("language", ["en", "fr"])
def test_gives_letters_instead_without_its_script(visit: Visit, language: str) -> None:
    """Without JavaScript there is no form, but what to include and a letter for each category."""
    page = visit.tab(java_script_enabled=False)
    page.goto(visit.address + FORM[language])
    assert page.locator("main form, main button, main input").filter(visible=True).count() == 0
    assert page.locator("pre.letter").filter(visible=True).count() == 6
    page.goto(f"{visit.address}{FORM[language]}?enquirer.fullName=x")
    assert page.locator("main input").filter(visible=True).count() == 0


def test_opens_with_the_category_of_the_page_it_came_from(visit: Visit) -> None:
    """A link may name the category, and only a category that there is."""
    for way in ("#category=biometrics", "?category=biometrics"):
        page = visit.open("en", way)
        assert page.is_checked('[name="category"][value="biometrics"]')
    page = visit.open("en", '#category="]<script>')
    assert page.locator('[name="category"]:checked').count() == 0


def test_is_small(site: Path) -> None:
    """Scripts and data of the form stay under 32 kB gzip, the validator under 4 kB."""
    sizes = {
        path.name: len(gzip.compress(path.read_bytes(), 9))
        for path in (site / "assets" / "enquiry").glob("*.mjs")
    }
    html = (site / "fr" / "enquiry" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'id="enquiry-data">(.*?)</script>', html, re.DOTALL)
    assert found
    carried = json.loads(found[1])["schema"]
    schema = json.dumps(carried, ensure_ascii=False, separators=(",", ":"))
    sizes["schema"] = len(gzip.compress(schema.encode(), 9))
    assert sizes["validator.mjs"] <= VALIDATOR
    assert sum(sizes.values()) <= TOTAL, sizes
