"""A few pages of each kind on paper: printed to PDF and read back."""

from __future__ import annotations

from tests.browsing.pages import Sample
from tests.browsing.paper import Paper, plain
from tests.browsing.visit import Visit

# Menus, languages, the search and buttons, in every shell.
USELESS = """nav.pages a:not([aria-current]), .language, .search label, .action,
  .md-tabs a, .md-sidebar a"""


def test_prints_what_is_useful_within_the_margins(visit: Visit, sample: Sample) -> None:
    """The words and whole addresses are on the paper; menus, search and buttons are not."""
    page = visit.go(sample.path)
    # In languages of both directions, a PDF puts the dash between them where it likes.
    heading = page.locator("h1").inner_text().split(" – ")
    addresses = page.locator(
        "main :is(a[href^='mailto:'], a[href^='https:']):not([hidden] *)"
    ).evaluate_all("links => links.map((link) => link.getAttribute('href').replace('mailto:', ''))")
    useless = page.locator(USELESS)
    unwanted = [plain(text) for text in useless.all_inner_texts() if text.strip()]
    paper = Paper(page)
    assert [part for part in heading if plain(part) not in paper.text] == []
    assert [address for address in addresses if plain(address) not in paper.text] == []
    body = plain(page.locator("main").text_content() or "")  # folded parts are printed too
    assert [each for each in unwanted if paper.text.count(each) > body.count(each)] == []
    assert paper.outside == []


def test_prints_black_on_white(visit: Visit, sample: Sample) -> None:
    """Who reads in the dark does not print it, and nothing is wider than the paper."""
    visit.page.emulate_media(color_scheme="dark", media="print")
    visit.page.set_viewport_size({"width": 680, "height": 900})  # Letter between its margins
    page = visit.go(sample.path)
    ink, paper = page.evaluate(
        """() => {
          const { color, backgroundColor } = getComputedStyle(document.body);
          return [color, backgroundColor];
        }"""
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
