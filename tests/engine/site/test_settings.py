"""`enquiry check` says what MkDocs would say of a guide's settings, with the line."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.engine.site.breaking import change, said
from tests.support import copy_guide, mkdocs


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A guide to break."""
    return copy_guide(tmp_path / "guide")


def test_settings_may_inherit_others(root: Path) -> None:
    """What they inherit counts as if it stood there, but for its place."""
    (root / "mkdocs.yml").rename(root / "base.yml")
    (root / "mkdocs.yml").write_text("INHERIT: base.yml\nextra: {territory: CA}\n", "utf-8")
    assert said(root) == []
    change(root / "base.yml", "hooks:", "extra: {shell: materail}\nhooks:")
    (finding,) = said(root)
    assert finding.startswith('mkdocs.yml: There is no shell "materail".')
    (root / "base.yml").write_text("a: [", "utf-8")
    assert "base.yml: while parsing" in said(root)[0]


UNKNOWN = "Unrecognised configuration name"
REFUSED = [
    ("docs_dir: docs\n", "doc_dir: docs\n", f"doc_dir: {UNKNOWN}: doc_dir."),
    ("name: material", "name: materail", "theme: Unrecognised theme name: 'materail'."),
    ("plugins:\n", "plugins:\n  - serach\n", 'plugins: The "serach" plugin is not installed.'),
    (
        "docs_structure",
        "docs_structur",
        f"plugins: Plugin 'i18n' option 'docs_structur': {UNKNOWN}: docs_structur.",
    ),
    (
        "plugins:\n",
        "markdown_extensions:\n  - admonitoin\nplugins:\n",
        "markdown_extensions: Failed to load extension 'admonitoin'.",
    ),
    (
        "omitted_files: warn",
        "omited_files: warn",
        f"validation: Sub-option 'nav': Sub-option 'omited_files': {UNKNOWN}: omited_files.",
    ),
    ("hooks/guide.py", "hooks/giude.py", 'There is no file "hooks/giude.py".'),
    # What is misspelled is not missing as well.
    ("site_name:", "site_nmae:", f'site_nmae: {UNKNOWN}: site_nmae. Did you mean "site_name"?'),
    *(
        (f"\n{name}:", f"\n{written}:", f'{written}: {UNKNOWN}: {written}. Did you mean "{name}"?')
        for name, written in (
            ("theme", "thmee"),
            ("hooks", "hokos"),
            ("plugins", "plugnis"),
            ("nav", "nva"),
        )
    ),
    # What MkDocs would take, and no guide can be built with.
    ("docs_dir: docs\n", "docs_dir: hooks\n", "The pages and the table of a guide are in the"),
    (
        "plugins:\n",
        "plugins:\n  - blog\n",
        'The plugin "blog" makes pages that are in no language.',
    ),
    ("plugins:\n", "plugins:\n  - tags\n", 'The plugin "tags" takes the templates of Material.'),
    ("hooks: [hooks/guide.py]", "hooks: []", "No hook names the engine, which makes the pages."),
    ("name: material", "name: mkdocs", 'The pages need the theme of the name "material"'),
    ("docs_dir: docs\n", "docs_dir: docs\nINHERIT: base.yml\n", 'There is no file "base.yml".'),
    (
        "docs_dir: docs\n",
        "docs_dir: docs\nuse_directory_urls: false\n",
        "The addresses of a guide's pages are those of folders.",
    ),
    (
        "site_url: https://harbour.example.org/",
        "site_url: https://x.example/?a",
        '"https://x.example/?a" is not the address of a site.',
    ),
    (
        "        - {locale: fr, name: Français}",
        "        - {locale: fr, name: Français, build: false}",
        "This language of the guide would not be built.",
    ),
]


@pytest.mark.parametrize(("old", "new", "what"), REFUSED, ids=[each[1].strip() for each in REFUSED])
def test_a_setting_that_mkdocs_refuses_is_a_finding_on_its_line(
    root: Path, old: str, new: str, what: str
) -> None:
    """Each is said once, where it stands."""
    settings = root / "mkdocs.yml"
    change(settings, old, new)
    (finding,) = said(root)
    place, _, rest = finding.partition(": ")
    assert rest.startswith(what)
    wrong = re.findall(r"[\w/.]+", what.replace("'", " ").replace('"', " "))
    line = settings.read_text("utf-8").splitlines()[int(place.split(":")[1]) - 1]
    assert line.strip() in new or any(word in line for word in wrong if word in new)


def test_a_theme_without_its_name_is_said_once(root: Path) -> None:
    """In the words of MkDocs, where the name is misspelled."""
    change(root / "mkdocs.yml", "name: material", "nmae: material")
    (finding,) = said(root)
    assert finding.partition(": ")[2].startswith("theme: No theme name set.")


def test_plugins_may_be_keys(root: Path) -> None:
    """As MkDocs takes them, instead of a list."""
    change(root / "mkdocs.yml", "  - i18n:", "  i18n:")
    assert said(root) == []


@pytest.mark.parametrize("written", ["", "null\n", "settings\n", "- settings\n"])
def test_settings_without_keys_are_a_finding(root: Path, written: str) -> None:
    """Whatever else they are."""
    (root / "mkdocs.yml").write_text(written, "utf-8")
    (finding,) = said(root)
    assert "The settings are no keys with values." in finding


