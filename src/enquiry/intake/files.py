"""Files that may be anything: which a folder means, how one is opened, why one cannot be read."""

from __future__ import annotations

import errno
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from enquiry.intake.limits import Unreadable
from enquiry.phrases import phrase

LINE_SUFFIXES = (".ndjson", ".jsonl")
SUFFIXES = (".json", *LINE_SUFFIXES)

LOOPING_FOLDER = phrase("looping_folder")
UNREADABLE_FOLDER = phrase("unreadable_folder")
NO_FILE = phrase("no_file")
NO_PERMISSION = phrase("no_permission")
LINK_LOOP = phrase("link_loop")
EMPTY_FOLDER = phrase("empty_folder")
NO_DOCUMENTS = phrase("no_documents")
PIPE_IN_FOLDER = phrase("pipe_in_folder")
CLOSED_INPUT = phrase("closed_input")
CANNOT_READ = phrase("cannot_read")
DAMAGED_GZIP = phrase("damaged_gzip")
SHRANK = phrase("shrank")
READ_ERRORS = (OSError, EOFError, zlib.error)
_SYSTEM_ERRORS = {
    errno.ENOENT: NO_FILE,
    errno.ENOTDIR: NO_FILE,
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.ELOOP: LINK_LOOP,
}


def open_file(path: str, *, in_folder: bool) -> BinaryIO:
    """The file, or the pipe, at `path`. A pipe may have to wait for its writer.

    One that merely lies in a folder that was named must not wait. Raises Unreadable for what holds
    no documents, and OSError.
    """
    mode = Path(path).stat().st_mode
    if stat.S_ISREG(mode):
        return open(path, "rb", opener=_without_waiting)
    if in_folder:
        raise Unreadable(PIPE_IN_FOLDER)
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        return Path(path).open("rb")
    raise Unreadable(NO_DOCUMENTS)


def _without_waiting(name: str, flags: int) -> int:
    """Should a pipe have taken the file's place since, nobody waits for its writer."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def size_of(path: str) -> int:
    """The bytes in the file at `path`; 0 where that cannot be known."""
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def read_error(error: Exception) -> Unreadable:
    """One of READ_ERRORS in a reader's words."""
    if isinstance(error, EOFError | zlib.error):
        return Unreadable(DAMAGED_GZIP)
    return Unreadable(_SYSTEM_ERRORS.get(getattr(error, "errno", 0), CANNOT_READ))


def is_document(name: str) -> bool:
    """Whether a folder's file of this name is one of its documents."""
    return _plain(name).endswith(SUFFIXES)


def holds_lines(name: str) -> bool:
    """Whether a file of this name holds a document in each line."""
    return _plain(name).endswith(LINE_SUFFIXES)


def is_compressed(name: str) -> bool:
    """Whether a file of this name is compressed with gzip."""
    return name.lower().endswith(".gz")


def _plain(name: str) -> str:
    return name.lower().removesuffix(".gz")


def files_in(folder: str) -> Iterator[tuple[str, Unreadable | None]]:
    """The paths of a folder's documents, by name; with the reason where one cannot be had.

    Links to folders are followed, each folder once; one that leads back is named.
    """
    yield from _files_in(folder, (), set())


def _files_in(
    folder: str, above: tuple[str, ...], seen: set[str]
) -> Iterator[tuple[str, Unreadable | None]]:
    real = os.path.realpath(folder)
    if real in above:
        yield folder, Unreadable(LOOPING_FOLDER)
        return
    if real in seen:
        return
    seen.add(real)
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError:
        yield folder, Unreadable(UNREADABLE_FOLDER)
        return
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118  Path would drop a leading "./"
        if os.path.isdir(path):  # noqa: PTH112  Path.is_dir may raise
            yield from _files_in(path, (*above, real), seen)
        elif is_document(name):
            yield path, None
