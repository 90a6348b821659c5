"""`make audit`: other people's tools on every page, in both shells and in stock Material.

axe, the Nu HTML checker and Lighthouse (mobile, the median of RUNS; none with RUNS=0, for a machine
that is busy with something else) look at the built site, and
schema.org's own types at its linked data. A virtual screen reader goes through the guide at the
repository's root, and its transcripts are written anew (heard.py). Prints a table in Markdown; ends
with 1 when the guide misses an aim. `python -m tests.audit FOLDER` looks at the guide in that
folder. Needs Node, npm and Java.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.audit.heard import transcribe
from tests.audit.tools import RUNS, SCORES, build, install, lighthouse, linked_data, nu
from tests.browsing.chromium import launch
from tests.browsing.measures import LOOKS, SHIFTS, bring_to, violations, weight
from tests.browsing.pages import NOT_FOUND, every_page, samples
from tests.browsing.visit import answers
from tests.in_shell import in_material
from tests.plain_material import plain_site
from tests.support import ROOT, copy_guide, served

AIMS = dict(zip(SCORES, (99, 100, 100, 100), strict=True))
# Lighthouse fetches robots.txt from within the page; the form's policy lets nothing connect.
FORM_AIMS = {**AIMS, "seo": 92}


@dataclass(frozen=True, slots=True)
class Figures:
    """What the tools say of a site: counts over its pages, and the worst page's scores, if any."""

    axe: int
    nu: int
    scores: Mapping[str, float]
    requests: int
    weight: int
    jump: float


def main() -> int:
    """Print the figures of both sites; 1 when the guide misses an aim."""
    guide = Path(*sys.argv[1:]).resolve() if sys.argv[1:] else ROOT
    kinds = {page.path: page.kind for page in samples(guide)}
    forms = [path for path, kind in kinds.items() if kind == "form"]
    categories = [path for path, kind in kinds.items() if kind == "category"]
    install()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        site, stock = Path(folder, "site"), Path(folder, "stock")
        with served(site) as address:
            build(copy_guide(Path(folder, "guide"), guide), site, address)
            pages = [path for path in every_page(site) if path != NOT_FOUND]
            linked = linked_data(site)
            changed = transcribe(browser, address) if guide == ROOT else []
            scored = scores_of(address, pages)
            ours = figures(browser, site, address, pages, categories, scored)
        in_shell = Path(folder, "in-shell")
        with served(in_shell) as address:
            build(in_material(Path(folder, "material"), guide), in_shell, address)
            shown = ("home", "category", "form", "written")
            some = scores_of(address, [path for path, kind in kinds.items() if kind in shown])
            shell = figures(browser, in_shell, address, pages, categories, some)
        # Stock Material shows the form's questions without their script, which would not be fair.
        pages = [path for path in pages if path not in forms]
        with served(stock) as address:
            build(plain_site(Path(folder, "plain"), of=guide), stock, address)
            some = scores_of(
                address, [path for path, kind in kinds.items() if kind in set(shown) - {"form"}]
            )
            theirs = figures(browser, stock, address, pages, categories, some)
    print(table(ours, shell, theirs))
    missed = [
        f"/{page}: {name} {score:.0f}"
        for page, scores in scored.items()
        for name, score in scores.items()
        if score < (FORM_AIMS if page in forms else AIMS)[name]
    ]
    print(*missed, linked, *(f"heard anew: {path}" for path in changed), sep="\n")
    return int(bool(missed or linked or ours.axe or ours.nu or shell.axe or shell.nu))


def scores_of(address: str, pages: Iterable[str]) -> dict[str, dict[str, float]]:
    """What Lighthouse says of the pages of the site at `address`, if it is to run at all."""
    return {path: lighthouse(f"{address}{path}") for path in pages} if RUNS else {}


def figures(
    browser: Browser,
    site: Path,
    address: str,
    pages: Collection[str],
    categories: Collection[str],
    scored: Mapping[str, Mapping[str, float]],
) -> Figures:
    """What the tools say of the `pages` of a site; `scored` is what Lighthouse says.

    Requests and bytes are counted on the `categories` among them.
    """
    found, asked, heaviest, jump = 0, 0, 0, 0.0
    for path in pages:
        page = browser.new_page()
        with answers(page) as sent:
            # Not a test: what a stock theme goes on to load counts too.
            page.goto(f"{address}{path}", wait_until="networkidle")
        if path in categories:
            asked, heaviest = max(asked, len(sent)), max(heaviest, weight(sent))
        jump = max(jump, sum(shift for shift, _ in page.evaluate(SHIFTS)))
        for look in LOOKS:
            bring_to(page, look)
            wrong = violations(page)
            found += len(wrong)
            for each in wrong:
                print(f"axe: /{path}", look, each, file=sys.stderr)
        page.close()
    worst = {name: min(scores[name] for scores in scored.values()) for name in SCORES if scored}
    return Figures(found, nu(site, pages), worst, asked, heaviest, jump)


def table(*sites: Figures) -> str:
    """The figures of both shells and of stock Material side by side, in Markdown."""
    rows = [
        ("axe, violated rules × pages × looks", *(f"{each.axe}" for each in sites)),
        ("Nu HTML checker, errors", *(f"{each.nu}" for each in sites)),
        *(
            (f"Lighthouse {name}, worst page", *(f"{each.scores[name]:.0f}" for each in sites))
            for name in sites[0].scores
        ),
        ("a category page, requests", *(f"{each.requests}" for each in sites)),
        ("a category page, kB gzip", *(f"{each.weight / 1000:.1f}" for each in sites)),
        ("layout shift, worst page", *(f"{each.jump:.3f}" for each in sites)),
    ]
    head = ["| | light shell | shell of Material | stock Material |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


if __name__ == "__main__":
    sys.exit(main())
