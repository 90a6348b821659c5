"""Building the site: how time and memory grow with the table, and what our own part costs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.plain_material import plain_site

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("docs", "schema", "hooks", "mkdocs.yml")
CITY = ROOT / "examples/city"
# Which guide, how many categories, how often; the city is in three languages.
BUILDS = ((ROOT, 6, 3), (ROOT, 100, 3), (ROOT, 1000, 3), (CITY, 1000, 1))


def copy_of_guide(to: Path, categories: int, guide: Path = ROOT) -> Path:
    """A guide with so many categories: the real ones over and over, under ids of their own."""
    for part in PARTS:
        (shutil.copytree if (guide / part).is_dir() else shutil.copy)(guide / part, to / part)
    file = to / "docs/routing.yml"
    table: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    table["source"]["compared"] = str(table["source"]["compared"])
    real = table["categories"]
    table["categories"] = [
        row if n < len(real) else _another(row, n)
        for n in range(categories)
        for row in [real[n % len(real)]]
    ]
    written = yaml.dump(table, allow_unicode=True, sort_keys=False, Dumper=NoAliases)
    file.write_text(written, "utf-8")
    schema_file = to / "schema/enquiry.schema.json"
    schema: dict[str, Any] = json.loads(schema_file.read_text("utf-8"))
    added: dict[str, list[str]] = {row["id"]: [] for row in real}
    for number, row in enumerate(table["categories"]):
        added[real[number % len(real)]["id"]].append(row["id"])
    schema = _with_ids(schema, added)
    schema["properties"]["category"]["enum"] = [row["id"] for row in table["categories"]]
    schema_file.write_text(json.dumps(schema), "utf-8")
    return to


def _another(row: Mapping[str, Any], n: int) -> dict[str, Any]:
    """A copy of a category, with an id, a title and sentences of its own."""

    def numbered(text: Mapping[str, str]) -> dict[str, str]:
        return {language: f"{words} ({n})" for language, words in text.items()}

    sentences = [numbered(each) for each in row.get("sentences", ())]
    return {
        **row,
        "id": f"{row['id']}-{n}",
        "title": numbered(row["title"]),
        **({"sentences": sentences} if sentences else {}),
    }


def _with_ids(value: Any, ids: Mapping[str, list[str]]) -> Any:
    """The schema in which each list of categories names all that were made of them."""
    if isinstance(value, list):
        if value and all(isinstance(each, str) and each in ids for each in value):
            return [new for each in value for new in ids[each]]
        return [_with_ids(each, ids) for each in value]
    if isinstance(value, dict):
        return {key: _with_ids(part, ids) for key, part in value.items()}
    return value


class NoAliases(yaml.SafeDumper):
    """The table refuses aliases, so write equal parts out."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Never an alias."""
        return True


def build(root: Path) -> tuple[float, float]:
    """Seconds of the processor and peak MiB of one build."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(root / "site")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, root
    peak = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return used.ru_utime + used.ru_stime, peak


def main() -> None:
    """Print the figures and their ratios."""
    print(
        "Building the site (seconds of the processor, peak MiB; best of three, of one in the city)"
    )
    best: dict[tuple[Path, int], float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for guide, size, times in BUILDS:
            name = f"{guide.name}-{size}"
            ours = copy_of_guide(Path(folder, f"{name}-ours"), size, guide)
            plain = plain_site(Path(folder, f"{name}-plain"), ours)
            runs = [(build(ours), build(plain)) for _ in range(times)]
            seconds, peak = min(run[0] for run in runs)
            baseline, plain_peak = min(run[1] for run in runs)
            best[guide, size] = seconds
            print(
                f"  {size:5} categories{' of the city' if guide == CITY else ''}:"
                f" {seconds:6.2f} s {peak:4.0f} MiB"
                f"   plain MkDocs + Material + i18n: {baseline:6.2f} s {plain_peak:4.0f} MiB"
                f"   ratio {seconds / baseline:.2f}"
            )
    growth = best[ROOT, 1000] / best[ROOT, 100]
    print(f"  1,000 categories / 100 categories: {growth:.2f} (aim: at most 10)")


if __name__ == "__main__":
    main()
