"""The enquiry form and the data of its script, falsified."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from tests.falsifications.site import (
    Change,
    Falsification,
    Site,
    below,
    esc,
    match,
    put,
    shown,
)


def of_forms(site: Site) -> Iterator[Falsification]:
    """The controls of the form, its panels, and the data of its script."""
    form, table, language = "enquiry.md", site.guide.table, site.language
    schema = json.loads(site.guide.schema)
    category = next(each for each in site.categories if each.escalation)
    stage = category.escalations[0]
    option = re.compile(rf'<input[^>]*name="category" value="{category.id}"[^>]*>')
    yield site.of("choice of a category", form, "choice", lambda page: option.sub("", page, 1))
    title = f">{esc(category.title[language])}</label>"
    yield site.of("label of a category", form, "choice", put(title, ">X</label>"))
    label = esc(schema["properties"]["message"]["x-label"][language])
    yield site.of(
        "label of a field", form, "label of message", below('data-field="message"', put(label, "X"))
    )
    mark = match(r'<span class="required" hidden>[^<]*', "<span hidden>")
    mark = below('data-field="message"', mark)
    yield site.of("mark of a field", form, "the mark of message", mark)
    field = re.compile(r'<textarea[^>]*name="message"[^>]*></textarea>')
    yield site.of("a control is missing", form, "control", lambda page: field.sub("", page, 1))
    if "channel" in schema["properties"]:
        value = schema["properties"]["channel"]["enum"][0]
        choice = match(rf'name="channel" value="{value}"', 'name="channel" value="pigeon"')
        yield site.of("choice of a channel", form, "channel", choice)
    contact = next(each for each in table.contacts.values() if each.address)
    name = esc(contact.name[language])
    panel = f'class="write-to" data-contact="{contact.id}"'
    if panel in site.text(form):
        yield site.of("panel of a contact", form, contact.id, below(panel, put(name, "X")))
        address = below(panel, put(f">{shown(str(contact.address))}<", ">x@elsewhere.example<"))
        yield site.of("address in a panel", form, contact.id, address)
    carried = 'id="enquiry-data"'
    wrong = f'"address":"x{contact.address}"'
    yield site.of(
        "address in the data",
        form,
        contact.id,
        below(carried, put(f'"address":"{contact.address}"', wrong)),
    )
    for name, fact, member, value in (
        ("days in the data", "after_days", "after_days", stage.after_days + 1),
        (
            "outcomes in the data",
            "outcomes",
            "outcomes",
            ["disagreement", "no-reply"][: 1 + len(stage.outcomes) % 2],
        ),
        ("next contact in the data", "contact", "contact", next(iter(table.contacts))),
    ):
        if value == getattr(stage, member):
            continue
        yield site.of(name, form, fact, in_data(category.id, member, value))
    yield site.of("required field in the data", form, "required", in_schema("required", list))
    yield site.of("rule in the data", form, "maxLength", in_schema("maxLength", int))
    yield site.of("message in the data", form, "x-errors", in_schema("x-errors", dict))


def _carried(change: Callable[[dict], None]) -> Change:  # type: ignore[type-arg]
    """A change of the data that the form's script gets."""
    script = re.compile(
        r'(<script type="application/json" id="enquiry-data">)(.*?)(</script>)', re.DOTALL
    )

    def changed(text: str) -> str:
        found = script.search(text)
        assert found
        data = json.loads(found[2])
        change(data)
        written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        return text[: found.start(2)] + written + text[found.end(2) :]

    return changed


def in_data(category: str, member: str, value: object) -> Change:
    """Another value in the first escalation of a category."""

    def change(data: dict) -> None:  # type: ignore[type-arg]
        row = next(each for each in data["table"]["categories"] if each["id"] == category)
        row["escalation"][member] = value

    return _carried(change)


def in_schema(keyword: str, kind: type) -> Change:
    """Another value of a rule about the message."""

    def change(data: dict) -> None:  # type: ignore[type-arg]
        message = data["schema"]["properties"]["message"]
        if kind is list:
            data["schema"]["required"] = data["schema"]["required"][1:]
        elif kind is int:
            message[keyword] += 1
        else:
            for text in message[keyword].values():
                text.update(dict.fromkeys(text, "X"))

    return _carried(change)
