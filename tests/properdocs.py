"""`make properdocs`: the way out of MkDocs 1.x is open, as long as its fork builds the same files.

    python -m tests.properdocs [GUIDE]

Builds the guide with MkDocs, and with `properdocs` in an environment of its own, which has no
MkDocs; ends with 1 and the names of the files that differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import distribution
from pathlib import Path

from tests.engine.test_wheel import needed_by
from tests.support import ROOT

PROPERDOCS = "properdocs==1.6.7"


def main() -> None:
    """Builds twice and compares."""
    parser = argparse.ArgumentParser(prog="python -m tests.properdocs", description=__doc__)
    parser.add_argument("guide", nargs="?", default=".", help="whose site (this folder's)")
    guide = Path(parser.parse_args().guide).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = _environment(folder)
        _build(Path(sys.executable), "mkdocs", guide, folder / "mkdocs")
        _build(python, "properdocs", guide, folder / "properdocs")
        ours, theirs = _files(folder / "mkdocs"), _files(folder / "properdocs")
    different = sorted(path for path in ours | theirs if ours.get(path) != theirs.get(path))
    for path in different:
        print(f"not the same: {path}")
    print(f"{len(ours)} files with MkDocs, {len(theirs)} with {PROPERDOCS}")
    sys.exit(1 if different else 0)


def _environment(folder: Path) -> Path:
    """An environment with what a site needs, in the versions at hand, but for MkDocs."""
    needed = needed_by(distribution("enquiry-guide"), "site")
    pins = [f"{each.name}=={each.version}" for each in needed if each.name != "mkdocs"]
    venv.create(folder / "environment", with_pip=True)
    python = folder / "environment/bin/python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # Plugins name MkDocs as what they need; the fork stands in for it.
    subprocess.run([*pip, "--no-deps", PROPERDOCS, *pins], check=True)
    return python


def _build(python: Path, program: str, guide: Path, site: Path) -> None:
    # The engine comes from this checkout in both.
    command = [str(python), "-m", program, "build", "--strict", "--site-dir", str(site)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "SOURCE_DATE_EPOCH": "1700000000",
        "NO_MKDOCS_2_WARNING": "1",
    }
    subprocess.run(command, cwd=guide, env=environment, check=True)


def _files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


main()
