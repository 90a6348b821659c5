"""What people hear: four journeys through the guide with a virtual screen reader, written to text.

`python -m tests.audit.heard` does this part of the audit alone. Each transcript is one journey in
one language: `>` stands before what the person does, and each line after it is a phrase. The screen
reader's own words (heading, link, collapsed) are English in every language.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, sync_playwright

from enquiry.guide_files import GuideFiles
from enquiry.pointers import reach
from enquiry.routing.loader import load_table
from enquiry.routing.table import Table
from enquiry.schema.fields import Schema, fields
from enquiry.site.html import address as address_of
from tests.audit.tools import TOOLS, build, install
from tests.audit.transcripts import DOES, JOURNEYS, path_of
from tests.browsing.chromium import launch
from tests.browsing.form import Form
from tests.browsing.visit import TODAY, Visit
from tests.samples import choices_of, valid_enquiry
from tests.support import ROOT, copy_guide, guide_languages, served

SCREEN_READER = Path(__file__).with_name("screen_reader.js").read_text("utf-8")
MODULE = TOOLS / "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
ADDRESS = "/virtual-screen-reader.js"
LIVE = ("assertive: ", "polite: ")
NOWHERE = "xqzw"
"""A word that no page holds."""


class Listener:
    """A person who listens to the tab of a visit, and the transcript of what they hear."""

    def __init__(self, visit: Visit) -> None:
        self.page = visit.page
        self.lines: list[str] = []

    def does(self, what: str, *, on_new_page: bool = False) -> None:
        """Write down what the person just did, and what they hear at once."""
        self.lines.append(f"{DOES}{what}")
        if on_new_page:
            self.start()
            self.lines.append(f"document, {self.page.title()}")
        self.lines += self.page.evaluate("reader.heard()")

    def start(self) -> None:
        """Start the screen reader on the page."""
        self.page.evaluate(SCREEN_READER, ADDRESS)

    def answers(self, form: Form, answers: Mapping[str, Any]) -> None:
        """Answer the questions of the step; what the fields say meanwhile is not written down."""
        field = '[data-field="{}"]'
        for name in [each for each in answers if self.page.is_visible(field.format(each))]:
            form.answer(name, answers[name])
        said = self.page.evaluate("reader.heard()")
        self.lines.append(f"{DOES}answers the questions of the step")
        self.lines += [phrase for phrase in said if phrase.startswith(LIVE)]

    def presses(self, control: Locator, *, then: str = "") -> None:
        """Press a link or a button; `then` waits for the address of a new page."""
        kind = "button" if control.evaluate("(each) => each.matches('button')") else "link"
        name = re.sub(r"[ \n]+", " ", control.inner_text().strip())
        control.focus()
        self.page.evaluate("reader.heard()")
        self.page.keyboard.press("Enter")
        if then:
            self.page.wait_for_url(then)
        self.does(f"presses the {kind} “{name}”", on_new_page=bool(then))

    def reads(self, what: str, selector: str, *, on: bool = False) -> None:
        """Read an element from its start, or on from what has the focus."""
        self.lines.append(f"{DOES}reads {what}")
        self.lines += self.page.evaluate("([...given]) => reader.reads(...given)", [selector, on])


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit to the guide in one language."""

    visit: Visit
    language: str
    table: Table
    schema: Schema

    @property
    def home(self) -> str:
        """The address of the home page."""
        return address_of(self.language, "index.md", self.table.languages[0])

    def answers(self, language: str) -> dict[str, Any]:
        """What a valid enquiry says, by dotted names, for a reply in this language."""
        enquiry = valid_enquiry(self.schema, self.table, today=TODAY, language=language)
        paths = [field.path for field in fields(self.schema) if field.path]
        found = {".".join(path): reach(enquiry, path) for path in paths}
        return {name: value for name, value in found.items() if isinstance(value, str | bool)}


def home_to_category(trip: Trip, listener: Listener) -> None:
    """From the home page to the page of a category."""
    page = trip.visit.go(trip.home)
    listener.does("opens the home page", on_new_page=True)
    listener.reads("the whole page", "body")
    category = f"categories/{next(iter(trip.table.categories))}/"
    listener.presses(page.locator(f"main a[href*='{category}']").first, then=f"**/{category}**")
    listener.presses(page.locator("a.skip"))
    listener.reads("on to the end of the page", "body", on=True)


