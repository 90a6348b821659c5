"""The form and the package's own service, from the click to the operator's folder."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.browsing.form import Form
from tests.engine.browser.enquiries import enquiry
from tests.engine.browser.sending import SEND, named_in, prepared, said, sent
from tests.engine.harbour import SCHEMA
from tests.support import HARBOUR


@dataclass(frozen=True)
class Office:
    """A service that runs at `address`, and the folder into which it puts what it accepts."""

    address: str
    folder: Path

    @property
    def accepted(self) -> dict[str, object]:
        """The enquiries that lie there, by the names of their files."""
        files = (path for path in self.folder.iterdir() if path.is_file())
        return {path.stem: json.loads(path.read_bytes()) for path in files}


@pytest.fixture(scope="session")
def office(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> Iterator[tuple[Office, Path]]:
    """The office, and the folder of the site whose pages may ask it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "enquiries").mkdir()
    (folder / "site").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "ENQUIRY_CORS_ORIGINS": serve(folder / "site"),
        "ENQUIRY_DELIVER_TO": str(folder / "enquiries"),
    }
    command = [sys.executable, "-m", "enquiry", "serve"]
    with subprocess.Popen(
        [*command, "--guide", str(HARBOUR), "--port", str(port)],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(f"{address}healthz")
        yield Office(address, folder / "enquiries"), folder / "site"
        process.terminate()


def _wait_for(address: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - an address of this test
        except OSError:
            assert time.monotonic() < until, f"{address} does not answer"
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="session")
def site(office: tuple[Office, Path]) -> Path:
    """The harbour's site, whose settings name the office."""
    service, folder = office
    return named_in(folder, service.address)


def ready(form: Form, days: int = 0) -> Page:
    """A message that is ready, so many days after the day of the service."""
    page = form.visit.tab()
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))
    return prepared(form)


def test_an_enquiry_reaches_the_folder_once(form: Form, office: tuple[Office, Path]) -> None:
    """Under the number that the page shows, as it was sent, though the first answer was lost."""
    service, _ = office
    page = ready(form)
    # The answer is lost on its way back.
    page.evaluate(
        """() => {
          window.whole = fetch;
          window.fetch = (...request) => whole(...request).then(() => Promise.reject());
        }"""
    )
    page.click(SEND)
    assert "may have arrived" in said(page)
    page.evaluate("() => { window.fetch = whole; }")
    sent(form)
    number = page.locator(".receipt strong").inner_text()
    document = form.saved()
    assert document == enquiry(preparedOn=document["preparedOn"])
    assert service.accepted == {number: document}


def test_an_enquiry_that_the_service_refuses_is_not_sent(
    form: Form, office: tuple[Office, Path]
) -> None:
    """Where the clock of the device is wrong, the page says what the service finds wrong."""
    service, _ = office
    before = service.accepted
    page = ready(form, days=3)
    page.click(SEND)
    words = SCHEMA["properties"]["preparedOn"]["x-errors"]["x-not-after"]["en"]
    assert words in said(page)
    assert "was not sent" in said(page)
    assert service.accepted == before
