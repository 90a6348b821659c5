"""What a person does with the enquiry form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page

from enquiry.pointers import MISSING, reach
from enquiry.site.html import address
from tests.browsing.visit import Visit

FILL, _GO_THROUGH = (
    Path(__file__).with_name(name).read_text("utf-8") for name in ("fill.js", "go_through.js")
)
GO_THROUGH = f"({_GO_THROUGH})({FILL})"
# Goes to the step of the first element that a selector finds, as Back and Forward do.
REACH = """(selector) => {
  const step = document.querySelector(selector)?.closest("[data-step][hidden]")?.dataset.step;
  if (step) dispatchEvent(new PopStateEvent("popstate", { state: { step } }));
}"""
# The names of the questions that stand in the step that is shown.
ASKED = """() => [...document.querySelectorAll("form [data-step] :is(input, textarea)")]
  .filter((control) => control.name && control.checkVisibility())
  .map(({ name }) => name.replace(/[.](day|month|year)$/, ""))"""
FORM = {"en": "enquiry/", "fr": "fr/enquiry/"}


def questions(page: Page, document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the step asks that the document answers, in its order; an answer may bring others."""
    answered: set[str] = set()
    while True:
        asked = [name for name in page.evaluate(ASKED) if name not in answered]
        for name in asked:
            answered.add(name)
            value = reach(document, name.split("."))
            if value is not MISSING:
                yield name, value
                break
        else:
            return


class Form:
    """The form in the tab of a visit to a guide, whose `first` language is at the top."""

    def __init__(self, visit: Visit, first: str = "en") -> None:
        self.visit = visit
        self._first = first

    @property
    def page(self) -> Page:
        """The tab."""
        return self.visit.page

    def open(self, language: str = "en", fragment: str = "") -> Page:
        """The form, ready to be filled in."""
        self.visit.go(address(language, "enquiry.md", self._first) + fragment)
        self.page.locator("#enquiry").wait_for(state="visible")
        return self.page

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Answer as a document does, at once and without the person's own way of doing it."""
        self.page.evaluate(FILL, answers)

    def find(self, selector: str) -> Locator:
        """What a selector finds, with its step shown."""
        self.page.evaluate(REACH, selector)
        return self.page.locator(selector)

    def asks(self, name: str) -> bool:
        """Whether the form asks this question now."""
        return self.find(f'[data-field="{name}"]').is_visible()

    def answer(self, name: str, value: Any) -> None:
        """Answer one question that the form asks now, in whatever step it stands."""
        controls = self.find(f'[name="{name}"]')
        if controls.count() == 0:
            self.find(f'[name="{name}.year"]')
            for part, text in zip(("year", "month", "day"), value.split("-"), strict=True):
                self.page.fill(f'[name="{name}.{part}"]', text)
        elif controls.first.get_attribute("type") in ("radio", "checkbox"):
            for each in value if isinstance(value, list) else [value]:
                chosen = json.dumps(each) if isinstance(each, bool) else each
                self.page.check(f'[name="{name}"][value="{chosen}"]')
        else:
            controls.fill(str(value))

    @property
    def step(self) -> str | None:
        """The name of the step that is shown."""
        return self.page.locator("[data-step]:visible").get_attribute("data-step")

    def walk(self, document: Mapping[str, Any], until: str = "check") -> list[str]:
        """Answer each step that the form shows and press its button; gives those that it showed."""
        shown: list[str] = []
        while self.step != until:
            shown.append(self.step or "")
            for name, value in questions(self.page, document):
                self.answer(name, value)
            self.next()
            assert self.errors() == []
        return shown

    def next(self) -> None:
        """Go on to the next step."""
        self.page.click("[data-action=next]")

    def check(self) -> None:
        """Go to the list of the answers, and ask for the message."""
        self.find("#answers")
        self.page.click("[data-action=check]")

    def errors(self) -> list[str]:
        """The entries of the error summary."""
        return self.page.locator("#errors li").all_inner_texts() if self.has_errors else []

    @property
    def has_errors(self) -> bool:
        """Whether the error summary is there."""
        return self.page.locator("#errors").is_visible()

    @property
    def is_ready(self) -> bool:
        """Whether the message is ready to go."""
        return self.page.locator("#result").is_visible()

    def text(self) -> str:
        """The text of the message as the preview shows it."""
        return self.page.locator("#letter .text").text_content() or ""

    def click(self, action: str) -> None:
        """Press a button, which may be among the further ways to send."""
        button = self.page.locator(f"[data-action={action}]")
        if not button.is_visible():
            self.page.click(".more > summary")
        button.click()

    def download(self, action: str) -> bytes:
        """What the button saves."""
        with self.page.expect_download() as started:
            self.click(action)
        saved: Download = started.value
        return Path(saved.path()).read_bytes()

    def saved(self) -> Any:
        """The document that the form saves."""
        return json.loads(self.download("json"))

    def load(self, name: str, content: bytes) -> None:
        """Choose a file of this name and content."""
        self.page.set_input_files("#load", {"name": name, "mimeType": "", "buffer": content})
