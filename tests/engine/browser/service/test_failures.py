"""A service that refuses, fails, is silent or means ill."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browsing.form import Form
from tests.browsing.measures import SIDEWAYS
from tests.browsing.stub_service import PROBLEM, Answer, StubService
from tests.engine.browser.enquiries import LANGUAGES, enquiry
from tests.engine.browser.sending import SEND, prepared, problem, refusal, said, sent


@pytest.mark.parametrize("language", LANGUAGES)
def test_shows_what_the_service_finds_wrong_at_its_field(
    form: Form, service: StubService, language: str
) -> None:
    """As the form's own errors: a summary with the focus leads to the field; as text only."""
    texts = {"en": "Wrong <b>number</b>", "fr": "Mauvais <b>numéro</b>"}
    service.answer = refusal(
        problem("/applicant/vesselNumber", **texts), problem("/applicant/unknown/0", **texts)
    )
    page = prepared(form, language)
    page.click(SEND)
    page.locator("#errors").wait_for()
    assert form.errors() == [texts[language]] * 2
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.locator("#service-status").inner_text() == ""
    page.click("#errors li:last-child a, #errors a >> nth=1")
    expect(page.locator("[name='applicant.vesselNumber']")).to_be_visible()
    expect(page.locator(".field-error")).to_have_count(2)
    assert page.locator(".field-error b").count() == 0


BUSY = "Try again in {}, or"
UNKNOWN = "may have arrived, or it may not"
REFUSED = "did not take it"
HTML = b"<h1 onclick=alert(1)>Sorry</h1>"
FAILURES = {
    "busy": [
        (Answer(503, HTML, "text/html"), BUSY.format("5 minutes")),
        (Answer(503, headers={"Retry-After": "61"}), BUSY.format("2 minutes")),
        (Answer(429, headers={"Retry-After": "0"}), BUSY.format("1 minute")),
        (Answer(429, headers={"Retry-After": "7300"}), BUSY.format("3 hours")),
        (Answer(503, headers={"Retry-After": "9" * 400}), BUSY.format("5 minutes")),
        (
            Answer(503, headers={"Retry-After": "Mon, 23 Nov 2026 12:10:00 GMT"}),
            BUSY.format("10 minutes"),
        ),
        (Answer(503, headers={"Retry-After": "<b>soon</b>"}), BUSY.format("5 minutes")),
    ],
    "unknown": [
        (answer, UNKNOWN)
        for answer in (
            Answer(500, HTML, "text/html"),
            Answer(504),
            Answer(409),
            Answer(200),
            Answer(202, HTML, "text/html"),
            Answer(202, b"{"),
            Answer(202, b"null"),
            Answer(202, b'{"reference": 7}'),
            Answer(202, b'{"reference": " \\u202e\\u0000 "}'),
            Answer(202, json.dumps({"reference": "x" * 101}).encode()),
            Answer(202, b'{"reference": "%s"}' % (b"x" * 1024 * 1024)),
            Answer(302, headers={"Location": "/elsewhere"}),
            Answer(202, allows_origin=False),
            Answer(body=None),
        )
    ],
    "refused": [
        (answer, REFUSED)
        for answer in (
            Answer(404, HTML, "text/html"),
            Answer(413, b"{}", PROBLEM),
            Answer(422, HTML, "text/html"),
            refusal(),
            refusal(None, 1, {"pointer": "/message"}, problem("/message", fr="Non")),
            refusal(problem("/message", en="x" * 1001)),
            Answer(422, b'{"problems": {"length": 3}}', PROBLEM),
        )
    ],
}


@pytest.mark.parametrize("failure", FAILURES)
def test_says_what_to_do_when_it_fails(form: Form, service: StubService, failure: str) -> None:
    """In words of its own, never the service's; the answers and the other ways are still there."""
    page = prepared(form)
    for answer, says in FAILURES[failure]:
        service.answer = answer
        page.click(SEND)
        assert says in said(page), answer
        assert page.locator("#service-status *").count() == 0
        expect(page.locator(SEND)).to_have_attribute("aria-disabled", "false")
    assert page.locator("[data-action=mailto]").is_visible()
    assert form.saved() == enquiry()


def test_gives_up_on_a_service_that_does_not_answer(form: Form, service: StubService) -> None:
    """After half a minute it says so, and the message can be sent again."""
    service.gate.clear()
    page = form.visit.tab()
    page.clock.install(time="2026-11-23T12:00:00Z")
    prepared(form)
    page.click(SEND)
    page.clock.run_for(29_000)
    expect(page.locator("#service-status")).to_have_text("Sending your message…")
    page.clock.run_for(2_000)
    assert UNKNOWN in said(page)
    service.gate.set()
    sent(form)
    assert len({each.key for each in service.received}) == 1


def test_may_connect_to_nobody_else(form: Form, service: StubService) -> None:
    """The page's policy stops a request to its own site and to any other address."""
    page = form.open()
    for url in ("/routing.json", service.address.replace("127.0.0.1", "localhost")):
        assert page.evaluate("(url) => fetch(url).then(() => false, () => true)", url)
    assert service.received == []
    assert len(form.visit.faults) >= 2
    form.visit.faults.clear()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("A\u202e\u0000\u200b-\n1\u2028\ud83d", "A-1"),
        ("x" * 100, "x" * 100),
        ("مرجع 12", "مرجع 12"),
    ],
    ids=["html", "hidden", "long", "arabic"],
)
def test_a_number_is_text_and_nothing_else(
    form: Form, service: StubService, given: str, shown: str
) -> None:
    """Whatever the service gives, it is shown as one line of text, in the message too."""
    service.answer = Answer(body=json.dumps({"reference": given}).encode())
    page = form.page
    page.set_viewport_size({"width": 320, "height": 600})
    prepared(form)
    sent(form)
    assert page.locator(".receipt strong").text_content() == shown
    assert form.text().startswith(f"Reference number: {shown}\n\nHello,")
    assert page.locator(".receipt img").count() == 0
    assert page.evaluate(SIDEWAYS) <= 0


def test_offers_nothing_over_an_open_line(form: Form) -> None:
    """A page that did not come encrypted could have been changed on its way, and sends nothing."""
    page = form.visit.tab()
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    prepared(form)
    assert not page.locator("#service").is_visible()


def test_the_form_works_where_the_module_does_not_load(form: Form) -> None:
    """Without it nothing is offered, and the other ways are there."""
    page = form.visit.tab()
    page.route("**/service.mjs", lambda route: route.abort())
    prepared(form)
    assert not page.locator("#service").is_visible()
    assert page.locator("[data-action=mailto]").is_visible()