def errors(trip: Trip, listener: Listener) -> None:
    """Through the form, going on from each step before anything is answered."""
    answers = trip.answers(trip.language)
    form = Form(trip.visit)
    page = form.open(trip.language)
    listener.does("opens the form", on_new_page=True)
    listener.presses(page.locator("a.skip"))
    listener.reads("on to the end of the step", "#enquiry", on=False)
    go_on = page.locator("[data-action=next]")
    while (step := form.step) != "check":
        listener.presses(go_on)
        if form.step == step:
            for link in page.locator("#errors li a").all():
                listener.presses(link)
            listener.answers(form, answers)
            listener.presses(go_on)
        assert form.step != step, form.errors()
        listener.reads("on to the end of the step", "#enquiry", on=True)


def check_and_send(trip: Trip, listener: Listener) -> None:
    """From the list of the answers to the message, for a reply in another language."""
    others = [each for each in choices_of(trip.schema, "language") if each != trip.language]
    form = Form(trip.visit)
    page = form.open(trip.language)
    for name, value in trip.answers(others[0]).items():
        if page.locator(f'[data-field="{name}"]').count() and form.asks(name):
            form.answer(name, value)
    form.find("#answers")
    heading = page.locator("[data-step=check] h2")
    heading.blur()
    listener.start()
    heading.focus()
    listener.does("has answered every question, and comes to the list of the answers")
    listener.reads("on to the end", "#enquiry", on=True)
    listener.presses(page.locator("#answers a").first)
    for action in ("next", "check"):
        listener.presses(page.locator(f"[data-action={action}]"))
    listener.reads("on to the end", "#enquiry", on=True)
    listener.presses(page.locator("#lead-action button"))


def search(trip: Trip, listener: Listener) -> None:
    """For a word that nothing is found for, and for one that leads to a page."""
    page = trip.visit.go(trip.home)
    listener.does("opens the home page", on_new_page=True)
    field = page.locator("#search")
    field.focus()
    listener.does("goes to the search")
    title = next(iter(trip.table.categories.values())).title[trip.language]
    for word in (NOWHERE, max(title.lower().split(), key=len)):
        field.fill("")
        page.evaluate("reader.heard()")
        field.press_sequentially(word, delay=100)
        page.locator(".search .status:not(:empty)").wait_for()
        listener.does(f"types “{word}”")
    field.press("Enter")
    listener.does("presses Enter")
    listener.reads("the results", ".search .found")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    listener.does("presses Enter again", on_new_page=True)


GO: Mapping[str, Callable[[Trip, Listener], None]] = dict(
    zip(JOURNEYS, (home_to_category, errors, check_and_send, search), strict=True)
)


def transcribe(browser: Browser, address: str) -> list[str]:
    """Go on each journey through the site of the guide, and write what is heard.

    Returns the transcripts that changed.
    """
    files = GuideFiles.of(ROOT)
    table, schema = load_table(files.table), json.loads(files.schema.read_text("utf-8"))
    visits = Visit(browser, address.rstrip("/"))
    changed = []
    for language in guide_languages():
        for journey, go in GO.items():
            with visits.begin() as visit:
                visit.page.route(f"**{ADDRESS}", lambda route: route.fulfill(path=MODULE))
                listener = Listener(visit)
                go(Trip(visit, language, table, schema), listener)
            file, text = path_of(language, journey), "\n".join(listener.lines) + "\n"
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists() or file.read_text("utf-8") != text:
                file.write_text(text, "utf-8")
                changed.append(str(file.relative_to(ROOT)))
    visits.close()
    return changed


def main() -> None:
    """Write the transcripts of the guide at the repository's root."""
    install()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        with served(site) as address:
            build(copy_guide(Path(folder, "guide"), ROOT), site, address)
            print(*transcribe(launch(playwright), address), sep="\n")


if __name__ == "__main__":
    main()
