"""The files of a guide: where they stand, which ones the package ships, when they last changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = "docs/routing.yml"
SCHEMA = "schema/enquiry.schema.json"
WORDS = "docs/words"
RECORD = "docs/changes.yml"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class GuideFiles:
    """The two sources of truth of a guide."""

    table: Path
    schema: Path

    @classmethod
    def of(cls, folder: Path) -> GuideFiles:
        """Those of the guide in `folder`, whether they exist or not."""
        return cls(folder / TABLE, folder / SCHEMA)

    @property
    def root(self) -> Path:
        """The guide's folder."""
        return self.table.parents[1]

    def words(self, language: str) -> Path:
        """The guide's own words in a language."""
        return self.root / WORDS / f"{language}.yml"


def shipped_guide() -> GuideFiles:
    """The guide that the package ships.

    An installed wheel carries it beside its modules; a checkout keeps it where people edit it.
    """
    in_wheel = _PACKAGE / "shipped"
    return GuideFiles.of(in_wheel if in_wheel.is_dir() else _PACKAGE.parents[1])


def path_of_alias(alias: object) -> str:
    """The path of the page that stood at an old address, however somebody writes it."""
    return f"{str(alias).strip('/').removesuffix('.md').removesuffix('/index')}.md"


def last_changes(root: Path, folders: Iterable[str]) -> Mapping[str, str]:
    """The ISO date of the last commit of each file below `folders`, by path relative to `root`.

    Empty without git, outside a checkout and in a shallow one, which does not know its past.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(root, "log", "--format=//%cs", "--name-only", "--relative", "--", *folders)
    changes: dict[str, str] = {}
    day = ""
    for line in log.splitlines():
        if line.startswith("//"):
            day = line[2:]
        elif line:
            changes.setdefault(line, day)
    return changes


def _git(root: Path, *arguments: str) -> str:
    import subprocess  # not needed to check a document

    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no words of a person in it
            command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
