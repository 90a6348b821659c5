"""The wheel as somebody installs it: in a clean environment of each Python, from the index."""

from __future__ import annotations

import os
import re
import subprocess
import time
from pathlib import Path

from tests.support import ROOT

_LIMIT = 400  # seconds for each step


def pythons() -> list[str]:
    """The Pythons from 3.11 on that are to be had on this machine, one of each version."""
    found: dict[str, str] = {}
    folders = [*map(Path, os.get_exec_path()), *Path.home().glob(".pyenv/versions/*/bin")]
    for folder in folders:
        for minor in range(11, 20):
            python = folder / f"python3.{minor}"
            code = "import sys; print('%d.%d' % sys.version_info[:2])"
            if f"3.{minor}" not in found and os.access(python, os.X_OK):
                done = subprocess.run(
                    [str(python), "-c", code], capture_output=True, text=True, check=False
                )
                if done.stdout.strip() == f"3.{minor}":
                    found[f"3.{minor}"] = str(python)
    return [found[version] for version in sorted(found)]


def try_wheel(python: str, wheel: Path, folder: Path, *, extras: str) -> str:
    """Installs the wheel with its extras, then validates, routes, starts a guide and builds it.

    Returns a line that says so. Raises CalledProcessError where a step fails.
    """
    start = time.monotonic()
    folder.mkdir()
    environment, programs = folder / "environment", folder / "environment/bin"
    constraints = folder / "constraints.txt"
    pins = re.findall(
        r"(?m)^[\w.-]+==[^ ]+(?: ;[^\\\n]+)?", (ROOT / "requirements.txt").read_text()
    )
    constraints.write_text("\n".join(pins), "utf-8")
    _run(python, "-m", "venv", str(environment), at=folder)
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet"]
    _run(*pip, "--constraint", str(constraints), f"{wheel}[{extras}]", at=folder)
    version = _run(str(programs / "enquiry"), "--version", at=folder).strip()
    enquiry = (ROOT / "tests/guides/harbour/enquiry.json").read_bytes()
    (folder / "enquiry.json").write_bytes(enquiry)
    harbour = str(ROOT / "tests/guides/harbour")
    for command in ("validate", "route"):
        _run(str(programs / "enquiry"), command, "enquiry.json", "--guide", harbour, at=folder)
    _run(str(programs / "enquiry"), "new", "guide", "-q", at=folder)
    _run(str(programs / "enquiry"), "check", at=folder / "guide")
    _run(str(programs / "mkdocs"), "build", "--strict", at=folder / "guide")
    pages = len(list((folder / "guide/site").rglob("index.html")))
    seconds = time.monotonic() - start
    return f"{version} on {Path(python).name}: {pages} pages of a new guide, {seconds:.0f} s"


def _run(*command: str, at: Path) -> str:
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "ENQUIRY_GUIDE")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        command,
        cwd=at,
        env={**environment, "NO_MKDOCS_2_WARNING": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=_LIMIT,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout
