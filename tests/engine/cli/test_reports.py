"""The command: what it prints, and its exit status."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enquiry import cli
from tests.enquiries import ENQUIRY, enquiry

GOOD = json.dumps(ENQUIRY)
BAD = json.dumps(enquiry(message=""))
TODAY = ["--today", "2026-11-23"]


class Run:
    """What one run of the command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The lines of standard output as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Run]


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Command:
    """Runs the command in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = cli.main(arguments)
        out, err = capsysbinary.readouterr()
        return Run(status, out.decode(), err.decode())

    return run


def test_valid_file(command: Command) -> None:
    """A valid document prints nothing but the summary, and ends with 0."""
    Path("a.json").write_text(GOOD)
    run = command("validate", "a.json", *TODAY)
    assert (run.status, run.out, run.err) == (0, "", "1 document: 1 valid\n")


def test_text_names_line_and_column_of_the_field(command: Command) -> None:
    """A problem stands at the line and column of its field in a file of many lines."""
    Path("a.json").write_text(json.dumps(enquiry(message="", channel="telex"), indent=4))
    run = command("validate", "a.json", *TODAY)
    assert run.status == 1
    assert [line.split(": ")[:2] for line in run.out.splitlines()] == [
        ["a.json:5:5", "/channel"],
        ["a.json:31:5", "/message"],
    ]
    assert run.err == "1 document: 0 valid, 1 invalid\n"


def test_text_puts_what_is_missing_at_its_object(command: Command) -> None:
    """A missing member stands where its object does."""
    document = enquiry()
    del document["applicant"]["givenName"]
    Path("a.json").write_text(json.dumps(document, indent=1))
    assert command("validate", "a.json", *TODAY).out.startswith(
        "a.json:17:2: /applicant/givenName: Enter the applicant’s given name."
    )


def test_lines_of_ndjson_are_counted(command: Command) -> None:
    """`line` counts from 1 and counts blank lines, which are no documents."""
    Path("a.ndjson").write_text(f"{GOOD}\n\n  \t\n{BAD}\r\n{GOOD}")
    run = command("validate", "--format", "jsonl", "a.ndjson", *TODAY)
    assert [(each["source"], each["line"], each["valid"]) for each in run.objects] == [
        ("a.ndjson", 1, True),
        ("a.ndjson", 4, False),
        ("a.ndjson", 5, True),
    ]
    assert run.err == ""
    text = command("validate", "a.ndjson", *TODAY)
    assert text.out.startswith("a.ndjson:4:")


def test_jsonl_is_the_result_object(command: Command) -> None:
    """jsonl prints the public result object, null for the line of a whole file."""
    Path("a.json").write_text(BAD)
    [result] = command("validate", "--format=jsonl", "a.json", *TODAY).objects
    assert list(result) == ["source", "line", "valid", "problems", "warnings"]
    assert (result["source"], result["line"], result["valid"]) == ("a.json", None, False)
    [problem] = result["problems"]
    assert list(problem) == ["pointer", "keyword", "message"]
    assert list(problem["message"]) == ["en", "fr"]


def test_unreadable_wins_and_stops_nothing(command: Command) -> None:
    """2 wins over 1, and what stands after an unreadable input is still checked."""
    Path("broken.json").write_text("{")
    Path("bad.json").write_text(BAD)
    paths = ["missing.json", "broken.json", "bad.json"]
    run = command("validate", "--format", "jsonl", *paths, *TODAY)
    assert run.status == 2
    assert [each["source"] for each in run.objects] == paths
    assert [each["problems"][0]["keyword"] for each in run.objects] == [
        "unreadable",
        "unreadable",
        "minLength",
    ]
    assert run.objects[0]["problems"][0]["pointer"] == ""


@pytest.mark.parametrize("arguments", [[], ["-"]])
@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (GOOD, [None]),
        (json.dumps(ENQUIRY, indent=2), [None]),
        (f"{GOOD}\n{BAD}\n", [1, 2]),
        (f"oops\n{GOOD}\n", [1, 2]),
        ("{\n oops\n}", [None]),
        ("", [None]),
        (f"{GOOD}\n" * 100, list(range(1, 101))),
    ],
    ids=["one", "one in many lines", "lines", "lines with a bad one", "broken", "empty", "long"],
)
def test_standard_input(
    command: Command, arguments: list[str], content: str, lines: list[int | None]
) -> None:
    """`-` or no path reads standard input: one document, or else one a line."""
    run = command("validate", "--format", "jsonl", *arguments, *TODAY, stdin=content.encode())
    assert [(each["source"], each["line"]) for each in run.objects] == [("-", n) for n in lines]


def test_warnings_are_advice(command: Command) -> None:
    """Advice is printed as such and leaves the status at 0."""
    Path("a.json").write_text(json.dumps(enquiry(recipient={"email": "a@example.org"})))
    run = command("validate", "a.json", *TODAY)
    assert run.status == 0
    assert ": /recipient/email: Advice: " in run.out
    assert run.err == "1 document: 1 valid, 1 with advice\n"


def test_github_annotations(command: Command) -> None:
    """github prints workflow commands, with what they reserve escaped."""
    document = enquiry(message="", recipient={"email": "a@example.org"})
    Path("a,b:c%.json").write_text(json.dumps(document, indent=2))
    error, warning = command(
        "validate", "--format", "github", "a,b:c%.json", *TODAY
    ).out.splitlines()
    assert error == (
        "::error file=a%2Cb%3Ac%25.json,line=30,col=3::/message: Write your message: it is empty."
    )
    assert warning.startswith("::warning file=a%2Cb%3Ac%25.json,line=7,col=5::/recipient/email: ")


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "valide"),
        ({"LANG": "en_CA.UTF-8"}, "valid"),
        ({"LC_ALL": "C", "LANG": "fr_CA.UTF-8"}, "valid"),
        ({"LC_MESSAGES": "fr_CA", "LANG": "en_CA"}, "valide"),
        ({}, "valid"),
    ],
)
def test_language_of_the_locale(
    command: Command, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], word: str
) -> None:
    """Without --lang the locale decides, then English."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert command("validate", *TODAY, stdin=GOOD.encode()).err.endswith(f" 1 {word}\n")


