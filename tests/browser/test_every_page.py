"""Every page in a real browser, as people of all kinds meet it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessible import SIDEWAYS, violations
from tests.browser.visit import Visit
from tests.site.test_pages import ADDRESSES

# What has the focus, and whether a person can see that it has.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    name: `${element.tagName} ${element.textContent.trim().slice(0, 40)}`,
    seen: element.checkVisibility() && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    order: [...document.querySelectorAll("*")].indexOf(element),
  };
}"""


@pytest.mark.parametrize("path", [*ADDRESSES, "404.html"])
def test_everyone_can_read_it(visit: Visit, path: str) -> None:
    """axe finds nothing and nothing scrolls sideways, wide and narrow, light and dark."""
    page = visit.page
    page.goto(f"{visit.address}/{path}")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, f"{width} px scrolls sideways"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], f"{width} px, {scheme}"


@pytest.mark.parametrize("path", [*ADDRESSES, "404.html"])
def test_loads_little_and_only_from_here(visit: Visit, path: str) -> None:
    """A page asks this site alone, at most six times (the form has more modules), and finds all."""
    missing: list[str] = []
    visit.page.on(
        "response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None
    )
    visit.page.goto(f"{visit.address}/{path}", wait_until="networkidle")
    host = urlsplit(visit.address).netloc
    assert {urlsplit(url).netloc for url in visit.requests if not url.startswith("data:")} == {host}
    assert missing == []
    if "enquiry" not in path:
        assert len(visit.requests) <= 6


def tab_through(page: Page) -> list[dict[str, Any]]:
    """What gets the focus as a person presses Tab, until the page is left."""
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or (stops and focused["order"] == stops[0]["order"]):
            return stops
        stops.append(focused)
    raise AssertionError("the keyboard is trapped")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [a for a in ADDRESSES if "enquiry" not in a])
def test_can_be_walked_by_keyboard(visit: Visit, path: str, width: int) -> None:
    """Tab reaches everything in the order of the page, in sight and marked, and leaves again."""
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{visit.address}/{path}")
    stops = tab_through(page)
    assert [stop["name"] for stop in stops if not (stop["seen"] and stop["marked"])] == []
    assert [stop["order"] for stop in stops] == sorted(stop["order"] for stop in stops)
    assert stops[0]["name"].startswith("A ")  # the skip link comes first
    reachable = page.locator("a[href]:visible, button:visible, input:visible").count()
    assert len(stops) >= reachable


@pytest.mark.parametrize("path", ["", "fr/categories/biometrics/"])
def test_works_without_a_script(visit: Visit, path: str) -> None:
    """Without JavaScript every word is there and nothing useless is shown."""
    page = visit.tab(java_script_enabled=False)
    page.goto(f"{visit.address}/{path}")
    assert page.locator("h1").is_visible()
    assert not page.locator(".search").is_visible()
    if "categories" in path:
        assert page.locator(".letter").is_visible()


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [
        ("en", "complaint", "Poor service or misconduct"),
        ("en", "fingerprints", "Fingerprints matched by mistake"),
        ("en", "no answer", "Whom to write to"),
        ("fr", "reponse", "Dossier individuel et décision"),
        ("fr", "delai", "Procédures générales et délais mondiaux"),
        ("fr", "biometrie", "Erreur sur des empreintes digitales"),
        ("fr", "plainte", "Plainte sur le service ou la conduite"),
        ("fr", "empreintes", "Erreur sur des empreintes digitales"),
        ("fr", "pas de réponse", "Dossier individuel et décision"),
    ],
)
def test_finds_the_words_that_people_use(
    visit: Visit, language: str, query: str, found: str
) -> None:
    """The search finds a page by everyday words, with or without accents, in its language only."""
    page = visit.page
    home = f"{visit.address}/" if language == "en" else f"{visit.address}/fr/"
    page.goto(home)
    page.fill("#search", query)
    page.locator(".results a").first.wait_for()
    titles = page.locator(".results a").all_inner_texts()
    assert any(found in title for title in titles)
    count = page.locator(".search [role=status]").inner_text()
    assert count.startswith(str(len(titles)))
    for link in page.locator(".results a").all():
        assert ("/fr/" in link.evaluate("link => link.href")) == (language == "fr")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != home)
    page.locator("h1").wait_for()


def test_the_search_says_when_it_finds_nothing(visit: Visit) -> None:
    """No result is said, and Escape empties the field."""
    page = visit.page
    page.goto(f"{visit.address}/fr/")
    page.fill("#search", "xyzzy")
    page.locator(".search [role=status]", has_text="Aucun résultat").wait_for()
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