def test_settings_that_are_no_file_are_a_finding(root: Path) -> None:
    """None beside pages, and a pipe, from which nothing may ever come."""
    (root / "mkdocs.yml").unlink()
    (found,) = said(root)
    assert found.startswith("mkdocs.yml: There are pages, and no settings to build them with.")
    os.mkfifo(root / "mkdocs.yml")
    assert said(root) == ["mkdocs.yml: This is not a file. Put a file there."]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("def (", "hooks/guide.py:1:5: This is no Python: invalid syntax. Fix it here."),
        ("import os", "mkdocs.yml:14:8: No hook names the engine, which makes the pages."),
    ],
)
def test_a_hook_that_is_not_the_engine_is_a_finding(root: Path, code: str, says: str) -> None:
    """It is read, and not run."""
    (root / "hooks/guide.py").write_text(code, "utf-8")
    (finding,) = said(root)
    assert finding.startswith(says)


def test_a_page_that_the_navigation_leaves_out_is_a_finding(root: Path) -> None:
    """Where a build would warn of it."""
    change(root / "mkdocs.yml", "  - accessibility.md\n", "")
    (finding,) = said(root)
    assert re.match(r'mkdocs\.yml:\d+:3: The navigation leaves out "accessibility\.md"\.', finding)
    change(root / "mkdocs.yml", "omitted_files: warn", "omitted_files: ignore")
    assert said(root) == []


def test_files_that_no_page_could_load_are_findings(root: Path) -> None:
    """Neither those that are not there nor those of another site, and no page without language."""
    styles = 'extra_css: [assets/icon.svg, assets/none.css, "https://cdn.example.org/x.css"]\n'
    change(root / "mkdocs.yml", "hooks:", f"{styles}hooks:")
    (root / "docs/notes.md").write_text("# Notes\n", "utf-8")
    line = (root / "mkdocs.yml").read_text("utf-8").splitlines().index(styles.strip()) + 1
    assert said(root) == [
        "docs/notes.md: This page is in no language's folder. "
        "Move it into one, or name it in exclude_docs.",
        f'mkdocs.yml:{line}:30: There is no file "assets/none.css" in docs. '
        "Put it there, or delete this.",
        f"mkdocs.yml:{line}:47: The pages load nothing from another site. Put that file into docs.",
    ]


def test_material_has_files_from_the_folders_of_the_theme_too(root: Path) -> None:
    """Its own and those of custom_dir, of which the light shell takes templates alone."""
    named = "  logo: own.svg\n  favicon: assets/images/favicon.png\n"
    change(root / "mkdocs.yml", "theme:\n", f"theme:\n  custom_dir: overrides\n{named}")
    change(root / "mkdocs.yml", "hooks:", "extra_css: [own.css]\n\nhooks:")
    (root / "overrides").mkdir()
    (root / "overrides/own.css").write_text("", "utf-8")
    (root / "overrides/own.svg").write_text("<svg/>", "utf-8")
    (finding,) = said(root)
    assert 'There is no file "own.css" in docs.' in finding
    change(root / "mkdocs.yml", "extra: {", "extra: {shell: material, ")
    assert said(root) == []
    change(root / "mkdocs.yml", "logo: own.svg", "logo: no.svg")
    (finding,) = said(root)
    assert 'There is no file "no.svg" in docs.' in finding


def test_options_that_are_code_are_not_run(root: Path) -> None:
    """A function among the settings is MkDocs' to call; the check does nothing with it."""
    change(
        root / "mkdocs.yml",
        "plugins:\n",
        "markdown_extensions:\n"
        "  - toc:\n      slugify: !!python/object/apply:os.abort []\n"
        "  - pymdownx.emoji:\n      emoji_index: !!python/name:no.such.module.index\n"
        "plugins:\n",
    )
    assert said(root) == []


def test_a_navigation_may_name_sections_other_sites_and_files(root: Path) -> None:
    """What MkDocs takes in a navigation is no finding, and the light shell shows it."""
    for language in ("en", "fr"):
        (root / f"docs/{language}/tides.pdf").write_bytes(b"%PDF-1.4")
    change(
        root / "mkdocs.yml",
        "  - accessibility.md\n",
        "  - More:\n      - accessibility.md\n      - Tides: tides.pdf\n"
        "  - Weather: https://weather.example/\n",
    )
    assert said(root) == []
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    page = (root / "site/index.html").read_text("utf-8")
    assert 'href="https://weather.example/"' in page
    assert "tides.pdf" in page
    assert ">Tides<" in page


def test_a_draft_is_left_out_everywhere(root: Path) -> None:
    """A page in `exclude_docs` is checked, and is not in the site, its search or its map."""
    for language in ("en", "fr"):
        head = "---\ntitle: Unready\naliases: [old]\ndescription: Not ready.\n---\n\n# Unready\n"
        (root / f"docs/{language}/unready.md").write_text(head, "utf-8")
    change(root / "mkdocs.yml", "  /words/\n", "  /words/\n  unready.md\n")
    assert said(root) == []
    done = mkdocs(root, "build", "--strict", SITE_URL="https://harbour.example/")
    assert done.returncode == 0, done.stderr
    site = root / "site"
    assert not (site / "unready").exists()
    assert not (site / "old").exists()
    for file in ("sitemap.xml", "search/en.json", "search/fr.json"):
        assert "unready" not in (site / file).read_text("utf-8").lower()
