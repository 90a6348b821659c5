"""What the command reads: files, folders and standard input, as documents still in bytes."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple, cast

from enquiry.intake.files import (
    READ_ERRORS,
    SHRANK,
    files_in,
    holds_lines,
    is_compressed,
    open_file,
    read_error,
    size_of,
)
from enquiry.intake.limits import MAX_BYTES, Unreadable
from enquiry.intake.streams import Stream, chunks, documents, one_or_lines

STANDARD_INPUT = "-"


class Item(NamedTuple):
    """One document to check: where it came from, its line (None for a whole file), its bytes.

    Instead of bytes it holds the reason where there is nothing to check.
    """

    source: str
    line: int | None
    raw: bytes | Unreadable

    def content(self) -> bytes:
        """The bytes. Raises Unreadable where there are none."""
        if isinstance(self.raw, Unreadable):
            raise self.raw
        return self.raw


class Chunk(NamedTuple):
    """One whole document (`line` is None), or some lines of documents from `line` on."""

    source: str
    line: int | None
    content: bytes | Unreadable

    def items(self) -> Iterator[Item]:
        """The documents in the chunk."""
        if self.line is None or isinstance(self.content, Unreadable):
            yield Item(*self)
            return
        for number, raw in documents(self.content):
            yield Item(self.source, self.line + number, raw)


class Inputs:
    """The content of the given paths, in their order. Reading one never stops the next."""

    def __init__(self, paths: Sequence[str], standard_input: BinaryIO) -> None:
        self._standard_input = standard_input
        self._files = [found for path in paths or [STANDARD_INPUT] for found in _expanded(path)]
        self._total = sum(size_of(path) for path, _ in self._files)
        self._done = 0
        self._current: BinaryIO | None = None

    def fraction_read(self) -> float | None:
        """How much of the files is read, from 0 to 1; None where it cannot be known."""
        current = self._current.tell() if self._current and not self._current.closed else 0
        return min((self._done + current) / self._total, 1.0) if self._total else None

    def __iter__(self) -> Iterator[Chunk]:
        for path, reason in self._files:
            if reason:
                yield Chunk(path, None, reason)
            elif path == STANDARD_INPUT:
                yield from self._from_standard_input()
            else:
                yield from self._from_file(path)
                self._done += size_of(path)

    def _from_standard_input(self) -> Iterator[Chunk]:
        try:
            document, stream = one_or_lines(self._standard_input)
        except OSError as error:
            yield Chunk(STANDARD_INPUT, None, read_error(error))
            return
        if document is None:
            yield from _lines(STANDARD_INPUT, stream)
        else:
            yield Chunk(STANDARD_INPUT, None, document)

    def _from_file(self, path: str) -> Iterator[Chunk]:
        try:
            with open_file(path) as file:
                self._current = file
                size = os.fstat(file.fileno()).st_size
                stream: BinaryIO | gzip.GzipFile = file
                if is_compressed(path):
                    stream, size = gzip.GzipFile(fileobj=file), 0
                if holds_lines(path):
                    yield from _lines(path, cast("Stream", stream))
                else:
                    yield Chunk(path, None, stream.read(MAX_BYTES + 1))
                    size = min(size, MAX_BYTES + 1)
                if file.tell() < size and not file.read(1):
                    yield Chunk(path, None, Unreadable(SHRANK))
        except Unreadable as reason:
            yield Chunk(path, None, reason)
        except READ_ERRORS as error:
            yield Chunk(path, None, read_error(error))


def _lines(source: str, stream: Stream) -> Iterator[Chunk]:
    line = 1
    for content in chunks(stream):
        yield Chunk(source, line, content)
        line += content.count(b"\n") if isinstance(content, bytes) else 0


def _expanded(path: str) -> Iterator[tuple[str, Unreadable | None]]:
    if path != STANDARD_INPUT and os.path.isdir(path):  # noqa: PTH112  Path.is_dir may raise
        yield from files_in(path)
    else:
        yield path, None
