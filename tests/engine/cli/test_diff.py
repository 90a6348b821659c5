"""`enquiry diff` at the terminal: folders, revisions of git, formats, languages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from enquiry.authoring.record import load_record
from enquiry.cli.changes import markdown, text
from enquiry.comparison.changes import teller_of
from enquiry.comparison.telling import Change
from enquiry.comparison.versions import read_version
from enquiry.guide_files import RECORD, TABLE
from enquiry.text import Text
from tests.engine.cli.conftest import Command
from tests.support import HARBOUR, copy_guide

HOSTILE = (
    "@everyone see #12, GH-3, a@b.example, <img src=x onerror=y>, [here](https://x.example) "
    "| pipe | `code` ``two`` **bold** $x$ &lt; \u202eabc \u001b[31m www.x.example deadbeef1"
)


def git(*arguments: str) -> None:
    """Run git in the current folder."""
    who = ("-c", "user.name=a", "-c", "user.email=a@b.example")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def edit(folder: Path, old: str, new: str) -> None:
    """Change something in the table of a guide."""
    path = folder / TABLE
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def repository(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a guide in a folder of a repository, with a commit "old", and an edit."""
    del command  # it names a guide, and goes to the folder above
    monkeypatch.delenv("ENQUIRY_GUIDE")
    git("init", "-q")
    guide = copy_guide(tmp_path / "guides/harbour")
    monkeypatch.chdir(guide)
    git("add", ".")
    git("commit", "-qm", "first")
    git("tag", "old")
    edit(guide, "after_days: 45", "after_days: 60")
    return guide


def test_a_revision(command: Command, repository: Path) -> None:
    """The guide at hand is compared with a revision of it, wherever in a repository it stands."""
    run = command("diff", "old")
    assert run.status == 1
    assert run.out == (
        "People who wrote about “Noise at night”: days to wait for a reply after the night watch: "
        "60. Before: 45. Situations: 48.\n"
    )
    assert run.err == ""
    git("add", ".")
    git("commit", "-qm", "second")
    edit(repository, "after_days: 60", "after_days: 45")
    assert command("diff", "old").status == 0
    assert command("diff", "old", "HEAD").status == 1
    assert command("diff", "HEAD", "old", "--lang", "fr").out.endswith(
        "45. Avant\u00a0: 60. Situations\u00a0: 48.\n"
    )


def test_folders(command: Command, tmp_path: Path) -> None:
    """Two folders are compared; the guide that is named is the new one by default."""
    folder = copy_guide(tmp_path / "other")
    assert command("diff", str(folder)).out == "Nothing changes for readers.\n"
    edit(folder, "after_days: 45", "after_days: 60")
    assert command("diff", str(folder), str(HARBOUR)).status == 1
    assert "Before: 60" in command("diff", str(folder)).out
    assert command("diff", str(HARBOUR), "--guide", str(folder), "-q").out == ""


def test_data(command: Command, repository: Path) -> None:
    """As JSON, a change a line, in every language."""
    del repository
    [change] = command("diff", "old", "--format", "jsonl").objects
    assert list(change) == ["what", "category", "where", "situations", "message"]
    assert change["what"] == "wait"
    assert change["category"] == "noise"
    assert change["where"] == "/categories/3/escalation/after_days"
    assert list(change["message"]) == ["en", "fr"]
    edit(Path(), "after_days: 60", "after_days: 45")
    assert command("diff", "old", "--format", "jsonl").out == ""


def test_a_comment(command: Command, repository: Path) -> None:
    """As Markdown, a heading, a list and a link to a preview; and that nothing changes."""
    del repository
    run = command("diff", "old", "--format", "markdown", "--preview", "https://x.example/1/")
    assert run.out.splitlines() == [
        "### What this edit changes for readers",
        "",
        "- People who wrote about “Noise at night”\\: days to wait for a reply after the night "
        "watch\\: 60. Before\\: 45. Situations\\: 48.",
        "",
        "[See these pages](<https://x.example/1/>)",
    ]
    edit(Path(), "after_days: 60", "after_days: 45")
    assert "Nothing changes for readers." in command("diff", "old", "--format", "markdown").out
    assert command("diff", "old", "--preview", "javascript:x").status == 64


