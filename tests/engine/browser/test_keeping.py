"""What was typed is kept, over the language toggle and a reload, until one says otherwise."""

from __future__ import annotations

import json

from playwright.sync_api import Dialog, Page

from tests.browsing.form import Form
from tests.engine.browser.enquiries import enquiry

STORED = "sessionStorage.length + localStorage.length + document.cookie.length"
TOGGLE = "document.querySelector('a.language').click()"


def to_french(page: Page) -> None:
    """Follow the language toggle, wherever the focus is, to the other form."""
    page.evaluate(TOGGLE)
    page.wait_for_url("**/fr/enquiry/")
    page.locator("#enquiry").wait_for(state="visible")


def refuse_to_leave(page: Page) -> list[str]:
    """Answer each question of the browser with no; gives what was asked."""
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", refuse)
    return asked


def test_keeps_everything_over_the_language_toggle(form: Form) -> None:
    """The toggle keeps answers, ticks, errors, the place and the focus."""
    page = form.open("en", "#category=moorings")
    form.find("#applicant-givenName-none").check()
    form.fill({"enquirer": {"fullName": "Ana Example", "role": "agent"}})
    form.fill({"consent": {"behalf": True}, "message": "Half a mess"})
    form.find('[name="applicant.dateOfBirth.month"]').fill("March")
    form.next()
    english = len(form.errors())
    assert english
    page.locator('[name="applicant.familyName"]').focus()
    page.evaluate("scrollTo(0, 234)")
    to_french(page)
    assert page.input_value("[name=message]") == "Half a mess"
    assert page.input_value('[name="applicant.givenName"]') == "S/O"
    assert page.input_value('[name="applicant.dateOfBirth.month"]') == "March"
    assert page.is_checked('[name="category"][value="moorings"]')
    assert page.is_checked('[name="consent.behalf"]')
    assert not page.is_checked('[name="category"][value="noise"]')
    assert len(form.errors()) == english
    assert page.title().startswith("Erreur")
    assert page.evaluate("scrollY") == 234
    assert page.evaluate("document.activeElement.name") == "applicant.familyName"


def test_survives_a_reload_and_the_way_back(form: Form) -> None:
    """A form that is half filled in is there again after a reload, and after Back."""
    page = form.visit.tab()
    form.open("en", "#category=moorings")
    page.on("dialog", lambda dialog: dialog.accept())
    form.fill({"enquirer": {"fullName": "Ana Example", "role": "agent"}, "message": "Half a mess"})
    page.reload()
    page.locator("#enquiry").wait_for(state="visible")
    assert page.input_value("[name=message]") == "Half a mess"
    page.goto(f"{form.visit.address}/404.html")
    page.go_back()
    page.locator("#enquiry").wait_for(state="visible")
    assert page.input_value("[name=message]") == "Half a mess"
    assert page.is_checked('[name="enquirer.role"][value="agent"]')


def test_forgets_everything_once_it_is_cleared(form: Form) -> None:
    """After clearing nothing is stored, not even when the page is left: the form is empty."""
    page = form.visit.tab()
    form.open()
    page.on("dialog", lambda dialog: dialog.accept())
    form.fill({"message": "Half a mess"})
    page.reload()
    page.locator("#enquiry").wait_for(state="visible")
    assert page.evaluate(STORED) > 0
    page.click("[data-action=clear]")
    assert page.evaluate(STORED) == 0
    page.reload()
    page.locator("#enquiry").wait_for(state="visible")
    assert page.input_value("[name=message]") == ""
    assert page.evaluate(STORED) == 0


def test_keeps_nothing_of_before_a_file_was_opened(form: Form) -> None:
    """Opening a saved message replaces what was kept, and is kept in its place."""
    page = form.visit.tab()
    form.open()
    page.on("dialog", lambda dialog: dialog.accept())
    form.fill({"message": "Half a mess"})
    page.reload()
    page.locator("#enquiry").wait_for(state="visible")
    form.load("x.json", json.dumps(enquiry()).encode())
    page.locator("#status", has_text="was opened").wait_for()
    form.visit.go("404.html")
    form.open()
    assert page.input_value("[name=message]") == enquiry()["message"]


