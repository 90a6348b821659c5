"""Whether a guide's hooks name the engine. They are read, and never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import yaml

from enquiry.authoring.findings import Finding
from enquiry.authoring.settings import SETTINGS, is_misspelled, member, place_of, setting

ENGINE = "enquiry.site.events"
"""The module whose names a hook has to have."""


def hook_findings(root: Path) -> Iterator[Finding]:
    """What is wrong with the hooks of the guide in the folder `root`, so that no engine is at work.

    Nothing where the settings cannot be read.
    """
    settings = setting(root)
    if not isinstance(settings, yaml.MappingNode):
        return
    hooks = member(settings, "hooks")
    names_engine = False
    for each in hooks.value if isinstance(hooks, yaml.SequenceNode) else ():
        name, path = str(each.value), root / str(each.value)
        try:
            if not path.is_file():  # reading from a pipe might never end
                raise FileNotFoundError(path)
            tree = ast.parse(path.read_bytes())
        except OSError:
            yield Finding(SETTINGS, *place_of(each), f'There is no file "{name}".', "Put it there.")
            names_engine = True  # as far as anybody knows
        except (SyntaxError, ValueError) as error:
            line, column = getattr(error, "lineno", 0) or 0, getattr(error, "offset", 0) or 0
            problem = f"This is no Python: {getattr(error, 'msg', error)}."
            yield Finding(name, line, column, problem, "Fix it here.")
            names_engine = True
        else:
            names_engine |= any(f"{ENGINE}.".startswith(f"{one}.") for one in _imported(tree))
    if not names_engine and not is_misspelled(settings, "hooks"):
        problem = "No hook names the engine, which makes the pages."
        expected = f"Write hooks: [hooks/guide.py], and in that file: from {ENGINE} import *"
        yield Finding(SETTINGS, *place_of(hooks or settings), problem, expected)


def _imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a hook imports, and those that it imports names of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
