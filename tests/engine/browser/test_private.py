"""Nothing that is typed leaves the device, and without its script the form is not there."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.browsing.form import FORM, Form
from tests.browsing.modules import FOLDER, VALIDATOR
from tests.browsing.visit import Visit
from tests.engine.browser.enquiries import CATEGORIES, enquiry

# The form's scripts and its schema, compressed.
LIMIT = 32 * 1024


@pytest.mark.parametrize("language", ["en", "fr"])
def test_requests_nothing_once_it_is_loaded(form: Form, language: str) -> None:
    """Typing, checking, saving, opening and printing cause no request, and leave no address."""
    page = form.open(language)
    page.evaluate("window.print = () => {}")
    here = page.url
    form.visit.requests.clear()
    form.check()
    form.fill(enquiry())
    form.check()
    raw = form.download("json")
    for action in ("eml", "txt", "ics"):
        form.download(action)
    for action in ("copy", "mailto", "print"):
        page.click(f"[data-action={action}]")
    form.load("x.json", raw)
    opened = {"en": "was opened", "fr": "a été ouvert"}[language]
    page.locator("#status", has_text=opened).wait_for()
    assert [url for url in form.visit.requests if url.startswith("http")] == []
    assert page.url == here
    stored = "sessionStorage.length + localStorage.length + document.cookie.length"
    assert page.evaluate(stored) == 0


@pytest.mark.parametrize("language", ["en", "fr"])
def test_forbids_itself_every_connection(form: Form, language: str) -> None:
    """The page's policy allows no connection, no inline script and no inline style."""
    page = form.open(language)
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
    controls = page.locator("#enquiry-form")
    assert controls.get_attribute("action") is None
    assert controls.get_attribute("method") == "dialog"
    assert controls.locator("[formaction], [formmethod], [pattern], [maxlength]").count() == 0
    refused = page.evaluate("fetch('/routing.json').then(() => false, () => true)")
    assert refused
    assert all("connect-src" in fault or "fetch" in fault.lower() for fault in form.visit.faults)
    form.visit.faults.clear()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_gives_letters_instead_without_its_script(visit: Visit, language: str) -> None:
    """Without JavaScript there is no form, but what to include and a letter for each category."""
    page = visit.tab(java_script_enabled=False)
    visit.go(FORM[language])
    assert page.locator("main form, main button, main input").filter(visible=True).count() == 0
    assert page.locator("pre.letter").filter(visible=True).count() == len(CATEGORIES)
    visit.go(f"{FORM[language]}?enquirer.fullName=x")
    assert page.locator("main input").filter(visible=True).count() == 0


def test_opens_with_the_category_of_the_page_it_came_from(form: Form) -> None:
    """A link may name the category, and only a category that there is."""
    for way in ("#category=pilotage", "?category=pilotage"):
        page = form.open("en", way)
        assert page.is_checked('[name="category"][value="pilotage"]')
    page = form.open("en", '#category="]<script>')
    assert page.locator('[name="category"]:checked').count() == 0


def test_names_every_module_in_the_page(form: Form) -> None:
    """No module waits for another to be found: the page itself names all that it loads."""
    page = form.open()
    named = page.locator("script[src], link[rel=modulepreload]").evaluate_all(
        "elements => elements.map(({ src, href }) => src ?? href)"
    )
    loaded = [url for url in form.visit.requests if url.endswith(".mjs")]
    assert loaded
    assert sorted(set(loaded)) == sorted(set(named))


def test_is_small(site: Path) -> None:
    """Scripts and data of the form stay under 32 kB gzip."""
    html = (site / FORM["fr"] / "index.html").read_text(encoding="utf-8")
    sizes = {
        path.name: len(gzip.compress(path.read_bytes(), 9))
        for path in (site / FOLDER).glob("*.mjs")
        if path.name in html
    }
    found = re.search(r'id="enquiry-data">(.*?)</script>', html, re.DOTALL)
    assert found
    carried = json.loads(found[1])["schema"]
    schema = json.dumps(carried, ensure_ascii=False, separators=(",", ":"))
    sizes["schema"] = len(gzip.compress(schema.encode(), 9))
    assert VALIDATOR in sizes
    assert sum(sizes.values()) <= LIMIT, sizes
