"""An editor says of the engine's own settings what `enquiry check` says, and nothing of others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mkdocs.utils.yaml import yaml_load

from enquiry.authoring.new_guide import TEMPLATE
from enquiry.authoring.settings import SHELLS, settings_findings
from enquiry.authoring.settings_schema import settings_schema
from tests.support import HARBOUR, ROOT, TOWN

JUDGE = Draft202012Validator(settings_schema())
OLDER = ROOT / "tests/guides/older"


def settings(text: str) -> Any:
    """Settings as MkDocs reads them."""
    return yaml_load(text)


def test_the_schema_is_one() -> None:
    """It holds for draft 2020-12."""
    Draft202012Validator.check_schema(settings_schema())


@pytest.mark.parametrize(
    "folder", [ROOT, ROOT / "examples/city", HARBOUR, TOWN, OLDER, TEMPLATE], ids=lambda at: at.name
)
def test_the_settings_of_every_guide_fit(folder: Path) -> None:
    """Those of the engine, of MkDocs and of a theme."""
    JUDGE.validate(settings((folder / "mkdocs.yml").read_text("utf-8")))


@pytest.mark.parametrize("shell", [*SHELLS, "dark", "[light]", "''"])
def test_a_shell_is_one_that_there_is(tmp_path: Path, shell: str) -> None:
    """To the editor and to the check alike."""
    text = f"site_name: x\ntheme: {{name: material}}\nextra: {{shell: {shell}}}\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    found = list(settings_findings(tmp_path))
    assert JUDGE.is_valid(settings(text)) == (not found)


@pytest.mark.parametrize(
    "text",
    [
        "plugins: [search, {tags: {}}]",
        "plugins: {search: {}}",
        "extra: {analytics: {provider: x}}\nmarkdown_extensions: [toc]",
        "site_url: !ENV [SITE_URL, '']",
        "INHERIT: ../mkdocs.yml",
    ],
)
def test_what_is_not_the_engines_is_let_through(text: str) -> None:
    """Whatever MkDocs, a plugin or the theme has."""
    assert JUDGE.is_valid(settings(text))


@pytest.mark.parametrize(
    "i18n",
    [
        "{languages: [{locale: en}]}",
        "{docs_structure: suffix, languages: [{locale: en}]}",
        "{docs_structure: folder}",
        "{docs_structure: folder, languages: []}",
        "{docs_structure: folder, languages: [{name: x}]}",
    ],
)
def test_languages_are_marked(i18n: str) -> None:
    """Where no language is listed, or not each in a folder of its own."""
    assert not JUDGE.is_valid(settings(f"plugins: [{{i18n: {i18n}}}]"))
