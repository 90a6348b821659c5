"""A guide that cannot be built is refused in words that an editor understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.authoring.findings import GuideError
from enquiry.site import guide
from tests.engine.guide_cases import GuideCase, guide_cases
from tests.support import HARBOUR, copy_guide, mkdocs

CASES = guide_cases()
ABOUT_THE_REST = [case for case in CASES if not case.about_table]


@pytest.mark.parametrize("case", ABOUT_THE_REST, ids=lambda case: case.name)
def test_says_all_that_is_wrong_in_a_guide(case: GuideCase, tmp_path: Path) -> None:
    """What an editor may get wrong in words and pages is said in whole lines, and nothing else.

    The cases about the table alone are tests/engine/unit/test_loader.py's.
    """
    root = copy_guide(tmp_path / "guide")
    case.apply(root)
    with pytest.raises(GuideError) as caught:
        guide.load(root)
    assert [str(finding) for finding in caught.value.findings] == case.says


def test_names_what_is_wrong_in_all_files_at_once(tmp_path: Path) -> None:
    """One run names what is wrong in the table, in the words, in the schema and among the pages."""
    root = copy_guide(tmp_path / "guide")
    (root / "docs/routing.yml").write_text("", encoding="utf-8")
    (root / "docs/words/fr.yml").write_text("hmoe: x\n", encoding="utf-8")
    (root / "docs/fr/what-to-expect.md").unlink()
    schema = root / "schema/enquiry.schema.json"
    words = schema.read_text(encoding="utf-8").replace('"x-subject"', '"x-subjet"')
    schema.write_text(words, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        guide.load(root)
    assert [finding.file for finding in caught.value.findings] == [
        "docs/en/what-to-expect.md",
        "docs/routing.yml",
        "docs/words/fr.yml",
        "schema/enquiry.schema.json",
    ]


@pytest.mark.parametrize("case", [CASES[0], ABOUT_THE_REST[0]], ids=lambda case: case.name)
def test_stops_the_build_without_a_traceback(case: GuideCase, tmp_path: Path) -> None:
    """`mkdocs build --strict` ends with the finding, not with a traceback."""
    root = copy_guide(tmp_path / "guide")
    case.apply(root)
    done = mkdocs(root, "build", "--strict")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert case.says[0] in done.stdout


def test_a_whole_guide_is_loaded() -> None:
    """A guide without a finding has every page in both languages, and one for each category."""
    loaded = guide.load(HARBOUR)
    english = {page.path for page in loaded.pages.values() if page.language == "en"}
    assert english == {page.path for page in loaded.pages.values() if page.language == "fr"}
    assert english >= {f"categories/{name}.md" for name in loaded.table.categories}
    assert english >= {path.name for path in (HARBOUR / "docs/en").glob("*.md")}


def test_says_in_which_language_the_source_is(tmp_path: Path) -> None:
    """Where the source page is in the other language, a link to it says so."""
    root = copy_guide(tmp_path / "guide")
    table = root / "docs/routing.yml"
    words = table.read_text(encoding="utf-8")
    table.write_text(words.replace("  language: en\n", "  language: fr\n"), encoding="utf-8")
    pages = guide.load(root).pages
    assert "(in French)" in pages["en/categories/harbour-works.md"].markdown
    assert "(en anglais)" not in pages["fr/categories/harbour-works.md"].markdown
    assert "(en français)" not in pages["fr/categories/harbour-works.md"].markdown
