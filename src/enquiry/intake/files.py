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
from enquiry.text import Text

LINE_SUFFIXES = (".ndjson", ".jsonl")
SUFFIXES = (".json", *LINE_SUFFIXES)

LOOPING_FOLDER = Text(
    "Remove this link: it leads back to a folder that holds it.",
    "Retirez ce lien\u00a0: il ramène à un dossier qui le contient.",
)
UNREADABLE_FOLDER = Text("Allow this folder to be read.", "Permettez la lecture de ce dossier.")
NO_FILE = Text(
    "Check the path: there is no such file.",
    "Vérifiez le chemin\u00a0: il n’y a pas de tel fichier.",
)
NO_PERMISSION = Text("Allow this file to be read.", "Permettez la lecture de ce fichier.")
LINK_LOOP = Text(
    "Fix this symbolic link: it leads to itself.",
    "Corrigez ce lien symbolique\u00a0: il mène à lui-même.",
)
EMPTY_FOLDER = Text(
    "Check the path: this folder holds no .json, .ndjson or .jsonl.",
    "Vérifiez le chemin\u00a0: ce dossier ne contient aucun fichier .json, .ndjson ou .jsonl.",
)
NO_DOCUMENTS = Text(
    "Give a file, a folder or a pipe.",
    "Donnez un fichier, un dossier ou un tube.",
)
PIPE_IN_FOLDER = Text(
    "Name this pipe itself: of a folder only the files are read.",
    "Nommez ce tube lui-même\u00a0: d’un dossier, seuls les fichiers sont lus.",
)
CLOSED_INPUT = Text(
    "Give a path: standard input is closed.",
    "Donnez un chemin\u00a0: l’entrée standard est fermée.",
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
