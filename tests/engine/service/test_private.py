"""Nothing that anybody sends is found again in what the service writes."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from enquiry.service.logs import configure
from enquiry.service.settings import LOG_LEVELS
from tests.engine.service.asking import Client, assert_problem, client
from tests.engine.service.running import GOOD, Service, running
from tests.enquiries import ENQUIRY

MARK = "Zyx7Q"
"""Stands in everything that is sent, and nowhere else."""
ALL = (MARK, MARK.lower(), MARK.upper())


def marked(value: Any) -> Any:
    """A document with the mark at the end of each text."""
    if isinstance(value, dict):
        return {name: marked(each) for name, each in value.items()}
    return value + MARK if isinstance(value, str) else value


DOCUMENTS = (
    json.dumps(marked(ENQUIRY)).encode(),
    json.dumps({**ENQUIRY, "message": f"Dear {MARK}"}).encode(),
    json.dumps({**ENQUIRY, "enquirer": {**ENQUIRY["enquirer"], "fullName": MARK}}).encode(),
    f'{{"{MARK}": 1, "{MARK}": 2}}'.encode(),
    f'{{"category": "{MARK}'.encode(),
    f"{MARK} {{}}".encode(),
    MARK.encode("utf-16"),
    b'"' + MARK.encode() * 20_000 + b'"',
)


def requests() -> list[bytes]:
    """Requests with the mark in their bodies, paths, queries, methods and headers."""
    kinds = (
        "application/json",
        "application/x-ndjson",
        f"text/{MARK}",
        f"application/json;a={MARK}",
    )
    heads = [
        f"POST {path}?lang={lang}&{MARK}={MARK} HTTP/1.1\r\nContent-Type: {kind}\r\n"
        for path in (
            "/v1/validate",
            "/v1/route",
            "/v1/enquiries",
            f"/{MARK}",
            f"/v1/validate/{MARK}",
        )
        for lang in ("en", MARK)
        for kind in kinds
    ]
    named = (
        f"Host: {MARK}\r\nUser-Agent: {MARK}\r\nReferer: http://{MARK}/\r\nCookie: a={MARK}\r\n"
        f"Accept-Language: {MARK}\r\nAuthorization: Basic {MARK}\r\nX-Forwarded-For: {MARK}\r\n"
        f"Origin: http://{MARK}\r\nIdempotency-Key: {MARK}\r\nConnection: close\r\n"
    )
    posts = [
        f"{head}{named}Content-Length: {len(raw)}\r\n\r\n".encode() + raw
        for number, head in enumerate(heads)
        for raw in (DOCUMENTS[number % len(DOCUMENTS)], DOCUMENTS[-1 - number % 3])
    ]
    odd = [
        f"GET /{MARK}%00%0a?{MARK} HTTP/1.1\r\n{named}\r\n",
        f"GET /v1/schema?{MARK} HTTP/1.1\r\nIf-None-Match: {MARK}\r\n{named}\r\n",
        f"{MARK} / HTTP/1.1\r\n{named}\r\n",
        f"OPTIONS /v1/validate HTTP/1.1\r\nAccess-Control-Request-Method: {MARK}\r\n{named}\r\n",
        f"GET / HTTP/{MARK}\r\n\r\n",
        f"GET / HTTP/1.1\r\n{MARK}\r\n\r\n",
        f"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: {MARK}\r\n\r\n",
        f"POST /v1/validate HTTP/1.1\r\nContent-Length: {MARK}\r\n\r\n",
        f"POST /v1/validate HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{MARK}\r\n",
        f"POST /v1/validate HTTP/1.1\r\nContent-Length: 900\r\n\r\n{MARK}",
    ]
    good = DOCUMENTS[1]
    head = f"POST /v1/enquiries HTTP/1.1\r\nContent-Type: {kinds[0]}\r\n{named}"
    posts.append(f"{head}Content-Length: {len(good)}\r\n\r\n".encode() + good)
    return posts + [each.encode() for each in odd]


def without_pointers(body: bytes) -> bytes:
    """A body without the pointers and the routes in it, which may name what a document holds."""
    lines = []
    for line in body.split(b"\n"):
        try:
            result = json.loads(line)
        except ValueError:
            lines.append(line)
            continue
        if isinstance(result, dict):
            result.pop("route", None)
            for each in (*result.get("problems", ()), *result.get("warnings", ())):
                del each["pointer"]
        lines.append(json.dumps(result).encode())
    return b"\n".join(lines)


def assert_unmarked(where: str, text: str) -> None:
    """The mark is not in a text, in whatever case."""
    assert not any(mark in text for mark in ALL), where


@pytest.mark.parametrize("level", LOG_LEVELS)
def test_nothing_is_written(tmp_path: Path, level: str) -> None:
    """No value, no name, no query, no header and no address of a sender is written: not in the
    log, not in the counts, not in a header or an error."""
    enquiries = tmp_path / "enquiries"
    enquiries.mkdir()
    (tmp_path / "run").mkdir()
    cors = "https://example.org"
    with running(
        tmp_path / "run",
        log_level=level,
        body_timeout="0.2",
        cors_origins=cors,
        deliver_to=str(enquiries),
    ) as service:
        for raw in requests():
            with service.connect() as connection:
                connection.send(raw)
                answer = connection.answer()
                assert_unmarked("headers", str(answer.headers))
                assert_unmarked("body", without_pointers(answer.body).decode())
        counts = service.ask("GET", "/metrics")[1].decode()
        assert_unmarked("counts", counts)
        assert 'path="-"' in counts
    for name in ("log", "out"):
        written = (tmp_path / "run" / name).read_text("utf-8")
        assert_unmarked(name, written)
        assert "127.0.0.1" not in written.replace("at http://127.0.0.1", "")
    assert list(enquiries.glob("*.json"))
    assert not any(MARK in path.name for path in enquiries.rglob("*"))


def test_the_log_of_accesses(service: Service) -> None:
    """An access is a line: the method, the path as documented, the status and the duration."""
    before = len(service.lines_of_log())
    assert service.ask("POST", "/v1/validate?lang=fr", GOOD)[0] == 200
    assert service.ask("GET", "/who/am/i")[0] == 404
    first, second = service.lines_of_log()[before:]
    date, level, *rest = first.split()
    assert (date[10], date[-1], level) == ("T", "Z", "INFO")
    assert rest[:3] == ["POST", "/v1/validate", "200"]
    assert rest[4:] == ["ms"]
    assert second.split()[2:5] == ["GET", "-", "404"]


def test_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A fault is a problem and a line of the log, neither of which repeats what the error says."""
    ask = client()

    def fail(*_arguments: Any) -> Any:
        raise ValueError(f"cannot do {MARK}")

    monkeypatch.setattr("enquiry.service.checking.read", fail)
    assert_problem(ask.post("/v1/validate", ENQUIRY), 500)
    assert_unmarked("log", caplog.text)
    assert "ValueError at" in caplog.text


def test_a_fault_in_a_stream(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A stream that cannot be ended is cut off, so that nobody takes it for whole."""
    ask: Client = client()

    def fail(*_arguments: Any) -> Any:
        raise ValueError(f"cannot do {MARK}")

    monkeypatch.setattr("enquiry.service.checking.read", fail)
    with pytest.raises(Exception, match=r"^$"):
        ask.post("/v1/validate", b"{}\n", "application/x-ndjson")
    assert_unmarked("log", caplog.text)


def test_what_an_error_says_is_not_logged(capfd: pytest.CaptureFixture[str]) -> None:
    """Whoever logs an error, its words stay out of the log."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        configure("debug")
        try:
            int(MARK)
        except ValueError:
            logging.getLogger("uvicorn.error").exception("Something went wrong")
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
        for name in ("enquiry", "uvicorn"):
            logging.getLogger(name).setLevel(logging.NOTSET)
    written = capfd.readouterr().err
    assert_unmarked("log", written)
    assert "ValueError at" in written
