"""The shell of Material: a guide's pages inside Material's own templates.

The templates in `theme/material` come before Material's and after the publisher's: they replace
what the pages' policy or an accessibility checker would refuse. docs/adr/0009-two-shells.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup, escape

from enquiry.authoring.settings import SHELLS
from enquiry.guide_files import RECORD, TABLE
from enquiry.phrases import engine_languages
from enquiry.site import material_assets
from enquiry.site.borrowed_words import material_words
from enquiry.site.guide import Guide
from enquiry.site.html import address, script_json
from enquiry.site.localization import direction
from enquiry.site.material_search import MaterialIndex
from enquiry.site.material_settings import is_instant, search_settings
from enquiry.site.page_context import site_context
from enquiry.site.shells import Shell, whole_titles
from enquiry.site.translations import material_language, material_templates, translation
from enquiry.text import Text

# Features that ask the host for something, or that change the history, where a page may not.
_CONNECTING = ("navigation.instant", "navigation.tracking", "search.")
_TRANSLATIONS = (
    *("clipboard.copy", "clipboard.copied", "search.result.placeholder", "search.result.none"),
    *("search.result.one", "search.result.other", "search.result.more.one"),
    *("search.result.more.other", "search.result.term.missing", "select.version"),
)


class MaterialShell(Shell):
    """Pages in Material's frame, in one language after the other."""

    name = SHELLS[1]

    def __init__(self, guide: Guide, templates: Environment, config: Any) -> None:
        super().__init__(guide, templates, config)
        self._folders = [config.theme.custom_dir] if config.theme.custom_dir else []
        self._theme_folders = list(config.theme.dirs)
        self._search = search_settings(config)
        self._features: list[str] = list(config.theme["features"])
        self.palettes = material_assets.palettes(config.theme["palette"])
        self._whole: list[str] = []
        self._index: MaterialIndex | None = None
        # The navigation as it is written, and which of its pages stand in the menu
        self._items: list[Any] = []
        self._in_menu: list[Any] = []

    def published(self, theme_files: Iterable[Any]) -> Mapping[str, Path | str]:
        """See Shell."""
        return {**material_assets.published(theme_files), **self._site_maps()}

    def folders(self, theme: Sequence[str], overrides: Sequence[str]) -> Sequence[str]:
        """All of them: MkDocs has the guide's own among the theme's."""
        return theme

    def styles(self) -> Sequence[str]:
        """Material's, and the engine's own."""
        return [*material_assets.styles(), *super().styles()]

    def is_left_out(self, theme_file: Any) -> bool:
        """See Shell. The search needs the words' endings of the guide's languages alone."""
        languages = {self._say(name)("search.config.lang") for name in self.guide.table.languages}
        return material_assets.is_left_out(theme_file.src_uri, languages)

    def environment(self, theme: Environment) -> Environment:
        """See Shell. `material/` names a template of Material's own."""
        theme.loader = ChoiceLoader(
            [
                FileSystemLoader([*self._folders, material_assets.OVERRIDES, *self._theme_folders]),
                PrefixLoader({"material": FileSystemLoader(material_templates())}),
            ]
        )
        return theme

    def begin(self, config: Any, language: str) -> None:
        """See Shell."""
        self._whole = self._loaded_whole(language)
        self._features = list(config.theme["features"])
        config.theme["language"] = material_language(language) or engine_languages()[0]
        config.theme["direction"] = direction(language)
        config.site_name = escape(self.guide.words.pages["site_name"][language])
        self._index = MaterialIndex(self._search, self._say(language))

    def navigation(self, nav: Any) -> None:
        """See Shell. Pages go by their short names; those of the footer are there alone."""
        self._items = list(nav.items)
        _escape_titles(nav.items)
        for page in nav.pages:
            page.title = escape(self._meta(page).get("nav") or self._meta(page)["title"])
        foot = [
            item for item in nav.items if item.is_page and self._meta(item).get("place") == "footer"
        ]
        nav.items = [item for item in nav.items if item not in foot]
        self._in_menu = [page for page in nav.pages if page not in foot]

    def page_context(self, context: dict[str, Any], page: Any, config: Any) -> dict[str, Any]:
        """See Shell."""
        language, first = context["language"], self.guide.table.languages[0]
        meta, here = self._meta(page), self.guide.pages[page.file.src_uri]
        # The theme's templates do not escape.
        page.title = escape(meta.get("nav") or meta["title"])
        page.meta["title"] = escape(meta["title"])
        if not context["is_searchable"]:
            page.meta.setdefault("hide", ["toc"])
        if page.edit_url and not Path(config.docs_dir, page.file.src_uri).is_file():
            made_of = Path(TABLE if here.category else RECORD).name
            page.edit_url = page.edit_url.replace(page.file.src_uri, made_of)
        whole_titles(page)
        if self._index:
            self._index.add(page, meta)
        config.theme["features"] = [
            name
            for name in self._features
            if context["is_searchable"] or not name.startswith(_CONNECTING)
        ]
        config.extra["alternate"] = [
            {
                "name": other["name"],
                "link": address(other["code"], here.path, first) or ".",
                "lang": other["code"],
            }
            for other in context["other_languages"]
        ]
        own = material_words(context["words"], context["language"])
        spoken = {name: escape(word) for name, word in own.items()}
        context |= {
            # A space more, and Material's script does not ask each address for a site map.
            "rel_alternate": "alternate ",
            "spoken": {**spoken, "language": language, "direction": context["direction"]},
            "icon": self._icon(config),
        }
        context["frame"] = {
            **{
                name: self._render(f"{name}.html.jinja", {**context, "nav": self._items})
                for name in ("metadata", "breadcrumb", "footer")
            },
            "config": self._config(context, config),
            "search": context["is_searchable"] and self._search["enabled"],
            "title": self._title(context),
            "in_menu": page in self._in_menu,
            "whole": any(map(is_instant, config.theme["features"])) and self._whole,
        }
        return context

    def template_context(self, context: dict[str, Any], name: str) -> dict[str, Any]:
        """See Shell."""
        templates = {"404.html": "not-found.html.jinja", "sitemap.xml": "sitemap.xml"}
        if name in templates:
            language = context["languages"][0]
            context["language"] = language
            context["spoken"] = {
                "language": language,
                "direction": context["directions"][language],
            }
            context["frame"] = {
                "whole_page": self._render(templates[name], context),
                "site_name": escape(" – ".join(_each(context["texts"]["site_name"]))),
                "title": escape(" – ".join(_each(context["texts"]["not_found"]))),
                "footer": self._render("not-found-footer.html.jinja", context),
                "config": script_json({**_no_config(), "base": context["base_url"]}),
            }
        return context

    def finish(self, html: str, direction: str) -> str:
        """See Shell. What Material's own base.html gives no other way to change."""
        html = html.replace(' class="no-js">', f' dir="{direction}" class="no-js">', 1)
        # That of the 404 page would be the last language's.
        html = re.sub(r'<body dir="\w+"', f'<body dir="{direction}"', html, count=1)
        # Material's script would wrap a table without a class, and what follows would jump.
        html = html.replace("<table>", '<table class="written">')
        for name in ("drawer", "search"):
            html = html.replace(f'id="__{name}" autocomplete="off">', f'id="__{name}">', 1)
        return html

    def indexes(self, language: str) -> Mapping[str, str]:
        """See Shell. Material looks for an index below the `base` of a page."""
        folder = address(language, "index.md", self.guide.table.languages[0])
        content = self._index.as_json(folder) if self._index else ""
        return {f"{folder}search/search_index.json": content}

    def _meta(self, page: Any) -> Mapping[str, Any]:
        return self.guide.pages[page.file.src_uri].meta

    def _render(self, template: str, context: Mapping[str, Any]) -> Markup:
        return Markup(self.templates.get_template(template).render(context))  # noqa: S704 - escaped

    def _say(self, language: str) -> Any:
        return lambda key: translation(language, key) or translation(engine_languages()[0], key)

    def _config(self, context: Mapping[str, Any], config: Any) -> Markup:
        """What Material's script reads first."""
        own = material_words(context["words"], context["language"])
        say = self._say(context["language"])
        return script_json(
            {
                **_no_config(),
                "base": context["home"],
                "features": config.theme["features"],
                "translations": {key: own.get(key) or say(key) for key in _TRANSLATIONS},
                "search": context["root"] + material_assets.search_worker(),
                "annotate": config.extra.get("annotate"),
                "tags": config.extra.get("tags"),
            }
        )

    def _title(self, context: Mapping[str, Any]) -> Markup:
        title = escape(context["title"])
        return title if context["is_home"] else title + " – " + context["words"]["site_name"]

    def _icon(self, config: Any) -> str:
        """The publisher's icon, or the engine's instead of Material's own."""
        favicon = str(config.theme["favicon"])
        return "assets/icon.svg" if favicon == "assets/images/favicon.png" else favicon

    def _loaded_whole(self, language: str) -> list[str]:
        """The pages that are loaded whole: they may not connect, or have scripts."""
        first = self.guide.table.languages[0]
        return [
            address(language, page.path, first) or "./"
            for page in self.guide.pages.values()
            if page.language == language
            and (page.meta.get("connect") == "none" or page.meta.get("scripts"))
        ]

    def _site_maps(self) -> dict[str, str]:
        """A site map below each further language, where instant loading looks for it."""
        if not any(map(is_instant, self._features)):
            return {}
        context = site_context(self.guide, self.site_url)
        context["config"] = {"site_url": self.site_url}
        maps: dict[str, str] = {}
        for language in self.guide.table.languages[1:]:
            below = urljoin(self.site_url, f"{language}/")
            pages = [each for each in context["site_pages"] if each["address"].startswith(below)]
            maps[f"{language}/sitemap.xml"] = self._render(
                "sitemap.xml", {**context, "site_pages": pages}
            )
        return maps


def _escape_titles(items: Iterable[Any]) -> None:
    """What the settings call a section or a link, as the theme's templates show it."""
    for item in items:
        if not item.is_page and item.title:
            item.title = escape(item.title)
        _escape_titles(item.children or ())


def _each(text: Text) -> list[str]:
    """A text in each language; what is the same in two stands once."""
    return list(dict.fromkeys(text.as_dict().values()))


def _no_config() -> dict[str, Any]:
    names = ("base", "features", "translations", "search", "annotate", "tags", "version")
    return {**dict.fromkeys(names), "features": [], "translations": {}, "search": ""}
