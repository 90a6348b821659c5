"""Hands an accepted enquiry to the operator's folder or command, once for each idempotency key.

The operator's folder holds two folders of the service's own:

- `.pending/HASH-REFERENCE` is an enquiry that has not been handed over yet;
- `.keys/HASH` is the record of a key: the reference, and a fingerprint of the enquiry. HASH stands
  for the key.

An enquiry is written whole into `.pending`; then its record is linked into `.keys`, where only the
first one of a key can lie; then the enquiry is handed over, and with that leaves `.pending`. So a
record without a pending enquiry means: handed over. A retry goes on where the one before it ended,
in whichever process and on whichever machine, whether that one was slow, failed or was killed.

To a folder this is one step, a rename, so each enquiry arrives exactly once. A command and the
removal after it are two: where the service dies between them, or the command fails halfway, a retry
runs it again with the same reference, by which it can tell.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import logging
import os
import re
import secrets
import shlex
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

LOG = logging.getLogger(__name__)

REFERENCE_VARIABLE = "ENQUIRY_REFERENCE"
"""The environment variable in which the operator's command finds the reference."""

COMMAND_SECONDS = 30.0
"""After so long a command has failed, and is ended with all that it started."""

FORGOTTEN_AFTER = 24 * 60 * 60
"""Seconds after which an enquiry that was never handed over, nor retried, is removed."""

_KEY = re.compile(r"[\x21-\x7e]{1,255}")
# Neither vowels, which make words, nor what looks like something else: 0 O, 1 I L.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 3, 4
_SECONDS_BETWEEN_CLEANINGS = 60 * 60


class Deliveries(Protocol):
    """Where accepted enquiries go."""

    def accept(self, document: bytes, key: str) -> str:
        """The reference of the enquiry, once it has been handed over. Blocks.

        The same key again gives the same reference and hands nothing over again. Raises BadKey,
        KeyReused and Unavailable.
        """


class BadKey(ValueError):  # noqa: N818  named as what it is about
    """An idempotency key that is not 1 to 255 visible ASCII characters."""


class KeyReused(Exception):  # noqa: N818
    """A key that came before, with another document."""


class Unavailable(Exception):  # noqa: N818
    """The enquiry cannot be taken now. The same key may be tried again."""


def deliveries_from(folder: Path | None, command: str | None) -> Deliveries | None:
    """Where an operator wants the enquiries, or None where they are not taken.

    Each goes into `folder` as `REFERENCE.json`, or, with a `command`, to its standard input; the
    folder then remembers which keys came. Raises ValueError for a command that cannot be split
    into words, and for one without a folder.
    """
    if command is None:
        return None if folder is None else _ToFolder(folder)
    if folder is None:
        raise ValueError("a command needs a folder too, which remembers what it was given")
    if words := shlex.split(command):
        return _ToCommand(folder, words)
    raise ValueError("the command is empty")


