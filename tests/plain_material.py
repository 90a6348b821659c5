"""The pages of a guide in MkDocs with Material and i18n alone, to measure the engine beside."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from enquiry.site import guide

PLAIN = """
site_name: Plain
site_url: https://enquiry-guide.example/
theme: {name: material, font: false}
not_in_nav: |
  categories/
  enquiry.md
plugins:
  - search
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      languages: LANGUAGES
nav:
  - index.md
  - what-to-include.md
  - what-to-expect.md
  - protect-your-information.md
  - for-developers.md
  - accessibility.md
markdown_extensions: [attr_list, def_list, md_in_html, tables, toc]
"""


def plain_site(to: Path, of: Path) -> Path:
    """The same pages, rendered to Markdown files, for MkDocs with Material and i18n alone."""
    (to / "docs").mkdir(parents=True)
    whole = guide.load(of)
    for page in whole.pages.values():
        file = to / "docs" / page.language / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = "" if page.markdown.startswith("---") else f"---\n{yaml.dump(dict(page.meta))}---\n"
        file.write_text(front + page.markdown, "utf-8")
    listed = [
        {"locale": code, "name": code, "default": code == whole.table.languages[0]}
        for code in whole.table.languages
    ]
    settings = PLAIN.replace("LANGUAGES", json.dumps(listed))
    (to / "mkdocs.yml").write_text(settings, "utf-8")
    return to
