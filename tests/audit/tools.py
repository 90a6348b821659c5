"""Other people's tools: installed below .cache/audit, and called on a built site."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from tests.browsing.pages import NOT_FOUND
from tests.support import ROOT, mkdocs

TOOLS = ROOT / ".cache/audit"
PINNED = [
    "vnu-jar@26.9.27",
    "lighthouse@12.8.2",
    "schema-dts@2.1.0",
    "typescript@5.9.3",
    "@guidepup/virtual-screen-reader@0.33.0",
]
RUNS = int(os.environ.get("RUNS", "5"))
SCORES = ("performance", "accessibility", "best-practices", "seo")
CHROME = "--headless=new --disable-gpu --no-first-run --disable-background-networking"


def install() -> None:
    """Install the tools with npm."""
    subprocess.run(
        ["npm", "install", "--silent", "--no-save", "--prefix", TOOLS, *PINNED], check=True
    )


def build(root: Path, site: Path, address: str) -> None:
    """Build the guide in `root` as it will be served at `address`."""
    settings = root / "audit.yml"
    settings.write_text(f"INHERIT: mkdocs.yml\nsite_url: {address}\n", "utf-8")
    built = mkdocs(root, "build", "-f", str(settings), "-d", str(site))
    assert built.returncode == 0, built.stderr


def nu(site: Path, pages: Collection[str]) -> int:
    """How many errors the Nu HTML checker finds, on the page for no address too; prints them."""
    jar = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
    files = [*(site / page / "index.html" for page in pages), site / NOT_FOUND]
    done = subprocess.run(
        ["java", "-jar", jar, "--format", "json", "--errors-only", *files],
        capture_output=True,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]
    for message in messages:
        print("Nu:", message["url"].removeprefix("file:"), message["message"], file=sys.stderr)
    return len(messages)


def lighthouse(url: str) -> dict[str, float]:
    """The scores of a page from 0 to 100, each the median of RUNS."""
    runs = [_lighthouse(url) for _ in range(RUNS)]
    scores = {name: statistics.median(run[name] for run in runs) for name in SCORES}
    print(url, *(f"{score:.0f}" for score in scores.values()), file=sys.stderr, flush=True)
    return scores


def _lighthouse(url: str) -> dict[str, float]:
    sandbox = " --no-sandbox" if os.getuid() == 0 else ""
    command: list[Any] = [
        TOOLS / "node_modules/.bin/lighthouse",
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(SCORES)}",
        f"--chrome-flags={CHROME}{sandbox}",
    ]
    done = subprocess.run(command, capture_output=True, check=True)
    found = json.loads(done.stdout)["categories"]
    return {name: 100 * found[name]["score"] for name in SCORES}


def linked_data(site: Path) -> str:
    """What TypeScript says of the pages' JSON-LD against schema.org's types; "" if all is well."""
    lines = ['import type * as schema from "schema-dts";']
    for file in sorted(site.rglob("*.html")):
        soup = BeautifulSoup(file.read_text("utf-8"), "html5lib")
        for script in soup.select('script[type="application/ld+json"]'):
            kind = f"schema.WithContext<schema.{json.loads(script.string or '')['@type']}>"
            lines.append(f"export const page{len(lines)}: {kind} = {script.string};")
    (TOOLS / "linked.ts").write_text("\n".join(lines), "utf-8")
    flags = ["--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler"]
    command: list[Any] = ["node_modules/.bin/tsc", *flags, "--module", "esnext", "linked.ts"]
    return subprocess.run(command, cwd=TOOLS, capture_output=True, text=True, check=False).stdout
