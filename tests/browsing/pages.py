"""The pages of a guide: all that its site has, and a few of each kind for slow checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from enquiry.authoring.settings import SHELLS
from enquiry.guide_files import GuideFiles
from enquiry.routing.loader import load_table
from enquiry.site.html import address

NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Sample:
    """A page that stands for all pages of its kind. `path` is its address below the site's root."""

    kind: str
    language: str
    path: str


def shell_of(site: Path) -> str:
    """The shell that a site was built in."""
    return SHELLS[(site / "assets/material").is_dir()]


def every_page(site: Path) -> list[str]:
    """The address of each page of a built site, below its root."""
    files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return [file.removesuffix("index.html") for file in files]


def samples(guide: Path) -> list[Sample]:
    """Pages of each kind in each language: at most two, and one of most.

    The kinds: home, a category with a contact, one with a gap if there is any, hand-written pages
    (the first and the longest), the page with the form, the page for no address.
    """
    table = load_table(GuideFiles.of(guide).table)
    categories, languages = table.categories.values(), table.languages
    chosen = {"home": ["index.md"]}
    for kind, found in (
        ("category", [row for row in categories if row.contact and not row.gap]),
        ("gap", [row for row in categories if row.gap]),
    ):
        chosen[kind] = [f"categories/{row.id}.md" for row in found[:1]]
    texts = {
        file.name: file.read_text("utf-8")
        for file in sorted((guide / "docs" / languages[0]).glob("*.md"))
    }
    chosen["form"] = [name for name, text in texts.items() if "{{ form }}" in text]
    written = [name for name in texts if name not in (*chosen["form"], *chosen["home"])]
    longest = sorted(written, key=lambda name: len(texts[name]))[-1:]
    chosen["written"] = list(dict.fromkeys(written[:1] + longest))
    return [
        *(
            Sample(kind, language, address(language, name, languages[0]))
            for language in languages
            for kind, names in chosen.items()
            for name in names
        ),
        Sample("not found", languages[0], NOT_FOUND),
    ]
