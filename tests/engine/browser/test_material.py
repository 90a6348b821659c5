"""A guide in Material's shell, with the settings that publishers have there, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsing.form import Form
from tests.browsing.measures import LOOKS_OF, violations_in
from tests.browsing.visit import Visit
from tests.engine.browser.enquiries import enquiry
from tests.engine.site.test_moved import with_aliases
from tests.in_shell import as_publishers_have_it
from tests.support import mkdocs

PAGES = ("", "categories/moorings/", "categories/harbour-works/", "enquiry/", "for-developers/")
FOLDERS = {"en": "", "fr": "fr/"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Path:
    """The site, built for the address at which it is served: instant loading needs to know it."""
    folder = tmp_path_factory.mktemp("material")
    (folder / "site").mkdir()
    root = with_aliases(as_publishers_have_it(folder / "guide", f"{serve(folder / 'site')}/"))
    done = mkdocs(root, "build", "--strict", "--site-dir", str(folder / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def mark(page: Page) -> None:
    """Mark the document, so that it can be seen whether another one takes its place."""
    page.evaluate("window.isTheSame = true")


def is_marked(page: Page) -> bool:
    """Whether it is the document that was marked."""
    return bool(page.evaluate("window.isTheSame === true"))


@pytest.mark.parametrize("language", FOLDERS)
def test_axe_finds_nothing(visit: Visit, language: str) -> None:
    """axe finds no violation on any kind of page, light and dark, wide and narrow."""
    found = {}
    for path in PAGES:
        page = visit.go(FOLDERS[language] + path)
        found[path] = violations_in(page, LOOKS_OF[language])
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_journey(visit: Visit) -> None:
    """From home by way of a category to a message that is ready. Pages come instantly, the form
    comes whole; nothing that is asked for is missing, and no policy is broken."""
    page = visit.go("")
    page.select_option("#when-category", "moorings")
    mark(page)
    page.click("main a[href$='categories/moorings/']")
    expect(page.locator("h1")).to_have_text("Moorings and berths")
    assert is_marked(page)
    page.click(".contact .action")
    form = Form(visit)
    page.locator("#enquiry").wait_for(state="visible")
    assert not is_marked(page)
    assert page.is_checked('[name="category"][value="moorings"]')
    asked = len(visit.requests)
    form.fill(enquiry(category="moorings"))
    form.check()
    assert form.is_ready
    assert [url for url in visit.requests[asked:] if url.startswith("http")] == []
    assert {url.split("/")[2] for url in visit.requests if url.startswith("http")} == {
        visit.address.split("/")[2]
    }


def test_the_form_may_connect_to_nothing(visit: Visit) -> None:
    """Its policy allows no connection, so that neither search nor instant loading is there."""
    page = visit.go("enquiry/")
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "connect-src 'none'" in (policy or "")
    assert page.locator("[data-md-component=search]").count() == 0
    mark(page)
    page.click(".md-tabs__link >> nth=2")
    page.wait_for_url("**/what-to-include/")
    assert not is_marked(page)


def test_scripts_run_after_going_back(visit: Visit) -> None:
    """A page with a script of its own comes whole, by a link and by going back."""
    page = visit.go("what-to-expect/")
    for _ in range(2):
        page.click(".md-tabs__link >> nth=0")
        expect(page.locator("#when-tool")).to_be_visible()
        page.click("main a[href$='categories/moorings/']")
        expect(page.locator("h1")).to_have_text("Moorings and berths")
    page.go_back()
    expect(page.locator("#when-tool")).to_be_visible()
    page.select_option("#when-category", "moorings")
    page.fill("#when-sent", "2026-01-01")
    page.click("#when-tool button")
    expect(page.locator("#when-answer")).to_be_visible()


def test_the_language_changes_on_the_same_page(visit: Visit) -> None:
    """The link to the other language leads to the same page, whose frame is in that language."""
    page = visit.go("categories/moorings/")
    page.click("a.language")
    page.wait_for_url("**/fr/categories/moorings/")
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("fr", "ltr")
    assert page.locator(".md-search__input").get_attribute("placeholder") == "Rechercher"


@pytest.mark.parametrize(
    ("folder", "words", "title"),
    [
        ("", "mooring", "Moorings and berths"),
        ("fr/", "amarrage", "Postes d’amarrage"),
        ("fr/", "reponse", "Ce qui compte comme une réponse"),
    ],
)
def test_the_search_finds_pages_of_the_language(
    visit: Visit, folder: str, words: str, title: str
) -> None:
    """Material's search finds pages of the page's language, without accents too."""
    page = visit.go(f"{folder}what-to-expect/")
    page.locator(".md-search__input").press_sequentially(words)
    found = page.locator(".md-search-result__item a")
    found.first.wait_for(state="attached")  # its dialog waits for a clock, which stands still
    places = found.evaluate_all("links => links.map((link) => new URL(link.href).pathname)")
    assert all(place.startswith("/fr/") == (folder == "fr/") for place in places)
    said = page.locator(".md-search-result__list").text_content()
    assert title in (said or "").replace("\u00a0", " ")


def test_who_pastes_searches(visit: Visit) -> None:
    """A word that comes without a key, as by dictation, is searched for."""
    page = visit.go("what-to-expect/")
    page.locator(".md-search__input").click()
    page.keyboard.insert_text("mooring")
    page.locator(".md-search-result__item a").first.wait_for(state="attached")


def stay(route: Route) -> None:
    """Answer with the page, but for what leads on at once."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('http-equiv="refresh"', ""))


