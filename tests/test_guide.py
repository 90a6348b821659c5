"""A guide that does not hold is refused in words that an editor understands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from enquiry import guide
from enquiry.authoring.findings import GuideError
from tests.support import ROOT, copy_guide, mkdocs

CASES = sorted((ROOT / "tests/cases/guide").glob("*.yml"))


def broken(case: Path, to: Path) -> list[str]:
    """Make the copy of the guide that the case describes; return what must be said of it."""
    steps = yaml.safe_load(case.read_text(encoding="utf-8"))
    root = copy_guide(to)
    for step in steps["change"]:
        file = root / step["file"]
        if "delete" in step:
            file.unlink()
        elif "write" in step:
            file.write_text(step["write"], encoding="utf-8")
        elif "append" in step:
            file.write_text(file.read_text("utf-8") + step["append"], encoding="utf-8")
        else:
            words = file.read_text("utf-8")
            assert step["find"] in words, step["find"]
            file.write_text(words.replace(step["find"], step["replace"], 1), encoding="utf-8")
    says: list[str] = steps["says"]
    return says


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_says_where_what_and_how_to_mend(case: Path, tmp_path: Path) -> None:
    """Each fault is named with its file, its place, what is wrong and what was expected."""
    says = broken(case, tmp_path / "guide")
    with pytest.raises(GuideError) as caught:
        guide.load(tmp_path / "guide")
    told = str(caught.value)
    for words in says:
        assert words in told
    assert len(caught.value.findings) == len(says), told


def test_says_in_which_language_the_source_is(tmp_path: Path) -> None:
    """Where the source page is in the other language, a link to it says so."""
    root = copy_guide(tmp_path / "guide")
    table = root / "docs/routing.yml"
    table.write_text(
        table.read_text("utf-8").replace("  language: en\n", "  language: fr\n"), "utf-8"
    )
    pages = guide.load(root).pages
    assert "(in French)" in pages["en/categories/selection-policy.md"].markdown
    assert "(en " not in pages["fr/categories/selection-policy.md"].markdown


def test_names_the_faults_of_all_files_at_once(tmp_path: Path) -> None:
    """One run names what is wrong in the table, in the interface and among the pages."""
    root = copy_guide(tmp_path / "guide")
    (root / "docs/routing.yml").write_text("", "utf-8")
    (root / "docs/interface.yml").write_text("", "utf-8")
    (root / "docs/fr/what-to-expect.md").unlink()
    with pytest.raises(GuideError) as caught:
        guide.load(root)
    assert {finding.file for finding in caught.value.findings} == {
        "docs/routing.yml",
        "docs/interface.yml",
        "docs/en/what-to-expect.md",
    }


@pytest.mark.parametrize("case", CASES[::6], ids=lambda case: case.stem)
def test_stops_the_build_without_a_traceback(case: Path, tmp_path: Path) -> None:
    """`mkdocs build --strict` exits with a message, not with a traceback."""
    says = broken(case, tmp_path / "guide")
    done = mkdocs(tmp_path / "guide", "build", "--strict")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert says[0] in done.stdout


def test_loads_the_guide_of_the_repository() -> None:
    """The repository's own guide holds, and has every page in both languages."""
    pages = guide.load(ROOT).pages.values()
    english = {page.path for page in pages if page.language == "en"}
    assert english == {page.path for page in pages if page.language == "fr"}
    assert "categories/individual-case.md" in english
