"""Sending from the form to the service that the guide names."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing.form import Form
from tests.browsing.measures import LOOKS_OF, SIDEWAYS, violations_in
from tests.browsing.stub_service import PATH, PROBLEM, Answer, StubService, stub_service
from tests.browsing.visit import TODAY, Visit
from tests.engine.browser.enquiries import CATEGORIES, LANGUAGES, enquiry
from tests.engine.harbour import TABLE, check
from tests.support import copy_guide, mkdocs

NUMBER = "HB-2026-0417"
LINE = {"en": f"Reference number: {NUMBER}", "fr": f"Numéro de référence\u00a0: {NUMBER}"}
SEND = "[data-action=send]"
FOCUSED = "document.activeElement.innerText"


@pytest.fixture(scope="session")
def service() -> Iterator[StubService]:
    """The service, for the whole session: its address is in the pages."""
    with stub_service() as service:
        yield service


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, service: StubService, serve: Callable[[Path], str]
) -> Path:
    """The harbour's site, whose settings name the service. The service lets that site alone ask."""
    folder = tmp_path_factory.mktemp("with-service")
    settings = copy_guide(folder / "guide") / "mkdocs.yml"
    named = settings.read_text("utf-8").replace(
        "extra: {", f"extra: {{service: '{service.address}', "
    )
    settings.write_text(named, "utf-8")
    done = mkdocs(folder / "guide", "build", "--strict", "--site-dir", str(folder / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    service.origin = serve(folder / "site")
    return folder / "site"


@pytest.fixture(autouse=True)
def _begin(service: StubService) -> None:
    service.begin()


@pytest.fixture
def form(visit: Visit) -> Iterator[Form]:
    """The form; what the browser itself reports of answers that are errors is no fault here."""
    yield Form(visit)
    about_answers = re.compile("Failed to load resource|blocked by CORS|violates the following")
    visit.faults[:] = [fault for fault in visit.faults if not about_answers.search(fault)]


def prepared(form: Form, of_page: str = "en", **more: str) -> Page:
    """The page, in that language, with a message that is ready."""
    page = form.open(of_page)
    form.fill(enquiry(**more))
    form.check()
    return page


def said(page: Page) -> str:
    """What the page says beside the button, once it says how the sending ended."""
    status = page.locator("#service-status")
    expect(status).not_to_have_text(re.compile("^(Sending|Envoi|$)"))
    return status.inner_text()


def sent(form: Form) -> Page:
    """The page once the message is sent and has its number."""
    form.page.click(SEND)
    form.page.locator(".receipt").wait_for()
    return form.page


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
    """The number is in a live region and has the focus; the offer goes, the other ways stay."""
    page = prepared(form, language)
    sent(form)
    assert LINE[language] in page.evaluate(FOCUSED)
    assert page.locator("[role=status] .receipt").count() == 1
    assert not page.locator(SEND).is_visible()
    assert not page.locator("#result > .lead").is_visible()
    assert page.locator("[data-action=mailto]").is_visible()
    form.click("print")
    for action in ("ics", "eml", "txt", "json"):
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
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
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


def problem(pointer: str, **message: str) -> dict[str, object]:
    """A problem as the service names it."""
    return {"pointer": pointer, "keyword": "pattern", "message": message}


def refusal(*problems: object) -> Answer:
    """The answer of the service to an enquiry that it finds wrong."""
    return Answer(422, json.dumps({"problems": problems}).encode(), PROBLEM)


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


@pytest.mark.parametrize(
    ("answer", "says"),
    [
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
        (Answer(500, HTML, "text/html"), UNKNOWN),
        (Answer(504), UNKNOWN),
        (Answer(409), UNKNOWN),
        (Answer(200), UNKNOWN),
        (Answer(202, HTML, "text/html"), UNKNOWN),
        (Answer(202, b"{"), UNKNOWN),
        (Answer(202, b"null"), UNKNOWN),
        (Answer(202, b'{"reference": 7}'), UNKNOWN),
        (Answer(202, b'{"reference": " \\u202e\\u0000 "}'), UNKNOWN),
        (Answer(202, json.dumps({"reference": "x" * 101}).encode()), UNKNOWN),
        (Answer(202, b'{"reference": "%s"}' % (b"x" * 1024 * 1024)), UNKNOWN),
        (Answer(302, headers={"Location": "/elsewhere"}), UNKNOWN),
        (Answer(202, allows_origin=False), UNKNOWN),
        (Answer(body=None), UNKNOWN),
        (Answer(404, HTML, "text/html"), REFUSED),
        (Answer(413, b"{}", PROBLEM), REFUSED),
        (Answer(422, HTML, "text/html"), REFUSED),
        (refusal(), REFUSED),
        (refusal(None, 1, {"pointer": "/message"}, problem("/message", fr="Non")), REFUSED),
        (refusal(problem("/message", en="x" * 1001)), REFUSED),
        (Answer(422, b'{"problems": {"length": 3}}', PROBLEM), REFUSED),
    ],
    ids=lambda value: None if isinstance(value, str) else f"{value.status}",
)
def test_says_what_to_do_when_it_fails(
    form: Form, service: StubService, answer: Answer, says: str
) -> None:
    """In words of its own, never the service's; the answers and the other ways are still there."""
    service.answer = answer
    page = prepared(form)
    page.click(SEND)
    assert says in said(page)
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
    assert violations_in(page, LOOKS_OF[language]) == {}


def test_the_keyboard_is_enough(form: Form) -> None:
    """Enter on the button sends; Tab goes on from the number to the other ways."""
    page = prepared(form)
    page.locator(SEND).focus()
    page.keyboard.press("Enter")
    page.locator(".receipt").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.action") == "mailto"


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
