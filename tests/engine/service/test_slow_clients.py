"""Clients that are slow, idle or many: each has its limits, and all others are served on."""

from __future__ import annotations

import itertools
import select
import socket
import struct
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

import pytest

from tests.engine.service.raw_requests import (
    CHUNKED,
    HEAD,
    LINES,
    WHOLE,
    assert_refused,
    is_cut_off,
    sent,
)
from tests.engine.service.running import GOOD, Client, Service, running

pytestmark = pytest.mark.usefixtures("others_are_served_on")


def waiting(clients: Iterable[Client]) -> list[Client]:
    """Those to whom nothing was sent so far."""
    sockets = {client.connection: client for client in clients}
    ready, _, _ = select.select([*sockets], [], [], 0)
    return [client for each, client in sockets.items() if each not in ready]


def test_a_length_that_promises_more(service: Service) -> None:
    """A body that never comes whole is not waited for."""
    assert_refused(sent(service, HEAD + b"Content-Length: 2000\r\n\r\n" + GOOD), 408)


def test_chunks_that_trickle(service: Service) -> None:
    """A body that comes byte by byte is cut off in time."""
    with service.connect() as connection:
        connection.send(CHUNKED)
        while not select.select([connection.connection], [], [], 0.05)[0]:
            connection.send(b"1\r\n \r\n")
        assert_refused(connection.answer(), 408)


def test_headers_that_trickle(service: Service) -> None:
    """Headers that come byte by byte are cut off in time."""
    with service.connect() as connection:
        trickle = itertools.chain((bytes([byte]) for byte in HEAD), itertools.repeat(b"a"))
        assert is_cut_off(connection, trickle, pause=0.05)


def test_headers_that_stop(service: Service) -> None:
    """Headers that stop half way are answered in time."""
    assert_refused(sent(service, HEAD), 408)


def test_a_connection_that_is_half_closed(service: Service) -> None:
    """A client that has said all it will say gets its answer, and the end."""
    with service.connect() as connection:
        connection.send(WHOLE)
        connection.connection.shutdown(socket.SHUT_WR)
        assert connection.answer().status == 200
        assert connection.has_ended()


@pytest.mark.parametrize("raw", [b"", b"GET / HT", WHOLE[:-10]], ids=["nothing", "head", "body"])
def test_a_connection_that_is_half_closed_too_soon(service: Service, raw: bytes) -> None:
    """A client that ends before its request does gets the end."""
    with service.connect() as connection:
        connection.send(raw)
        connection.connection.shutdown(socket.SHUT_WR)
        assert connection.answer().status in (0, 400)


def test_idle_connections(service: Service) -> None:
    """A connection on which nothing is asked, or nothing more, is closed in time."""
    with service.connect() as new, service.connect() as old:
        old.send(WHOLE)
        assert old.answer().status == 200
        for connection in (new, old):
            assert connection.has_ended()


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
    """While many send slowly, one that does not is served, and waits for none of them."""
    with ExitStack() as opened:
        slow = [opened.enter_context(service.connect()) for _ in range(200)]
        for number, connection in enumerate(slow):
            connection.send(WHOLE[: 20 + number % 200])
        assert service.is_good_to_others()
        assert waiting(slow)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with little room."""
    folder = tmp_path_factory.mktemp("small")
    with running(
        folder, connections="5", concurrency="2", body_timeout="30", stop_timeout="0.2"
    ) as service:
        yield service


class TestTooMany:
    """Where there is no more room."""

    def test_connections(self, small: Service) -> None:
        """One more connection takes the place of an idle one; without one it is refused."""
        with ExitStack() as opened:
            idle = [opened.enter_context(small.connect()) for _ in range(5)]
            assert small.is_good_to_others()
            busy = [opened.enter_context(small.connect()) for _ in range(5)]
            for connection in busy:
                connection.send(WHOLE[:-5])
            time.sleep(0.2)
            assert all(connection.has_ended() for connection in idle)
            answer = sent(small, b"")
            assert_refused(answer, 503)
            assert int(answer.headers["retry-after"]) > 0
            busy[0].send(WHOLE[-5:])
            assert busy[0].answer().status == 200
            assert small.is_good_to_others()

    def test_streams(self, small: Service) -> None:
        """Streams take half of the places; one more is refused, and documents are served on."""
        with small.connect() as stream:
            stream.send(LINES + b"Transfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n")
            assert stream.peek()[:12] == b"HTTP/1.1 200"
            answer = sent(small, LINES + b"Content-Length: 3\r\n\r\n{}\n")
            assert_refused(answer, 503)
            assert int(answer.headers["retry-after"]) > 0
            assert small.is_good_to_others()
            stream.send(b"0\r\n\r\n")
            time.sleep(0.1)
        assert sent(small, LINES + b"Content-Length: 3\r\n\r\n{}\n").status == 200

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
        assert service.ask("GET", "/healthz")[0] == 200
        assert waiting(senders)
        assert all(sender.answer().status == 422 for sender in senders)
