"""What was typed is kept: over the language toggle, in a file, and until one says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.visit import Visit, enquiry


def test_keeps_everything_over_the_language_toggle(visit: Visit) -> None:
    """The toggle keeps answers, errors, the place and the focus; afterwards nothing is stored."""
    page = visit.open("en", "#category=biometrics")
    page.check("#one-name") if page.locator("#one-name").is_visible() else None
    visit.fill({"enquirer": {"fullName": "Ana Example"}, "message": "Half a mess"})
    page.fill('[name="applicant.dateOfBirth.month"]', "March")
    visit.check()
    english = len(visit.errors())
    page.locator("[name=message]").focus()
    before = page.evaluate("scrollY")
    page.evaluate("document.querySelector('a.language').click()")
    page.wait_for_url("**/fr/enquiry/")
    page.locator("#enquiry").wait_for(state="visible")
    assert page.input_value("[name=message]") == "Half a mess"
    assert page.input_value('[name="applicant.givenName"]') == "S/O"
    assert page.input_value('[name="applicant.dateOfBirth.month"]') == "March"
    assert page.is_checked('[name="category"][value="biometrics"]')
    assert len(visit.errors()) == english
    assert page.title().startswith("Erreur")
    assert abs(page.evaluate("scrollY") - before) < 600
    assert page.evaluate("document.activeElement.name") == "message"
    assert (
        page.evaluate("sessionStorage.length + localStorage.length + document.cookie.length") == 0
    )
    page.reload()
    assert page.input_value("[name=message]") == ""


@pytest.mark.parametrize("action", ["json", "eml"])
def test_takes_back_what_it_saved(visit: Visit, tmp_path: Path, action: str) -> None:
    """A saved message fills the form again, to the same document."""
    page = visit.open()
    message = "Ligne une\n\nالسطر الثاني 📨 ̀"
    previous = {"sentOn": "2026-10-01", "outcome": "disagreement"}
    document = enquiry("local-procedures", message=message, previousEnquiry=previous)
    visit.fill(document)
    visit.check()
    file = tmp_path / f"saved.{action}"
    file.write_bytes(visit.download(action))
    visit.open("fr")
    with page.expect_file_chooser() as chooser:
        page.click("[data-action=load]")
    chooser.value.set_files(file)
    page.get_by_text("Le message enregistré a été ouvert").wait_for()
    visit.check()
    assert visit.saved() == document


def test_asks_before_it_throws_answers_away(visit: Visit) -> None:
    """Leaving and clearing ask while something typed is not saved; saving ends the asking."""
    page = visit.open()
    asked: list[str] = []

    def refuse(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", refuse)
    visit.fill(enquiry())
    page.click("[data-action=clear]")
    assert page.input_value("[name=message]") != ""
    page.evaluate("void (location.href = '../')")
    page.wait_for_timeout(300)
    assert page.url.endswith("/enquiry/")
    assert asked == ["confirm", "beforeunload"]
    visit.check()
    visit.download("json")
    page.remove_listener("dialog", refuse)
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("[data-action=clear]")
    assert page.input_value("[name=message]") == ""
    assert not visit.is_ready
    page.goto(visit.address + "/")
    assert not page.url.endswith("/enquiry/")


def test_a_changed_answer_takes_the_old_message_away(visit: Visit) -> None:
    """A message never stands beside answers that it was not made from."""
    page = visit.open()
    visit.fill(enquiry())
    visit.check()
    page.fill("[name=message]", "Another")
    assert not visit.is_ready
    page.locator("#status", has_text="Check your message again").wait_for()
    visit.check()
    assert "Another" in visit.text()
