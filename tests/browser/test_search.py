"""The search, in each language."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route

from tests.browser.visit import Visit
from tests.site.test_pages import ADDRESSES

# What people type, and the page that they need: it must be among the first three.
FINDS = [
    ("en", "complaint", "Poor service or misconduct"),
    ("en", "Fingerprints", "Fingerprints matched by mistake"),
    ("en", "no answer", "Individual case and decision"),
    ("en", "where is my application", "Individual case and decision"),
    ("en", "bribe", "Poor service or misconduct"),
    ("en", "fingerprnts", "Fingerprints matched by mistake"),
    ("en", "MP", "What to include in your message"),
    ("en", "scam", "Protect your information"),
    ("fr", "reponse", "Dossier individuel et décision"),
    ("fr", "delai", "Procédures générales et délais mondiaux"),
    ("fr", "délai", "Procédures générales et délais mondiaux"),
    ("fr", "biometrie", "Erreur sur des empreintes digitales"),
    ("fr", "plainte", "Plainte sur le service ou la conduite"),
    ("fr", "EMPREINTES", "Erreur sur des empreintes digitales"),
    ("fr", "pas de réponse", "Dossier individuel et décision"),
    ("fr", "erreur d’identité", "Erreur sur des empreintes digitales"),
    ("fr", "arnaque", "Protégez vos renseignements"),
]


def ask(page: Page, query: str) -> list[str]:
    """The titles found for a query, once the answer is there."""
    page.fill("#search", query)
    page.locator(".search [role=status]", has_text=" ").wait_for()
    return page.locator(".results a").all_inner_texts()


def late(route: Route) -> None:
    """Let an answer come late."""
    time.sleep(0.3)
    route.continue_()


def home(visit: Visit, language: str) -> str:
    """The address of the home page."""
    return f"{visit.address}/" if language == "en" else f"{visit.address}/{language}/"


@pytest.mark.parametrize(("language", "query", "needed"), FINDS)
def test_finds_the_words_that_people_use(
    visit: Visit, language: str, query: str, needed: str
) -> None:
    """The search finds a page by everyday words, with or without accents, in its language only."""
    page = visit.page
    page.goto(home(visit, language))
    titles = ask(page, query)
    assert needed in titles[:3]
    addresses = page.locator(".results a").evaluate_all("links => links.map(({ href }) => href)")
    assert {("/fr/" in address) for address in addresses} == {language == "fr"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_is_used_by_keyboard_and_announced(visit: Visit, language: str) -> None:
    """The count is said in a live region; Enter goes to the first result, Escape begins anew."""
    page = visit.page
    page.goto(home(visit, language))
    titles = ask(page, "migration")
    said = page.locator(".search [role=status]").inner_text()
    assert said.startswith(str(len(titles)))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == titles[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "search"
    assert page.input_value("#search") == ""
    assert page.locator(".results").is_hidden()
    ask(page, "migration")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != home(visit, language))
    page.locator("h1").wait_for()


@pytest.mark.parametrize(
    ("language", "foreign", "said"),
    [("en", "empreintes", "No result"), ("fr", "fingerprints", "Aucun résultat")],
)
def test_says_when_it_finds_nothing(visit: Visit, language: str, foreign: str, said: str) -> None:
    """A word of the other language, or of none, finds nothing, and the search says so."""
    page = visit.page
    page.goto(home(visit, language))
    for query in (foreign, "xyzzy"):
        assert ask(page, query) == []
        assert said in page.locator(".search [role=status]").inner_text()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_shows_words_and_no_code(visit: Visit, language: str) -> None:
    """A result is a title and a description: no markup, no data of the form."""
    page = visit.page
    page.goto(home(visit, language))
    for query in ("form", "json"):
        assert ask(page, query)
        shown = page.locator(".results").text_content() or ""
        assert not set("{}<>") & set(shown)


@pytest.mark.parametrize("path", [a for a in ADDRESSES if "enquiry" not in a])
def test_loads_nothing_before_it_is_used(visit: Visit, path: str) -> None:
    """The library and the index of one language come with the first use."""
    page = visit.page
    page.goto(f"{visit.address}/{path}", wait_until="networkidle")
    assert [url for url in visit.requests if "search" in url] == []
    language = "fr" if path.startswith("fr/") else "en"
    with page.expect_response(f"**/search/{language}.json"):
        page.focus("#search")
    assert sum(url.endswith(".json") for url in visit.requests) == 1


def test_finds_what_was_typed_while_it_loads(visit: Visit) -> None:
    """Words typed before the index came are answered once it is there."""
    page = visit.page
    page.route("**/search/en.json", late)
    page.goto(home(visit, "en"))
    page.fill("#search", "complaint")
    page.locator(".results a").first.wait_for()


@pytest.mark.parametrize("part", ["assets/search.mjs", "search/en.json", "search/lunr.js"])
def test_says_when_it_cannot_be_loaded(visit: Visit, part: str) -> None:
    """When a part of it does not come, the search says so, and the next focus tries again."""
    page = visit.page
    page.route(f"**/{part}", lambda route: route.abort())
    page.goto(home(visit, "en"))
    page.fill("#search", "complaint")
    page.locator(".search [role=status]", has_text="could not be loaded").wait_for()
    page.unroute(f"**/{part}")
    page.locator("#search").blur()
    page.focus("#search")
    page.locator(".results a").first.wait_for()
    assert all("ERR_FAILED" in fault for fault in visit.faults)
    visit.faults.clear()
