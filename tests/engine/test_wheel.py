"""The wheel works without the checkout: alone it checks documents, with the extra it builds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.engine.harbour import TABLE
from tests.enquiries import TODAY
from tests.samples import shipped_enquiry
from tests.support import ROOT, copy_guide


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    [wheel] = folder.glob("*.whl")
    return wheel


def installed(wheel: Path, folder: Path, extra: str = "") -> Path:
    """The bin folder of a new environment that holds the wheel and what it declares to need.

    What it needs is linked from the environment of the tests instead of downloaded again.
    """
    venv.create(folder, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install"]
    run(*pip, "--quiet", "--no-deps", "--no-index", str(wheel), cwd=folder)
    [packages] = folder.glob("lib/python*/site-packages")
    [guide] = distributions(name="enquiry-guide", path=[str(packages)])
    for need in needed_by(guide, extra):
        for top in {path.parts[0] for path in need.files or ()} - {".."}:
            if not (packages / top).exists():
                (packages / top).symlink_to(str(need.locate_file(top)))
    return folder / "bin"


def needed_by(package: Distribution, extra: str) -> Iterable[Distribution]:
    """The packages that one needs with an extra, those that they need included."""
    found: dict[str, Distribution] = {}
    waiting = [(package, {"", extra})]
    while waiting:
        each, extras = waiting.pop()
        for need in map(Requirement, each.requires or ()):
            marker = need.marker
            wanted = not marker or any(marker.evaluate({"extra": name}) for name in extras)
            if wanted and need.name not in found:
                found[need.name] = distribution(need.name)
                waiting.append((found[need.name], {"", *need.extras}))
    return found.values()


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command that has to end well, without a way to the checkout."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**environment, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_alone_it_validates_routes_and_checks(wheel: Path, tmp_path: Path) -> None:
    """Without an extra the command validates, routes and checks, and no tool of the site is there.

    Types come along for those who use the package as a library.
    """
    programs = installed(wheel, tmp_path / "environment")
    enquiry, today = str(programs / "enquiry"), ["--today", TODAY.isoformat()]
    (tmp_path / "a.json").write_text(json.dumps(shipped_enquiry()))
    run(enquiry, "validate", "a.json", *today, cwd=tmp_path)
    routed = run(enquiry, "route", "--format", "jsonl", "a.json", *today, cwd=tmp_path)
    assert json.loads(routed.stdout)["route"]["stage"] == "first"
    run(enquiry, "check", str(copy_guide(tmp_path / "guide")), cwd=tmp_path)
    code = (
        "import enquiry, pathlib, importlib.util as u; home = pathlib.Path(enquiry.__file__); "
        "print(home, home.with_name('py.typed').is_file()); "
        "print([n for n in ('mkdocs', 'material', 'jinja2', 'jsonschema_rs') if u.find_spec(n)])"
    )
    first, second = run(str(programs / "python"), "-c", code, cwd=tmp_path).stdout.splitlines()
    assert first.startswith(str(tmp_path))
    assert first.endswith("True")
    assert second == "[]"


def test_with_its_extra_it_builds_a_folder_of_data(wheel: Path, tmp_path: Path) -> None:
    """`enquiry-guide[site]` builds a guide from a folder that holds nothing of the engine."""
    programs = installed(wheel, tmp_path / "environment", "site")
    guide, site = copy_guide(tmp_path / "guide"), tmp_path / "site"
    build = ["-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = run(str(programs / "python"), *build, cwd=guide)
    assert "WARNING" not in done.stderr
    for category in TABLE.categories:
        for language in ("", "fr/"):
            assert (site / language / "categories" / category / "index.html").is_file()
    published = json.loads((site / "routing.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in published["categories"]] == list(TABLE.categories)
    assert (site / "schema/enquiry.schema.json").is_file()
    assert {"validator.mjs", "router.mjs"} <= {
        path.name for path in (site / "assets/enquiry").iterdir()
    }


def test_it_starts_a_guide(wheel: Path, tmp_path: Path) -> None:
    """`enquiry new` of the wheel writes a whole guide, which the wheel checks and builds."""
    programs = installed(wheel, tmp_path / "environment", "site")
    run(str(programs / "enquiry"), "new", "guide", cwd=tmp_path)
    guide = tmp_path / "guide"
    for part in (".github/workflows/guide.yml", ".gitignore", ".vscode/settings.json"):
        assert (guide / part).is_file()
    run(str(programs / "enquiry"), "check", cwd=guide)
    done = run(str(programs / "python"), "-m", "mkdocs", "build", "--strict", cwd=guide)
    assert "WARNING" not in done.stderr
