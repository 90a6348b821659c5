"""Files, folders, compressed files and what only looks like them."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from enquiry.intake.files import (
    CANNOT_READ,
    CLOSED_INPUT,
    DAMAGED_GZIP,
    EMPTY_FOLDER,
    LINK_LOOP,
    LOOPING_FOLDER,
    NO_DOCUMENTS,
    NO_FILE,
    NO_PERMISSION,
    PIPE_IN_FOLDER,
    SHRANK,
    UNREADABLE_FOLDER,
)
from enquiry.intake.inputs import Inputs
from enquiry.intake.limits import MAX_BYTES, Unreadable
from enquiry.intake.streams import CHUNK, ENDLESS_LINE, MAX_LINES, Pieces, chunks
from enquiry.text import Text


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def content_of(*paths: str) -> list[tuple[str, int | None, bytes | Text]]:
    """What the inputs hold: source, line, and the bytes or the reason why there are none."""
    return [
        (each.source, each.line, each.raw.message if isinstance(each.raw, Unreadable) else each.raw)
        for chunk in Inputs(paths, io.BytesIO())
        if chunk
        for each in chunk.items()
    ]


def test_folder_means_its_documents_by_name() -> None:
    """A folder means its .json, .ndjson and .jsonl, also compressed, those below included."""
    for name in ("b.json", "a.JSON", "c.txt", "d.json.bak", "sub/e.json", "json", "z.yml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(b"{}")
    Path("f.ndjson").write_bytes(b"1\n2\n")
    Path("g.jsonl.gz").write_bytes(gzip.compress(b"3\n"))
    Path("h.json.gz").write_bytes(gzip.compress(b"4"))
    assert content_of(".") == [
        ("./a.JSON", None, b"{}"),
        ("./b.json", None, b"{}"),
        ("./f.ndjson", 1, b"1"),
        ("./f.ndjson", 2, b"2"),
        ("./g.jsonl.gz", 1, b"3"),
        ("./h.json.gz", None, b"4"),
        ("./sub/e.json", None, b"{}"),
    ]


def test_loops_of_links_are_named_and_the_rest_is_read() -> None:
    """A link that leads back, and one that leads to itself, are named; each folder is read once."""
    Path("folder/sub").mkdir(parents=True)
    Path("folder/a.json").write_bytes(b"{}")
    Path("folder/sub/b.json").write_bytes(b"{}")
    Path("folder/sub/up").symlink_to(Path("folder").resolve())
    Path("folder/again").symlink_to("sub")
    Path("folder/self.json").symlink_to("self.json")
    assert content_of("folder") == [
        ("folder/a.json", None, b"{}"),
        ("folder/again/b.json", None, b"{}"),
        ("folder/again/up", None, LOOPING_FOLDER),
        ("folder/self.json", None, LINK_LOOP),
    ]


def test_what_is_no_file_is_named_and_waits_for_nobody() -> None:
    """A pipe in a folder, a socket, a missing file: each is named, and the next file is read."""
    Path("folder").mkdir()
    os.mkfifo("folder/pipe.json")
    Path("z.json").write_bytes(b"{}")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door.json")
        names = ("folder", "door.json", os.devnull, "none.json", "z.json/x", "a" * 300, "z.json")
        assert content_of(*names) == [
            ("folder/pipe.json", None, PIPE_IN_FOLDER),
            ("door.json", None, NO_DOCUMENTS),
            (os.devnull, None, b""),
            ("none.json", None, NO_FILE),
            ("z.json/x", None, NO_FILE),
            ("a" * 300, None, CANNOT_READ),
            ("z.json", None, b"{}"),
        ]


def test_folder_without_documents_is_named() -> None:
    """A folder that holds no document, such as one whose name was mistyped, is not passed over."""
    Path("folder/sub").mkdir(parents=True)
    Path("folder/a.txt").write_bytes(b"{}")
    assert content_of("folder") == [("folder", None, EMPTY_FOLDER)]


def written(path: str, *parts: bytes) -> threading.Thread:
    """Somebody who writes to a pipe, once it is opened for reading."""

    def write() -> None:
        with Path(path).open("wb", buffering=0) as pipe:
            for part in parts:
                pipe.write(part)

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'{\n"a": 1\n}', [(None, b'{\n"a": 1\n}')]),
        (b'{"a": 1}\n{}\n', [(1, b'{"a": 1}'), (2, b"{}")]),
        (gzip.compress(b'{"a": 1}\n{}\n'), [(1, b'{"a": 1}'), (2, b"{}")]),
    ],
    ids=["one", "lines", "compressed lines"],
)
def test_pipe_is_read_as_standard_input(
    content: bytes, found: list[tuple[int | None, bytes]]
) -> None:
    """A pipe that is named is waited for, and read by the rule of standard input."""
    os.mkfifo("pipe")
    writer = written("pipe", content[:1], content[1:5], content[5:])
    assert content_of("pipe") == [("pipe", *each) for each in found]
    writer.join()


def test_pipe_with_a_telling_name_holds_lines() -> None:
    """A pipe that is called .ndjson holds a document a line, as a file does."""
    os.mkfifo("pipe.ndjson")
    writer = written("pipe.ndjson", b"oops\n{}\n")
    assert content_of("pipe.ndjson") == [("pipe.ndjson", 1, b"oops"), ("pipe.ndjson", 2, b"{}")]
    writer.join()


def test_lines_whatever_the_name() -> None:
    """With `lines` every input holds a document a line."""
    for name in ("a.json", "b.txt", "c.ndjson"):
        Path(name).write_bytes(b"oops\n{}\n")
    inputs = Inputs(["a.json", "b.txt", "c.ndjson", "-"], io.BytesIO(b"1\n2"), lines=True)
    assert [(each.source, each.line) for chunk in inputs if chunk for each in chunk.items()] == [
        (name, line) for name in ("a.json", "b.txt", "c.ndjson", "-") for line in (1, 2)
    ]


def test_closed_standard_input_is_named() -> None:
    """Where standard input is closed there is nothing to read."""
    [chunk] = Inputs([], None)
    assert chunk
    assert isinstance(chunk.content, Unreadable)
    assert chunk.content.message == CLOSED_INPUT


def test_chunk_has_few_lines() -> None:
    """However short lines are, few are checked at once: much may be said about each."""
    Path("a.ndjson").write_bytes(b"{}\n\n" * 100_000)
    parts = [each for each in Inputs(["a.ndjson"], None) if each]
    assert max(each.content.count(b"\n") for each in parts if isinstance(each.content, bytes)) == (
        MAX_LINES
    )
    lines = [item.line for each in parts for item in each.items()]
    assert lines == list(range(1, 200_000, 2))


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM], ids=errno.errorcode.get)
def test_no_permission(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A file or a folder that may not be read is named, by either code for a refusal.

    The system's answer is put in its place: root may read everything.
    """
    Path("folder").mkdir()
    Path("a.json").write_bytes(b"{}")

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        patch.setattr(os, "scandir", refuse)
        assert content_of("a.json", "folder") == [
            ("a.json", None, NO_PERMISSION),
            ("folder", None, UNREADABLE_FOLDER),
        ]


