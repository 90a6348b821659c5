"""`enquiry freshness`: what differs is named in its place; --accept records the day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from enquiry.routing.loader import load_table
from tests.engine.cli.conftest import Command
from tests.support import copy_guide

TODAY = "2026-11-29"


@pytest.fixture
def guide(
    command: Command,  # noqa: ARG001 - it sets its own guide, before this one
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A harbour of one's own, and the page that its table was made from as `page.html`."""
    folder = copy_guide(tmp_path / "guide")
    monkeypatch.setenv("ENQUIRY_GUIDE", str(folder))
    table = load_table(folder / "docs/routing.yml")
    facts = [
        *(place for each in table.contacts.values() for place in each.ways.values()),
        *(each.address_format or "" for each in table.contacts.values()),
        *(f"{e.after_days} days" for c in table.categories.values() for e in c.escalations),
    ]
    page = "".join(f"<p>Fact: {fact}</p>" for fact in facts)
    (tmp_path / "page.html").write_text(f"<main>{page}</main>", "utf-8")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Replaces a text that is there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def accepted(command: Command) -> None:
    """Records the page as it is."""
    assert command("freshness", "page.html", "--accept", "--today", TODAY).status == 0


@pytest.mark.usefixtures("guide")
def test_without_a_fingerprint_facts_are_compared(command: Command) -> None:
    """Before the first --accept the facts count alone, and the command says so."""
    done = command("freshness", "page.html")
    assert (done.status, done.err) == (0, "0 findings\n")
    assert "docs/routing.yml:21:3: Warning: No fingerprint" in done.out


def test_accept_records_fingerprint_and_day_and_nothing_else(command: Command, guide: Path) -> None:
    """Two lines of the table change; comments and layout stay."""
    file = guide / "docs/routing.yml"
    before = file.read_text("utf-8")
    accepted(command)
    after = file.read_text("utf-8")
    assert f"  compared: {TODAY}\n  fingerprint: sha256:" in after
    unrecorded = re.sub("  fingerprint: .*\n", "", after).replace(TODAY, "2026-01-15")
    assert unrecorded == before
    assert command("freshness", "page.html").status == 0
    assert command("check", str(guide)).status == 0
    edit(guide.parent / "page.html", "<main>", "<main>More. ")
    accepted(command)
    assert len(after) == len(file.read_text("utf-8"))


@pytest.mark.parametrize(
    "source",
    [
        "source: {{{}, compared: '2026-01-15'}} # the page",
        "source:\n  # the page\n  {},\n  compared: '2026-01-15'}} # a day",
        'source:\n    compared:   "2026-01-15"   # a day\n    {}',
    ],
)
def test_accept_keeps_each_way_of_writing(command: Command, guide: Path, source: str) -> None:
    """A table is edited however `source` is written, line ends included."""
    file = guide / "docs/routing.yml"
    text = file.read_text("utf-8")
    old = re.search(r"(?ms)^source:\n.*?(?=^\S)", text)
    assert old
    data = yaml.safe_load(old[0])["source"]
    data.pop("compared")
    inner = ", ".join(f"{key}: {value!r}" for key, value in data.items())
    block = "\n    ".join(f"{key}: {value!r}" for key, value in data.items())
    written = source.format(
        f"{{{inner}"
        if source.count("{{") == 0 and "}}" in source
        else block
        if "    compared" in source
        else inner
    )
    file.write_bytes(text.replace(old[0], f"{written}\n\n").replace("\n", "\r\n").encode())
    accepted(command)
    raw = file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert load_table(file).source.compared == TODAY
    assert load_table(file).source.fingerprint
    assert b"#" in raw.partition(b"source:")[2].partition(b"official_domains")[0]


def test_another_text_is_found(command: Command, guide: Path) -> None:
    """A page that says something else fails, with the day of the last comparison."""
    accepted(command)
    edit(guide.parent / "page.html", "<main>", "<main>Closed. ")
    done = command("freshness", "page.html")
    assert done.status == 1
    assert f"says something else than when it was compared on {TODAY}" in done.out


def test_each_fact_that_is_gone_is_named_in_its_place(command: Command, guide: Path) -> None:
    """Without its facts a page lacks each, with the line of the table."""
    page = guide.parent / "page.html"
    page.write_text("<main>Nothing within 99 days</main>", "utf-8")
    done = command("freshness", "page.html")
    table = load_table(guide / "docs/routing.yml")
    lines = (guide / "docs/routing.yml").read_text("utf-8").splitlines()
    assert done.status == 1
    for contact in table.contacts.values():
        for fact in contact.ways.values():
            found = [each for each in done.out.splitlines() if f'"{fact}"' in each]
            assert found
            assert all(fact in lines[int(each.split(":")[1]) - 1] for each in found)
    for category in table.categories.values():
        for each in category.escalations:
            assert f'not state {each.after_days} days. It has "99 days"' in done.out


def test_accept_says_which_facts_are_missing(command: Command, guide: Path) -> None:
    """What is recorded is the comparison; a fact that the page lacks is still a finding."""
    (guide.parent / "page.html").write_text("<main>Nothing</main>", "utf-8")
    done = command("freshness", "page.html", "--accept", "--today", TODAY)
    assert done.status == 1
    assert done.err.startswith("recorded; ")
    assert load_table(guide / "docs/routing.yml").source.compared == TODAY


def test_a_day_to_come_is_not_recorded(command: Command, guide: Path) -> None:
    """The check would refuse the table."""
    before = (guide / "docs/routing.yml").read_bytes()
    assert command("freshness", "page.html", "--accept", "--today", "2999-01-01").status == 64
    assert (guide / "docs/routing.yml").read_bytes() == before


def test_a_page_from_standard_input(command: Command, guide: Path) -> None:
    """- is standard input."""
    raw = (guide.parent / "page.html").read_bytes()
    assert command("freshness", "-", stdin=raw).status == 0


@pytest.mark.parametrize("raw", [b"", b"\0", b"<p>\xff", None])
def test_an_unreadable_page_is_2(command: Command, guide: Path, raw: bytes | None) -> None:
    """A page that cannot be read is named, and nothing is recorded."""
    table = (guide / "docs/routing.yml").read_bytes()
    if raw is not None:
        Path("bad.html").write_bytes(raw)
    done = command("freshness", "bad.html", "--accept")
    assert done.status == 2
    assert done.err.startswith("enquiry freshness: bad.html: ")
    assert (guide / "docs/routing.yml").read_bytes() == table


def test_a_guide_that_cannot_be_read_is_64(command: Command, guide: Path) -> None:
    """A faulty table is no reason to say that the page changed."""
    (guide / "docs/routing.yml").write_text("version: '2'\n")
    assert command("freshness", "page.html").status == 64
