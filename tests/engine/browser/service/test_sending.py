"""Sending from the form to the service that the guide names."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import expect

from tests.browsing.form import Form
from tests.browsing.measures import LOOKS_OF, violations_in
from tests.browsing.stub_service import PATH, Answer, StubService
from tests.browsing.visit import TODAY
from tests.engine.browser.enquiries import CATEGORIES, LANGUAGES, enquiry
from tests.engine.browser.sending import SEND, prepared, problem, refusal, said, sent
from tests.engine.harbour import TABLE, check

NUMBER = "HB-2026-0417"
LINE = {"en": f"Reference number: {NUMBER}", "fr": f"Numéro de référence\u00a0: {NUMBER}"}
FOCUSED = "document.activeElement.innerText"


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_who_receives_it_and_sends_nothing_before_the_click(
    form: Form, service: StubService, language: str
) -> None:
    """The button and the line above it name the publisher; until it is pressed nothing leaves."""
    page = form.open(language)
    form.visit.requests.clear()
    form.fill(enquiry())
    form.check()
    name = TABLE.publisher.name[language]
    assert name in page.locator(SEND).inner_text()
    assert name in page.locator("#service-receiver").inner_text()
    assert service.address.split("/")[2] in page.locator("#service-receiver").inner_text()
    assert [url for url in form.visit.requests if url.startswith("http")] == []
    assert service.received == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sends_the_document_and_nothing_about_the_person(
    form: Form, service: StubService, language: str
) -> None:
    """One request to the one address: the document that the form saves, no cookie, no referrer."""
    page = prepared(form, language)
    page.evaluate("document.cookie = 'a=b'")
    form.visit.requests.clear()
    sent(form)
    (received,) = service.received
    assert received.path == PATH
    assert received.document == form.saved() == enquiry()
    assert check(received.document, TODAY).valid
    assert received.headers["content-type"] == "application/json"
    assert received.headers["accept-language"] == language
    assert uuid.UUID(received.key).version == 4
    assert not {"cookie", "referer", "authorization"} & received.headers.keys()
    asked = {url for url in form.visit.requests if url.startswith("http")}
    assert asked == {service.address + "v1/enquiries"}
    page.evaluate("document.cookie = 'a=; max-age=0'")


@pytest.mark.parametrize("category", CATEGORIES)
def test_offers_to_send_in_every_category(form: Form, category: str) -> None:
    """Also where the source names nobody: the publisher receives it, and no more is promised."""
    page = prepared(form, category=category)
    expect(page.locator(SEND)).to_be_visible()
    gap = TABLE.categories[category].gap
    assert page.locator("#no-address").is_visible() == (
        gap is not None and not enquiry(category).get("recipient")
    )


def test_offers_nothing_for_a_call_or_a_visit(form: Form) -> None:
    """Who is called or visited is not written to; the source names no other way."""
    page = form.open()
    offered = page.evaluate(
        """async () => {
          const { createService } = await import("/assets/enquiry/service.mjs");
          const [section, box] = ["#result", "#service"].map((id) => document.querySelector(id));
          const { show } = createService(section, { words: {} }, { attempts: [] }, {});
          return ["email", "web-form", undefined, "phone", "counter"].filter((channel) => {
            show({ channel });
            return !box.hidden;
          });
        }"""
    )
    assert offered == ["email", "web-form", None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_shows_the_number_where_it_is_heard(form: Form, language: str) -> None:
    """The number is in a live region and has the focus; no way to send stays, those to keep do."""
    page = prepared(form, language)
    heading = page.locator("#result h2").inner_text()
    sent(form)
    assert LINE[language] in page.evaluate(FOCUSED)
    assert page.locator("[role=status] .receipt").count() == 1
    assert not page.locator(SEND).is_visible()
    assert not page.locator("#result > .lead").is_visible()
    assert page.locator("#result h2").inner_text() in page.title()
    assert page.locator("#result h2").inner_text() != heading
    form.click("print")
    assert not page.locator("[data-channels]:visible").count()
    for action in ("ics", "txt", "json"):
        assert form.download(action)


def test_keeps_the_number_with_the_message(form: Form) -> None:
    """Preview, copy, text and paper have it in the language of the reply; the data do not."""
    page = form.visit.tab(permissions=["clipboard-read", "clipboard-write"])
    prepared(form, "en", language="fr", channel="mail")
    sent(form)
    assert form.text().startswith(LINE["fr"])
    assert LINE["fr"] in form.download("txt").decode()
    form.click("copy")
    page.locator("#status", has_text="was copied").wait_for()
    assert LINE["fr"] in page.evaluate("navigator.clipboard.readText()")
    assert form.saved() == enquiry(language="fr", channel="mail")
    page.emulate_media(media="print")
    assert LINE["fr"] in page.locator("body").inner_text()
    assert not page.locator("#service").is_visible()


def test_the_line_that_must_stand_first_still_does(form: Form) -> None:
    """The number comes after the line that the contact's mailbox needs first."""
    attention = TABLE.contacts["harbour-master"].attention
    assert attention
    previous = {"previousEnquiry": {"sentOn": "2026-11-01", "outcome": "no-reply"}}
    form.open()
    form.fill(enquiry() | previous)
    form.check()
    sent(form)
    assert form.text().startswith(f"{attention['en']}\n\n{LINE['en']}\n\n")


