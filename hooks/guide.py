"""Wiring: each MkDocs event is one call into src/enquiry, which does not know MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mkdocs.contrib.search
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from enquiry import frame, guide, opendata, search
from enquiry.errors import GuideError

LUNR = Path(mkdocs.contrib.search.__file__).parent


log = get_plugin_logger("enquiry")

_serving = False
_last_good: guide.Guide | None = None
_texts: dict[str, str] = {}  # the words of the pages of the language at hand


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs calls it by name
    """Live reload puts an inline script into the pages, which the policy would refuse."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Read the guide, once for all languages. What is wrong with it stops the build.

    Under `serve` the pages of the last good save stay up until the next one.
    """
    global _last_good
    if "guide" in config.extra:
        return
    try:
        _last_good = guide.load(Path(config.config_file_path).parent)
    except GuideError as error:
        if not (_serving and _last_good):
            raise Abort(f"The guide cannot be built:\n{error}") from error
        # No traceback: the message says where and what.
        log.error(f"The guide cannot be built; the last good pages are shown:\n{error}")  # noqa: TRY400
    config.extra["guide"] = _last_good


def _announce_pages(files: Files, config: MkDocsConfig) -> Files:
    """Before i18n: a file for each page of the table, so that i18n pairs their languages."""
    for uri in config.extra["guide"].pages:
        if uri not in files.src_uris:
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-200)
def _fill_pages(files: Files, config: MkDocsConfig) -> Files:
    """After i18n: the words of each page, and the open data."""
    whole = config.extra["guide"]
    for uri, page in whole.pages.items():
        if uri in files.src_uris:
            files.src_uris[uri].content_string = page.markdown
    for uri, content in opendata.files(whole, config.site_url or "").items():
        # Included by name: MkDocs leaves .well-known out by itself.
        files.append(
            File.generated(config, uri, content=content, inclusion=InclusionLevel.INCLUDED)
        )
    for path in search.LIBRARY:
        source = LUNR / path
        files.append(File.generated(config, f"search/{source.name}", abs_src_path=str(source)))
    return files


on_files = CombinedEvent(_announce_pages, _fill_pages)


def on_env(env: object, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Leave out the theme's files that no page loads."""
    for file in list(files):
        if file.src_dir in config.theme.dirs:
            files.remove(file)


def on_page_content(
    html: str,
    page: Page,
    config: MkDocsConfig,  # noqa: ARG001
    files: Files,  # noqa: ARG001
) -> None:
    """The words that the search finds."""
    _texts[page.file.src_uri] = search.text(html)


def on_page_context(
    context: dict[str, Any],
    page: Page,
    config: MkDocsConfig,
    nav: Navigation,  # noqa: ARG001
) -> dict[str, Any]:
    """What the frame of the page says."""
    whole = config.extra["guide"]
    known = whole.pages[page.file.src_uri]
    context.update(frame.context(whole, known, config.site_url or ""))
    if _serving:
        context["policy"] = ""
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Let go of a page's words once they are written: a large table has many pages."""
    page.markdown = page.content = None
    return output


def on_template_context(
    context: dict[str, Any],
    template_name: str,  # noqa: ARG001
    config: MkDocsConfig,
) -> dict[str, Any]:
    """What the pages of no language say: the page for an unknown address, and the site map."""
    context.update(frame.of_site(config.extra["guide"], config.site_url or ""))
    if _serving:
        context["policy"] = ""
    return context


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Before i18n builds the next language: the search index of this one."""
    language = getattr(config.plugins["i18n"], "current_language")  # noqa: B009
    entries = search.index(config.extra["guide"], language, _texts)
    Path(config.site_dir, "search", f"{language}.json").write_text(entries, "utf-8")
    _texts.clear()
