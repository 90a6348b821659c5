"""The whole way through the form by keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browsing.form import Form
from tests.browsing.keyboard import Keyboard, walk
from tests.engine.browser.enquiries import enquiry


@pytest.mark.parametrize(
    ("category", "channel", "language"), [("moorings", "email", "fr"), ("noise", "mail", "en")]
)
def test_goes_the_whole_way_by_keyboard(
    form: Form, category: str, channel: str, language: str
) -> None:
    """Everything, from the first answer to the saved file, is done with the keyboard alone."""
    page = form.open(language)
    keyboard = Keyboard(page)
    expected = enquiry(category, channel, language=language)
    keyboard.answer(expected)
    keyboard.tab_to(action="check")
    page.keyboard.press("Enter")
    assert keyboard.at()["id"] == "step-send"
    keyboard.tab_to(tag="SUMMARY")
    page.keyboard.press("Enter")
    keyboard.tab_to(action="json")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert json.loads(Path(started.value.path()).read_bytes()) == expected


def test_the_form_in_full_can_be_walked_by_keyboard(form: Form) -> None:
    """With a message ready, Tab reaches everything in the order of the page and in sight."""
    page = form.open()
    form.fill(enquiry(recipient={"email": "desk@example.org"}))
    form.check()
    walk(page)  # from the message, which has the focus, to the end of the page
    stops, reachable = walk(page)
    assert [stop["name"] for stop in stops if not (stop["seen"] and stop["marked"])] == []
    assert [stop["order"] for stop in stops] == list(range(reachable))
