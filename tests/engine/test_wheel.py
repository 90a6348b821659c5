"""The wheel works without the checkout and without what builds the site."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.enquiries import ENQUIRY
from tests.support import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a clean environment that holds the wheel and its dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True)
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "clean", with_pip=True)
    bin_folder = folder / "clean/bin"
    pip = [str(bin_folder / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True)
    return bin_folder


def run(installed: Path, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = command
    return subprocess.run(
        [str(installed / program), *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_wheel_validates_routes_and_checks(installed: Path, tmp_path: Path) -> None:
    """Installed alone, the command validates a file, routes it, and checks what it ships."""
    (tmp_path / "a.json").write_text(json.dumps(ENQUIRY))
    today = ["--today", "2026-11-23"]
    validated = run(installed, "enquiry", "validate", "a.json", *today, cwd=tmp_path)
    assert (validated.returncode, validated.stdout) == (0, ""), validated.stderr
    routed = run(installed, "enquiry", "route", "--format", "jsonl", "a.json", *today, cwd=tmp_path)
    assert json.loads(routed.stdout)["escalation"]["to"] == "case-review-im-enquiry@cic.gc.ca"
    checked = run(installed, "enquiry", "check", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_wheel_brings_nothing_of_the_site(installed: Path, tmp_path: Path) -> None:
    """Neither MkDocs nor Jinja comes along; types and data do."""
    code = (
        "import importlib.util as u, enquiry.schema as s; "
        "print([n for n in ('mkdocs', 'material', 'jinja2', 'jsonschema_rs') if u.find_spec(n)]); "
        "print(s.data_file('routing.yml').parent.name, "
        "s._PACKAGE.joinpath('py.typed').is_file())"
    )
    done = run(installed, "python", "-c", code, cwd=tmp_path)
    assert done.stdout == "[]\ndata True\n", done.stderr
