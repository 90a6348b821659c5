"""Whether every part of a guide is in the same languages: schema, table, settings, pages, words;
and whether the settings name pages that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from os.path import lexists
from pathlib import Path
from typing import Any

import yaml

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.settings import (
    SETTINGS,
    compose,
    is_misspelled,
    is_off,
    member,
    place_of,
    plugins_of,
)
from enquiry.authoring.yaml_file import YamlFile, not_utf8, syntax_finding
from enquiry.guide_files import GuideFiles
from enquiry.pointers import pointer_of, reach
from enquiry.schema.fields import languages

_PLUGIN = "i18n"
_REPLY = ("properties", "language", "enum")


def language_findings(schema: YamlFile, table: YamlFile) -> Iterator[Finding]:
    """Where schema and table are not in the same languages, in the same order."""
    spoken = languages(schema.data)
    if list(spoken) != list(table.data["publisher"]["name"]):
        yield table.finding("/publisher/name", _not_those(spoken), _write(spoken))
    reply = reach(schema.data, _REPLY)
    if isinstance(reply, list) and not {*reply} <= {*spoken}:
        problem = "A reply in one of these languages could not be asked for in it."
        yield schema.finding(pointer_of(_REPLY), problem, f"Use {', '.join(spoken)}.")


def site_language_findings(files: GuideFiles, spoken: Sequence[str]) -> Iterator[Finding]:
    """Where the site would not be in the languages of the schema. Nothing without pages."""
    path = files.root / SETTINGS
    if not path.is_file():
        if not lexists(path) and (files.root / "docs" / spoken[0]).is_dir():
            problem = "There are pages, and no settings to build them with."
            yield Finding(SETTINGS, 0, 0, problem, "Write it as in a guide of enquiry new.")
        return
    try:
        settings = compose(path)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        yield _unreadable(path, error)
        return
    plugin = _i18n(settings)
    entries, place = _site_languages(settings)
    codes = [code for code, _ in entries]
    if not codes and place == (0, 0):
        return  # settings of another shape, or misspelled ones, which is a finding of its own
    if not codes:
        problem = "No languages are listed for the plugin i18n."
        expected = "Write it below plugins, with its languages, as in a guide of enquiry new."
        yield Finding(SETTINGS, *place, problem, expected)
    elif codes != list(spoken):
        wrong = (each for each, code in zip(entries, spoken, strict=False) if each[0] != code)
        line, column = next(wrong, ("", place))[1]
        problem, expected = _not_those(spoken), _write(spoken)
        yield Finding(SETTINGS, line, column, problem, expected)
    yield from _structure_findings(plugin)
    for language in spoken:
        if not (files.root / "docs" / language).is_dir():
            problem = f'There are no pages in "{language}".'
            expected = "Write them, with the names of the other language's."
            yield Finding(f"docs/{language}", 0, 0, problem, expected)


def _structure_findings(plugin: Any) -> Iterator[Finding]:
    """Where the settings of i18n, if any, do not say that each language has a folder, and is
    built."""
    structure = member(plugin, "docs_structure")
    is_set = getattr(structure, "value", None) == "folder"
    if getattr(plugin, "value", ()) and not is_set and not is_misspelled(plugin, "docs_structure"):
        problem = "The plugin i18n does not look for each language in a folder of its own."
        expected = "Write docs_structure: folder below it."
        yield Finding(SETTINGS, *place_of(structure or plugin), problem, expected)
    for each in getattr(member(plugin, "languages"), "value", ()):
        built = member(each, "build")
        if is_off(built):
            problem = "This language of the guide would not be built."
            yield Finding(SETTINGS, *place_of(built), problem, "Delete build, or the language.")


def _unreadable(path: Path, error: Exception) -> Finding:
    if isinstance(error, UnicodeDecodeError):
        return not_utf8(error, SETTINGS)
    if isinstance(error, yaml.YAMLError):
        return syntax_finding(error, path.read_text("utf-8"), SETTINGS)
    return Finding(SETTINGS, 0, 0, f"The settings cannot be read: {error}.", "Fix them.")


def _not_those(spoken: Sequence[str]) -> str:
    return f"The languages are not those of the schema's first label: {', '.join(spoken)}."


def _write(spoken: Sequence[str]) -> str:
    return f'Write these, "{spoken[0]}" first, or change the schema.'


def nav_findings(root: Path, pages: Collection[str], spoken: Sequence[str]) -> Iterator[Finding]:
    """Entries of the navigation for pages, or other files, that the languages `spoken` do not have.

    Nothing without settings.
    """
    path, docs = root / SETTINGS, root / "docs"
    for node in _entries(member(compose(path), "nav")) if path.is_file() else ():
        target = str(node.value)
        if ":" in target or target.startswith("/"):  # another site, or another folder of this one
            continue
        named = target.removeprefix("./")
        if named not in pages and not all((docs / code / named).is_file() for code in spoken):
            problem = f'The navigation names "{target}", which is no page.'
            yield Finding(SETTINGS, *place_of(node), problem, did_you_mean(target, pages))


def _entries(node: Any) -> Iterator[yaml.ScalarNode]:
    """The pages in a list of the navigation, which may have sections and titles."""
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _entries(each)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _entries(value)
    elif isinstance(node, yaml.ScalarNode):
        yield node


def _site_languages(node: Any) -> tuple[list[tuple[str, tuple[int, int]]], tuple[int, int]]:
    """The codes in the settings of i18n with their places, the default one first, and the place
    of the list: none where the settings have another shape, or a misspelled key on the way there.
    """
    if not isinstance(node, yaml.MappingNode) or is_misspelled(node, "plugins"):
        return [], (0, 0)
    listed = member(_i18n(node), "languages")
    if isinstance(listed, yaml.SequenceNode):
        if any(is_misspelled(each, "locale") for each in listed.value):
            return [], (0, 0)
        entries = [
            (member(each, "default") is None, member(each, "locale") or each)
            for each in listed.value
        ]
        ordered = sorted(entries, key=lambda entry: entry[0])
        return [(str(node.value), place_of(node)) for _, node in ordered], place_of(listed)
    named = [options for name, options in plugins_of(node) if name == _PLUGIN]
    if any(is_misspelled(options, "languages") for options in named):
        return [], (0, 0)
    return [], place_of(member(node, "plugins") or node)


def _i18n(settings: Any) -> Any:
    """The node of the settings of the plugin i18n that lists languages; None without one."""
    named = (options for name, options in plugins_of(settings) if name == _PLUGIN)
    return next((each for each in named if member(each, "languages") is not None), None)
