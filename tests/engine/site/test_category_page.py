"""A category's page: what one needs now is open, the rest folded, and a gap is no contact."""

from __future__ import annotations

from collections.abc import Sequence

from enquiry.site.guide import Guide
from enquiry.site.localization import fill_in
from tests.built_page import BuiltPage
from tests.guide.test_facts import of_categories


def test_names_a_contact_or_a_gap_and_never_both(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """A gap has a panel of its own kind with the source page, and no button and no address."""
    for page, category in of_categories(guide, pages):
        contact, gap = page.main.select(".contact"), page.main.select(".unknown")
        assert (len(contact), len(gap)) == ((0, 1) if category.gap else (1, 0)), page.address
        for panel in gap:
            assert category.gap
            assert category.gap[page.language] in panel.get_text()
            assert category.how[page.language] in panel.get_text()
            assert [str(link["href"]) for link in panel.select("a")] == [guide.table.source.url]
            assert not panel.select(".address, .action")


def test_leads_to_the_form_at_once_and_at_the_end(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """The button stands in the contact's panel and after the last part; a gap has a link alone."""
    for page, category in of_categories(guide, pages):
        form = f"../../enquiry/#category={category.id}"
        buttons = [str(link["href"]) for link in page.main.select("a.action")]
        assert buttons == ([] if category.gap else [form, form]), page.address
        assert str(page.main.select("a[href]")[-1]["href"]) == form


def test_a_step_leads_somewhere(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """A gap has no step of writing, and no steps at all where nobody comes next."""
    for page, category in of_categories(guide, pages):
        steps = [step.get_text() for step in page.main.select(".steps h3")]
        words = guide.words.on_pages(page.language)
        expected = [] if category.gap else [words["step_write"]]
        for onward in category.escalations:
            wait = fill_in(words["step_wait_days"], page.language, days=onward.after_days)
            expected += [wait, words["step_next"]]
        if not category.escalations and not category.gap:
            expected += [words["step_wait"]]
        assert steps == expected, page.address


def test_folds_what_is_needed_later(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """What to include, what not to do and the letters are folded under headings that stay such."""
    for page, category in of_categories(guide, pages):
        folded = page.main.select(".folds > details:not([open])")
        ids = [str(part.select("summary > h2")[0]["id"]) for part in folded]
        expected = [
            "include",
            "avoid",
            "letter",
            *["second-letter", "letter-3", "letter-4"][: len(category.escalations)],
        ]
        assert ids == expected, page.address


def test_a_later_letter_says_what_came_before(guide: Guide, pages: Sequence[BuiltPage]) -> None:
    """It goes to the next contact, and names the one before and the outcome."""
    words = guide.words.pages
    for page, category in of_categories(guide, pages):
        language = page.language
        first, *later = [letter.get_text() for letter in page.main.select("pre.letter")]
        assert len(later) == len(category.escalations), page.address
        earlier = category.contact
        for letter, onward in zip(later, category.escalations, strict=True):
            following = guide.table.contacts[onward.contact]
            heading = "\n".join(letter.splitlines()[:2])
            assert (following.address or following.name[language]) in heading
            if following.attention:
                assert following.attention[language] in heading
            said = [words[f"letter_earlier_{outcome}"][language] for outcome in onward.outcomes]
            assert [each for each in said if each not in letter] == []
            assert [each for each in said if each in first] == []
            if earlier:
                assert guide.table.contacts[earlier].name[language] in letter
            earlier = onward.contact


def test_a_long_page_lists_its_parts(pages: Sequence[BuiltPage]) -> None:
    """A page of many parts has a list of them below its heading; a short one has none."""
    seen = set()
    for page in pages:
        listed = [str(link["href"])[1:] for link in page.main.select("nav.contents a")]
        seen.add(bool(listed))
        if listed:
            parts = page.main.select(".reading > div > h2[id]")
            assert listed == [str(part["id"]) for part in parts]
            assert len(listed) > 3
    assert seen == {True, False}
