"""Which files a folder means: its documents, and those of the folders in it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from enquiry.reading import Unreadable
from enquiry.text import Text

LINES = (".ndjson", ".jsonl")
SUFFIXES = (".json", *LINES)

LINK_LOOP = Text(
    "Remove this link: it leads back to a folder that holds it.",
    "Retirez ce lien\u00a0: il ramène à un dossier qui le contient.",
)
UNREADABLE_FOLDER = Text("Allow this folder to be read.", "Permettez la lecture de ce dossier.")


def is_document(name: str) -> bool:
    """Whether a folder's file of this name is one of its documents."""
    return _plain(name).endswith(SUFFIXES)


def holds_lines(name: str) -> bool:
    """Whether a file of this name holds a document in each line."""
    return _plain(name).endswith(LINES)


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
        yield folder, Unreadable(LINK_LOOP)
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
