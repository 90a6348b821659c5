"""Writing into a publisher's files, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def rewrite(path: Path, text: str) -> None:
    """Puts `text` in place of a file at once, or leaves the file as it is. May raise OSError.

    A file that is there keeps its line ends and its permissions.
    """
    path = path.resolve()
    is_there = path.exists()
    end = "\r\n" if is_there and b"\r\n" in path.read_bytes() else "\n"
    mode = path.stat().st_mode & 0o777 if is_there else 0o644
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline=end) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