@pytest.mark.parametrize(("system", "scheme"), [("light", "default"), ("dark", "slate")])
def test_an_old_address_has_the_colours_of_the_system(
    visit: Visit, system: Literal["light", "dark"], scheme: str
) -> None:
    """Where nobody chose, it is dark for who reads in the dark."""
    visit.page.emulate_media(color_scheme=system)
    visit.page.route("**/categories/racket/", stay)
    page = visit.go("categories/racket/")
    page.evaluate("localStorage.clear()")  # where Material keeps the colours of earlier visits
    page.reload()
    assert page.get_attribute("body", "data-md-color-scheme") == scheme


def test_the_choice_of_colours_is_kept(visit: Visit) -> None:
    """The toggle changes the colours, and the other pages and languages know it at once."""
    page = visit.go("")
    page.click("[title='Switch to dark mode']")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.route("**/categories/racket/", stay)
    for path in ("fr/categories/moorings/", "categories/racket/", "404.html"):
        visit.go(path)
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.evaluate("localStorage.clear()")


def test_a_closed_menu_takes_no_focus(visit: Visit) -> None:
    """On a narrow page a button opens the menu and Escape closes it; closed it is not there."""
    page = visit.go("categories/moorings/")
    page.set_viewport_size({"width": 360, "height": 800})
    menu, opener = page.locator(".md-sidebar--primary"), page.locator(".guide-menu")
    expect(menu).not_to_be_visible()
    opener.press("Enter")
    expect(menu).to_be_visible()
    assert opener.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    assert opener.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.matches('.guide-menu')")


def test_one_letter_alone_does_nothing(visit: Visit) -> None:
    """Keys that Material listens to would strike who dictates (WCAG 2.1.4)."""
    page = visit.go("what-to-expect/")
    for key in "spnf,./":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    assert page.url.endswith("/what-to-expect/")


def test_what_the_publisher_set_is_there(visit: Visit) -> None:
    """Logo, style sheet, tabs, toggle and the block of a template are as in any Material site."""
    page = visit.go("categories/moorings/")
    assert str(page.locator(".md-logo img").first.get_attribute("src")).endswith("/assets/logo.svg")
    assert page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--publisher')"
    )
    assert page.locator(".md-tabs__link").count() == 5
    assert "closed on Sunday" in page.locator(".md-banner").inner_text()
    assert page.locator(".md-footer__link").count() == 0  # not in the navigation
    to_edit = page.locator("[rel=edit]")
    assert to_edit.get_attribute("href") == "https://git.example/harbour/edit/main/docs/routing.yml"
    visit.go("what-to-expect/")
    assert page.locator(".md-footer__link").count() == 2


def test_a_message_prints_as_a_letter(visit: Visit) -> None:
    """On paper a message that is ready stands alone, without Material's frame."""
    form = Form(visit)
    page = form.open()
    form.fill(enquiry())
    form.check()
    page.emulate_media(media="print")
    expect(page.locator("#letter")).to_be_visible()
    for frame in ("header", "footer", "h1", ".md-banner", ".md-tabs", ".md-sidebar", "#result h2"):
        assert page.locator(frame).filter(visible=True).count() == 0, frame
