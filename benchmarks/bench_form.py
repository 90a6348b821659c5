"""How long the browser takes to check one full document, and what the form weighs.

Run with `python -m benchmarks.bench_form`. The aim: under 5 ms, and 32 KiB gzip in all.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.samples import ENQUIRY
from enquiry.routing.loader import load_table
from enquiry.schema.fields import enquiry_schema
from enquiry.site import form_data
from enquiry.site.html import THEME
from enquiry.site.scripts import published
from enquiry.site.words import load_words
from tests.browsing.chromium import launch

ROOT = Path(__file__).resolve().parents[1]
MODULES = THEME / "assets/enquiry"
ROUNDS = 2000
DOCUMENT = {**ENQUIRY, "message": "é" * 4000}
TIMED = """async ([source, schema, document, rounds]) => {
  const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const start = performance.now();
  const validate = module.createValidator(schema);
  const { valid } = validate(document, { today: "2026-11-23" });
  const first = performance.now() - start;
  const then = performance.now();
  for (let round = 0; round < rounds; round += 1) validate(document, { today: "2026-11-23" });
  return { valid, first, each: (performance.now() - then) / rounds };
}"""


def milliseconds() -> dict[str, float]:
    """The time of the first check, with its compilation, and of each of many more."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        source = (MODULES / "validator.mjs").read_text(encoding="utf-8")
        asked = [source, dict(enquiry_schema()), DOCUMENT, ROUNDS]
        found: dict[str, float] = browser.new_page().evaluate(TIMED, asked)
        browser.close()
    assert found["valid"]
    return found


def bytes_of_scripts() -> dict[str, int]:
    """The size of each module as it is published, compressed."""
    # The home page has one of the others, the form of a guide that names a service has the other.
    others = {MODULES / "when-again.mjs", MODULES / "service.mjs"}
    modules = sorted(set(MODULES.glob("*.mjs")) - others)
    texts = {path.name: published(path.read_text(encoding="utf-8")) for path in modules}
    return {name: len(gzip.compress(text.encode(), 9)) for name, text in texts.items()}


def bytes_of_schema(language: str) -> int:
    """The size of the schema that the page of a language carries, compressed."""
    words = load_words(ROOT, enquiry_schema())
    carried = form_data.data(enquiry_schema(), load_table(), words, language)["schema"]
    text = json.dumps(carried, ensure_ascii=False, separators=(",", ":"))
    return len(gzip.compress(text.encode(), 9))


def main() -> None:
    """Print the figures."""
    sizes = bytes_of_scripts()
    for name, size in sizes.items():
        print(f"{name:16} {size:6,} bytes gzip")
    for language in ("en", "fr"):
        schema = bytes_of_schema(language)
        total = sum(sizes.values()) + schema
        print(
            f"schema ({language})      {schema:6,} bytes gzip; with the scripts {total:,} of 32,768"
        )
    found = milliseconds()
    print(f"first check      {found['first']:6.2f} ms (aim: under 5)")
    print(f"each further     {found['each']:6.3f} ms, of {ROUNDS:,}")


if __name__ == "__main__":
    main()
