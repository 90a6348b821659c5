"""A document a line, to a result a line."""

from __future__ import annotations

import io
import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.intake.limits import MAX_BYTES, Unreadable
from enquiry.intake.streams import ENDLESS_LINE, MAX_SKIPPED, Pieces, chunks, documents
from enquiry.service.lines import LineSplitter
from tests.engine.service.asking import LINES, Client
from tests.engine.service.running import GOOD, Service, running

HEAD = b"POST /v1/%s HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
CHUNKED = HEAD % b"validate" + b"Transfer-Encoding: chunked\r\n\r\n"


def as_chunk(raw: bytes) -> bytes:
    """A chunk of a body."""
    return b"%x\r\n" % len(raw) + raw + b"\r\n"


def results(ask: Client, raw: bytes, path: str = "/v1/validate") -> list[dict[str, object]]:
    """The results of lines."""
    answer = ask.post(path, raw, LINES)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == LINES
    assert answer.headers["cache-control"] == "no-store"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_every_line_has_its_result(ask: Client) -> None:
    """Each line that is not blank has a result with its number, good or bad, the last one too."""
    said = results(ask, GOOD + b"\n\n  \r\noops\n" + GOOD + b"\r\n{}")
    assert [(each["line"], each["valid"]) for each in said] == [
        (1, True),
        (4, False),
        (5, True),
        (6, False),
    ]
    assert results(ask, b"") == []


def test_routes_of_lines(ask: Client) -> None:
    """Each result has its route, or none."""
    said = results(ask, GOOD + b"\n{}\noops\n", "/v1/route")
    assert [bool(each["route"]) for each in said] == [True, False, False]


def test_a_line_that_is_too_long(ask: Client) -> None:
    """A line over 64 KiB is unreadable, and the next one is read."""
    longest = GOOD.ljust(MAX_BYTES)
    said = results(ask, longest + b"\n" + longest + b" \n" + b"x" * 300_000 + b"\n" + GOOD)
    assert [each["valid"] for each in said] == [True, False, False, True]


@given(
    st.lists(st.sampled_from([b"\n", b"\r\n", b" ", b"ab", b"\r", b"x" * MAX_BYTES, b"\xff"])),
    st.lists(st.integers(0, 200_000), max_size=6),
)
def test_lines_are_those_of_the_command(parts: list[bytes], cuts: list[int]) -> None:
    """However it is cut in pieces, a stream has the lines that the command finds in it."""
    raw = b"".join(parts)
    splitter = LineSplitter()
    ends = sorted({0, len(raw), *(cut for cut in cuts if cut < len(raw))})
    found = [line for start, end in pairwise(ends) for line in splitter.feed(raw[start:end])]
    found += splitter.end()
    expected, line = [], 1
    for content in chunks(Pieces(io.BufferedReader(io.BytesIO(raw)))):
        if isinstance(content, bytes):
            expected += [(line + number, each) for number, each in documents(content)]
            line += content.count(b"\n")
    assert [(n, each[: MAX_BYTES + 1]) for n, each in found] == [
        (n, each[: MAX_BYTES + 1]) for n, each in expected
    ]


def test_a_line_without_end() -> None:
    """After 16 MiB without an end, nobody waits for it."""
    splitter = LineSplitter()
    piece = b"x" * MAX_BYTES
    for _ in range(MAX_SKIPPED // MAX_BYTES + 1):
        assert list(splitter.feed(piece)) == []
    with pytest.raises(Unreadable) as error:
        list(splitter.feed(piece * 2))
    assert error.value.message == ENDLESS_LINE


def test_no_result_waits_for_the_next_line(service: Service) -> None:
    """A result comes while the stream goes on."""
    with service.connect() as connection:
        connection.send(CHUNKED)
        connection.send(as_chunk(b"{}\n"))
        until_line(connection, 1)
        connection.send(as_chunk(GOOD + b"\n") + b"0\r\n\r\n")
        until_line(connection, 2)


def until_line(connection: object, number: int) -> None:
    """Reads to the result of a line."""
    while f'"line": {number},' not in connection.readline().decode():  # type: ignore[attr-defined]
        pass


def test_a_stream_that_pauses(service: Service) -> None:
    """A stream that stops without an end is ended by a result that says so."""
    with service.connect() as connection:
        connection.send(CHUNKED + as_chunk(GOOD + b"\n{"))
        answer = connection.answer()
        assert answer.status == 200
        first, last = map(json.loads, answer.body.splitlines())
        assert first["valid"]
        assert [each["keyword"] for each in last["problems"]] == ["unreadable"]
        assert "pause" in last["problems"][0]["message"]["en"]


def test_a_long_stream_takes_no_memory(tmp_path: Path) -> None:
    """Ten thousands of lines, sent and read by and by, leave the service as it was."""
    rows = 200
    line = as_chunk((GOOD + b"\n" + b'{"a": 1}\n') * rows)
    with running(tmp_path) as service, service.connect() as connection:
        connection.send(CHUNKED + line)
        for _ in range(2 * rows):
            until_result(connection)
        before = memory(service)
        for _ in range(15):
            connection.send(line)
            for _ in range(2 * rows):
                until_result(connection)
        assert memory(service) - before < 4_000_000
        connection.send(b"0\r\n\r\n")


def until_result(connection: object) -> None:
    """Reads the next result."""
    while not connection.readline().startswith(b'{"source"'):  # type: ignore[attr-defined]
        pass


def memory(service: Service) -> int:
    """Bytes that the service holds."""
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
    return int(kilobytes) * 1024


def test_a_slow_reader_is_not_read_ahead_of(tmp_path: Path) -> None:
    """Of a client that reads slowly no more is taken in than it reads: nothing piles up."""
    piece = as_chunk(b"{}\n" * 5000)
    with (
        running(tmp_path, send_timeout="30", stop_timeout="0.2") as service,
        service.connect() as connection,
    ):
        connection.send(CHUNKED + as_chunk(b"{}\n"))
        until_result(connection)
        before = memory(service)
        connection.connection.settimeout(0.5)
        sent = 0
        try:
            while sent < 1000:
                connection.send(piece)
                sent += 1
        except TimeoutError:
            pass
        assert sent < 1000
        time.sleep(0.2)
        assert memory(service) - before < 8_000_000
        assert service.is_good_to_others()
