"""What a publisher set of Material, as a guide can have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from warnings import catch_warnings

# What asks another site for something, or needs a script inline.
_LEFT_OUT = ("analytics", "consent", "version")
_NOTHING_ELSEWHERE = "is left out: a guide's pages ask nothing of another site."
_PALETTE = (
    {"media": "(prefers-color-scheme: light)", "scheme": "default"},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
)


def configure(config: Any) -> list[str]:
    """Settings of Material as a guide needs them. Says what is left out of a publisher's."""
    theme, extra = config.theme, config.extra
    left_out = [f"extra.{key} {_NOTHING_ELSEWHERE}" for key in _LEFT_OUT if extra.pop(key, None)]
    if any(_titled_pages(config.nav)):
        left_out.append("Titles of pages in nav are left out: a page has its own, and nav: in it.")
    if theme["font"]:
        left_out.append(f"theme.font {_NOTHING_ELSEWHERE}")
        theme["font"] = False
    if not config.site_url and any(map(is_instant, theme["features"])):
        left_out.append("navigation.instant is left out: it reads the site map; set site_url.")
        theme["features"] = [name for name in theme["features"] if not is_instant(name)]
    theme["palette"] = theme.get("palette") or [dict(each) for each in _PALETTE]
    # It would name one language in the pages of the others, and warn of what is cared for here.
    config.plugins["i18n"].config.update(reconfigure_material=False, reconfigure_search=False)
    return left_out


def _titled_pages(nav: Any) -> Iterator[str]:
    """The pages in a navigation that have a title there."""
    for each in nav if isinstance(nav, list) else ():
        for below in each.values() if isinstance(each, dict) else ():
            if isinstance(below, str) and below.endswith(".md"):
                yield below
            yield from _titled_pages(below)


def is_instant(feature: str) -> bool:
    """Whether a feature of Material's is one of instant loading."""
    return feature.startswith("navigation.instant")


def search_settings(config: Any) -> dict[str, Any]:
    """What the publisher wrote of Material's search, which fills the rest in for one language."""
    plugin = config.plugins.get("material/search")
    with catch_warnings(action="ignore", category=DeprecationWarning):
        written = plugin.config.user_configs if plugin else []
    return {"enabled": True, **{key: value for each in written for key, value in each.items()}}
