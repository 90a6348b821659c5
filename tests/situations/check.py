"""Ask every part of the product about every situation of a guide, and compare what they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from enquiry.site.guide import Guide
from tests.browsing.form import GO_THROUGH, Form
from tests.browsing.modules import evaluate_as_json
from tests.browsing.visit import Visit
from tests.built_page import BuiltPage, read_pages
from tests.situations.answers import Answer, by_browser, by_command, by_python, schema_of, sentences
from tests.situations.situations import (
    CHANNELS,
    HISTORIES,
    Situation,
    enquiry_for,
    situations,
)
from tests.situations.wordings import (
    CategoryPage,
    Expected,
    in_form,
    in_letter,
    in_next_steps,
    in_sentence,
    on_page,
)


def expected_in(found: Sequence[Situation], guide: Guide, language: str) -> list[Expected]:
    """What the library answers in these situations."""
    schema = schema_of(guide.schema)
    documents = [enquiry_for(each, schema, guide.table, language) for each in found]
    answers = by_python(documents, guide)
    return [
        Expected(situation, document, answer, guide, language)
        for situation, document, answer in zip(found, documents, answers, strict=True)
    ]


class Asked:
    """Every situation in one language: what the library answers, and what all others say.

    `root` is the guide's folder, `page` any page of its site, in which the form's modules run.
    """

    def __init__(self, guide: Guide, root: Path, site: Path, language: str, page: Page) -> None:
        self.guide, self.language = guide, language
        every = situations(schema_of(guide.schema), guide.table)
        self.cases = expected_in(every, guide, language)
        documents = [case.document for case in self.cases]
        pages = read_pages(guide, site)
        self.command = by_command(documents, root)
        self.sentences = sentences(documents, root, language)
        self.browser = by_browser(page, documents, site, *_carried(pages, language))
        self.pages = {
            category: CategoryPage(category, language, pages) for category in guide.table.categories
        }

    def differences(self) -> list[str]:
        """Where anything says something else than the library."""
        asked = zip(self.cases, self.command, self.sentences, self.browser, strict=True)
        return _together(
            self.language,
            (
                (case.situation, difference)
                for case, command, sentence, browser in asked
                for difference in (
                    *_in_data(case.answer, command, "the command"),
                    *in_sentence(case, sentence),
                    *_in_data(case.answer, browser["published"], "the published data"),
                    *_in_data(case.answer, browser["carried"], "the form's data", self.language),
                    *_again(case, browser["again"]),
                    *in_letter(case, browser["message"]),
                    *in_next_steps(case, " ".join(browser["message"]["next"])),
                    *on_page(case, self.pages[case.situation.category]),
                )
            ),
        )


def _together(language: str, differences: Iterable[tuple[Situation, str]]) -> list[str]:
    """Each difference once, with the situations that have it."""
    found: dict[str, list[Situation]] = {}
    for situation, difference in differences:
        found.setdefault(difference, []).append(situation)
    return [
        f"{language}: {difference} ({len(all_of_them)} situations, the first: {all_of_them[0]})"
        for difference, all_of_them in found.items()
    ]


def _carried(pages: Sequence[BuiltPage], language: str) -> tuple[Any, Any]:
    """The data in the page of the form, and that of "When may I write again?", if there is one."""
    own = [page.main for page in pages if page.language == language]
    (form,) = (found for main in own if (found := main.select_one("#enquiry-data")))
    tools = [found for main in own if (found := main.select_one("#when-tool"))]
    rules = json.loads(str(tools[0]["data-table"])) if tools else None
    return json.loads(form.string or ""), rules


def _in_data(ours: Answer, theirs: Answer, who: str, language: str | None = None) -> Iterator[str]:
    """`language`: theirs has messages and texts in that one alone."""
    for name, said in theirs.items():
        expected = ours[name]
        if language and name == "result":
            said, expected = _in_one_language(said, language), _in_one_language(expected, language)
        if said != expected:
            yield f"{who} has another {name}: {said} instead of {expected}"


def _in_one_language(result: Any, language: str) -> Any:
    return {
        name: [{**each, "message": each["message"][language]} for each in part]
        if isinstance(part, list)
        else part
        for name, part in result.items()
    }


def _again(case: Expected, again: dict[str, Any] | None) -> Iterator[str]:
    """ "When may I write again?" knows neither addresses nor the way through an office."""
    if again is None or case.situation.via_office:
        return

    def known(found: Any) -> Any:
        onward = found["escalation"]
        return found["stage"], found["contact"], onward and (onward["contact"], onward["from"])

    if known(again) != known(case.route):
        yield f"“When may I write again?” says {known(again)} instead of {known(case.route)}"


def differences_in_form(visit: Visit, guide: Guide, language: str) -> list[str]:
    """What the form itself does otherwise, in one situation of each kind.

    Roles change what is asked and not where it goes, so they take turns; and so do the languages,
    of which each gets every other kind.
    """
    kinds: dict[tuple[int, ...], list[Situation]] = {}
    categories = list(guide.table.categories)
    for situation in situations(schema_of(guide.schema), guide.table):
        kinds.setdefault(_kind(situation, categories), []).append(situation)
    turn = guide.table.languages.index(language)
    own = [same for kind, same in kinds.items() if sum(kind) % len(guide.table.languages) == turn]
    one_of_each = [same[number % len(same)] for number, same in enumerate(own)]
    chosen = expected_in(one_of_each, guide, language)
    page = Form(visit, guide.table.languages[0]).open(language)
    found = evaluate_as_json(page, GO_THROUGH, [case.document for case in chosen])
    return _together(
        language,
        (
            (case.situation, difference)
            for case, filled_in in zip(chosen, found, strict=True)
            for difference in in_form(case, filled_in)
        ),
    )


def _kind(situation: Situation, categories: list[str]) -> tuple[int, ...]:
    """What decides where an enquiry goes, as numbers: of two neighbours one has an odd sum."""
    return (
        categories.index(situation.category),
        CHANNELS.index(situation.channel),
        HISTORIES.index(situation.history),
        len(situation.sent_to),
        situation.has_address,
        situation.via_office,
    )
