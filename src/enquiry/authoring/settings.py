"""The settings of a guide, `mkdocs.yml`, as nodes that know their places.

They may hold tags of MkDocs such as `!ENV`, so that they are not read as data.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from enquiry.authoring.findings import Finding, did_you_mean, hidden_character
from enquiry.authoring.texts import IN_LINES

SETTINGS = "mkdocs.yml"
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SHELLS = ("light", "material")
"""The frames that a guide's pages may have: `extra: {shell: …}`. The first one is the default."""

_SITE = re.compile(r"https?://[^\s\"<>\\\\^`{|}?#]+")
# Those of MkDocs itself warn of each language that they do not have, which stops a strict build.
_THEMES = ("mkdocs", "readthedocs")
# What is wrong with plugins of Material's in every guide, and in the light shell.
_UNFIT = {
    "blog": "makes pages that are in no language",
    "offline": "gives the pages other addresses",
}
_OF_MATERIAL = {"tags": "takes the templates of Material"}
# They give templates no name that MkDocs does not.
_PLUGINS_WITHOUT_NAMES = {"i18n", "search"}


def compose(path: Path, parents: int = 8) -> Any:
    """The whole of a file of settings as a node, with what it inherits, which has no place in it.

    Raises OSError, UnicodeDecodeError or yaml.YAMLError where it cannot be read.
    """
    if not path.is_file():  # reading from a pipe might never end
        raise FileNotFoundError(path)
    node = yaml.compose(path.read_text("utf-8"), _LOADER)
    above = path.parent / str(getattr(member(node, "INHERIT"), "value", ""))
    if parents and above.is_file():
        try:
            inherited = compose(above, parents - 1)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise OSError(f"{above.name}: {' '.join(str(error).split())}") from error
        for each in _nodes(inherited, set()):
            each.start_mark = None
        _inherit(node, inherited)
    return node


def _inherit(node: Any, above: Any) -> None:
    """Complete a mapping with what only the one above has, as MkDocs does."""
    own = {str(key.value): value for key, value in node.value}
    for key, value in above.value if isinstance(above, yaml.MappingNode) else ():
        if key.value not in own:
            node.value.append((key, value))
        elif isinstance(own[key.value], yaml.MappingNode):
            _inherit(own[key.value], value)


def member(node: Any, *keys: str) -> Any:
    """What stands in a node under a key, and there under the next one; None where nothing does."""
    for key in keys:
        entries = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for name, value in entries if name.value == key), None)
    return node


def plugins_of(settings: Any) -> Iterator[tuple[str, Any]]:
    """The name of each plugin with the node of its options, None of none: MkDocs takes them in a
    list and as keys."""
    plugins = member(settings, "plugins")
    for each in plugins.value if isinstance(plugins, yaml.CollectionNode) else ():
        name, options = each if isinstance(each, tuple) else (each, None)
        if isinstance(name, yaml.MappingNode) and name.value:
            name, options = name.value[0]
        yield str(name.value), options


def is_misspelled(node: Any, key: str) -> bool:
    """Whether a key is missing that another one in the node may mean: a finding of MkDocs."""
    keys = [str(name.value) for name, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    return key not in keys and bool(get_close_matches(key, keys))


def place_of(node: Any) -> tuple[int, int]:
    """The line and column of a node, 0 of none."""
    mark = getattr(node, "start_mark", None)  # an empty file has no node
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def settings_findings(root: Path) -> Iterator[Finding]:
    """What is wrong with the settings in the folder `root`: keys that stand twice, of which YAML
    keeps the last one, hidden characters, and their shell.

    Nothing where the settings cannot be read, which is a finding of its own.
    """
    path = root / SETTINGS
    if os.path.lexists(path) and not path.is_file():
        yield Finding(SETTINGS, 0, 0, "This is not a file.", "Put a file there.")
        return
    try:
        settings = compose(path)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError):
        return
    if not isinstance(settings, yaml.MappingNode):
        problem = "The settings are no keys with values."
        yield Finding(SETTINGS, *place_of(settings), problem, "Begin with site_name: and a name.")
        return
    for node in _nodes(settings, set()):
        if isinstance(node, yaml.MappingNode):
            yield from _repeated(node)
        elif isinstance(node, yaml.ScalarNode) and (found := IN_LINES.search(str(node.value))):
            yield Finding(SETTINGS, *place_of(node), *hidden_character(found[0]))
    yield from _shell_findings(settings)
    inherited = member(settings, "INHERIT")
    if inherited is not None and not (root / str(inherited.value)).is_file():
        problem = f'There is no file "{inherited.value}".'
        yield Finding(SETTINGS, *place_of(inherited), problem, "Put it there.")
    yield from _address_findings(settings)
    docs = member(settings, "docs_dir")
    if (value_of(docs) or "docs").removeprefix("./").rstrip("/") != "docs":
        problem = "The pages and the table of a guide are in the folder docs."
        yield Finding(SETTINGS, *place_of(docs), problem, "Move them there; delete docs_dir.")


