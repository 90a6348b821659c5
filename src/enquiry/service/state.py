"""What one application knows: its settings, the guide that counts, its counts, its free places."""

from __future__ import annotations

import logging
from threading import Lock

from anyio import CapacityLimiter

from enquiry.authoring.findings import GuideError
from enquiry.guide_files import GuideFiles
from enquiry.service.answers import Refusal, busy, problem_body
from enquiry.service.deliveries import Deliveries
from enquiry.service.metrics import Metrics
from enquiry.service.published import Published, read_guide
from enquiry.service.settings import Settings

LOG = logging.getLogger("enquiry.service")
CYCLE = "enquiry.cycle"
"""Where in its scope a request has uvicorn's view of it, which knows whether it came whole."""
_CHECKING_THREADS = 2
"""More would only take turns: one thread of Python runs at a time."""


class State:
    """The guide changes as a whole, between two requests; all else stays."""

    def __init__(
        self, published: Published, settings: Settings, deliveries: Deliveries | None
    ) -> None:
        self.published = published
        self.settings = settings
        self.deliveries = deliveries
        self.metrics = Metrics()
        self.checking = CapacityLimiter(_CHECKING_THREADS)
        self.delivering = CapacityLimiter(settings.concurrency)
        self._reloading = Lock()
        self.places = Places(settings.concurrency)
        self.streams = Places(max(1, settings.concurrency // 2))

    def reload(self, files: GuideFiles) -> bool:
        """Reads the guide again. Where something is wrong with it, the one at hand stays."""
        try:
            with self._reloading:
                self.published = read_guide(files)
        except GuideError as error:
            log_findings(error)
            return False
        LOG.info("The guide was read again.")
        return True

    def refusal(self, refusal: Refusal) -> tuple[bytes, str]:
        """The body of a problem and its language, for who did not get as far as to say theirs."""
        phrases = self.published.guide.phrases
        language = phrases.languages[0]
        return problem_body(refusal, phrases, language), language


def log_findings(error: GuideError) -> None:
    """Says what is wrong with a guide that was read again."""
    for finding in error.findings:
        LOG.error("%s", finding)
    LOG.error("The guide cannot be used: the one that was read before stays.")


class Places:
    """So many can work at once, and nobody waits: `with` takes a place, or raises Refusal."""

    def __init__(self, count: int) -> None:
        self._free = count

    def __enter__(self) -> None:
        if not self._free:
            raise busy()
        self._free -= 1

    def __exit__(self, *_error: object) -> None:
        self._free += 1
