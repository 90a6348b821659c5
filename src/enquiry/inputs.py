"""What the command reads: files, folders and standard input, as documents still in bytes."""

from __future__ import annotations

import errno
import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from enquiry.folders import files_in, holds_lines, is_compressed
from enquiry.limits import MAX_BYTES
from enquiry.lines import documents
from enquiry.reading import Unreadable, read
from enquiry.text import Text

STANDARD_INPUT = "-"

NO_FILE = Text(
    "Check the path: there is no such file.",
    "Vérifiez le chemin\u00a0: il n’y a pas de tel fichier.",
)
NO_PERMISSION = Text("Allow this file to be read.", "Permettez la lecture de ce fichier.")
LINK_LOOP = Text(
    "Mend this symbolic link: it leads to itself.",
    "Corrigez ce lien symbolique\u00a0: il mène à lui-même.",
)
NO_REGULAR_FILE = Text(
    "Give a file or a folder; a pipe is read as standard input.",
    "Donnez un fichier ou un dossier\u00a0; un tube se lit par l’entrée standard.",
)
CANNOT_READ = Text(
    "Check this file: the system could not read it.",
    "Vérifiez ce fichier\u00a0: le système n’a pas pu le lire.",
)
DAMAGED_GZIP = Text(
    "Compress this file again: it is damaged or cut short.",
    "Compressez ce fichier de nouveau\u00a0: il est endommagé ou tronqué.",
)
SHRANK = Text(
    "Check this file again: it became shorter while it was read.",
    "Vérifiez ce fichier de nouveau\u00a0: il a raccourci pendant sa lecture.",
)
_SYSTEM_FAULTS = {
    errno.ENOENT: NO_FILE,
    errno.ENOTDIR: NO_FILE,
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.ELOOP: LINK_LOOP,
}


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
        self._total = sum(_size(path) for path, _ in self._files)
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
                self._done += _size(path)

    def _from_standard_input(self) -> Iterator[Item]:
        try:
            for line, raw in _one_or_lines(self._standard_input):
                yield Item(STANDARD_INPUT, line, raw)
        except OSError as error:
            yield Item(STANDARD_INPUT, None, _system_fault(error))

    def _from_file(self, path: str) -> Iterator[Item]:
        line: int | None = None
        try:
            with _open(path) as file:
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
            yield Item(path, line and line + 1, _system_fault(error))


def _expanded(path: str) -> Iterator[tuple[str, Unreadable | None]]:
    if path != STANDARD_INPUT and Path(path).is_dir():
        yield from files_in(path)
    else:
        yield path, None


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size if path != STANDARD_INPUT else 0
    except OSError:
        return 0


def _open(path: str) -> BinaryIO:
    """The file at `path`. Opening a pipe without a writer must not wait for one."""

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    file = open(path, "rb", opener=opener)  # noqa: SIM115  the caller closes it
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise Unreadable(NO_REGULAR_FILE)


def _one_or_lines(stream: BinaryIO) -> Iterator[tuple[int | None, bytes | Unreadable]]:
    """Standard input has no name to tell: one document, or else one in each line.

    It is one where all of it reads as one, or where no line reads as an object of its own.
    """
    head = stream.read(MAX_BYTES + 1)
    if len(head) > MAX_BYTES:
        yield from documents(io.BufferedReader(_Joined(head, stream)))
    elif _reads(head) or not any(_reads(line) for line in head.splitlines() if line[:1] == b"{"):
        yield None, head
    else:
        yield from documents(io.BytesIO(head))


def _reads(raw: bytes) -> bool:
    try:
        read(raw)
    except Unreadable:
        return False
    return True


class _Joined(io.RawIOBase):
    """Bytes that were already read, then the rest of the stream they came from."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def _system_fault(error: OSError) -> Unreadable:
    return Unreadable(_SYSTEM_FAULTS.get(error.errno or 0, CANNOT_READ))
