"""What keeps a guide readable while somebody edits it: a message instead of a traceback, and under
`serve` the last good pages, made anew without delay."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound
from markdown import Markdown
from mkdocs.livereload import LiveReloadServer

from enquiry.authoring.findings import Finding

_LOOK_EVERY = 0.1
"""Seconds from one look at the files to the next. With the 0.5 of MkDocs, waiting for a look takes
as long as a build."""


class Converter:
    """Markdown to HTML for the checks of pages, each text once as long as the settings stay.

    What neither this build nor the one before it asked for is forgotten.
    """

    def __init__(self) -> None:
        self._settings = ""
        self._known: dict[str, str] = {}

    def begin(
        self, extensions: Sequence[Any], configurations: Mapping[str, Any]
    ) -> Callable[[str], str]:
        """The conversion of a build that has these extensions of Markdown."""
        settings = repr(([each for each in extensions if isinstance(each, str)], configurations))
        before = self._known if settings == self._settings else {}
        known: dict[str, str] = {}
        self._settings, self._known = settings, known

        def convert(text: str) -> str:
            if text not in known:
                known[text] = (
                    before[text]
                    if text in before
                    else Markdown(extensions=extensions, extension_configs=configurations).convert(
                        text
                    )
                )
            return known[text]

        return convert


def keeping_last_good(
    build: Callable[[], None], site: Path, report: Callable[[str], None]
) -> Callable[[], None]:
    """A build that never raises: where `build` does, `site` stays as it was, and `report` says why.

    MkDocs empties the folder before it builds, and its server waits for the next good build for as
    long as it takes.
    """
    kept = site.with_name(f"{site.name}.kept")

    def put_back() -> None:
        shutil.rmtree(site, ignore_errors=True)
        kept.rename(site)

    def build_or_keep() -> None:
        shutil.rmtree(kept, ignore_errors=True)
        site.rename(kept)
        site.mkdir()
        try:
            build()
        except Exception as error:  # whatever a save can break
            put_back()
            report(f"The last good pages are shown. {what_broke(error)}")
        except BaseException:
            put_back()
            raise
        else:
            shutil.rmtree(kept, ignore_errors=True)

    return build_or_keep


def looking_often(server: LiveReloadServer, paths: Iterable[str]) -> None:
    """Have a server that does not look yet look often, at those of `paths` that it was to watch."""
    watched = []
    for path in paths:
        with suppress(KeyError):
            server.unwatch(path)
            watched.append(path)
    server.observer = type(server.observer)(timeout=_LOOK_EVERY)
    for path in watched:
        server.watch(path)


def what_broke(error: BaseException) -> str:
    """What went wrong in a build, for a person: the file and the line where they are known."""
    if isinstance(error, TemplateNotFound):
        return f"There is no template “{error.name}”. Put it into overrides, or do not ask for it."
    if isinstance(error, TemplateError) or _template_line(error):
        file, line = _template_line(error) or (getattr(error, "filename", None) or "a template", 0)
        line = getattr(error, "lineno", 0) or line
        problem = f"This template cannot be filled in: {str(error).strip('.')}."
        return str(Finding(file, line, 1, problem, "Fix it here."))
    if isinstance(error, OSError):
        name = error.filename2 or error.filename
        return f"{name}: {error.strerror}." if name else f"{error}."
    if isinstance(error, SystemExit):  # what MkDocs and this engine raise on purpose
        return str(error)
    kind = type(error).__name__
    return f"{kind}: {error}. --verbose shows where; if a guide cannot cause it, report it."


def _template_line(error: BaseException) -> tuple[str, int] | None:
    """The last line of a template on the way to `error`: Jinja puts them into tracebacks."""
    found, trace = None, error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".jinja", ".xml")):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found