def test_a_double_click_sends_once(form: Form, service: StubService) -> None:
    """While a message is on its way the page says so, and its button does nothing."""
    service.gate.clear()
    page = prepared(form)
    page.dblclick(SEND)
    expect(page.locator("#service-status")).to_have_text("Sending your message…")
    expect(page.locator(SEND)).to_have_attribute("aria-disabled", "true")
    page.click(SEND, force=True)
    page.keyboard.press("Enter")
    service.gate.set()
    page.locator(".receipt").wait_for()
    assert len(service.received) == 1


def test_a_repetition_is_the_same_to_the_letter(form: Form, service: StubService) -> None:
    """Pressed again, after a reload and a day later, it has the same key and the same document."""
    service.answer = Answer(500, b"")
    page = form.visit.tab()
    prepared(form)
    for _ in range(2):
        page.click(SEND)
        assert "may have arrived" in said(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.clock.set_fixed_time("2026-11-24T12:00:00Z")
    page.reload()
    page.click(SEND)
    assert "may have arrived" in said(page)
    service.answer = Answer()
    sent(form)
    assert len(service.received) == 4
    assert len({(each.key, each.body) for each in service.received}) == 1


def test_a_message_that_was_changed_is_another_one(form: Form, service: StubService) -> None:
    """It has a key of its own; changed back, it has the first one and its number."""
    page = prepared(form)
    first = form.text()
    sent(form)
    form.answer("message", "Another matter")
    form.check()
    assert NUMBER not in form.text()
    service.answer = Answer(body=b'{"reference": "HB-2"}')
    sent(form)
    form.answer("message", enquiry()["message"])
    form.check()
    assert form.text() == f"{LINE['en']}\n\n{first}"
    assert not page.locator(SEND).is_visible()
    assert len({each.key for each in service.received}) == len(service.received) == 2


def test_the_number_is_there_after_a_reload_and_in_the_other_language(
    form: Form, service: StubService
) -> None:
    """It stays in the tab until the form is cleared, which forgets what was sent."""
    page = form.visit.tab()
    prepared(form)
    sent(form)
    page.reload()
    expect(page.locator(".receipt")).to_contain_text(LINE["en"])
    page.click("a.language")
    expect(page.locator(".receipt")).to_contain_text(LINE["fr"])
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-action=clear]")
    assert NUMBER not in page.evaluate("JSON.stringify(sessionStorage)")
    form.fill(enquiry())
    form.check()
    expect(page.locator(SEND)).to_be_visible()
    assert len(service.received) == 1


def test_a_message_that_is_sent_is_not_lost_by_leaving(form: Form) -> None:
    """Once it is sent, the page may be left without a question."""
    page = form.visit.tab()
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.on("dialog", lambda dialog: dialog.accept())
    prepared(form)
    sent(form)
    page.goto(f"{form.visit.address}/404.html")
    assert asked == []


def test_who_went_on_hears_of_it(form: Form, service: StubService) -> None:
    """The answer to a message that is on its way comes on another step too, and is kept."""
    service.gate.clear()
    page = prepared(form)
    page.click(SEND)
    page.go_back()
    service.gate.set()
    expect(page.locator("#status")).to_contain_text(LINE["en"])
    page.go_forward()
    expect(page.locator(".receipt")).to_contain_text(LINE["en"])
    assert form.text().startswith(LINE["en"])


@pytest.mark.parametrize("state", ["offered", "sent", "failed", "refused"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(form: Form, service: StubService, language: str, state: str) -> None:
    """Light and dark, wide and narrow, axe finds no violation in any state."""
    texts = {"en": "Wrong", "fr": "Faux"}
    answers = {"failed": Answer(500), "refused": refusal(problem("/message", **texts))}
    service.answer = answers.get(state, Answer())
    page = prepared(form, language)
    if state != "offered":
        page.click(SEND)
        page.locator("#errors:visible, #service-status:not(:empty)").first.wait_for()
        expect(page.locator(SEND)).to_have_attribute("aria-disabled", "false")
    assert violations_in(page, LOOKS_OF[language], "#enquiry") == {}


def test_the_keyboard_is_enough(form: Form) -> None:
    """Enter on the button sends; Tab goes on from the number to what keeps a copy."""
    page = prepared(form)
    page.locator(SEND).focus()
    page.keyboard.press("Enter")
    page.locator(".receipt").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.action") == "txt"
