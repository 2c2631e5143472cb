"""An engine that stays while a review goes on, so that what it is asked takes no start."""
# ruff: noqa: D102 (Qt's documentation describes the methods that are overridden)
from __future__ import annotations

import itertools
import threading
import time

from qgis.PyQt.QtCore import QThread, pyqtSignal

from ...core.errors import TiepointError
from ...core.progress import Cancelled
from ..engine.kept import KeptEngine
from ..wording import sentence

# Without anything to do the engine ends after that long and gives its memory back.
IDLE_S = 300.0
# What has become useless is let finish if it takes no longer than that: a new engine takes about as long to start.
PATIENCE_S = 4.0


class Background(QThread):
    """Asks one engine, one request after another, in a thread of its own.

    Signals:
        answered: number of a request and its result.
        failed: number of a request and the sentence to tell.
    """

    answered = pyqtSignal(int, object)
    failed = pyqtSignal(int, str)

    def __init__(self, parent=None, idle_s: float = IDLE_S, patience_s: float = PATIENCE_S):
        super().__init__(parent)
        self._engine = KeptEngine(self, idle_s)
        self._idle_s, self._patience_s = idle_s, patience_s
        self._running, self._began, self._useless = "", 0.0, False
        self._numbers = itertools.count(1)
        self._pending: list[tuple[int, str, dict]] = []
        self._wake = threading.Condition()
        self._stop = threading.Event()
        self._resting = True

    def ask(self, job: str, options: dict, latest: bool = False) -> int:
        """Queue a request.

        Args:
            job: its id.
            options: of the job.
            latest: earlier requests for the same job are dropped without an answer, and one that runs is broken off where it takes long.

        Returns:
            Its number.
        """
        number = next(self._numbers)
        with self._wake:
            if latest:
                self._pending = [request for request in self._pending if request[1] != job]
                self._useless = self._running == job
            self._pending.append((number, job, options))
            resting, self._resting = self._resting, False
            self._wake.notify()
        if resting:
            self.wait()
            self.start()
        return number

    def close(self) -> None:
        """Drop what waits, break off what runs, end the engine."""
        with self._wake:
            self._pending.clear()
            self._stop.set()
            self._wake.notify()
        self.wait()

    def run(self) -> None:
        while True:
            request = self._next()
            if request is None:
                self._engine.let_go()
                self._engine.wait()
                return
            number, job, options = request
            try:
                with self._engine.lend(self._is_off) as engine:
                    self.answered.emit(number, engine.run(job, options, _unheard))
            except Cancelled:
                continue
            except (TiepointError, OSError) as error:
                self.failed.emit(number, sentence(error))

    def _is_off(self) -> bool:
        """Whether what runs is to be broken off."""
        return self._stop.is_set() or self._useless and time.monotonic() - self._began > self._patience_s

    def _next(self) -> tuple[int, str, dict] | None:
        """The oldest request; None to end."""
        with self._wake:
            self._running, self._useless = "", False
            while not self._pending and not self._stop.is_set():
                if not self._wake.wait(self._idle_s):
                    break
            if self._pending and not self._stop.is_set():
                self._running, self._began = self._pending[0][1], time.monotonic()
                return self._pending.pop(0)
            self._resting = True
            return None


def _unheard(_message: dict) -> None:
    """A review shows results only; what the engine logs of a refit is in them."""
