"""Data flows one way, and what is published needs nothing that only builds the site."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "src/enquiry"
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py"))
SITE_ONLY = {"mkdocs", "material", "jinja2", "markdown", "hooks", "guide_hooks"}

# What the checking of a document is made of, lowest first: none may import from a later layer.
LAYERS = [
    {"errors", "text", "dates", "keywords", "pointers", "patterns", "terminal"},
    {"limits", "schema", "portable", "yamlreader", "quick"},
    {"reading", "engines", "result", "daterules", "advice", "source"},
    {"telling", "table", "files", "folders", "places"},
    {"validator", "router", "lines"},
    {"stdin"},
    {"inputs", "shape", "crosschecks", "schemacheck", "wordscheck", "reference"},
    {"reporters", "routing"},
    {"directions", "check"},
    {"batches", "options"},
    {"summary", "progress"},
    {"cli"},
]
LAYER = {module: index for index, layer in enumerate(LAYERS) for module in layer}


def imports(module: str) -> Iterator[str]:
    """The modules that a module of the package imports, wherever it does so."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "enquiry":
            yield from (f"enquiry.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def inner(module: str) -> set[str]:
    """The modules of the package that a module imports."""
    names = {name.split(".")[1] for name in imports(module) if name.startswith("enquiry.")}
    return names & set(MODULES)


@pytest.mark.parametrize("module", sorted(LAYER))
def test_imports_go_one_way(module: str) -> None:
    """A module imports from its own layer or from a lower one."""
    higher = {name for name in inner(module) if LAYER.get(name, len(LAYERS)) > LAYER[module]}
    assert not higher


def test_no_circle() -> None:
    """No module imports itself by way of others."""
    modules = [module for module in MODULES if module != "__init__"]
    TopologicalSorter({module: inner(module) for module in modules}).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_the_package_needs_no_mkdocs(module: str) -> None:
    """No module of the package imports MkDocs or the hooks."""
    roots = {name.split(".")[0] for name in imports(module)}
    assert not roots & {"mkdocs", "material", "hooks"}


@pytest.mark.parametrize("module", sorted(LAYER))
def test_checking_needs_nothing_that_builds_the_site(module: str) -> None:
    """What checks a document imports only the standard library, PyYAML and the engines."""
    roots = {name.split(".")[0] for name in imports(module)}
    assert not roots & SITE_ONLY


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_files_are_short(path: Path) -> None:
    """A file of 300 lines wants splitting."""
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300
