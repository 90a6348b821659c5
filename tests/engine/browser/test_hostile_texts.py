"""A guide whose every text is hostile, in a browser: nothing runs, and no file gets a line more."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import pytest

from tests.browsing.form import Form
from tests.browsing.visit import Visit
from tests.engine.browser.enquiries import enquiry
from tests.engine.browser.test_ways_out import CAUGHT
from tests.hostile import MARK, Hostile, made, read_table, site_of

PAGES = (
    "",
    "categories/moorings/",
    "categories/public-notices/",
    "for-developers/",
    "fr/",
    "404.html",
)


@pytest.fixture(params=["light", "material"])
def shell(request: pytest.FixtureRequest) -> str:
    """The frame around the pages."""
    return str(request.param)


@pytest.fixture
def root(shared_folder: Path, shell: str) -> Path:
    """The folder of the guide."""
    return made(shared_folder, "hostile", shell, Hostile())[0]


@pytest.fixture
def visit(
    root: Path,
    shared_folder: Path,
    serve: Callable[[Path], str],
    visits_to: Callable[[str], Visit],
) -> Iterator[Visit]:
    """A visit to its site; at its end nothing may have gone wrong in the browser."""
    with visits_to(serve(site_of(root, shared_folder))).begin() as visit:
        yield visit


def test_nothing_runs_on_any_page(visit: Visit) -> None:
    """No page opens a dialog, runs what a text says, breaks its policy or asks another host."""
    page = visit.tab()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for path in PAGES:
        visit.go(path)
        page.locator("details").evaluate_all("(all) => all.forEach((each) => (each.open = true))")
        assert page.evaluate("window.broken") is None
        assert page.locator("img[src=x], b, [onclick], [onerror]").count() == 0
    assert dialogs == []
    assert [url for url in visit.requests if not url.startswith((visit.address, "data:"))] == []
    assert visit.faults == []


@pytest.mark.parametrize("category", ["harbour-dues", "moorings"])
def test_no_text_adds_a_line_to_a_file(form: Form, root: Path, category: str) -> None:
    """The draft has the headers that it always has, the reminder its lines, both are folded; the
    message opens in a mail program with its subject and text, and no further field."""
    page = form.open()
    page.evaluate(CAUGHT)
    form.fill(enquiry(category=category))
    form.check()
    assert form.errors() == []
    assert form.is_ready
    assert page.evaluate("window.broken") is None
    assert (
        page.locator(
            "#enquiry :is(script:not([type='application/json']), img, b, [onclick])"
        ).count()
        == 0
    )
    title = next(row for row in read_table(root)["categories"] if row["id"] == category)["title"]

    raw = form.download("eml")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert raw.count(b"\n") == raw.count(b"\r\n")
    draft = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(draft, EmailMessage)
    names = {"To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert {*draft.keys()} <= names
    assert len(draft.keys()) == len({*draft.keys()})
    assert all(said in str(draft["Subject"]) for said in title.values())

    whole = form.download("txt").decode()
    assert form.text() in whole
    assert MARK.search(whole)

    page.click("[data-action=mailto]")
    (opened,) = page.evaluate("window.opened")
    parts = urlsplit(opened)
    assert {*parse_qs(parts.query)} <= {"subject", "body"}
    assert "?" not in unquote(parts.path)
    assert all(said in parse_qs(parts.query)["subject"][0] for said in title.values())

    calendar = form.download("ics")
    assert max(map(len, calendar.split(b"\r\n"))) <= 75
    assert calendar.count(b"\n") == calendar.count(b"\r\n")
    (event,) = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    assert MARK.search(str(event["SUMMARY"]))
    assert {*event} == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP"}
