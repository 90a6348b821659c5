"""`make serve`: how long a publisher waits from a save to the page that says it."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.bench_site import CITY, ROOT
from tests.plain_material import plain_site
from tests.serving import get, served, until
from tests.support import copy_guide

EDITS = 9
PAGE = "what-to-expect"


def seconds_to_page(root: Path, log: Path, file: str, address: str) -> list[float]:
    """Seconds from each save of a new sentence in `file` until the page at `address` has it."""
    page, waits = root / file, []
    words = page.read_text("utf-8")
    with served(root, log) as site:
        until(lambda: "<h1" in get(site + address))
        for number in range(EDITS + 1):
            sentence = f"Sentence number {number}."
            page.write_text(f"{words}\n{sentence}\n", "utf-8")
            began = time.monotonic()
            until(lambda said=sentence: said in get(site + address), look_every=0.005)  # type: ignore[misc]
            waits.append(time.monotonic() - began)
            time.sleep(0.3 + number % 7 / 20)  # so that no save keeps step with the server's looks
    return waits[1:]  # the first build after the start reads what later ones know


def main() -> None:
    """Print the seconds and their ratios."""
    print(f"Seconds from a save to the page, median and longest of {EDITS} (aim: below 1)")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        for name, guide in {"this guide": ROOT, "the city": CITY}.items():
            ours = copy_guide(Path(folder, name), guide)
            plain = plain_site(Path(folder, f"{name}, plain"), ours)
            waits = [
                seconds_to_page(root, log, f"docs/en/{PAGE}.md", f"{PAGE}/")
                for root in (ours, plain)
            ]
            mine, theirs = (statistics.median(each) for each in waits)
            print(
                f"  {name}: {mine:.2f}, {max(waits[0]):.2f}"
                f"   plain MkDocs + Material + i18n: {theirs:.2f}, {max(waits[1]):.2f}"
                f"   ratio {mine / theirs:.2f}"
            )


if __name__ == "__main__":
    main()
