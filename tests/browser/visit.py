"""A person's visit to the form: what they do there, and what the browser reports."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Download, Page

TODAY = "2026-11-23"
FORM = {"en": "/enquiry/", "fr": "/fr/enquiry/"}
MONTHS = {"en": "March", "fr": "mars"}


class Visit:
    """One tab of its own, with a clock that stands at TODAY."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self.address = address
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page: Page = self.tab()

    def tab(self, **options: Any) -> Page:
        """A fresh tab, which is the visit's from now on."""
        if hasattr(self, "page"):
            self.close()
        context = self._browser.new_context(**{"accept_downloads": True, **options})
        page = context.new_page()
        page.clock.set_fixed_time(datetime.fromisoformat(f"{TODAY}T12:00:00").astimezone(UTC))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hear)
        page.on("request", lambda request: self.requests.append(request.url))
        self.page = page
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def close(self) -> None:
        """Leave, whatever was typed."""
        self.page.context.close()

    def open(self, language: str = "en", fragment: str = "") -> Page:
        """The form, ready to be filled in."""
        self.page.goto(self.address + FORM[language] + fragment)
        self.page.locator("#enquiry").wait_for(state="visible")
        return self.page

    def fill(self, document: Any, path: str = "") -> None:
        """Answer as `document` does, in the order of the page."""
        for key, value in document.items():
            name = f"{path}{key}"
            if isinstance(value, dict):
                self.fill(value, f"{name}.")
            elif name != "schemaVersion":
                self.answer(name, value)

    def answer(self, name: str, value: Any) -> None:
        """Answer one question that the form asks now."""
        controls = self.page.locator(f'[name="{name}"]')
        if controls.count() == 0:
            for part, text in zip(("year", "month", "day"), value.split("-"), strict=True):
                self.page.fill(f'[name="{name}.{part}"]', text)
        elif controls.first.get_attribute("type") in ("radio", "checkbox"):
            self.page.check(
                f'[name="{name}"][value="{str(value).lower() if value is True else value}"]'
            )
        else:
            controls.fill(value)

    def check(self) -> None:
        """Ask for the check."""
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

    def download(self, action: str) -> bytes:
        """What the button saves."""
        with self.page.expect_download() as started:
            self.page.click(f"[data-action={action}]")
        saved: Download = started.value
        return Path(saved.path()).read_bytes()

    def saved(self) -> Any:
        """The document that the form saves."""
        return json.loads(self.download("json"))


def enquiry(
    category: str = "individual-case",
    channel: str = "email",
    role: str = "authorized-representative",
    language: str = "en",
    **more: Any,
) -> dict[str, Any]:
    """A valid enquiry of a made-up person, as the form makes it."""
    consent: dict[str, bool] = {}
    enquirer = {"role": role}
    handled = category not in ("general-procedures", "selection-policy")
    if not (role == "applicant" and handled):
        enquirer = {"fullName": "Ana Example", **enquirer}
    if channel == "email":
        enquirer["email"] = "ana@example.org"
        consent["email"] = True
    elif channel == "fax":
        enquirer["fax"] = "+1 613 555 0100"
    else:
        enquirer["postalAddress"] = "1 Example Street\nExampletown"
    if role != "applicant":
        consent["release"] = True
    document: dict[str, Any] = {
        "schemaVersion": "1",
        "language": language,
        "category": category,
        "channel": channel,
        "recipient": {"office": "Example office", "email": "office@international.gc.ca"},
        "enquirer": enquirer,
    }
    if handled:
        document["applicant"] = {
            "givenName": "Zoé",
            "familyName": "Example",
            "dateOfBirth": "1980-03-31",
            "visaOfficeFileNumber": "E099977028",
        }
    if consent:
        document["consent"] = consent
    return {**document, "message": "Please tell me where the application is.\n\nThank you.", **more}
