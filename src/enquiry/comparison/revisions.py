"""A guide as it was in an earlier revision of its repository, by way of git."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from enquiry.authoring.settings import SETTINGS

_OF_A_GUIDE = ("docs", "schema", SETTINGS)
_READ = frozenset({".md", ".yml", ".json"})
_MOST_BYTES = 64 * 1024 * 1024
_COMMIT = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_TREE_ENTRY = re.compile(rb"100(?:644|755) blob ([0-9a-f]+)\t(.+)", re.DOTALL)


class RevisionError(Exception):
    """There is no such revision, or no guide in it; the text says which."""


@contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """A folder with what `revision` of the guide in `root` says to readers, while it is used.

    Links and whatever is no text of a guide stay behind. Raises RevisionError.
    """
    commit = _commit(root, revision)
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", *_OF_A_GUIDE)
    entries = (_TREE_ENTRY.fullmatch(line) for line in listed.split(b"\0"))
    blobs = {name: match[1] for match in entries if match and (name := _name(match[2]))}
    if not blobs:
        raise RevisionError(f"there is no guide in the revision {revision}")
    with TemporaryDirectory(prefix="enquiry-") as folder:
        contents = _contents(root, list(blobs.values()))
        for name, content in zip(blobs, contents, strict=True):
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield Path(folder)


def _commit(root: Path, revision: str) -> str:
    # What begins with a hyphen would be an option, and no revision does.
    wanted = f"{revision}^{{commit}}"
    found = (
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        if revision and not revision.startswith("-") and revision.isprintable()
        else b""
    )
    commit = found.decode("ascii", "replace").strip().splitlines()[-1:]
    if not commit or not _COMMIT.fullmatch(commit[0]):
        raise RevisionError(f"{revision} is no folder of a guide, and no revision of this one")
    return commit[0]


def _name(path: bytes) -> str | None:
    """The path of a file that is read, below the guide's folder; None of any other."""
    try:
        name = PurePosixPath(path.decode())
    except UnicodeDecodeError:
        return None
    is_inside = not name.is_absolute() and ".." not in name.parts
    return str(name) if is_inside and name.suffix in _READ else None


def _contents(root: Path, blobs: list[bytes]) -> Iterator[bytes]:
    """What files hold, by the hashes that git keeps them under."""
    answers = _git(root, "cat-file", "--batch", given=b"\n".join(blobs) + b"\n")
    at = 0
    for _ in blobs:
        end = answers.index(b"\n", at)
        size = int(answers[at:end].split()[-1])
        yield answers[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints; nothing where it fails."""
    command = ["git", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; revisions are told from options
            command, cwd=root, input=given, capture_output=True, check=False
        )
    except OSError as error:
        raise RevisionError("git, which knows the revisions, cannot be started") from error
    if len(done.stdout) > _MOST_BYTES:
        raise RevisionError("the guide is over 64 MiB in that revision")
    return done.stdout if done.returncode == 0 else b""
