"""Serving a guide while somebody writes it."""

from __future__ import annotations

from pathlib import Path

from enquiry.guide_files import TABLE
from tests.serving import get, served, until
from tests.support import copy_guide


def test_serves_stays_up_and_recovers(tmp_path: Path) -> None:
    """`serve` answers in both languages, says what is wrong with a save, shows the last good
    pages meanwhile, and the next good save and its own templates after it."""
    root = copy_guide(tmp_path / "guide")
    (root / "overrides").mkdir()
    template = root / "overrides/main.html"
    template.write_text('{% extends "base.html" %}', "utf-8")
    settings = root / "mkdocs.yml"
    chosen = settings.read_text("utf-8").replace("theme:\n", "theme:\n  custom_dir: overrides\n")
    settings.write_text(chosen, "utf-8")
    table, log = root / TABLE, tmp_path / "log"
    good = table.read_text("utf-8")
    with served(root, log) as address:
        until(lambda: "<h1" in get(address))
        assert 'lang="fr"' in get(f"{address}fr/")
        assert "Content-Security-Policy" not in get(address), "live reload needs a script inline"
        table.write_text(good.replace("after_days: 21", "after_days: soon"), "utf-8")
        until(lambda: "This is a text, not a whole number" in log.read_text())
        assert "I want a mooring" in get(address)
        table.write_text(good.replace("I want a mooring", "I need a mooring"), "utf-8")
        until(lambda: "I need a mooring" in get(address))
        footer = "{% block footer %}<p>New words</p>{% endblock %}"
        template.write_text('{% extends "base.html" %}' + footer, "utf-8")
        until(lambda: "New words" in get(address))
    assert "Traceback" not in log.read_text()


def test_the_last_good_pages_stay_up_whatever_breaks(tmp_path: Path) -> None:
    """Whatever a save breaks, the last good pages stay up with a message, until the next one."""
    root = copy_guide(tmp_path / "guide")
    (root / "overrides").mkdir()
    template, settings = root / "overrides/main.html", root / "mkdocs.yml"
    page, log = root / "docs/en/accessibility.md", tmp_path / "log"
    good = '{% extends "base.html" %}'
    template.write_text(good, "utf-8")
    chosen = settings.read_text("utf-8").replace("theme:\n", "theme:\n  custom_dir: overrides\n")
    settings.write_text(chosen, "utf-8")
    words = page.read_text("utf-8")

    def breaks(file: Path, broken: str, message: str) -> None:
        """A save that breaks the build, its message, and the page that stays."""
        whole = file.read_text("utf-8")
        file.write_text(broken, "utf-8")
        until(lambda: message in log.read_text())
        assert "I want a mooring" in get(address)
        file.write_text(whole, "utf-8")

    with served(root, log) as address:
        until(lambda: "<h1" in get(address))
        undefined = "{% block footer %}{{ nothing.x }}{% endblock %}"
        breaks(template, good + undefined, "main.html:1:1: This template cannot be filled in")
        breaks(template, '{% extends "bsae.html" %}', "There is no template “bsae.html”")
        breaks(template, "{% if", "overrides/main.html:1:1: This template cannot be read")
        breaks(settings, f"{chosen}\n  - [", "Error: MkDocs encountered an error parsing")
        breaks(page, "---\ntitle: a: b\n---\n", "The front matter is not YAML")
        loop = root / "docs/en/loop"
        loop.symlink_to(".")
        page.write_text(f"{words}\n", "utf-8")
        until(lambda: "This link leads back to a folder that holds it" in log.read_text())
        assert "I want a mooring" in get(address)
        loop.unlink()
        page.write_text(f"{words}\nGood again.\n", "utf-8")
        until(lambda: "Good again." in get(f"{address}accessibility/"))
    assert "Traceback" not in log.read_text()
