"""Check documents in batches, in one process or in several, and keep their order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from enquiry.inputs import Chunk, Item
from enquiry.lines import CHUNK
from enquiry.reading import Unreadable, read
from enquiry.reporters import REPORTERS, Format, Report
from enquiry.result import unreadable
from enquiry.text import Language
from enquiry.validator import default_validator

if TYPE_CHECKING:
    from concurrent.futures import Future

MAX_CHUNKS = 1024


@dataclass(frozen=True, slots=True)
class Work:
    """What to do with each document: check it on the day `today`, route it, say so."""

    today: date
    format: Format
    language: Language
    routes: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said about some documents, in the order of the input, and how many there were."""

    output: str = ""
    documents: int = 0
    invalid: int = 0
    unreadable: int = 0
    advised: int = 0


def outcomes(chunks: Iterable[Chunk], work: Work, jobs: int) -> Iterator[Outcome]:
    """The outcome of each batch of chunks, in order, from `jobs` processes."""
    batches = _batches(chunks)
    if jobs == 1:
        yield from (outcome(batch, work) for batch in batches)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_parent) as pool:
        waiting: deque[Future[Outcome]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(outcome, batch, work))
                # Bounded, so that reading never runs ahead of checking.
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def outcome(batch: Sequence[Chunk], work: Work) -> Outcome:
    """Checks one batch."""
    reports = [_report(item, work) for chunk in batch for item in chunk.items()]
    # Most documents are valid and deserve no caution: only the others are counted.
    results = [
        report.result for report in reports if report.result.problems or report.result.warnings
    ]
    unread = sum(result.unreadable for result in results)
    say = REPORTERS[work.format]
    return Outcome(
        output="".join([say(report, work.language) for report in reports]),
        documents=len(reports),
        invalid=sum(not result.valid for result in results) - unread,
        unreadable=unread,
        advised=sum(bool(result.warnings) for result in results),
    )


def _report(item: Item, work: Work) -> Report:
    try:
        document = read(item.content())
    except Unreadable as fault:
        return Report(Item(item.source, item.line, fault), unreadable(fault.message))
    result = default_validator()(document, work.today)
    if not (work.routes and result.valid):
        return Report(item, result)
    from enquiry.directions import directions

    return Report(item, result, directions(document, work.today))


def _batches(chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    """Small chunks together, up to about the size of a large one."""
    batch: list[Chunk] = []
    size = 0
    for chunk in chunks:
        batch.append(chunk)
        size += len(chunk.content) if isinstance(chunk.content, bytes) else 0
        if len(batch) >= MAX_CHUNKS or size >= CHUNK:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
