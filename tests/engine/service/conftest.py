"""One service that runs for all tests of a worker, and one that is asked without a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine.service.asking import Client, client
from tests.engine.service.running import Service, running


@pytest.fixture(scope="session")
def ask() -> Client:
    """The harbour's service."""
    return client()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that runs, with short limits. It takes enquiries."""
    folder = tmp_path_factory.mktemp("service")
    enquiries = folder / "enquiries"
    enquiries.mkdir()
    with running(
        folder,
        deliver_to=str(enquiries),
        header_timeout="1",
        body_timeout="1",
        send_timeout="2",
        idle_timeout="2",
        log_level="debug",
    ) as service:
        yield service


@pytest.fixture
def others_are_served_on(service: Service) -> Iterator[None]:
    """Whatever a test sent, another client is served, and the log has no traceback."""
    yield
    assert service.is_good_to_others()
    assert "Traceback" not in service.log.read_text("utf-8")
    assert "fault" not in service.log.read_text("utf-8")
