"""The engine in MkDocs: each event is one call into a module that does not know MkDocs.

A guide's `hooks/guide.py` imports everything from here, and so names its engine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import url_filter

from enquiry.authoring.findings import GuideError
from enquiry.guide_files import SCHEMA
from enquiry.site import guide, html, moved, opendata, scripts, search_index
from enquiry.site.page_context import page_context, policy, site_context
from enquiry.site.serving import keeping_last_good, what_broke

_log = get_plugin_logger("enquiry")
_OUTSIDE = "This page is in no language's folder. Move it into one, or name it in exclude_docs."


class Build:
    """What a build knows from one event to the next, in every language and at every save."""

    guide: guide.Guide
    templates: Environment

    def __init__(self) -> None:
        self._serving = False
        self._configured: MkDocsConfig | None = None
        self._texts: dict[str, str] = {}  # the words of the pages of the language at hand

    def on_startup(self, command: str, dirty: bool) -> None:
        """Live reload puts an inline script into the pages, which the policy would refuse."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the guide. What is wrong with it stops the build.

        Under `serve` the pages of the last good save stay up until the next one. The i18n plugin
        comes back here for each further language with the same settings: nothing is read again.
        """
        if config is self._configured:
            return
        root = Path(config.config_file_path).parent
        config.theme.static_templates |= {"404.html"}
        _add_extensions(config)
        overrides = [config.theme.custom_dir] if config.theme.custom_dir else []
        config.watch += [str(root / Path(SCHEMA).parent), str(html.THEME), *overrides]
        templates = html.environment(overrides)
        templates.filters["url"] = url_filter
        try:
            self.guide = guide.load(root, templates, _converter(config), overrides)
            self.templates = templates
            for warning in self.guide.warnings:
                _log.info(str(warning))  # as a warning it would stop a strict build
        except GuideError as error:
            if not (self._serving and hasattr(self, "guide")):
                raise Abort(f"The guide cannot be built:\n{error}") from error
            # No traceback: the message says where and what.
            _log.error(f"The guide cannot be built; the last good pages are shown:\n{error}")
        self._configured = config

    def _announce_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """Before i18n: a file for each page of the table, so that i18n pairs their languages."""
        for uri in self.guide.pages:
            if uri not in files.src_uris:
                files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
        return files

    # After the `on_files` of i18n, whose priority is -100: it makes its own files of the announced.
    @event_priority(-200)
    def _fill_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """After i18n: the words of each page, the open data and the engine's own files."""
        for uri, page in self.guide.pages.items():
            if uri in files.src_uris:
                files.src_uris[uri].content_string = page.markdown
        for uri, content in opendata.files(self.guide, config.site_url or "").items():
            # Included by name: MkDocs leaves .well-known out by itself.
            files.append(
                File.generated(config, uri, content=content, inclusion=InclusionLevel.INCLUDED)
            )
        assets = [path for path in sorted((html.THEME / "assets").rglob("*")) if path.is_file()]
        sources = {path.relative_to(html.THEME).as_posix(): path for path in assets}
        library = search_index.library(self.guide.table.languages)
        sources |= {f"search/{name}": path for name, path in library.items()}
        for uri, source in sources.items():
            # A guide may have its own file in its place, which i18n shows to one language only.
            if uri not in files.src_uris and not Path(config.docs_dir, uri).is_file():
                files.append(_asset(config, uri, source))
        return files

    on_files = CombinedEvent(_announce_pages, _fill_pages)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """The engine's templates in place of the theme's, without the theme's files."""
        for file in list(files):
            if file.src_dir in config.theme.dirs:
                files.remove(file)
        return self.templates

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """The words that the search finds."""
        self._texts[page.file.src_uri] = search_index.text_of(html)

    def on_page_context(
        self, context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
    ) -> dict[str, Any]:
        """What the frame of the page says."""
        known = self.guide.pages.get(page.file.src_uri)
        if known is None:
            raise Abort(f"docs/{page.file.src_uri}: {_OUTSIDE}")
        return self._with_policy(context, page_context(self.guide, known, config.site_url or ""))

    def on_template_context(
        self, context: dict[str, Any], template_name: str, config: MkDocsConfig
    ) -> dict[str, Any]:
        """What the pages of no language say: the one for an unknown address, and the site map."""
        return self._with_policy(context, site_context(self.guide, config.site_url or ""))

    def _with_policy(self, context: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
        return {**context, **more, **({"policy": ""} if self._serving else {})}

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Free Markdown and HTML once written: memory stays flat, however large the table."""
        page.markdown = page.content = None
        return output

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> Any:
        """From the first good pages on, there are pages, whatever a save breaks."""
        server.builder = keeping_last_good(server.builder, Path(server.root), _log.error)
        return server

    def on_build_error(self, error: Exception) -> None:
        """A message instead of a traceback, which `--verbose` shows."""
        _log.debug("The build failed.", exc_info=error)
        if not isinstance(error, Abort | BuildError):
            raise Abort(f"The guide cannot be built:\n{what_broke(error)}") from error

    # Before the `on_post_build` of i18n, whose priority is -100: it builds the next language there,
    # and the words collected here would be those of the last one.
    @event_priority(-50)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """The search index and the old addresses of the language that was just built."""
        language = getattr(config.plugins["i18n"], "current_language")  # noqa: B009
        entries = search_index.index_of(self.guide, language, self._texts)
        Path(config.site_dir, "search", f"{language}.json").write_text(entries, "utf-8")
        self._texts.clear()
        # One at a time, as MkDocs writes pages: a table may have had many ids.
        rules = "" if self._serving else policy("none")
        site_url = config.site_url or ""
        for uri, page in moved.pages(self.guide, language, self.templates, site_url, rules):
            path = Path(config.site_dir, uri)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, "utf-8")


def _asset(config: MkDocsConfig, uri: str, source: Path) -> File:
    if source.suffix != ".mjs":
        return File.generated(config, uri, abs_src_path=str(source))
    return File.generated(config, uri, content=scripts.published(source.read_text("utf-8")))


def _add_extensions(config: MkDocsConfig) -> None:
    """The engine's extensions of Markdown beside those that the publisher chose."""
    chosen: list[Any] = config.markdown_extensions
    chosen += [name for name in html.EXTENSIONS if name not in chosen]
    chosen.append(html.ReadableTables())


def _converter(config: MkDocsConfig) -> Any:
    """Markdown to HTML with the extensions of the site."""
    return lambda text: Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
    ).convert(text)


# MkDocs loads a hook once and keeps it through all builds of `serve`, and so does this object live.
_build = Build()
on_build_error = _build.on_build_error
on_serve = _build.on_serve
on_startup = _build.on_startup
on_config = _build.on_config
on_files = _build.on_files
on_env = _build.on_env
on_page_content = _build.on_page_content
on_page_context = _build.on_page_context
on_template_context = _build.on_template_context
on_post_page = _build.on_post_page
on_post_build = _build.on_post_build
__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_context",
    "on_post_build",
    "on_post_page",
    "on_serve",
    "on_startup",
    "on_template_context",
]
