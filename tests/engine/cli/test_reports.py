"""What the command prints about documents: for people, for programs, for GitHub's annotations."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.engine.cli.conftest import Command
from tests.engine.cli.documents import BAD, GOOD, ON_THE_DAY
from tests.enquiries import enquiry


def line_of(text: str, name: str) -> int:
    """The line, from 1, on which a member of that name first stands."""
    return text[: text.index(f'"{name}":')].count("\n") + 1


def test_valid_document_prints_only_the_summary(command: Command) -> None:
    """Of a valid document nothing is printed but its number."""
    Path("a.json").write_text(GOOD)
    run = command("validate", "a.json", *ON_THE_DAY)
    assert (run.out, run.err) == ("", "Documents: 1 (1 valid)\n")


def test_text_names_line_and_column_of_the_field(command: Command) -> None:
    """A problem stands at the line and column of its field in a file of many lines."""
    text = json.dumps(enquiry(message="", channel="telex"), indent=4)
    Path("a.json").write_text(text)
    run = command("validate", "a.json", *ON_THE_DAY)
    assert [line.split(": ")[:2] for line in run.out.splitlines()] == [
        [f"a.json:{line_of(text, 'channel')}:5", "/channel"],
        [f"a.json:{line_of(text, 'message')}:5", "/message"],
    ]
    assert run.err == "Documents: 1 (0 valid, 1 invalid)\n"


def test_text_puts_what_is_missing_at_its_object(command: Command) -> None:
    """A missing member stands where its object does."""
    document = enquiry()
    del document["applicant"]["givenName"]
    text = json.dumps(document, indent=1)
    Path("a.json").write_text(text)
    assert command("validate", "a.json", *ON_THE_DAY).out == (
        f"a.json:{line_of(text, 'applicant')}:2: /applicant/givenName: "
        "Give the account holder’s first name.\n"
    )


def test_jsonl_is_the_result_object(command: Command) -> None:
    """jsonl prints the public result object, null for the line of a whole file."""
    Path("a.json").write_text(BAD)
    run = command("validate", "--format=jsonl", "a.json", *ON_THE_DAY)
    [result] = run.objects
    assert run.err == ""
    assert list(result) == ["source", "line", "valid", "problems", "warnings"]
    assert (result["source"], result["line"], result["valid"]) == ("a.json", None, False)
    [problem] = result["problems"]
    assert problem == {
        "pointer": "/message",
        "keyword": "minLength",
        "message": {
            "en": "Ask your question. It is empty.",
            "fr": "Posez votre question. Il n’y a encore rien.",
        },
    }


def test_what_cannot_be_read_is_a_result_too(command: Command) -> None:
    """An unreadable input is named, and what stands after it is still checked."""
    Path("broken.json").write_text("{")
    Path("bad.json").write_text(BAD)
    paths = ["missing.json", "broken.json", "bad.json"]
    run = command("validate", "--format", "jsonl", *paths, *ON_THE_DAY)
    assert [each["source"] for each in run.objects] == paths
    assert [each["problems"][0]["keyword"] for each in run.objects] == [
        "unreadable",
        "unreadable",
        "minLength",
    ]
    assert run.objects[0]["problems"][0]["pointer"] == ""


def test_warnings_are_advice(command: Command) -> None:
    """Advice is printed as such and counted apart."""
    Path("a.json").write_text(json.dumps(enquiry(recipient={"email": "a@example.org"})))
    run = command("validate", "a.json", *ON_THE_DAY)
    assert ": /recipient/email: Advice: " in run.out
    assert run.err == "Documents: 1 (1 valid, 1 with advice)\n"


def test_github_annotations(command: Command) -> None:
    """github prints workflow commands, with what they reserve escaped."""
    text = json.dumps(enquiry(message="", recipient={"email": "a@example.org"}), indent=2)
    Path("a,b:c%.json").write_text(text)
    run = command("validate", "--format", "github", "a,b:c%.json", *ON_THE_DAY)
    error, warning = run.out.splitlines()
    assert error == (
        f"::error file=a%2Cb%3Ac%25.json,line={line_of(text, 'message')},col=3"
        "::/message: Ask your question. It is empty."
    )
    assert warning.startswith(
        f"::warning file=a%2Cb%3Ac%25.json,line={line_of(text, 'email')},col=5::/recipient/email: "
    )


def test_terminal_is_not_driven(command: Command) -> None:
    """Neither names of members nor of files reach a terminal as they are."""
    name = "\u001b[31m\u009b2J\u202e"
    Path("a\u001b[31m.json").write_text(json.dumps(enquiry(**{name: 1})))
    for format_ in ("text", "github", "jsonl"):
        run = command("validate", "--format", format_, ".", *ON_THE_DAY)
        assert all(line.isprintable() for line in run.out.splitlines())
        assert "\\u001" in run.out.lower()


def test_name_of_a_file_that_is_not_utf8(command: Command) -> None:
    """A file's name may be any bytes; the output is UTF-8 all the same."""
    Path(os.fsdecode(b"\xff.json")).write_text(GOOD)
    [result] = command("validate", "--format", "jsonl", ".", *ON_THE_DAY).objects
    assert result["source"] == "./\ufffd.json"


