"""Markdown as the settings of a guide have it, for who reads a guide without building it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown
from markdown.extensions import Extension

from enquiry.authoring.settings import SETTINGS

EXTENSIONS = ("attr_list", "def_list", "fenced_code", "md_in_html", "tables", "toc")
"""The extensions of Markdown that every page may use."""

# Those of MkDocs come before a guide's.
_FIRST = ("toc", "tables", "fenced_code")
# Whose functions the settings may name, and whose they may call: they are installed, and none of a
# guide's own code. Markdown has one that writes a file.
_MAY_NAME = ("markdown", "material", "pymdownx")
_MAY_CALL = ("material", "pymdownx")
_SNIPPETS = "pymdownx.snippets"
_MOST_PARENTS = 8
_LEFT_OUT = object()


def converter(root: Path, more: Iterable[Extension] = ()) -> Callable[[str], str]:
    """What turns Markdown into HTML with the extensions that the guide in the folder `root` chose,
    and `more`.

    No code of the guide is run, and nothing is fetched. Where the settings or an extension cannot
    be read, which is a finding of its own, the extensions that every page may use are left.
    """
    more = [*more]
    try:
        chosen = _chosen(root / SETTINGS, _MOST_PARENTS)
        made = _made(chosen, root, more)
    except Exception:  # whatever extensions raise at settings of which they cannot make anything
        made = Markdown(extensions=[*EXTENSIONS, *more])
    return lambda markdown: made.reset().convert(markdown)


def _made(chosen: Mapping[str, Any], root: Path, more: Iterable[Extension]) -> Markdown:
    settings = {name: dict(options) for name, options in chosen.items() if options}
    if _SNIPPETS in chosen:
        snippets = settings.setdefault(_SNIPPETS, {})
        folders = snippets.get("base_path") or ["."]
        folders = [folders] if isinstance(folders, str) else folders
        # MkDocs runs in the guide's folder, the check of a guide anywhere.
        snippets["base_path"] = [str(root / str(folder)) for folder in folders]
        snippets["url_download"] = False
    names = dict.fromkeys([*_FIRST, *chosen, *EXTENSIONS])
    return Markdown(extensions=[*names, *more], extension_configs=settings)


def _chosen(file: Path, parents: int) -> Mapping[str, Any]:
    """The extensions in a file of settings, or in the one that it inherits, with their options."""
    if not file.is_file():  # reading from a pipe might never end
        return {}
    settings = yaml.load(file.read_text("utf-8"), _Loader)  # noqa: S506 - it is a safe one
    listed = settings.get("markdown_extensions")
    if listed is None and parents and settings.get("INHERIT"):
        return _chosen(file.parent / settings["INHERIT"], parents - 1)
    if isinstance(listed, dict):
        return listed
    each_as_key = (each if isinstance(each, dict) else {each: None} for each in listed or ())
    return {name: options for each in each_as_key for name, options in each.items()}


class _Loader(yaml.SafeLoader):
    """Settings with the functions of installed extensions; other tags are left out."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """The mapping without options of which nothing is known here."""
        read = super().construct_mapping(node, deep)
        return {key: value for key, value in read.items() if value is not _LEFT_OUT}


def _named(_loader: Any, name: str, _node: Any) -> Any:
    return _function(name, _MAY_NAME)


def _function(name: str, known: Iterable[str]) -> Any:
    module, _, function = name.rpartition(".")
    if module.partition(".")[0] not in known:
        return _LEFT_OUT
    try:
        return getattr(import_module(module), function)
    except (ImportError, AttributeError):  # a finding of MkDocs
        return _LEFT_OUT


def _applied(loader: Any, name: str, node: Any) -> Any:
    function = _function(name, _MAY_CALL)
    given = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
    if function is _LEFT_OUT:
        return function
    return function(*given.get("args", ()), **given.get("kwds", {}))


_PYTHON = "tag:yaml.org,2002:python/"
_Loader.add_multi_constructor(f"{_PYTHON}name:", _named)
_Loader.add_multi_constructor(f"{_PYTHON}object/apply:", _applied)
_Loader.add_multi_constructor(_PYTHON, lambda *_: _LEFT_OUT)
_Loader.add_multi_constructor("!relative", lambda *_: ".")
_Loader.add_multi_constructor("!", lambda *_: _LEFT_OUT)
