"""What leaves the form, read by programs that others wrote; and what tries to break out of it."""

from __future__ import annotations

import email
import email.policy
import json
from datetime import date
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import pytest
from playwright.sync_api import Page

from enquiry import validate
from enquiry.routing.table import Table
from tests.browser.visit import TODAY, Visit, enquiry

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


@pytest.mark.parametrize("language", ["en", "fr"])
def test_saves_an_email_draft_that_mail_programs_read(visit: Visit, language: str) -> None:
    """The .eml is an unsent draft to the right address with the text and the valid document."""
    visit.open(language)
    document = enquiry(message="Où en est-elle ?\n.\nFrom here – ça va\n" + "long " * 300)
    visit.fill(document)
    visit.check()
    raw = visit.download("eml")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert raw.count(b"\n") == raw.count(b"\r\n")
    message = parsed(raw)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "office@international.gc.ca"
    assert "E099977028" in message["Subject"]
    assert "Individual case and decision" in message["Subject"]
    assert "Dossier individuel et décision" in message["Subject"]
    body, attachment = message.iter_parts()
    assert isinstance(body, EmailMessage)
    assert body.get_content().replace("\r\n", "\n") == visit.text()
    assert isinstance(attachment, EmailMessage)
    assert attachment.get_filename() == "enquiry.json"
    assert attachment.get_content_type() == "application/json"
    attached = json.loads(attachment.get_content())
    assert attached == document == visit.saved()
    assert validate(attached, today=date.fromisoformat(TODAY)).valid


@pytest.mark.parametrize("language", ["en", "fr"])
def test_saves_a_reminder_that_calendars_read(visit: Visit, language: str, table: Table) -> None:
    """The .ics is one whole day with a name that stays the same for the same matter."""
    visit.open(language)
    visit.fill(enquiry(message="BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT"))
    visit.check()
    raw = visit.download("ics")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.count(b"\n") == raw.count(b"\r\n")
    calendar = icalendar.Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    assert event.decoded("DTSTART") == date(2026, 12, 23)
    escalation = table.categories["individual-case"].escalation
    assert escalation
    assert table.contacts[escalation.contact].name[language] in str(event["DESCRIPTION"])
    assert raw.count(b"BEGIN:VEVENT") == 1
    assert not any(private in raw.decode() for private in ("Zoé", "Ana", "E099977028", "SUMMARY:x"))
    visit.fill({"message": "Other words, same matter"})
    visit.check()
    (again,) = icalendar.Calendar.from_ical(visit.download("ics")).walk("VEVENT")
    assert again["UID"] == event["UID"]
    visit.fill({"applicant": {"visaOfficeFileNumber": "B123456"}})
    visit.check()
    (other,) = icalendar.Calendar.from_ical(visit.download("ics")).walk("VEVENT")
    assert other["UID"] != event["UID"]


@pytest.mark.parametrize(
    "text", ["a\\b;c,d\ne\r\nf\rg\x00h", "é" * 500, "\U0001f4e8" * 300, "x" * 75]
)
def test_folds_and_escapes_what_a_calendar_holds(modules: Page, text: str) -> None:
    """Any text comes out of the calendar as it went in, but for control characters."""
    reminder = {"matter": "m", "date": "2026-12-23", "today": TODAY, "title": text, "text": text}
    raw = modules.evaluate("(reminder) => guide.exports.ics(reminder)", reminder)
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    expected = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    assert event["SUMMARY"] == event["DESCRIPTION"] == expected


