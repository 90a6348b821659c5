"""Texts of the table, of the schema and of the interface that read otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from enquiry.comparison.telling import Change, Teller, listed
from enquiry.comparison.versions import Version
from enquiry.guide_files import WORDS
from enquiry.pointers import pointer_of
from enquiry.routing.table import Category, SourcePage, Table
from enquiry.schema.subschemas import Subschema, subschemas
from enquiry.text import Text


def category_texts(
    old: Version, new: Version, pairs: Mapping[str, str], teller: Teller
) -> Iterator[Change]:
    """What the pages of categories say."""
    for name_before, name in pairs.items():
        was, now = old.table.categories[name_before], new.table.categories[name]
        # A title that changed is told once, not wherever the category is named.
        titles = {each.id: each.title for each in new.table.categories.values()}
        before = _of_category(was, old, {each: titles[today] for each, today in pairs.items()})
        after = _of_category(now, new, titles)
        for part, text in after.items():
            place = teller.say("place_category", name=now.title, part=teller.part(part))
            where = new.category_pointer(name, part)
            if change := teller.text_change(name, where, place, before[part], text):
                yield change


def _of_category(
    category: Category, version: Version, titles: Mapping[str, Text]
) -> dict[str, Text | None]:
    """The texts of a category by their parts; `titles` are those of the categories it names."""

    def named(when: Text, name: str) -> Text:
        title = titles.get(name, version.table.categories[name].title).as_dict()
        return Text.of({code: f"{words} {title.get(code, '')}" for code, words in when.parts})

    others = [named(each.when, each.category) for each in category.see_instead]
    return {
        "summary": category.summary,
        "sentences": listed(category.sentences),
        "keywords": category.keywords,
        "who": category.who,
        "examples": listed(category.examples),
        "gap": category.gap,
        "how": category.how,
        "include": listed([version.table.include[each].title for each in category.include]),
        "details": listed(category.details),
        "avoid": listed(category.avoid),
        "see_instead": listed(others),
        "notes": listed(category.notes),
        "letter": category.letter,
    }


def table_texts(old: Version, new: Version, teller: Teller) -> Iterator[Change]:
    """What the table says besides: contacts, lists of what to include, publisher and source."""
    for kind in ("contacts", "include"):
        earlier: Mapping[str, Any] = getattr(old.table, kind)
        rows: Mapping[str, Any] = getattr(new.table, kind)
        for index, (name, row) in enumerate(rows.items()):
            if name not in earlier:
                continue
            title: Text = getattr(row, "name" if kind == "contacts" else "title")
            for part, was, now in _of_row(kind, earlier[name], row):
                place = teller.say("place_category", name=title, part=teller.part(_PARTS[part]))
                where = pointer_of((kind, str(index), part))
                if change := teller.text_change(None, where, place, was, now):
                    yield change
    before, after = (_of_frame(each.table, teller) for each in (old, new))
    for where, (part, now) in after.items():
        place = teller.say("place_plain", name=teller.phrase("guide"), part=teller.part(part))
        was = before[where][1]
        # A text of the engine, or one word for all languages, is in the guide's languages.
        if change := teller.text_change(None, where, place, was, now):
            yield change


_PARTS = {"name": "name", "where": "where", "title": "title", "items": "include"}


def _of_row(kind: str, was: Any, now: Any) -> Iterator[tuple[str, Text | None, Text | None]]:
    if kind == "contacts":
        yield "name", was.name, now.name
        yield "where", was.where, now.where
    else:
        yield "title", was.title, now.title
        yield "items", listed(was.items), listed(now.items)


def _of_frame(table: Table, teller: Teller) -> dict[str, tuple[str, Text]]:
    """What every page says of the guide: by pointer, what it is called and its words."""

    def same(words: str) -> Text:
        return teller.by_language(lambda _language: words)

    source: SourcePage = table.source
    official = teller.phrase(f"official_{'yes' if table.publisher.official else 'no'}")
    return {
        "/publisher/name": ("publisher", table.publisher.name),
        "/publisher/official": ("official", official),
        "/publisher/report_problem": ("report_problem", same(table.publisher.report_problem)),
        "/source/title": ("source", source.title),
        "/source/institution": ("institution", source.institution),
        "/source/url": ("url", same(source.url)),
        "/source/language": ("source_language", same(source.language)),
        "/source/compared": ("compared", same(source.compared)),
        "/official_domains": ("domains", same(", ".join(table.official_domains))),
    }


def schema_texts(old: Version, new: Version, teller: Teller) -> Iterator[Change]:
    """What form and checks say about fields: hints, messages, advice, choices, steps."""
    before, after = (_of_schema(version.schema) for version in (old, new))
    for key in dict.fromkeys((*after, *before)):
        pointer, part, _ = key
        is_new_or_gone = key not in before or key not in after
        is_of_field = bool(pointer) and not (pointer in old.fields and pointer in new.fields)
        if is_new_or_gone and (is_of_field or part in ("error", "choice")):
            continue  # the field, the rule or the choice is what came or went
        title = new.label(pointer) if pointer else teller.phrase("form")
        kind = "place_category" if pointer else "place_plain"
        place = teller.say(kind, name=title, part=teller.part(part))
        if change := teller.text_change(None, pointer, place, before.get(key), after.get(key)):
            yield change


Key = tuple[str, str, str]


def _of_schema(schema: Any) -> dict[Key, Text]:
    """Every text but the labels: by the field's pointer, its part, and a name that tells apart."""
    found: dict[Key, list[Text]] = {}
    for each in subschemas(schema):
        for part, name, text in _of_subschema(each):
            found.setdefault((pointer_of(each.path), part, name), []).append(Text.of(text))
    for step in schema.get("x-steps", ()):
        if "title" in step:
            found["", "step", str(step["id"])] = [Text.of(step["title"])]
    joined = {key: listed(texts) for key, texts in found.items()}
    return {key: text for key, text in joined.items() if text}


def _of_subschema(each: Subschema) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    if not isinstance(each.schema, Mapping) or each.role == "condition":
        return
    if "x-hint" in each.schema:
        yield "hint", "", each.schema["x-hint"]
    for keyword, text in each.schema.get("x-errors", {}).items():
        yield "error", keyword, text
    for value, text in each.schema.get("x-enum-labels", {}).items():
        yield "choice", value, text
    for name in ("x-none", "x-none-choice"):
        if name in each.schema:
            yield "none", name, each.schema[name]
    same = each.schema.get("x-same-as")
    if isinstance(same, Mapping) and "hint" in same:
        yield "hint", "x-same-as", same["hint"]
    for index, advice in enumerate(each.schema.get("x-advice", ())):
        yield "advice", str(index), advice["message"]


def word_texts(old: Version, new: Version, teller: Teller) -> Iterator[Change]:
    """The guide's own words of the interface."""
    languages = [code for code in new.guide.languages if code in old.words]
    # A language may have forms of a word that another one lacks.
    said = (version.words.get(code, {}) for version in (new, old) for code in languages)
    keys = dict.fromkeys(key for words in said for key in words)
    for key in keys:
        was, now = (
            Text.of({code: words.get(code, {}).get(key, "") for code in languages})
            for words in (old.words, new.words)
        )
        place = teller.say("place_words", part=key)
        where = f"{WORDS}/{new.guide.languages[0]}.yml"
        if change := teller.text_change(None, where, place, was, now):
            yield change
