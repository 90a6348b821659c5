"""`make audit`: other people's tools on every page of the built site. Needs Node, npm and Java.

The Nu HTML checker must find no error; Lighthouse (mobile) must give 100 for accessibility, best
practices and SEO on every page, and 99 or more for performance (the median of RUNS).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support import ROOT, mkdocs, served

TOOLS = ROOT / ".cache/audit"
PINNED = ["vnu-jar@26.9.27", "lighthouse@12.8.2"]
RUNS = int(os.environ.get("RUNS", "1"))
AIMS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 99}
# Lighthouse fetches robots.txt from within the page; the form's policy lets nothing connect.
FORM_SEO = 92
CHROME = "--headless=new --disable-gpu --no-first-run --disable-background-networking"


def lighthouse(url: str) -> dict[str, float]:
    """The scores of a page, from 0 to 100."""
    sandbox = " --no-sandbox" if os.getuid() == 0 else ""
    done = subprocess.run(
        [
            TOOLS / "node_modules/.bin/lighthouse",
            url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(AIMS)}",
            f"--chrome-flags={CHROME}{sandbox}",
        ],
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stdout)["categories"]
    return {name: 100 * found[name]["score"] for name in AIMS}


def main() -> int:
    """Print the figures of every page; 1 when an aim is missed."""
    subprocess.run(
        ["npm", "install", "--silent", "--no-save", "--prefix", TOOLS, *PINNED], check=True
    )
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        with served(site) as address:
            built = mkdocs(ROOT, "build", "--strict", "-d", str(site), SITE_URL=address)
            assert built.returncode == 0, built.stderr
            jar = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
            checked = subprocess.run(
                ["java", "-jar", jar, "--skip-non-html", "--errors-only", site], check=False
            )
            missed |= checked.returncode != 0
            print("page", *AIMS, sep="\t")
            for file in sorted(site.rglob("index.html")):
                path = file.parent.relative_to(site).as_posix().strip(".")
                url = f"{address}{path}/" if path else address
                runs = [lighthouse(url) for _ in range(RUNS)]
                scores = {name: statistics.median(run[name] for run in runs) for name in AIMS}
                aims = AIMS | ({"seo": FORM_SEO} if path.endswith("enquiry") else {})
                missed |= any(scores[name] < aim for name, aim in aims.items())
                print(
                    f"/{path}", *(f"{score:.0f}" for score in scores.values()), sep="\t", flush=True
                )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