def test_asks_again_after_the_way_back_from_the_other_language(form: Form) -> None:
    """A page that Back shows as it was, the toggle pressed, asks before it loses answers."""
    page = form.visit.tab()
    form.open()
    form.fill({"message": "Half a mess"})
    asked = refuse_to_leave(page)
    page.evaluate(
        """() => {
          const toggle = document.querySelector("a.language");
          toggle.addEventListener("click", (event) => event.preventDefault());
          toggle.click();
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => { location.href = '../'; })")
    assert asked == ["beforeunload"]


def test_another_tab_knows_nothing_of_it(form: Form) -> None:
    """What is kept belongs to the tab in which it was typed."""
    page = form.visit.tab()
    form.open()
    page.on("dialog", lambda dialog: dialog.accept())
    form.fill({"message": "Half a mess"})
    page.reload()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#enquiry").wait_for(state="visible")
    assert other.input_value("[name=message]") == ""


def test_keeps_a_ready_message_over_the_toggle(form: Form) -> None:
    """Who had a message that was ready has it in the other language, and without one has none."""
    page = form.open()
    to_french(page)
    assert (form.is_ready, form.has_errors) == (False, False)
    form.open()
    form.fill(enquiry())
    form.check()
    letter = form.text()
    form.download("json")  # so that nothing would be lost
    page.evaluate("document.activeElement.blur()")
    to_french(page)
    assert form.is_ready
    assert page.evaluate("document.activeElement === document.body"), "the focus was taken"
    assert form.text() == letter
    form.answer("message", "Autre chose")
    page.evaluate(TOGGLE)
    page.wait_for_url(lambda url: "/fr/" not in url)
    page.locator("#enquiry").wait_for(state="visible")
    assert not page.locator("#result").is_visible(), "the message of an older answer came back"


def test_remembers_over_the_toggle_whether_anything_would_be_lost(form: Form) -> None:
    """Unsaved answers are still asked about after the toggle, and saved ones are not."""
    page = form.visit.tab()
    form.open()
    form.fill(enquiry())
    asked = refuse_to_leave(page)
    to_french(page)
    assert asked == []
    form.check()
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => { location.href = '../'; })")
    assert asked == ["beforeunload"]
    form.download("json")
    page.evaluate(TOGGLE)
    page.wait_for_url(lambda url: "/fr/" not in url)
    page.locator("#enquiry").wait_for(state="visible")
    page.evaluate("setTimeout(() => { location.href = '../'; })")
    page.wait_for_url(lambda url: "enquiry" not in url)
    assert asked == ["beforeunload"]


def test_takes_back_only_answers_to_its_own_questions(form: Form) -> None:
    """What was kept for anything but a control of the form is left alone, and the rest counts."""
    page = form.open()
    form.fill({"message": "Half a mess"})
    page.evaluate(
        """() => {
          const stay = (event) => event.preventDefault();
          document.querySelector("a.language").addEventListener("click", stay);
          document.querySelector("a.language").click();
          dispatchEvent(new PageTransitionEvent("pagehide"));
          const [key] = Object.keys(sessionStorage);
          const state = JSON.parse(sessionStorage.getItem(key));
          state.answers.unshift(["no-such-control", "x"], ["step-send", "x"]);
          const changed = JSON.stringify(state);
          // Leaving the page stores the answers once more: this comes after it.
          addEventListener("pagehide", () => sessionStorage.setItem(key, changed));
        }"""
    )
    page.reload()
    page.locator("#enquiry").wait_for(state="visible")
    assert page.input_value("[name=message]") == "Half a mess"
    assert page.evaluate("document.getElementById('step-send').value") is None


def test_works_where_nothing_can_be_stored(form: Form) -> None:
    """In a browser that forbids storage the toggle only forgets."""
    page = form.visit.tab()
    page.add_init_script(
        """for (const name of ["getItem", "setItem", "removeItem"]) {
          Storage.prototype[name] = () => { throw new DOMException("no", "SecurityError"); };
        }"""
    )
    form.open()
    form.fill({"message": "Half a mess"})
    to_french(page)
    assert page.input_value("[name=message]") == ""


def test_asks_before_it_throws_answers_away(form: Form) -> None:
    """Leaving, clearing and opening ask while something typed is not saved; saving ends it."""
    page = form.visit.tab()
    form.open()
    asked = refuse_to_leave(page)
    form.fill(enquiry())
    page.click("[data-action=clear]")
    assert page.input_value("[name=message]") != ""
    form.load("x.json", json.dumps(enquiry(message="Another")).encode())
    page.wait_for_function("document.getElementById('load').value !== ''")
    assert page.input_value("[name=message]") != "Another"
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => { location.href = '../'; })")
    assert page.url.endswith("/enquiry/")
    assert asked == ["confirm", "confirm", "beforeunload"]
    form.check()
    form.download("ics")
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => { location.href = '../'; })")
    form.download("json")
    page.evaluate("setTimeout(() => { location.href = '../'; })")
    page.wait_for_url(lambda url: "enquiry" not in url)
    assert asked == ["confirm", "confirm", "beforeunload", "beforeunload"]


def test_clears_the_form_for_those_who_say_so(form: Form) -> None:
    """Once confirmed, clearing leaves neither answers nor a message, and leaving asks no more."""
    page = form.visit.tab()
    form.open()
    form.fill(enquiry())
    form.check()
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("[data-action=clear]")
    assert page.input_value("[name=message]") == ""
    assert not form.is_ready
    asked = refuse_to_leave(page)
    form.visit.go("")
    assert asked == []


def test_a_changed_answer_takes_the_old_message_away(form: Form) -> None:
    """A message never stands beside answers that it was not made from."""
    page = form.open()
    form.fill(enquiry())
    form.check()
    page.go_back()
    form.answer("message", "Another")
    page.go_forward()
    assert form.step == "check"
    assert "Another" in page.locator("#answers").inner_text()
    form.check()
    assert "Another" in form.text()