def new_reference() -> str:
    """Twelve characters that can be read out on the phone: one reference of 10^17."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


@dataclass(frozen=True)
class _Record:
    """What is kept of a key."""

    reference: str
    fingerprint: str

    def __bytes__(self) -> bytes:
        return f"{self.reference} {self.fingerprint}\n".encode("ascii")


class _Place(ABC):
    """The folder of an operator, with what the service remembers in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._pending = self._folder / ".pending"
        self._keys = self._folder / ".keys"
        self._next_cleaning = 0.0

    def accept(self, document: bytes, key: str) -> str:
        if not _KEY.fullmatch(key):
            raise BadKey
        try:
            return self._accept(document, key)
        except OSError as error:
            LOG.error("The folder for enquiries cannot be used: %s.", error.strerror)  # noqa: TRY400
            raise Unavailable from error

    @abstractmethod
    def _hand_over(self, pending: Path, reference: str) -> None:
        """Hand the enquiry over and take it out of `.pending`, durably.

        Raises FileNotFoundError where that has been done, OSError and Unavailable.
        """

    def _accept(self, document: bytes, key: str) -> str:
        self._make_own_folders()
        self._clean_sometimes()
        hashed = hashlib.sha256(key.encode()).hexdigest()
        # With the key in it, a fingerprint tells nobody who can guess the document.
        fingerprint = hmac.digest(key.encode(), document, "sha256").hex()
        record = self._record(hashed) or self._recorded(document, hashed, fingerprint)
        if record.fingerprint != fingerprint:
            raise KeyReused
        # The record may be another process's, which has not come so far.
        _sync(self._keys)
        pending = self._pending / f"{hashed}-{record.reference}"
        try:
            os.utime(pending)  # it is not to be forgotten just now
            self._hand_over(pending, record.reference)
        except FileNotFoundError:
            if self._record(hashed) != record:  # not handed over but forgotten, or all is gone
                raise
            _sync(self._folder)
        return record.reference

    def _make_own_folders(self) -> None:
        """The operator's folder itself is never made: it may be a disk that is not there."""
        for folder in (self._pending, self._keys):
            with suppress(FileExistsError):
                folder.mkdir(0o700)
                _sync(self._folder)

    def _record(self, hashed: str) -> _Record | None:
        """The record of a key, if it has one."""
        try:
            words = (self._keys / hashed).read_bytes().decode("ascii", "replace").split()
        except FileNotFoundError:
            return None
        if len(words) != 2:
            LOG.error("A record of a key is damaged: %s.", hashed)
            raise Unavailable
        return _Record(*words)

    def _recorded(self, document: bytes, hashed: str, fingerprint: str) -> _Record:
        """The record of a key that had none: this one, or that of a process which was quicker."""
        reference = new_reference()
        while (self._folder / f"{reference}.json").exists():
            reference = new_reference()
        pending = self._pending / f"{hashed}-{reference}"
        draft = self._pending / f"{pending.name}.key"
        try:
            _write(pending, document)
            _write(draft, bytes(_Record(reference, fingerprint)))
            _sync(self._pending)
            with suppress(FileExistsError):
                os.link(draft, self._keys / hashed)
        finally:
            # Whatever went wrong: what no record names never happened.
            record = self._record(hashed)
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            if record is None or record.reference != reference:
                with suppress(OSError):
                    pending.unlink(missing_ok=True)
        if record is None:
            raise Unavailable
        return record

    def _clean_sometimes(self) -> None:
        """Forget what nobody came back for: personal data must not stay behind."""
        now = time.monotonic()
        if now < self._next_cleaning:
            return
        self._next_cleaning = now + _SECONDS_BETWEEN_CLEANINGS
        for path in list(self._pending.iterdir()):
            with suppress(OSError, Unavailable):
                if time.time() - path.stat().st_mtime > FORGOTTEN_AFTER:
                    self._forget(path)

    def _forget(self, pending: Path) -> None:
        """Remove an enquiry that was not handed over; first its record, which would say it was."""
        hashed, _, reference = pending.name.partition("-")
        record = self._record(hashed)
        if record and record.reference == reference:
            (self._keys / hashed).unlink()
            _sync(self._keys)
        pending.unlink()


class _ToFolder(_Place):
    """Each enquiry becomes a file of the folder."""

    def _hand_over(self, pending: Path, reference: str) -> None:
        pending.rename(self._folder / f"{reference}.json")
        _sync(self._folder)
        _sync(self._pending)


class _ToCommand(_Place):
    """Each enquiry goes to the standard input of a command, without a shell."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        super().__init__(folder)
        self._words = words

    def _hand_over(self, pending: Path, reference: str) -> None:
        with pending.open("r+b") as document:  # over a network only a writer may lock
            # The command shares the lock: as long as that of a dead service runs, none is added.
            try:
                fcntl.flock(document, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Unavailable from None
            pending.stat()  # raises where another process had the lock, and is done
            self._run(document, reference)
            pending.unlink()
            _sync(self._pending)

    def _run(self, document: BinaryIO, reference: str) -> None:
        """Run the command. What it prints is dropped: it might repeat what somebody wrote."""
        try:
            process = subprocess.Popen(  # noqa: S603  the operator's own words, no shell
                self._words,
                stdin=document,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, REFERENCE_VARIABLE: reference},
                start_new_session=True,
            )
        except OSError as error:
            LOG.error("The command for enquiries cannot be run: %s.", error.strerror)  # noqa: TRY400
            raise Unavailable from error
        with process:
            try:
                status = process.wait(COMMAND_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                LOG.error("The command for enquiries took over %g s.", COMMAND_SECONDS)  # noqa: TRY400
                raise Unavailable from None
        if status != 0:
            LOG.error("The command for enquiries ended with %d.", status)
            raise Unavailable


def _write(path: Path, content: bytes) -> None:
    """Write a new file, durably, that only its owner may read."""
    with open(path, "xb", opener=_for_owner) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _for_owner(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