@pytest.mark.parametrize(
    "revision",
    ["none", "--output=x", "-", "", "old:docs", "old^{tree}", "a b", "old\nold", "..", "@{"],
)
def test_what_is_no_revision(command: Command, repository: Path, revision: str) -> None:
    """Whatever is no revision is wrong usage, and nothing is written anywhere."""
    before = sorted(repository.rglob("*"))
    for arguments in ((revision,), ("--", revision), ("old", revision)):
        run = command("diff", *arguments)
        assert (run.status, run.out) == (64, "")
        assert "Traceback" not in run.err
    assert sorted(repository.rglob("*")) == before


def test_a_guide_that_cannot_be_used(command: Command, repository: Path) -> None:
    """What is wrong with one of the two is said, with file and line."""
    edit(repository, "after_days: 60", "after_days: many")
    run = command("diff", "old")
    assert run.status == 64
    assert "enquiry diff: the guide as it is cannot be used\ndocs/routing.yml:" in run.err


def test_a_revision_without_a_guide(command: Command, repository: Path) -> None:
    """A revision from before the guide is said to have none."""
    git("checkout", "-q", "--orphan", "empty")
    git("rm", "-rqf", ".")
    git("commit", "-q", "--allow-empty", "-m", "nothing")
    git("checkout", "-q", "old")
    assert repository.is_dir()
    assert "no guide in the revision empty" in command("diff", "empty").err


def test_links_in_a_revision_are_not_followed(command: Command, repository: Path) -> None:
    """A link in a revision leads nowhere: it is left behind."""
    (repository / "docs/en/secret.md").symlink_to("/etc/passwd")
    git("add", ".")
    git("commit", "-qm", "link")
    run = command("diff", "old", "HEAD")
    assert "root:" not in run.out
    assert run.status == 1


def change(words: str) -> list[Change]:
    """A change that says so."""
    return [Change("text", None, "", 0, Text.of({"en": words, "fr": words}))]


def test_markdown_shows_what_is_written(command: Command) -> None:
    """Whatever a guide says, its words are shown: nothing runs, links, or calls somebody."""
    del command
    said = markdown(change(HOSTILE), "en", teller_of(read_version(HARBOUR)), "")
    [line] = [each for each in said.splitlines() if each.startswith("- ")]
    outside = re.sub(r"(`+)(?:(?!`).)+\1(?!`)", "", line[2:])
    bare = re.sub(r"\\.", "", outside)
    assert not re.search(r"[`*_\[\]<>|$&@#]|://|www", bare)
    assert "@everyone" in line
    assert "\\u202E" in line.replace("\\\\", "\\")
    assert "\u202e" not in line
    assert "\u001b" not in line
    assert len(said.splitlines()) == 3


def test_text_shows_what_is_written(command: Command) -> None:
    """At the terminal nothing drives it; spaces that do not break stay."""
    del command
    said = text(change(f"{HOSTILE}\u00a0!\n"), "en", teller_of(read_version(HARBOUR)), "")
    assert "\u001b" not in said
    assert "\u202e" not in said
    assert said.endswith("\u00a0!\\u000A\n")


def test_the_record(command: Command, repository: Path) -> None:
    """--record writes the changes down for the page of what changed, once; then the status is 0."""
    (repository / RECORD).unlink()
    arguments = ("diff", "old", "--record", "--on", "2026-03-01", "--name", "2.0")
    run = command(*arguments)
    assert run.status == 0
    assert run.err == "enquiry: 1 of 1 changes are new in docs/changes.yml\n"
    [entry] = load_record(repository, ("en", "fr"))
    assert (entry.day, entry.version) == ("2026-03-01", "2.0")
    assert entry.rows[0].category == "noise"
    assert command(*arguments).err.startswith("enquiry: 0 of 1 changes are new")
    assert command("diff", "old", "--record", "--on", "2026-02-01").status == 64
    edit(repository, "en: Ask for the address at the harbour gate.", "en: Ask at the gate.")
    assert "0 of 1" in command(*arguments).err


@pytest.mark.parametrize(
    "arguments",
    [
        ("old", "--on", "2026-03-01"),
        ("old", "--name", "1"),
        ("old", "HEAD", "--record"),
        ("old", "--record", "--on", "2026-02-30"),
        ("old", "--record", "--name", "a\nb"),
    ],
)
def test_a_record_that_makes_no_sense(
    command: Command, repository: Path, arguments: tuple[str, ...]
) -> None:
    """What does not go together is wrong usage, and nothing is written."""
    before = (repository / RECORD).read_bytes()
    assert command("diff", *arguments).status == 64
    assert (repository / RECORD).read_bytes() == before
