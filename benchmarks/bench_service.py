"""The service beside an empty handler of its framework, with slow senders, and over many requests.

Everything is on loopback, and `wrk` sends. `LONG=1 make bench` watches the memory over 400,000
requests instead of 40,000.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from benchmarks.samples import invalid, valid

SECONDS = 3
ROUNDS = 5
CONNECTIONS = 16
REQUESTS = 400_000 if os.environ.get("LONG") else 40_000
SERVICE = [sys.executable, "-m", "enquiry", "serve"]
EMPTY = [sys.executable, "-m", "benchmarks.empty_service", "empty"]
BARE = [sys.executable, "-m", "benchmarks.empty_service", "bare"]
SCRIPT = """
local bodies = {}
for line in io.lines("%s") do bodies[#bodies + 1] = line end
local count = 0
request = function()
  count = count %% #bodies + 1
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, bodies[count])
end
"""


@dataclass(frozen=True)
class Load:
    """What `wrk` measured: requests a second, the 99th percentile in milliseconds, all requests.

    `cpu` is what one request took of the server's processor, in microseconds. It hardly depends on
    what else the machine does.
    """

    rate: float
    p99: float
    requests: int
    cpu: float


@dataclass(frozen=True)
class Server:
    """A server, which may have workers."""

    address: str
    process: int

    def processor_seconds(self) -> float:
        """What it and its workers took of the processor so far."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text("ascii")
        ticks = 0
        for process in (self.process, *children.split()):
            times = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
            ticks += int(times[11]) + int(times[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """What it holds in memory."""
        status = Path(f"/proc/{self.process}/status").read_text("ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024


@contextmanager
def running(command: list[str], workers: int = 1) -> Iterator[Server]:
    """A server, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        env={**os.environ, "ENQUIRY_WORKERS": str(workers), "ENQUIRY_LOG_LEVEL": "warning"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 30
        while True:
            try:
                urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310  our own
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def loaded(server: Server, script: Path, seconds: int = SECONDS) -> Load:
    """Send to /v1/validate for some seconds. Raises where an answer did not come."""
    before = server.processor_seconds()
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--latency"]
    done = subprocess.run(
        [*command, "--duration", str(seconds), "--script", script, f"{server.address}/v1/validate"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Socket errors" not in done.stdout, done.stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    requests = re.search(r"(\d+) requests in", done.stdout)
    assert rate
    assert p99
    assert requests
    milliseconds = float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]]
    cpu = (server.processor_seconds() - before) / int(requests[1]) * 1e6
    return Load(float(rate[1]), milliseconds, int(requests[1]), cpu)


def median(loads: list[Load]) -> Load:
    """The one in the middle by its rate."""
    return sorted(loads, key=lambda load: load.rate)[len(loads) // 2]


def compared(loads: list[Load], others: list[Load]) -> tuple[float, float]:
    """How many times the rate of others, and how many times as little of the processor.

    Each is the median of the rounds, in which both came one after the other: from round to round
    it changes what else the machine does.
    """
    pairs = list(zip(loads, others, strict=True))
    return (
        statistics.median(load.rate / other.rate for load, other in pairs),
        statistics.median(other.cpu / load.cpu for load, other in pairs),
    )


def beside_an_empty_handler(scripts: dict[str, Path]) -> None:
    """Requests a second by turns, one worker each."""
    loads: dict[str, list[Load]] = {}
    with running(EMPTY) as empty, running(BARE) as bare, running(SERVICE) as service:
        for _ in range(ROUNDS):
            for name, server, script in (
                ("empty handler", empty, scripts["valid"]),
                ("bare check of valid enquiries", bare, scripts["valid"]),
                ("valid enquiries", service, scripts["valid"]),
                ("invalid enquiries", service, scripts["invalid"]),
            ):
                loads.setdefault(name, []).append(loaded(server, script))
    print("POST /v1/validate, one worker    requests/s       ×   p99 ms   µs of processor       ×")
    for name, each in loads.items():
        load = median(each)
        rate, cpu = compared(each, loads["empty handler"])
        print(f"{name:32}{load.rate:11,.0f}{rate:8.2f}{load.p99:9.1f}{load.cpu:18.0f}{cpu:8.2f}")


def with_slow_senders(script: Path) -> None:
    """The same with fifty slow senders, by turns."""
    quiet, busy = [], []
    with running(SERVICE) as service:
        for _ in range(ROUNDS):
            quiet.append(loaded(service, script))
            with subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "benchmarks.slow_senders",
                    service.address.rpartition(":")[2],
                ],
                stdout=subprocess.PIPE,
            ) as slow:
                assert slow.stdout
                assert slow.stdout.readline() == b"ready\n"
                busy.append(loaded(service, script))
                slow.kill()
    during = median(busy)
    rate, cpu = compared(busy, quiet)
    print(
        f"With 50 slow senders: {during.rate:,.0f} requests/s, {rate:.2f} × those without "
        f"(by the processor {cpu:.2f} ×); p99 {during.p99:.1f} ms"
    )


def by_workers(script: Path) -> None:
    """One worker and two. `wrk` takes a core itself, so on two cores this shows no more than what a
    request costs either way: the same means that workers do not stand in one another's way."""
    loads: dict[int, list[Load]] = {1: [], 2: []}
    with running(SERVICE, 1) as one, running(SERVICE, 2) as two:
        for _ in range(ROUNDS):
            loads[1].append(loaded(one, script))
            loads[2].append(loaded(two, script))
    rate, _ = compared(loads[2], loads[1])
    one_cpu, two_cpu = (median(each).cpu for each in loads.values())
    print(
        f"One worker and two on {os.cpu_count()} cores, one of which is `wrk`'s: {one_cpu:.0f} and "
        f"{two_cpu:.0f} µs of processor a request; two answer {rate:.2f} × as many"
    )


def over_many_requests(scripts: Iterable[Path]) -> None:
    """The memory on the way, valid and invalid by turns, and how it grows once all is warm."""
    series: list[tuple[int, float]] = []
    with running(SERVICE) as service:
        count = 0
        while count < REQUESTS:
            count += sum(loaded(service, script, 1).requests for script in scripts)
            series.append((count, service.megabytes()))
    for count, megabytes in series[:: max(1, len(series) // 10)]:
        print(f"Memory: {megabytes:.1f} MB after {count:,} requests")
    second_half = [each for each in series if each[0] >= REQUESTS / 2]
    slope, _ = statistics.linear_regression(*zip(*second_half, strict=True))
    print(f"In the second half it grows by {slope * 100_000:.2f} MB in 100,000 requests")


def main() -> None:
    """Prints the ratios, and the memory."""
    if not shutil.which("wrk"):
        print("Needs wrk, which sends the requests.")
        return
    with tempfile.TemporaryDirectory() as name:
        scripts = {}
        for kind, documents in (("valid", valid(500)), ("invalid", invalid(500))):
            bodies, script = Path(name, f"{kind}.ndjson"), Path(name, f"{kind}.lua")
            bodies.write_bytes(b"\n".join(documents))
            script.write_text(SCRIPT % bodies)
            scripts[kind] = script
        beside_an_empty_handler(scripts)
        with_slow_senders(scripts["valid"])
        by_workers(scripts["valid"])
        over_many_requests(scripts.values())


if __name__ == "__main__":
    main()
