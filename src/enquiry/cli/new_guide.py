"""`enquiry new`: asks what it was not told, writes a guide, and says what to do next."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from enquiry import __version__
from enquiry.authoring import new_guide
from enquiry.cli.output import say, write
from enquiry.cli.reporters import printable
from enquiry.cli.statuses import OUTPUT_ERROR, USAGE_ERROR
from enquiry.guide_files import SCHEMA, TABLE, WORDS
from enquiry.site.words_to_fill import is_to_fill, with_words_to_fill

_DEFAULT = ",".join(new_guide.known_languages())
_LONGEST_ANSWER = 4096
_FORMS_UNKNOWN = """\
Its plural forms are known to enquiry-guide[site] alone: with that installed, this command writes
a line for each of them; otherwise "enquiry check" asks for them then.
"""


class _Refused(Exception):  # noqa: N818 - nothing went wrong in the program
    """Why no guide can be written, for a person."""


def write_guide(where: str, name: str | None, languages: str | None, *, quiet: bool) -> int:
    """Writes a guide into the folder `where`. Returns the exit status: 0, 64 or 74.

    What was not given is asked for on a terminal; elsewhere the template's own counts.
    """
    try:
        folder = _empty_folder(where)
        name = _chosen(
            "--name", name, "Name of the institution [a made-up library]", new_guide.problem_of_name
        )
        languages = _chosen(
            "--languages", languages, f"Languages, the first one at / [{_DEFAULT}]", _problem
        )
        codes = _codes(languages or _DEFAULT)
        texts = _texts(name, codes)
        new_guide.write(folder, texts)
    except _Refused as why:
        say(f"enquiry new: {why}\n")
        return USAGE_ERROR
    except OSError as error:
        problem = f"{printable(where)} cannot be written: {error.strerror}"
        say(f"enquiry new: {problem}; nothing was left there\n")
        return OUTPUT_ERROR
    write("".join(f"{printable(str(folder / path))}\n" for path in texts))
    if not quiet:
        say(_next(where, len(texts)) + "".join(map(_to_translate, codes)))
    return 0


def _empty_folder(where: str) -> Path:
    if not where or "\0" in where:
        raise _Refused("name a folder")
    if problem := new_guide.problem_of_folder(Path(where)):
        raise _Refused(f"{printable(where)}: {problem}")
    return Path(where)


def _chosen(
    option: str, given: str | None, question: str, problem_of: Callable[[str], str | None]
) -> str | None:
    """What was `given`, or what a person says at a terminal; None for the default."""
    if given is not None:
        if problem := problem_of(given):
            raise _Refused(f"argument {option}: {problem}")
        return given
    while sys.stdin and sys.stdin.isatty():
        say(f"{question}: ")
        line = sys.stdin.buffer.readline(_LONGEST_ANSWER)
        if not line:
            raise _Refused("there was no answer; nothing was written")
        said = line.decode(errors="surrogateescape").strip()
        problem = problem_of(said) if said else None
        if not problem:
            return said or None
        say(f"{problem}\n")
    return None


def _problem(languages: str) -> str | None:
    return new_guide.problem_of_languages(_codes(languages))


def _codes(languages: str) -> Sequence[str]:
    return [code.strip() for code in languages.split(",")]


def _texts(name: str | None, languages: Sequence[str]) -> Mapping[str, str]:
    today = datetime.now(UTC).date().isoformat()
    texts = new_guide.texts(name, languages, version=__version__, compared=today)
    to_fill = {f"{WORDS}/{code}.yml": code for code in languages if is_to_fill(code)}
    own = {path: with_words_to_fill(texts[path], code) for path, code in to_fill.items()}
    return {**texts, **own}


def _to_translate(language: str) -> str:
    """What is left to translate, for a person; nothing where the template has the language."""
    if new_guide.is_known(language):
        return ""
    words = f"{WORDS}/{language}.yml"
    first = f"; {words} first, since no site is built without it" if is_to_fill(language) else ""
    return f"""\
"{language}" still says what another language says, for you to translate: docs/{language}/, {words},
and each "{language}:" of {TABLE} and {SCHEMA}{first}.
{_FORMS_UNKNOWN if is_to_fill(language) and not find_spec("babel") else ""}"""


def _next(where: str, count: int) -> str:
    unreleased = new_guide.is_unreleased(__version__)
    engine = "see there: this version is not released" if unreleased else "with what builds a site"
    return f"""\
{count} files. Next:
  cd {shlex.quote(printable(where))}
  pip install -r requirements.txt   the engine, {engine}
  enquiry check                     is the guide right?
  mkdocs serve --livereload         the site, again at each save
README.md says how to change an address, a wait, a category, a page, a field and more.
"""
