"""Clients that are broken or hostile get a clear answer or the end of their connection, and all
others are served on."""

from __future__ import annotations

import gzip
import itertools
import ssl

import pytest

from enquiry.intake.limits import MAX_BYTES
from enquiry.service.protocol import MAX_HEAD, MAX_TARGET
from tests.engine.service.raw_requests import (
    CHUNK,
    CHUNKED,
    HEAD,
    LENGTH,
    LINES,
    WHOLE,
    assert_refused,
    is_cut_off,
    sent,
)
from tests.engine.service.running import GOOD, Service

pytestmark = pytest.mark.usefixtures("others_are_served_on")


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


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"HTTP/1.1\r\n", 400),
        (b"HTTP/1.1\r\nHost: a\r\nHost: a\r\n", 400),
        (b"HTTP/1.0\r\nHost: a\r\nHost: b\r\n", 400),
        (b"HTTP/1.1\r\nHost:\r\n", 200),
        (b"HTTP/1.0\r\n", 200),
    ],
)
def test_one_host(service: Service, head: bytes, status: int) -> None:
    """A request names one host, and only one of HTTP/1.0 may name none."""
    assert sent(service, b"GET /healthz " + head + b"\r\n").status == status


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
