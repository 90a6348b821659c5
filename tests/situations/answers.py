"""What the parts of the product that work with data say of enquiries, each in the same shape."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from enquiry.pointers import pointer_of, reach
from enquiry.routing.router import route
from enquiry.schema.fields import Schema
from enquiry.site.guide import Guide
from enquiry.validation.validator import Validator
from tests.browsing.modules import FOLDER, evaluate_as_json, import_modules
from tests.enquiries import TODAY

Document = dict[str, Any]
Answer = dict[str, Any]
"""`result` and `route` of the public formats, and the pointers of what is `required`."""

_IN_BROWSER = Path(__file__).with_name("answers.js").read_text("utf-8")
# The command's line on where a document goes; problems and advice have a column besides.
_SENTENCE = re.compile(r"[^:]+:(\d+): (?!\d|/)(.+)")


@cache
def schema_of(text: str) -> Schema:
    """The schema that a text holds. Callers must not change it."""
    schema: Schema = json.loads(text)
    return schema


@cache
def validator_of(text: str) -> Validator:
    """The check by the schema that a text holds."""
    return Validator(schema_of(text))


def by_python(documents: Sequence[Document], guide: Guide) -> list[Answer]:
    """What the library says."""
    validate = validator_of(guide.schema)

    def required(document: Document) -> list[str]:
        found = []
        for path in _leaves(document):
            rest = deepcopy(document)
            del reach(rest, path[:-1])[path[-1]]
            lacks = [each.pointer for each in validate(rest, TODAY).problems]
            found += [pointer for pointer in [pointer_of(path)] if pointer in lacks]
        return found

    return [
        {
            "result": _verdict(validate(document, TODAY).as_dict()),
            "route": dict(route(document, guide.table, TODAY)),
            "required": required(document),
        }
        for document in documents
    ]


def by_command(documents: Sequence[Document], root: Path) -> list[Answer]:
    """What `enquiry route --format jsonl` says for the guide in a folder, as the service does."""
    lines = map(json.loads, _command(documents, root, "--format", "jsonl"))
    return [{"result": _verdict(line), "route": line["route"]} for line in lines]


def sentences(documents: Sequence[Document], root: Path, language: str) -> list[str]:
    """What `enquiry route` says of each document in a sentence."""
    lines = _command(documents, root, "--format", "text", "--lang", language)
    found = [match for match in map(_SENTENCE.fullmatch, lines) if match]
    assert [int(match[1]) for match in found] == list(range(1, len(documents) + 1))
    return [match[2] for match in found]


def _command(documents: Sequence[Document], root: Path, *options: str) -> list[str]:
    """The lines that the command writes."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "enquiry",
            "route",
            "--lines",
            "--guide",
            root,
            "--today",
            TODAY.isoformat(),
            *options,
        ],
        input="".join(f"{json.dumps(each)}\n" for each in documents),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


def _verdict(result: dict[str, Any]) -> dict[str, Any]:
    """A result without where it came from."""
    return {name: result[name] for name in ("valid", "problems", "warnings")}


def _leaves(value: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(value, dict):
        return [leaf for name, part in value.items() for leaf in _leaves(part, (*path, name))]
    return [path]


def by_browser(
    page: Page, documents: Sequence[Document], site: Path, data: Any, rules: Any
) -> list[dict[str, Any]]:
    """What the modules say that the form and "When may I write again?" are made of.

    `data` is what the page of the form carries, `rules` what the home page carries. An answer has
    `published` and `carried` (by the published schema and table, and by those of the form),
    `again` (the route by the rules, if there are any) and the `message` that the form writes, with
    its `mailto` and what the form says of the `next` contact.
    """
    import_modules(page)
    published = {
        name: json.loads((site / path).read_text("utf-8"))
        for name, path in (("schema", "schema/enquiry.schema.json"), ("table", "routing.json"))
    }
    given = [f"/{FOLDER}", documents, published, data, rules, TODAY.isoformat()]
    found: list[dict[str, Any]] = evaluate_as_json(page, _IN_BROWSER, given)
    return found
