"""What hand-written pages may not do: state facts themselves, or link to nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

import enquiry
from enquiry.phrases import engine_languages
from enquiry.site.content_checks import LinkChecker, fact_findings
from enquiry.site.facts import periods_in
from enquiry.text import Text

WORDS = {
    language: yaml.safe_load(
        (Path(enquiry.__file__).parent / f"words/{language}.yml").read_text("utf-8")
    )
    for language in engine_languages()
}
PERIODS = periods_in(
    {
        key: Text.of({language: words[key] for language, words in WORDS.items()})
        for key in WORDS["en"]
        if key.startswith("fact_")
    }
)
COMPARED = ("2026-01-15", "January\u00a015, 2026")


def address(place: str, words: str) -> str:
    """The finding about an address."""
    return (
        f'p.md:{place}: The page states the address "{words}" in its own words. '
        'Take it from the table: {{ email("the-contact") }}.'
    )


def period(place: str, words: str) -> str:
    """The finding about a number of days."""
    name = re.sub(r"[\s-]+", "_", words.lower())
    return (
        f'p.md:{place}: The page states "{words}" in its own words. '
        'Take it from the table: {{ table.categories["…"].escalation.after_days }}. '
        f'If it is no wait, add {name} to "fact_idioms" in docs/words.'
    )


def comparison(place: str, words: str) -> str:
    """The finding about the date of comparison."""
    return (
        f"p.md:{place}: The page states the date of comparison, {words}, in its own words. "
        "Take it from the table: {{ table.source.compared | in_words }}."
    )


@pytest.mark.parametrize(
    ("markdown", "says"),
    [
        ("", []),
        ("Write to us.\n\nSoon.\n", []),
        # Addresses.
        ("a@b.ca", [address("1:1", "a@b.ca")]),
        ("\nWrite to x.y+z-1@my-desk.b.ca.\n", [address("2:10", "x.y+z-1@my-desk.b.ca")]),
        (
            "<a@b.ca> or [é@b.ca](mailto:c@b.ca)",
            [
                address("1:2", "a@b.ca"),
                address("1:14", "é@b.ca"),
                address("1:29", "c@b.ca"),
            ],
        ),
        ("a@example.org, a@sub.example.org, a@b", []),
        ("a@notexample.org", [address("1:1", "a@notexample.org")]),
        ("a@example.org.ca", [address("1:1", "a@example.org.ca")]),
        ("a@example.com", [address("1:1", "a@example.com")]),
        # A placeholder states nothing, and what follows keeps its column.
        ('{{ email("a@b.ca") }} {% if "30 days" %}', []),
        ("{{ x }} {{ y }} a@b.ca {{ z }}", [address("1:17", "a@b.ca")]),
        ("{ a@b.ca }", [address("1:3", "a@b.ca")]),
        # Numbers of days.
        ("Wait 30 days.", [period("1:6", "30 days")]),
        ("Wait 1 day", [period("1:6", "1 day")]),
        ("30-day wait", [period("1:1", "30-day")]),
        (
            "30\u00a0days, 2\u202fweeks",
            [period("1:1", "30\u00a0days"), period("1:10", "2\u202fweeks")],
        ),
        ("Thirty calendar days", [period("1:1", "Thirty calendar days")]),
        ("ten business days", [period("1:1", "ten business days")]),
        (
            "5 working days or 5 full days",
            [
                period("1:1", "5 working days"),
                period("1:19", "5 full days"),
            ],
        ),
        (
            "treinta días, 30 يومًا, trente premiers jours",
            [
                period("1:1", "treinta días"),
                period("1:15", "30 يومًا"),
                period("1:25", "trente premiers jours"),
            ],
        ),
        (
            "six months, 1 MONTH, 3 week",
            [
                period("1:1", "six months"),
                period("1:13", "1 MONTH"),
                period("1:22", "3 week"),
            ],
        ),
        (
            "Attendez trente jours, un jour, 2 semaines, six mois.",
            [
                period("1:10", "trente jours"),
                period("1:33", "2 semaines"),
                period("1:45", "six mois"),
            ],
        ),
        *(
            (f"{number} days", [period("1:1", f"{number} days")])
            for number in (
                *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
                *("twelve", "fifteen", "twenty", "thirty", "forty", "sixty", "ninety", "hundred"),
            )
        ),
        *(
            (f"{number} jour", [period("1:1", f"{number} jour")])
            for number in (
                *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
                *("douze", "quinze", "vingt", "trente", "quarante", "soixante", "cent"),
            )
        ),
        # Neither a picture, nor a version, nor an address of git can be written to.
        ("![x](logo@2x.png) a@1.2 git@host.ca:a/b 192.168.100.200 ssh://git@host.ca/a", []),
        ("30days, often days, many days, 30 daisies, 30 more days", []),
        ("{{ table.x }} days", []),
        # The date of comparison, each way of writing it, each line.
        ("On 2026-01-15.", [comparison("1:4", "2026-01-15")]),
        (
            "2026-01-15\n\n2026-01-15 2026-01-15",
            [
                comparison("1:1", "2026-01-15"),
                comparison("3:1", "2026-01-15"),
            ],
        ),
        ("On January 15, 2026", [comparison("1:4", "January 15, 2026")]),
        ("On January\u00a015, 2026", [comparison("1:4", "January 15, 2026")]),
        (
            "January\u00a015, 2026, which is 2026-01-15",
            [
                comparison("1:28", "2026-01-15"),
                comparison("1:1", "January 15, 2026"),
            ],
        ),
        ("2026-01-16, January 16, 2026", []),
        # All kinds at once.
        (
            "a@b.ca: 30 days from 2026-01-15",
            [
                address("1:1", "a@b.ca"),
                period("1:9", "30 days"),
                comparison("1:22", "2026-01-15"),
            ],
        ),
    ],
)
def test_facts_come_from_the_table(markdown: str, says: list[str]) -> None:
    """An address, a number of days or the date of comparison in a page's own words is found."""
    assert [str(each) for each in fact_findings(markdown, "p.md", COMPARED, PERIODS, {})] == says


