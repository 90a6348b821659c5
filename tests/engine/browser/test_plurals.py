"""The browser chooses the form of a word as the package does."""

from __future__ import annotations

from playwright.sync_api import Page

from enquiry.phrases import engine_languages
from enquiry.site.localization import fill_in
from enquiry.site.plurals import KINDS, NUMBERS

FORMS = {kind: f"{kind} {{days}}. {{date}}. {{x}}." for kind in KINDS}


def test_chooses_the_package_s_form(modules: Page) -> None:
    """For every number up to 120, in each language that the engine speaks and in two others."""
    languages = [*engine_languages(), "pl", "ja"]
    said = modules.evaluate(
        """([forms, languages]) => Object.fromEntries(languages.map((language) => [
          language,
          Array.from({ length: 121 }, (_, days) =>
            guide.words.fillIn(forms, { date: "$&.", days }, language)),
        ]))""",
        [FORMS, languages],
    )
    assert said == {
        language: [fill_in(FORMS, language, date="$&.", days=days) for days in range(121)]
        for language in languages
    }


def test_goes_by_the_package_s_placeholders(modules: Page) -> None:
    """Each placeholder of a number decides the form, and no other one does."""
    said = modules.evaluate(
        """(names) => names.map((name) =>
          guide.words.fillIn({ one: "one", other: "other" }, { start: 2, [name]: 1 }, "en"))""",
        list(NUMBERS),
    )
    assert said == ["one"] * len(NUMBERS)
