"""The examples of other people's applications answer as their words say."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest

import enquiry
from tests.enquiries import ENQUIRY
from tests.support import HARBOUR, ROOT, finished

APPLICATIONS = ROOT / "examples/applications"
MAX_BYTES = 64 * 1024
HUGE = 10**12


class Endless(io.RawIOBase):
    """A body that never ends, and counts what is read of it."""

    count = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0
        self.count += size
        return b"x" * size

    def readinto(self, buffer: Any) -> int:
        self.count += len(buffer)
        buffer[:] = b"x" * len(buffer)
        return len(buffer)


@dataclass
class Answer:
    """What an application answered, and how much it read."""

    status: int
    media_type: str
    content: dict[str, Any] = field(default_factory=dict)
    count: int = 0


def wsgi(application: Any, body: bytes | None) -> Answer:
    """The answer of a WSGI application to a body; None is one that never ends."""
    endless = Endless()
    answer = Answer(0, "")

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        answer.status = int(status.split()[0])
        answer.media_type = dict(headers)["Content-Type"]

    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/enquiries",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(HUGE if body is None else len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": endless if body is None else io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    answer.content = json.loads(b"".join(application(environ, start)))
    answer.count = endless.count
    return answer


def asgi(application: Any, body: bytes | None) -> Answer:
    """The same of an ASGI application."""
    answer = Answer(0, "")
    sent = b""

    async def receive() -> dict[str, Any]:
        if body is not None:
            return {"type": "http.request", "body": body, "more_body": False}
        answer.count += 4096
        return {"type": "http.request", "body": b"x" * 4096, "more_body": True}

    async def send(message: Any) -> None:
        nonlocal sent
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.media_type = dict(message["headers"])[b"content-type"].decode()
        sent += message.get("body", b"")

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/enquiries",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json"), (b"content-length", b"%d" % HUGE)],
    }
    finished(application(scope, receive, send))
    answer.content = json.loads(sent)
    return answer


def flask() -> Callable[[bytes | None], Answer]:
    """The example for Flask."""
    module = import_module("flask_app")
    return lambda body: wsgi(module.app, body)


def django() -> Callable[[bytes | None], Answer]:
    """The example for Django."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "django_app"
    application = import_module("django.core.wsgi").get_wsgi_application()
    return lambda body: wsgi(application, body)


def fastapi() -> Callable[[bytes | None], Answer]:
    """The example for FastAPI."""
    module = import_module("fastapi_app")
    return lambda body: asgi(module.app, body)


@pytest.fixture(scope="module", params=[flask, django, fastapi], ids=lambda each: each.__name__)
def send(request: pytest.FixtureRequest) -> Any:
    """How to send an enquiry to each application, which goes by the harbour's guide."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ENQUIRY_GUIDE", str(HARBOUR))
        environment.setenv("DJANGO_SETTINGS_MODULE", "django_app")
        environment.syspath_prepend(APPLICATIONS)
        yield request.param()


Send = Callable[[bytes | None], Answer]


def test_valid_enquiry_is_routed(send: Send) -> None:
    """The answer says where it goes."""
    answer = send(json.dumps(ENQUIRY).encode())
    assert (answer.status, answer.media_type) == (200, "application/json")
    assert answer.content == json.loads(json.dumps(enquiry.load_guide(HARBOUR).route(ENQUIRY)))


def test_invalid_enquiry_has_its_problems(send: Send) -> None:
    """422, as problem+json, with what the library says."""
    answer = send(b"{}")
    assert (answer.status, answer.media_type) == (422, "application/problem+json")
    problems = enquiry.load_guide(HARBOUR).validate({}).as_dict()["problems"]
    assert answer.content == {
        "title": "Unprocessable Entity",
        "status": 422,
        "problems": problems,
    }


@pytest.mark.parametrize("body", [b"", b"{", b'{"a": NaN}', b"\xff", b'{"a": 1, "a": 2}'])
def test_what_is_not_json_is_refused(send: Send, body: bytes) -> None:
    """400, and the reason."""
    answer = send(body)
    assert (answer.status, answer.media_type) == (400, "application/problem+json")
    assert answer.content["detail"]


def test_body_is_read_within_bounds(send: Send) -> None:
    """413, also for one that never ends, of which little more than the limit is read."""
    assert send(b"x" * (MAX_BYTES + 1)).status == 413
    answer = send(None)
    assert (answer.status, answer.media_type) == (413, "application/problem+json")
    assert 0 < answer.count < 4 * MAX_BYTES


@pytest.mark.parametrize("path", sorted(APPLICATIONS.glob("*.py")), ids=lambda path: path.stem)
def test_example_is_short(path: Any) -> None:
    """Forty lines that anybody can read."""
    assert len(path.read_text("utf-8").splitlines()) <= 40
