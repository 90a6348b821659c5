"""Clients that are broken, slow or hostile get a clear answer or the end of their connection, and
all others are served on."""

from __future__ import annotations

import gzip
import itertools
import json
import select
import socket
import ssl
import struct
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

import pytest

from enquiry.intake.limits import MAX_BYTES
from enquiry.service.protocol import MAX_HEAD, MAX_TARGET
from tests.engine.service.running import GOOD, Answer, Client, Service, running

HEAD = b"POST /v1/validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
CHUNK = b"1000\r\n" + b" " * 0x1000 + b"\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(GOOD)
WHOLE = HEAD + LENGTH + b"\r\n" + GOOD
LINES = b"POST /v1/validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"


@pytest.fixture(autouse=True)
def _others_are_served_on(service: Service) -> Iterator[None]:
    """Whatever a test sent, another client is served, and the log has no traceback."""
    yield
    assert service.is_good_to_others()
    assert "Traceback" not in service.log.read_text("utf-8")
    assert "fault" not in service.log.read_text("utf-8")


def sent(service: Service, raw: bytes) -> Answer:
    """The answer to raw bytes."""
    with service.connect() as connection:
        connection.send(raw)
        return connection.answer()


def assert_refused(answer: Answer, *statuses: int) -> None:
    """The answer is a problem of one of these statuses."""
    status, headers, body = answer
    assert status in statuses, answer
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["status"] == status
    assert "server" not in headers


def is_cut_off(connection: Client, pieces: Iterable[bytes], pause: float = 0) -> bool:
    """Whether the connection ends while pieces are sent."""
    try:
        for piece in pieces:
            connection.send(piece)
            time.sleep(pause)
    except ConnectionError:
        return True
    return False


@pytest.mark.parametrize(
    "length",
    [
        b"Content-Length: x\r\n",
        b"Content-Length: 0x10\r\n",
        b"Content-Length: 1,1\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length:\r\n",
        b"Content-Length: 99999999999999999999999\r\n",
        LENGTH + LENGTH,
        LENGTH + b"Content-Length: 1\r\n",
        LENGTH + b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\n" + LENGTH,
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: gzip\r\n",
    ],
)
def test_a_length_that_is_wrong(service: Service, length: bytes) -> None:
    """A wrong, negative or doubled length, and two kinds of length, are refused."""
    assert_refused(sent(service, HEAD + length + b"\r\n" + GOOD), 400)


def test_no_length(service: Service) -> None:
    """A body without a length is none."""
    with service.connect() as connection:
        connection.send(HEAD + b"\r\n" + GOOD)
        assert_refused(connection.answer(), 400)


def test_a_length_that_is_too_large(service: Service) -> None:
    """What is too large by its length is refused before it comes."""
    head = HEAD + b"Content-Length: %d\r\n\r\n" % (MAX_BYTES + 1)
    assert_refused(sent(service, head), 413)
    assert_refused(sent(service, HEAD + b"Content-Length: 9999999999999\r\n\r\n"), 413)


def test_a_length_that_promises_more(service: Service) -> None:
    """A body that never comes whole is not waited for."""
    began = time.monotonic()
    assert_refused(sent(service, HEAD + b"Content-Length: 2000\r\n\r\n" + GOOD), 408)
    assert time.monotonic() - began < 5


def test_a_length_that_promises_less(service: Service) -> None:
    """What follows the body is taken for another request, and is none."""
    with service.connect() as connection:
        connection.send(HEAD + b"Content-Length: 2\r\n\r\n{}}" + GOOD)
        assert connection.answer().status == 422
        assert connection.answer().status in (0, 400)


@pytest.mark.parametrize(
    "body",
    [b"x\r\n", b"-1\r\n", b"\r\n", b"5\r\nabc", b"3\r\nabcdef\r\n0\r\n\r\n", b"f" * 17 + b"\r\n"],
)
def test_chunks_that_are_none(service: Service, body: bytes) -> None:
    """Chunks that are malformed, or end before their end, are refused."""
    assert_refused(sent(service, CHUNKED + body), 400, 408, 413)


def test_chunks_without_end(service: Service) -> None:
    """Of chunks that go on for ever no more is read than shows it."""
    with service.connect() as connection:
        connection.send(CHUNKED)
        assert is_cut_off(connection, itertools.repeat(CHUNK, 100_000))


