"""Where a page stands in the site: English at `/`, French at `/fr/`, the same paths below."""

from __future__ import annotations

DEFAULT_LANGUAGE = "en"


def address(language: str, path: str) -> str:
    """The address of the page at `path` below the site's root: English at `/`, French at `/fr/`."""
    folder = "" if language == DEFAULT_LANGUAGE else f"{language}/"
    page = "" if path == "index.md" else f"{path.removesuffix('.md')}/"
    return folder + page


def to_root(language: str, path: str) -> str:
    """The relative way from a page to the site's root, for example "../../"."""
    return "../" * address(language, path).count("/") or "./"
