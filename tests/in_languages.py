"""A copy of a guide in other languages: one, or three, or one that the engine has no words for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from enquiry.guide_files import RECORD, SCHEMA, TABLE
from tests.support import LANGUAGES, copy_guide

_SITE = """        - {locale: en, name: English, default: true}
        - {locale: fr, name: Français}
"""


def copy_in(to: Path, languages: Mapping[str, str]) -> Path:
    """A copy of the harbour in `languages`, each with the one of the harbour's that it repeats.

    A new language says what the other one says, with a word of its own before each text.
    """
    root = copy_guide(to)
    pick = _picker(languages)
    schema = json.loads((root / SCHEMA).read_text("utf-8"))
    schema = pick(schema)
    if "language" in schema["properties"]:
        field = schema["properties"]["language"]
        field["enum"] = list(languages)
        label = dict.fromkeys(languages, "…")
        field["x-enum-labels"] = {code: {**label, code: code} for code in languages}
    (root / SCHEMA).write_text(json.dumps(schema, ensure_ascii=False, indent=2), "utf-8")
    table = pick(yaml.load((root / TABLE).read_text("utf-8"), yaml.BaseLoader))  # noqa: S506
    numbers: dict[str, Callable[[str], Any]] = {
        "after_days": int,
        "at_office": "true".__eq__,
        "official": "true".__eq__,
    }
    (root / TABLE).write_text(
        yaml.safe_dump(_typed(table, numbers), allow_unicode=True, sort_keys=False), "utf-8"
    )
    record = pick(yaml.load((root / RECORD).read_text("utf-8"), yaml.BaseLoader))  # noqa: S506
    (root / RECORD).write_text(yaml.safe_dump(record, allow_unicode=True, width=10**9), "utf-8")
    for code, like in languages.items():
        if code not in LANGUAGES:
            shutil.copytree(root / "docs" / like, root / "docs" / code)
            shutil.copy(root / f"docs/words/{like}.yml", root / f"docs/words/{code}.yml")
    for code in set(LANGUAGES) - set(languages):
        shutil.rmtree(root / "docs" / code)
        (root / f"docs/words/{code}.yml").unlink()
    config = (root / "mkdocs.yml").read_text("utf-8")
    assert _SITE in config
    entries = [
        f"        - {{locale: {code}, name: {code}{', default: true' * (index == 0)}}}\n"
        for index, code in enumerate(languages)
    ]
    (root / "mkdocs.yml").write_text(config.replace(_SITE, "".join(entries)), "utf-8")
    return root


def _picker(languages: Mapping[str, str]) -> Callable[[Any], Any]:
    def pick(value: Any) -> Any:
        if isinstance(value, list):
            return [pick(each) for each in value]
        if not isinstance(value, dict):
            return value
        if set(value) == set(LANGUAGES) and all(isinstance(text, str) for text in value.values()):
            return {
                code: value[like] if code in LANGUAGES else f"{code} {value[like]}"
                for code, like in languages.items()
            }
        return {key: pick(part) for key, part in value.items()}

    return pick


def _typed(value: Any, types: Mapping[str, Callable[[str], Any]]) -> Any:
    """What YAML said of numbers and of true, which was read as text."""
    if isinstance(value, list):
        return [_typed(each, types) for each in value]
    if not isinstance(value, dict):
        return None if value in ("null", "") else value
    return {
        key: types[key](part) if key in types else _typed(part, types)
        for key, part in value.items()
    }
