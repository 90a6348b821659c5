"""Pages are read with the extensions of Markdown that a guide's settings choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.site.markdown_settings import converter

ICONS = """
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.tabbed:
      alternate_style: true
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
  - pymdownx.snippets
"""


def settings(root: Path, text: str, name: str = "mkdocs.yml") -> Path:
    """The folder `root` with these settings."""
    (root / name).write_text(text, "utf-8")
    return root


def test_extensions_have_their_options_and_functions(tmp_path: Path) -> None:
    """Those of installed packages; a snippet stands in the guide's folder, whatever the current."""
    (tmp_path / "note.md").write_text("*From a file*", "utf-8")
    to_html = converter(settings(tmp_path, ICONS))
    assert "<svg" in to_html(":material-account:")
    assert 'id="one-two"' in to_html('=== "One Two"\n\n    Words')
    assert "<em>From a file</em>" in to_html('--8<-- "note.md"')


def test_extensions_are_inherited_as_keys_too(tmp_path: Path) -> None:
    """From the settings that a guide inherits."""
    settings(tmp_path, "markdown_extensions:\n  footnotes:\n", "base.yml")
    to_html = converter(settings(tmp_path, "INHERIT: base.yml\n"))
    assert to_html("a[^1]\n\n[^1]: b").count("fn:1") > 1
    assert "fn:1" not in to_html("a")  # a page knows nothing of the one before


@pytest.mark.parametrize(
    "written",
    [
        "markdown_extensions: [no-such-extension]",
        "markdown_extensions: {toc: {slugify: !!python/name:os.system ''}}",
        "markdown_extensions: {toc: {slugify: !!python/object/apply:os.system [ls]}}",
        "markdown_extensions: 3",
        "- no settings",
        "a: [",
    ],
)
def test_what_cannot_be_read_leaves_the_usual_extensions(tmp_path: Path, written: str) -> None:
    """It is a finding elsewhere, and runs nothing."""
    assert 'id="a-b"' in converter(settings(tmp_path, written))("# A b")


def test_a_function_that_writes_a_file_is_not_called(tmp_path: Path) -> None:
    """Nor any other of Markdown's own: settings may only name them."""
    there, written = tmp_path / "there.md", tmp_path / "written"
    there.write_text("a", "utf-8")
    files = f"{{input: {there}, output: {written}}}"
    call = f"!!python/object/apply:markdown.core.markdownFromFile {{kwds: {files}}}"
    converter(settings(tmp_path, f"markdown_extensions: [toc: {{slugify: {call}}}]"))
    assert not written.exists()
