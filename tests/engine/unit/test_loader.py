"""A routing table that cannot be used is refused in whole sentences, each with its place."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from enquiry.authoring.findings import GuideError
from enquiry.authoring.yaml_file import load, parse
from enquiry.guide_files import TABLE
from enquiry.routing import loader
from enquiry.routing.loader import consistency_findings, load_table, load_table_file
from enquiry.routing.table import Table
from tests.engine.guide_cases import GuideCase, guide_cases
from tests.engine.harbour import FILES

TODAY = date(2026, 11, 23)

# As much of a table as its parts can contradict each other about.
SMALL = """\
source: {compared: 2026-11-23}
official_domains: [a.example.org, b-2.example.org]
include:
  - id: you
  - id: boat
contacts:
  - id: desk
    address: desk@a.example.org
  - id: board
    address_format: first@b-2.example.org
    through_office: porter
  - id: porter
    at_office: true
    through_office: null
categories:
  - id: ropes
    contact: desk
    gap: null
    include: [you, boat]
    escalation: {contact: board}
    see_instead:
      - category: tides
      - category: nets
  - id: tides
    contact: null
    gap: Nobody.
    include: [you]
    escalation: null
  - id: nets
    contact: porter
    gap: No address.
    include: [boat]
"""
TAKEN = "Give each entry an id of its own."
DOMAINS = (
    "Write an address at a.example.org or b-2.example.org, as the source states it,"
    " or add its domain to official_domains."
)
SAME = "says the same. Say what tells the two apart."
UNUSED = "Name it in a category, or delete it."
NO_OFFICE = "is no other contact of this table that is reached at an office."


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, []),
        (
            {"  - id: boat\n": "  - id: you\n  - id: you\n  - id: boat\n"},
            [
                f'r.yml:5:5: The id "you" is taken: line 4 claims it. {TAKEN}',
                f'r.yml:6:5: The id "you" is taken: line 4 claims it. {TAKEN}',
            ],
        ),
        (
            {"  - id: porter\n": "  - id: board\n  - id: porter\n"},
            [f'r.yml:12:5: The id "board" is taken: line 9 claims it. {TAKEN}'],
        ),
        (
            {"  - id: nets\n": "  - {id: tides, contact: desk, include: []}\n  - id: nets\n"},
            [f'r.yml:29:6: The id "tides" is taken: line 24 claims it. {TAKEN}'],
        ),
        (
            {
                "  - id: ropes\n": "  - id: ropes\n    title: {en: A rope, fr: Cordes}\n",
                "  - id: tides\n": "  - id: tides\n    sentences: [{en: A rope}, {en: It broke}]\n",
                "  - id: nets\n": "  - id: nets\n    title: {en: Nets, fr: Cordes}\n"
                "    sentences: [{en: It broke}]\n",
            },
            [
                f'r.yml:32:23: "Cordes" leads to another category too: line 17 {SAME}',
                f'r.yml:33:18: "It broke" leads to another category too: line 26 {SAME}',
            ],
        ),
        (
            {"2026-11-23": "2026-11-24"},
            [
                "r.yml:1:10: 2026-11-24 is in the future. Write the day on which somebody last "
                "compared the table with the source page."
            ],
        ),
        (
            {"desk@a.example.org": "desk@c.example.org", "@b-2.example.org": "@2.example.org"},
            [
                f'r.yml:8:5: "desk@c.example.org" is outside the official domains. {DOMAINS}',
                f'r.yml:10:5: "first@2.example.org" is outside the official domains. {DOMAINS}',
            ],
        ),
        (
            {"    through_office: p": "    address: b@a.example.org\n    through_office: p"},
            [
                "r.yml:10:5: This contact has an address already. "
                'Keep either "address" or "address_format".',
            ],
        ),
        (
            {"{contact: board}": "null", "    contact: porter\n": "    contact: null\n"},
            [f'r.yml:9:5: No category leads to the contact "board". {UNUSED}'],
        ),
        (
            {"    contact: desk\n": "    contact: null\n", "gap: null": "gap: No."},
            [f'r.yml:7:5: No category leads to the contact "desk". {UNUSED}'],
        ),
        (
            {"    through_office: porter\n": "", "    contact: porter\n": "    contact: null\n"},
            [f'r.yml:11:5: No category leads to the contact "porter". {UNUSED}'],
        ),
        (
            {"    at_office: true\n": "    at_office: true\n    address: p@a.example.org\n"},
            [
                'r.yml:13:5: This contact has an "address" of its own. '
                'Keep either that or "at_office".',
                "r.yml:32:5: The category states a gap, yet its contact has an address. "
                "Delete one of them.",
            ],
        ),
        (
            {"    through_office: porter\n": "    at_office: true\n"},
            [
                'r.yml:11:5: This contact has an "address_format" of its own. '
                'Keep either that or "at_office".',
            ],
        ),
        (
            {"through_office: porter": "through_office: port"},
            [f'r.yml:11:5: "port" {NO_OFFICE} Did you mean "porter"?'],
        ),
        (
            {"through_office: porter": "through_office: desk"},
            [f'r.yml:11:5: "desk" {NO_OFFICE} Known here: porter.'],
        ),
        (
            {"through_office: null": "through_office: porter"},
            [f'r.yml:14:5: "porter" {NO_OFFICE} Known here: .'],
        ),
        (
            {"contact: board": "contact: bord"},
            [
                'r.yml:20:18: "bord" is none of the contacts of this table. Did you mean "board"?',
            ],
        ),
        (
            {"    contact: desk\n": "    contact: disk\n"},
            [
                'r.yml:17:5: "disk" is none of the contacts of this table. Did you mean "desk"?',
            ],
        ),
        (
            {"include: [you, boat]": "include: [you, boots]"},
            ['r.yml:19:20: "boots" is none of the include of this table. Did you mean "boat"?'],
        ),
        (
            {"- category: nets": "- category: fish"},
            [
                'r.yml:23:9: "fish" is none of the categories of this table. '
                "Known here: ropes, tides, nets."
            ],
        ),
        (
            {"- category: nets": "- category: ropes"},
            ["r.yml:23:9: This leads back to its own category. Name another one."],
        ),
        (
            {"{contact: board}": "{contact: desk}", "contact: porter": "contact: board"},
            [
                "r.yml:20:18: The escalation leads back to the contact that did not answer. "
                "Name the next contact."
            ],
        ),
        (
            {"    gap: Nobody.\n": ""},
            [
                "r.yml:25:5: The category has nobody to write to and does not say so. "
                'Add "gap:" with what the source leaves open, in each language.'
            ],
        ),
        (
            {"gap: null": "gap: Nothing more."},
            [
                "r.yml:18:5: The category states a gap, yet its contact has an address. "
                "Delete one of them."
            ],
        ),
    ],
)
def test_finds_each_contradiction(changes: dict[str, str], says: list[str]) -> None:
    """Two parts of a table that disagree are named with place, problem and remedy."""
    text = SMALL
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    found = list(consistency_findings(parse(text, "r.yml"), TODAY))
    assert sorted(map(str, found)) == sorted(says)


@pytest.mark.parametrize(
    "case", [case for case in guide_cases() if case.about_table], ids=lambda case: case.name
)
def test_says_all_that_is_wrong_in_a_table(case: GuideCase, tmp_path: Path) -> None:
    """What an editor may get wrong in the table is said in whole lines, and nothing else."""
    (tmp_path / TABLE).parent.mkdir()
    shutil.copy(FILES.table, tmp_path / TABLE)
    case.apply(tmp_path)
    with pytest.raises(GuideError) as caught:
        load_table_file(tmp_path / TABLE, file=TABLE, today=TODAY)
    assert [str(finding) for finding in caught.value.findings] == case.says


def test_the_table_is_loaded_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table without a finding is the data of its file; without a path, of the shipped file."""
    data = load(FILES.table).data
    assert load_table_file(FILES.table, today=TODAY).data == data
    assert load_table(FILES.table, today=TODAY) == Table.of(data)
    monkeypatch.setattr(loader, "shipped_guide", lambda: FILES)
    assert load_table(today=TODAY) == Table.of(data)


def test_a_table_counts_on_the_day_given_or_on_the_latest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is dated after the day that the caller names, or else after today at UTC+14."""
    place = FILES.table.as_posix()
    says = (
        "21:3: 2026-01-15 is in the future. Write the day on which somebody last compared the "
        "table with the source page."
    )
    monkeypatch.setattr(loader, "latest_today", lambda: date(2026, 1, 14))
    with pytest.raises(GuideError) as caught:
        load_table(FILES.table)
    assert str(caught.value) == f"{place}:{says}"
    assert load_table(FILES.table, today=date(2026, 1, 15))
    monkeypatch.setattr(loader, "latest_today", lambda: date(2026, 1, 15))
    assert load_table(FILES.table)
    with pytest.raises(GuideError) as caught:
        load_table_file(FILES.table, file="t.yml", today=date(2026, 1, 14))
    assert str(caught.value) == f"t.yml:{says}"