def test_a_large_body_is_told_why(service: Service) -> None:
    """A client that sends far too much can read why, before it has sent all."""
    with service.connect() as connection:
        size = 8 * 1024 * 1024
        connection.send(HEAD + b"Content-Length: %d\r\n\r\n" % size + b" " * size)
        assert_refused(connection.answer(), 413)


def test_chunks_that_trickle(service: Service) -> None:
    """A body that comes byte by byte is cut off in time."""
    with service.connect() as connection:
        connection.send(CHUNKED)
        began = time.monotonic()
        while not select.select([connection.connection], [], [], 0.05)[0]:
            connection.send(b"1\r\n \r\n")
        assert_refused(connection.answer(), 408)
        assert time.monotonic() - began < 4


def test_headers_that_trickle(service: Service) -> None:
    """Headers that come byte by byte are cut off in time."""
    with service.connect() as connection:
        trickle = (bytes([byte]) for byte in HEAD)
        assert is_cut_off(connection, trickle, pause=0.05)


def test_headers_that_stop(service: Service) -> None:
    """Headers that stop half way are answered in time."""
    assert_refused(sent(service, HEAD), 408)


def test_empty_lines_without_end(service: Service) -> None:
    """Empty lines before a request are no request."""
    with service.connect() as connection:
        assert is_cut_off(connection, itertools.repeat(b"\r\n", 100), pause=0.05)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /" + b"a" * MAX_TARGET + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET /" + b"a" * MAX_TARGET, 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"a" * MAX_HEAD + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"a" * MAX_HEAD, 431),
        (b"GET / HTTP/1.1\r\n" + b"A: a\r\n" * MAX_HEAD, 431),
        (b"GET / HTTP/1.1\r\n" + b"A" * MAX_HEAD, 431),
    ],
    ids=["address", "address without end", "value", "value without end", "many", "name"],
)
def test_a_huge_head(service: Service, raw: bytes, status: int) -> None:
    """An address or headers that are too large are refused, whole or not."""
    assert_refused(sent(service, raw), status)


def test_a_large_head(service: Service) -> None:
    """Headers as large as browsers send them are read."""
    head = b"GET /healthz HTTP/1.1\r\nHost: a\r\nCookie: " + b"a" * 12_000 + b"\r\n\r\n"
    assert sent(service, head).status == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\x03\r\n\r\n",
        b"hello\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nBad Header\r\n\r\n",
        b"GET / HTTP/1.1\r\nA : b\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: b\x00c\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\n\r\n",
        b"\x05\x01\x00",
    ],
)
def test_what_is_no_request(service: Service, raw: bytes) -> None:
    """What is no HTTP/1.1 is refused."""
    assert_refused(sent(service, raw), 400, 404, 405, 408)


@pytest.mark.parametrize("target", [b"*", b"http://other.example/healthz", b"/%ff%fe", b"/a//../b"])
def test_odd_addresses(service: Service, target: bytes) -> None:
    """An address in another form is one that is here, or one that is not."""
    status, _, _ = sent(service, b"OPTIONS " + target + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    assert status in (400, 404, 405)


def test_tls_on_the_plain_port(service: Service) -> None:
    """A client that speaks TLS is told, as far as it can read it, that nobody else does."""
    context = ssl.create_default_context()
    with service.connect() as connection, pytest.raises(OSError):  # noqa: PT011  SSLError is one
        context.wrap_socket(connection.connection, server_hostname="localhost")


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(GOOD), 415),
        (b"", gzip.compress(GOOD), 400),
        (b"", GOOD.decode().encode("utf-16"), 400),
        (b"", GOOD.decode().encode("utf-16-be"), 400),
        (b"", b"\xef\xbb\xbf" + GOOD, 400),
        (b"", b"\xff\xfe", 400),
    ],
    ids=["gzip", "gzip in secret", "UTF-16", "UTF-16 without a mark", "mark", "bytes"],
)
def test_bodies_of_another_kind(service: Service, headers: bytes, body: bytes, status: int) -> None:
    """A packed body, and one that is not UTF-8, are refused."""
    length = b"Content-Length: %d\r\n\r\n" % len(body)
    assert_refused(sent(service, HEAD + headers + length + body), status)