def test_damaged_gzip_is_named_after_what_could_be_read() -> None:
    """From a file cut short the whole lines are read; then its fault is named."""
    lines = b"".join(b'{"n": %d}\n' % number for number in range(50_000))
    whole = gzip.compress(lines)
    Path("a.ndjson.gz").write_bytes(whole[: len(whole) // 2])
    Path("b.ndjson.gz").write_bytes(b"no gzip at all")
    Path("c.json.gz").write_bytes(whole[:30])
    Path("d.ndjson.gz").write_bytes(whole[:1000] + b"\x00" * 1000 + whole[2000:])
    Path("e.json").write_bytes(b"{}")
    found = content_of(".")
    assert [(each[0], each[2]) for each in found if not isinstance(each[2], bytes)] == [
        ("./a.ndjson.gz", DAMAGED_GZIP),
        ("./b.ndjson.gz", DAMAGED_GZIP),
        ("./c.json.gz", DAMAGED_GZIP),
        ("./d.ndjson.gz", DAMAGED_GZIP),
    ]
    assert found[0] == ("./a.ndjson.gz", 1, b'{"n": 0}')
    assert found[-1] == ("./e.json", None, b"{}")


@pytest.mark.parametrize("name", ["bomb.json.gz", "bomb.ndjson.gz"])
def test_gzip_bomb_is_named_in_little_memory(name: str) -> None:
    """A gigabyte of nothing in a megabyte of gzip costs no memory."""
    Path(name).write_bytes(gzip.compress(b" " * (1 << 20)) * 1024)
    # VmHWM, unlike ru_maxrss, does not count what the process was forked from.
    code = (
        "import re, sys; from enquiry.cli.main import main; status = main(sys.argv[1:]); "
        "peak = re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1]; "
        "print(status, int(peak) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "validate", name],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    status, megabytes = done.stdout.splitlines()[-1].split()
    assert status == "2"
    assert int(megabytes) < 100


def test_lines_over_the_limit_are_named_and_skipped() -> None:
    """A line of 64 KiB is passed on; a longer one is named, and the next is read."""
    at_limit = b'"' + b"x" * (MAX_BYTES - 2) + b'"'
    lines = [b"1", at_limit, at_limit + b" ", b"y" * 10_000_000, b"2"]
    Path("a.ndjson").write_bytes(b"\r\n".join(lines))
    found = content_of("a.ndjson")
    assert [
        (each[1], len(each[2]) <= MAX_BYTES) for each in found if isinstance(each[2], bytes)
    ] == [
        (1, True),
        (2, True),
        (3, False),
        (4, False),
        (5, True),
    ]
    assert found[-1] == ("a.ndjson", 5, b"2")


@pytest.mark.parametrize("length", range(CHUNK - 3, CHUNK + 4))
def test_chunks_end_where_lines_end(length: int) -> None:
    """Wherever a chunk ends, no line is cut, lost or counted twice."""
    lines = [b"x" * 1000] * ((length - 500) // 1001)
    lines += [b"y" * (length - len(b"\n".join([*lines, b""]))), b"z", b"", b"last"]
    pieces = [
        piece for piece in chunks(Pieces(io.BytesIO(b"\n".join(lines)))) if isinstance(piece, bytes)
    ]
    assert b"".join(pieces).split(b"\n") == lines
    Path("a.ndjson").write_bytes(b"\n".join(lines))
    assert content_of("a.ndjson") == [
        ("a.ndjson", number, line) for number, line in enumerate(lines, 1) if line
    ]


def test_line_without_an_end_ends_the_file() -> None:
    """After 16 MiB without a line break the rest of a stream is left alone."""

    class Endless:
        def read1(self, size: int, /) -> bytes:
            return b"x" * size

        def may_wait(self) -> bool:
            return False

    line, fault = chunks(Endless())
    assert isinstance(line, bytes)
    assert len(line) > MAX_BYTES
    assert isinstance(fault, Unreadable)
    assert fault.message == ENDLESS_LINE


def test_file_that_shrinks_while_it_is_read() -> None:
    """Documents that vanish from a file while it is read are not passed over in silence."""
    Path("a.ndjson").write_bytes(b'{"some": "document"}\n' * 100_000)
    Path("b.json").write_bytes(b"{}")
    chunks_ = filter(None, Inputs(["a.ndjson", "b.json"], io.BytesIO()))
    first = next(chunks_)
    os.truncate("a.ndjson", 21)
    rest = [item for chunk in chunks_ for item in chunk.items()]
    assert next(first.items()).raw == b'{"some": "document"}'
    assert rest[-1].raw == b"{}"
    assert isinstance(rest[-2].raw, Unreadable)
    assert rest[-2].raw.message == SHRANK


def test_standard_input_of_any_length_is_read_as_it_comes() -> None:
    """Standard input is not waited for to its end once it is longer than a document."""
    reader, writer = os.pipe()

    def lines() -> Iterator[bytes]:
        yield from [json.dumps({"n": number}).encode() for number in range(20_000)]

    def write() -> None:
        with os.fdopen(writer, "wb") as stream:
            stream.writelines(line + b"\n" for line in lines())

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(reader, "rb") as stream:
        read = [item.raw for chunk in Inputs([], stream) if chunk for item in chunk.items()]
    thread.join()
    assert read == list(lines())


def test_fraction_read() -> None:
    """How much of the files is read is known, and grows to all of it."""
    Path("a.ndjson").write_bytes(b"1\n" * 100_000)
    inputs = Inputs(["a.ndjson", "-"], io.BytesIO(b"{}"))
    fractions = [inputs.fraction_read() for _ in inputs]
    known = [fraction for fraction in fractions if fraction is not None]
    assert len(known) == len(fractions)
    assert known == sorted(known)
    assert known[-1] == 1.0
    assert Inputs(["-"], io.BytesIO(b"{}")).fraction_read() is None
