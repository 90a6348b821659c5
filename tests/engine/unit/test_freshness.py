"""Reading a saved page: what it says, apart from how it is written."""

from __future__ import annotations

import pytest
import yaml

from enquiry.freshness.held import Reading
from enquiry.freshness.page import MAX_BYTES, Page, UnreadablePage, read_page
from enquiry.freshness.wording import fingerprint
from enquiry.site.words import ENGINE_WORDS

DATED = ("date modified", "last updated")
PAGE = """<!DOCTYPE html><html><head><title>T</title><style>p {{ color: red }}</style></head><body>
<header>Menu</header><main id="wb-cont"><h1>Who answers “what”</h1><p>Write to <b>berths</b>, then
wait 30&nbsp;days.</p><script>session = "{session}"</script><p hidden>Not shown</p>
<ul><li>One - two</li></ul><dl><dt>Date modified:</dt><dd><time>{day}</time></dd></dl>
</main><footer>{session}</footer></body></html>"""
FIRST = PAGE.format(session="abc", day="2026-01-15")


def said(html: str | bytes) -> str:
    """The fingerprint of a page."""
    raw = html if isinstance(html, bytes) else html.encode()
    return fingerprint(read_page(raw).lines, DATED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-01-15", "March 3, 2027"),
        ("<dt>Date modified:</dt><dd><time>2026-01-15</time></dd>", ""),
        ("abc", "0123456789abcdef"),
        ("<b>berths</b>", "ber<i>ths</i>"),
        ("<ul><li>One - two</li></ul>", "<p>One</p>\n<div><span>two</span></div>"),
        ("“what”", '"what"'),
        ("“what”", "«\u00a0what\u00a0»"),
        ("30&nbsp;days", "30\n   days"),
        ("30&nbsp;days", "30 d\u00adays"),
        ("Menu", "Another menu"),
        ('id="wb-cont"', 'data-session="123" class="x"'),
        ("<p hidden>Not shown</p>", "<!-- a note -->"),
        ("<li>One - two", "<li>One two 0a1b2c3d4e5f60718293a4b5"),
        ("<li>One - two", '<li style="color: red">One – two'),
    ],
)
def test_how_a_page_is_written_changes_nothing(old: str, new: str) -> None:
    """Markup, scripts, spaces, quotes, sessions and the day of the last change do not count."""
    assert old in FIRST
    assert said(FIRST.replace(old, new)) == said(FIRST)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("30&nbsp;days", "31 days"),
        ("30&nbsp;days", "30 business days"),
        ("berths", "berth"),
        ("One - two", "One"),
        ("<p hidden>", "<p>"),
        ("<h1>", "<h1>Closed. "),
    ],
)
def test_what_a_page_says_counts(old: str, new: str) -> None:
    """Each word of the main content counts."""
    assert said(FIRST.replace(old, new)) != said(FIRST)


def test_a_text_is_as_good_as_html() -> None:
    """The main content as a text has the same fingerprint, with another day of change."""
    text = 'Who answers "what"\nWrite to berths, then wait 30 days.\n* One\n* two\n'
    assert said(f"{text}Date modified: 2027-04-05\n") == said(FIRST)
    assert said(f"{text}- Date modified:") == said(FIRST)


@pytest.mark.parametrize("line", ["Last updated fees: see 5", "We last updated 30 rules"])
def test_a_sentence_about_an_update_is_no_day(line: str) -> None:
    """Only a label with a day is left out, no sentence that has the same words."""
    assert said(f"A page\n{line}") != said("A page\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_encodings_are_read(encoding: str) -> None:
    """A page in another encoding that it declares says the same."""
    html = "<html><head><meta charset='{}'></head><body><p>Délai : 30 jours</p></body></html>"
    declared = "windows-1252" if encoding == "cp1252" else encoding
    assert said(html.format(declared).encode(encoding)) == said(html.format("utf-8"))


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no text"),
        (b"<html><body><script>1</script></body></html>", "no text"),
        (b"PK\x03\x04\x00\x00", "NUL"),
        (b"<p>\xff\xfe</p>", "byte 4"),
        (b"<meta charset=rot13><p>hello</p>", "rot13"),
        (b"a" * (MAX_BYTES + 1), "4 MiB"),
    ],
)
def test_what_is_no_page_is_refused(raw: bytes, why: str) -> None:
    """A file that holds no readable page is refused, and it is said why."""
    with pytest.raises(UnreadablePage, match=why):
        read_page(raw)