def test_a_connection_that_is_half_closed(service: Service) -> None:
    """A client that has said all it will say gets its answer, and the end."""
    with service.connect() as connection:
        connection.send(WHOLE)
        connection.connection.shutdown(socket.SHUT_WR)
        assert connection.answer().status == 200
        assert connection.has_ended()


@pytest.mark.parametrize("raw", [b"", b"GET / HT", WHOLE[:-10]], ids=["nothing", "head", "body"])
def test_a_connection_that_is_half_closed_too_soon(service: Service, raw: bytes) -> None:
    """A client that ends before its request does gets the end, at once."""
    with service.connect() as connection:
        connection.send(raw)
        connection.connection.shutdown(socket.SHUT_WR)
        began = time.monotonic()
        assert connection.answer().status in (0, 400)
        assert time.monotonic() - began < 1


def test_idle_connections(service: Service) -> None:
    """A connection on which nothing is asked, or nothing more, is closed in time."""
    with service.connect() as new, service.connect() as old:
        old.send(WHOLE)
        assert old.answer().status == 200
        for connection in (new, old):
            began = time.monotonic()
            assert connection.has_ended()
            assert time.monotonic() - began < 5


def test_pipelining(service: Service) -> None:
    """Requests in one go are answered one by one, in their order."""
    bad = HEAD + b"Content-Length: 2\r\n\r\n{}"
    with service.connect() as connection:
        connection.send((WHOLE + bad) * 20)
        for _ in range(20):
            assert connection.answer().status == 200
            assert connection.answer().status == 422


def test_pipelining_and_then_nonsense(service: Service) -> None:
    """What was asked before nonsense came is answered."""
    with service.connect() as connection:
        connection.send(WHOLE + b"nonsense\r\n\r\n")
        assert connection.answer().status == 200
        assert connection.answer().status in (0, 400)


def test_old_http(service: Service) -> None:
    """HTTP/1.0 is answered, and its connection closed; lines need HTTP/1.1."""
    with service.connect() as connection:
        connection.send(WHOLE.replace(b"HTTP/1.1", b"HTTP/1.0"))
        assert connection.answer().status == 200
        assert connection.has_ended()
    raw = LINES.replace(b"HTTP/1.1", b"HTTP/1.0") + LENGTH + b"\r\n" + GOOD
    assert_refused(sent(service, raw), 426)


def test_upgrades(service: Service) -> None:
    """Another protocol is not spoken: the request is answered as it stands, unless its body could
    be taken for that protocol."""
    for name in (b"websocket", b"h2c"):
        upgrade = b"Connection: Upgrade\r\nUpgrade: " + name + b"\r\n"
        head = b"GET /healthz HTTP/1.1\r\nHost: a\r\n" + upgrade + b"\r\n"
        assert sent(service, head).status == 200
        assert_refused(sent(service, HEAD + upgrade + LENGTH + b"\r\n" + GOOD), 400)


def test_asking_before_sending(service: Service) -> None:
    """A client that asks first is told to go on, or why not."""
    expect = b"Expect: 100-continue\r\n"
    with service.connect() as connection:
        connection.send(HEAD + expect + LENGTH + b"\r\n")
        assert connection.readline() + connection.readline() == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.send(GOOD)
        assert connection.answer().status == 200
    with service.connect() as connection:
        connection.send(HEAD + expect + b"Content-Length: 99999999\r\n\r\n")
        assert_refused(connection.answer(), 413)
        assert connection.has_ended()


def test_a_body_where_none_is_wanted(service: Service) -> None:
    """The body of a request that is refused at once is read past, and the next one answered."""
    for path in (b"/nothing", b"/healthz"):
        raw = WHOLE.replace(b"/v1/validate", path)
        with service.connect() as connection:
            connection.send(raw + WHOLE)
            assert connection.answer().status in (404, 405)
            assert connection.answer().status == 200


def test_a_body_where_none_is_wanted_without_end(service: Service) -> None:
    """It is not read for ever."""
    with service.connect() as connection:
        connection.send(CHUNKED.replace(b"/v1/validate", b"/nothing"))
        assert is_cut_off(connection, itertools.repeat(CHUNK, 100_000))


