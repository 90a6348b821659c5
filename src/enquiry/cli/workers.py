"""Processes that check batches, none of which outlives the command.

Each has a pipe of its own and ends when that is closed, by whatever death the command dies: so no
signal has to be passed on. It holds none of the command's standard streams, so that a reader sees
their end at once. A process that dies alone costs nothing but time: its batch is checked here.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


class Workers(Generic[Batch, Answer]):
    """Up to `count` processes that answer with `check(batch)`, each started when needed."""

    def __init__(self, count: int, check: Callable[[Batch], Answer]) -> None:
        self._count = count
        self._check = check
        # A fork begins with everything loaded; where there is none, it takes a little longer.
        forks = "fork" in get_all_start_methods()
        self._context: Any = get_context("fork" if forks else None)
        self._processes: dict[Connection, Any] = {}
        self._idle: list[Connection] = []
        self._waiting: deque[tuple[Connection, Batch]] = deque()

    def answers(self, batches: Iterable[Batch | None]) -> Iterator[Answer]:
        """The answer to each batch, in their order. At None those to all before are given first."""
        for batch in batches:
            if batch is None:
                while self._waiting:
                    yield self._next_answer()
                continue
            if self._idle or len(self._processes) < self._count:
                self._give(batch)
            else:
                answer = self._next_answer()
                self._give(batch)
                yield answer
        while self._waiting:
            yield self._next_answer()

    def __enter__(self) -> Workers[Batch, Answer]:
        return self

    def __exit__(self, *_error: object) -> None:
        for ours in self._processes:
            ours.close()
        for process in self._processes.values():
            if self._waiting:  # nobody wants these answers any more
                process.terminate()
            process.join()

    def _give(self, batch: Batch) -> None:
        worker = self._idle.pop() if self._idle else self._start()
        # One that has died is noticed when its answer is due.
        with contextlib.suppress(OSError):
            worker.send(batch)
        self._waiting.append((worker, batch))

    def _next_answer(self) -> Answer:
        worker, batch = self._waiting.popleft()
        try:
            answer: Answer = worker.recv()
        except (EOFError, OSError):
            worker.close()
            self._processes.pop(worker).join()
            return self._check(batch)
        self._idle.append(worker)
        return answer

    def _start(self) -> Connection:
        ours, theirs = self._context.Pipe()
        inherited = [ours, *self._processes]
        process = self._context.Process(target=_work, args=(theirs, inherited, self._check))
        process.daemon = True
        with _interrupts_held_back():
            process.start()
        theirs.close()
        self._processes[ours] = process
        return ours  # type: ignore[no-any-return]


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Within, Ctrl-C waits: it must not hit a process that has not yet left it to the command."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(theirs: Connection, inherited: Sequence[Connection], check: Callable[[Any], Any]) -> None:
    """Answers until the command closes its end. Nothing is said here: the command checks again
    what gets no answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As long as anyone holds the command's ends of the pipes, these never count as closed.
    for each in inherited:
        each.close()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    with contextlib.suppress(Exception):
        while True:
            theirs.send(check(theirs.recv()))
