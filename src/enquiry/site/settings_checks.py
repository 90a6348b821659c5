"""What MkDocs itself would say of a guide's settings, with the line of each.

MkDocs reads them before it loads the engine, so that a build can only repeat what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from logging import WARNING
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from enquiry.authoring.findings import Finding, nearest
from enquiry.authoring.settings import (
    SETTINGS,
    SHELLS,
    compose,
    is_misspelled,
    member,
    place_of,
)
from enquiry.site.content import paths
from enquiry.site.html import THEME

IN_NO_LANGUAGE = "This page is in no language's folder."
MOVE_IT = "Move it into one, or name it in exclude_docs."
_EXPECTED = "See what MkDocs’ documentation says of this setting."
_QUOTED = re.compile(r"""['"]([^'"]+)['"]""")


def mkdocs_findings(root: Path, *, with_pages: bool) -> Iterator[Finding]:
    """What is wrong with the settings in the folder `root` for MkDocs, its plugins and extensions,
    and, `with_pages`, which pages their navigation leaves out.

    Hooks are not run: the check of a guide runs none of its code. Nothing where the settings cannot
    be read, which is a finding of its own.
    """
    try:
        node = compose(root / SETTINGS)
        with (root / SETTINGS).open("rb") as file:
            given = yaml_load(file, _Loader)
    except (yaml.YAMLError, ConfigurationError, OSError, UnicodeDecodeError, RecursionError):
        return
    except TypeError:  # what it inherits is no name of a file
        return
    if not isinstance(given, dict) or not isinstance(node, yaml.MappingNode):
        return
    given.pop("hooks", None)
    config = MkDocsConfig(config_file_path=str(root / SETTINGS))
    known = set(config)
    config.load_dict(given)
    try:
        errors, warnings = config.validate()
    except Exception as fault:  # it does not look at every value before it uses it
        problem = f"MkDocs cannot read these settings: {fault}."
        yield Finding(SETTINGS, *place_of(node), problem, _EXPECTED)
        return
    for key, error in [*errors, *warnings]:
        said = str(error).strip().splitlines()[0].replace(f"{root}/", "").rstrip(".")
        place = place_of(_named(_entry(node, key), _QUOTED.findall(said)))
        if key not in given and is_misspelled(node, key):
            continue  # what is misspelled is not missing as well
        meant = None if key in known else nearest(key, known)
        expected = f'Did you mean "{meant}"?' if meant else _EXPECTED
        yield Finding(SETTINGS, *place, f"{key}: {said}.", expected)
    if with_pages and not errors:
        yield from _left_out(config, node, root)
        yield from _in_no_language(config)
    if not errors:
        yield from _missing_files(given, node, config)


def _left_out(config: Any, node: Any, root: Path) -> Iterator[Finding]:
    """Pages that the navigation does not name, where a build would warn of them."""
    nav = member(node, "nav")
    if nav is None or config.validation.nav.omitted_files < WARNING:
        return
    named = {each.removeprefix("./") for each in _texts(config.nav)}
    ignored = [each for each in (config.not_in_nav, config.exclude_docs, config.draft_docs) if each]
    languages = getattr(config.plugins.get("i18n"), "config", {}).get("languages", ())
    # A page that one language lacks is another finding.
    for language in (each.locale for each in languages if each.default):
        for path in paths(root, language):
            page = f"{language}/{path}"
            if path not in named and not any(spec.match_file(page) for spec in ignored):
                problem = f'The navigation leaves out "{path}".'
                yield Finding(
                    SETTINGS, *place_of(nav), problem, "Add it, or name it in not_in_nav."
                )


def _in_no_language(config: Any) -> Iterator[Finding]:
    """Pages in the folder of no language, which MkDocs would publish."""
    docs = Path(config.docs_dir)
    languages = getattr(config.plugins.get("i18n"), "config", {}).get("languages", ())
    ignored = [each for each in (config.exclude_docs, config.draft_docs) if each]
    # Where no language is listed, no page is to blame.
    for path in sorted(docs.rglob("*.md")) if languages else ():
        name = path.relative_to(docs).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        known = name.partition("/")[0] in [each.locale for each in languages]
        if not (known or hidden or any(spec.match_file(name) for spec in ignored)):
            yield Finding(f"docs/{name}", 0, 0, IN_NO_LANGUAGE, MOVE_IT)


def _missing_files(given: Any, node: Any, config: Any) -> Iterator[Finding]:
    """Styles, scripts and pictures that the settings name and that no page could load.

    The light shell has none of the theme's files, and pictures of its own.
    """
    is_material = config.extra.get("shell") == SHELLS[1]
    folders = [config.docs_dir, THEME, *(config.theme.dirs if is_material else [])]
    theme = given.get("theme")
    has_pictures = is_material and isinstance(theme, dict)
    pictures = [theme.get(key) for key in ("logo", "favicon")] if has_pictures else []
    for key, named in (
        *((key, given.get(key) or []) for key in ("extra_css", "extra_javascript")),
        ("theme", pictures),
    ):
        for name in (each.get("path") if isinstance(each, dict) else each for each in named):
            if not isinstance(name, str):
                continue
            place = place_of(_named(_entry(node, key), [name]))
            if "://" in name or name.startswith("//"):
                problem = "The pages load nothing from another site."
                yield Finding(SETTINGS, *place, problem, "Put that file into docs.")
            elif not any(Path(folder, name).is_file() for folder in folders):
                problem = f'There is no file "{name}" in docs.'
                yield Finding(SETTINGS, *place, problem, "Put it there, or delete this.")


def _texts(nav: Any) -> Iterator[str]:
    """The pages in a navigation, which may have sections and titles."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for each in nav.values() if isinstance(nav, dict) else nav:
            yield from _texts(each)


def _entry(settings: Any, key: str) -> Any:
    """The node of a setting's name, or the settings as a whole where it is missing."""
    return next((entry for entry in settings.value if entry[0].value == key), settings)


def _named(node: Any, names: Iterable[str]) -> Any:
    """The innermost node that a message names, each of its `names` within the one before."""
    at = node
    for name in names:
        at = next((each for each in _within(at) if _first(each).value == name), at)
    return _first(at)


def _first(node: Any) -> Any:
    """The node of an entry's key; another node as it is."""
    return node[0] if isinstance(node, tuple) else node


def _within(node: Any) -> Iterator[Any]:
    """What stands in a node, however deep: entries as their key and value."""
    held = node[1] if isinstance(node, tuple) else node
    for each in held.value if isinstance(held, yaml.CollectionNode) else [held]:
        if isinstance(each, tuple) or each is not node:
            yield each
        if each is not held:
            yield from _within(each)


class _Loader(get_yaml_loader(yaml.SafeLoader)):  # type: ignore[misc]
    """The settings with MkDocs' tags, none of which runs code here.

    An option that is a function of Python is left out: what it belongs to then takes its default.
    """

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """The mapping without such options."""
        node.value = [entry for entry in node.value if not _is_code(entry[1])]
        return super().construct_mapping(node, deep)


def _is_code(node: yaml.Node) -> bool:
    return str(node.tag).startswith("tag:yaml.org,2002:python/")


_Loader.add_multi_constructor("!relative", lambda _, __, node: str(node.value))
