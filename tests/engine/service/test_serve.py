"""The command `enquiry serve`: how it starts, reads its guide again, and ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from enquiry.cli.main import main
from enquiry.guide_files import SCHEMA
from enquiry.service.server import address, listen
from enquiry.service.settings import Settings
from tests.engine.service.running import GOOD, SECONDS, Service, running, until
from tests.support import HARBOUR, copy_guide

WORKERS = pytest.mark.parametrize("workers", ["1", "2"])
HEAD = b"POST /v1/validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


def request(body: bytes = GOOD) -> bytes:
    """A request with its body."""
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command says where it is used wrongly."""
    assert main(["serve", *arguments]) == 64
    return capsys.readouterr().err


def test_wrong_settings_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each setting that cannot be used is named, with what to write, and the status is 64."""
    wrong = {"ENQUIRY_CONCURRENCY": "0", "ENQUIRY_BODY_TIMEOUT": "soon"}
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    said = refusal(capsys, "--port", "x")
    for name in ("--port", *wrong):
        assert f"{name}: write" in said


def test_a_command_without_a_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command alone for accepted enquiries is wrong usage."""
    monkeypatch.setenv("ENQUIRY_DELIVER_COMMAND", "true")
    assert "ENQUIRY_DELIVER_COMMAND" in refusal(capsys)


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that another program has is said to be so."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = refusal(capsys, "--guide", str(HARBOUR), "--port", port)
    reason = "Address already in use"
    assert said == f"enquiry serve: cannot listen at 127.0.0.1, port {port}: {reason}\n"


def has_ipv6() -> bool:
    """Whether this machine has the loopback address of IPv6."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6 loopback address")
def test_an_address_of_ipv6() -> None:
    """The service listens there, and names the address as a browser takes it."""
    with listen(Settings(host="::1", port=0)) as listening:
        port = listening.getsockname()[1]
        assert address(listening) == f"http://[::1]:{port}/"
        socket.create_connection(("::1", port), SECONDS).close()


def test_a_guide_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A guide with findings is not served: each is printed."""
    guide = copy_guide(tmp_path / "guide")
    (guide / SCHEMA).write_text("{")
    said = refusal(capsys, "--guide", str(guide), "--port", "0")
    assert said.startswith(f"{guide}/{SCHEMA}:1:")
    assert said.endswith("enquiry serve: this guide cannot be used\n")


def test_what_is_not_installed() -> None:
    """Without the extra, the command says which one to install; the others do without it."""
    hidden = "import sys; sys.modules.update(dict.fromkeys(['starlette', 'uvicorn', 'anyio']));"
    script = f"{hidden} from enquiry.cli.main import main; sys.exit(main(sys.argv[1:]))"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", script, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = run("serve")
    assert done.returncode == 64
    assert "enquiry-guide[server]" in done.stderr
    assert run("validate", "--guide", str(HARBOUR), str(HARBOUR / "enquiry.json")).returncode == 0
    assert run("--help").returncode == 0


def change(guide: Path) -> None:
    """Asks for a shorter message than before."""
    path = guide / SCHEMA
    schema = json.loads(path.read_text("utf-8"))
    schema["properties"]["message"]["maxLength"] = 3
    path.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")


def hang_up(service: Service) -> None:
    """Asks for the guide to be read again."""
    service.process.send_signal(signal.SIGHUP)


class Pair(NamedTuple):
    """A service of two workers, and its guide."""

    service: Service
    guide: Path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """It runs for all tests here that leave it, and its guide, as it was."""
    folder = tmp_path_factory.mktemp("pair")
    guide = copy_guide(folder / "guide")
    with running(folder, "--workers", "2", guide=guide) as service:
        yield Pair(service, guide)


def test_reading_the_guide_again(tmp_path: Path) -> None:
    """SIGHUP reads the guide again: all of it, or, where something is wrong, none."""
    guide = copy_guide(tmp_path / "guide")
    with running(tmp_path, guide=guide) as service:
        assert_reads_again(service, guide)


def test_reading_the_guide_again_in_two_workers(pair: Pair) -> None:
    """SIGHUP gives the guide to all workers or to none."""
    assert_reads_again(pair.service, pair.guide)


