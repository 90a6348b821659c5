"""Whole ways through the form, in both languages, as a person goes them."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Route

from tests.browsing.form import Form
from tests.browsing.visit import TODAY
from tests.engine.browser.enquiries import (
    CATEGORIES,
    CHANNELS,
    LANGUAGES,
    OFFICIAL,
    ROLES,
    enquiry,
)
from tests.engine.harbour import SCHEMA, TABLE, check

WAYS = [
    (category, CHANNELS[n % 3], ROLES[n % 4], LANGUAGES[n % 2])
    for n, category in enumerate(CATEGORIES)
]


@pytest.mark.parametrize(("category", "channel", "role", "language"), WAYS)
def test_makes_the_document_that_was_filled_in(
    form: Form, category: str, channel: str, role: str, language: str
) -> None:
    """Each category ends in a valid document with exactly these answers, and in its ways out."""
    expected = enquiry(category, channel, role, language)
    page = form.open(language)
    form.fill(expected)
    form.check()
    assert form.is_ready, form.errors()
    saved = form.saved()
    assert check(saved, TODAY).valid
    if "fullName" not in expected["enquirer"]:
        assert saved["enquirer"].pop("fullName") == "Zoé Example"
    assert saved == expected
    by_email = [page.locator(f"[data-action={way}]").is_visible() for way in ("mailto", "eml")]
    assert by_email == [channel == "email"] * 2
    assert page.locator("[data-channels]:visible strong").count() == 1


def without_recipient(route: Route) -> None:
    """Answers with the form of a guide whose schema has no recipient."""
    answer = route.fetch()
    soup = BeautifulSoup(answer.text(), "html5lib")
    for part in soup.select('[data-field="recipient"]'):
        part.decompose()
    script = soup.select_one("#enquiry-data")
    assert script
    data = json.loads(str(script.string))
    del data["schema"]["properties"]["recipient"]
    script.string = json.dumps(data)
    route.fulfill(response=answer, body=str(soup))


def test_a_form_may_ask_nothing_about_the_recipient(form: Form) -> None:
    """As the schema of a guide that knows every address."""
    form.page.route("**/enquiry/", without_recipient)
    form.open()
    expected = enquiry("harbour-dues")
    expected.pop("recipient", None)
    form.fill(expected)
    form.check()
    assert form.is_ready, form.errors()
    assert form.saved() == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_asks_each_role_for_what_it_owes(form: Form, language: str) -> None:
    """Consent is asked of those who write for another; the applicant's name is asked once."""
    form.open(language)
    form.fill(enquiry(role="skipper"))
    for role in ROLES:
        form.answer("enquirer.role", role)
        for_another = role in ("skipper", "agent")
        assert form.asks("consent.behalf") == for_another
        is_asked = form.asks("enquirer.fullName")
        assert is_asked == (role != "applicant")
        form.check()
        saved = form.saved()
        assert check(saved, TODAY).valid
        assert ("behalf" in saved["consent"]) == for_another
        name = "Ana Example" if is_asked else "Zoé Example"
        assert saved["enquirer"]["fullName"] == name


def test_fills_in_a_single_name(form: Form) -> None:
    """A person with one name has N/A, in French S/O, as given name, and the name once."""
    for language, none in (("en", "N/A"), ("fr", "S/O")):
        page = form.open(language)
        form.fill(enquiry(role="applicant"))
        form.find("#applicant-givenName-none").check()
        assert page.input_value('[name="applicant.givenName"]') == none
        form.check()
        saved = form.saved()
        assert saved["applicant"]["givenName"] == none
        assert saved["enquirer"]["fullName"] == "Example"
        form.find("#applicant-givenName-none").uncheck()
        assert page.input_value('[name="applicant.givenName"]') == ""
        form.answer("applicant.givenName", "n/a")
        form.check()
        assert form.saved()["enquirer"]["fullName"] == "Example", "also for who types it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_what_is_missing_and_how_to_fix_it(form: Form, language: str) -> None:
    """Errors stand in a focused summary in the form's order, again at their fields, and go away."""
    page = form.open(language, "#category=moorings")
    form.find("#answers")
    title = page.title()
    form.check()
    prefix = {"en": "Error: ", "fr": "Erreur\u00a0: "}[language]
    assert page.title() == prefix + title
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.evaluate("!!(document.querySelector('h1').compareDocumentPosition(errors) & 2)"), (
        "the summary stands above the h1"
    )
    said = form.errors()
    inline = [error.text_content() for error in page.locator(".field-error").all()]
    assert [f"{prefix}{message}" for message in said] == inline
    assert len(said) == len(set(said)) == 9
    for name in ("enquirer.fullName", "applicant.dateOfBirth.year", "message"):
        control = page.locator(f'[name="{name}"]')
        assert control.get_attribute("aria-invalid") == "true"
    described = page.locator('[name="enquirer.fullName"]').get_attribute("aria-describedby")
    at = inline.index(page.locator(f"#{described}").text_content())
    page.locator("#errors a").nth(at).click()
    assert page.evaluate("document.activeElement.name") == "enquirer.fullName"
    here = form.errors()
    assert here == page.locator(".field-error:visible").evaluate_all(
        "errors => errors.map((error) => error.lastChild.textContent.trim())"
    ), "the step shows its own errors and no other"
    page.fill('[name="enquirer.fullName"]', "Ana Example")
    assert form.errors() == here, "nothing changes while the person types"
    form.check()
    assert form.errors() == said[:at] + said[at + 1 :]
    assert page.input_value('[name="enquirer.fullName"]') == "Ana Example"
    form.fill(enquiry(language=language))
    form.check()
    assert (form.has_errors, form.is_ready) == (False, True)
    assert not page.title().startswith(prefix)
    assert page.locator("[aria-invalid], .field-error").count() == 0


