"""`enquiry check` says what a template of a guide's own would miss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from enquiry.site import guide
from tests.engine.site.breaking import change, said
from tests.support import copy_guide, mkdocs


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A guide to break."""
    return copy_guide(tmp_path / "guide")


def of_template(root: Path, body: str) -> Sequence[str]:
    """The findings where the guide has a template of its own."""
    change(root / "mkdocs.yml", "theme:\n", "theme:\n  custom_dir: overrides\n")
    (root / "overrides").mkdir()
    frame = f'{{% extends "base.html" %}}{{% block footer %}}\n\n{body}{{% endblock %}}'
    (root / "overrides/main.html").write_text(frame, "utf-8")
    return said(root)


def test_a_name_that_no_template_gets_is_a_finding(root: Path) -> None:
    """Before any page is built, with the name that may be meant."""
    (finding,) = of_template(root, "{{ descripton }}")
    problem = 'Nothing gives a template the name "descripton".'
    assert finding == f'overrides/main.html:3:1: {problem} Did you mean "description"?'


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (
            '\n{% extends "bsae.html" %}',
            '2:1: There is no template "bsae.html". '
            "Put it into the custom_dir of your theme, or do not ask for it.",
        ),
        (
            '{% extends "base.html" %}\n{% block foter %}x{% endblock %}',
            '2:1: No template that this one extends has a block "foter". Did you mean "footer"?',
        ),
        (
            '{% extends "base.html" %}{% block footer %}{% block a %}x{% endblock %}{% endblock %}',
            "",
        ),
        (
            '{% extends "base.html" %}{% block footer %}{% include "no.html" ignore missing %}'
            '{% include ["no.html", "footer.html.jinja"] %}{% endblock %}',
            "",
        ),
    ],
)
def test_what_a_template_extends_is_there(root: Path, template: str, says: str) -> None:
    """And so is each block that it replaces; a block in another one is its own."""
    (root / "overrides").mkdir()
    (root / "overrides/main.html").write_text(template, "utf-8")
    assert said(root) == []  # no setting names the folder
    change(root / "mkdocs.yml", "theme:\n", "theme:\n  custom_dir: overrides\n")
    assert said(root) == ([f"overrides/main.html:{says}"] if says else [])


def test_a_broken_template_is_found_once(root: Path) -> None:
    """And not in those that extend it."""
    change(root / "mkdocs.yml", "theme:\n", "theme:\n  custom_dir: overrides\n")
    (root / "overrides").mkdir()
    (root / "overrides/main.html").write_text("{% block a", "utf-8")
    (root / "overrides/wide.html").write_text('{% extends "main.html" %}', "utf-8")
    (finding,) = said(root)
    assert finding.startswith("overrides/main.html:1:1: This template cannot be read")


def test_an_unknown_filter_is_a_finding(root: Path) -> None:
    """With its line."""
    (finding,) = of_template(root, "{{ title | shuot }}")
    assert finding.startswith("overrides/main.html:3:1: ")
    assert "No filter named 'shuot'" in finding


def test_names_that_a_template_sets_gets_or_asks_about_are_none(root: Path) -> None:
    """Those of MkDocs, of the engine, its own, and those that it asks about first."""
    body = (
        "{% set mine = 1 %}{{ mine }}{{ title }}{{ page.url | url }}{{ config.site_name }}"
        '{{ words.skip }}{{ maybe | default("-") }}{% if other is defined %}{{ other }}{% endif %}'
        "{% for each in nav %}{{ each.title }}{{ loop.index }}{% endfor %}{{ super() }}"
    )
    assert of_template(root, body) == []
    assert mkdocs(root, "build", "--strict").returncode == 0


def test_where_a_hook_may_give_names_none_is_a_finding(root: Path) -> None:
    """The check does not run hooks, so that it does not know their names."""
    (root / "hooks/more.py").write_text(
        "def on_page_context(context, **_):\n    return {**context, 'tide': 'High tide at noon'}\n"
    )
    change(root / "mkdocs.yml", "[hooks/guide.py]", "[hooks/guide.py, hooks/more.py]")
    assert of_template(root, "{{ tide }}") == []
    assert mkdocs(root, "build", "--strict").returncode == 0
    assert "High tide at noon" in (root / "site/index.html").read_text("utf-8")


def test_every_name_of_a_page_is_known_to_the_check(root: Path) -> None:
    """Whatever the engine gives a page's template may be used in one of a guide."""
    from enquiry.site.page_context import page_context

    whole = guide.load(root)
    given = page_context(whole, whole.pages["en/index.md"], "https://harbour.example/")
    assert of_template(root, "".join(f"{{{{ {name} }}}}" for name in given)) == []
