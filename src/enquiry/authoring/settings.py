"""The settings of a guide, `mkdocs.yml`, as nodes that know their places.

They may hold tags of MkDocs such as `!ENV`, so that they are not read as data.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.texts import IN_LINES, hidden_character

SETTINGS = "mkdocs.yml"
SHELLS = ("light", "material")
"""The frames that a guide's pages may have: `extra: {shell: …}`. The first one is the default."""


def compose(path: Path) -> Any:
    """The whole of a file of settings as a node."""
    return yaml.compose(path.read_text("utf-8"), yaml.SafeLoader)


def member(node: Any, *keys: str) -> Any:
    """What stands in a node under a key, and there under the next one; None where nothing does."""
    for key in keys:
        entries = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for name, value in entries if name.value == key), None)
    return node


def place_of(node: Any) -> tuple[int, int]:
    """The line and column of a node, 0 of none."""
    mark = getattr(node, "start_mark", None)  # an empty file has no node
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def settings_findings(root: Path) -> Iterator[Finding]:
    """What is wrong with the settings in the folder `root`: their shell, and hidden characters.

    Nothing where they cannot be read, which is a finding of its own.
    """
    try:
        settings = compose(root / SETTINGS)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError):
        return
    yield from _shell_findings(settings)
    for node in _scalars(settings):
        if found := IN_LINES.search(str(node.value)):
            yield Finding(SETTINGS, *place_of(node), *hidden_character(found[0]))


def _scalars(node: Any) -> Iterator[yaml.ScalarNode]:
    """Every key and every value in a node."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        for each in part if isinstance(part, tuple) else (part,):
            yield from _scalars(each)


def _shell_findings(settings: Any) -> Iterator[Finding]:
    shell = member(settings, "extra", "shell")
    if shell is None:
        return
    if not isinstance(shell, yaml.ScalarNode):
        yield Finding(SETTINGS, *place_of(shell), "A shell is one word.", did_you_mean("", SHELLS))
    elif shell.value not in SHELLS:
        problem = f'There is no shell "{shell.value}".'
        yield Finding(SETTINGS, *place_of(shell), problem, did_you_mean(shell.value, SHELLS))
    elif shell.value == "material":
        theme = member(settings, "theme")
        called = member(theme, "name") or theme
        if called is None or called.value != "material":
            problem = 'The shell "material" needs the theme of that name.'
            expected = "Write theme: {name: material}."
            yield Finding(SETTINGS, *place_of(called or shell), problem, expected)
