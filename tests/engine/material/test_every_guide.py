"""What the tests of a guide prove of its pages holds in Material's shell, too."""

from __future__ import annotations

from tests.guide.test_facts import *  # noqa: F403
from tests.guide.test_form import *  # noqa: F403
from tests.guide.test_one_meaning import *  # noqa: F403
from tests.guide.test_opendata import *  # noqa: F403
from tests.guide.test_pages import *  # noqa: F403
from tests.guide.test_words import *  # noqa: F403
