"""Every page on paper: printed to PDF and read back."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.visit import Visit, enquiry
from tests.site.test_pages import ADDRESSES

WIDTH, HEIGHT = 612, 792  # US Letter, in points
MARGIN = 36  # half an inch, which every printer can do


def printed(page: Page) -> PdfReader:
    """The open page as a printer gets it."""
    return PdfReader(io.BytesIO(page.pdf(format="Letter")))


def words(pdf: PdfReader) -> str:
    """What stands on the paper, without regard to lines."""
    return plain(" ".join(sheet.extract_text() for sheet in pdf.pages))


def plain(text: str) -> str:
    """A text without spaces, which a PDF puts where it likes, and without joined letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("path", ADDRESSES)
def test_prints_what_is_useful(visit: Visit, path: str) -> None:
    """The words and whole addresses are on the paper; menus, search and buttons are not."""
    page = visit.page
    page.goto(f"{visit.address}/{path}", wait_until="networkidle")
    heading = page.locator("h1").inner_text()
    addresses = page.locator("main a[href^='mailto:'], main a[href^='https:']").evaluate_all(
        "links => links.map((link) => link.getAttribute('href').replace('mailto:', ''))"
    )
    useless = page.locator("nav.pages a:not([aria-current]), .language, .search label, .action")
    unwanted = [plain(text) for text in useless.all_inner_texts()]
    pdf = printed(page)
    text = words(pdf)
    assert plain(heading) in text
    assert [address for address in addresses if plain(address) not in text] == []
    body = plain(page.locator("main").inner_text())
    assert [each for each in unwanted if text.count(each) > body.count(each)] == []
    assert len(pdf.pages) <= (15 if "for-developers" in path else 4)


@pytest.mark.parametrize("path", ADDRESSES)
def test_keeps_its_words_within_the_margins(visit: Visit, path: str) -> None:
    """No word stands in the margin or beyond the paper."""
    page = visit.page
    page.goto(f"{visit.address}/{path}", wait_until="networkidle")
    outside: list[str] = []

    def look(text: str, paper: list[float], start: list[float], *_: object) -> None:
        across = start[4] * paper[0] + start[5] * paper[2] + paper[4]
        down = start[4] * paper[1] + start[5] * paper[3] + paper[5]
        inside = MARGIN <= across <= WIDTH - MARGIN and MARGIN <= down <= HEIGHT - MARGIN
        if text.strip() and not inside:
            outside.append(text)

    for sheet in printed(page).pages:
        sheet.extract_text(visitor_text=look)
    assert outside == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})  # Letter between its margins
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("path", ["", "fr/categories/individual-case/", "enquiry/"])
def test_prints_black_on_white(visit: Visit, path: str) -> None:
    """Who reads in the dark does not print it."""
    page = visit.tab(color_scheme="dark")
    page.goto(f"{visit.address}/{path}")
    page.emulate_media(media="print")
    ink, paper = page.evaluate(
        """() => {
          const { color, backgroundColor } = getComputedStyle(document.body);
          return [color, backgroundColor];
        }"""
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_ready_message_prints_as_a_letter(visit: Visit, language: str) -> None:
    """A message for the post is alone on its paper, with everything that was filled in."""
    page = visit.open(language)
    visit.fill(enquiry(channel="mail", message="Où en est la demande ?\n\nMerci."))
    visit.check()
    letter = page.locator("#letter .text").inner_text()
    others = page.locator("h1, header .name, #result-title, .actions button").all_inner_texts()
    pdf = printed(page)
    assert len(pdf.pages) == 1
    text = words(pdf)
    assert plain(letter) in text
    assert [each for each in others if len(each) > 12 and plain(each) in text] == []
