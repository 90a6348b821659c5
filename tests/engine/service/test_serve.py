"""The command `enquiry serve`: how it starts, reads its guide again, and ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from enquiry.guide_files import SCHEMA
from enquiry.service.server import address, listen
from enquiry.service.settings import Settings
from tests.engine.cli.processes import completed
from tests.engine.service.running import GOOD, SECONDS, Service, running, until
from tests.support import HARBOUR, copy_guide

WORKERS = pytest.mark.parametrize("workers", ["1", "2"])
HEAD = b"POST /v1/validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


def request(body: bytes = GOOD) -> bytes:
    """A request with its body."""
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body


def test_wrong_settings_are_named(tmp_path: Path) -> None:
    """Each setting that cannot be used is named, with what to write, and the status is 64."""
    wrong = {"ENQUIRY_CONCURRENCY": "0", "ENQUIRY_BODY_TIMEOUT": "soon"}
    done = completed("serve", "--port", "x", cwd=tmp_path, env={**os.environ, **wrong})
    assert done.returncode == 64
    for name in ("--port", *wrong):
        assert f"{name}: write" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_without_a_folder(tmp_path: Path) -> None:
    """A command alone for accepted enquiries is wrong usage."""
    environment = {**os.environ, "ENQUIRY_DELIVER_COMMAND": "true"}
    done = completed("serve", cwd=tmp_path, env=environment)
    assert done.returncode == 64
    assert "ENQUIRY_DELIVER_COMMAND" in done.stderr


def test_a_port_that_is_taken() -> None:
    """A port that another program has is said to be so."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = completed("serve", "--guide", str(HARBOUR), "--port", port)
    assert done.returncode == 64
    reason = "Address already in use"
    assert done.stderr == f"enquiry serve: cannot listen at 127.0.0.1, port {port}: {reason}\n"


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


@WORKERS
def test_a_guide_that_cannot_be_used(tmp_path: Path, workers: str) -> None:
    """A guide with findings is not served: each is printed."""
    guide = copy_guide(tmp_path / "guide")
    (guide / SCHEMA).write_text("{")
    done = completed("serve", "--guide", str(guide), "--port", "0", "--workers", workers)
    assert done.returncode == 64
    assert done.stderr.startswith(f"{guide}/{SCHEMA}:1:")
    assert done.stderr.endswith("enquiry serve: this guide cannot be used\n")


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


@WORKERS
def test_reading_the_guide_again(tmp_path: Path, workers: str) -> None:
    """SIGHUP reads the guide again: all of it, or, where something is wrong, none."""
    guide = copy_guide(tmp_path / "guide")
    with running(tmp_path, "--workers", workers, guide=guide) as service:
        assert service.ask("POST", "/v1/validate", GOOD)[0] == 200
        before = (guide / SCHEMA).read_text("utf-8")
        (guide / SCHEMA).write_text(before.replace('"type": "object"', '"type": "objet"', 1))
        hang_up(service)
        until(lambda: "The guide cannot be used" in service.log.read_text("utf-8"))
        assert any(f"{guide}/{SCHEMA}:" in line for line in service.lines_of_log())
        (guide / "docs/routing.yml").unlink()
        hang_up(service)
        until(lambda: service.log.read_text("utf-8").count("The guide cannot be used") == 2)
        for _ in range(10):
            assert service.ask("POST", "/v1/route", GOOD)[0] == 200
        copy_guide_over(guide)
        change(guide)
        hang_up(service)
        until(lambda: "The guide was read again" in service.log.read_text("utf-8"))
        for _ in range(10):
            assert service.ask("POST", "/v1/validate", GOOD)[0] == 422


def copy_guide_over(guide: Path) -> None:
    """The guide as it was."""
    for path in (SCHEMA, "docs/routing.yml"):
        (guide / path).write_bytes((HARBOUR / path).read_bytes())


def test_a_worker_that_dies(tmp_path: Path) -> None:
    """A worker that dies is replaced, with the guide that was right, whatever it is by now."""
    guide = copy_guide(tmp_path / "guide")
    with running(tmp_path, "--workers", "2", guide=guide) as service:
        (guide / SCHEMA).write_text("{")
        workers = children(service.process.pid)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        until(lambda: len(set(children(service.process.pid)) - set(workers)) == 2)
        assert service.ask("POST", "/v1/validate", GOOD)[0] == 200


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


def test_counts_of_several_workers_are_one(tmp_path: Path) -> None:
    """Whichever worker is asked for the counts, they are those of all."""
    with running(tmp_path, "--workers", "2") as service:
        for _ in range(20):
            service.ask("POST", "/v1/validate", GOOD)
        for _ in range(5):
            text = service.ask("GET", "/metrics")[1].decode()
            assert 'enquiry_documents_total{outcome="valid"} 20.0' in text


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
    except ConnectionRefusedError:
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
