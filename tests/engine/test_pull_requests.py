"""The steps of the workflows that tell what a pull request changes, as a runner would take them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from enquiry.guide_files import SCHEMA, TABLE
from tests.support import ROOT, copy_guide

WORKFLOWS = {
    "of this project": ROOT / ".github/workflows/guide.yml",
    "of a new guide": ROOT / "src/enquiry/authoring/guide_template/.github/workflows/guide.yml",
}
GH = """\
#!/bin/sh
echo "$@" >> "$CALLS"
case "$*" in *--paginate*) cat "$EXISTING";; *--input*) cat comment.json > "$BODY";; esac
"""


def read(name: str) -> dict[str, Any]:
    """A workflow."""
    found: dict[str, Any] = yaml.safe_load(WORKFLOWS[name].read_text(encoding="utf-8"))
    return found


@pytest.fixture
def workflow() -> dict[str, Any]:
    """The workflow of a new guide."""
    return read("of a new guide")


def step(workflow: dict[str, Any], name: str) -> str:
    """The script of a step, in whatever job it is."""
    steps = [each for job in workflow["jobs"].values() for each in job["steps"]]
    [script] = [each["run"] for each in steps if each.get("name") == name]
    return str(script)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A guide in a repository, whose last commit merges an edit; and a command `enquiry`."""
    root = copy_guide(tmp_path / "checkout")
    for folder in (root / ".venv/bin", tmp_path / "bin"):
        folder.mkdir(parents=True)
        command = folder / "enquiry"
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -m enquiry "$@"\n')
        command.chmod(0o755)
    gh = tmp_path / "bin/gh"
    gh.write_text(GH)
    gh.chmod(0o755)
    git(root, "init", "-q", "-b", "main")
    commit(root, "first")
    git(root, "tag", "v1")
    git(root, "checkout", "-qb", "edit")
    replace(root / TABLE, "after_days: 45", "after_days: 60")
    commit(root, "edit")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "merge", "edit")
    return root


def git(root: Path, *arguments: str) -> None:
    """Run git in a folder."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, message: str) -> None:
    """Commit what a guide is made of."""
    git(root, "add", "docs", "schema", "mkdocs.yml")
    git(root, "commit", "-qm", message)


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, once."""
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


def take(script: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does."""
    above = root.parent
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=root,
        env={
            **os.environ,
            "PATH": f"{above}/bin:{os.environ['PATH']}",
            "GITHUB_STEP_SUMMARY": str(above / "summary.md"),
            "GITHUB_REPOSITORY": "a/b",
            "NUMBER": "7",
            "PREVIEW_URL": "",
            "LC_ALL": "C.UTF-8",
            "CALLS": str(above / "calls"),
            "EXISTING": str(above / "existing"),
            "BODY": str(above / "body"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_both_workflows_do_the_same() -> None:
    """This project's steps are those of a new guide, but that its command is in .venv."""
    for name in (
        "Say what changes for readers",
        "Comment",
        "Compare the schema with that of the last release",
    ):
        ours, theirs = (step(read(each), name) for each in WORKFLOWS)
        assert ours.replace(".venv/bin/enquiry", "enquiry") == theirs


def test_the_summary_says_what_changes(workflow: dict[str, Any], checkout: Path) -> None:
    """What merging changes for readers, with a link to a preview where the host gives one."""
    script = step(workflow, "Say what changes for readers")
    done = take(script, checkout, PREVIEW_URL="https://pr-{number}.example.org/")
    assert done.returncode == 0, done.stderr
    summary = (checkout.parent / "summary.md").read_text("utf-8")
    assert "days to wait for a reply" in summary
    assert "(<https://pr-7.example.org/>)" in summary
    assert summary == (checkout / "changes.md").read_text("utf-8")


def test_what_cannot_be_compared_stops_nothing(workflow: dict[str, Any], checkout: Path) -> None:
    """A guide that cannot be used is told as it is, and as code."""
    replace(checkout / TABLE, "after_days: 60", "after_days: '@everyone'")
    done = take(step(workflow, "Say what changes for readers"), checkout)
    assert done.returncode == 0, done.stderr
    lines = (checkout / "changes.md").read_text("utf-8").splitlines()
    assert lines[:2] == ["The two versions cannot be compared:", ""]
    assert all(line.startswith("    ") for line in lines[2:])
    assert "docs/routing.yml:" in "".join(lines)


@pytest.mark.parametrize(("existing", "call"), [("", "POST"), ("41\n42\n", "PATCH")])
def test_one_comment_is_renewed(
    workflow: dict[str, Any], checkout: Path, existing: str, call: str
) -> None:
    """The first time a comment is made, and later the same one is written again."""
    above = checkout.parent
    (above / "existing").write_text(existing)
    (checkout / "changes.md").write_text("### a\n\n- “b”\n" + "x" * 70_000, "utf-8")
    done = take(step(workflow, "Comment"), checkout)
    assert done.returncode == 0, done.stderr
    where = "issues/comments/41" if existing else "issues/7/comments"
    assert f"api --method {call} repos/a/b/{where}" in (above / "calls").read_text()
    body = json.loads((above / "body").read_text("utf-8"))["body"]
    assert body.startswith("<!-- enquiry diff -->\n### a\n\n- “b”\n")
    assert len(body) < 65_536


def test_the_released_schema_is_a_gate(workflow: dict[str, Any], checkout: Path) -> None:
    """Rules may become wider, or narrower in a new version of the format; else the step fails."""
    script = step(workflow, "Compare the schema with that of the last release")
    schema = checkout / SCHEMA
    assert take(script, checkout).returncode == 0
    replace(schema, '"maxLength": 2000', '"maxLength": 3000')
    assert take(script, checkout).returncode == 0
    replace(schema, '"maxLength": 3000', '"maxLength": 1000')
    done = take(script, checkout)
    assert done.returncode == 1
    assert "Narrower" in done.stdout
    replace(schema, "schema:enquiry:1", "schema:enquiry:2")
    assert take(script, checkout).returncode == 0
    git(checkout, "tag", "-d", "v1")
    assert take(script, checkout).returncode == 0


@pytest.mark.parametrize("name", WORKFLOWS)
def test_what_a_pull_request_brings_may_write_nothing(name: str) -> None:
    """The job that runs it has no right to write; the one that comments runs nothing of it."""
    workflow = read(name)
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert "permissions" not in jobs["readers"]
    assert jobs["comment"]["permissions"] == {"pull-requests": "write"}
    assert all("checkout" not in each.get("uses", "") for each in jobs["comment"]["steps"])
    assert "head.repo.full_name == github.repository" in jobs["comment"]["if"]
    assert "pull_request_target" not in str(workflow)
    scripts = [each.get("run", "") for job in jobs.values() for each in job["steps"]]
    assert not [each for each in scripts if "${{" in each]
