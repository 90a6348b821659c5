"""The form step by step, with its own buttons and the browser's."""

from __future__ import annotations

import json

import pytest

from tests.browsing.form import Form, questions
from tests.engine.browser.enquiries import LANGUAGES, OFFICIAL, enquiry
from tests.engine.harbour import SCHEMA

STEPS: list[str] = [step["id"] for step in SCHEMA["x-steps"]]
FOCUSED = "document.activeElement.id"


@pytest.mark.parametrize("language", LANGUAGES)
def test_leads_from_step_to_step(form: Form, language: str) -> None:
    """Each step has the focus on its heading, and says in the title which of how many it is."""
    page = form.open(language)
    assert page.evaluate(FOCUSED) == "", "nothing takes the focus before the person does anything"
    document = enquiry("moorings", language=language)
    seen = []
    for name in STEPS:
        if form.step != name:
            continue
        seen.append(page.locator("#place").inner_text())
        assert seen[-1] in page.title()
        for question, value in questions(page, document):
            form.answer(question, value)
        form.next()
        assert page.evaluate(FOCUSED) == f"step-{form.step}"
    of = {"en": "Step {} of 9", "fr": "Étape {} sur 9"}[language]
    assert seen[1:] == [of.format(number) for number in range(2, len(seen) + 1)]
    assert form.step == "check"
    form.page.click("[data-action=check]")
    assert (form.step, page.evaluate(FOCUSED)) == ("send", "step-send")
    assert page.locator("#place").inner_text() == of.format(9)


def test_asks_only_what_the_answers_make_needed(form: Form) -> None:
    """A step without a question is left out; what one may add is offered with the answers."""
    form.open()
    assert "account" in form.walk(enquiry("moorings"))
    form.visit.page.evaluate("sessionStorage.clear()")
    page = form.visit.tab()
    form.open()
    assert "account" not in form.walk(enquiry("noise", "mail"))
    row = page.locator("#answers dl > div", has=page.get_by_text("The account holder", exact=True))
    row.get_by_role("link").click()
    assert form.step == "account"
    page.check("#applicant-offer")
    form.answer("applicant.givenName", "Zoé")
    form.next()
    assert len(form.errors()) == 3
    form.fill({"applicant": enquiry("moorings")["applicant"]})
    form.next()
    assert form.step == "check"
    assert "Zoé" in page.locator("#answers").inner_text()


def test_each_step_checks_itself(form: Form) -> None:
    """A step with errors says them, and is left once they are fixed."""
    page = form.open()
    form.next()
    assert (form.step, len(form.errors())) == (STEPS[0], 1)
    assert page.title().startswith("Error: ")
    assert page.evaluate(FOCUSED) == "errors"
    form.answer("category", "moorings")
    form.next()
    assert (form.step, form.errors()) == (STEPS[1], [])
    assert not page.title().startswith("Error: ")
    form.answer("previousEnquiry.outcome", "no-reply")
    form.next()
    assert (form.step, len(form.errors())) == (STEPS[1], 1)


def test_back_goes_one_step_back_and_loses_nothing(form: Form) -> None:
    """The button and the browser's own Back lead to the step before, and Forward leads on again."""
    page = form.open()
    document = enquiry("moorings")
    form.walk(document, until="account")
    page.click("[data-action=back]")
    assert form.step == "person"
    page.go_back()
    assert form.step == "way"
    assert page.input_value('[name="recipient.email"]') == OFFICIAL
    page.go_forward()
    page.go_forward()
    assert form.step == "account"
    for name in reversed(STEPS[: STEPS.index("account")]):
        page.click("[data-action=back]")
        assert (form.step, page.evaluate(FOCUSED)) == (name, f"step-{name}")
    assert not page.locator("[data-action=back]").is_visible()
    form.walk(document)
    form.page.click("[data-action=check]")
    assert form.saved() == document


def test_every_answer_can_be_changed_and_leads_back_to_the_list(form: Form) -> None:
    """Each link of the list leads to its question; the step's button leads back to the list."""
    page = form.open()
    form.walk(enquiry("moorings", message="First\nsecond"))
    rows = page.locator("#answers dl > div")
    labels = [each.partition("\n")[0] for each in rows.all_inner_texts()]
    assert len(labels) == len(set(labels)) > 10
    for number in range(len(labels)):
        link = rows.nth(number).get_by_role("link")
        assert labels[number] in (link.text_content() or "")
        link.click()
        assert page.evaluate("document.activeElement.closest('[data-field]') !== null")
        form.next()
        assert form.step == "check"
    rows.filter(has_text="Your question").get_by_role("link").click()
    page.fill("[name=message]", "Third")
    form.next()
    assert "Third" in page.locator("#answers").inner_text()


def test_leads_to_what_a_changed_answer_asks_for(form: Form) -> None:
    """Whoever changes an answer comes to the questions that it brings, then back to the list."""
    page = form.open()
    form.walk(enquiry("noise", "mail"))
    form.answer("category", "moorings")
    form.next()
    assert form.step == "account"
    assert form.errors() == []
    form.fill({"applicant": enquiry("moorings")["applicant"]})
    form.next()
    assert form.step == "check"
    assert "Zoé" in page.locator("#answers").inner_text()


def test_an_error_of_the_list_leads_to_its_step(form: Form) -> None:
    """Where the whole is checked with answers missing, each error leads to its field."""
    page = form.open("en", "#category=moorings")
    form.check()
    assert form.step == "check"
    page.locator("#errors a").last.click()
    assert form.step == "question"
    assert page.locator(".field-error:visible").count() == len(form.errors()) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_shows_the_contact_and_the_wait_as_soon_as_it_knows_them(form: Form, language: str) -> None:
    """The step of the recipient says who it goes to, and from which day to whom next."""
    page = form.open(language)
    form.fill({"category": "harbour-dues"})
    form.answer("previousEnquiry.outcome", "no-reply")
    form.answer("previousEnquiry.sentOn", "2026-11-21")
    form.next()
    assert form.step == "way"
    assert page.locator(".write-to:visible").count() == 1
    said = page.locator("#next-so-far").inner_text().replace("\u00a0", " ")
    assert {"en": "December 1, 2026", "fr": "1er décembre 2026"}[language] in said


def test_a_half_filled_form_is_saved_and_opened_again(form: Form) -> None:
    """The file holds what was answered, and opens at the first question without an answer."""
    page = form.open()
    document = enquiry("moorings")
    form.walk(document, until="account")
    form.answer("applicant.familyName", "Example")
    saved = form.download("save")
    assert json.loads(saved)["applicant"] == {"familyName": "Example"}
    page.evaluate("sessionStorage.clear()")
    page = form.visit.tab()
    form.open("fr")
    form.load("enquiry.json", saved)
    page.locator("#status", has_text="Continuez").wait_for()
    assert form.step == "account"
    assert form.errors() == []
    form.fill({"applicant": document["applicant"]})
    form.next()
    assert form.step == "question"
    form.fill({key: document[key] for key in ("language", "message", "consent")})
    form.next()
    assert form.step == "check"
    form.page.click("[data-action=check]")
    assert form.saved() == document


def test_a_whole_enquiry_goes_straight_to_the_list(form: Form) -> None:
    """Opening a valid enquiry shows its answers; one with a wrong answer says what is wrong."""
    page = form.open()
    form.load("enquiry.json", json.dumps(enquiry()).encode())
    page.locator("#status", has_text="was opened").wait_for()
    assert form.step == "check"
    wrong = enquiry(recipient={"email": "no address"})
    form.load("enquiry.json", json.dumps(wrong).encode())
    page.locator("#errors li").wait_for()
    assert form.step == "check"


@pytest.mark.parametrize("way", ["reload", "language"])
def test_every_step_survives_a_reload_and_the_other_language(form: Form, way: str) -> None:
    """At each step the same step is there again, with the answers; also what is set aside."""
    page = form.visit.tab()
    page.on("dialog", lambda dialog: dialog.accept())
    form.open()
    document = enquiry("moorings")
    form.fill({"category": "moorings", "channel": "email", "recipient": document["recipient"]})
    form.answer("category", "harbour-dues")
    for name in [*STEPS, "check"]:
        form.find(f"[data-step={name}] h2")
        if way == "reload":
            page.evaluate("step => history.replaceState({ step }, '')", name)
            page.reload()
        else:
            page.click("a.language")
        page.locator("#enquiry").wait_for(state="visible")
        assert form.step == name
    form.answer("category", "moorings")
    assert page.input_value('[name="recipient.email"]') == OFFICIAL


def test_a_link_starts_at_the_first_question_that_it_does_not_answer(form: Form) -> None:
    """A link with the category skips that step; one with the earlier message skips that too."""
    page = form.open("en", "#category=moorings")
    assert form.step == "earlier"
    page.click("[data-action=back]")
    assert form.step == "matter"
    form.open("en", "#category=moorings&outcome=no-reply&sentOn=2026-10-01")
    assert form.step == "way"
    form.open("en", "#category=moorings&outcome=no-reply&sentOn=2999-10-01")
    assert form.step == "earlier"


def test_a_link_counts_more_than_what_was_typed_before(form: Form) -> None:
    """Who comes from another category's page writes about that one, and keeps the other answers."""
    page = form.visit.tab()
    page.on("dialog", lambda dialog: dialog.accept())
    form.open("en", "#category=moorings")
    form.answer("enquirer.fullName", "Ana Example")
    form.visit.go("404.html")
    form.open("en", "#category=noise")
    assert page.is_checked('[name="category"][value="noise"]')
    assert page.input_value('[name="enquirer.fullName"]') == "Ana Example"
    assert form.step == "earlier"
