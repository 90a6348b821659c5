"""What the README of a new guide says how to change can be changed so, and breaks nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from enquiry.authoring import new_guide
from enquiry.authoring.findings import GuideError
from enquiry.authoring.readable_json import as_json
from enquiry.check import findings
from enquiry.guide_files import SCHEMA, TABLE, GuideFiles
from enquiry.site.guide import Guide, load
from tests.engine.new_guide.conftest import written
from tests.support import LANGUAGES, ROOT, mkdocs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new guide to change."""
    new_guide.write(tmp_path / "guide", written())
    return tmp_path / "guide"


def replace(file: Path, old: str, new: str) -> None:
    """Change a text of a file, which has to be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def schema_of(folder: Path) -> dict[str, Any]:
    """The schema, to change and to save again."""
    data: dict[str, Any] = json.loads((folder / SCHEMA).read_text(encoding="utf-8"))
    return data


def save(folder: Path, schema: dict[str, Any]) -> None:
    """Write the schema as an editor would."""
    (folder / SCHEMA).write_text(as_json(schema), encoding="utf-8")


def pages_of(folder: Path) -> Guide:
    """The changed guide, once its check has nothing to say."""
    assert findings(GuideFiles.of(folder)) == []
    return load(folder)


def everything(guide: Guide, path: str) -> Iterator[str]:
    """A page in each language."""
    return (guide.pages[f"{language}/{path}"].markdown for language in LANGUAGES)


def test_an_address(folder: Path) -> None:
    """An address is changed in one place; a new domain is missed in the schema by the check."""
    replace(folder / TABLE, "desk@library.example.org", "help@library.example.org")
    for page in everything(pages_of(folder), "categories/loans.md"):
        assert "help@library.example.org" in page
    replace(folder / TABLE, "help@library.example.org", "help@town.example.net")
    replace(
        folder / TABLE,
        "  - library.example.org\n",
        "  - library.example.org\n  - town.example.net\n",
    )
    (finding,) = findings(GuideFiles.of(folder))
    pattern = json.loads(re.search(r'Write the pattern (".*")\.$', str(finding))[1])  # type: ignore[index]
    schema = schema_of(folder)
    email = schema["properties"]["recipient"]["properties"]["email"]
    email["x-advice"][0]["then"]["pattern"] = pattern
    save(folder, schema)
    pages_of(folder)


def test_a_wait(folder: Path) -> None:
    """A number of days is changed in one place."""
    replace(folder / TABLE, "after_days: 10", "after_days: 45")
    guide = pages_of(folder)
    for path in ("categories/loans.md", "what-to-expect.md"):
        assert all("45" in page for page in everything(guide, path))


def test_a_category(folder: Path) -> None:
    """A copy of a category with an id, a title and sentences of its own is one more, once the
    schema has its id."""
    table = (folder / TABLE).read_text(encoding="utf-8")
    start, end = table.index("  - id: fees\n"), table.index("  # A contact without")
    entry = table[start:end].replace("id: fees", "id: prints").replace("ees and", "ees, prints and")
    entry = re.sub(r"(?m)^( +fr: )Frais et", r"\1Impressions, frais et", entry)
    entry = entry.replace("a book that I", "a print that I").replace(
        "un livre que j", "une copie que j"
    )
    (folder / TABLE).write_text(f"{table[:start]}{entry}{table[start:]}", encoding="utf-8")
    schema = schema_of(folder)
    schema["properties"]["category"]["enum"].insert(1, "prints")
    condition = schema["allOf"][-1]["if"]["properties"]["category"]
    save(folder, schema)
    assert findings(GuideFiles.of(folder)) != []  # it includes the card, and does not require it
    condition["enum"].append("prints")
    save(folder, schema)
    guide = pages_of(folder)
    assert list(guide.table.categories)[:3] == ["loans", "prints", "fees"]


def test_a_page(folder: Path) -> None:
    """A new page is a file in each language and a line of the settings; MkDocs builds it."""
    for language in LANGUAGES:
        page = folder / f"docs/{language}/opening-hours.md"
        head = f"title: Hours ({language})\ndescription: When the library is open ({language})."
        page.write_text(f"---\n{head}\n---\n\n# Hours\n\nSee [home](index.md).\n", encoding="utf-8")
    replace(folder / "mkdocs.yml", "  - index.md\n", "  - index.md\n  - opening-hours.md\n")
    pages_of(folder)
    done = mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert (folder / "site/opening-hours/index.html").is_file()


def test_a_field(folder: Path) -> None:
    """A copy of a field with a name and a label of its own is asked for, and can be required."""
    schema = schema_of(folder)
    copy = deepcopy(schema["properties"]["recipient"]["properties"]["office"])
    copy["x-label"] = {language: f"Telephone ({language})" for language in LANGUAGES}
    enquirer = schema["properties"]["enquirer"]
    enquirer["properties"]["telephone"] = copy
    save(folder, schema)
    assert all("Telephone" in page for page in everything(pages_of(folder), "enquiry.md"))
    enquirer["required"].append("telephone")
    copy["x-errors"]["required"] = {language: f"Enter it ({language})." for language in LANGUAGES}
    save(folder, schema)
    with pytest.raises(GuideError, match="This example is no valid enquiry: /enquirer/telephone"):
        load(folder)
    for page in folder.glob("docs/*/for-developers.md"):
        replace(page, '"fullName"', '"telephone": "by day",\n    "fullName"')
    pages_of(folder)
    schema["properties"]["telephone"] = copy  # outside the groups
    save(folder, schema)
    pages_of(folder)


def test_a_label_and_a_word_of_the_interface(folder: Path) -> None:
    """A label is the schema's; a word of the engine is replaced in each language, or in none."""
    schema = schema_of(folder)
    schema["properties"]["message"]["x-label"] = dict.fromkeys(LANGUAGES, "Tell us everything")
    save(folder, schema)
    for language in LANGUAGES:
        with (folder / f"docs/words/{language}.yml").open("a", encoding="utf-8") as file:
            file.write("  action_check: Ready, set, go\n")
        if language != LANGUAGES[-1]:
            with pytest.raises(GuideError, match="action_check"):
                load(folder)
    for page in everything(pages_of(folder), "enquiry.md"):
        assert "Tell us everything" in page
        assert "Ready, set, go" in page


