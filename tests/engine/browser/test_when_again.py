"""“When may I write again?”: the page answers as the router does, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from enquiry.routing.loader import load_table
from enquiry.routing.router import route
from enquiry.routing.table import Category, Table
from tests.browsing.measures import SIDEWAYS, WIDTHS, violations
from tests.browsing.visit import TODAY, Visit
from tests.support import HARBOUR


@pytest.fixture(scope="module")
def table() -> Table:
    """The harbour's routing table."""
    return load_table(HARBOUR / "docs/routing.yml")


def asked_about(table: Table) -> Iterator[tuple[Category, str, str, int]]:
    """Category, contact of the earlier message where one is asked for it, outcome, days ago."""
    for category in table.categories.values():
        for sent_to in category.chain if len(category.escalations) > 1 else ("",):
            later = category.escalations[category.chain.index(sent_to) if sent_to else 0 :]
            wait = later[0].after_days if later else 30
            for outcome in ("no-reply", "disagreement"):
                for days_ago in (wait - 1, wait):
                    yield category, sent_to, outcome, days_ago


def ask(
    page: Page, category: str, days_ago: int, outcome: str = "no-reply", sent_to: str = ""
) -> None:
    """Fill the tool in and ask it."""
    page.select_option("#when-category", category)
    assert page.is_visible("#when-contact") == bool(sent_to)
    if sent_to:
        page.select_option("#when-contact", sent_to)
    page.check(f"#when-{outcome}")
    page.fill("#when-sent", (TODAY - timedelta(days_ago)).isoformat())
    page.click("#when-tool button")


def shown_contact(page: Page) -> Any:
    """The id of the contact that the answer shows, or None."""
    shown = page.locator("#when-answer [data-contact]:visible")
    return shown.get_attribute("data-contact") if shown.count() else None


def test_answers_as_the_router_does(visit: Visit, table: Table) -> None:
    """For each category and outcome, a day before the wait is over and on its last day."""
    page = visit.go("")
    page.locator("#when-tool").wait_for()
    asked = len(visit.requests)
    for category, sent_to, outcome, days_ago in asked_about(table):
        ask(page, category.id, days_ago, outcome, sent_to)
        sent = (TODAY - timedelta(days_ago)).isoformat()
        previous = {"sentOn": sent, "outcome": outcome}
        if sent_to:
            previous["contact"] = sent_to
        found = route({"category": category.id, "previousEnquiry": previous}, table, TODAY)
        case = f"{category.id}, {sent_to}, {outcome}, {days_ago} days ago"
        onward = category.escalations[category.chain.index(sent_to) if sent_to else 0 :][:1]
        is_open = onward and outcome in onward[0].outcomes
        assert shown_contact(page) == (onward[0].contact if is_open else None), case
        link = page.locator("#when-answer .action:visible")
        is_due = bool(onward) and found["contact"] == onward[0].contact
        assert link.count() == is_due, case
        if link.count():
            href = link.get_attribute("href") or ""
            query = f"category={category.id}&sentOn={sent}&outcome={outcome}"
            query += f"&contact={sent_to}" if sent_to else ""
            assert href.endswith(f"enquiry/#{query}"), case
    assert len(visit.requests) == asked


@pytest.mark.parametrize(
    ("path", "from_day", "start"),
    [
        ("", "December 16, 2026", "November 1, 2026"),
        ("fr/", "16 décembre 2026", "1er novembre 2026"),
    ],
)
def test_says_the_day_and_how_it_was_counted(
    visit: Visit, path: str, from_day: str, start: str
) -> None:
    """Before the wait is over the answer is a day, in the words of the page's language."""
    page = visit.go(path)
    page.locator("#when-tool").wait_for()
    ask(page, "noise", 22)
    said = page.locator(".answer").inner_text().replace("\u00a0", " ")
    assert from_day in page.locator(".day").inner_text().replace("\u00a0", " ")
    assert start in said


def test_says_what_is_missing_beside_it(visit: Visit) -> None:
    """An answer that is missing, or a day to come, is said beside it, and takes the focus."""
    page = visit.go("")
    page.locator("#when-tool").wait_for()
    page.click("#when-tool button")
    assert page.evaluate("document.activeElement.id") == "when-category"
    assert page.locator("#when-tool .field-error:visible").count() == 2
    ask(page, "moorings", -1)
    assert page.evaluate("document.activeElement.id") == "when-sent"
    assert page.locator("#when-tool .field-error:visible").count() == 1
    assert page.locator("#when-answer").is_hidden()
    assert violations(page) == []


def test_an_answer_goes_when_the_question_changes(visit: Visit) -> None:
    """What is shown always belongs to what is filled in."""
    page = visit.go("")
    page.locator("#when-tool").wait_for()
    ask(page, "moorings", 60)
    assert page.locator("#when-answer").is_visible()
    page.check("#when-disagreement")
    assert page.locator("#when-answer").is_hidden()
    assert page.locator(".day").inner_text() == ""


def test_everyone_can_read_the_answer(visit: Visit) -> None:
    """axe finds nothing in the answer, and nothing scrolls sideways, wide and narrow."""
    page = visit.go("fr/")
    page.locator("#when-tool").wait_for()
    ask(page, "moorings", 60)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(SIDEWAYS) <= 0
        assert violations(page) == []


def test_without_a_script_the_rules_stand_there(visit: Visit) -> None:
    """Without JavaScript the rule of each category is read, and no dead form is shown."""
    page = visit.tab(java_script_enabled=False)
    visit.go("")
    assert page.locator("#when-tool").is_hidden()
    assert page.locator(".when-rules").is_visible()
