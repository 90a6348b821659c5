"""Check documents in batches, in one process or in several, and keep their order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from enquiry.cli.reporters import REPORTERS, Directions, Format, Report
from enquiry.intake.inputs import Chunk, Item
from enquiry.intake.json_reader import read
from enquiry.intake.limits import Unreadable
from enquiry.intake.streams import CHUNK
from enquiry.text import Language
from enquiry.validation.result import unreadable
from enquiry.validation.validator import default_validator

if TYPE_CHECKING:
    from concurrent.futures import Future

    from enquiry.routing.table import Table

MAX_CHUNKS = 1024


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What to do with each document: check it on the day `today`, route it, report it."""

    today: date
    format: Format
    language: Language
    routes: bool = False


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The report on some documents, in the order of the input, and how many there were."""

    output: str = ""
    documents: int = 0
    invalid: int = 0
    unreadable: int = 0
    advised: int = 0


def results(chunks: Iterable[Chunk], options: RunOptions, jobs: int) -> Iterator[BatchResult]:
    """The result of each batch of chunks, in order, from `jobs` processes."""
    batches = _batches(chunks)
    if jobs == 1:
        yield from (check_batch(batch, options) for batch in batches)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_parent) as pool:
        waiting: deque[Future[BatchResult]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(check_batch, batch, options))
                # Bounded, so that reading never runs ahead of checking.
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            # Waits for the batches at work, which are short: a pool that is left to end by itself
            # may complain on standard error while Python shuts down.
            pool.shutdown(cancel_futures=True)


def check_batch(batch: Sequence[Chunk], options: RunOptions) -> BatchResult:
    """Checks one batch."""
    reports = [_report(item, options) for chunk in batch for item in chunk.items()]
    # Most documents are valid and deserve no caution: only the others are counted.
    notable = [
        report.result for report in reports if report.result.problems or report.result.warnings
    ]
    unread = sum(result.unreadable for result in notable)
    announce = REPORTERS[options.format]
    return BatchResult(
        output="".join([announce(report, options.language) for report in reports]),
        documents=len(reports),
        invalid=sum(not result.valid for result in notable) - unread,
        unreadable=unread,
        advised=sum(bool(result.warnings) for result in notable),
    )


def _report(item: Item, options: RunOptions) -> Report:
    try:
        document = read(item.content())
    except Unreadable as reason:
        return Report(Item(item.source, item.line, reason), unreadable(reason.message))
    result = default_validator()(document, options.today)
    if not (options.routes and result.valid):
        return Report(item, result)
    from enquiry.routing.router import describe, route  # which validate does without

    answer = route(document, _shipped_table(), options.today)
    return Report(item, result, Directions(answer, describe(answer, document, _shipped_table())))


@cache
def _shipped_table() -> Table:
    from enquiry.routing.loader import load_table  # reads YAML, which validate does without

    return load_table()


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