DATES = [
    (("March", "31", "1980"), "1980-03-31"),
    (("mars", "31", "1980"), "1980-03-31"),
    (("févr", "1er", "1980"), "1980-02-01"),
    (("०२", "๑๙", "１９８０"), "1980-02-19"),
    (("fevrier", "01", "1980"), "1980-02-01"),
    (("٣", "٣١", "١٩٨٠"), "1980-03-31"),
    (("2", "30", "1980"), "format"),
    (("13", "1", "1980"), "format"),
    (("jui", "1", "1980"), "pattern"),
    (("3", "31", "80"), "pattern"),
    (("3", "", "1980"), "pattern"),
    (("12", "31", "1899"), "pattern"),
    (("11", "24", "2026"), "x-not-after"),
    (("", "", ""), "required"),
]


def test_reads_a_date_as_people_write_it(form: Form) -> None:
    """Months are words or numbers; what is no date is kept and gets the message of its fault."""
    page = form.open()
    form.fill(enquiry())
    messages = SCHEMA["properties"]["applicant"]["properties"]["dateOfBirth"]["x-errors"]
    names = [f'[name="applicant.dateOfBirth.{part}"]' for part in ("month", "day", "year")]
    for parts, means in DATES:
        for name, text in zip(names, parts, strict=True):
            form.find(name).fill(text)
        form.check()
        if means in messages:
            assert form.errors() == [messages[means]["en"]], parts
            assert tuple(page.input_value(name) for name in names) == parts
            if means == "format":
                assert " ".join(parts) in (page.text_content("#answers") or ""), parts
        else:
            assert form.saved()["applicant"]["dateOfBirth"] == means, parts


def test_asks_for_what_is_needed_and_offers_the_rest(form: Form) -> None:
    """Details are offered where nobody needs them; answers that are hidden are left out."""
    form.open()
    assert not form.asks("applicant")
    form.fill(enquiry("moorings"))
    form.answer("category", "lost-property")
    assert form.asks("applicant")
    assert not form.asks("applicant.givenName")
    form.check()
    assert "applicant" not in form.saved()
    form.find("#applicant-offer").check()
    form.check()
    assert form.saved()["applicant"]["givenName"] == "Zoé"
    form.answer("channel", "fax")
    form.answer("enquirer.fax", "+1 819 555-0100")
    assert not form.asks("consent.email")
    assert not form.asks("enquirer.postalAddress")
    form.answer("channel", "mail")
    form.check()
    saved = form.saved()
    assert "fax" not in saved["enquirer"]
    assert "email" not in saved["consent"]


def test_gives_advice_apart_and_refuses_nothing(form: Form) -> None:
    """An address outside the official domains is cautioned about, and the message is ready."""
    page = form.open()
    form.fill(enquiry(recipient={"email": "desk@example.org"}))
    form.check()
    assert form.is_ready
    (advice,) = page.locator("#advice li").all_inner_texts()
    assert all(domain in advice for domain in TABLE.official_domains)
    page.locator("#advice a").click()
    assert page.evaluate("document.activeElement.name") == "recipient.email"