def test_the_workflow_and_the_hooks_run_what_exists(folder: Path) -> None:
    """What checks a change, here and before each commit, is this engine's command and MkDocs."""
    workflow = yaml.safe_load((folder / ".github/workflows/guide.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    # What has a name is more than a command: tests/engine/test_pull_requests.py takes it.
    runs = [step["run"] for step in steps if "run" in step and "name" not in step]
    assert [run.partition(" #")[0] for run in runs] == [
        "pip install -r requirements.txt",
        "enquiry check",
        "mkdocs build --strict",
        "enquiry check --site site",
    ]
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    hooks = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (local,) = hooks["repos"]
    entries = [hook["entry"] for hook in local["hooks"]]
    assert entries == ["enquiry check", "mkdocs build --strict"]
    for hook in local["hooks"]:
        assert re.search(hook["files"], TABLE)
        assert re.search(hook["files"], SCHEMA)
        assert not re.search(hook["files"], "README.md")


def test_only_the_hook_is_code_and_the_engine_is_named_once(folder: Path) -> None:
    """An upgrade is one line: nothing in the folder is the engine's."""
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")] == [
        "hooks/guide.py"
    ]
    hook = (folder / "hooks/guide.py").read_text(encoding="utf-8")
    assert hook == (ROOT / "hooks/guide.py").read_text(encoding="utf-8")
    versions = [
        path for path in folder.rglob("*") if path.is_file() and b"1.2.3" in path.read_bytes()
    ]
    assert [path.name for path in versions] == ["requirements.txt"]
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "enquiry-guide[fast,freshness,site]==1.2.3"
    ]


@pytest.mark.parametrize(
    "name",
    [
        'A "quoted" \\ name\'s `tick` <script>alert(1)</script>',
        "{{ 7*7 }} {count} {% raw %} # [x](javascript:alert(1))",
        "*b* _i_ & &lt; : - ! %s {braces",
        "مكتبة 📚 A",
    ],
)
def test_any_name_is_shown_as_it_is(tmp_path: Path, name: str) -> None:
    """No name breaks out of YAML, JSON, Markdown or HTML."""
    new_guide.write(tmp_path, written(name))
    guide = pages_of(tmp_path)
    for language in LANGUAGES:
        assert guide.table.publisher.name[language] == name
        assert guide.words.pages["site_name"][language] == name
    assert mkdocs(tmp_path, "build", "--strict").returncode == 0
    for page in (tmp_path / "site").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<script>alert" not in html
        assert 'href="javascript' not in html
