"""The README tells an operator every setting, as it is."""

from __future__ import annotations

import re

from enquiry.service.settings import documented
from tests.support import ROOT

ROW = re.compile(r"^\| `(ENQUIRY_\w+)` \| (.*?) \| (.*?) \|$", re.MULTILINE)


def test_readme_has_every_setting_with_its_default_and_its_meaning() -> None:
    """The table is the list of the settings, in its order and in its words."""
    rows = ROW.findall((ROOT / "README.md").read_text("utf-8"))
    assert rows == [tuple(each) for each in documented()]


def test_compose_sets_what_there_is() -> None:
    """No variable of compose.yaml or of the image is misspelt."""
    variables = {each.variable for each in documented()}
    for name in ("compose.yaml", "Dockerfile"):
        text = (ROOT / name).read_text("utf-8")
        assert set(re.findall(r"ENQUIRY_\w+", text)) <= variables
