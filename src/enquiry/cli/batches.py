"""Check documents in batches, in one process or in several, and keep their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from enquiry.cli.reporters import REPORTERS, Directions, Format, Report, Style
from enquiry.guide import Guide
from enquiry.intake.inputs import Chunk, Item
from enquiry.intake.json_reader import read
from enquiry.intake.limits import Unreadable
from enquiry.intake.streams import CHUNK, MAX_LINES
from enquiry.validation.engines import Fast, fastest
from enquiry.validation.result import Result, unreadable

MAX_CHUNKS = 1024


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What to do with each document: check it by `guide` on the day `today`, and report it."""

    guide: Guide
    today: date
    format: Format
    style: Style

    def in_words(self) -> str:
        """By what the documents are checked, for a person who wants to be sure of it."""
        engine = "jsonschema-rs" if fastest() is Fast else "jsonschema"
        return f"{self.guide.files.schema}, {engine}, as of {self.today}"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The report on some documents, in the order of the input, and how many there were."""

    output: str = ""
    documents: int = 0
    invalid: int = 0
    unreadable: int = 0
    advised: int = 0


def results(
    chunks: Iterable[Chunk | None], options: RunOptions, jobs: int
) -> Iterator[BatchResult]:
    """The result of each batch of chunks, in order, from `jobs` processes.

    At None, where reading on may wait, the results of all that came before are given first.
    """
    batches, check = _batches(chunks), partial(check_batch, options)
    if jobs == 1:
        yield from (check(batch) for batch in batches if batch)
        return
    from enquiry.cli.workers import Workers  # which one process does without

    with Workers(jobs, check) as workers:
        yield from workers.answers(batches)


def check_batch(options: RunOptions, batch: Sequence[Chunk]) -> BatchResult:
    """Checks one batch."""
    output: list[str] = []
    announce, style = REPORTERS[options.format], options.style
    announces_all = options.format == "jsonl" or style.routes or style.verbose
    documents = invalid = unread = advised = 0
    for chunk in batch:
        for item in chunk.items():
            documents += 1
            document, result = _judged(item, options)
            # Most documents are valid and deserve no caution.
            if result.problems or result.warnings:
                unread += result.unreadable
                invalid += not result.valid
                advised += bool(result.warnings)
            elif not announces_all:
                continue
            output.append(announce(_report(item, document, result, options), style))
    return BatchResult("".join(output), documents, invalid - unread, unread, advised)


def _judged(item: Item, options: RunOptions) -> tuple[Any, Result]:
    """The document, or the reason why there is none, and its result."""
    try:
        document = read(item.content())
    except Unreadable as reason:
        return reason, unreadable(options.guide.phrases(reason.message))
    return document, options.guide.validator(document, options.today)


def _report(item: Item, document: Any, result: Result, options: RunOptions) -> Report:
    if isinstance(document, Unreadable):
        return Report(Item(item.source, item.line, document), result)
    if not (options.style.routes and result.valid):
        return Report(item, result)
    from enquiry.routing.router import describe  # which validate does without

    answer = options.guide.route(document, today=options.today)
    return Report(
        item,
        result,
        Directions(answer, describe(answer, document, options.guide.table, options.guide.phrases)),
    )


def _batches(chunks: Iterable[Chunk | None]) -> Iterator[list[Chunk] | None]:
    """Small chunks together, up to about the size of a large one."""
    batch: list[Chunk] = []
    size = lines = 0
    for chunk in chunks:
        if chunk is not None:
            batch.append(chunk)
            if isinstance(chunk.content, bytes):
                size += len(chunk.content)
                lines += chunk.content.count(b"\n") if chunk.line else 1
        if chunk is None or len(batch) >= MAX_CHUNKS or size >= CHUNK or lines >= MAX_LINES:
            if batch:
                yield batch
            batch, size, lines = [], 0, 0
        if chunk is None:
            yield None
    if batch:
        yield batch