@pytest.mark.parametrize(
    "hostile",
    [
        "a\r\nBcc: x@example.org",
        "a\nX: y",
        "a%0d%0aBcc: x",
        "\u2028Bcc: x",
        "=?utf-8?B?QQ==?=",
        "é" * 300,
    ],
)
def test_no_header_starts_another(modules: Page, hostile: str) -> None:
    """Whatever stands in an address or subject, the draft has the headers it should have."""
    message = {"to": hostile, "subject": hostile, "text": "x"}
    raw = modules.evaluate("(message) => guide.exports.eml(message, {})", message)
    found = email.message_from_bytes(raw.encode())
    assert found.keys() == ["To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]


def test_opens_the_mail_program_with_the_whole_message(visit: Visit) -> None:
    """The mailto address holds recipient, subject and text with CRLF, encoded, and nothing else."""
    page = visit.open()
    page.evaluate(CAUGHT)
    visit.fill(enquiry(message="One & two?\n50 % #now é"))
    visit.check()
    page.click("[data-action=mailto]")
    (href,) = page.evaluate("window.opened")
    assert len(href) <= 1900
    parts = urlsplit(href)
    assert unquote(parts.path) == "office@international.gc.ca"
    asked = parse_qs(parts.query, strict_parsing=True)
    assert set(asked) == {"subject", "body"}
    assert asked["body"] == [visit.text().replace("\n", "\r\n")]


def test_offers_the_mail_program_up_to_1900_characters(visit: Visit) -> None:
    """At 1,900 encoded characters the mail program is offered, at 1,901 no more."""
    page = visit.open()
    page.evaluate(CAUGHT)
    visit.fill(enquiry(message="x"))
    visit.check()
    page.click("[data-action=mailto]")
    room = 1900 - len(page.evaluate("window.opened[0]"))
    for extra, offered in ((room, True), (room + 1, False)):
        page.fill("[name=message]", "x" * (1 + extra))
        visit.check()
        assert page.locator("[data-action=mailto]").is_visible() == offered
        assert page.locator("#too-long").is_visible() != offered
        assert page.locator("[data-action=eml]").is_visible()


def test_copies_and_saves_the_text(visit: Visit) -> None:
    """The copied text is that of the preview; the saved text also says to whom and about what."""
    page = visit.tab(permissions=["clipboard-read", "clipboard-write"])
    visit.open("fr")
    visit.fill(enquiry())
    visit.check()
    page.click("[data-action=copy]")
    page.get_by_text("Le texte a été copié.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == visit.text()
    saved = visit.download("txt").decode()
    assert saved.endswith(visit.text())
    assert "office@international.gc.ca" in saved
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.click("[data-action=copy]")
    page.get_by_text("sélectionné").wait_for()
    assert page.evaluate("String(getSelection())").strip() == visit.text().strip()


def test_prints_a_letter_for_fax_and_mail(visit: Visit) -> None:
    """Printed, a message is a letter with date, addressee, subject and text, and nothing else."""
    page = visit.open()
    page.evaluate("window.print = () => { window.printed = true; }")
    visit.fill(enquiry(channel="mail"))
    visit.check()
    page.click("[data-action=print]")
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert "November 23, 2026" in shown
    assert "Example office" in shown
    assert "1 Example Street\nExampletown" in shown
    assert page.locator("h1, form, button, header, footer").filter(visible=True).count() == 0


HOSTILE = '<script>window.broken=1</script><img src=x onerror="window.broken=1">{{7*7}}'


def test_shows_what_was_typed_as_text(visit: Visit) -> None:
    """HTML and script in every field are shown and saved as they are, and never run."""
    page = visit.open()
    document = enquiry(channel="mail", message=HOSTILE)
    document["recipient"]["office"] = HOSTILE
    document["enquirer"] |= {"fullName": HOSTILE, "postalAddress": HOSTILE}
    document["applicant"] |= {"givenName": HOSTILE, "familyName": HOSTILE}
    visit.fill(document)
    visit.check()
    assert visit.text().count(HOSTILE) == 6
    assert HOSTILE in page.locator("#letter dl").inner_text()
    assert page.locator("#letter script, #letter img").count() == 0
    assert page.evaluate("window.broken") is None
    assert visit.saved() == document


def test_newlines_cannot_enter_one_line_fields(visit: Visit) -> None:
    """Pasted line breaks leave a one-line field, and encoded ones stay the text they are."""
    visit.open()
    visit.fill(enquiry())
    visit.fill({"enquirer": {"fullName": "Ana%0ABcc: x\r\nBcc: y"}})
    visit.check()
    message = parsed(visit.download("eml"))
    assert message["Bcc"] is None
    name = visit.saved()["enquirer"]["fullName"]
    assert name.startswith("Ana%0ABcc: x")
    assert not set("\r\n") & set(name)
    visit.fill({"recipient": {"email": "office@example.org\nBcc: z"}})
    visit.check()
    assert visit.has_errors


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "big.json",
            b'{"schemaVersion":"1","message":"' + b"x" * 5_000_000 + b'"}',
            "smaller file",
        ),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "something else"),
        ("letter.eml", b"To: a@example.org\r\n\r\nHello", "something else"),
        ("empty.json", b"", "something else"),
        ("list.json", b"[1, 2]", "not a message from this page"),
        ("other.json", b'{"schemaVersion": "2"}', "not a message from this page"),
        ("cut.json", b'{"schemaVersion": "1", "mess', "something else"),
    ],
)
def test_says_what_is_wrong_with_a_file(visit: Visit, name: str, content: bytes, says: str) -> None:
    """A file that is no saved enquiry changes nothing and gets its own message."""
    page = visit.open()
    visit.fill({"enquirer": {"fullName": "Ana Example"}})
    page.once("dialog", lambda dialog: dialog.accept())
    page.set_input_files("#load", {"name": name, "mimeType": "", "buffer": content})
    page.locator("#errors li").wait_for()
    (told,) = visit.errors()
    assert says in told
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.input_value('[name="enquirer.fullName"]') == "Ana Example"


@pytest.mark.parametrize(
    "document",
    [
        '{"schemaVersion":"1","__proto__":{"broken":1},"constructor":{"prototype":{"broken":1}}}',
        '{"schemaVersion":"1","enquirer":{"__proto__":{"broken":1},"fullName":"Ana"}}',
        '{"schemaVersion":"1","enquirer":null,"applicant":[],"consent":1,"message":{"a":1},"language":7}',
        '{"schemaVersion":"1","message":"' + "x" * 5000 + '","applicant":{"dateOfBirth":{"a":1}}}',
    ],
)
def test_takes_only_what_it_knows_from_a_file(visit: Visit, document: str) -> None:
    """Strange members and types in a file are left out, and the form asks for what is missing."""
    page = visit.open()
    page.set_input_files("#load", {"name": "x.json", "mimeType": "", "buffer": document.encode()})
    page.locator("#errors li").first.wait_for()
    assert page.evaluate("({}).broken") is None
    visit.fill(enquiry())
    visit.check()
    answers: dict[str, Any] = visit.saved()
    assert answers == enquiry()
