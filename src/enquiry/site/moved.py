"""Old addresses: at each stands a page that says where the page is now, and leads there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import yaml
from jinja2 import Environment

from enquiry.authoring.yaml_file import FRONT_MATTER
from enquiry.guide_files import path_of_alias
from enquiry.site.html import address, to_root
from enquiry.site.localization import direction

if TYPE_CHECKING:
    from enquiry.site.guide import Guide


def old_paths(folder: Path, paths: Iterable[str]) -> Iterator[str]:
    """The paths at which the pages in a folder once stood, by their front matter.

    Nothing of a page that cannot be read, which is a finding of its own.
    """
    for path in paths:
        try:
            head = FRONT_MATTER.match((folder / path).read_text("utf-8-sig"))
            aliases = yaml.safe_load(head[1])["aliases"] if head else []
            yield from map(path_of_alias, aliases)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError):
            continue


def pages(
    guide: Guide,
    templates: Environment,
    site_url: str,
    policy: str,
    *,
    shell: str,
    styles: Sequence[str],
    palettes: Sequence[Mapping[str, str]],
) -> Iterator[tuple[str, str]]:
    """The file and the HTML of each old address, in each language.

    `site_url` is the site's address, or "" where it is not known; `styles` are the addresses of the
    style sheets of the `shell`, `palettes` the colours among which it chooses.
    """
    first = guide.table.languages[0]
    template = templates.get_template("moved.html")
    for language, (old, new) in product(guide.table.languages, guide.moved.items()):
        root = to_root(language, old, first)
        here = address(language, new, first)
        html = template.render(
            language=language,
            direction=direction(language),
            words=guide.words.on_pages(language),
            table=guide.table,
            policy=policy,
            styles=styles,
            palettes=palettes,
            shell=shell,
            root=root,
            home=root + address(language, "index.md", first),
            to=root + here,
            canonical=urljoin(site_url, here) if site_url else "",
            title=guide.pages[f"{language}/{new}"].meta["title"],
        )
        yield f"{address(language, old, first)}index.html", html


def redirects(guide: Guide, site_url: str) -> str:
    """Rules for hosts that read a `_redirects` file, so that they answer before the page does."""
    below = urlsplit(site_url).path or "/"
    first = guide.table.languages[0]
    lines = [
        f"{below}{address(language, old, first)} {below}{address(language, new, first)} 301\n"
        for language in guide.table.languages
        for old, new in guide.moved.items()
    ]
    readers = "Read by hosts that know a _redirects file (Cloudflare Pages, Netlify)"
    return f"# {readers}; of no use to others.\n{''.join(lines)}"


def old_addresses(guide_pages: Mapping[str, Any], table: Any) -> Iterator[tuple[str, str, str]]:
    """Each old address as it is written, with today's path, and the file of the page that claims
    it: "" for a category."""
    for category in table.categories.values():
        for alias in category.aliases:
            yield f"categories/{alias}", f"categories/{category.id}.md", ""
    for uri, page in guide_pages.items():
        for alias in page.meta.get("aliases", ()):
            yield alias, page.path, f"docs/{uri}"


def line_in_head(path: Path, text: str) -> int:
    """The first line of a page's front matter that says a text; 1 where none does."""
    head = FRONT_MATTER.match(path.read_text("utf-8-sig"))
    lines = head[0].splitlines() if head else []
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