PAGES = {
    "index.md": "start",
    "about.md": "about us",
    "guides/first.md": "one",
    "guides/second.md": "two",
}


def headings(markdown: str) -> str:
    """HTML with an id for each word."""
    return "".join(f'<h2 class="x" id="{word}">{word}</h2>' for word in markdown.split())


def links(source: str, path: str = "index.md") -> list[str]:
    """The findings about the links of a page, without the file's name."""
    found = LinkChecker(PAGES, headings).findings(source, path, "p.md")
    lines = [str(each) for each in found]
    assert all(line.startswith("p.md:") for line in lines)
    return [line.removeprefix("p.md:") for line in lines]


@pytest.mark.parametrize(
    ("source", "path", "says"),
    [
        ("[x](about.md) [y](about.md#us)\n[z]: about.md\n[z](#start)", "index.md", []),
        ("[x](second.md) [x](../index.md#start) [x](#one)", "guides/first.md", []),
        ("[x](guides/first.md) [x](./about.md) [x](guides/../about.md)", "index.md", []),
        # What leads out of the guide is not checked here.
        (
            "[x](https://e.org) [x](mailto:a@b) [x](//e.org) [x](HTTP://x) [x]({{ y }})",
            "about.md",
            [],
        ),
        (
            "[x](abuot.md)",
            "about.md",
            [
                '1:5: The link "abuot.md" leads to no page. Did you mean "about.md"?',
            ],
        ),
        (
            "\n a [x](about.md) and ![x](picture.png)",
            "index.md",
            [
                '2:27: The link "picture.png" leads to no page. Put that file into docs, for '
                "example into docs/assets.",
            ],
        ),
        (
            "[x](frist.md#one)",
            "guides/second.md",
            [
                '1:5: The link "frist.md#one" leads to no page. Did you mean "first.md"?',
            ],
        ),
        # The name counts, not what all pages of a folder share.
        (
            "[x](guides/fees.md) [x](scond.md)",
            "index.md",
            [
                '1:5: The link "guides/fees.md" leads to no page. Known here: index.md, about.md, '
                "guides/first.md, guides/second.md.",
                '1:25: The link "scond.md" leads to no page. Did you mean "guides/second.md"?',
            ],
        ),
        (
            "[x](about.md)",
            "guides/first.md",
            [
                '1:5: The link "about.md" leads to no page. Did you mean "../about.md"?',
            ],
        ),
        (
            "[x](about.md#su)",
            "index.md",
            [
                '1:5: The link "about.md#su" leads to no heading of about.md. Did you mean "us"?',
            ],
        ),
        (
            "[x](#satrt)",
            "index.md",
            [
                '1:5: The link "#satrt" leads to no heading of index.md. Did you mean "start"?',
            ],
        ),
        (
            "[x](../about.md#zzz)",
            "guides/first.md",
            [
                '1:5: The link "../about.md#zzz" leads to no heading of about.md. '
                "Known here: about, us.",
            ],
        ),
        # Links by reference, at most three spaces in.
        (
            "[x]: a.md\n   [y]:  abou.md\n    [z]: c.md\n- [z]: d.md",
            "index.md",
            [
                '1:6: The link "a.md" leads to no page. Known here: index.md, about.md, '
                "guides/first.md, guides/second.md.",
                '2:10: The link "abou.md" leads to no page. Did you mean "about.md"?',
            ],
        ),
        # Code is no link, in either kind of fence; what follows is one again.
        (
            "[x](1.x)\n```\n[x](2.x)\n```\n[x](3.x)\n  ~~~ md\n[x](4.x)\n~~~\n",
            "index.md",
            [
                '1:5: The link "1.x" leads to no page. Put that file into docs, for example '
                "into docs/assets.",
                '5:5: The link "3.x" leads to no page. Put that file into docs, for example '
                "into docs/assets.",
            ],
        ),
        # Nothing stops at the first.
        (
            "[x](/us/) [x](abuot.md) [x](#satrt) [x](about.md#su)",
            "index.md",
            [
                '1:5: The link "/us/" leads to no page. Known here: index.md, about.md, '
                "guides/first.md, guides/second.md.",
                '1:15: The link "abuot.md" leads to no page. Did you mean "about.md"?',
                '1:29: The link "#satrt" leads to no heading of index.md. Did you mean "start"?',
                '1:41: The link "about.md#su" leads to no heading of about.md. Did you mean "us"?',
            ],
        ),
    ],
)
def test_links_lead_to_pages_and_headings(source: str, path: str, says: list[str]) -> None:
    """Each link of a page leads to a page and a heading that exist, seen from that page."""
    assert links(source, path) == says


