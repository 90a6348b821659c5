"""An accepted enquiry lies in the operator's folder whole, once for each key, or not at all."""

from __future__ import annotations

import errno
import logging
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from enquiry.service import deliveries
from enquiry.service.deliveries import (
    BadKey,
    Deliveries,
    KeyReused,
    Unavailable,
    deliveries_from,
    new_reference,
)
from tests.engine.service import faults

DOCUMENT = '{"message": "When does the harbour open? Élise Example"}'.encode()
KEY = "3f0c7a52-8f5e-4a3f-9d5b-0c1f0a9f7b11"
MANY = """
import sys
from pathlib import Path
from enquiry.service.deliveries import deliveries_from
folder, count, document = sys.argv[1:]
sys.stdin.readline()
for number in range(int(count)):
    print(deliveries_from(Path(folder), None).accept(document.encode(), f"key-{number}"))
"""


def to_folder(folder: Path) -> Deliveries:
    """What a service starts with."""
    made = deliveries_from(folder, None)
    assert made
    return made


def delivered(folder: Path) -> dict[str, bytes]:
    """What the operator finds in the folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def pending(folder: Path) -> list[Path]:
    """What is not handed over yet, or was left behind."""
    return sorted((folder / ".pending").iterdir())


def test_enquiry_becomes_a_file_named_by_its_reference(tmp_path: Path) -> None:
    """The file holds the document as it came, and only the service's user may read it."""
    reference = to_folder(tmp_path).accept(DOCUMENT, KEY)
    assert delivered(tmp_path) == {f"{reference}.json": DOCUMENT}
    modes = {path: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert pending(tmp_path) == []


def test_reference_can_be_read_out_on_the_phone() -> None:
    """Three groups of four; no vowel, and nothing that looks like something else."""
    references = {new_reference() for _ in range(1000)}
    assert len(references) == 1000
    group = "[2-9BCDFGHJKMNPQRSTVWXYZ]{4}"
    assert all(re.fullmatch(f"{group}-{group}-{group}", each) for each in references)


def test_reference_whose_file_is_there_is_not_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No enquiry takes the place of another one."""
    answers = iter(["2222-2222-2222", "3333-3333-3333"])
    monkeypatch.setattr(deliveries, "new_reference", lambda: next(answers))
    (tmp_path / "2222-2222-2222.json").write_bytes(b"{}")
    assert to_folder(tmp_path).accept(DOCUMENT, KEY) == "3333-3333-3333"
    assert delivered(tmp_path)["2222-2222-2222.json"] == b"{}"


def test_same_key_gives_the_same_reference_and_no_second_file(tmp_path: Path) -> None:
    """Also after a restart, and after the operator has taken the file away."""
    first = to_folder(tmp_path).accept(DOCUMENT, KEY)
    assert to_folder(tmp_path).accept(DOCUMENT, KEY) == first
    assert len(delivered(tmp_path)) == 1
    (tmp_path / f"{first}.json").unlink()
    assert to_folder(tmp_path).accept(DOCUMENT, KEY) == first
    assert delivered(tmp_path) == {}


def test_other_key_is_another_enquiry(tmp_path: Path) -> None:
    """Even with the same document: two people may write the same."""
    place = to_folder(tmp_path)
    assert place.accept(DOCUMENT, KEY) != place.accept(DOCUMENT, KEY + "2")
    assert list(delivered(tmp_path).values()) == [DOCUMENT, DOCUMENT]


def test_same_key_with_another_document_is_refused(tmp_path: Path) -> None:
    """And nothing is written."""
    place = to_folder(tmp_path)
    place.accept(DOCUMENT, KEY)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(KeyReused):
        place.accept(DOCUMENT + b" ", KEY)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("key", ["", "a b", "é", "a\n", "\x7f", "\x00", "a" * 256, "\ud800"])
def test_key_is_visible_ascii_within_bounds(tmp_path: Path, key: str) -> None:
    """Other keys are refused before anything is written."""
    with pytest.raises(BadKey):
        to_folder(tmp_path).accept(DOCUMENT, key)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["a", "a" * 255, "../../x", "/etc/passwd", '"quoted"', "*", "~"])
def test_any_other_key_is_taken(tmp_path: Path, key: str) -> None:
    """No key names a place."""
    place = tmp_path / "in" / "here"
    place.mkdir(parents=True)
    to_folder(place).accept(DOCUMENT, key)
    assert len(delivered(place)) == 1
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["here"]


def test_neither_key_nor_document_is_in_a_name_a_record_or_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What remains when the operator has taken the enquiry away says nothing about anybody."""
    caplog.set_level(logging.DEBUG)
    place = to_folder(tmp_path)
    reference = place.accept(DOCUMENT, "Elise.Example@example.org")
    (tmp_path / f"{reference}.json").unlink()
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    said = " ".join([*map(str, left), *(path.read_text("ascii") for path in left), caplog.text])
    assert len(left) == 1
    assert not re.search("example|harbour|[ée]lise", said, re.IGNORECASE)


def test_processes_with_the_same_keys_at_once_deliver_each_once(tmp_path: Path) -> None:
    """All of them get the same references, on one folder that several machines may share."""
    count = 25
    command = [sys.executable, "-c", MANY, str(tmp_path), str(count), DOCUMENT.decode()]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.communicate()[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    assert all(each == answers[0] for each in answers)
    assert delivered(tmp_path) == {f"{each}.json": DOCUMENT for each in answers[0]}
    assert len(answers[0]) == count
    assert pending(tmp_path) == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_step_delivers_whole_and_once(tmp_path: Path, when: str) -> None:
    """A retry after the crash delivers it, if it was not there; and it never comes twice."""
    command = [sys.executable, faults.__file__, str(tmp_path), when, KEY, DOCUMENT.decode()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *killed, ended = done.stdout.split()
    assert ended == "0"
    assert killed == ["9"] * len(killed)
    assert len(killed) > 15
    for folder in (tmp_path / str(number) for number in range(len(killed))):
        already = delivered(folder)
        assert set(already.values()) <= {DOCUMENT}
        for name in already:  # the operator is quick
            (folder / name).unlink()
        reference = to_folder(folder).accept(DOCUMENT, KEY)
        afterwards = delivered(folder)
        assert list({**already, **afterwards}) == [f"{reference}.json"]
        assert len(already) + len(afterwards) == 1
        assert set(afterwards.values()) <= {DOCUMENT}


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.ESTALE])
@pytest.mark.parametrize("after", [False, True])
def test_step_that_fails_is_told_and_can_be_tried_again(
    tmp_path: Path, reason: int, after: bool
) -> None:
    """A full disk, a broken one, a lost share: unavailable or done, and nothing is half written."""

    def fail() -> None:
        raise OSError(reason, os.strerror(reason))

    number, failed = 0, 0
    while number < 100:
        folder = tmp_path / str(number)
        folder.mkdir()
        before = {}
        try:
            with faults.fault_at(number, fail, after=after):
                to_folder(folder).accept(DOCUMENT, KEY)
        except Unavailable:
            failed = number
            before = delivered(folder)
            assert set(before.values()) <= {DOCUMENT}
        reference = to_folder(folder).accept(DOCUMENT, KEY)
        assert delivered(folder) == {f"{reference}.json": DOCUMENT}
        assert set(before) <= {f"{reference}.json"}
        number += 1
        if number > failed + 5:
            break
    assert 10 < failed < 90


def test_disk_that_is_full_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    """A file that cannot be written to its end is taken away again."""
    command = [sys.executable, "-c", MANY, str(tmp_path), "1", "x" * 5000]
    done = subprocess.run(
        command,
        input=b"go\n",
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert done.returncode == 1
    assert b"enquiry.service.deliveries.Unavailable" in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_folder_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    """It may be a disk that is not mounted; once it is there, enquiries are taken."""
    folder = tmp_path / "share"
    place = to_folder(folder)
    with pytest.raises(Unavailable):
        place.accept(DOCUMENT, KEY)
    assert list(tmp_path.iterdir()) == []
    folder.mkdir()
    place.accept(DOCUMENT, KEY)
    assert len(delivered(folder)) == 1
    shutil.rmtree(folder)
    with pytest.raises(Unavailable):
        place.accept(DOCUMENT, KEY)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file_is_unavailable(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says why."""
    folder = tmp_path / "file"
    folder.touch()
    with pytest.raises(Unavailable):
        to_folder(folder).accept(DOCUMENT, KEY)
    assert "The folder for enquiries cannot be used: Not a directory." in caplog.text


def test_damaged_record_is_unavailable(tmp_path: Path) -> None:
    """Whether its enquiry was handed over cannot be known."""
    to_folder(tmp_path).accept(DOCUMENT, KEY)
    [record] = (tmp_path / ".keys").iterdir()
    record.write_bytes(b"\xff")
    with pytest.raises(Unavailable):
        to_folder(tmp_path).accept(DOCUMENT, KEY)
    assert len(delivered(tmp_path)) == 1


def test_what_nobody_came_back_for_is_removed_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its key is as good as new then."""
    place = to_folder(tmp_path)
    place.accept(DOCUMENT, "another")
    with monkeypatch.context() as broken:
        broken.setattr(os, "rename", Mock(side_effect=OSError(errno.EIO, "broken")))
        with pytest.raises(Unavailable):
            place.accept(DOCUMENT, KEY)
    [left] = pending(tmp_path)
    long_ago = left.stat().st_mtime - deliveries.FORGOTTEN_AFTER - 1
    os.utime(left, (long_ago, long_ago))
    assert len(list((tmp_path / ".keys").iterdir())) == 2
    to_folder(tmp_path).accept(DOCUMENT, "another")
    assert pending(tmp_path) == []
    assert len(list((tmp_path / ".keys").iterdir())) == 1
    assert to_folder(tmp_path).accept(b"other words", KEY)


def test_no_place_takes_no_enquiries() -> None:
    """The service has no such address then."""
    assert deliveries_from(None, None) is None


def test_enquiry_that_is_forgotten_at_this_moment_does_not_count_as_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine's cleaning may come between any two steps."""
    place = to_folder(tmp_path)

    def forget(path: Path) -> None:
        (tmp_path / ".keys" / path.name.partition("-")[0]).unlink()
        path.unlink()

    with monkeypatch.context() as cleaning:
        cleaning.setattr(os, "utime", forget)
        with pytest.raises(Unavailable):
            place.accept(DOCUMENT, KEY)
    assert delivered(tmp_path) == {}
    place.accept(DOCUMENT, KEY)
    assert list(delivered(tmp_path).values()) == [DOCUMENT]
