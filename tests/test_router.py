"""Where an enquiry goes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from enquiry import opendata
from enquiry.routing.router import route
from enquiry.routing.table import Table

TODAY = "2026-11-23"
BRANCH = "case-review-im-enquiry@cic.gc.ca"


def enquiry(category: str, **more: Any) -> dict[str, Any]:
    """As much of an enquiry as routing reads."""
    return {"category": category, "recipient": {"email": "office@example.org"}, **more}


def before(sent_on: str, outcome: str) -> dict[str, Any]:
    """An earlier enquiry."""
    return {"previousEnquiry": {"sentOn": sent_on, "outcome": outcome}}


def test_gives_the_first_contact_and_the_day_of_the_next(table: Table) -> None:
    """A first enquiry goes to the office; the next contact's turn comes 30 calendar days on."""
    assert route(enquiry("individual-case"), table, TODAY) == {
        "category": "individual-case",
        "stage": "first",
        "contact": "migration-office",
        "to": "office@example.org",
        "attention": None,
        "escalation": {
            "contact": "case-management-branch",
            "to": BRANCH,
            "from": "2026-12-23",
            "outcomes": ["no-reply", "disagreement"],
        },
    }


@pytest.mark.parametrize(
    ("category", "sent_on", "outcome", "stage"),
    [
        ("individual-case", "2026-10-24", "no-reply", "escalation"),
        ("individual-case", "2026-10-25", "no-reply", "first"),
        ("individual-case", "2026-11-23", "disagreement", "escalation"),
        ("local-procedures", "2026-10-24", "no-reply", "escalation"),
        ("local-procedures", "2026-10-24", "disagreement", "first"),
        ("service-complaint", "2020-01-01", "no-reply", "first"),
        ("biometrics", "2020-01-01", "disagreement", "first"),
        ("selection-policy", "2020-01-01", "no-reply", "first"),
    ],
)
def test_goes_on_when_the_source_says_so(
    table: Table, category: str, sent_on: str, outcome: str, stage: str
) -> None:
    """It goes on on the thirtieth day without a reply, at once on disagreement, else not."""
    assert route(enquiry(category, **before(sent_on, outcome)), table, TODAY)["stage"] == stage


def test_counts_from_the_day_of_the_unanswered_message(table: Table) -> None:
    """An enquiry that nobody answered yet keeps the day of its own first message."""
    found = route(enquiry("individual-case", **before("2026-11-01", "no-reply")), table, TODAY)
    assert found["escalation"]["from"] == "2026-12-01"


def test_escalates_through_the_office_with_the_attention_line(table: Table) -> None:
    """Local procedures go on to the manager, in the office's mailbox, with an attention line."""
    found = route(enquiry("local-procedures", **before("2026-01-01", "no-reply")), table, TODAY)
    assert found["contact"] == "program-manager-via-office"
    assert found["to"] == "office@example.org"
    assert found["attention"] == table.contacts[found["contact"]].attention.as_pair()  # type: ignore[union-attr]
    assert found["escalation"] is None


def test_names_nobody_where_the_source_names_nobody(table: Table) -> None:
    """General procedures have no contact, selection policy one without an address."""
    general = route({"category": "general-procedures"}, table, TODAY)
    policy = route({"category": "selection-policy"}, table, TODAY)
    assert (general["contact"], general["to"]) == (None, None)
    assert (policy["contact"], policy["to"]) == ("ipgb-director", None)


def test_takes_the_published_table_too(table: Table) -> None:
    """The data of routing.json routes as the table does."""
    published = json.loads(opendata.routing_json(table, schema="x", date_modified=TODAY))
    for category in table.categories:
        asked = enquiry(category, **before("2026-01-01", "no-reply"))
        assert route(asked, published, TODAY) == route(asked, table, TODAY)
