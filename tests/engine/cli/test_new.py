"""`enquiry new`: what it writes, asks, says and refuses."""

from __future__ import annotations

import json
import os
import pty
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from enquiry.cli.statuses import OUTPUT_ERROR, USAGE_ERROR
from enquiry.guide_files import TABLE
from tests.engine.cli.conftest import Command
from tests.engine.cli.processes import COMMAND, started


def name_in(folder: str) -> str:
    """The publisher's name in the table of a new guide, in the first language."""
    table = yaml.safe_load(Path(folder, TABLE).read_text(encoding="utf-8"))
    return str(table["publisher"]["name"]["en"])


def test_a_new_guide_passes_its_check(command: Command) -> None:
    """It says what it wrote and what to do next; then the guide holds."""
    run = command("new", "my guide/deep")
    assert run.status == 0
    written = [path for path in Path("my guide").rglob("*") if path.is_file()]
    assert sorted(run.out.splitlines()) == sorted(map(str, written))
    assert "cd 'my guide/deep'\n" in run.err
    assert "enquiry check" in run.err
    assert command("check", "my guide/deep").status == 0


def test_options_answer_the_questions(command: Command) -> None:
    """Name and languages can be given; --quiet leaves out what to do next."""
    run = command("new", "--name", "Fire & Water", "a", "--languages", "en, fr", "--quiet")
    assert (run.status, run.err) == (0, "")
    assert name_in("a") == "Fire & Water"


def test_says_where_plural_forms_are_not_known(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without what knows them, the words have no lines for them."""
    assert "plural forms" not in command("new", "a", "--languages", "pl").err
    monkeypatch.setattr("enquiry.cli.new_guide.find_spec", lambda _: None)
    assert "plural forms" in command("new", "b", "--languages", "pl").err


def test_a_language_without_words_has_each_word_to_fill_in(command: Command) -> None:
    """Each word that is empty is a finding in its line; with all filled in, none is left."""
    assert "no site is built without it" in command("new", "a", "--languages", "pl").err
    words = Path("a/docs/words/pl.yml")
    empty = {
        n for n, line in enumerate(words.read_text("utf-8").splitlines(), 1) if line.endswith('""')
    }
    found = command("check", "a").out.splitlines()
    assert {int(line.split(":")[1]) for line in found} == empty
    words.write_text("".join(_filled(words.read_text("utf-8"))), "utf-8")
    assert command("check", "a").out == ""


def _filled(words: str) -> Iterator[str]:
    """A file of words in which each empty one says what its comment says, each form what the form
    for other numbers says."""
    said = ""
    for line in words.splitlines():
        if comment := re.match(" *# en(?:, [a-z]+)?: (.*)", line):
            said = comment[1] if comment[1].startswith('"') else json.dumps(comment[1])
        yield f"{line[:-2]}{said}\n" if line.endswith('""') else f"{line}\n"


def test_an_empty_folder_is_as_good_as_none(command: Command) -> None:
    """The current folder, too, and one with a repository that was just begun."""
    Path(".git").mkdir()
    assert command("new", ".").status == 0
    assert command("check", ".").status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "FOLDER"),
        ([""], "name a folder"),
        (["a\0b"], "name a folder"),
        (["full"], "full: it is not empty"),
        (["full/file"], "full/file: a file stands there"),
        (["new", "--name", ""], "--name: "),
        (["new", "--name", "a\nb\x1b[31m"], "--name: "),
        (["new", "--name", "x" * 10_000], "--name: "),
        (["new", "--languages", ""], "--languages: "),
        (["new", "--languages", "en,\x1b[31m"], "--languages: "),
        (["new", "--languages", "en,x"], "--languages: "),
        (["new", "--languages", "en,fr,en"], "--languages: name each language once"),
        (["new", "--guide", "x"], "unrecognized"),
    ],
)
def test_wrong_usage(command: Command, arguments: list[str], words: str) -> None:
    """What cannot be used is named, with 64, and nothing is written."""
    Path("full").mkdir()
    Path("full/file").touch()
    run = command("new", *arguments)
    assert (run.status, run.out) == (USAGE_ERROR, "")
    assert words in run.err
    assert run.err.replace("\n", "").isprintable()
    assert [str(path) for path in Path().rglob("*")] == ["full", "full/file"]


@pytest.mark.parametrize("folder", ["file/guide", "x" * 300, "loop/guide"])
def test_a_folder_that_cannot_be_written(command: Command, folder: str) -> None:
    """Whatever the system says, it is said in one line, with 74, and nothing is left."""
    Path("file").touch()
    Path("loop").symlink_to("loop")
    run = command("new", folder)
    assert (run.status, run.out) == (OUTPUT_ERROR, "")
    assert run.err.startswith(f"enquiry new: {folder} cannot be written: ")
    assert run.err.count("\n") == 1
    assert sorted(map(str, Path().iterdir())) == ["file", "loop"]


def test_a_full_disk(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full half way, nothing is left."""
    opened: Callable[..., object] = Path.open

    def open_or_fail(path: Path, mode: str = "r", **options: object) -> object:
        if path.name == "mkdocs.yml" and mode == "x":
            raise OSError(28, "No space left on device")
        return opened(path, mode, **options)

    monkeypatch.setattr(Path, "open", open_or_fail)
    run = command("new", "guide")
    assert run.status == OUTPUT_ERROR
    assert "No space left on device" in run.err
    assert list(Path().iterdir()) == []


def on_a_terminal(answers: bytes, *arguments: str) -> tuple[int, str, str]:
    """The command with a person at the terminal: its status, and what it wrote."""
    person, terminal = pty.openpty()
    try:
        streams = {"stdin": terminal, "stdout": -1, "stderr": -1}
        with started(*COMMAND, "new", *arguments, **streams) as process:
            os.write(person, answers)
            out, err = process.communicate()
        return process.returncode, out.decode(), err.decode()
    finally:
        os.close(person)
        os.close(terminal)


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        (b"Our House\nen,fr\n", "Our House"),
        (b"\n\n", "Example Town Library"),
        (b"!\nOur House\nx\n\n", "Our House"),
        (b"\xff\nOur House\n\n", "Our House"),
    ],
)
def test_asks_on_a_terminal(tmp_path: Path, answers: bytes, name: str) -> None:
    """It asks for name and languages, and again where it must; Enter takes the default."""
    status, _, err = on_a_terminal(answers, str(tmp_path / "guide"))
    assert status == 0, err
    assert "[en,fr]: " in err
    assert name_in(str(tmp_path / "guide")) == name


def test_asks_nothing_that_it_was_told(tmp_path: Path) -> None:
    """With both options there is no question."""
    folder = str(tmp_path / "guide")
    status, _, err = on_a_terminal(b"", folder, "--name", "A", "--languages", "en,fr")
    assert (status, "]: " in err) == (0, False)


@pytest.mark.parametrize(
    ("answers", "expected"), [(b"\x04", USAGE_ERROR), (b"A\n\x04", USAGE_ERROR)]
)
def test_a_terminal_that_ends(tmp_path: Path, answers: bytes, expected: int) -> None:
    """Ctrl-D in place of an answer writes nothing."""
    status, _, err = on_a_terminal(answers, str(tmp_path / "guide"))
    assert (status, list(tmp_path.iterdir())) == (expected, [])
    assert err.endswith("nothing was written\n")
