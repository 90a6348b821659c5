"""What ends the command from outside: Ctrl-C, SIGTERM, SIGHUP. Each ends it quietly."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class EndedError(BaseException):
    """A signal asked the command to end. `status` is the one that a shell gives it."""

    def __init__(self, number: int) -> None:
        self.status = 128 + number


@contextmanager
def ending_quietly() -> Iterator[None]:
    """Within, SIGTERM and SIGHUP raise EndedError, unless they are ignored as below nohup."""
    before = {}
    try:
        for number in _ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _end)
    except ValueError:  # not the main thread, to which no signal comes
        pass
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def held_back() -> Iterator[None]:
    """Within, signals wait, so that a process that is started here is not hit half-way."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, *_ENDING])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_parent() -> None:
    """For a process that was started: the parent decides what Ctrl-C means, the rest ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _ENDING:
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _end(number: int, _frame: object) -> NoReturn:
    raise EndedError(number)
