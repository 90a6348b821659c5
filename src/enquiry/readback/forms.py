"""The enquiry form: its controls, its contacts, and the data from which its script works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from enquiry.pointers import escape
from enquiry.readback import html, routes
from enquiry.readback.comparison import Comparison, Stated
from enquiry.readback.contacts import LABELS, of, places
from enquiry.readback.html import Element
from enquiry.readback.open_data import compare_data, load_json
from enquiry.readback.pages import Page
from enquiry.readback.sources import Sources
from enquiry.routing.table import Table
from enquiry.schema.fields import Field, fields
from enquiry.schema.steps import WRITTEN_BY_FORM
from enquiry.schema.wording import EARLIER_CONTACT

# What the script may do without: it stands in the controls, or is for other programs.
_KEPT = frozenset({"x-not-after", "x-advice"})


def compare(comparison: Comparison, page: Page) -> None:
    """Compare the form of a page."""
    sources = comparison.sources
    for control in fields(sources.schema_file.data):
        if control.path and control.path[0] not in WRITTEN_BY_FORM and not _is_fixed(control):
            _compare_control(comparison, page, control)
    _compare_contacts(comparison, page)
    data = _data(comparison, page)
    if data is not None:
        _compare_schema(comparison, page, data.get("schema"), sources.schema_file.data, "")
        _compare_table(comparison, page, data.get("table"))
        _compare_words(comparison, page, data)


def _is_fixed(control: Field) -> bool:
    """Whether a field has one value, which needs no asking."""
    return "const" in control.schema and control.schema["const"] is not True


def _compare_control(comparison: Comparison, page: Page, control: Field) -> None:
    language, pointer = page.language, "".join(f"/{step}" for step in control.location)
    name = ".".join(control.path)
    holder = next((e for e in page.main.iter() if e.get("data-field") == name), None)
    where = {"schema": True}
    if holder is None:
        label = control.schema["x-label"][language]
        comparison.differs(page.file, f"the field {name}", None, label, pointer, **where)
        return
    inputs = [
        e for e in holder.iter() if e.tag in ("input", "select", "textarea") and e.get("name")
    ]
    own = [e for e in inputs if e.get("name") == name or str(e.get("name")).startswith(f"{name}.")]
    label = html.plain(control.schema["x-label"][language])
    _compare_label(comparison, page, control, holder)
    if hint := control.schema.get("x-hint", {}).get(language):
        described = (holder.get("aria-describedby") or "").split()
        described += [word for e in own for word in (e.get("aria-describedby") or "").split()]
        said_hints = [
            html.text_of(e, hidden=True) for e in holder.iter() if e.get("id") in described
        ]
        if html.plain(hint) not in said_hints:
            at = said_hints[0] if said_hints else None
            place = f"{pointer}/x-hint/{language}"
            comparison.differs(page.file, f"the hint of {name}", at, hint, place, **where)
    if "properties" not in control.schema and not own:
        comparison.differs(page.file, f"a control for {name}", None, label, pointer, **where)
    if "properties" in control.schema:
        return
    labels = {e.get("for"): html.text_of(e) for e in holder.iter("label")}
    choices = {
        e.get("value"): labels.get(e.get("id"))
        for e in own
        if e.get("type") in ("radio", "checkbox") and e.get("value")
    }
    stated = dict(_choices(comparison.sources, control, language))
    if stated:
        place = f"{pointer}/{'items/' if 'items' in control.schema else ''}enum"
        schema = control.path != ("category",)
        place = place if schema else "/categories"
        for value in [*stated, *(value for value in choices if value not in stated)]:
            if choices.get(value) != stated.get(value):
                fact = f"the choice “{value}” of {name}"
                comparison.differs(
                    page.file, fact, choices.get(value), stated.get(value), place, schema=schema
                )


def _compare_label(comparison: Comparison, page: Page, control: Field, holder: Element) -> None:
    """The label of a field, and the mark that the script shows where the field is required."""
    language, name = page.language, ".".join(control.path)
    label = html.plain(control.schema["x-label"][language])
    place = "".join(f"/{step}" for step in (*control.location, "x-label", language))
    title = next(holder.iter("legend"), None)
    if title is None:
        title = next((e for e in holder.iter("label")), None)
    said = None if title is None else html.text_of(title)
    comparison.same(page.file, f"the label of {name}", said, label, place, schema=True)
    if title is not None and said == label and "properties" not in control.schema:
        marked = html.plain(f"{label} {comparison.sources.words.form['required'][language]}")
        fact, at = f"the mark of {name} when it is required", html.text_of(title, hidden=True)
        comparison.same(page.file, fact, at, marked, place, schema=True)


def _choices(sources: Sources, control: Field, language: str) -> Iterator[tuple[str, str]]:
    holder = control.schema.get("items", control.schema)
    table = sources.table
    for value in holder.get("enum", ()):
        if control.path == ("category",):
            yield value, html.plain(table.categories[value].title[language])
        elif control.path == EARLIER_CONTACT:
            name = html.plain(table.contacts[value].name[language])
            yield value, name[:1].upper() + name[1:]
        else:
            yield value, html.plain(holder["x-enum-labels"][value][language])


def _compare_contacts(comparison: Comparison, page: Page) -> None:
    """Each contact and each gap, of which the script shows one."""
    sources, language = comparison.sources, page.language
    table, words = sources.table, sources.words.form
    if "recipient" not in sources.schema_file.data["properties"]:
        return
    panels = _marked(page, "data-contact")
    for contact in table.contacts.values():
        text = f"{words['write_to'][language]} {contact.name[language]}. {contact.where[language]}"
        stated = [Stated(html.plain(text), of(contact, "name"), sources.at(contact, "name"))]
        for member, value in places(contact):
            label = LABELS.get(member)
            line = f"{sources.said(language)[label]} {value}" if label else value
            stated.append(
                Stated(line, f"{of(contact, member)} (form)", sources.at(contact, member))
            )
        panel = panels.get(contact.id)
        read = [] if panel is None else html.lines(html.tokens(panel, hidden=True))
        comparison.lines(page.file, f'the panel of "{contact.id}"', read, stated, whole=True)
    gaps = _marked(page, "data-gap")
    for category in table.categories.values():
        if category.gap:
            panel = gaps.get(category.id)
            read = [] if panel is None else html.lines(html.tokens(panel, hidden=True))
            pointer = sources.at(category, "gap", language)
            stated = [
                Stated(html.plain(category.gap[language]), f'the gap of "{category.id}"', pointer)
            ]
            comparison.lines(page.file, f'the gap of "{category.id}"', read, stated, whole=False)


def _marked(page: Page, name: str) -> Mapping[str, Element]:
    return {str(e.get(name)): e for e in page.main.iter() if e.get(name)}


def _data(comparison: Comparison, page: Page) -> Mapping[str, Any] | None:
    """The data that the script gets with the page."""
    for script in page.all("script"):
        if script.get("type") == "application/json":
            data = load_json(comparison, page.file, script.text or "")
            if isinstance(data, dict):
                return data
    comparison.add(page.file, "The form has no data for its script.", "Build it again.")
    return None


def _compare_schema(
    comparison: Comparison, page: Page, said: Any, stated: Any, pointer: str
) -> None:
    """What the form checks is what the schema says; of texts, those in the page's language."""
    if isinstance(stated, Mapping) and isinstance(said, Mapping):
        if set(stated) == {*comparison.sources.languages} and len(said) <= 1:
            stated = {page.language: stated[page.language]}
        for key in [*stated, *(key for key in said if key not in stated)]:
            there = f"{pointer}/{escape(key)}"
            if key in said and key in stated:
                _compare_schema(comparison, page, said[key], stated[key], there)
            elif key in said or _is_needed(key, pointer):
                fact = f"the rule {there} of the form"
                comparison.differs(
                    page.file, fact, said.get(key), stated.get(key), there, schema=True
                )
    elif isinstance(stated, list) and isinstance(said, list) and len(said) == len(stated):
        for n, (one, other) in enumerate(zip(said, stated, strict=True)):
            _compare_schema(comparison, page, one, other, f"{pointer}/{n}")
    elif said != stated or type(said) is not type(stated):
        fact = f"the rule {pointer} of the form"
        comparison.differs(page.file, fact, said, stated, pointer, schema=True)