@pytest.mark.parametrize(
    "source",
    [
        "[x](<a file.pdf>) [x](a%20file.pdf) [x](about.md?now#us)",
        "`[x](none.md)`",
        "````\n```\n[x](none.md)\n```\n[x](none.md)\n````",
        "a[^1]\n\n[^1]: Words of a [note](about.md)",
        "<!-- [x](none.md) -->",
    ],
)
def test_what_is_no_link_leads_nowhere(source: str) -> None:
    """What Markdown takes for code, a footnote or a comment; spaces may be written in each way."""
    html = Markdown(extensions=["fenced_code", "footnotes"]).convert(source)
    checker = LinkChecker({**PAGES, "a file.pdf": None}, headings)
    assert list(checker.findings(source, "index.md", "p.md", html)) == []


def test_each_page_becomes_html_once() -> None:
    """However many links lead to a page, its headings are looked up once, and only if needed."""
    made: list[str] = []

    def count(markdown: str) -> str:
        made.append(markdown)
        return headings(markdown)

    checker = LinkChecker(PAGES, count)
    for path in ("index.md", "about.md"):
        assert not list(checker.findings("[x](about.md#us) [y](about.md#about)", path, "p.md"))
        assert not list(checker.findings("[x](index.md)", path, "p.md"))
    assert made == ["about us"]
