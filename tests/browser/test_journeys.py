"""Whole ways through the form, in both languages, as a person goes them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from enquiry import validate
from enquiry.schema.fields import enquiry_schema
from enquiry.routing.table import Table
from tests.browser.visit import TODAY, Visit, enquiry

CATEGORIES = enquiry_schema()["properties"]["category"]["enum"]
ROLES = enquiry_schema()["properties"]["enquirer"]["properties"]["role"]["enum"]
CHANNELS = ["email", "fax", "mail"]
LANGUAGES = ["en", "fr"]


def is_valid(document: Any) -> bool:
    """Whether the package accepts what the form made."""
    return validate(document, today=date.fromisoformat(TODAY)).valid


@pytest.mark.parametrize(
    ("category", "channel", "language"),
    [
        (category, channel, LANGUAGES[(row + column) % 2])
        for row, category in enumerate(CATEGORIES)
        for column, channel in enumerate(CHANNELS)
    ],
)
def test_makes_the_document_that_was_filled_in(
    visit: Visit, category: str, channel: str, language: str
) -> None:
    """Each category by each channel ends in a valid document with exactly these answers."""
    expected = enquiry(category, channel, language=language)
    visit.open(language)
    visit.fill(expected)
    visit.check()
    assert visit.is_ready, visit.errors()
    assert visit.saved() == expected
    assert is_valid(expected)
    by_email = [
        visit.page.locator(f"[data-action={way}]").is_visible() for way in ("mailto", "eml")
    ]
    assert by_email == [channel == "email"] * 2
    assert visit.page.locator("[data-channels]:visible strong").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_asks_each_role_for_what_it_owes(visit: Visit, role: str, language: str) -> None:
    """Consent to release is asked of others than the applicant, whose name is asked once."""
    page = visit.open(language)
    visit.fill(enquiry(role=role))
    release = page.locator('[name="consent.release"]').is_visible()
    assert release == (role != "applicant")
    assert page.locator('[name="enquirer.fullName"]').is_visible() == (role != "applicant")
    visit.check()
    saved = visit.saved()
    assert is_valid(saved)
    assert saved["enquirer"]["fullName"] == (
        "Zoé Example" if role == "applicant" else "Ana Example"
    )


def test_fills_in_a_single_name_as_the_department_asks(visit: Visit) -> None:
    """A person with one name has N/A, in French S/O, as given name, and the name once."""
    for language, none in (("en", "N/A"), ("fr", "S/O")):
        page = visit.open(language)
        visit.fill(enquiry(role="applicant"))
        page.check("#one-name")
        assert page.input_value('[name="applicant.givenName"]') == none
        visit.check()
        saved = visit.saved()
        assert saved["applicant"]["givenName"] == none
        assert saved["enquirer"]["fullName"] == "Example"
        page.uncheck("#one-name")
        assert page.input_value('[name="applicant.givenName"]') == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_what_is_missing_and_how_to_mend_it(visit: Visit, language: str) -> None:
    """Errors stand in a focused summary in the form's order, again at their fields, and go away."""
    page = visit.open(language, "#category=individual-case")
    title = page.title()
    visit.check()
    prefix = {"en": "Error: ", "fr": "Erreur\u00a0: "}[language]
    assert page.title() == prefix + title
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.evaluate("!!(document.querySelector('h1').compareDocumentPosition(errors) & 2)"), (
        "the summary stands above the h1"
    )
    told = visit.errors()
    inline = page.locator(".field-error:visible").all_inner_texts()
    assert [f"{prefix}{message}" for message in told] == inline
    assert len(told) == len(set(told)) == 9
    for name in ("enquirer.fullName", "applicant.dateOfBirth.year", "message"):
        control = page.locator(f'[name="{name}"]')
        assert control.get_attribute("aria-invalid") == "true"
    named = page.locator('[name="enquirer.fullName"]').get_attribute("aria-describedby")
    assert page.locator(f"#{named}").inner_text() == prefix + told[2]
    page.locator("#errors a").nth(2).click()
    assert page.evaluate("document.activeElement.name") == "enquirer.fullName"
    page.fill('[name="enquirer.fullName"]', "Ana Example")
    assert visit.errors() == told, "nothing changes while the person types"
    visit.check()
    assert visit.errors() == told[:2] + told[3:]
    assert page.input_value('[name="enquirer.fullName"]') == "Ana Example"
    visit.fill(enquiry(language=language))
    visit.check()
    assert (page.title(), visit.has_errors, visit.is_ready) == (title, False, True)
    assert page.locator("[aria-invalid], .field-error").count() == 0


@pytest.mark.parametrize(
    ("parts", "means"),
    [
        (("March", "31", "1980"), "1980-03-31"),
        (("mars", "31", "1980"), "1980-03-31"),
        (("févr", "1", "1980"), "1980-02-01"),
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
    ],
)
def test_reads_a_date_as_people_write_it(
    visit: Visit, parts: tuple[str, str, str], means: str
) -> None:
    """Months are words or numbers; what is no date is kept and told in the words of its fault."""
    page = visit.open()
    visit.fill(enquiry())
    for part, text in zip(("month", "day", "year"), parts, strict=True):
        page.fill(f'[name="applicant.dateOfBirth.{part}"]', text)
    visit.check()
    if "-" in means and means[0].isdigit():
        assert visit.saved()["applicant"]["dateOfBirth"] == means
        return
    rules = enquiry_schema()["properties"]["applicant"]["properties"]["dateOfBirth"]["x-errors"]
    assert visit.errors() == [rules[means]["en"]]
    kept = [
        page.input_value(f'[name="applicant.dateOfBirth.{p}"]') for p in ("month", "day", "year")
    ]
    assert tuple(kept) == parts


