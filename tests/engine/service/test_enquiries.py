"""Enquiries are taken where the operator named a place for them."""

from __future__ import annotations

import json
import resource
from pathlib import Path
from typing import Any

import pytest

from enquiry.service.deliveries import Unavailable
from tests.engine.service.asking import Client, assert_problem, client
from tests.engine.service.raw_requests import HEAD, assert_refused, sent
from tests.engine.service.running import GOOD, Service
from tests.enquiries import ENQUIRY

PATH = "/v1/enquiries"


@pytest.fixture
def taking(tmp_path: Path) -> Client:
    """A service that takes enquiries into a folder."""
    return client(deliver_to=tmp_path)


def test_an_enquiry_is_taken_once(taking: Client, tmp_path: Path) -> None:
    """A valid enquiry is stored whole; the same key again gives the same reference."""
    answers = [taking.post(PATH, ENQUIRY, idempotency_key="one") for _ in range(2)]
    assert [each.status_code for each in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    (path,) = tmp_path.glob("*.json")
    assert path.stem == answers[0].json()["reference"]
    assert json.loads(path.read_bytes()) == ENQUIRY


def test_a_key_for_two(taking: Client, tmp_path: Path) -> None:
    """A key that came with another enquiry is refused."""
    taking.post(PATH, ENQUIRY, idempotency_key="one")
    answer = taking.post(PATH, {**ENQUIRY, "message": "Other"}, idempotency_key="one")
    assert_problem(answer, 422)
    assert len(list(tmp_path.glob("*.json"))) == 1


@pytest.mark.parametrize("key", [None, "", "a b", "x" * 256])
def test_a_key_that_is_none(taking: Client, tmp_path: Path, key: str | None) -> None:
    """Without a key that can be used nothing is stored."""
    headers = {} if key is None else {"idempotency_key": key}
    assert_problem(taking.post(PATH, ENQUIRY, **headers), 400)
    assert not list(tmp_path.glob("*.json"))


@pytest.mark.parametrize(
    ("document", "kind", "status"),
    [
        ({}, "application/json", 422),
        (b"oops", "application/json", 400),
        (b" " * 70_000, "application/json", 413),
        (ENQUIRY, "application/x-ndjson", 415),
    ],
)
def test_what_is_not_taken(
    taking: Client, tmp_path: Path, document: Any, kind: str, status: int
) -> None:
    """What is no valid enquiry is refused as anywhere, and not stored."""
    assert_problem(taking.post(PATH, document, kind, idempotency_key="one"), status)
    assert not list(tmp_path.glob("*.json"))


def test_a_place_that_takes_nothing(taking: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the place cannot take it, the client is told when to try again."""

    def refuse(*_arguments: Any) -> str:
        raise Unavailable

    monkeypatch.setattr("enquiry.service.deliveries._ToFolder.accept", refuse)
    answer = taking.post(PATH, ENQUIRY, idempotency_key="one")
    assert_problem(answer, 503)
    assert int(answer.headers["retry-after"]) > 0


def test_a_disk_that_is_full(service: Service) -> None:
    """While nothing can be written, clients get 503, nothing is left half-written, and documents
    are checked on; once there is room, the same key is taken."""
    folder = service.log.with_name("enquiries")
    head = HEAD.replace(b"/v1/validate", b"/v1/enquiries") + b"Idempotency-Key: full\r\n"
    raw = head + b"Content-Length: %d\r\n\r\n" % len(GOOD) + GOOD
    limits = resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        answer = sent(service, raw)
        assert_refused(answer, 503)
        assert int(answer.headers["retry-after"]) > 0
        assert not [path for path in folder.rglob("*") if path.is_file()]
        assert service.is_good_to_others()
    finally:
        resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, limits)
    assert sent(service, raw).status == 202
    assert [path.read_bytes() for path in folder.glob("*.json")] == [GOOD]


def test_it_is_described(taking: Client, ask: Client) -> None:
    """The description names the address where it is, and nowhere else."""
    assert PATH in taking.get("/openapi.json").json()["paths"]
    assert PATH not in ask.get("/openapi.json").json()["paths"]
