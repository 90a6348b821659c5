"""What was saved in a file fills the form again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browsing.form import Form
from tests.engine.browser.enquiries import enquiry


@pytest.mark.parametrize("action", ["json", "eml"])
def test_takes_back_what_it_saved(form: Form, tmp_path: Path, action: str) -> None:
    """A saved message fills the form again, to the same document."""
    page = form.open()
    message = "Ligne une\n\nالسطر الثاني 📨 ̀"
    previous = {"sentOn": "2026-10-01", "outcome": "no-reply"}
    vessel: dict[str, Any] = {"name": "Little Auk", "berth": "roads", "arrivedOn": "2026-01-09"}
    vessel |= {"crew": 0, "afloat": False, "needs": ["power", "fuel"]}
    document = enquiry("noise", message=message, previousEnquiry=previous, vessel=vessel)
    form.fill(document)
    form.check()
    file = tmp_path / f"saved.{action}"
    file.write_bytes(form.download(action))
    form.open("fr")
    with page.expect_file_chooser() as chooser:
        page.click("[data-action=load]")
    chooser.value.set_files(file)
    page.get_by_text("Le message enregistré a été ouvert").wait_for()
    assert "laissée de côté" not in page.inner_text("#status")
    form.check()
    assert form.saved() == document


def test_opens_a_file_however_it_is_laid_out(form: Form) -> None:
    """White space before and in a saved document is nothing to complain about."""
    page = form.open()
    form.load("x.json", b"\n \t" + json.dumps(enquiry(), indent=8).encode())
    page.locator("#status", has_text="was opened").wait_for()
    form.check()
    assert form.saved() == enquiry()
