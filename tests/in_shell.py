"""A copy of a guide in Material's shell, as it is or with what a publisher sets there.

`python -m tests.in_shell FOLDER GUIDE` makes the first in a new folder, for `make guide`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from tests.support import HARBOUR, copy_guide

# As the documentation of Material has it.
PUBLISHERS = {
    "logo": "assets/logo.svg",
    "custom_dir": "overrides",
    "features": [
        *("navigation.instant", "navigation.instant.progress", "navigation.tracking"),
        *("navigation.tabs", "navigation.top", "navigation.footer"),
        *("search.suggest", "search.highlight", "content.action.edit", "toc.follow"),
    ],
    "palette": [
        {
            "media": f"(prefers-color-scheme: {name})",
            "scheme": scheme,
            "primary": "teal",
            "accent": "amber",
            "toggle": {"icon": f"material/{icon}", "name": f"Switch to {other} mode"},
        }
        for name, scheme, icon, other in (
            ("light", "default", "brightness-7", "dark"),
            ("dark", "slate", "brightness-4", "light"),
        )
    ],
}
FILES = {
    "docs/assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    "docs/assets/extra.css": ":root { --publisher: 1; }\n",
    "overrides/main.html": '{% extends "base.html" %}\n'
    "{% block announce %}The harbour is closed on Sunday.{% endblock %}\n",
}


def in_material(to: Path, guide: Path = HARBOUR) -> Path:
    """A copy of the guide with the one line that chooses Material's shell."""
    root = copy_guide(to, guide)
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    if "\nextra: {" in text:
        text = text.replace("\nextra: {", "\nextra: {shell: material, ")
    elif "\nextra:\n" in text:
        text = text.replace("\nextra:\n", "\nextra:\n  shell: material\n")
    else:
        text += "\nextra: {shell: material}\n"
    settings.write_text(text, "utf-8")
    return root


def as_publishers_have_it(to: Path, site_url: str) -> Path:
    """The harbour's guide with settings, files and a template that a publisher has in Material."""
    root = in_material(to)
    settings = root / "mkdocs.yml"
    chosen: dict[str, Any] = yaml.safe_load(settings.read_text("utf-8"))
    chosen |= {"site_url": site_url, "extra_css": ["assets/extra.css"]}
    chosen["theme"] |= PUBLISHERS
    chosen["plugins"] = ["search", *chosen["plugins"]]
    chosen["markdown_extensions"] = ["admonition", "pymdownx.superfences", "pymdownx.details"]
    chosen |= {"repo_url": "https://git.example/harbour", "edit_uri": "edit/main/docs/"}
    chosen["extra"]["analytics"] = {"provider": "google", "property": "G-1"}
    settings.write_text(yaml.safe_dump(chosen, allow_unicode=True), "utf-8")
    for name, content in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return root


if __name__ == "__main__":
    in_material(*map(Path, sys.argv[1:]))