def _address_findings(settings: Any) -> Iterator[Finding]:
    """Where pages would have other addresses than the guide's links, or none that can be."""
    folders = member(settings, "use_directory_urls")
    if is_off(folders):
        problem = "The addresses of a guide's pages are those of folders."
        yield Finding(SETTINGS, *place_of(folders), problem, "Delete use_directory_urls.")
    site = member(settings, "site_url")
    address = value_of(site) or ""
    # What has no scheme is a finding of MkDocs.
    if address.startswith(("http://", "https://")) and not _SITE.fullmatch(address):
        problem = f'"{address}" is not the address of a site.'
        expected = "Write one such as https://guide.example.org/, without spaces, quotes, ? and #."
        yield Finding(SETTINGS, *place_of(site), problem, expected)


def _nodes(node: Any, known: set[int]) -> Iterator[yaml.Node]:
    """A node and every key and value in it, each once: an alias may lead back to itself."""
    if id(node) in known:
        return
    known.add(id(node))
    yield node
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        for each in part if isinstance(part, tuple) else (part,):
            yield from _nodes(each, known)


def _repeated(node: yaml.MappingNode) -> Iterator[Finding]:
    """Each key that stands in this mapping a second time."""
    known: set[str] = set()
    for key, _value in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in known:
                problem = f'The key "{key.value}" appears twice here.'
                yield Finding(SETTINGS, *place_of(key), problem, "Delete one of them.")
            known.add(str(key.value))


def names_are_known(root: Path) -> bool:
    """Whether templates in the folder `root` get all their names from the engine and MkDocs: there
    is no other hook or plugin that could give one, and the shell is strict about names."""
    settings = setting(root)
    listed = [each.value for each in getattr(member(settings, "hooks"), "value", [])]
    named = {name for name, _ in plugins_of(settings)}
    return (
        len(listed) == 1
        and named <= _PLUGINS_WITHOUT_NAMES
        and getattr(member(settings, "extra", "shell"), "value", SHELLS[0]) == SHELLS[0]
    )


def setting(root: Path, *keys: str) -> Any:
    """The node of a setting of the guide in the folder `root`, None where there is none.

    None too where the settings cannot be read, which is a finding of its own.
    """
    try:
        return member(compose(root / SETTINGS), *keys)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError):
        return None


def settings_text(root: Path) -> str:
    """Every key and value in the settings of the guide in the folder `root`, and in those that they
    inherit, each on a line; "" where they cannot be read, which is a finding of its own."""
    nodes = _nodes(setting(root), set())
    return "\n".join(str(each.value) for each in nodes if isinstance(each, yaml.ScalarNode))


def is_off(node: Any) -> bool:
    """Whether a setting that is on by itself is switched off."""
    return str(getattr(node, "value", "true")).lower() in ("false", "no", "off")


def value_of(node: Any) -> str | None:
    """The text of a setting, "" where it is left out or empty; None where it is no text.

    `!ENV NAME` and `!ENV [NAME, NAME, default]` are the environment's, as MkDocs reads them.
    """
    if isinstance(node, yaml.SequenceNode) and node.tag == "!ENV":
        *names, default = ["", *(str(each.value) for each in node.value)]
        return next((os.environ[name] for name in names if name in os.environ), default)
    if node is None or node.tag == "tag:yaml.org,2002:null":
        return ""
    if not isinstance(node, yaml.ScalarNode):
        return None
    return os.environ.get(node.value, "") if node.tag == "!ENV" else str(node.value)


def _shell_findings(settings: Any) -> Iterator[Finding]:
    """What is wrong with the shell that the settings choose."""
    shell = member(settings, "extra", "shell")
    theme = member(settings, "theme")
    unknown = is_misspelled(settings, "theme") or is_misspelled(theme, "name")
    called = member(theme, "name") or theme
    name = getattr(called, "value", "mkdocs")
    needed = shell is not None and shell.value == SHELLS[1] and name != "material"
    if (needed or name in _THEMES) and not unknown:
        problem = 'The pages need the theme of the name "material", in both shells.'
        expected = "Write theme: {name: material}."
        yield Finding(SETTINGS, *place_of(called or settings), problem, expected)
    is_material = getattr(shell, "value", "") == SHELLS[1]
    for plugin, _ in plugins_of(settings):
        kind = plugin.removeprefix("material/")
        fault = _UNFIT.get(kind) or (None if is_material else _OF_MATERIAL.get(kind))
        if fault:
            expected = "Delete the plugin."
            if kind in _OF_MATERIAL:
                expected = "Write extra: {shell: material}, or delete the plugin."
            place = place_of(member(settings, "plugins"))
            yield Finding(SETTINGS, *place, f'The plugin "{plugin}" {fault}.', expected)
    if shell is None:
        return
    if not isinstance(shell, yaml.ScalarNode):
        yield Finding(SETTINGS, *place_of(shell), "A shell is one word.", did_you_mean("", SHELLS))
    elif shell.value not in SHELLS:
        problem = f'There is no shell "{shell.value}".'
        yield Finding(SETTINGS, *place_of(shell), problem, did_you_mean(shell.value, SHELLS))
