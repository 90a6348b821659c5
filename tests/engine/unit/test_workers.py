"""Processes that answer in order; one that dies is replaced, and its batch is not lost."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from enquiry.cli.workers import Workers

HERE = os.getpid()


def doubled(number: int) -> int:
    """The answer to a number."""
    return 2 * number


def doubled_or_dead(number: int) -> int:
    """The same, but every third kills the process that is asked, unless it is the test's own."""
    if number % 3 == 0 and os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def doubled_with_a_word(number: int) -> int:
    """The same, with something said on both streams."""
    os.write(1, b"a word")
    os.write(2, b"a word")
    return 2 * number


def refused(number: int) -> int:
    """No answer."""
    raise LookupError(number)


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("batches", [0, 1, 3, 40])
def test_answers_come_in_order(count: int, batches: int) -> None:
    """Each batch has its answer, in the order of the batches."""
    with Workers(count, doubled) as workers:
        assert list(workers.answers(range(batches))) == [2 * n for n in range(batches)]


def test_killed_process_is_replaced() -> None:
    """The batch of a process that died is checked all the same."""
    with Workers(2, doubled_or_dead) as workers:
        assert list(workers.answers(range(20))) == [2 * n for n in range(20)]


def test_nothing_waits_over_a_pause() -> None:
    """At a pause every answer is given before the next batch is asked for."""
    asked: list[int | None] = []

    def batches() -> Iterator[int | None]:
        for each in (1, 2, None, 3, None, 4):
            asked.append(each)
            yield each

    with Workers(4, doubled) as workers:
        answers = workers.answers(batches())
        assert [next(answers), next(answers)] == [2, 4]
        assert asked == [1, 2, None]
        assert next(answers) == 6
        assert asked == [1, 2, None, 3, None]
        assert list(answers) == [8]


def test_processes_say_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """The processes have none of the command's streams: only the command itself says things."""
    with Workers(2, doubled_with_a_word) as workers:
        assert list(workers.answers([1, 2])) == [2, 4]
    assert capfd.readouterr() == ("", "")


def test_fault_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    """A fault of the check is one of the command, as with one process, and is said once."""
    with Workers(2, refused) as workers, pytest.raises(LookupError):
        list(workers.answers([1, 2]))
    assert capfd.readouterr() == ("", "")


def test_early_end_leaves_no_process() -> None:
    """Who wants no more answers waits for none."""
    with Workers(3, doubled) as workers:
        answers = workers.answers(range(1000))
        assert next(answers) == 0
        processes = list(workers._processes.values())
    assert not [each for each in processes if each.is_alive()]
