"""The progress bar, which leaves nothing behind."""

from __future__ import annotations

import io
import sys

import pytest

from enquiry.cli import progress
from enquiry.cli.progress import Progress


class Terminal(io.StringIO):
    """Standard error on a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def on_a_terminal(patch: pytest.MonkeyPatch) -> Terminal:
    """Standard error, now a terminal. (What a fixture puts there pytest takes away again.)"""
    terminal = Terminal()
    patch.setattr(sys, "stderr", terminal)
    return terminal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that have passed: the test's own."""
    seconds = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: seconds[0])
    return seconds


def test_work_of_a_second_shows_nothing(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is drawn, and nothing removed, before the first second is over."""
    terminal = on_a_terminal(monkeypatch)
    bar = Progress()
    clock[0] += 0.9
    bar.show(1_000, 0.5)
    bar.clear()
    assert terminal.getvalue() == ""


def test_longer_work_shows_a_bar_and_removes_it(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a second the bar says how much is done; what is printed next has an empty line."""
    terminal = on_a_terminal(monkeypatch)
    bar = Progress()
    clock[0] += 1.1
    bar.show(1_000, 0.5)
    clock[0] += 0.01
    bar.show(1_001, 0.5)
    assert terminal.getvalue() == f"\r[{'#' * 15}{'.' * 15}]  50% 1,000 documents"
    bar.clear()
    bar.clear()
    assert terminal.getvalue().endswith(" documents\r\033[K")


def test_work_of_unknown_length_counts_documents(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody knows how much there is, the number of documents is all."""
    terminal = on_a_terminal(monkeypatch)
    bar = Progress()
    clock[0] += 1.1
    bar.show(7, None)
    assert terminal.getvalue() == "\r7 documents"


def test_quiet_no_bar(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """Who wants it quiet gets no bar."""
    terminal = on_a_terminal(monkeypatch)
    bar = Progress(quiet=True)
    clock[0] += 60
    bar.show(1_000, 0.5)
    assert terminal.getvalue() == ""


def test_no_terminal_no_bar(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a pipe never gets a bar, nor does a stream that is closed."""
    for stream in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stderr", stream)
        bar = Progress()
        clock[0] += 60
        bar.show(1_000, 0.5)
        bar.clear()
        assert stream is None or stream.getvalue() == ""