def assert_reads_again(service: Service, guide: Path) -> None:
    """The service stays with the guide that is right, and takes another that is. At the end it has
    the one from before."""
    lines = len(service.lines_of_log())

    def logged(words: str) -> int:
        return "\n".join(service.lines_of_log()[lines:]).count(words)

    assert service.ask("POST", "/v1/validate", GOOD)[0] == 200
    before = (guide / SCHEMA).read_text("utf-8")
    (guide / SCHEMA).write_text(before.replace('"type": "object"', '"type": "objet"', 1))
    hang_up(service)
    until(lambda: logged("The guide cannot be used"))
    assert logged(f"{guide}/{SCHEMA}:")
    (guide / "docs/routing.yml").unlink()
    hang_up(service)
    until(lambda: logged("The guide cannot be used") == 2)
    for _ in range(10):
        assert service.ask("POST", "/v1/route", GOOD)[0] == 200
    copy_guide_over(guide)
    change(guide)
    hang_up(service)
    until(lambda: logged("The guide was read again"))
    for _ in range(10):
        assert service.ask("POST", "/v1/validate", GOOD)[0] == 422
    copy_guide_over(guide)
    hang_up(service)
    until(lambda: logged("The guide was read again") == 2)
    assert service.ask("POST", "/v1/validate", GOOD)[0] == 200


def copy_guide_over(guide: Path) -> None:
    """The guide as it was."""
    for path in (SCHEMA, "docs/routing.yml"):
        (guide / path).write_bytes((HARBOUR / path).read_bytes())


def test_a_worker_that_dies(pair: Pair) -> None:
    """A worker that dies is replaced, with the guide that was right, whatever it is by now."""
    service, guide = pair
    (guide / SCHEMA).write_text("{")
    workers = children(service.process.pid)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    until(lambda: len(set(children(service.process.pid)) - set(workers)) == 2)
    assert service.ask("POST", "/v1/validate", GOOD)[0] == 200
    copy_guide_over(guide)


def test_no_worker_is_left_behind(tmp_path: Path) -> None:
    """Where the supervisor is killed, its workers end too."""
    with running(tmp_path, "--workers", "2") as service:
        workers = children(service.process.pid)
        assert len(workers) == 2
        service.process.kill()
        service.process.wait(SECONDS)
        until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


def children(parent: int) -> list[int]:
    """The workers of a supervisor: its children but for the one that keeps count of resources."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [
        int(each) for each in listed if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()
    ]


def test_counts_of_several_workers_are_one(pair: Pair) -> None:
    """Whichever worker is asked for the counts, they are those of all."""
    before = valid_documents(pair.service)
    for _ in range(20):
        pair.service.ask("POST", "/v1/validate", GOOD)
    for _ in range(5):
        assert valid_documents(pair.service) == before + 20


def valid_documents(service: Service) -> float:
    """How many valid documents were counted."""
    text = service.ask("GET", "/metrics")[1].decode()
    found = re.search(r'enquiry_documents_total{outcome="valid"} ([0-9.]+)', text)
    return float(found[1]) if found else 0


@WORKERS
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, -15), (signal.SIGINT, 130)])
def test_the_end(tmp_path: Path, workers: str, number: signal.Signals, status: int) -> None:
    """What is in flight is answered, what is new is refused, and then all is over."""
    with running(tmp_path, "--workers", workers) as service:
        with service.connect() as idle, service.connect() as busy:
            busy.send(request()[:-10])
            time.sleep(0.3)
            service.process.send_signal(number)
            assert idle.has_ended()
            until(lambda: is_refused(service))
            assert service.process.poll() is None
            busy.send(request()[-10:])
            assert busy.answer().status == 200
        assert service.process.wait(SECONDS) == status
        assert "Traceback" not in service.log.read_text("utf-8")


def is_refused(service: Service) -> bool:
    """Whether nobody can connect."""
    try:
        with service.connect():
            return False
    except ConnectionError:  # refused, or reset where the socket closes at this very moment
        return True


@WORKERS
def test_the_end_is_not_put_off(tmp_path: Path, workers: str) -> None:
    """A request that never comes whole holds up the end for no longer than was set."""
    with running(tmp_path, "--workers", workers, stop_timeout="1") as service:
        with service.connect() as slow:
            slow.send(request()[:-10])
            time.sleep(0.3)
            service.process.send_signal(signal.SIGTERM)
            assert slow.answer().status in (0, 503)
        assert service.process.wait(5) == -signal.SIGTERM
        assert "Traceback" not in service.log.read_text("utf-8")
