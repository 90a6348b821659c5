"""The pages of a language as Markdown: placeholders, links, dates and the source's language."""

from __future__ import annotations

import dataclasses
import os
import subprocess
from pathlib import Path

import pytest

from enquiry.authoring.findings import GuideError
from enquiry.authoring.record import RECORD_PAGE
from enquiry.guide_files import TABLE
from enquiry.routing.table import Table
from enquiry.site.guide import Guide, load
from enquiry.site.html import environment
from enquiry.site.renderer import Renderer
from tests.support import LANGUAGES, copy_guide


def renderer(guide: Guide, language: str = "en", table: Table | None = None) -> Renderer:
    """The renderer of a language, with one placeholder more."""
    parts = {"part": lambda root: f"<b>{root}</b>"}
    return Renderer(environment(), table or guide.table, guide.words, language, parts)


@pytest.mark.parametrize(
    ("markdown", "path", "expected"),
    [
        (
            '{{ email("dues-counter") }}',
            "a.md",
            "[dues@harbour.example.org](mailto:dues@harbour.example.org)",
        ),
        ('{{ link("noise") }}', "a.md", "[Noise at night](categories/noise.md)"),
        ('{{ link("noise") }}', "a/b.md", "[Noise at night](../categories/noise.md)"),
        ('{{ asset("x.json") }}', "a.md", "../x.json"),
        ('{{ asset("x.json") }}', "a/b.md", "../../x.json"),
        ("{{ part }}", "a.md", "<b>../</b>"),
        ("{{ part }}", "a/b.md", "<b>../../</b>"),
        ("{{ table.source.compared | in_words }}", "a.md", "January\u00a015, 2026"),
        ("{{ words.home }}", "a.md", "Whom to write to in the harbour"),
        ("{{ language }}", "a.md", "en"),
    ],
)
def test_fills_in_placeholders(guide: Guide, markdown: str, path: str, expected: str) -> None:
    """A page takes addresses, links, files, parts, dates and words from table and engine."""
    assert renderer(guide).hand_written(markdown, path, "docs/en/a.md") == expected


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("{{ nothing }}", 1),
        ('x\n{{ email("nobody") }}', 2),
        ('x\n\n{{ email("night-watch") }}', 3),
        ('{{ link("nowhere") }}', 1),
        ("x\n{{ table.", 2),
        ("x\n{% if %}", 2),
        ("{{ table.contacts.x.y.z }}", 1),
    ],
)
def test_a_placeholder_that_cannot_be_filled_in_is_found(
    guide: Guide, markdown: str, line: int
) -> None:
    """What does not exist, or has no address, is a finding with its file and line."""
    with pytest.raises(GuideError) as caught:
        renderer(guide).hand_written(markdown, "a.md", "docs/en/a.md")
    (finding,) = caught.value.findings
    assert (finding.file, finding.line) == ("docs/en/a.md", line)
    assert finding.problem.startswith("A placeholder cannot be filled in: ")


@pytest.mark.parametrize(
    ("source", "page", "said"),
    [("en", "en", ""), ("en", "fr", "(en anglais)"), ("fr", "en", "(in French)"), ("fr", "fr", "")],
)
def test_says_in_which_language_the_source_is(
    guide: Guide, source: str, page: str, said: str
) -> None:
    """Where the source page is in the other language, a link to it says so."""
    changed = dataclasses.replace(
        guide.table, source=dataclasses.replace(guide.table.source, language=source)
    )
    category = next(each for each in changed.categories.values() if each.gap)
    markdown = renderer(guide, page, changed).category(category, "2026-01-01").markdown
    link = f'hreflang="{source}" rel="external">{changed.source.title[page]}</a>'
    assert f"{link} {said}".strip() in markdown
    assert ("(in " in markdown or "(en " in markdown) == bool(said)


def test_a_category_leads_to_pages_that_are_there(guide: Guide) -> None:
    """A guide may do without a page on what to include, and ask nobody for a language."""
    category = next(iter(guide.table.categories.values()))
    words, parts = guide.words, {"part": str}
    short = Renderer(environment(), guide.table, words, "en", parts)
    pages = ("what-to-include.md", "protect-your-information.md")
    whole = Renderer(
        environment(), guide.table, words, "en", parts, replies=("fr", "en"), pages=pages
    )
    said = words.on_pages("en")
    for of, is_there in ((short, False), (whole, True)):
        markdown = of.category(category, "2026-01-15").markdown
        for part in (*(f"../../{name[:-3]}/" for name in pages), "French or English"):
            assert (part in markdown) == is_there, part
        assert (str(said["letter_reply"]) in markdown) == is_there


def test_a_category_is_found_by_what_people_say(guide: Guide) -> None:
    """A category's page carries its sentences and its everyday words for the search."""
    category = guide.table.categories["noise"]
    page = renderer(guide, "fr").category(category, "2026-01-02")
    assert page.meta == {
        "title": "Bruit la nuit",
        "description": category.summary["fr"],
        "keywords": "Un moteur m’empêche de dormir. "
        "musique, moteur, groupe électrogène, fête, dormir, vacarme",
    }
    assert (page.path, page.date_modified) == ("categories/noise.md", "2026-01-02")
    silent = guide.table.categories["staff-conduct"]
    assert renderer(guide).category(silent, "").meta["keywords"] == silent.sentences[0]["en"]


def commit(root: Path, day: str) -> None:
    """Commit everything on a given day, as nobody in particular."""
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "x"), ("EMAIL", "x@example.org"), ("DATE", f"{day}T12:00:00Z"))
    }
    for arguments in (["add", "."], ["commit", "-qm", day]):
        subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **who}, check=True)


def test_a_page_was_modified_when_its_file_or_its_facts_were(tmp_path: Path) -> None:
    """A page made from the table is as new as the newer of its own file and the table's."""
    root = copy_guide(tmp_path / "guide")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    commit(root, "2026-01-16")
    table, plain = root / TABLE, root / "docs/en/plain.md"
    table.write_text(table.read_text("utf-8") + "# Read again.\n", "utf-8")
    commit(root, "2026-01-18")
    for language in ("en", "fr"):
        page = root / f"docs/{language}/plain.md"
        page.write_text(f"---\ntitle: Plain {language}\ndescription: {language}\n---\n", "utf-8")
    commit(root, "2026-01-17")
    index = root / "docs/fr/index.md"
    index.write_text(index.read_text("utf-8") + "\nEncore.\n", "utf-8")
    commit(root, "2026-01-19")
    guide = load(root)
    assert guide.date_modified == "2026-01-18"
    assert {
        path: guide.pages[path].date_modified
        for path in ("en/plain.md", "en/index.md", "fr/index.md", "en/categories/noise.md")
    } == {
        "en/plain.md": "2026-01-17",
        "en/index.md": "2026-01-18",
        "fr/index.md": "2026-01-19",
        "en/categories/noise.md": "2026-01-18",
    }
    assert plain.is_file()


def test_without_history_the_day_of_the_comparison_counts(tmp_path: Path) -> None:
    """A guide outside a repository is as new as the last comparison with its source."""
    guide = load(copy_guide(tmp_path / "guide"))
    made = {f"{language}/{RECORD_PAGE}" for language in LANGUAGES}  # as new as its newest entry
    dates = {page.date_modified for uri, page in guide.pages.items() if uri not in made}
    assert {guide.date_modified, *dates} == {guide.table.source.compared}