def _is_needed(key: str, pointer: str) -> bool:
    """Whether the script cannot do without a keyword, or without a member of one."""
    if pointer.rpartition("/")[2] in ("x-errors", "x-same-as"):
        return False
    return key in _KEPT or not key.startswith(("x-", "$"))


def _compare_table(comparison: Comparison, page: Page, said: Any) -> None:
    """The contacts and rules that the script routes by, and where they lead."""
    sources, language = comparison.sources, page.language
    stated = sources.table.as_data()
    by_id: dict[str, list[dict[str, Any]]] = {}
    for part in ("contacts", "categories"):
        rows = said.get(part) if isinstance(said, dict) else None
        rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        ids = [row.get("id") for row in rows]
        comparison.same(
            page.file,
            f"the {part} of the form",
            ids,
            [row["id"] for row in stated[part]],
            f"/{part}",
        )
        whole: list[dict[str, Any]] = []
        by_id[part] = whole
        for n, row in enumerate(stated[part]):
            given: dict[str, Any] = next((each for each in rows if each.get("id") == row["id"]), {})
            for key in given:
                there = row.get(key)
                one_language = isinstance(given[key], str) and isinstance(there, Mapping)
                there = there[language] if one_language and there else there
                fact = f'{key} of "{row["id"]}" (data of the form)'
                compare_data(
                    comparison, page.file, given[key], there, f"/{part}/{n}/{key}", below=fact
                )
            routed = ("contact", "escalation") if part == "categories" else _WAYS
            for key in routed:
                if key not in given and row.get(key):
                    fact = f'{key} of "{row["id"]}" (data of the form)'
                    comparison.differs(page.file, fact, None, row[key], f"/{part}/{n}/{key}")
            whole.append({**row, **{key: given.get(key) for key in routed if key in row}})
    try:
        table = Table.of({**stated, **by_id})
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        comparison.add(page.file, "No program can read the form's table.", "Build it again.")
        return
    if table != sources.table:  # equal tables route alike
        routes.compare(comparison, page.file, table)


_WAYS = ("address", "web_form", "phone", "counter", "at_office", "through_office", "attention")


def _compare_words(comparison: Comparison, page: Page, data: Mapping[str, Any]) -> None:
    """The words of the form and of the letter that it writes."""
    words = comparison.sources.words
    letter = {key: text.as_dict() for key, text in {**words.pages, **words.form}.items()}
    known = {**words.on_pages(page.language), **words.in_form(page.language)}
    for part, those in (("words", known), ("letter", letter)):
        said = data.get(part)
        for key, text in (said if isinstance(said, dict) else {}).items():
            if stated := those.get(key):
                fact = f"the words “{key}” of the form"
                comparison.same(page.file, fact, text, stated, None)


def letters_below(page: Page, titles: Mapping[str, str]) -> Mapping[str, Sequence[Element]]:
    """The preformatted texts below the heading of each category, by its id."""
    found: dict[str, Sequence[Element]] = {}
    for heading, read in html.sections(page.read, "h1", "h2", "h3"):
        if heading in titles:
            found[titles[heading]] = html.whole(read, "pre")
    return found
