"""What the command reads: files, folders, pipes and standard input, as documents still in bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from enquiry.intake.files import (
    CLOSED_INPUT,
    EMPTY_FOLDER,
    READ_ERRORS,
    SHRANK,
    files_in,
    holds_lines,
    is_compressed,
    open_file,
    read_error,
    size_of,
)
from enquiry.intake.gzip_stream import MAGIC, Unpacked
from enquiry.intake.limits import MAX_BYTES, Unreadable
from enquiry.intake.streams import (
    CHUNK,
    Begun,
    Pieces,
    Stream,
    chunks,
    documents,
    one_or_lines,
    up_to,
)

STANDARD_INPUT = "-"
_ALSO_STANDARD_INPUT = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
_NAMELESS = ("/dev/", "/proc/")
"""Where the name of a file, such as /dev/fd/63, does not say what it holds."""


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
        source, line, content = self
        if line is None or isinstance(content, Unreadable):
            yield Item(*self)
            return
        for number, raw in documents(content):
            yield Item(source, line + number, raw)


class _Found(NamedTuple):
    """A path to read, or the reason why there is nothing to read at it."""

    path: str
    reason: Unreadable | None
    in_folder: bool


class Inputs:
    """The content of the given paths, in their order. Reading one never stops the next.

    With `lines` each of them holds a document a line, whatever its name. `standard_input` is None
    where it is closed.
    """

    def __init__(
        self, paths: Sequence[str], standard_input: BinaryIO | None, *, lines: bool = False
    ) -> None:
        self._standard_input = standard_input
        self._lines = lines
        self._files = [found for path in paths or [STANDARD_INPUT] for found in _expanded(path)]
        self._total = sum(size_of(found.path) for found in self._files)
        self._done = 0
        self._current: BinaryIO | None = None

    def fraction_read(self) -> float | None:
        """How much of the files is read, from 0 to 1; None where it cannot be known."""
        current = self._current.tell() if self._current and not self._current.closed else 0
        return min((self._done + current) / self._total, 1.0) if self._total else None

    def __iter__(self) -> Iterator[Chunk | None]:
        """The content. None stands wherever reading on may wait for somebody to write."""
        for path, reason, in_folder in self._files:
            if reason:
                yield Chunk(path, None, reason)
                continue
            try:
                if path == STANDARD_INPUT or path in _ALSO_STANDARD_INPUT:
                    yield from self._from_standard_input(path)
                else:
                    yield from self._from_file(path, in_folder)
            except Unreadable as error:
                yield Chunk(path, None, error)
            except READ_ERRORS as error:
                yield Chunk(path, None, read_error(error))
            self._done += size_of(path)

    def _from_standard_input(self, source: str) -> Iterator[Chunk | None]:
        if self._standard_input is None:
            raise Unreadable(CLOSED_INPUT)
        yield None
        yield from self._content(source, _opened(self._standard_input))

    def _from_file(self, path: str, in_folder: bool) -> Iterator[Chunk | None]:
        if not os.path.isfile(path):  # noqa: PTH113  Path.is_file may raise
            yield None
        with open_file(path, in_folder=in_folder) as file:
            status = os.fstat(file.fileno())
            is_regular = stat.S_ISREG(status.st_mode)
            stream = _opened(file, packed=is_compressed(path))
            size = status.st_size if is_regular and not isinstance(stream, Unpacked) else 0
            if is_regular:
                self._current = file
            if self._lines or holds_lines(path):
                yield from _lines(path, stream)
            elif is_regular and not path.startswith(_NAMELESS):
                yield Chunk(path, None, up_to(stream, MAX_BYTES + 1))
                size = min(size, MAX_BYTES + 1)
            else:
                yield from self._content(path, stream)
            if size and file.tell() < size and not file.read(1):
                yield Chunk(path, None, Unreadable(SHRANK))

    def _content(self, source: str, stream: Stream) -> Iterator[Chunk | None]:
        """What comes by a way that does not say whether it is one document or one a line."""
        document, rest = (None, stream) if self._lines else one_or_lines(stream)
        if document is None:
            yield from _lines(source, rest)
        else:
            yield Chunk(source, None, document)


def _opened(file: BinaryIO, *, packed: bool = False) -> Stream:
    """The bytes of a file, unpacked where its name or its first bytes say that they are packed."""
    pieces = Pieces(file)
    head = b""
    while len(head) < len(MAGIC) and (piece := pieces.read1(CHUNK)):
        head += piece
    stream = Begun(head, pieces)
    return Unpacked(stream) if packed or head.startswith(MAGIC) else stream


def _lines(source: str, stream: Stream) -> Iterator[Chunk | None]:
    line = 1
    for content in chunks(stream):
        if content is None:
            yield None
            continue
        yield Chunk(source, line, content)
        line += content.count(b"\n") if isinstance(content, bytes) else 0


def _expanded(path: str) -> Iterator[_Found]:
    if path == STANDARD_INPUT or not os.path.isdir(path):  # noqa: PTH112  Path.is_dir may raise
        yield _Found(path, None, False)
        return
    is_empty = True
    for found, reason in files_in(path):
        yield _Found(found, reason, True)
        is_empty = False
    if is_empty:
        yield _Found(path, Unreadable(EMPTY_FOLDER), True)
