"""What a person does to send a message from the form, and what the page says then."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browsing.form import Form
from tests.browsing.stub_service import PROBLEM, Answer
from tests.engine.browser.enquiries import enquiry
from tests.support import copy_guide, mkdocs

SEND = "[data-action=send]"


def named_in(site: Path, service: str) -> Path:
    """The harbour's site, built in that folder, with settings that name a service."""
    settings = copy_guide(site.with_name("guide")) / "mkdocs.yml"
    named = settings.read_text("utf-8").replace("extra: {", f"extra: {{service: '{service}', ")
    settings.write_text(named, "utf-8")
    done = mkdocs(settings.parent, "build", "--strict", "--site-dir", str(site))
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def prepared(form: Form, of_page: str = "en", **more: str) -> Page:
    """The page, in that language, with a message that is ready: that of a file, which is quick."""
    page = form.open(of_page)
    form.load("enquiry.json", json.dumps(enquiry(**more)).encode())
    page.click("[data-action=check]")
    return page


def said(page: Page) -> str:
    """What the page says beside the button, once it says how the sending ended."""
    status = page.locator("#service-status")
    expect(status).not_to_have_text(re.compile("^(Sending|Envoi|$)"))
    return status.inner_text()


def sent(form: Form) -> Page:
    """The page once the message is sent and has its number."""
    form.page.click(SEND)
    form.page.locator(".receipt").wait_for()
    return form.page


def problem(pointer: str, **message: str) -> dict[str, object]:
    """A problem as the service names it."""
    return {"pointer": pointer, "keyword": "pattern", "message": message}


def refusal(*problems: object) -> Answer:
    """The answer of the service to an enquiry that it finds wrong."""
    return Answer(422, json.dumps({"problems": problems}).encode(), PROBLEM)
