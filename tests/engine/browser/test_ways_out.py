"""What leaves the form, read by programs that others wrote."""

from __future__ import annotations

import email
import email.policy
import json
from datetime import date, timedelta
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import pytest
from playwright.sync_api import Page

from tests.browsing.form import Form
from tests.browsing.visit import TODAY
from tests.engine.browser.enquiries import LANGUAGES, OFFICIAL, enquiry
from tests.engine.harbour import TABLE, check

CAUGHT = """() => {
  window.opened = [];
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='mailto:']");
    if (link) { event.preventDefault(); window.opened.push(link.href); }
  });
}"""


def parsed(raw: bytes) -> EmailMessage:
    """The email in `raw`, without a defect in any of its parts."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


@pytest.mark.parametrize("language", LANGUAGES)
def test_saves_an_email_draft_that_mail_programs_read(form: Form, language: str) -> None:
    """The .eml is an unsent draft to the right address with the text and the valid document."""
    form.open(language)
    document = enquiry(message="Où en est-elle ?\n.\nFrom here – ça va\n" + "long " * 300)
    form.fill(document)
    form.check()
    raw = form.download("eml")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert raw.count(b"\n") == raw.count(b"\r\n")
    message = parsed(raw)
    assert message["X-Unsent"] == "1"
    assert message["To"] == OFFICIAL
    assert "PX-04217" in message["Subject"]
    assert "Moorings and berths" in message["Subject"]
    assert "Postes d’amarrage" in message["Subject"]
    body, attachment = message.iter_parts()
    assert isinstance(body, EmailMessage)
    assert body.get_content().replace("\r\n", "\n") == form.text()
    assert isinstance(attachment, EmailMessage)
    assert attachment.get_filename() == "enquiry.json"
    assert attachment.get_content_type() == "application/json"
    attached = json.loads(attachment.get_content())
    assert attached == document == form.saved()
    assert check(attached, TODAY).valid


@pytest.mark.parametrize("language", LANGUAGES)
def test_saves_a_reminder_that_calendars_read(form: Form, language: str) -> None:
    """The .ics is one whole day, announced at nine, with the same name for the same matter."""
    form.open(language)
    form.fill(enquiry(message="BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT"))
    form.check()
    raw = form.download("ics")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.count(b"\n") == raw.count(b"\r\n")
    calendar = icalendar.Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    assert event.decoded("DTSTART") == date(2026, 12, 14)
    assert event["TRANSP"] == "TRANSPARENT"
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(hours=9))
    assert TABLE.contacts["harbour-master"].name[language] in str(event["DESCRIPTION"])
    assert raw.count(b"BEGIN:VEVENT") == 1
    assert not any(private in raw.decode() for private in ("Zoé", "Ana", "PX-04217", "SUMMARY:x"))
    form.fill({"message": "Other words, same matter"})
    assert name_of_reminder(form) == event["UID"]
    form.fill({"enquirer": {"fullName": "Ole Example"}, "applicant": {"vesselNumber": "PX-1"}})
    assert name_of_reminder(form) != event["UID"]


def name_of_reminder(form: Form) -> str:
    """What a calendar knows the reminder by, for the answers that the form holds now."""
    form.check()
    (event,) = icalendar.Calendar.from_ical(form.download("ics")).walk("VEVENT")
    return str(event["UID"])


TEXTS = ["a\\b;c,d\ne\r\nf\rg\x00h", "é" * 500, "\U0001f4e8" * 300, "x" * 75]


def test_folds_and_escapes_what_a_calendar_holds(modules: Page) -> None:
    """Any text comes out of the calendar as it went in, but for control characters."""
    for text in TEXTS:
        day = str(TODAY)
        reminder = {"matter": "m", "date": day, "today": day, "title": text, "text": text}
        raw = modules.evaluate("(reminder) => guide.exports.ics(reminder)", reminder)
        assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))
        (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
        expected = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        assert event["SUMMARY"] == event["DESCRIPTION"] == expected


HEADERS = [
    "a\r\nBcc: x@example.org",
    "a\nX: y",
    "a%0d%0aBcc: x",
    "\u2028Bcc: x",
    "=?utf-8?B?QQ==?=",
    "é" * 300,
]


def test_no_header_starts_another(modules: Page) -> None:
    """Whatever stands in an address or subject, the draft has the headers it should have."""
    for hostile in HEADERS:
        message = {"to": hostile, "subject": hostile, "text": "x"}
        raw = modules.evaluate("(message) => guide.exports.eml(message, {})", message)
        found = email.message_from_bytes(raw.encode())
        assert found.keys() == ["To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]


def test_opens_the_mail_program_with_the_whole_message(form: Form) -> None:
    """The mailto address holds recipient, subject and text with CRLF, encoded, and nothing else."""
    page = form.open()
    page.evaluate(CAUGHT)
    form.fill(enquiry(message="One & two?\n50 % #now é"))
    form.check()
    page.click("[data-action=mailto]")
    (href,) = page.evaluate("window.opened")
    assert len(href) <= 1900
    parts = urlsplit(href)
    assert unquote(parts.path) == OFFICIAL
    asked = parse_qs(parts.query, strict_parsing=True)
    assert set(asked) == {"subject", "body"}
    assert asked["body"] == [form.text().replace("\n", "\r\n")]


def test_opens_the_mail_program_for_a_long_message_too(form: Form) -> None:
    """Beyond 1,900 encoded characters it gets recipient and subject, and the text is copied."""
    page = form.visit.tab(permissions=["clipboard-read", "clipboard-write"])
    form.open()
    page.evaluate(CAUGHT)
    form.fill(enquiry(message="x"))
    form.check()
    page.click("[data-action=mailto]")
    room = 1900 - len(page.evaluate("window.opened[0]"))
    for extra, is_whole in ((room, True), (room + 1, False)):
        form.answer("message", "x" * (1 + extra))
        form.check()
        assert page.locator("#too-long").is_visible() != is_whole
        page.click("[data-action=mailto]")
        href = page.evaluate("window.opened.at(-1)")
        assert ("&body=" in href) == is_whole
        assert unquote(urlsplit(href).path) == OFFICIAL
    page.locator("#status", has_text="was copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == form.text()


def test_leaves_the_data_out_of_the_draft(form: Form) -> None:
    """The draft says what it carries, and the person may leave the data file out."""
    page = form.open()
    form.fill(enquiry())
    form.check()
    assert len(list(parsed(form.download("eml")).iter_parts())) == 2
    assert "enquiry.json" in page.locator("#eml-hint").inner_text()
    page.uncheck("#with-data")
    (body,) = parsed(form.download("eml")).iter_parts()
    assert isinstance(body, EmailMessage)
    assert body.get_content().replace("\r\n", "\n") == form.text()


@pytest.mark.parametrize(
    ("channel", "leading"), [("email", "mailto"), ("fax", "print"), ("mail", "print")]
)
def test_leads_with_what_fits_the_channel(form: Form, channel: str, leading: str) -> None:
    """One action leads on; the others are among the further ways."""
    page = form.open()
    form.fill(enquiry(channel=channel))
    form.check()
    buttons = page.locator("#result button").filter(visible=True)
    assert buttons.first.get_attribute("data-action") == leading
    assert page.locator("#lead-action button").count() == 1


@pytest.mark.parametrize(("language", "words"), [("en", "Hello,"), ("fr", "Bonjour,")])
def test_writes_in_the_language_of_the_reply(form: Form, language: str, words: str) -> None:
    """Whatever the language of the page, the letter is in the one that was chosen for the reply."""
    for page_language in LANGUAGES:
        form.open(page_language)
        form.fill(enquiry(language=language))
        form.check()
        assert form.text().startswith(words)


def test_copies_and_saves_the_text(form: Form) -> None:
    """The copied text is that of the preview; the saved text also says to whom and about what."""
    page = form.visit.tab(permissions=["clipboard-read", "clipboard-write"])
    form.open("fr")
    form.fill(enquiry())
    form.check()
    form.click("copy")
    page.locator("#status", has_text="Le texte a été copié.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == form.text()
    saved = form.download("txt").decode()
    assert saved.endswith(form.text())
    assert OFFICIAL in saved
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    form.click("copy")
    page.locator("#status", has_text="sélectionné").wait_for()
    assert page.evaluate("String(getSelection())").strip() == form.text().strip()


def test_prints_a_letter_for_fax_and_mail(form: Form) -> None:
    """Printed, a message is a letter with date, addressee, subject and text, and nothing else."""
    page = form.open()
    page.evaluate("window.print = () => { window.printed = true; }")
    form.fill(enquiry(channel="mail"))
    form.check()
    page.click("[data-action=print]")
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert "November 23, 2026" in shown
    assert "Example desk" in shown
    assert "1 Example Street\nExampletown" in shown
    assert page.locator("h1, form, button, header, footer").filter(visible=True).count() == 0
