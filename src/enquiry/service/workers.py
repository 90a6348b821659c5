"""Several processes on one socket, under uvicorn's supervisor.

They read the guide from a copy of it, which changes only once another edition of the guide was
found right. So all have the same one; a worker that dies is replaced whatever has become of the
guide's folder since; and a reload replaces them one after the other, each new one ready before an
old one stops.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from enquiry.authoring.findings import GuideError
from enquiry.guide import Guide
from enquiry.guide_files import WORDS, GuideFiles
from enquiry.service import logs
from enquiry.service.app import application
from enquiry.service.deliveries import deliveries_from
from enquiry.service.guard import Guard
from enquiry.service.metrics import SHARED_FOLDER
from enquiry.service.published import Published, read_guide
from enquiry.service.server import configuration
from enquiry.service.settings import Settings
from enquiry.service.state import LOG, State, log_findings

_STARTS_IN = 30
"""Seconds that a new worker may take until it serves."""


def run(settings: Settings, files: GuideFiles, listening: socket.socket) -> signal.Signals | None:
    """Serves in `settings.workers` processes until a signal ends it, which is returned.

    None where the workers could not start. Raises GuideError, and OSError where there is no place
    for temporary files.
    """
    logs.configure(settings.log_level)
    with TemporaryDirectory(prefix="enquiry-") as folder:
        copy = GuideCopy(files, Path(folder))
        copy.renew()
        counts = Path(folder, "counts")
        counts.mkdir()
        os.environ.setdefault(SHARED_FOLDER, str(counts))
        app = partial(worker_application, settings, copy.files)
        config = configuration(
            app,
            settings,
            factory=True,
            workers=settings.workers,
            timeout_worker_healthcheck=_STARTS_IN,
        )
        supervisor = Supervisor(config, listening, copy)
        supervisor.run()
        return supervisor.ended_by


class GuideCopy:
    """A copy of the last edition of a guide that was right."""

    def __init__(self, origin: GuideFiles, folder: Path) -> None:
        self.files = GuideFiles.of(folder / "guide")
        self._draft = GuideFiles.of(folder / "draft")
        self._origin = origin

    def renew(self) -> None:
        """Takes the guide as it is now. Raises GuideError, and leaves the copy, where it cannot."""
        shutil.rmtree(self._draft.root, ignore_errors=True)
        for source, target in (
            (self._origin.schema, self._draft.schema),
            (self._origin.table, self._draft.table),
        ):
            target.parent.mkdir(parents=True)
            if source.is_file():  # what lacks is among the findings
                shutil.copyfile(source, target)
        words = self._origin.root / WORDS
        if words.is_dir():
            shutil.copytree(words, self._draft.root / WORDS)
        read_guide(self._draft, self._origin.root)
        shutil.rmtree(self.files.root, ignore_errors=True)
        self._draft.root.rename(self.files.root)


class Supervisor(Multiprocess):
    """Starts workers, replaces those that die, and ends them."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket, copy: GuideCopy) -> None:
        super().__init__(config, [listening])
        self._copy = copy
        self.ended_by: signal.Signals | None = None

    def keep_subprocess_alive(self) -> None:
        """Replaces the workers that have died."""
        # As long as this process holds a worker's end of the line too, the worker's death does not
        # close it, and a worker that dies before it answers is waited for until its time is over.
        for each in self.processes:
            each.child_conn.close()
        super().keep_subprocess_alive()

    def handle_hup(self) -> None:
        """Reads the guide again, and gives it to all workers or to none."""
        try:
            self._copy.renew()
        except GuideError as error:
            log_findings(error)
        except OSError as error:
            LOG.error("The guide cannot be read again: %s.", error.strerror)
        else:
            self.restart_all()
            LOG.info("The guide was read again.")

    def handle_int(self) -> None:
        """Ends by Ctrl-C."""
        self._end(signal.SIGINT)

    def handle_term(self) -> None:
        """Ends by SIGTERM."""
        self._end(signal.SIGTERM)

    def _end(self, by: signal.Signals) -> None:
        self.ended_by = by
        # As long as one process listens, new clients would wait for an answer.
        for each in self.sockets:
            each.close()
        self.should_exit.set()


def worker_application(settings: Settings, files: GuideFiles) -> Guard:
    """The application of one worker, in its own process."""
    logs.configure(settings.log_level)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a terminal sends it to all; the supervisor acts
    deliveries = deliveries_from(settings.deliver_to, settings.deliver_command)
    state = State(Published.of(Guide(files)), settings, deliveries)
    return application(state, _while_supervised)


@asynccontextmanager
async def _while_supervised(_app: Any) -> AsyncIterator[None]:
    """Ends the worker where its supervisor dies, by whatever death."""
    supervisor = parent_process()
    assert supervisor is not None  # noqa: S101  workers are started by one
    loop = asyncio.get_running_loop()

    def end() -> None:
        loop.remove_reader(supervisor.sentinel)
        os.kill(os.getpid(), signal.SIGTERM)

    loop.add_reader(supervisor.sentinel, end)
    yield
    loop.remove_reader(supervisor.sentinel)
