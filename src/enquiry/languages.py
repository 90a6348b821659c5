"""Whether every part of a guide is in the same languages: schema, table, settings, pages, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from enquiry.authoring.findings import Finding
from enquiry.authoring.settings import SETTINGS, compose, member, place
from enquiry.authoring.yaml_file import YamlFile
from enquiry.guide_files import GuideFiles
from enquiry.pointers import pointer_of, reach
from enquiry.schema.fields import languages

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


def site_language_findings(
    files: GuideFiles, spoken: Sequence[str], name: Path | None = None
) -> Iterator[Finding]:
    """Where the site would not be in the languages of the schema. Nothing without settings.

    `name` is what the guide's folder is called in messages, if not as it is.
    """
    path, file = files.root / SETTINGS, (files.root if name is None else name) / SETTINGS
    if not path.is_file():
        return
    entries, listed = _site_languages(path)
    codes = [code for code, _ in entries]
    if codes != list(spoken):
        wrong = (each for each, code in zip(entries, spoken, strict=False) if each[0] != code)
        line, column = next(wrong, ("", listed))[1]
        problem, expected = _not_those(spoken), _write(spoken)
        yield Finding(file.as_posix(), line, column, problem, expected)
    pages, called = path.parent / "docs", file.parent / "docs"
    for language in spoken:
        if not (pages / language).is_dir():
            problem = f'There are no pages in "{language}".'
            expected = "Write them, with the names of the other language's."
            yield Finding((called / language).as_posix(), 0, 0, problem, expected)


def _not_those(spoken: Sequence[str]) -> str:
    return f"The languages are not those of the schema's first label: {', '.join(spoken)}."


def _write(spoken: Sequence[str]) -> str:
    return f'Write these, "{spoken[0]}" first, or change the schema.'


def _site_languages(path: Path) -> tuple[list[tuple[str, tuple[int, int]]], tuple[int, int]]:
    """The codes in the settings of i18n with their places, the default one first, and the place
    of the list."""
    node = compose(path)
    plugins = member(node, "plugins")
    for plugin in getattr(plugins, "value", []):
        listed = member(plugin, "i18n", "languages")
        if isinstance(listed, yaml.SequenceNode):
            entries = [
                (member(each, "default") is None, member(each, "locale") or each)
                for each in listed.value
            ]
            ordered = sorted(entries, key=lambda entry: entry[0])
            return [(str(node.value), place(node)) for _, node in ordered], place(listed)
    return [], place(plugins or node)
