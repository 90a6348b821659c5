"""What the command reads: files, folders and standard input, as documents still in bytes."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from enquiry.files import DAMAGED_GZIP, SHRANK, open_file, size_of, system_fault
from enquiry.folders import files_in, holds_lines, is_compressed
from enquiry.limits import MAX_BYTES
from enquiry.lines import documents
from enquiry.reading import Unreadable
from enquiry.stdin import one_or_lines

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Item:
    """One document to check: whence it comes, its line (None for a whole file), its bytes.

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


class Inputs:
    """The documents of the given paths, in their order. Reading one never stops the next."""

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

    def __iter__(self) -> Iterator[Item]:
        for path, fault in self._files:
            if fault:
                yield Item(path, None, fault)
            elif path == STANDARD_INPUT:
                yield from self._from_standard_input()
            else:
                yield from self._from_file(path)
                self._done += size_of(path)

    def _from_standard_input(self) -> Iterator[Item]:
        try:
            for line, raw in one_or_lines(self._standard_input):
                yield Item(STANDARD_INPUT, line, raw)
        except OSError as error:
            yield Item(STANDARD_INPUT, None, system_fault(error))

    def _from_file(self, path: str) -> Iterator[Item]:
        line: int | None = None
        try:
            with open_file(path) as file:
                self._current = file
                size = os.fstat(file.fileno()).st_size
                content: BinaryIO | gzip.GzipFile = file
                if is_compressed(path):
                    content, size = gzip.GzipFile(fileobj=file), 0
                if holds_lines(path):
                    for line, raw in documents(content):
                        yield Item(path, line, raw)
                else:
                    yield Item(path, None, content.read(MAX_BYTES + 1))
                    size = min(size, MAX_BYTES + 1)
                if file.tell() < size and not file.read(1):
                    raise Unreadable(SHRANK)  # noqa: TRY301  told like every other fault
        except Unreadable as fault:
            yield Item(path, line and line + 1, fault)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Item(path, line and line + 1, Unreadable(DAMAGED_GZIP))
        except OSError as error:
            yield Item(path, line and line + 1, system_fault(error))


def _expanded(path: str) -> Iterator[tuple[str, Unreadable | None]]:
    if path != STANDARD_INPUT and os.path.isdir(path):  # noqa: PTH112  Path.is_dir may raise
        yield from files_in(path)
    else:
        yield path, None
