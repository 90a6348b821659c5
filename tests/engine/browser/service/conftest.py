"""The harbour's site with a service that the form may send to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browsing.form import Form
from tests.browsing.stub_service import StubService, stub_service
from tests.browsing.visit import Visit
from tests.engine.browser.sending import named_in


@pytest.fixture(scope="session")
def service() -> Iterator[StubService]:
    """The service, for the whole session: its address is in the pages."""
    with stub_service() as service:
        yield service


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, service: StubService, serve: Callable[[Path], str]
) -> Path:
    """The harbour's site, whose settings name the service. The service lets that site alone ask."""
    folder = tmp_path_factory.mktemp("with-service") / "site"
    folder.mkdir()
    service.origin = serve(folder)
    return named_in(folder, service.address)


@pytest.fixture(autouse=True)
def _begin(service: StubService) -> None:
    service.begin()


@pytest.fixture
def form(visit: Visit) -> Iterator[Form]:
    """The form; what the browser itself reports of answers that are errors is no fault here."""
    yield Form(visit)
    about_answers = re.compile("Failed to load resource|blocked by CORS|violates the following")
    visit.faults[:] = [fault for fault in visit.faults if not about_answers.search(fault)]
