"""The engine in MkDocs: each event is one call into a module that does not know MkDocs.

A guide's `hooks/guide.py` imports everything from here, and so names its engine.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import url_filter

from enquiry.authoring.findings import GuideError
from enquiry.authoring.record import RECORD_PAGE
from enquiry.guide_files import SCHEMA
from enquiry.site import guide, html, moved, opendata, scripts
from enquiry.site.localization import direction
from enquiry.site.markdown_settings import EXTENSIONS
from enquiry.site.page_context import page_context, policy, site_context
from enquiry.site.serving import Converter, keeping_last_good, looking_often, what_broke
from enquiry.site.settings_checks import IN_NO_LANGUAGE, MOVE_IT
from enquiry.site.shells import Shell

_log = get_plugin_logger("enquiry")


class Build:
    """What a build knows from one event to the next, in every language and at every save."""

    guide: guide.Guide
    shell: Shell

    def __init__(self) -> None:
        self._serving = False
        self._configured: MkDocsConfig | None = None
        self._indexes: dict[str, str] = {}  # those of the search, by their addresses
        self._shared: list[File] = []
        self._templates: tuple[list[str], Environment] | None = None
        self._converter = Converter()

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
        templates = self._environment(overrides)
        convert = self._converter.begin(config.markdown_extensions, config.mdx_configs or {})
        try:
            self.guide = guide.load(root, templates, convert, overrides).without(
                [config.exclude_docs, None if self._serving else config.draft_docs]
            )
            self.shell = _shell(self.guide, templates, config)
            for warning in self.guide.warnings:
                _log.info(str(warning))  # as a warning it would stop a strict build
        except GuideError as error:
            if not (self._serving and hasattr(self, "guide")):
                raise Abort(f"The guide cannot be built:\n{error}") from error
            # No traceback: the message says where and what.
            _log.error(f"The guide cannot be built; the last good pages are shown:\n{error}")
            self.shell = _shell(self.guide, self.shell.templates, config)
        # What the shell does not use, MkDocs need not list: Material has thousands of icons.
        config.theme.dirs[:] = self.shell.folders(config.theme.dirs, overrides)
        self._configured = config

    def _environment(self, overrides: list[str]) -> Environment:
        """The templates, which Jinja compiles again where their files change."""
        if not self._templates or self._templates[0] != overrides:
            templates = html.environment(overrides)
            templates.filters["url"] = url_filter
            self._templates = (overrides, templates)
        return self._templates[1]

    def _announce_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """Before i18n: a file for each page of the table, so that i18n pairs their languages."""
        self._shared = [file for file in files if self._is_of_every_language(file, config)]
        for uri in self.guide.pages:
            if uri not in files.src_uris:
                files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
                if uri.endswith(f"/{RECORD_PAGE}"):
                    files.src_uris[uri].inclusion = InclusionLevel.NOT_IN_NAV
        return files

    def _is_of_every_language(self, file: File, config: MkDocsConfig) -> bool:
        """Whether it is one of the guide's own that stands in no language's folder, and no page."""
        folder = file.src_uri.partition("/")[0]
        return (
            file.src_dir == config.docs_dir
            and not file.is_documentation_page()
            and file.inclusion is not InclusionLevel.EXCLUDED
            and folder not in self.guide.table.languages
        )

    # After the `on_files` of i18n, whose priority is -100: it makes its own files of the announced.
    @event_priority(-200)
    def _fill_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """After i18n: the words of each page, the open data and the engine's own files."""
        for uri, page in self.guide.pages.items():
            if uri in files.src_uris:
                files.src_uris[uri].content_string = page.markdown
        released = opendata.released(Path(config.config_file_path).parent)
        beside = opendata.files(self.guide, config.site_url or "") | released
        for uri, content in beside.items():
            # Included by name: MkDocs leaves .well-known out by itself.
            files.append(
                File.generated(config, uri, content=content, inclusion=InclusionLevel.INCLUDED)
            )
        theme = [file for file in files if file.src_dir in config.theme.dirs]
        for uri, source in self.shell.published(theme).items():
            # A guide may have its own file in its place.
            if Path(config.docs_dir, uri).is_file():
                continue
            if uri in files.src_uris:
                files.remove(files.src_uris[uri])
            files.append(_asset(config, uri, source))
        for file in self._shared:  # which i18n keeps for one language only
            if file.src_uri not in files.src_uris:
                files.append(file)
        return files

    on_files = CombinedEvent(_announce_pages, _fill_pages)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """The templates of the shell, and of the theme's files those that it publishes."""
        for file in list(files):
            if file.src_dir in config.theme.dirs and self.shell.is_left_out(file):
                files.remove(file)
        self.shell.begin(config, _language(config))
        return self.shell.environment(env)

    # After the `on_nav` of i18n, whose priority is -100.
    @event_priority(-200)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """The entries of the navigation as the shell shows them."""
        self.shell.navigation(nav)
        return nav

    def on_page_context(
        self, context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
    ) -> dict[str, Any]:
        """What the frame of the page says."""
        known = self.guide.pages.get(page.file.src_uri)
        if known is None:
            raise Abort(f"docs/{page.file.src_uri}: {IN_NO_LANGUAGE} {MOVE_IT}")
        said = page_context(self.guide, known, config.site_url or "")
        return self.shell.page_context(self._with_policy(context, said), page, config)

    def on_template_context(
        self, context: dict[str, Any], template_name: str, config: MkDocsConfig
    ) -> dict[str, Any]:
        """What the pages of no language say: the one for an unknown address, and the site map."""
        said = site_context(self.guide, config.site_url or "")
        return self.shell.template_context(self._with_policy(context, said), template_name)

    def _with_policy(self, context: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
        return {**context, **more, **({"policy": ""} if self._serving else {})}

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Free Markdown and HTML once written: memory stays flat, however large the table."""
        page.markdown = page.content = None
        return self.shell.finish(output, direction(_language(config)))

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """The page for an unknown address begins in the first language."""
        return self.shell.finish(output, direction(self.guide.table.languages[0]))

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> Any:
        """From the first good pages on, there are pages, whatever a save breaks, and soon."""
        looking_often(server, [config.docs_dir, config.config_file_path, *config.theme.dirs])
        server.builder = keeping_last_good(server.builder, Path(server.root), _log.error)
        return server

    def on_build_error(self, error: Exception) -> None:
        """A message instead of a traceback, which `--verbose` shows."""
        _log.debug("The build failed.", exc_info=error)
        if not isinstance(error, Abort | BuildError):
            raise Abort(f"The guide cannot be built:\n{what_broke(error)}") from error

    # Before the `on_post_build` of i18n, whose priority is -100: it builds the next language there.
    @event_priority(-50)
    def _keep_index(self, config: MkDocsConfig) -> None:
        """The search index of the language that was just built."""
        self._indexes |= self.shell.indexes(_language(config))

    # After i18n, which has Material's plugin write one index of all languages.
    @event_priority(-200)
    def _write_rest(self, config: MkDocsConfig) -> None:
        """The indexes, and a page at each old address."""
        rules = "" if self._serving else policy("none")
        old = moved.pages(
            self.guide,
            self.shell.templates,
            config.site_url or "",
            rules,
            shell=self.shell.name,
            styles=self.shell.styles(),
            palettes=self.shell.palettes,
        )
        for name, content in chain(self._indexes.items(), old):
            file = Path(config.site_dir, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8")

    on_post_build = CombinedEvent(_keep_index, _write_rest)


def _shell(of: guide.Guide, templates: Environment, config: MkDocsConfig) -> Shell:
    """The shell that the guide's settings choose. Material's own parts are loaded for it alone."""
    if config.extra.get("shell") != "material":
        return Shell(of, templates, config)
    from enquiry.site.material_settings import configure
    from enquiry.site.material_shell import MaterialShell

    for message in configure(config):
        _log.info(message)
    return MaterialShell(of, templates, config)


def _language(config: MkDocsConfig) -> str:
    """The language whose pages i18n is building."""
    return str(getattr(config.plugins["i18n"], "current_language"))  # noqa: B009


def _asset(config: MkDocsConfig, uri: str, source: Path | str) -> File:
    if isinstance(source, str):
        return File.generated(config, uri, content=source)
    if source.suffix != ".mjs":
        return File.generated(config, uri, abs_src_path=str(source))
    return File.generated(config, uri, content=scripts.published(source.read_text("utf-8")))


def _add_extensions(config: MkDocsConfig) -> None:
    """The engine's extensions of Markdown beside those that the publisher chose."""
    chosen: list[Any] = config.markdown_extensions
    chosen += [name for name in EXTENSIONS if name not in chosen]
    chosen.append(html.Readable())


# MkDocs loads a hook once and keeps it through all builds of `serve`, and so does this object live.
_build = Build()
on_build_error = _build.on_build_error
on_serve = _build.on_serve
on_startup = _build.on_startup
on_config = _build.on_config
on_files = _build.on_files
on_nav = _build.on_nav
on_env = _build.on_env
on_page_context = _build.on_page_context
on_template_context = _build.on_template_context
on_post_page = _build.on_post_page
on_post_template = _build.on_post_template
on_post_build = _build.on_post_build
__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_page_context",
    "on_post_build",
    "on_post_page",
    "on_post_template",
    "on_serve",
    "on_startup",
    "on_template_context",
]