@pytest.mark.parametrize(
    ("category", "outcome", "sent_on", "to", "says"),
    [
        ("harbour-dues", "no-reply", "2026-10-01", "review@harbour.example.org", "Nobody"),
        ("moorings", "disagreement", "2026-11-20", "office@harbour.example.org", "disagree"),
        ("moorings", "no-reply", "2026-11-02", "office@harbour.example.org", "For the harbour"),
    ],
)
def test_goes_on_to_the_next_contact(
    form: Form, category: str, outcome: str, sent_on: str, to: str, says: str
) -> None:
    """Coming back after the wait, or in disagreement, gives the next address and the first."""
    page = form.open()
    form.fill(enquiry(category, previousEnquiry={"sentOn": sent_on, "outcome": outcome}))
    form.check()
    assert to in page.locator("#letter dl").inner_text()
    text = form.text()
    assert says in text
    first = TABLE.categories[category].contact
    assert first
    assert TABLE.contacts[first].name["en"] in text
    assert any(
        date in text for date in ("October 1, 2026", "November 2, 2026", "November 20, 2026")
    )
    is_last = len(TABLE.categories[category].escalations) == 1
    assert page.locator("[data-action=ics]").is_visible() != is_last


def test_says_when_to_write_next_and_how_it_counts(form: Form) -> None:
    """The clock counts calendar days from today, or from the message that nobody answered."""
    page = form.open("fr")
    form.fill(enquiry("harbour-dues"))
    form.check()
    said = page.locator("#next").inner_text()
    assert "3\u00a0décembre\u00a02026" in said
    assert "10 jours civils à partir du 23\u00a0novembre\u00a02026" in said
    form.fill({"previousEnquiry": {"sentOn": "2026-11-21", "outcome": "no-reply"}})
    form.check()
    said = page.locator("#next").inner_text()
    assert "10 jours civils à partir du 21\u00a0novembre\u00a02026" in said
    assert "Attendez le 1er\u00a0décembre\u00a02026" in said


def test_publishes_the_gap_as_a_gap(form: Form) -> None:
    """Where the source lists no address the form says so and gives none."""
    page = form.open("en", "#category=harbour-works")
    gap = TABLE.categories["harbour-works"].gap
    assert gap
    assert gap["en"] in form.find("[data-gap=harbour-works]").inner_text()
    form.fill(enquiry("harbour-works", recipient={}))
    form.check()
    assert gap["en"] in page.locator("#no-address").inner_text()
    assert "@" not in page.locator("#letter dl").inner_text()


@pytest.mark.parametrize(
    ("language", "message"),
    [("fr", "é" * 2000), ("en", "ع" * 1999 + "\n"), ("en", "\U0001f4e8" * 2000)],
    ids=["accents", "right to left", "beyond 16 bits"],
)
def test_carries_the_longest_messages(form: Form, language: str, message: str) -> None:
    """All that the schema allows goes through in any script; more than that is counted."""
    page = form.open(language)
    form.fill(enquiry(message=message))
    form.check()
    assert form.is_ready, form.errors()
    assert page.locator("[data-action=mailto]").is_visible()
    assert page.locator("#too-long").is_visible()
    assert form.saved()["message"] == message
    form.answer("message", message + message[0])
    form.check()
    rules = SCHEMA["properties"]["message"]["x-errors"]
    excess = {"en": "It is 1 character too long.", "fr": "Il y a 1 caractère de trop."}
    assert form.errors() == [f"{rules['maxLength'][language]} {excess[language]}"]


def test_never_carries_an_address_over_to_another_contact(form: Form) -> None:
    """What was typed for one contact is set aside for another, and is there again for the first."""
    page = form.open()
    form.fill(enquiry("moorings"))
    form.answer("category", "lost-property")
    page.locator("#status", has_text="address").wait_for()
    assert not form.asks("recipient.office")
    assert page.input_value('[name="recipient.email"]') == ""
    form.answer("category", "moorings")
    assert page.input_value('[name="recipient.office"]') == "Example desk"
    assert page.input_value('[name="recipient.email"]') == OFFICIAL
    form.check()
    assert form.saved() == enquiry("moorings")


def test_reaches_a_contact_through_another_s_mailbox(form: Form) -> None:
    """Who lacks a contact's own address writes to the office, with the contact's line first."""
    page = form.open()
    form.fill(enquiry("pilotage"))
    assert not form.asks("recipient.office")
    form.answer("recipient.via", "office")
    warden = TABLE.contacts["chief-pilot-through-warden"]
    assert warden.name["en"] in form.find("[data-contact]:not([hidden])").inner_text()
    form.fill({"recipient": {"office": "North quay", "email": OFFICIAL}})
    form.check()
    assert warden.attention
    assert form.text().startswith(warden.attention["en"])
    to = page.locator("#letter dl").inner_text()
    assert "North quay" in to
    assert OFFICIAL in to
