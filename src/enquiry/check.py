"""The check of a whole guide: its schema, its routing table, and that the two agree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice, product
from typing import Any

from enquiry.authoring.findings import Finding, collecting
from enquiry.authoring.hooks import hook_findings
from enquiry.authoring.json_file import JsonFile, load_json
from enquiry.authoring.record import load_record
from enquiry.authoring.service_address import service_findings
from enquiry.authoring.settings import settings_findings
from enquiry.authoring.texts import text_findings
from enquiry.authoring.yaml_file import YamlFile
from enquiry.dates import add_days, iso_date, latest_today
from enquiry.guide_files import SCHEMA, TABLE, GuideFiles
from enquiry.languages import language_findings, site_language_findings
from enquiry.pointers import MISSING, pointer_of, reach
from enquiry.routing.loader import load_table_file
from enquiry.routing.table import ADDRESSED, Table
from enquiry.schema.fields import Schema, fields, languages
from enquiry.schema.lint import broken_findings, schema_findings
from enquiry.schema.subschemas import subschemas
from enquiry.schema.wording import CATEGORY, EARLIER_CONTACT
from enquiry.validation.validator import Validator

MOST_SITUATIONS = 4096
CHANNEL = ("channel",)
LONGEST_AGE = 366
"""After how many days a comparison with the source is old."""
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]{2,})+")
RECIPIENT = ("properties", "recipient", "properties", "email")


@dataclass(frozen=True)
class Sources:
    """The two sources of truth of a guide as files, None where one cannot be read, or where the
    schema is none."""

    schema: YamlFile | None
    table: YamlFile | None
    findings: Sequence[Finding]


def findings(guide: GuideFiles) -> Sequence[Finding]:
    """Everything that is wrong with a guide's schema and table, and between them and its settings.

    All of it at once, by file and line, in the order of the files. Nothing if the guide holds.
    """
    return [each.below(guide.root) for each in read(guide).findings]


def read(guide: GuideFiles) -> Sources:
    """The sources of a guide and what `findings` says about them, with paths below its folder."""
    found: list[Finding] = []
    schema = table = None
    usable = False
    with collecting(found):
        schema = load_json(guide.schema, SCHEMA)
        usable, wrong = _of_schema(schema.file, schema.text)
        found += wrong
    with collecting(found):
        table = load_table_file(guide.table, file=TABLE)
    if schema and table and not found:
        found += agreement_findings(schema, table)
    if schema and isinstance(schema.data, dict) and (spoken := languages(schema.data)):
        found += site_language_findings(guide, spoken)
        with collecting(found):
            load_record(guide.root, spoken)
    for findings_of in (settings_findings, hook_findings, service_findings):
        found += findings_of(guide.root)
    return Sources(schema if usable else None, table, sorted(set(found)))


@lru_cache(maxsize=2)
def _of_schema(file: str, text: str) -> tuple[bool, Sequence[Finding]]:
    """Whether a schema is one at all, and what is wrong with it by itself.

    It changes seldom, and is read at each save.
    """
    schema = JsonFile(file, json.loads(text), text)
    if broken := broken_findings(schema):
        return False, tuple(broken)
    found = schema_findings(schema) or list(text_findings(schema, languages(schema.data)))
    return True, tuple(found or refused_none_findings(schema))


def refused_none_findings(schema: YamlFile) -> Iterator[Finding]:
    """Where what one writes who has none is refused by the field's own rules."""
    for field in fields(schema.data):
        for language, text in field.schema.get("x-none", {}).items():
            alone = {"x-label": schema.data["x-label"], "properties": {"it": field.schema}}
            for refused in Validator(alone)({"it": text}, date.max).problems:
                yield schema.finding(
                    pointer_of((*field.location, "x-none", language)),
                    f'Who has none writes this, and "{refused.keyword}" of the field refuses it.',
                    "Write a text that the field takes, or change that rule.",
                )


def age_warnings(table: YamlFile, today: date | str | None = None) -> Iterator[Finding]:
    """A warning where the table was last compared with its source more than a year ago."""
    compared = table.data["source"]["compared"]
    if add_days(compared, LONGEST_AGE) < iso_date(today or latest_today()):
        yield replace(
            table.finding(
                "/source/compared",
                f"The table was last compared with its source on {compared}, over a year ago.",
                "Compare them again, and write the day here.",
            ),
            warning=True,
        )


def agreement_findings(schema: YamlFile, table: YamlFile) -> Iterator[Finding]:
    """Where the schema and the routing table disagree."""
    # Only where the schema has the table's categories can it be asked about each.
    yield from language_findings(schema, table)
    yield from contact_findings(schema, Table.of(table.data))
    yield from list(copy_findings(schema, table)) or promise_findings(schema.data, table)


def copy_findings(schema: YamlFile, table: YamlFile) -> Iterator[Finding]:
    """Where the schema repeats the table and does not say the same: categories, domains."""
    ids = [category["id"] for category in table.data["categories"]]
    category = (*_location(CATEGORY), "enum")
    if reach(schema.data, category) != ids:
        yield schema.finding(
            pointer_of(category),
            "The categories are not those of the routing table, in its order.",
            f"Write {json.dumps(ids)}.",
        )
    if reach(schema.data, RECIPIENT) is MISSING:
        return  # nobody is asked for an address
    official = official_pattern(table.data["official_domains"])
    advice = reach(schema.data, (*RECIPIENT, "x-advice"))
    if official not in _patterns(advice):
        yield schema.finding(
            pointer_of((*RECIPIENT, "x-advice")),
            "The advice on the recipient's address does not agree with official_domains.",
            f"Write the pattern {json.dumps(official)}.",
        )
        return
    for index, entry in enumerate(advice):
        # The one about domains has words about them; an example in another is none of them.
        texts = entry["message"].items() if entry["then"].get("pattern") == official else ()
        for language, message in texts:
            for named in _DOMAIN.findall(message):
                if named.lower() not in table.data["official_domains"]:
                    place = (*RECIPIENT, "x-advice", str(index), "message", language)
                    yield schema.finding(
                        pointer_of(place),
                        f'The advice names "{named}", which is none of official_domains.',
                        f"Write {', '.join(table.data['official_domains'])}.",
                    )


