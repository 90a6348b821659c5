"""Settings: read from the environment, documented where they are defined."""

from __future__ import annotations

import pytest

from enquiry.service.settings import Settings, WrongSetting, documented


def test_defaults() -> None:
    """Without variables the defaults count; an empty one counts as none."""
    assert (
        Settings.from_environment({})
        == Settings()
        == Settings.from_environment({each.variable: "" for each in documented()})
    )


def test_an_option_wins() -> None:
    """What is given wins over the environment."""
    assert Settings.from_environment({"ENQUIRY_PORT": "1"}, port="2").port == 2
    assert Settings.from_environment({"ENQUIRY_PORT": "1"}, port=None).port == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *[("PORT", each) for each in ("65536", "-1", "x", "٢", "1.5")],
        *[("WORKERS", each) for each in ("0", "65")],
        *[("BODY_TIMEOUT", each) for each in ("0", "-1", "inf", "nan", "1e3")],
        *[("CORS_ORIGINS", each) for each in ("example.org", "https://a/b", "*, https://a")],
        *[("ROOT_PATH", each) for each in ("a", "/", "/a/", "/a b")],
        ("LOG_LEVEL", "loud"),
        ("HOST", "a b"),
    ],
)
def test_wrong_values_are_named(name: str, text: str) -> None:
    """A value that cannot be used is refused, with the variable's name and what to write."""
    with pytest.raises(WrongSetting, match=rf"^ENQUIRY_{name}: write"):
        Settings.from_environment({f"ENQUIRY_{name}": text})


def test_all_wrong_values_are_named_at_once() -> None:
    """Two wrong values are two messages."""
    with pytest.raises(WrongSetting, match=r"ENQUIRY_PORT: .*; ENQUIRY_WORKERS: "):
        Settings.from_environment({"ENQUIRY_PORT": "x", "ENQUIRY_WORKERS": "x"})


def test_right_values() -> None:
    """Values are read as what they mean."""
    settings = Settings.from_environment(
        {"ENQUIRY_CORS_ORIGINS": "https://a.example, http://b:1", "ENQUIRY_LOG_LEVEL": "DEBUG"}
    )
    assert settings.cors_origins == ("https://a.example", "http://b:1")
    assert settings.log_level == "debug"


def test_each_setting_is_documented() -> None:
    """Each has a variable, a default and a sentence."""
    for each in documented():
        assert each.variable.startswith("ENQUIRY_")
        assert each.meaning.endswith(".")
