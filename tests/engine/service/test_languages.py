"""In which language a problem is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.phrases import all_phrases
from enquiry.service.negotiation import preferred
from tests.engine.service.asking import Client, assert_problem, client
from tests.support import TOWN

FRENCH = all_phrases()["http_not_found"]["fr"]


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("FR-ca", "fr"),
        ("de, fr;q=0.5", "fr"),
        ("fr;q=0.5, en;q=0.6", "en"),
        ("fr;q=0.500, en;q=0.5", "fr"),
        ("de", "en"),
        ("*", "en"),
        ("*;q=0.1, fr;q=0.2", "fr"),
        ("en;q=0", "fr"),
        ("en;q=0, *", "fr"),
        ("fr;q=0, en;q=0", "en"),
        ("fr;q=2, en", "en"),
        ("fr;q=x, en", "en"),
        (" fr ; q=1.0 ", "fr"),
        (",;=,,fr", "fr"),
        ("fren", "en"),
    ],
)
def test_the_language_of_a_client(accept: str, language: str) -> None:
    """The language that it likes best of those there are, else the guide's first."""
    assert preferred(accept, ("en", "fr")) == language


def test_a_language_with_a_region() -> None:
    """A region is no hindrance, on either side."""
    assert preferred("pt", ("en", "pt-BR")) == "pt-BR"
    assert preferred("pt-BR-x", ("en", "pt-BR")) == "pt-BR"


def test_a_language_beside_one_of_a_region() -> None:
    """Who wishes a region that the guide has gets it, and not the language without one."""
    assert preferred("pt-BR, pt;q=0.9", ("pt", "pt-BR")) == "pt-BR"
    assert preferred("pt", ("pt-BR", "pt")) == "pt"
    assert preferred("pt-PT", ("pt", "pt-BR")) == "pt"


@given(st.text(alphabet="efrnq=;,*.01 -", max_size=40))
def test_any_header(accept: str) -> None:
    """Whatever it says, one of the languages is chosen."""
    assert preferred(accept, ("en", "fr")) in ("en", "fr")


def test_title_and_detail(ask: Client) -> None:
    """Title and detail are in the language that was asked for; the address wins."""
    answer = ask.get("/nothing", accept_language="fr")
    assert assert_problem(answer, 404)["title"] == FRENCH
    assert answer.headers["content-language"] == "fr"
    answer = ask.get("/nothing?lang=en", accept_language="fr")
    assert assert_problem(answer, 404)["title"] != FRENCH
    assert answer.headers["content-language"] == "en"


@pytest.mark.parametrize("query", ["lang=de", "lang=", "lang=en&lang=fr", "lang=EN"])
def test_a_language_that_the_guide_has_not(ask: Client, query: str) -> None:
    """A language that the guide does not have is refused, and its languages are named."""
    members = assert_problem(ask.post(f"/v1/validate?{query}", {}), 400)
    assert "en, fr" in members["detail"]


def test_a_guide_in_other_languages() -> None:
    """The languages are those of the guide."""
    ask = client(TOWN)
    assert ask.get("/nothing", accept_language="ar").headers["content-language"] == "ar"
    assert ask.get("/nothing", accept_language="fr").headers["content-language"] == "en"
    problems = assert_problem(ask.post("/v1/validate?lang=es", {}), 422)["problems"]
    assert set(problems[0]["message"]) == {"en", "es", "ar"}
