"""What is published for the shell of Material: its own files, and the engine's made to fit them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from enquiry.site.html import THEME
from enquiry.site.search_index import built_in
from enquiry.site.shells import assets
from enquiry.site.translations import material_templates

OVERRIDES = THEME / "material"
"""The engine's templates, styles and script for this shell."""
# What the engine's own frame needs alone.
_OF_LIGHT = ("assets/guide.css", "assets/guide.mjs", "assets/search.mjs")
# Of the engine's style sheets, the layers that are about what stands in a page.
_LAYERS = ("components", "form", "print")
# Material's inline scripts, which the policy refuses: published as files.
_SCRIPTS = ("palette", "content", "announce")
# What finds the words of languages without spaces between them
_SEGMENTERS = {"ja": "tinyseg.js", "hi": "wordcut.js", "th": "wordcut.js"}
# Material's text is .8 of its root's size, the engine's is its root's size.
_SCALE = 0.8
_LAYER = re.compile(r"(?ms)^@layer (\w+) \{\n.*?^\}\n")
_SIZE = re.compile(r"(?<![\w.])(\d*\.?\d+)rem\b")


def published(theme_files: Iterable[Any]) -> Mapping[str, Path | str]:
    """Each file or its content by its address, beside Material's own.

    Material's styles come in a layer, so that the engine's own layers can follow it, and what a
    publisher adds, which is in none, wins over both.
    """
    own = {name: path for name, path in assets().items() if name not in _OF_LIGHT}
    styles = {
        name: layers_of(path.read_text("utf-8"))
        for name, path in own.items()
        if name.endswith(".css")
    }
    wrapped = {
        file.src_uri: f"@layer material{{{_without_charset(file.content_string)}}}"
        for file in theme_files
        if file.src_uri.startswith("assets/stylesheets/") and file.src_uri.endswith(".css")
    }
    return {**own, **styles, **wrapped, **_scripts(), "assets/guide.css": _guide_css()}


def _guide_css() -> str:
    order = f"@layer material, tokens, {', '.join(_LAYERS)};\n"
    shared = layers_of((THEME / "assets/guide.css").read_text("utf-8"), ("tokens", *_LAYERS))
    return order + shared + (OVERRIDES / "shell.css").read_text("utf-8")


def _scripts() -> dict[str, str]:
    """Material's inline scripts as files, the first one before each of the engine's own."""
    source = Environment(loader=FileSystemLoader(material_templates()))  # noqa: S701
    values = {"config": {"extra": {}}, "features": ["content.tabs.link"], "base_url": "/"}

    def inline(name: str) -> str:
        html = source.get_template(f"partials/javascripts/{name}.html").render(values)
        return ";\n".join(re.findall("(?s)<script>(.*?)</script>", html))

    scripts = {name: inline(name) for name in _SCRIPTS}
    for name, own in (("base", "shell.js"), ("moved", "moved.js")):
        scripts[name] = f"{inline('base')};\n{(OVERRIDES / own).read_text('utf-8')}"
    return {f"assets/material/{name}.js": text for name, text in scripts.items()}


def is_left_out(address: str, languages: Iterable[str]) -> bool:
    """Whether a file of Material's is of no use to a guide whose searches are in `languages`."""
    folder, _, name = address.rpartition("/")
    if folder.startswith("assets/javascripts/lunr"):
        needed = [f"lunr.{code}.min.js" for code in languages if code != built_in()]
        needed += ["lunr.stemmer.support.min.js"] if needed else []
        needed += [file for code, file in _SEGMENTERS.items() if code in languages]
        return name not in needed
    return name.endswith(".map")


def search_worker() -> str:
    """The address of the script that searches; its name changes with each release of Material."""
    (file,) = material_templates().glob("assets/javascripts/workers/search.*.min.js")
    return file.relative_to(material_templates()).as_posix()


def styles() -> list[str]:
    """The addresses of Material's style sheets; their names change with each release."""
    found = sorted(material_templates().glob("assets/stylesheets/*.min.css"))
    return [file.relative_to(material_templates()).as_posix() for file in found]


def palettes(written: Any) -> list[dict[str, str]]:
    """What the publisher wrote of colours, completed as Material's templates do."""
    usuals = (("scheme", "default"), ("primary", "indigo"), ("accent", "indigo"))
    return [
        {
            "media": str(each.get("media") or ""),
            **{name: str(each.get(name) or usual).replace(" ", "-") for name, usual in usuals},
        }
        for each in ([written] if isinstance(written, dict) else written)
    ]


def _without_charset(css: str) -> str:
    return css.removeprefix('@charset "UTF-8";')


def layers_of(css: str, names: Iterable[str] = _LAYERS) -> str:
    """Those layers of one of the engine's style sheets, with its sizes on Material's scale."""
    found = [each[0] for each in _LAYER.finditer(css) if each[1] in names]
    lines = "".join(found).splitlines(keepends=True)
    return "".join(line if "@media" in line else _SIZE.sub(_scaled, line) for line in lines)


def _scaled(size: re.Match[str]) -> str:
    return f"{float(size[1]) * _SCALE:.4g}rem"
