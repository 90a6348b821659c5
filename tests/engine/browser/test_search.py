"""The search, in each language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.browsing.visit import Visit

HOME = {"en": "", "fr": "fr/"}
# What people type, and the page that they need: it must be among the first three.
FINDS = {
    "en": [
        ("invoice", "Harbour dues and invoices"),
        ("Refund", "Harbour dues and invoices"),
        ("no answer", "What to expect from the harbour"),
        ("where is my mooring", "Moorings and berths"),
        ("pilotge", "Pilots and pilotage"),
        ("lost keys", "Lost property"),
        ("scam", "Protect your information"),
    ],
    "fr": [
        ("reponse", "À quoi vous attendre du port"),
        ("delai", "À quoi vous attendre du port"),
        ("délai", "À quoi vous attendre du port"),
        ("electrogene", "Bruit la nuit"),
        ("facture", "Droits de port et factures"),
        ("BRUIT", "Bruit la nuit"),
        ("pas de réponse", "À quoi vous attendre du port"),
        ("liste d’attente", "Postes d’amarrage"),
        ("arnaque", "Protégez vos renseignements"),
    ],
}


def ask(page: Page, query: str) -> list[str]:
    """The titles found for a query, once the answer is there."""
    page.fill("#search", "")
    page.fill("#search", query)
    page.locator(".search [role=status]", has_text=" ").wait_for()
    return page.locator(".results a").all_inner_texts()


@pytest.mark.parametrize("language", HOME)
def test_finds_the_words_that_people_use(visit: Visit, language: str) -> None:
    """The search finds a page by everyday words, with or without accents, in its language only."""
    page = visit.go(HOME[language])
    missed = {query: ask(page, query)[:3] for query, _ in FINDS[language]}
    missed = {
        query: missed[query] for query, needed in FINDS[language] if needed not in missed[query]
    }
    assert missed == {}
    addresses = page.locator(".results a").evaluate_all("links => links.map(({ href }) => href)")
    assert {("/fr/" in address) for address in addresses} == {language == "fr"}


@pytest.mark.parametrize(("language", "word"), [("en", "harbour"), ("fr", "port")])
def test_shows_eight_results_and_no_code(visit: Visit, language: str, word: str) -> None:
    """Of many pages the best eight are shown: titles and descriptions, no markup and no data."""
    page = visit.go(HOME[language])
    assert len(ask(page, word)) == 8
    assert "8" in page.locator(".search [role=status]").inner_text()
    shown = page.locator(".results").text_content() or ""
    assert not set("{}<>") & set(shown)


@pytest.mark.parametrize(("language", "word"), [("en", "berth"), ("fr", "navire")])
def test_is_used_by_keyboard_and_announced(visit: Visit, language: str, word: str) -> None:
    """The count is said in a live region; Enter goes to the first result, Escape begins anew."""
    page = visit.go(HOME[language])
    here = page.url
    titles = ask(page, word)
    said = page.locator(".search [role=status]").inner_text()
    assert said.startswith(str(len(titles)))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == titles[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "search"
    assert page.input_value("#search") == ""
    assert page.locator(".results").is_hidden()
    ask(page, word)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != here)
    page.locator("h1").wait_for()


@pytest.mark.parametrize(
    ("language", "foreign", "said"),
    [("en", "amarrage", "No result"), ("fr", "moorings", "Aucun résultat")],
)
def test_says_when_it_finds_nothing(visit: Visit, language: str, foreign: str, said: str) -> None:
    """A word of the other language, or of none, finds nothing, and the search says so."""
    page = visit.go(HOME[language])
    for query in (foreign, "xyzzy"):
        assert ask(page, query) == []
        assert said in page.locator(".search [role=status]").inner_text()


@pytest.mark.parametrize("path", ["", "fr/categories/noise/"])
def test_loads_nothing_before_it_is_used(visit: Visit, path: str) -> None:
    """The library and the index of one language come with the first use."""
    page = visit.go(path)
    assert [url for url in visit.requests if "search" in url] == []
    language = "fr" if path.startswith("fr/") else "en"
    with page.expect_response(f"**/search/{language}.json"):
        page.focus("#search")
    assert sum(url.endswith(".json") for url in visit.requests) == 1


def test_finds_what_was_typed_while_it_loads(visit: Visit) -> None:
    """Words typed before the index came are answered once it is there."""
    page = visit.page
    held: list[Route] = []
    page.route("**/search/en.json", lambda route: held.append(route))
    visit.go("")
    with page.expect_request("**/search/en.json"):
        page.fill("#search", "pilot")
    assert page.locator(".results a").count() == 0
    held[0].continue_()
    page.locator(".results a").first.wait_for()


@pytest.mark.parametrize("part", ["assets/search.mjs", "search/en.json", "search/lunr.js"])
def test_says_when_it_cannot_be_loaded(visit: Visit, part: str) -> None:
    """When a part of it does not come, the search says so, and the next focus tries again."""
    page = visit.page
    page.route(f"**/{part}", lambda route: route.abort())
    visit.go("")
    page.fill("#search", "pilot")
    page.locator(".search [role=status]", has_text="could not be loaded").wait_for()
    page.unroute(f"**/{part}")
    page.locator("#search").blur()
    page.focus("#search")
    page.locator(".results a").first.wait_for()
    assert all("ERR_FAILED" in fault for fault in visit.faults)
    visit.faults.clear()
