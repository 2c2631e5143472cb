"""An engine that stays for the next request: what it has imported once takes no time again."""
# ruff: noqa: D102 (Qt's documentation describes the methods that are overridden)
from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from qgis.PyQt.QtCore import QThread

from ...core.errors import EngineError, TiepointError
from ...core.progress import Cancelled
from ..translation import tr
from .process import Engine, called

# Without a request the engine ends after that long and gives its memory back.
IDLE_S = 180.0


@dataclass(frozen=True)
class _Request:
    """What is asked in one thread and answered in another; ``answers`` gets (kind, value): ``heard``, then ``result`` or ``error``."""

    job: str
    options: dict
    is_cancelled: Callable[[], bool]
    answers: queue.SimpleQueue = field(default_factory=queue.SimpleQueue)


class Loan:
    """The engine for as long as it is lent.

    Args:
        kept: whose it is.
        is_cancelled: asked every 50 ms; when true the process is stopped and Cancelled raised.
    """

    def __init__(self, kept: KeptEngine, is_cancelled: Callable[[], bool]):
        self._kept, self._is_cancelled = kept, is_cancelled

    def run(self, job: str, options: dict, receive: Callable[[dict], None]) -> dict:
        """As `Engine.run`; ``receive`` is called in the thread that asks."""
        request = _Request(job, options, self._is_cancelled)
        self._kept.serve(request)
        while True:
            kind, value = request.answers.get()
            if kind == "result":
                return value
            if kind == "error":
                raise value
            receive(value)


class KeptEngine(QThread):
    """One engine process, in a thread of its own, as a process belongs to the thread that started it.

    It ends when nothing was asked for a while, when a request was cancelled or broke off, and when it was `let_go`; it is replaced where
    another interpreter or other variables are in force than when it was started. The next request starts it again.

    Args:
        idle_s: how long it stays without a request, in seconds.
    """

    def __init__(self, parent=None, idle_s: float = IDLE_S):
        super().__init__(parent)
        self._idle_s = idle_s
        self._wake = threading.Condition()
        self._lent = threading.Lock()
        self._request: _Request | None = None
        self._leave = self._closed = False
        self._resting = True
        self._engine: Engine | None = None
        #: Of the process; 0 where there is none.
        self.pid = 0

    @contextmanager
    def lend(self, is_cancelled: Callable[[], bool] = lambda: False) -> Iterator[Loan | Engine]:
        """The engine as a context; a new one of its own for whoever asks while it is lent."""
        if not self._lent.acquire(blocking=False):
            with Engine(is_cancelled) as engine:
                yield engine
            return
        try:
            yield Loan(self, is_cancelled)
        finally:
            self._lent.release()

    def let_go(self) -> None:
        """End the process as soon as it is idle, such as where another one is to be used, or its files are to be replaced."""
        with self._wake:
            self._leave = not self._resting
            self._wake.notify()

    def close(self) -> None:
        """End the process for good; what runs is broken off."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self.wait()

    def serve(self, request: _Request) -> None:
        """Hand a request to the thread, which is started where it rests; for `Loan`."""
        with self._wake:
            self._request = request
            resting, self._resting = self._resting, False
            self._wake.notify()
        if resting:
            self.wait()
            self.start()

    def run(self) -> None:
        try:
            while True:
                request = self._next()
                if request is None:
                    return
                request.answers.put(self._answer(request))
                # What it holds is not to stay as long as the engine does.
                del request
        finally:
            self._end()

    def _next(self) -> _Request | None:
        """What is to be done; None to end."""
        with self._wake:
            while self._request is None and not (self._closed or self._leave):
                if not self._wake.wait(self._idle_s):
                    break
            request, self._request = self._request, None
            if self._closed or request is None:
                if request is not None:
                    request.answers.put(("error", Cancelled()))
                self._leave, self._resting = False, True
                return None
            return request

    def _answer(self, request: _Request) -> tuple[str, object]:
        try:
            if self._engine is not None and (self._leaves() or not self._engine.is_alive or self._engine.called != called()):
                self._end()
            if self._engine is None:
                self._begin(request)
            self._engine.is_cancelled = lambda: self._closed or request.is_cancelled()
            return "result", self._engine.run(request.job, request.options, lambda message: request.answers.put(("heard", message)))
        except (Cancelled, EngineError) as error:
            # It is gone, or busy with what nobody wants.
            self._end()
            return "error", error
        except (TiepointError, OSError) as error:
            return "error", error
        except Exception as error:  # whoever asks must not wait for ever
            self._end()
            return "error", error
        finally:
            if self._engine is not None:
                self._engine.is_cancelled = lambda: self._closed

    def _leaves(self) -> bool:
        with self._wake:
            leaves, self._leave = self._leave, False
        return leaves

    def _begin(self, request: _Request) -> None:
        request.answers.put(("heard", {"type": "progress", "fraction": 0.0, "message": tr("Starting the engine")}))
        engine = Engine(lambda: self._closed or request.is_cancelled())
        engine.__enter__()
        self._engine, self.pid = engine, engine.pid

    def _end(self) -> None:
        engine, self._engine, self.pid = self._engine, None, 0
        if engine is not None:
            engine.close()
