"""What an edit changes for readers: each effect is named in each language, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from enquiry.comparison.changes import changes
from enquiry.comparison.situations import common_situations, number_of_situations
from enquiry.comparison.telling import differing
from enquiry.comparison.versions import Version, read_version
from enquiry.guide_files import TABLE
from tests.engine.harbour import SCHEMA
from tests.guide_edits import Edit, carry_out, edits
from tests.situations.situations import situations
from tests.support import HARBOUR, TOWN, copy_guide

GUIDES = {"harbour": HARBOUR, "town": TOWN}
ROWS = [(name, edit) for name in GUIDES for edit in edits(name)]
Edited = Callable[[str, Edit], Version]


@cache
def version(guide: str) -> Version:
    """A guide as it is."""
    return read_version(GUIDES[guide])


@pytest.fixture
def after(tmp_path: Path) -> Edited:
    """A guide after an edit."""

    def edited(guide: str, edit: Edit) -> Version:
        carry_out(edit, copy_guide(tmp_path, GUIDES[guide]))
        return read_version(tmp_path)

    return edited


def ids(rows: list[tuple[str, Edit]]) -> list[str]:
    """What tells the rows apart."""
    return [f"{guide}: {edit.name}" for guide, edit in rows]


@pytest.mark.parametrize(("guide", "edit"), ROWS, ids=ids(ROWS))
def test_an_edit_is_told_as_it_is(guide: str, edit: Edit, after: Edited) -> None:
    """The effects of an edit are named in every language of the guide, and nothing else is; and
    what is named in one direction is something in the other, too."""
    before, edited = version(guide), after(guide, edit)
    assert [change.as_dict() for change in changes(before, edited)] == edit.changes
    assert bool(changes(edited, before)) == bool(edit.changes)
    spoken = list(version(guide).guide.languages)
    assert all(list(each["message"]) == spoken for each in edit.changes)


def test_an_old_address_that_leads_nowhere_any_more(after: Edited, tmp_path: Path) -> None:
    """Who drops an old address of a page that is there is told so; of one that went, not again."""
    (edit,) = (each for each in edits("harbour") if each.name == "a page moves")
    before = after("harbour", edit)
    pages = list((tmp_path / "docs").glob("*/replies.md"))
    for page in pages:
        page.write_text(page.read_text("utf-8").replace("aliases: [what-to-expect]\n", ""), "utf-8")
    (lost,) = changes(before, read_version(tmp_path))
    assert lost.message["en"] == "The page “what-to-expect/” is gone."
    for page in pages:
        page.unlink()
    said = [each.message["en"] for each in changes(before, read_version(tmp_path))]
    assert sum("what-to-expect/" in each for each in said) == 0


def test_a_link_that_leads_to_the_same_page_is_no_change(tmp_path: Path) -> None:
    """Pages that link to a page which moved, or moved themselves, read as before."""
    (edit,) = (each for each in edits("harbour") if each.name == "a page moves")
    for folder, edited in ((tmp_path / "old", ()), (tmp_path / "new", (edit,))):
        copy_guide(folder, HARBOUR)
        for step in edited:
            carry_out(step, folder)
        target = "replies.md" if edited else "what-to-expect.md"
        with (folder / "docs/en/accessibility.md").open("a", encoding="utf-8") as file:
            file.write(f"[a]({target}#x)\n")
    said = changes(read_version(tmp_path / "old"), read_version(tmp_path / "new"))
    assert [each.as_dict() for each in said] == edit.changes


def test_there_are_enough_edits() -> None:
    """At least fifty edits with an effect are tried, and ten without."""
    with_effect = sum(bool(edit.changes) for _, edit in ROWS)
    assert with_effect >= 50
    assert len(ROWS) - with_effect >= 10
    kinds = {change["what"] for _, edit in ROWS for change in edit.changes}
    assert kinds == {"recipient", "wait", "required", "category", "field", "page", "text"}


@pytest.mark.parametrize("guide", GUIDES)
def test_nothing_changes_without_an_edit(guide: str) -> None:
    """A guide beside itself has no change."""
    assert changes(version(guide), version(guide)) == []


def test_the_order_stays_the_same(tmp_path: Path) -> None:
    """Many edits at once are told in one order: where people write comes first, texts last."""
    copy_guide(tmp_path)
    for name in ("an address changes", "a wait gets longer", "a hint changes", "a choice comes"):
        carry_out(next(each for each in edits("harbour") if each.name == name), tmp_path)
    first, second = (changes(version("harbour"), read_version(tmp_path)) for _ in range(2))
    assert first == second
    assert [each.what for each in first] == ["recipient", "wait", "field", "text"]


def test_situations_are_those_of_the_guide() -> None:
    """A category that goes counts in as many situations as the guide's other enumeration has, and
    those in which a contact cannot be reached by the channel."""
    table = version("harbour").table
    for name in table.categories:
        told = number_of_situations(version("harbour"), name)
        reached = sum(each.category == name for each in situations(SCHEMA, table))
        assert told >= reached > 0


def test_a_new_language_is_told_once(tmp_path: Path) -> None:
    """A language that comes is one change, and not one for each text."""
    copy_guide(tmp_path, GUIDES["town"])
    town, harbour = version("town"), version("harbour")
    assert not {each.what for each in changes(town, read_version(tmp_path))}
    found = [each for each in changes(harbour, town) if each.where == "docs/es"]
    assert [each.message["es"] for each in found] == [
        "La guía está ahora también en este idioma: Español."
    ]


def test_situations_are_common_without_a_common_channel() -> None:
    """A guide that exchanges all its ways to write still tells who answers now."""
    old = version("harbour")
    schema = deepcopy(dict(old.schema))
    schema["properties"]["channel"]["enum"] = ["counter"]
    new = replace(old, schema=schema)
    for row in old.table.categories.values():
        assert {each.channel for each in common_situations(old, new, row, row)} == {""}


def test_long_texts_are_shortened_to_what_differs() -> None:
    """Of a long text only what differs is shown, with a few words around."""
    words = [f"word{number}" for number in range(200)]
    was, now = " ".join(words), " ".join([*words[:100], "new", *words[101:]])
    assert differing(was, now) == (
        "… word96 word97 word98 word99 word100 word101 word102 word103 word104 …",
        "… word96 word97 word98 word99 new word101 word102 word103 word104 …",
    )
    assert max(map(len, differing("a " * 900, "b " * 900))) < 200


def test_a_guide_of_many_categories(tmp_path: Path) -> None:
    """A guide with a hundred categories is compared, and one change in it found."""
    copy_guide(tmp_path)
    table = tmp_path / TABLE
    source = table.read_text(encoding="utf-8")
    head, _, rest = source.partition("  - id: public-notices\n")
    told_apart = ("Public notices", "Avis publics", "on the board", "du panneau")
    copies = ""
    for number in range(100):
        copy = f"  - id: notices-{number}\n{rest}\n"
        for words in told_apart:
            copy = copy.replace(words, f"{words} {number}")
        copies += copy
    table.write_text(f"{head}  - id: public-notices\n{rest}\n{copies}", encoding="utf-8")
    many = read_version(tmp_path)
    found = changes(version("harbour"), many)
    assert [each.what for each in found] == ["category"] * 100
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("after_days: 45", "after_days: 46"), "utf-8")
    assert [each.category for each in changes(many, read_version(tmp_path))] == ["noise"]
