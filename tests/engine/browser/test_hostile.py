"""What tries to break out of the form, or into it."""

from __future__ import annotations

import email
import email.policy
import json
from typing import Any

import pytest

from tests.browsing.form import Form
from tests.engine.browser.enquiries import enquiry

HTML = '<script>broken=1</script><img src=x onerror="broken=1">{{7*7}}'


def test_shows_what_was_typed_as_text(form: Form) -> None:
    """HTML and script in every field are shown and saved as they are, and never run."""
    page = form.open()
    document = enquiry(channel="mail", message=HTML)
    document["recipient"]["office"] = HTML
    document["enquirer"] |= {"fullName": HTML, "postalAddress": HTML}
    document["applicant"] |= {"givenName": HTML, "familyName": HTML}
    form.fill(document)
    form.check()
    assert form.text().count(HTML) == 6
    assert HTML in page.locator("#letter dl").inner_text()
    assert page.locator("#letter script, #letter img").count() == 0
    assert page.evaluate("window.broken") is None
    assert form.saved() == document


def test_newlines_cannot_enter_one_line_fields(form: Form) -> None:
    """Pasted line breaks leave a one-line field, and encoded ones stay the text they are."""
    form.open()
    form.fill(enquiry(recipient={"email": "desk@example.org\nBcc: z"}))
    form.check()
    assert form.has_errors
    form.fill({"recipient": {"email": "desk@example.org"}})
    form.fill({"enquirer": {"fullName": "Ana%0ABcc: x\r\nBcc: y"}})
    form.check()
    message = email.message_from_bytes(form.download("eml"), policy=email.policy.default)
    assert message["Bcc"] is None
    name = form.saved()["enquirer"]["fullName"]
    assert name.startswith("Ana%0ABcc: x")
    assert not set("\r\n") & set(name)


def test_what_other_programs_put_into_a_text_is_no_error(form: Form) -> None:
    """Their ends of lines become such, or a space; what nobody sees, so could not fix, goes."""
    form.open()
    document = enquiry(channel="mail", message="One\u2028two\x0bthree\x07\u202e.\tFour\x7f")
    document["enquirer"] |= {"fullName": "\u2067Ana\tMaria\u2028Ruiz\u2069\x1b"}
    form.fill(document)
    form.check()
    saved = form.saved()
    assert saved["message"] == "One\ntwo\nthree.\tFour"
    assert saved["enquirer"]["fullName"] == "Ana Maria Ruiz"


FILES = [
    ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "something else"),
    ("letter.eml", b"To: a@example.org\r\n\r\nHello", "something else"),
    ("empty.json", b"", "something else"),
    ("cut.json", b'{"schemaVersion": "1", "mess', "something else"),
    ("list.json", b"[1, 2]", "not a message from this page"),
    ("other.json", b'{"schemaVersion": "2"}', "not a message from this page"),
    ("null.json", b"\n null", "something else"),
]


def test_says_what_is_wrong_with_a_file(form: Form) -> None:
    """A file that is no saved enquiry changes nothing and gets its own message."""
    page = form.visit.tab()
    form.open()
    page.on("dialog", lambda dialog: dialog.accept())
    for name, content, message in FILES:
        form.fill({"enquirer": {"fullName": f"The person with {name}"}})
        form.check()
        form.load(name, content)
        (said,) = [entry for entry in wait_for_one_error(form) if message in entry]
        assert page.locator(".field-error:visible").all_inner_texts() == [f"Error: {said}"]
        assert page.evaluate("document.activeElement.id") == "errors"
        assert page.input_value('[name="enquirer.fullName"]') == f"The person with {name}"


def wait_for_one_error(form: Form) -> list[str]:
    """The error summary once it holds one error alone."""
    form.page.locator("#errors li:only-child").wait_for()
    return form.errors()


def test_opens_no_file_that_is_too_large(form: Form) -> None:
    """A file of 256 KiB is opened, and not one of a byte more."""
    largest = 256 * 1024
    page = form.open()
    saved = json.dumps(enquiry(message="A saved message")).encode()
    form.load("large.json", saved + b" " * (largest + 1 - len(saved)))
    assert "smaller file" in wait_for_one_error(form)[0]
    assert page.input_value("[name=message]") == ""
    form.load("large.json", saved + b" " * (largest - len(saved)))
    page.locator("#status", has_text="was opened").wait_for()
    assert page.input_value("[name=message]") == "A saved message"


@pytest.mark.parametrize(
    "document",
    [
        '{"schemaVersion":"1","__proto__":{"broken":1},"constructor":{"prototype":{"broken":1}}}',
        '{"schemaVersion":"1","enquirer":{"__proto__":{"broken":1},"fullName":"Ana"}}',
        '{"schemaVersion":"1","enquirer":null,"applicant":[],"consent":1,"message":{"a":1},"language":7}',
        '{"schemaVersion":"1","message":"' + "x" * 5000 + '","applicant":{"dateOfBirth":{"a":1}}}',
    ],
    ids=["prototype", "prototype of a member", "other types", "other sizes"],
)
def test_takes_only_what_it_knows_from_a_file(form: Form, document: str) -> None:
    """Strange members and types in a file are left out, and the form asks for what is missing."""
    page = form.open()
    form.load("x.json", document.encode())
    page.wait_for_function("document.getElementById('load').value === ''")
    form.check()
    assert form.has_errors
    assert page.evaluate("({}).broken") is None
    form.fill(enquiry())
    form.check()
    answers: dict[str, Any] = form.saved()
    assert answers == enquiry()
