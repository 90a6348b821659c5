"""Schemas that are some edits away from a small one.

An edit puts a keyword where it may never have stood before. Most schemas that come out are right;
what `enquiry check` refuses is left out by the tests that use them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

from enquiry.schema.fields import PRECEDENCE
from tests.engine.document_edits import NAMES, NUMBERS, TEXTS, Place, Schema, items_of, places

_BASE: Schema = {
    "type": "object",
    "required": ["schemaVersion", "category", "enquirer"],
    "properties": {
        "schemaVersion": {"type": "string", "const": "1"},
        "category": {"type": "string", "enum": ["moorings", "noise", "works"]},
        "channel": {"type": "string", "enum": ["email", "fax", "mail"]},
        "enquirer": {
            "type": "object",
            "required": ["role"],
            "properties": {
                "fullName": {"type": "string", "minLength": 1, "maxLength": 6},
                "role": {"type": "string", "enum": ["applicant", "agent"]},
                "email": {"type": "string", "pattern": "^[^@]+@[^@]+$"},
            },
            "additionalProperties": False,
        },
        "applicant": {
            "type": "object",
            "properties": {
                "born": {"type": "string", "format": "date", "x-not-after": "today"},
                "number": {"type": "string", "pattern": "^[A-Z0-9\\-]*$"},
                "agreed": {"type": "boolean", "const": True},
                "urgent": {"type": "boolean"},
                "crew": {"type": "integer", "minimum": 0, "maximum": 2**53 - 1},
                "needs": {
                    "type": "array",
                    "items": {"type": "string", "enum": ["water", "power", "a 🦊"]},
                    "uniqueItems": True,
                },
            },
            "additionalProperties": False,
        },
        "preparedOn": {"type": "string", "format": "date"},
        "message": {"type": "string"},
    },
    "additionalProperties": False,
    "allOf": [
        {
            "if": {"properties": {"category": {"const": "moorings"}}, "required": ["category"]},
            "then": {"required": ["applicant"]},
        }
    ],
}
_SEVERAL: Schema = {
    "type": "array",
    "uniqueItems": True,
    "items": {"type": "string", "enum": ["water", "b"]},
}
_PATTERNS = ["^a", "b$", "^[a-z]*$", "^(?:a|b)+$", "[^a]", "^.{2,3}$", "1", "", "^[^🦊]*$", "-"]


def edited(seed: int, count: int) -> Iterator[Schema]:
    """So many schemas, each one to six edits away; the same for the same seed."""
    random = Random(seed)  # noqa: S311  not for secrets
    for _ in range(count):
        schema = deepcopy(_BASE)
        for _ in range(random.choice([1, 1, 2, 3, 4, 6])):
            random.choice(EDITS)(schema, random)
        if random.random() < 0.4:
            schema = _shuffled(schema, random)
        yield worded(schema)


def worded(schema: Schema) -> Schema:
    """The schema with a label for each field, and with a message of its own for each rule."""
    _word(schema, "", is_field=True)
    return schema


def _word(schema: Any, place: str, *, is_field: bool) -> None:
    if not isinstance(schema, dict):
        return
    rules = [key for key in (PRECEDENCE if is_field else schema) if key in PRECEDENCE]
    if is_field:
        schema["x-label"] = _pair(f"{place} label")
        if "items" in schema:
            _word(schema["items"], f"{place}[]", is_field=True)
            del schema["items"]["x-label"]  # the list has one
        if isinstance(schema.get("enum"), list):
            schema["x-enum-labels"] = {str(one): _pair(f"{one}") for one in schema["enum"]}
    if rules:
        schema["x-errors"] = {key: _pair(f"{place} {key}") for key in rules}
    for name, part in items_of(schema.get("properties")):
        _word(part, f"{place}/{name}", is_field=is_field)
    for index, part in enumerate(schema.get("allOf", ())):
        _word(part, f"{place}&{index}", is_field=False)
    for key in ("then", "else"):
        _word(schema.get(key), f"{place}>{key}", is_field=False)
    for index, entry in enumerate(schema.get("x-advice", ())):
        entry["message"] = _pair(f"{place} advice {index}")


def _pair(text: str) -> dict[str, str]:
    return {"en": f"{text}.", "fr": f"{text} !"}


def _rule_places(schema: Any, path: tuple[str, ...] = ()) -> list[Place]:
    """Every subschema that rules may stand in."""
    if not isinstance(schema, dict):
        return []
    found = [Place(schema, path)]
    for name, part in items_of(schema.get("properties")):
        found += _rule_places(part, (*path, name))
    for part in (*schema.get("allOf", ()), schema.get("then"), schema.get("else")):
        found += _rule_places(part, path)
    return found


def _field_at(schema: Schema, path: tuple[str, ...]) -> Schema:
    for name in path:
        schema = schema.get("properties", {}).get(name, {})
    return schema


def _rule(field: Schema, random: Random) -> Schema:
    """A keyword that may judge a field, or once in a while one that may not."""
    kind = field.get("type") if random.random() < 0.96 else random.choice(["object", "string"])
    if kind == "boolean":
        return {"const": random.choice([True, True, True, False])}
    if kind == "integer":
        bound = random.choice(["minimum", "maximum", "const"])
        return {bound: random.choice([*NUMBERS, *[2**53, 2.5] * (random.random() < 0.1)])}
    if kind == "array":
        rule: Schema = random.choice([{"minItems": 1}, {"minItems": 2}, {"maxItems": 2}])
        return rule if random.random() < 0.9 else {"items": {"enum": ["water"]}}
    if kind == "object":
        names = [*field.get("properties", {}), *random.sample(NAMES, random.random() < 0.03)]
        some = random.sample(names, min(len(names), random.choice([1, 1, 2])))
        choices: list[Schema] = [{"required": some}, {"required": some}]
        choices += [{"properties": {n: _rule(_field_at(field, (n,)), random) for n in some}}] * 3
        if random.random() < 0.1:
            choices = [{"properties": {name: {} for name in some}, "additionalProperties": False}]
        return random.choice(choices)
    texts = field.get("enum") if random.random() < 0.9 else None
    choices = [
        {"minLength": random.choice([0, 1, 2, 6])},
        {"maxLength": random.choice([0, 1, 3, 6])},
        {"pattern": random.choice(_PATTERNS)},
        {"pattern": random.choice(_PATTERNS), "minLength": 2, "maxLength": 5},
        {"enum": random.sample(texts or TEXTS, min(len(texts or TEXTS), 2))},
        {"const": random.choice(texts or TEXTS)},
        {"type": random.choice(["string", "string", "boolean"])},
        {"format": "date"},
        {"format": "date", "x-not-after": "today"},
        {"x-not-after": "today"},
    ]
    return random.choice(choices)


def _condition(field: Schema, random: Random) -> Schema:
    """A question about a field, or about some of its members."""
    members = field.get("properties")
    if not members:
        texts = field.get("enum", TEXTS)
        if field.get("type") == "boolean":
            return {"const": random.choice([True, False])}
        if field.get("type") == "integer":
            return {"const": random.choice([0, 1, 3])}
        if field.get("type") == "array":
            return {"type": "array"}
        some = random.sample(texts, min(len(texts), 2))
        return random.choice(
            [{"const": some[0]}, {"enum": some}, {"pattern": "a"}, {"type": "null"}]
        )
    names = random.sample(list(members), min(len(members), random.choice([1, 1, 2])))
    every: Schema = {"properties": {name: _condition(members[name], random) for name in names}}
    if random.random() < 0.7:
        every["required"] = names
    if random.random() < 0.3:
        every["type"] = "object"
    return random.choice([every, every, {"required": names}])


def _add_rule(schema: Schema, random: Random) -> None:
    """A further keyword in a subschema that has rules already."""
    place = random.choice(_rule_places(schema))
    for key, value in _rule(_field_at(schema, place.path), random).items():
        place.schema.setdefault(key, value)


def _add_branch(schema: Schema, random: Random) -> None:
    """One more entry of an allOf, anywhere."""
    place = random.choice(_rule_places(schema))
    rule = _rule(_field_at(schema, place.path), random)
    place.schema.setdefault("allOf", []).append(rule)


def _add_condition(schema: Schema, random: Random) -> None:
    """A condition, anywhere, beside other rules or in an allOf of its own."""
    place = random.choice(_rule_places(schema))
    field = _field_at(schema, place.path)
    new: Schema = {"if": _condition(field, random)}
    branches = random.choice([["then"], ["then"], ["else"], ["then", "else"], ["else", "then"]])
    new |= {branch: _rule(field, random) for branch in branches}
    if random.random() < 0.5 or "if" in place.schema:
        place.schema.setdefault("allOf", []).append(new)
    else:
        place.schema.update(new)


def _add_advice(schema: Schema, random: Random) -> None:
    place = random.choice(places(schema))
    entry: Schema = {"then": _condition(place.schema, random)}
    if random.random() < 0.6:
        entry["if"] = _condition(place.schema, random)
    below = [each.path for each in places(place.schema)]
    if random.random() < 0.7:
        entry["pointer"] = "".join(f"/{name}" for name in random.choice(below))
    place.schema.setdefault("x-advice", []).append(entry)


def _add_field(schema: Schema, random: Random) -> None:
    holders = [each for each in places(schema) if each.schema.get("type") == "object"]
    new: Schema = random.choice(
        [
            {"type": "string"},
            {"type": "string", "enum": ["yes", "no"]},
            {"type": "string", "format": "date"},
            {"type": "string", "format": "date", "x-not-after": "today"},
            {"type": "boolean"},
            {"type": "integer"},
            {"type": "integer", "minimum": -2, "maximum": random.choice([2, 2.0, 1e3, 10**20])},
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
            {**_SEVERAL, "minItems": 1, "maxItems": 2},
            {**_SEVERAL, "uniqueItems": False},
            {**_SEVERAL, "items": {"type": "integer", "enum": [1, 2]}},
            {"maxLength": 3},
            {"type": "object", "properties": {"role": {"type": "string"}}},
        ]
    )
    if new.get("type") == "object":
        new["additionalProperties"] = False
    holder = random.choice(holders).schema["properties"]
    name = random.choice(["extra", "if", "properties", "then", "Message", *random.sample(NAMES, 1)])
    before = list(holder.items())
    holder.clear()
    at = random.randint(0, len(before))
    holder |= dict([*before[:at], (name, new), *before[at:]])


def _drop(schema: Schema, random: Random) -> None:
    """A keyword or a field less."""
    place = random.choice(_rule_places(schema))
    holder = random.choice([place.schema, place.schema.get("properties") or place.schema])
    free = [
        key for key in holder if key not in ("type", "properties", "additionalProperties", "if")
    ]
    if free:
        del holder[random.choice(free)]


def _require(schema: Schema, random: Random) -> None:
    place = random.choice([each for each in places(schema) if each.schema.get("properties")])
    required = place.schema.setdefault("required", [])
    name = random.choice(list(place.schema["properties"]))
    if name not in required:
        required.insert(random.randint(0, len(required)), name)


EDITS: list[Callable[[Schema, Random], None]] = [
    *[_add_rule, _add_rule, _add_branch, _add_branch, _add_condition, _add_condition],
    *[_add_condition, _add_advice, _add_advice, _add_field, _drop, _require],
]


def _shuffled(value: Any, random: Random) -> Any:
    """The same schema with the members of its objects in another order."""
    if isinstance(value, list):
        return [_shuffled(item, random) for item in value]
    if not isinstance(value, dict):
        return value
    members = [(name, _shuffled(part, random)) for name, part in value.items()]
    random.shuffle(members)
    return dict(members)
