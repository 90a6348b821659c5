"""Every text of a guide made hostile: its table, schema, words, pages and settings.

Each text gets a number of its own, so that it is found wherever the site shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

import enquiry
from enquiry.authoring.texts import strings_in
from enquiry.guide_files import RECORD, SCHEMA, TABLE, WORDS
from enquiry.pointers import path_of
from enquiry.schema.fields import fields
from tests.in_shell import in_material
from tests.support import HARBOUR, LANGUAGES, build_once, copy_guide, once

ENGINE = Path(enquiry.__file__).parent / "words"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
FLAG = "\U0001f1e6\U0001f1f6"
MARKUP = (
    "\"'`</title></textarea></script></style></pre></dd></div></svg>--><!--"
    "<script>broken=1</script><img src=x onerror=broken=1><a onclick='x'>"
    " &amp;&lt;&#60; *x* __y__ [z](javascript:broken=1) ![q](x) # <b>b</b> ]]>"
    f" $& $1 %s %(a)s %0ABcc: \\u003c \\n \\; , {FAMILY} {FLAG} \u200e\u05d0\u200f \u00e9e\u0301"
)
WORD_BRACES = ' {{ 7*7 }} {% raw %} {# c #} {: .k onclick="x" } ${} {'
"""What a word of the interface may hold, but for one that has placeholders."""
BRACES = f"{WORD_BRACES} {{days}} {{name}} {{0}} {{label}} {{contact}}"
FILLER = "<b>x </b>" * (10_000 // 9)
"""What makes a few of the texts long."""
FORMULAS = ("=", "+", "-", "@", "\uff1d")
MARK = re.compile("¶(\\d+)¶")

# Lists of words by which facts are known. They are not shown.
_NOT_SHOWN = re.compile("/(?:fact_|source_(?:days|dated))")
_FRONT = ("title", "description", "nav", "keywords")
_SETTINGS = ("site_name", "site_description", "site_author")

Rewrite = Callable[[str, str], str]
"""A text from the one that stands there, and the braces that it may hold besides."""


class Hostile:
    """Adds to each text `markup` and a mark of its own, and puts in front what begins a formula.

    By the number of the mark, `before` holds the text as it was, `shown` what stands before the
    mark wherever it is shown.
    """

    def __init__(self, markup: str = MARKUP, formulas: Sequence[str] = FORMULAS) -> None:
        self.before: list[str] = []
        self.shown: list[str] = []
        self._markup, self._formulas = markup, formulas

    def __call__(self, text: str, braces: str = BRACES) -> str:
        """The hostile text in place of another one."""
        number = len(self.shown)
        begins = self._formulas[number % len(self._formulas)] if self._formulas else ""
        filler = FILLER if self._markup and number % 300 == 0 else ""
        added = f" {filler}{self._markup}{braces if self._markup else ''}"
        whole = f"{begins}{text.rstrip()}{added}"
        # What is filled in into a text is not known here.
        self.before.append(text)
        self.shown.append(whole if braces else added)
        return f"{whole}¶{number}¶"


def every_text(data: Any, rewrite: Rewrite) -> Any:
    """Data in which each text in a language is another one."""
    if isinstance(data, list):
        return [every_text(part, rewrite) for part in data]
    if not isinstance(data, dict):
        return data
    if set(data) == set(LANGUAGES) and all(isinstance(text, str) for text in data.values()):
        return {language: rewrite(text, BRACES) for language, text in data.items()}
    return {key: every_text(part, rewrite) for key, part in data.items()}


def hostile_guide(
    to: Path, rewrite: Rewrite, of_pages: Rewrite | None = None, of_settings: Rewrite | None = None
) -> Path:
    """A copy of the harbour in which every text is another one: `rewrite` gives those of table,
    schema and words, the others what pages say of themselves, and what the settings say.

    It has more to show than the harbour: every channel, an old address, no official publisher.
    """
    root = copy_guide(to)
    (root / SCHEMA).write_text(_json(every_text(_more_asked(read_schema(root)), rewrite)), "utf-8")
    (root / TABLE).write_text(_yaml(every_text(_more_contacts(read_table(root)), rewrite)), "utf-8")
    for language in LANGUAGES:
        (root / WORDS / f"{language}.yml").write_text(_yaml(words(language, rewrite)), "utf-8")
    if of_pages is None:
        record = yaml.load((root / RECORD).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
        (root / RECORD).write_text(_yaml(every_text(record, rewrite)), "utf-8")
    of_pages, of_settings = of_pages or rewrite, of_settings or rewrite
    for page in sorted((root / "docs").glob("*/*.md")):
        page.write_text(_front_matter(page.read_text("utf-8"), of_pages), "utf-8")
    file = root / "mkdocs.yml"
    settings = yaml.safe_load(file.read_text("utf-8"))
    settings |= {key: of_settings(settings.get(key, "A text"), BRACES) for key in _SETTINGS}
    settings["extra"]["service"] = "https://enquiries.example.org/"
    entries = settings["nav"]
    settings["nav"] = [{of_settings("A section", BRACES): entries[2:]}, *entries[:2]]
    file.write_text(_yaml(settings), "utf-8")
    return root


def made(folder: Path, name: str, shell: str, rewrite: Hostile) -> tuple[Path, Hostile]:
    """The harbour with its texts rewritten, made once for all workers, and what they became."""
    with once(folder, f"{name}-{shell}-guide") as to_make:
        if to_make:
            hostile_guide(to_make, rewrite)
            if shell == "material":
                in_material(folder / f"{name}-{shell}-copy", to_make)
            (folder / f"{name}-{shell}.json").write_text(
                json.dumps([rewrite.before, rewrite.shown]), "utf-8"
            )
    rewrite.before, rewrite.shown = json.loads((folder / f"{name}-{shell}.json").read_text("utf-8"))
    kind = "guide" if shell == "light" else "copy"
    return folder / f"{name}-{shell}-{kind}", rewrite


def site_of(root: Path, folder: Path) -> Path:
    """The site of a guide."""
    sites = folder / "escaping-sites"
    sites.mkdir(exist_ok=True)
    return build_once(root, sites)


def read_table(root: Path) -> Any:
    """The routing table of a guide, its dates as texts."""
    table = yaml.safe_load((root / TABLE).read_text("utf-8"))
    table["source"]["compared"] = str(table["source"]["compared"])
    return table


def read_schema(root: Path) -> Any:
    """The schema of a guide."""
    return json.loads((root / SCHEMA).read_text("utf-8"))


def words(language: str, of_settings: Rewrite) -> dict[str, Any]:
    """Every word of the interface, the harbour's own before the engine's."""
    engine = yaml.safe_load((ENGINE / f"{language}.yml").read_text("utf-8"))
    own = yaml.safe_load((HARBOUR / WORDS / f"{language}.yml").read_text("utf-8"))
    said = {**engine, **own, "form": {**engine["form"], **own["form"]}}
    for pointer, text in strings_in(said):
        if not _NOT_SHOWN.match(pointer):
            *above, key = path_of(pointer)
            holder = said
            for name in above:
                holder = holder[name]
            holder[key] = of_settings(text, "" if re.search(r"\{\w+\}", text) else WORD_BRACES)
    return said


def not_shown(shell: str) -> set[str]:
    """The texts that the site of that guide has no place for."""
    said = [
        yaml.safe_load((ENGINE / f"{language}.yml").read_text("utf-8")) for language in LANGUAGES
    ]
    keys = ["in_language", "field_unless", "field_is_there", "field_and"]
    if shell == "material":  # which has a search of its own
        keys += ["search_results", "search_close", "search_failed"]
    settings = {"Harbour Guide", "A text", "A section"}
    # A wait of the harbour is longer than a day.
    of_one = {
        word["one"]
        for words in said
        for key, word in words.items()
        if key != "form" and isinstance(word, dict)
    }
    return {words[key] for words in said for key in keys} | of_one | settings


def _more_asked(schema: Any) -> Any:
    for field in fields(schema):
        if "x-none" in field.schema:  # where a hostile text has to pass
            edited: Any = field.schema
            edited["maxLength"] = 20_000
            edited.pop("pattern", None)
    channel = schema["properties"]["channel"]
    labels = {"web-form": "Web form", "phone": "Phone", "counter": "Counter"}
    channel["enum"] += labels
    channel["x-enum-labels"] |= {
        name: dict.fromkeys(LANGUAGES, label) for name, label in labels.items()
    }
    return schema


def _more_contacts(table: Any) -> Any:
    table["publisher"]["official"] = False
    table["contacts"][0] |= {
        "web_form": "https://harbour.example.org/form?a=1&b=%22'",
        "phone": "+1 (555) 010-0199",
        "counter": "1 <b>Quay</b> \"Road\" & 'Co' {{ 7*7 }} \u200f",
    }
    table["categories"][0]["aliases"] = ["anchors"]
    return table


def _front_matter(page: str, rewrite: Rewrite) -> str:
    _, head, body = page.split("---\n", 2)
    meta = yaml.safe_load(head)
    meta |= {key: rewrite(meta.get(key, "A text"), BRACES) for key in _FRONT}
    return f"---\n{_yaml(meta)}---\n{body}"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _yaml(data: Any) -> str:
    """Each text in one line of its own."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**9)