def test_french(command: Command) -> None:
    """--lang fr speaks French whatever the locale."""
    run = command("validate", "--lang", "fr", *TODAY, stdin=BAD.encode())
    assert "Écrivez votre message\u00a0: il est vide." in run.out
    assert run.err == "1 document\u00a0: 0 valide, 1 non valide\n"


def test_today(command: Command) -> None:
    """--today is the day after which no date may be."""
    assert command("validate", "--today", "2026-10-31", stdin=GOOD.encode()).status == 1
    assert command("validate", "--today", "2026-11-01", stdin=GOOD.encode()).status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["serve"],
        ["validate", "--format", "xml"],
        ["validate", "--lang", "de"],
        ["validate", "--today", "2026-02-30"],
        ["validate", "--today", "20261123"],
        ["validate", "--jobs", "0"],
        ["validate", "--jobs", "two"],
        ["validate", "--no-such-option"],
        ["check", "one", "two"],
    ],
    ids=" ".join,
)
def test_wrong_usage(command: Command, arguments: list[str]) -> None:
    """Wrong usage ends with 64 and a line on standard error."""
    run = command(*arguments)
    assert run.status == 64
    assert run.out == ""
    assert run.err.startswith("usage: enquiry")


@pytest.mark.parametrize("name", [[], ["validate"], ["route"], ["check"]])
def test_help(command: Command, name: list[str]) -> None:
    """--help has examples and exit statuses, and ends with 0."""
    run = command(*name, "--help")
    assert run.status == 0
    assert not name or "examples:" in run.out
    assert not name or "exit status:" in run.out


def test_terminal_is_not_driven(command: Command) -> None:
    """Neither names of members nor of files reach a terminal as they are."""
    name = "\u001b[31m\u009b2J\u202e"
    Path("a\u001b[31m.json").write_text(json.dumps(enquiry(**{name: 1})))
    for format_ in ("text", "github", "jsonl"):
        run = command("validate", "--format", format_, ".", *TODAY)
        assert run.status == 1
        assert all(line.isprintable() for line in run.out.splitlines())
        assert "\\u001" in run.out.lower()


def test_name_of_a_file_that_is_not_utf8(command: Command) -> None:
    """A file's name may be any bytes; the output is UTF-8 all the same."""
    Path(os.fsdecode(b"\xff.json")).write_text(GOOD)
    [result] = command("validate", "--format", "jsonl", ".", *TODAY).objects
    assert result["source"] == "./\ufffd.json"


def test_same_results_from_several_processes(command: Command) -> None:
    """--jobs changes neither the results nor their order nor the summary."""
    lines = [GOOD, BAD, "oops", ""] * 1500
    Path("a.ndjson").write_text("\n".join(lines))
    one = command("validate", "a.ndjson", *TODAY)
    two = command("validate", "--jobs", "2", "a.ndjson", *TODAY)
    assert (one.status, one.out, one.err) == (two.status, two.out, two.err)
    assert one.err == "4500 documents: 1500 valid, 1500 invalid, 1500 unreadable\n"


def test_route(command: Command) -> None:
    """A valid document prints its routing object; an invalid one its result, and status 1."""
    Path("a.ndjson").write_text(f"{GOOD}\n{BAD}\n")
    run = command("route", "--format", "jsonl", "a.ndjson", *TODAY)
    routed, refused = run.objects
    assert run.status == 1
    assert routed == {
        "source": "a.ndjson",
        "line": 1,
        "category": "individual-case",
        "stage": "first",
        "contact": "migration-office",
        "to": "nairobi@international.gc.ca",
        "attention": None,
        "escalation": {
            "contact": "case-management-branch",
            "to": "case-review-im-enquiry@cic.gc.ca",
            "from": "2026-12-01",
            "outcomes": ["no-reply", "disagreement"],
        },
    }
    assert refused["valid"] is False


def test_route_in_words_repeats_no_address_of_the_document(command: Command) -> None:
    """In words, an address that the document holds is named by its pointer."""
    run = command("route", *TODAY, stdin=GOOD.encode())
    assert run.status == 0
    assert "nairobi" not in run.out
    assert "/recipient/email" in run.out
    assert "case-review-im-enquiry@cic.gc.ca" in run.out
    assert "2026-12-01" in run.out


def test_no_default_output_repeats_a_value(command: Command) -> None:
    """Text and annotations say nothing that a document holds."""
    secret = "tell-nobody"  # noqa: S105  no password
    document = enquiry(message=[secret], x=secret, category=secret)
    document["enquirer"]["email"] = document["applicant"]["dateOfBirth"] = secret
    for format_ in ("text", "github", "jsonl"):
        run = command("validate", "--format", format_, stdin=json.dumps(document).encode())
        assert run.status == 1
        assert secret not in run.out + run.err


def test_an_internal_error_is_a_line(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a fault of the program itself is told without a traceback or data."""
    monkeypatch.setattr("enquiry.batches.read", lambda raw: {}[raw])
    run = command("validate", stdin=GOOD.encode())
    assert run.status == cli.INTERNAL_ERROR
    assert run.err == "enquiry: internal error (KeyError); report it\n"
