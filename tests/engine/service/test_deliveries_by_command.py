"""An accepted enquiry goes to the operator's command, and not again where that took it."""

from __future__ import annotations

import fcntl
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from enquiry.service import deliveries
from enquiry.service.deliveries import Deliveries, KeyReused, Unavailable, deliveries_from
from tests.support import wait_for

DOCUMENT = b'{"message": "When does the harbour open?"}'
KEY = "3f0c7a52-8f5e-4a3f-9d5b-0c1f0a9f7b11"
ONE = """
import sys
from pathlib import Path
from enquiry.service.deliveries import deliveries_from
deliveries_from(Path(sys.argv[1]), sys.argv[2]).accept(sys.argv[3].encode(), sys.argv[4])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the service remembers lies here."""
    made = tmp_path / "records"
    made.mkdir()
    return made


def to_command(folder: Path, script: str, *arguments: object) -> Deliveries:
    """Deliveries to a script for a shell."""
    command = shlex.join(["sh", "-c", script, "sh", *map(str, arguments)])
    made = deliveries_from(folder, command)
    assert made
    return made


def left(folder: Path) -> list[str]:
    """The files of the folder apart from records of keys."""
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and path.parent != folder / ".keys"
    ]


def test_command_gets_document_and_reference(folder: Path, tmp_path: Path) -> None:
    """The document on standard input, the reference in the environment; nothing stays behind."""
    place = to_command(folder, 'cat > "$1/$ENQUIRY_REFERENCE"', tmp_path)
    reference = place.accept(DOCUMENT, KEY)
    assert (tmp_path / reference).read_bytes() == DOCUMENT
    assert left(folder) == []


def test_same_key_does_not_run_it_again(folder: Path, tmp_path: Path) -> None:
    """Also after a restart."""
    script = 'echo "$ENQUIRY_REFERENCE" >> "$1/runs"'
    reference = to_command(folder, script, tmp_path).accept(DOCUMENT, KEY)
    assert to_command(folder, script, tmp_path).accept(DOCUMENT, KEY) == reference
    with pytest.raises(KeyReused):
        to_command(folder, script, tmp_path).accept(b"{}", KEY)
    assert (tmp_path / "runs").read_text() == f"{reference}\n"


def test_command_that_fails_is_run_again_with_the_same_reference(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The enquiry counts as not taken; the log has the status, and nothing that was printed."""
    script = 'cat >&2; cat; echo "$ENQUIRY_REFERENCE" >> "$1/runs"; test -e "$1/works"'
    place = to_command(folder, script, tmp_path)
    with pytest.raises(Unavailable):
        place.accept(DOCUMENT, KEY)
    (tmp_path / "works").touch()
    reference = place.accept(DOCUMENT, KEY)
    assert (tmp_path / "runs").read_text().split() == [reference, reference]
    assert left(folder) == []
    assert caplog.messages == ["The command for enquiries ended with 1."]


def test_command_that_takes_too_long_is_ended(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all that it started."""
    monkeypatch.setattr(deliveries, "COMMAND_SECONDS", 0.3)
    started = time.monotonic()
    with pytest.raises(Unavailable):
        to_command(folder, '(sleep 2; touch "$1/late") & sleep 60', tmp_path).accept(DOCUMENT, KEY)
    assert time.monotonic() - started < 30
    time.sleep(2)
    assert not (tmp_path / "late").exists()


def test_command_that_is_not_there_is_unavailable(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says so."""
    place = deliveries_from(folder, "/no/such/command")
    assert place
    for _ in range(2):
        with pytest.raises(Unavailable):
            place.accept(DOCUMENT, KEY)
    assert "The command for enquiries cannot be run: No such file or directory." in caplog.text


def test_no_shell_reads_the_command(folder: Path, tmp_path: Path) -> None:
    """Its words are taken as they stand."""
    place = deliveries_from(folder, f"tee '{tmp_path}/a; b' $HOME/x")
    assert place
    with pytest.raises(Unavailable):  # there is no folder named $HOME
        place.accept(DOCUMENT, KEY)
    assert (tmp_path / "a; b").read_bytes() == DOCUMENT


def test_two_at_once_run_it_once(folder: Path, tmp_path: Path) -> None:
    """Who comes while it runs is told to try again."""
    script = (
        'echo run >> "$1/runs"; touch "$1/runs-now"; while test ! -e "$1/go"; do sleep 0.02; done'
    )
    place = to_command(folder, script, tmp_path)
    answers: list[str] = []
    first = threading.Thread(target=lambda: answers.append(place.accept(DOCUMENT, KEY)))
    first.start()
    wait_for(tmp_path / "runs-now")
    with pytest.raises(Unavailable):
        place.accept(DOCUMENT, KEY)
    (tmp_path / "go").touch()
    first.join()
    assert answers == [place.accept(DOCUMENT, KEY)]
    assert (tmp_path / "runs").read_text() == "run\n"


@pytest.fixture
def killed(folder: Path, tmp_path: Path) -> Iterator[str]:
    """The script that a service ran when it was killed. It ends when there is a file `go`."""
    script = (
        'echo "$ENQUIRY_REFERENCE" >> "$1/runs"; touch "$1/runs-now"; '
        'while test ! -e "$1/go"; do sleep 0.02; done'
    )
    command = shlex.join(["sh", "-c", script, "sh", str(tmp_path)])
    process = subprocess.Popen(
        [sys.executable, "-c", ONE, str(folder), command, DOCUMENT.decode(), KEY]
    )
    wait_for(tmp_path / "runs-now")
    process.kill()
    process.wait()
    yield script
    (tmp_path / "go").touch()


def test_command_of_a_service_that_was_killed_is_waited_for(
    folder: Path, tmp_path: Path, killed: str
) -> None:
    """Until it ends, none is added; then a retry runs it, with the reference that it knows."""
    place = to_command(folder, killed, tmp_path)
    with pytest.raises(Unavailable):
        place.accept(DOCUMENT, KEY)
    (tmp_path / "go").touch()
    until = time.monotonic() + 30
    while True:
        try:
            reference = place.accept(DOCUMENT, KEY)
            break
        except Unavailable:
            assert time.monotonic() < until
            time.sleep(0.02)
    assert (tmp_path / "runs").read_text().split() == [reference, reference]


@pytest.mark.parametrize("command", ["", "   ", "sh 'open"])
def test_command_that_cannot_be_split_is_refused(folder: Path, command: str) -> None:
    """Before the service starts."""
    with pytest.raises(ValueError, match=r"empty|quotation"):
        deliveries_from(folder, command)


def test_command_needs_a_folder() -> None:
    """Without one, nothing remembers what it was given."""
    with pytest.raises(ValueError, match="needs a folder"):
        deliveries_from(None, "cat")


def test_command_that_ended_at_this_moment_is_not_run_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may be done between the look at the enquiry and the lock on it."""

    def lock(_: object, __: int) -> None:
        [pending] = (folder / ".pending").iterdir()
        pending.unlink()

    monkeypatch.setattr(fcntl, "flock", lock)
    assert to_command(folder, 'touch "$1/run"', tmp_path).accept(DOCUMENT, KEY)
    assert not (tmp_path / "run").exists()