def test_a_client_that_reads_nothing(service: Service) -> None:
    """A client that lets its answers pile up is cut off, and costs little until then."""
    with service.connect() as connection:
        connection.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.send(LINES + b"Transfer-Encoding: chunked\r\n\r\n")
        line = b"{}\n" * 1000
        chunk = b"%x\r\n" % len(line) + line + b"\r\n"
        connection.connection.settimeout(8)
        assert is_cut_off(connection, itertools.repeat(chunk))


def test_clients_that_leave(service: Service) -> None:
    """Clients that reset their connections half way are forgotten."""
    for raw in (b"", HEAD, WHOLE[:-5], WHOLE, CHUNKED + b"5\r\nab"):
        with service.connect() as connection:
            at_once = struct.pack("ii", 1, 0)
            connection.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            connection.send(raw)


def test_many_slow_senders(service: Service) -> None:
    """While many send slowly, one that does not is served at once."""
    with ExitStack() as opened:
        slow = [opened.enter_context(service.connect()) for _ in range(200)]
        for number, connection in enumerate(slow):
            connection.send(WHOLE[: 20 + number % 200])
        began = time.monotonic()
        for _ in range(20):
            assert service.is_good_to_others()
        assert time.monotonic() - began < 2


class TestTooMany:
    """Where there is no more room."""

    def test_connections(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        """One more connection takes the place of an idle one; without one it is refused."""
        folder = tmp_path_factory.mktemp("crowded")
        with (
            running(folder, connections="5", body_timeout="30", stop_timeout="0.2") as service,
            ExitStack() as opened,
        ):
            idle = [opened.enter_context(service.connect()) for _ in range(5)]
            assert service.is_good_to_others()
            busy = [opened.enter_context(service.connect()) for _ in range(5)]
            for connection in busy:
                connection.send(WHOLE[:-5])
            time.sleep(0.2)
            assert all(connection.has_ended() for connection in idle)
            answer = sent(service, b"")
            assert_refused(answer, 503)
            assert int(answer.headers["retry-after"]) > 0
            busy[0].send(WHOLE[-5:])
            assert busy[0].answer().status == 200
            assert service.is_good_to_others()

    def test_streams(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Streams take half of the places; one more is refused, and documents are served on."""
        folder = tmp_path_factory.mktemp("streams")
        with running(folder, concurrency="2", body_timeout="30", stop_timeout="0.2") as service:
            with service.connect() as stream:
                stream.send(LINES + b"Transfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n")
                assert stream.peek()[:12] == b"HTTP/1.1 200"
                answer = sent(service, LINES + b"Content-Length: 3\r\n\r\n{}\n")
                assert_refused(answer, 503)
                assert int(answer.headers["retry-after"]) > 0
                assert service.is_good_to_others()
                stream.send(b"0\r\n\r\n")
                time.sleep(0.1)
            assert sent(service, LINES + b"Content-Length: 3\r\n\r\n{}\n").status == 200

    def test_work(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Where every place is taken, documents get 503, and the health check is answered."""
        folder = tmp_path_factory.mktemp("work")
        with (
            running(folder, concurrency="1", body_timeout="30", stop_timeout="0.2") as service,
            service.connect() as stream,
        ):
            stream.send(LINES + b"Transfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n")
            assert stream.peek()[:12] == b"HTTP/1.1 200"
            assert_refused(sent(service, WHOLE), 503)
            assert service.ask("GET", "/healthz")[0] == 200


def test_the_health_check_waits_for_no_work(service: Service) -> None:
    """While the slowest documents are checked, the health check is answered."""
    slow = b'{"applicant":[' + b",".join([b'{"a":[{}]}'] * 5000) + b"]}"
    raw = HEAD + b"Content-Length: %d\r\n\r\n" % len(slow) + slow
    with ExitStack() as opened:
        senders = [opened.enter_context(service.connect()) for _ in range(20)]
        for sender in senders:
            sender.send(raw)
        slowest = 0.0
        for _ in range(20):
            began = time.monotonic()
            assert service.ask("GET", "/healthz")[0] == 200
            slowest = max(slowest, time.monotonic() - began)
        assert slowest < 1
        assert all(sender.answer().status == 422 for sender in senders)
