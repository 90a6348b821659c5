"""Pages that came, went, moved or read otherwise; languages; the navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

from enquiry.comparison.telling import Change, Teller
from enquiry.comparison.versions import Version, WrittenPage
from enquiry.guide_files import path_of_alias
from enquiry.text import Text

_META = ("description", "nav", "keywords")
_LINK = re.compile(r"\]\(([^\s():#]+\.md)")


def page_changes(old: Version, new: Version, teller: Teller) -> Iterator[Change]:
    """Every change of the pages that people write, and of the languages of the guide."""
    yield from _languages(old, new, teller)
    moved = _moved(old, new)
    for path in new.pages:
        if path in old.pages:
            yield from _page(old, new, path, path, teller)
        elif path in moved:
            before, after = _address(moved[path]), _address(path)
            message = teller.say("page_moved", page=new.title(path), old=before, new=after)
            yield Change("page", None, path, 0, message)
            yield from _page(old, new, moved[path], path, teller)
        else:
            message = teller.say("page_came", page=new.title(path))
            yield Change("page", None, path, 0, message)
    for path in old.pages:
        if path not in new.pages and path not in moved.values():
            message = teller.say("page_went", page=old.title(path))
            yield Change("page", None, path, 0, message)
    for path in _lost(old, new):
        message = teller.say("page_went", page=_address(path))
        yield Change("page", None, path, 0, message)
    today = {before: after for after, before in moved.items()}
    if _order(old, new, today) != _order(new, old, {each: each for each in moved}):
        yield Change("page", None, "mkdocs.yml", 0, teller.say("page_order"))


def _languages(old: Version, new: Version, teller: Teller) -> Iterator[Change]:
    was, now = old.guide.languages, new.guide.languages
    for key, codes, others, version in (
        ("language_came", now, was, new),
        ("language_went", was, now, old),
    ):
        for code in codes:
            if code not in others:
                message = teller.say(key, language=version.names.get(code, code))
                yield Change("page", None, f"docs/{code}", 0, message)
    for code in now:
        before, after = (f"{code}/" if code != spoken[0] else "/" for spoken in (was, now))
        if code in was and before != after:  # with every page of it
            name = new.names.get(code, code)
            message = teller.say("page_moved", page=name, old=before, new=after)
            yield Change("page", None, f"docs/{code}", 0, message)


def _lost(old: Version, new: Version) -> Iterator[str]:
    """The old addresses that no longer lead anywhere, though what they led to is still there."""
    there = {*_paths(new), *_old_paths(new)}
    for path, leads_to in _old_paths(old).items():
        if path not in there and leads_to in there:
            yield path


def _paths(version: Version) -> Iterator[str]:
    yield from version.pages
    yield from (f"categories/{name}.md" for name in version.table.categories)


def _old_paths(version: Version) -> dict[str, str]:
    """The path of each page by those that it had before."""
    found = {
        f"categories/{alias}.md": f"categories/{category.id}.md"
        for category in version.table.categories.values()
        for alias in category.aliases
    }
    for path, pages in version.pages.items():
        for page in pages.values():
            found |= {path_of_alias(alias): path for alias in page.meta.get("aliases", ())}
    return found


def _moved(old: Version, new: Version) -> dict[str, str]:
    """The old path of each page that says where it was, by its new one."""
    return {
        path: before
        for before, path in _old_paths(new).items()
        if path in new.pages and path not in old.pages
        if before in old.pages and before not in new.pages
    }


def _page(old: Version, new: Version, before: str, path: str, teller: Teller) -> Iterator[Change]:
    was, now = old.pages[before], new.pages[path]
    titles = old.title(before), new.title(path)
    place = teller.say("place_page", name=new.title(path), part=teller.part("title"))
    if renamed := teller.renamed("page_renamed", place, *titles):
        yield Change("page", None, path, 0, renamed)
    # A page that one language lost, or has at last, reads otherwise in it.
    spoken = [code for code in new.guide.languages if code in old.guide.languages]
    for part in (*_META, "text"):
        place = teller.say("place_page", name=new.title(path), part=teller.part(part))
        texts = [
            Text.of(
                {code: _leading_today(_part(pages.get(code), part), at, new) for code in spoken}
            )
            for pages, at in ((was, before), (now, path))
        ]
        if change := teller.text_change(None, path, place, *texts):
            yield change


def _leading_today(text: str, path: str, new: Version) -> str:
    """The text of the page at a path with the pages that it links to as they are called today, so
    that a link which still leads to the same page is no change."""
    today, there = _old_paths(new), {*_paths(new)}

    def called(page: str) -> str:
        return page if page in there else today.get(page, page)

    def link(found: re.Match[str]) -> str:
        return "](" + called(normpath(join(dirname(path), found[1])))

    def placeholder(found: re.Match[str]) -> str:
        page = called(f"categories/{found[2]}.md")
        return found[1] + page.removeprefix("categories/").removesuffix(".md")

    return re.sub(r"""(\blink\(["'])([a-z0-9-]+)""", placeholder, _LINK.sub(link, text))


def _part(page: WrittenPage | None, part: str) -> str:
    if page is None:
        return ""
    return page.text if part == "text" else str(page.meta.get(part, ""))


def _address(path: str) -> str:
    return f"{path.removesuffix('.md')}/"


def _order(version: Version, other: Version, today: Mapping[str, str]) -> list[str]:
    """The navigation as far as both versions can have it, by the paths of `today`."""
    named = [today.get(each, each) for each in version.nav]
    known = {*other.pages, *today.values()}
    return [each for each in named if not each.endswith(".md") or each in known]
