"""`make release-check`: everything of a release that needs nobody else.

    python -m tests.release [--out dist] [--tag v1.0.0] [PYTHON…]

Builds wheel and sdist of the last commit twice, installs the wheel on each Python (all that are
found here), writes an SBOM, the notes of the release and SHA256SUMS.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import enquiry
from tests.release.builds import NotReproducible, build_twice
from tests.release.installed import pythons, try_wheel
from tests.release.notes import notes
from tests.support import ROOT

SBOM = "enquiry-guide.cdx.json"


def main() -> None:
    """Does all of it, and ends with what is wrong, if anything is."""
    parser = argparse.ArgumentParser(prog="python -m tests.release", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the files go")
    parser.add_argument("--tag", help="the tag of the release, which has to fit the version")
    parser.add_argument("pythons", nargs="*", metavar="PYTHON", help="which Pythons (all)")
    given = parser.parse_args()
    if given.tag and given.tag != f"v{enquiry.__version__}":
        raise SystemExit(f"the tag is {given.tag}, the version {enquiry.__version__}")
    shutil.rmtree(given.out, ignore_errors=True)
    given.out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            hashes = build_twice(folder / "builds")
        except NotReproducible as error:
            raise SystemExit(str(error)) from None
        for file, digest in hashes.items():
            print(f"built twice, the same: {file} {digest}", flush=True)
            shutil.copy(folder / "builds" / file, given.out / file)
        [wheel] = given.out.glob("*.whl")
        for number, python in enumerate(given.pythons or pythons()):
            place = folder / str(number)
            print(try_wheel(python, wheel, place, extras="fast,freshness,site"), flush=True)
        _describe(folder / "0/environment/bin/python", given.out / SBOM)
        sums = "".join(f"{digest}  {file}\n" for file, digest in hashes.items())
        (given.out / "SHA256SUMS").write_text(sums, "utf-8")
        version = enquiry.__version__ if given.tag else "Unreleased"
        changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
        (given.out / "notes.md").write_text(notes(changelog, version), "utf-8")
    print(f"all of it is in {given.out}")


def _describe(python: Path, sbom: Path) -> None:
    """What an installation consists of, as a valid CycloneDX bill of materials."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", str(python)]
    options = ["--output-reproducible", "--validate", "--pyproject", str(ROOT / "pyproject.toml")]
    subprocess.run([*command, *options, "--output-file", str(sbom)], check=True)
    print(f"valid CycloneDX: {sbom.name}", flush=True)


main()
