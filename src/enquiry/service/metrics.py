"""What the service counts: requests, verdicts, keywords and durations; never a value."""

from __future__ import annotations

import os
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector

from enquiry.validation.result import Result

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable of prometheus-client that names where several processes count together."""
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """Counts of one application, which several processes may add to."""

    def __init__(self) -> None:
        self._is_shared = SHARED_FOLDER in os.environ
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "enquiry_requests",
            "Requests by method, path as documented and status.",
            ("method", "path", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "enquiry_request_seconds",
            "Seconds from the headers of a request to the end of its answer.",
            ("path",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._documents = Counter(
            "enquiry_documents",
            "Documents by outcome: valid, advised (valid, with advice), invalid, unreadable.",
            ("outcome",),
            registry=self._registry,
        )
        self._problems = Counter(
            "enquiry_problems",
            "Problems and warnings of documents by keyword.",
            ("keyword",),
            registry=self._registry,
        )
        if not self._is_shared:
            ProcessCollector(registry=self._registry)
        # To look one up by its labels takes longer than to count. All labels come from lists.
        self._requests_of = cache(self._requests.labels)
        self._seconds_of = cache(self._seconds.labels)
        self._documents_of = cache(self._documents.labels)
        self._problems_of = cache(self._problems.labels)

    def count_request(self, method: str, path: str, status: int, seconds: float) -> None:
        """One request is answered. `path` is one of the documented ones, or "-"."""
        self._requests_of(method, path, status).inc()
        self._seconds_of(path).observe(seconds)

    def count_result(self, result: Result) -> None:
        """One document is judged."""
        if result.valid:
            kind = "advised" if result.warnings else "valid"
        else:
            kind = "unreadable" if result.unreadable else "invalid"
        self._documents_of(kind).inc()
        for problem in (*result.problems, *result.warnings):
            self._problems_of(problem.keyword).inc()

    def text(self) -> bytes:
        """All counts, as Prometheus reads them: with several processes, those of all."""
        if not self._is_shared:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)
