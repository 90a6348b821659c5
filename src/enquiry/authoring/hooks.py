"""Whether a guide's hooks name the engine. They are read, and never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from enquiry.authoring.findings import Finding

ENGINE = "enquiry.site.events"
"""The module whose names a hook has to have."""


def hook_findings(root: Path, settings: Any, hooks: Any, file: str) -> Iterator[Finding]:
    """What is wrong with the hooks of the guide in the folder `root`, so that no engine is at work.

    `settings` is the node of all settings, which stand in `file`; `hooks` that of the list of
    hooks, or None.
    """
    names_engine = False
    for each in hooks.value if isinstance(getattr(hooks, "value", None), list) else ():
        name, place = str(each.value), (each.start_mark.line + 1, each.start_mark.column + 1)
        path = root / name
        try:
            if not path.is_file():  # reading from a pipe might never end
                raise FileNotFoundError(path)
            tree = ast.parse(path.read_bytes())
        except OSError:
            yield Finding(file, *place, f'There is no file "{name}".', "Put it there.")
            names_engine = True  # as far as anybody knows
        except (SyntaxError, ValueError) as error:
            line, column = getattr(error, "lineno", 0) or 0, getattr(error, "offset", 0) or 0
            problem = f"This is no Python: {getattr(error, 'msg', error)}."
            yield Finding(name, line, column, problem, "Fix it here.")
            names_engine = True
        else:
            names_engine |= any(f"{ENGINE}.".startswith(f"{name}.") for name in _imported(tree))
    if not names_engine:
        mark = (hooks or settings).start_mark
        yield Finding(
            file,
            mark.line + 1,
            mark.column + 1,
            "No hook names the engine, which makes the pages.",
            f"Write hooks: [hooks/guide.py], and in that file: from {ENGINE} import *",
        )


def _imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a hook imports, and those that it imports names of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