def contact_findings(schema: YamlFile, table: Table) -> Iterator[Finding]:
    """Where the schema asks something else of contacts than the table needs.

    That is which contact an earlier enquiry went to, where one can go on more than once; and
    channels by which each contact is reached.
    """
    wanted = list(table.earlier_contacts)
    field = _location(EARLIER_CONTACT)
    around, there = reach(schema.data, field[:-2]), reach(schema.data, field)
    if around is not MISSING and there is MISSING and wanted:
        yield schema.finding(
            pointer_of(field[:-1]),
            "A category has several next contacts, and the schema does not ask who was written to.",
            f'Add "contact" with "enum": {json.dumps(wanted)}.',
        )
    elif there is not MISSING and reach(schema.data, (*field, "enum")) != wanted:
        yield schema.finding(
            pointer_of((*field, "enum")),
            "These are not the contacts of the categories that have more than one next contact.",
            f"Write {json.dumps(wanted)}." if wanted else 'Delete "contact": no category has.',
        )
    yield from _channel_findings(schema, table)


def _channel_findings(schema: YamlFile, table: Table) -> Iterator[Finding]:
    """Where nobody could go on in the form: no channel of the schema leads to a contact, or is one
    for an address that the sender found where a category names nobody."""
    channel = (*_location(CHANNEL), "enum")
    channels = reach(schema.data, channel)
    if not isinstance(channels, list):
        return
    wanted = {
        f'By none of these channels can the contact "{contact.id}" be reached.': contact.channels
        for contact in table.contacts.values()
    }
    for category in table.categories.values():
        if not category.contact:
            problem = f'By none of these channels can one write about "{category.id}".'
            wanted[problem] = ADDRESSED
    for problem, known in wanted.items():
        if set(known).isdisjoint(channels):
            yield schema.finding(pointer_of(channel), problem, f"Add one of: {', '.join(known)}.")


def promise_findings(schema: Schema, table: YamlFile) -> Iterator[Finding]:
    """Where a category does not include what the schema requires of its enquiries, or more.

    A block that has the id of an object of the schema promises that its enquiries hold it.
    """
    validate = Validator(schema)
    asked_about = situations(schema)
    blocks = [block["id"] for block in table.data["include"] if block["id"] in schema["properties"]]
    for index, category in enumerate(table.data["categories"]):
        for block in blocks:
            asked = [
                _is_required(validate, block, {"category": category["id"], **situation})
                for situation in asked_about
            ]
            included = block in category["include"]
            if included and not all(asked):
                position = category["include"].index(block)
                yield table.finding(
                    f"/categories/{index}/include/{position}",
                    f'The schema does not require "{block}" of every such enquiry.',
                    "Delete it here, or require it in the schema's conditions.",
                )
            elif asked and any(asked) and not included:
                yield table.finding(
                    f"/categories/{index}/include",
                    f'The schema requires "{block}" of such enquiries.',
                    "Name it here, or change the schema's conditions.",
                )


def situations(schema: Schema) -> list[dict[str, Any]]:
    """Enquiries of no category that say nothing but what conditions ask about, in every way.

    These are the values of the choices that conditions name, up to some thousands together.
    """
    named = {
        each.path
        for each in subschemas(schema)
        if each.role == "condition" and {"const", "enum"} & each.schema.keys()
    }
    chosen = [
        (field.path, field.schema.get("enum", (True, False)))
        for field in fields(schema)
        if field.path in named
        and field.path != CATEGORY
        and ("enum" in field.schema or field.schema.get("type") == "boolean")
        and "const" not in field.schema
    ]
    found: list[dict[str, Any]] = []
    for values in islice(product(*(choices for _, choices in chosen)), MOST_SITUATIONS):
        document: dict[str, Any] = {}
        for (path, _), value in zip(chosen, values, strict=True):
            holder = document
            for name in path[:-1]:
                holder = holder.setdefault(name, {})
            holder[path[-1]] = value
        found.append(document)
    return found


def _is_required(validate: Validator, block: str, situation: Mapping[str, Any]) -> bool:
    document = {name: value for name, value in situation.items() if name != block}
    problems = validate(document, date.max).problems
    return any(each.pointer == f"/{block}" and each.keyword == "required" for each in problems)


def official_pattern(domains: Sequence[str]) -> str:
    """The pattern of an address in one of `domains` or below one, in any case of letters."""
    return f"[@.](?:{'|'.join(''.join(map(_in_any_case, domain)) for domain in domains)})$"


def _in_any_case(character: str) -> str:
    if character.isalpha():
        return f"[{character.upper()}{character.lower()}]"
    return "\\." if character == "." else character


def _patterns(advice: Any) -> list[str]:
    entries = advice if isinstance(advice, list) else []
    return [entry["then"].get("pattern") for entry in entries]


def _location(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(step for name in path for step in ("properties", name))
