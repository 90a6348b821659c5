"""A new guide: the files of `guide_template`, with a publisher's name and in their languages.

The template is a guide itself. Each of its texts stands there in every language that it has, side
by side, so that another language is an addition to its files and none to this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from enquiry.authoring.readable_json import as_json
from enquiry.guide_files import SCHEMA, TABLE
from enquiry.phrases import names_of

TEMPLATE = Path(__file__).with_name("guide_template")
LONGEST_NAME = 80
_REPLY_OF_EXAMPLE = '  "language": "{{ language }}",\n'
# As the plugin takes them that builds a site in several languages.
_CODE = "[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?"
# Spaces and joiners that names in some languages need, and that are not printable to Python.
_ALSO_IN_NAMES = "\u00a0\u202f\u200c\u200d"
_UNRELEASED = """\
# No index has this version, which is not released: install it from a clone of the engine, with
# pip install 'CLONE[fast,freshness,site]'
"""


def problem_of_name(name: str) -> str | None:
    """Why a publisher cannot be called `name`; None if nothing is wrong with it."""
    if len(name) > LONGEST_NAME:
        return f"use at most {LONGEST_NAME} characters"
    if not any(character.isalnum() for character in name):
        return "write a name with letters or digits in it"
    if not all(each.isprintable() or each in _ALSO_IN_NAMES for each in name):
        return "write one line of text, without control characters"
    return None


def problem_of_languages(languages: Sequence[str]) -> str | None:
    """Why no guide can be built in `languages`; None if one can."""
    if wrong := [code for code in languages if not re.fullmatch(_CODE, code)]:
        if re.fullmatch("[a-z]{3}(-.*)?", wrong[0]):
            problem = "its code has three letters, not two"
            return f"no site can be built in {json.dumps(wrong[0])}: {problem}"
        like = ",".join(known_languages())
        return f"{json.dumps(wrong[0])} is no language code; write them like {like} or pt-BR"
    if unknown := [code for code in languages if _is_unknown(code)]:
        return f'nobody knows the language "{unknown[0]}"; write a code of ISO 639, such as es'
    if len(set(languages)) < len(languages):
        return "name each language once"
    return None


def _is_unknown(language: str) -> bool:
    """Whether Babel, by which a site is built, knows nothing of a language. Without it, none is."""
    return bool(find_spec("babel")) and _name_of(language, language) == ""


def _name_of(language: str, said_in: str) -> str:
    """The name of a language in another one; "" where nobody knows it."""
    if not find_spec("babel"):
        return ""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").get_display_name(Locale.parse(said_in, sep="-"))
    except (UnknownLocaleError, ValueError):
        return ""
    name = name or language
    return name[:1].upper() + name[1:]


def problem_of_folder(folder: Path) -> str | None:
    """Why no guide can be begun in `folder`; None if one can. May raise OSError.

    A repository that was just begun or cloned is as good as an empty folder.
    """
    if folder.is_dir():
        taken = any(each.name != ".git" for each in folder.iterdir())
        return "it is not empty" if taken else None
    return "a file stands there" if folder.exists() or folder.is_symlink() else None


def texts(
    name: str | None, languages: Sequence[str], *, version: str, compared: str
) -> Mapping[str, str]:
    """The text of each file of a new guide, by its path.

    Without a `name` it has the template's, in each language. `version` is that of the engine,
    `compared` the ISO date on which the table counts as compared with its source.
    """
    return {
        path: _with_facts(path, text, name, languages, version=version, compared=compared)
        for path, text in sorted(_in_languages(languages))
    }


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Writes each file below `folder`. Overwrites nothing; leaves nothing behind if one fails."""
    made: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            for parent in reversed(path.parents):
                if not parent.exists():
                    parent.mkdir()
                    made.append(parent)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _in_languages(languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each file of the template: those of a language once for each of `languages`."""
    known = known_languages()
    for file in sorted(TEMPLATE.rglob("*")):
        path = file.relative_to(TEMPLATE).as_posix()
        if not file.is_file() or "__pycache__" in path:
            continue
        text = file.read_text(encoding="utf-8")
        of_language = re.fullmatch(rf"(.*/)({'|'.join(known)})([/.].*)", path)
        if not of_language:
            convert = _CONVERTED.get(path)
            yield path, convert(text, languages) if convert else text
            continue
        before, written_in, after = of_language.groups()
        readers = [code for code in languages if _source(code, known) == written_in]
        if before == "README/":
            yield from (("README.md", text) for code in readers if code == languages[0])
        else:
            yield from ((f"{before}{code}{after}", text) for code in readers)


def is_unreleased(version: str) -> bool:
    """Whether no package index has this version of the engine."""
    return ".dev" in version


def known_languages() -> Sequence[str]:
    """The languages of the template. The first one stands in for those that it lacks."""
    return re.findall(r"locale: ([\w-]+)", (TEMPLATE / "mkdocs.yml").read_text(encoding="utf-8"))


def is_known(language: str) -> bool:
    """Whether the template is written in a language, of whatever region."""
    return not {*names_of(language)}.isdisjoint(known_languages())


def _source(language: str, known: Sequence[str]) -> str:
    return next((name for name in names_of(language) if name in known), known[0])


def _table_in(text: str, languages: Sequence[str]) -> str:
    """The routing table, in which the texts of each group of languages are those of `languages`."""
    known = known_languages()
    start = re.compile(rf"( *)(- )?({'|'.join(known)}): ")
    lines = text.splitlines(keepends=True)
    written: list[str] = []
    while lines:
        first = start.match(lines[0])
        if not first:
            written.append(lines.pop(0))
            continue
        inner = " " * len(first[1] + (first[2] or ""))
        group: dict[str, list[str]] = {}
        while lines and (each := start.match(lines[0])):
            if group and (each[2] or each[1] != inner):
                break
            group[each[3]] = [lines.pop(0)[each.end() :]]
            while _next_words(lines).startswith(f"{inner} "):
                group[each[3]].append(lines.pop(0))
        for code in languages:
            lead = first[0][: len(inner)] if code == languages[0] else inner
            written += [f"{lead}{_in_yaml(code)}: ", *group[_source(code, known)]]
    own = f"  language: {_in_yaml(languages[0])}"
    return re.sub(r"(?m)^  language: \S+$", own, "".join(written))


def _next_words(lines: Sequence[str]) -> str:
    return next((line for line in lines if line.strip()), "")


def _schema_in(text: str, languages: Sequence[str]) -> str:
    """The schema with its texts in `languages`, any of which a reply may be wanted in.

    Where there is one language alone, nobody is asked for it.
    """
    template, known = json.loads(text), known_languages()
    schema = _texts_in(template, languages, known)
    if len(languages) == 1:
        del schema["properties"]["language"]
        for names in (schema["required"], *(step["fields"] for step in schema["x-steps"])):
            if "language" in names:
                names.remove("language")
        return as_json(schema)
    reply = schema["properties"]["language"]
    names = template["properties"]["language"]["x-enum-labels"]
    reply["enum"] = list(languages)
    reply["x-enum-labels"] = {
        code: {
            said_in: names.get(code, {}).get(said_in) or _name_of(code, said_in) or code
            for said_in in languages
        }
        for code in languages
    }
    return as_json(schema)


def _texts_in(value: Any, languages: Sequence[str], known: Sequence[str]) -> Any:
    if isinstance(value, list):
        return [_texts_in(each, languages, known) for each in value]
    if not isinstance(value, dict):
        return value
    if set(value) == set(known):
        value = {code: value[_source(code, known)] for code in languages}
    return {key: _texts_in(each, languages, known) for key, each in value.items()}


def _settings_in(text: str, languages: Sequence[str]) -> str:
    """The settings of MkDocs, which list the languages; the first one is the default."""
    names = dict(re.findall(r"\{locale: ([\w-]+), name: ([^,}]+)", text))
    listed = "".join(
        f"        - {{locale: {_in_yaml(code)}, name: {names.get(code) or _own_name(code)}"
        f"{', default: true' if code == languages[0] else ''}}}\n"
        for code in languages
    )
    return re.sub(r"(?m)(?:^ +- \{locale: .*\n)+", lambda _: listed, text)


def _own_name(language: str) -> str:
    name = _name_of(language, language)
    return json.dumps(name, ensure_ascii=False) if name else _in_yaml(language)


def _in_yaml(code: str) -> str:
    """A code as YAML reads it: without quotes, that of Norwegian says no."""
    return code if isinstance(yaml.safe_load(code), str) else json.dumps(code)


_CONVERTED: Mapping[str, Callable[[str, Sequence[str]], str]] = {
    TABLE: _table_in,
    SCHEMA: _schema_in,
    "mkdocs.yml": _settings_in,
}


def _with_facts(
    path: str,
    text: str,
    name: str | None,
    languages: Sequence[str],
    *,
    version: str,
    compared: str,
) -> str:
    """A file's text with the publisher's name, each as the kind of file quotes it."""
    if path == "requirements.txt":
        return text.replace("{version}", version) + (_UNRELEASED if is_unreleased(version) else "")
    if path == TABLE:
        text = re.sub(r"(?m)^  compared: .*$", f"  compared: {compared}", text)
    if len(languages) == 1:
        text = text.replace(_REPLY_OF_EXAMPLE, "")
    in_template = [_template_name(code) for code in known_languages()]
    chosen = name or _template_name(_source(languages[0], known_languages()))
    for old in in_template if name or path == "mkdocs.yml" else ():
        # A JSON string is one of YAML, too.
        quoted = json.dumps(chosen, ensure_ascii=False)
        text = text.replace(f'"{old}"', quoted).replace(f"# {old}\n", f"# {_as_markdown(chosen)}\n")
    return text


def _template_name(language: str) -> str:
    words = (TEMPLATE / f"docs/words/{language}.yml").read_text(encoding="utf-8")
    return words.partition('\nsite_name: "')[2].partition('"')[0]


def _as_markdown(text: str) -> str:
    """A text that Markdown shows as it is."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
