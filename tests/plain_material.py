"""The pages of a guide in MkDocs with Material and i18n alone, to measure the engine beside."""

from __future__ import annotations

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
      languages:
        - {locale: en, name: English, default: true}
        - {locale: fr, name: Français}
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
    for page in guide.load(of).pages.values():
        file = to / "docs" / page.language / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = "" if page.markdown.startswith("---") else f"---\n{yaml.dump(dict(page.meta))}---\n"
        file.write_text(front + page.markdown, "utf-8")
    (to / "mkdocs.yml").write_text(PLAIN, "utf-8")
    return to
