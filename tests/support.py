"""What several tests call: MkDocs, a copy of a guide to break, a site behind an address."""

from __future__ import annotations

import asyncio
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from enquiry.guide_files import SCHEMA
from enquiry.phrases import Phrases
from enquiry.schema.fields import languages
from enquiry.text import Text

_T = TypeVar("_T")
ROOT = Path(__file__).resolve().parents[1]
HARBOUR = ROOT / "tests/guides/harbour"
"""The guide of a made-up harbour office, on which the engine is tested."""
TOWN = ROOT / "tests/guides/town"
"""Table and schema of another one, in English, Spanish and Arabic, without most of its pages."""

tested_guide = ROOT
"""The guide that the tests in `tests/guide` are about: that of `--guide`, once it is read."""

LANGUAGES = ("en", "fr")
"""The languages of that guide."""

PARTS = ("docs", "schema", "hooks", "overrides", "mkdocs.yml")


def en_fr(en: str, fr: str) -> Text:
    """A text in English and in French."""
    return Text.of({"en": en, "fr": fr})


def in_harbour(phrase: Text) -> Text:
    """What the engine itself says, in the languages of the harbour."""
    return Phrases(LANGUAGES)(phrase)


def guide_languages() -> tuple[str, ...]:
    """The languages of the guide that the tests in `tests/guide` are about."""
    return languages(json.loads((tested_guide / SCHEMA).read_text("utf-8")))


def in_turn(ways: Sequence[_T], language: str) -> Sequence[_T]:
    """Of two ways to test a page, that of a language: the next language has the other, and the only
    language of a guide has both."""
    step = min(2, len(guide_languages()))
    return ways[guide_languages().index(language) % step :: step]


def mkdocs(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs on the guide in `root` as the Makefile does."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_guide(to: Path, guide: Path = HARBOUR) -> Path:
    """A copy of what a publisher edits, to break in a test."""
    to.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = guide / part
        if source.is_dir():
            shutil.copytree(source, to / part, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, to / part)
    return to


def build_once(guide: Path, shared: Path) -> Path:
    """The built site of a guide, in `shared / the guide's name`, built by the first who asks."""
    with once(shared, guide.name) as to_build:
        if to_build:
            done = mkdocs(guide, "build", "--strict", "--site-dir", str(to_build))
            assert done.returncode == 0, done.stdout + done.stderr
            assert "WARNING" not in done.stderr
    return shared / guide.name


@contextmanager
def once(folder: Path, name: str) -> Iterator[Path | None]:
    """Give `folder / name` to the first worker that asks, None to the others once it is filled."""
    made, claim = folder / name, folder / f"{name}.claim"
    done = folder / f"{name}.done"
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        wait_for(done)
        yield None
        return
    yield made
    done.touch()


def wait_for(path: Path, seconds: float = 120) -> None:
    """Wait until `path` exists."""
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path} was not made"
        time.sleep(0.1)


def finished(work: Coroutine[Any, Any, _T]) -> _T:
    """What a coroutine gives, in a loop of its own: that of Playwright may run in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


EMPTY = "/empty"
"""The address of a page of no site, which loads at once."""


class Files(http.server.SimpleHTTPRequestHandler):
    """Serves the site with the headers of its `_headers` file, as hosts do that know one."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - the base class declares it so
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
    }

    def do_GET(self) -> None:
        """A file of the site, or the empty page."""
        if self.path != EMPTY:
            super().do_GET()
            return
        content = b"<!doctype html><title>.</title><link rel=icon href=/assets/icon.svg>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """The headers of `_headers` come with every answer."""
        ready = Path(self.directory, "_headers")
        for line in ready.read_text("utf-8").splitlines() if ready.is_file() else ():
            if line.startswith("  "):
                name, _, value = line.strip().partition(": ")
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The built site behind an address, which ends in a slash."""
    handler = functools.partial(Files, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
