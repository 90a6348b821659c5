"""What the engine itself says, in the languages of guides."""

from __future__ import annotations

import pytest

from enquiry.phrases import Phrases, engine_language, phrase


@pytest.mark.parametrize(
    ("language", "shipped"),
    [("fr", "fr"), ("fr-CA", "fr"), ("es-419", "es"), ("ar-Latn", None), ("fra", None)],
)
def test_a_language_of_any_region_is_the_engine_s(language: str, shipped: str | None) -> None:
    """A region leaves a language what it is, and another script does not."""
    assert engine_language(language) == shipped
    said = Phrases((language,))(phrase("general"))
    assert said.as_dict() == ({language: phrase("general")[shipped]} if shipped else {})