def test_asks_for_what_is_needed_and_offers_the_rest(visit: Visit) -> None:
    """Applicant's details are offered where no office needs them; hidden answers are left out."""
    page = visit.open()
    group = page.locator('[data-field="applicant"]')
    assert not group.is_visible()
    visit.fill(enquiry("individual-case"))
    page.check('[name="category"][value="general-procedures"]')
    assert group.is_visible()
    assert not page.locator('[name="applicant.givenName"]').is_visible()
    visit.check()
    assert "applicant" not in visit.saved()
    page.check("#applicant-offer")
    visit.check()
    assert visit.saved()["applicant"]["givenName"] == "Zoé"
    page.check('[name="channel"][value="fax"]')
    page.fill('[name="enquirer.fax"]', "+1 613 555 0100")
    assert not page.locator('[name="consent.email"]').is_visible()
    assert not page.locator('[name="enquirer.postalAddress"]').is_visible()
    page.check('[name="channel"][value="mail"]')
    visit.check()
    saved = visit.saved()
    assert "fax" not in saved["enquirer"]
    assert "email" not in saved["consent"]


def test_gives_advice_apart_and_refuses_nothing(visit: Visit, table: Table) -> None:
    """An address outside the official domains is cautioned about, and the message is ready."""
    page = visit.open()
    visit.fill(enquiry(recipient={"email": "office@example.org"}))
    visit.check()
    assert visit.is_ready
    (advice,) = page.locator("#advice li").all_inner_texts()
    assert all(domain in advice for domain in table.official_domains)
    page.locator("#advice a").click()
    assert page.evaluate("document.activeElement.name") == "recipient.email"


@pytest.mark.parametrize(
    ("category", "outcome", "sent_on", "to", "says"),
    [
        ("individual-case", "no-reply", "2026-10-01", "case-review-im-enquiry@cic.gc.ca", "Nobody"),
        (
            "individual-case",
            "disagreement",
            "2026-11-20",
            "case-review-im-enquiry@cic.gc.ca",
            "disagree",
        ),
        (
            "local-procedures",
            "no-reply",
            "2026-10-01",
            "office@international.gc.ca",
            "Attention of",
        ),
    ],
)
def test_goes_on_to_the_next_contact(
    visit: Visit, category: str, outcome: str, sent_on: str, to: str, says: str
) -> None:
    """Coming back after the wait, or in disagreement, gives the next address and the first."""
    page = visit.open()
    visit.fill(enquiry(category, previousEnquiry={"sentOn": sent_on, "outcome": outcome}))
    visit.check()
    assert to in page.locator("#letter dl").inner_text()
    text = visit.text()
    assert says in text
    assert "the migration office" in text
    assert "October 1, 2026" in text or "November 20, 2026" in text
    assert not page.locator("[data-action=ics]").is_visible()


def test_says_when_to_write_next_and_how_it_counts(visit: Visit) -> None:
    """The clock counts calendar days from today, or from the message that nobody answered."""
    page = visit.open("fr")
    visit.fill(enquiry())
    visit.check()
    said = page.locator("#next").inner_text()
    assert "23\u00a0décembre\u00a02026" in said
    assert "23\u00a0novembre\u00a02026 plus 30 jours civils" in said
    visit.fill({"previousEnquiry": {"sentOn": "2026-11-01", "outcome": "no-reply"}})
    visit.check()
    said = page.locator("#next").inner_text()
    assert "1er\u00a0novembre\u00a02026 plus 30 jours civils" in said
    assert "Attendez le 1er\u00a0décembre\u00a02026" in said


def test_publishes_the_gap_as_a_gap(visit: Visit, table: Table) -> None:
    """Where the source lists no address the form says so and gives none."""
    page = visit.open("en", "#category=general-procedures")
    gap = table.categories["general-procedures"].gap
    assert gap
    assert gap.en in page.locator(".write-to:visible").inner_text()
    visit.fill({**enquiry("general-procedures"), "recipient": {}})
    visit.check()
    assert gap.en in page.locator("#no-address").inner_text()
    assert "@" not in page.locator("#letter dl").inner_text()


@pytest.mark.parametrize(
    ("language", "message"),
    [("fr", "é" * 4000), ("en", "ع" * 3999 + "\n"), ("en", "\U0001f4e8" * 4000)],
)
def test_carries_the_longest_messages(visit: Visit, language: str, message: str) -> None:
    """Four thousand characters of any script go through; the mail program is not offered then."""
    page = visit.open(language)
    visit.fill(enquiry(message=message))
    visit.check()
    assert visit.is_ready, visit.errors()
    assert not page.locator("[data-action=mailto]").is_visible()
    assert page.locator("#too-long").is_visible()
    assert json.loads(visit.download("json"))["message"] == message
