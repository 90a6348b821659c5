"""What the engine prints."""

from __future__ import annotations

import pytest

from tests.browsing.form import Form
from tests.browsing.paper import Paper, plain
from tests.browsing.visit import Visit
from tests.engine.browser.enquiries import enquiry


@pytest.mark.parametrize("path", ["", "categories/moorings/", "fr/categories/noise/"])
def test_prints_on_few_sheets(visit: Visit, path: str) -> None:
    """Four sheets are enough for a page with short texts, and none is outside the margins."""
    paper = Paper(visit.go(path))
    assert 1 <= paper.sheets <= 4
    assert paper.outside == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_ready_message_prints_as_a_letter(form: Form, language: str) -> None:
    """A message for the post is alone on its paper, with everything that was filled in."""
    page = form.open(language)
    form.fill(enquiry(channel="mail", message="Où en est la demande ?\n\nMerci."))
    form.check()
    letter = page.locator("#letter .text").inner_text()
    others = page.locator("h1, header .name, #result-title, .actions button").all_inner_texts()
    paper = Paper(page)
    assert paper.sheets == 1
    assert plain(letter) in paper.text
    assert [each for each in others if len(each) > 12 and plain(each) in paper.text] == []