@pytest.mark.parametrize("piece", ["<!", "<!--", "&#x41", "<p hidden>", "<br>", "ﷺ "])
def test_a_hostile_page_is_read(piece: str) -> None:
    """A page of nothing but beginnings is read within the limit of a test."""
    assert said(f"<p>text {piece * 20_000}").startswith("sha256:")


@pytest.mark.parametrize("piece", ["<div>", "<b>", "<div></x>", "<table><tr>", "<a href='"])
def test_a_page_that_is_nested_without_end_is_refused(piece: str) -> None:
    """What would take a reader of HTML hours is refused at once."""
    with pytest.raises(UnreadablePage, match="nested"):
        read_page(f"<p>text {piece * 100_000}".encode())


def reading(text: str, language: str = "en", *links: str) -> Reading:
    """A page that says one thing."""
    file = ENGINE_WORDS / f"{language}.yml"
    words = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
    facts = {key: said for key, said in words.items() if key.startswith(("fact_", "source_"))}
    return Reading(Page((text,), links), language, facts, "https://port.example.org/a/b")


@pytest.mark.parametrize(
    ("language", "days", "text"),
    [
        ("en", 30, "within 30 days"),
        ("en", 30, "within thirty days"),
        ("en", 30, "thirty (30) calendar days"),
        ("en", 45, "45 (forty-five) days"),
        ("en", 45, "a period of forty-five calendar days"),
        ("en", 130, "One hundred and thirty days"),
        ("en", 30, "a 30-day wait"),
        ("fr", 30, "au bout de 30\u00a0jours"),
        ("fr", 21, "Vingt et un jours"),
        ("fr", 45, "quarante-cinq jours"),
        ("es", 21, "veintiún días"),
        ("es", 10, "en diez dias"),
        ("ar", 30, "خلال ثلاثين يومًا"),
        ("ar", 45, "خمسة وأربعون يوما"),
        ("ar", 30, "خلال ٣٠ يومًا"),
        ("xx", 30, "30 dagar"),
    ],
)
def test_days_are_known_in_digits_and_words(language: str, days: int, text: str) -> None:
    """A number of days is found in digits of any script and in the words of the language."""
    assert reading(text, language).states_days(days)
    assert not reading(text, language).states_days(days + 1)


@pytest.mark.parametrize("text", ["30 weeks", "130 days", "one hundred and thirty days", "page 30"])
def test_another_number_is_another_one(text: str) -> None:
    """What only holds the number does not state it."""
    assert not reading(text).states_days(30)


@pytest.mark.parametrize(
    ("text", "links", "stated"),
    [
        ("Write to Desk@Port.Example.org.", (), True),
        ("Write to us", ("mailto:desk%40port.example.org?subject=a",), True),
        ("Write to help.desk@port.example.org", (), False),
        ("Write to desk@port.example.org.uk", (), False),
    ],
)
def test_addresses(text: str, links: tuple[str, ...], stated: bool) -> None:
    """An address counts in the text and behind a link, and no longer one that holds it."""
    assert reading(text, "en", *links).states_address("desk@port.example.org") is stated


@pytest.mark.parametrize(
    ("text", "links", "stated"),
    [
        ("Call +1 (555) 010-0199", (), True),
        ("Call", ("tel:+15550100199",), True),
        ("Call +1 555 010 01990", (), False),
        ("Call 2 1 555 010 0199", (), True),
        ("Call 555 010 0198", (), False),
    ],
)
def test_phone_numbers(text: str, links: tuple[str, ...], stated: bool) -> None:
    """A phone number counts however it is grouped."""
    assert reading(text, "en", *links).states_phone("+1 555 010 0199") is stated


def test_forms_and_counters() -> None:
    """A form counts behind a link, a relative one too; a counter by its words."""
    page = reading("Quay 5 – hall B, Port", "en", "../form/?a=1#top", "http://[broken")
    assert page.states_link("https://port.example.org/form?a=1")
    assert not page.states_link("https://port.example.org/form")
    assert page.states_words("Quay 5, Hall B")
    assert not page.states_words("Quay 55")