def test_no_default_output_repeats_a_value(command: Command) -> None:
    """No format says anything that a document holds."""
    secret = "tell-nobody"  # noqa: S105  no password
    document = enquiry(message=[secret], x=secret, category=secret)
    document["enquirer"]["email"] = document["applicant"]["dateOfBirth"] = secret
    for format_ in ("text", "github", "jsonl"):
        run = command("validate", "--format", format_, stdin=json.dumps(document).encode())
        assert "/applicant/dateOfBirth" in run.out
        assert secret not in run.out + run.err


def test_route_is_the_result_with_the_routing_object(command: Command) -> None:
    """Each line is the result, and where the document goes, which is null for an invalid one."""
    document = enquiry(previousEnquiry={"sentOn": "2026-11-10", "outcome": "no-reply"})
    Path("a.ndjson").write_text(f"{json.dumps(document)}\n{BAD}\noops\n")
    arguments = ["--format", "jsonl", "a.ndjson", *ON_THE_DAY]
    lines = command("route", *arguments).objects
    assert [{**each, "route": None} for each in lines] == [
        {**each, "route": None} for each in command("validate", *arguments).objects
    ]
    assert [each["valid"] for each in lines] == [True, False, False]
    assert [each["route"] for each in lines] == [
        {
            "category": "moorings",
            "stage": "first",
            "contact": "berth-warden",
            "to": "north-quay@harbour.example.org",
            "attention": None,
            "escalation": {
                "contact": "harbour-master",
                "to": "office@harbour.example.org",
                "from": "2026-12-01",
                "outcomes": ["no-reply", "disagreement"],
            },
        },
        None,
        None,
    ]


def test_what_was_left_out_is_said(command: Command) -> None:
    """Of a thousand problems a hundred are listed, and every format says that there are more."""
    Path("a.json").write_text(json.dumps(enquiry(**{f"x{n}": n for n in range(1000)})))
    run = command("validate", "a.json", *ON_THE_DAY)
    assert run.out.count("/x") == 100
    assert run.out.splitlines()[-1].startswith("a.json: There is more to fix")
    run = command("validate", "--format", "github", "a.json", *ON_THE_DAY)
    assert run.out.splitlines()[-1].startswith("::notice file=a.json::There is more")
    for name in ("validate", "route"):
        [result] = command(name, "--format", "jsonl", "a.json", *ON_THE_DAY).objects
        assert (len(result["problems"]), result["truncated"]) == (100, True)


def test_place_of_what_cannot_be_read(command: Command) -> None:
    """An unreadable line is located: its line in the file, and the column in the line."""
    Path("a.ndjson").write_text(f'{GOOD}\n\n{{"a": 1, "a": 2}}\n[NaN]\n')
    run = command("validate", "a.ndjson", *ON_THE_DAY)
    assert [line.split(": ")[0] for line in run.out.splitlines()] == [
        "a.ndjson:3:10",
        "a.ndjson:4:2",
    ]


def test_route_in_words_repeats_no_address_of_the_document(command: Command) -> None:
    """In words, an address that the document holds is named by its pointer."""
    document = enquiry(previousEnquiry={"sentOn": "2026-11-10", "outcome": "no-reply"})
    run = command("route", *ON_THE_DAY, stdin=json.dumps(document).encode())
    assert document["recipient"]["email"] not in run.out
    assert "/recipient/email" in run.out
    assert "office@harbour.example.org" in run.out
    assert "2026-12-01" in run.out


def test_route_for_github_is_a_notice(command: Command) -> None:
    """github prints where a valid document goes as a notice at its file."""
    Path("a.json").write_text(GOOD)
    run = command("route", "--format", "github", "a.json", *ON_THE_DAY)
    assert run.out.startswith("::notice file=a.json::Moorings and berths: ")
