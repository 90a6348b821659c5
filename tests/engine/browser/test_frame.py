"""The frame and the folds of a page on a phone, by keyboard, on paper and without a script."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import ViewportSize
from pypdf import PdfReader

from tests.browsing.measures import WIDTHS, weight
from tests.browsing.visit import Visit, answers

PHONE: ViewportSize = {"width": 360, "height": 740}
CATEGORY = "categories/moorings/"


@pytest.mark.parametrize("path", ["", "fr/"])
def test_a_narrow_header_leaves_the_page_its_room(visit: Visit, path: str) -> None:
    """At 360 px the header takes at most a quarter of a phone's screen, in both languages."""
    page = visit.go(path)
    page.set_viewport_size(PHONE)
    header = page.locator("header.site").bounding_box()
    assert header
    assert header["height"] <= PHONE["height"] / 4


@pytest.mark.parametrize("path", [CATEGORY, f"fr/{CATEGORY}"])
def test_contact_and_button_are_on_the_first_screen(visit: Visit, path: str) -> None:
    """On a phone one sees without scrolling whom to write to, and how to begin."""
    page = visit.go(path)
    page.set_viewport_size(PHONE)
    for part in (".contact-name", ".contact .action"):
        box = page.locator(part).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= PHONE["height"], part


def test_the_menu_works_without_a_script(visit: Visit) -> None:
    """A narrow page has a menu that a press opens over the page; a wide one shows the links."""
    page = visit.tab(java_script_enabled=False, viewport=PHONE)
    visit.go("fr/")
    links, heading = page.locator("nav.pages a"), page.locator("h1")
    before = heading.bounding_box()
    assert not links.first.is_visible()
    page.click(".menu summary")
    assert links.first.is_visible()
    assert heading.bounding_box() == before
    page.click(".menu summary")
    page.set_viewport_size({"width": 1280, "height": 740})
    assert links.first.is_visible()
    assert not page.locator(".menu summary").is_visible()


def test_the_menu_closes_by_keyboard(visit: Visit) -> None:
    """Escape closes the menu and gives the focus back; so does leaving it with the keyboard."""
    page = visit.go("")
    page.set_viewport_size(PHONE)
    links = page.locator("nav.pages a")
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    links.first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not links.first.is_visible()
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.keyboard.press("Enter")
    links.first.wait_for()
    for _ in range(links.count() + 1):
        page.keyboard.press("Tab")
    assert not links.first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_found_lies_over_the_page(visit: Visit, width: int) -> None:
    """Results push nothing; they go when one leaves the search, and come back with the focus."""
    page = visit.go("")
    page.set_viewport_size({"width": width, "height": 740})
    heading, results = page.locator("h1"), page.locator(".results a")
    before = heading.bounding_box()
    page.fill("#search", "harbour")
    results.first.wait_for()
    assert heading.bounding_box() == before
    last = results.last
    last.focus()
    page.keyboard.press("Tab")
    covers = """() => document.elementFromPoint(innerWidth / 2, 200)?.closest(".found") !== null"""
    assert page.evaluate(covers) is False
    page.focus("#search")
    assert page.evaluate("document.querySelector('.found').checkVisibility()")
    page.keyboard.press("Escape")
    assert page.locator(".results").is_hidden()
    assert page.evaluate("document.activeElement.id") == "search"


def test_what_is_folded_is_on_paper(visit: Visit) -> None:
    """Printed, a category's page is whole: its checklist, its letters, its steps."""
    page = visit.go(CATEGORY)
    folded = page.locator(".folds details").evaluate_all(
        "all => all.map((each) => each.lastElementChild.textContent)"
    )
    pdf = PdfReader(io.BytesIO(page.pdf(format="Letter")))
    paper = "".join("".join(sheet.extract_text().split()) for sheet in pdf.pages)
    assert folded
    lines = [line for part in folded for line in part.splitlines() if line.strip()]
    assert [line for line in lines if "".join(line.split()) not in paper] == []


def test_a_link_opens_what_is_folded(visit: Visit) -> None:
    """A link to something folded shows it."""
    page = visit.go("")
    target = page.locator("#sentences")
    assert not target.is_visible()
    page.click(".tasks a[href='#sentences']")
    target.wait_for()


@pytest.mark.parametrize("path", [CATEGORY, "fr/categories/noise/"])
def test_a_category_comes_light(visit: Visit, path: str) -> None:
    """The page of a category weighs at most 10 kB, compressed, in at most four answers."""
    page = visit.tab()
    with answers(page) as heard:
        visit.go(path)
    assert len(heard) <= 4
    assert weight(heard) <= 10_000
