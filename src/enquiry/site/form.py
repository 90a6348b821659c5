"""The enquiry form as HTML, rendered from the schema, the routing table and the form's words.

A new field in the schema or a new category in the table needs nothing here. The page's script
shows and hides what the schema's conditions govern.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, Literal

from jinja2 import Environment

from enquiry.authoring.service_address import ServiceAddress
from enquiry.routing.table import Table
from enquiry.schema.annotations import asked_first
from enquiry.schema.patterns import compile_pattern
from enquiry.schema.steps import WRITTEN_BY_FORM, steps
from enquiry.schema.wording import EARLIER_CONTACT
from enquiry.site.form_data import data
from enquiry.site.html import address, script_json
from enquiry.site.localization import date_parts
from enquiry.site.words import Words
from enquiry.text import Text

Kind = Literal["group", "choice", "choices", "tick", "date", "lines", "line"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a field may have."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A field of the schema as the form shows it. `name` is its dotted pointer."""

    name: str
    kind: Kind
    label: str
    hint: str
    choices: tuple[Choice, ...] = ()
    members: tuple[Control, ...] = ()
    autocomplete: str = ""
    own_autocomplete: str = ""
    keyboard: str = ""
    none: str = ""
    none_choice: str = ""
    same_as_hint: str = ""
    rows: int = 0

    @property
    def id(self) -> str:
        """The control's id in the page."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class FormStep:
    """Questions that stand together. A single question is its own title."""

    id: str
    title: str
    controls: tuple[Control, ...]


def render(
    templates: Environment,
    schema: Mapping[str, Any],
    table: Table,
    words: Words,
    language: str,
    root: str,
    service: ServiceAddress | None = None,
    pages: Collection[str] = (),
) -> str:
    """The form in `language` with the data that its script needs, as one block of HTML.

    `root` is the page's way to the site's root, such as "../"; `service` is where the form may
    send; `pages` are the paths at which pages stand or once stood. The block is hidden until the
    script runs, so that nothing typed can ever end up in an address.
    """
    html = templates.get_template("form.html.jinja").render(
        steps=tuple(form_steps(schema, table, words.form, language)),
        table=table,
        words=words.in_form(language),
        language=language,
        home=root + address(language, "index.md", table.languages[0]),
        date_parts=date_parts(language),
        page_words=words.on_pages(language),
        channels=schema["properties"].get("channel", {}).get("enum", ["email"]),
        service=service,
        pages=pages,
        data=script_json(data(schema, table, words, language, service)),
    )
    return "\n".join(line for line in html.splitlines() if line.strip())


def form_steps(
    schema: Mapping[str, Any], table: Table, words: Mapping[str, Text], language: str
) -> Iterator[FormStep]:
    """The steps of the schema with the controls of each."""
    made = controls(schema, table, words, language, first=asked_first(schema))
    by_name = {control.name: control for control in made}
    for step in steps(schema):
        yield FormStep(
            step.id,
            step.title[language] if step.title else "",
            tuple(by_name[name] for name in step.fields),
        )


def controls(
    schema: Mapping[str, Any],
    table: Table,
    words: Mapping[str, Text],
    language: str,
    path: str = "",
    first: Set[str] = frozenset(),
) -> Iterator[Control]:
    """The controls for the members of an object, in the order of the schema.

    Those that are among the `first` come before the others of their group.
    """
    for key, field in schema["properties"].items():
        name = f"{path}{key}"
        kind = _kind(field)
        if kind is None or name in WRITTEN_BY_FORM:
            continue
        yield Control(
            name=name,
            kind=kind,
            label=field["x-label"][language],
            hint=field.get("x-hint", {}).get(language, ""),
            choices=tuple(
                _choices(
                    name,
                    field,
                    table,
                    words,
                    language,
                    is_optional=kind == "choice" and key not in schema.get("required", ()),
                )
            ),
            members=tuple(
                sorted(
                    controls(field, table, words, language, f"{name}.", first),
                    key=lambda member: member.name not in first,
                )
            )
            if kind == "group"
            else (),
            autocomplete=field.get("x-autocomplete", "off"),
            own_autocomplete=field.get("x-own-autocomplete", ""),
            keyboard="numeric" if field.get("type") == "integer" else field.get("x-keyboard", ""),
            none=field.get("x-none", {}).get(language, ""),
            none_choice=field.get("x-none-choice", {}).get(language, ""),
            same_as_hint=field.get("x-same-as", {}).get("hint", {}).get(language, ""),
            rows=4 if field.get("maxLength", 0) <= 500 else 12,
        )


def _kind(field: Mapping[str, Any]) -> Kind | None:
    """How a field is asked for; None for one whose only value needs no asking."""
    if "properties" in field:
        return "group"
    if "const" in field:
        return "tick" if field["const"] is True else None
    if "items" in field:
        return "choices"
    if "enum" in field or field.get("type") == "boolean":
        return "choice"
    if field.get("format") == "date":
        return "date"
    if field.get("type") == "integer":
        return "line"
    return "lines" if compile_pattern(field.get("pattern", "")).search("\n") else "line"


def _choices(
    name: str,
    field: Mapping[str, Any],
    table: Table,
    words: Mapping[str, Text],
    language: str,
    *,
    is_optional: bool,
) -> Iterator[Choice]:
    """The choices of a field. One that may stay without an answer can be left so again."""
    holder = field.get("items", field)
    if "items" not in field and (f"none.{name}" in words or is_optional):
        yield Choice("", words.get(f"none.{name}", words["no_answer"])[language])
    if field.get("type") == "boolean":
        yield Choice("true", words["yes"][language])
        yield Choice("false", words["no"][language])
    for value in holder.get("enum", ()):
        if name == "category":
            category = table.categories[value]
            yield Choice(value, category.title[language], category.who[language])
        elif name == ".".join(EARLIER_CONTACT):
            contact = table.contacts[value].name[language]
            yield Choice(value, contact[:1].upper() + contact[1:])
        else:
            yield Choice(value, holder["x-enum-labels"][value][language])
