"""A fault at each step that the deliveries take on the disk, in turn.

As a program it delivers an enquiry again and again, each time into a folder of its own, and is
killed one step later each time: `python faults.py FOLDER before|after KEY DOCUMENT`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from enquiry.service.deliveries import deliveries_from

STEPS = ("open", "mkdir", "utime", "link", "rename", "unlink", "fsync")


@contextmanager
def fault_at(number: int, fault: Callable[[], object], *, after: bool = False) -> Iterator[None]:
    """Call `fault` before, or after, the step of that number, counted from 0."""
    seen = 0

    def stepping(step: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal seen
            is_due, seen = seen == number, seen + 1
            if is_due and not after:
                fault()
            answer = step(*arguments, **options)
            if is_due and after:
                fault()
            return answer

        return call

    with ExitStack() as patched:
        for name in STEPS:
            patched.enter_context(mock.patch.object(os, name, stepping(getattr(os, name))))
        yield


def main(folder: Path, when: str, key: str, document: str) -> None:
    """Prints for each step whether the process was killed (9) or came to its end (0)."""
    number, status = 0, 9
    while status:
        own = folder / str(number)
        own.mkdir()
        if not os.fork():
            with fault_at(number, lambda: os._exit(9), after=when == "after"):
                deliveries = deliveries_from(own, None)
                assert deliveries
                deliveries.accept(document.encode(), key)
                os._exit(0)
        status = os.waitstatus_to_exitcode(os.wait()[1])
        print(status)
        number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
