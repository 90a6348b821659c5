"""Building and serving as the README says."""

from __future__ import annotations

import filecmp
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import ROOT, copy_guide, mkdocs


def files(site: Path) -> list[str]:
    """The files of a built site."""
    return sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    """With SOURCE_DATE_EPOCH the same sources give the same bytes."""
    one, two = tmp_path / "one", tmp_path / "two"
    for site in (one, two):
        mkdocs(ROOT, "build", "--strict", "-d", str(site), SOURCE_DATE_EPOCH="1790000000")
        time.sleep(1.1)
    assert files(one) == files(two)
    _, different, odd = filecmp.cmpfiles(one, two, files(one), shallow=False)
    assert (different, odd) == ([], [])


def test_builds_without_an_address_of_the_site(tmp_path: Path) -> None:
    """A guide whose address is not known yet builds, and claims no address."""
    done = mkdocs(ROOT, "build", "--strict", "-d", str(tmp_path / "site"), SITE_URL="")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert not re.search("canonical|hreflang=.x-default|og:(url|image)", page)
    assert not (tmp_path / "site/sitemap.xml").exists()
    assert "Sitemap" not in (tmp_path / "site/robots.txt").read_text("utf-8")


def test_builds_below_a_path(tmp_path: Path) -> None:
    """A site that lives below a path of its host links to that path from its 404 page."""
    url = "https://example.org/guides/enquiry/"
    mkdocs(ROOT, "build", "--strict", "-d", str(tmp_path / "site"), SITE_URL=url)
    assert 'href="/guides/enquiry/fr/"' in (tmp_path / "site/404.html").read_text("utf-8")


@contextmanager
def served(root: Path, log: Path) -> Iterator[str]:
    """The guide in `root` under `mkdocs serve`; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=root, env=environment, stdout=out, stderr=out) as server,
    ):
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.send_signal(signal.SIGINT)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 60
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < end
        time.sleep(0.2)


def get(address: str) -> str:
    """What the server answers."""
    with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
        text: str = answer.read().decode()
    return text


def test_serves_stays_up_and_recovers(tmp_path: Path) -> None:
    """`serve` answers in both languages, tells a fault, shows the last good pages, recovers."""
    root = copy_guide(tmp_path / "guide")
    table, log = root / "docs/routing.yml", tmp_path / "log"
    good = table.read_text("utf-8")
    with served(root, log) as address:
        until(lambda: "<h1" in get(address))
        assert 'lang="fr"' in get(f"{address}fr/")
        table.write_text(good.replace("after_days: 30", "after_days: soon", 1), "utf-8")
        until(lambda: "This is a text, not a whole number" in log.read_text())
        assert "<h1" in get(address)
        table.write_text(good.replace("I want to know where", "Tell me where"), "utf-8")
        until(lambda: "Tell me where" in get(address))
    assert "Traceback" not in log.read_text()
