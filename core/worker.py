"""The engine process: reads requests as JSON lines on stdin, runs jobs, answers with JSON lines on stdout.

Started as ``python <plugin folder>/core/worker.py``. Every message carries ``"protocol"``. Requests: ``run`` (id, job, options),
``check`` (id), ``quit``. Answers: ``ready`` once, ``progress``, ``log``, ``partial`` (a temporary file beside an output appears or
is gone), and one ``result`` or ``error`` for each request. Requests are served one after another; the end of stdin means that QGIS
is gone.
"""
from __future__ import annotations

import sys

if __name__ == "__main__" and not __package__:
    if sys.version_info < (3, 9):  # noqa: UP036 (any Python may be tried)
        # Enough for QGIS to say what it has found.
        sys.stdout.write('{"protocol": 1, "type": "ready", "python": "' + sys.version.split()[0] + '"}\n')
        sys.exit(1)
    import standalone

    __package__ = standalone.bind()

import _thread
import contextlib
import json
import os
import platform
import queue
import signal
import threading
import time
import traceback
from typing import BinaryIO

from . import environment, outputs
from .errors import EngineError, TiepointError
from .options import jobs
from .options.option import from_record
from .progress import Cancelled, Remaining
from .standalone import as_json, claim_stdout

PROTOCOL = 1
CANCELLED_EXIT = 3
PROGRESS_INTERVAL_S = 0.1
# How long a job may take to notice that QGIS is gone before the process ends regardless.
ORPHAN_GRACE_S = 10.0


class Channel:
    """Writes messages; what cannot be delivered means that nobody listens any more, so the work is cancelled."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, message_type: str, /, **values) -> None:
        """Write one message; raises Cancelled when the other side has closed."""
        line = as_json({"protocol": PROTOCOL, "type": message_type, **values})
        with self._lock:
            try:
                while line:
                    line = line[self._stream.write(line):]
            except OSError as error:
                raise Cancelled("Nobody is listening.") from error


class Reporter:
    """The Progress of one request: at most ten messages a second, and the last one of a burst always arrives."""

    def __init__(self, channel: Channel, request_id, stop: threading.Event):
        self._channel, self._id, self._stop = channel, request_id, stop
        self._remaining = Remaining()
        self._last_sent = 0.0
        self._pending: tuple[float, str] | None = None
        self._finished = threading.Event()
        self._lock = threading.Lock()
        threading.Thread(target=self._send_pending, daemon=True).start()

    def step(self, fraction: float, message: str = "") -> None:
        """Report the finished share, 0 to 1; raises Cancelled when told to stop."""
        if self._stop.is_set():
            raise Cancelled()
        self._pending = (min(max(float(fraction), 0.0), 1.0), message)
        if time.monotonic() - self._last_sent >= PROGRESS_INTERVAL_S:
            self._flush()

    def log(self, message: str, level: str = "info") -> None:
        """Tell the user something."""
        self._channel.send("log", id=self._id, level=level, message=str(message))

    def finish(self) -> None:
        """No more progress will be reported; what waits to be sent is."""
        with contextlib.suppress(Cancelled):
            self._flush()
        with self._lock:
            self._finished.set()

    def _flush(self) -> None:
        with self._lock:
            pending, self._pending = self._pending, None
            if pending and not self._finished.is_set():
                self._last_sent = time.monotonic()
                self._channel.send("progress", id=self._id, fraction=pending[0], message=pending[1],
                                   remaining=self._remaining.seconds(pending[0]))

    def _send_pending(self) -> None:
        # A report that came too soon after another is sent a little later, unless a newer one has replaced it.
        with contextlib.suppress(Cancelled):
            while not self._finished.wait(2 * PROGRESS_INTERVAL_S):
                self._flush()


class Worker:
    """Serves requests until told to quit; Cancelled leaves `serve` when the process is told to stop."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO):
        self._requests = requests
        self._channel = Channel(answers)
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._busy = threading.Event()
        self._stopping = False
        self._open_partials: list[str] = []

    def serve(self) -> None:
        """Announce readiness, then answer each request; returns after ``quit`` or the end of stdin."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop_now)
        outputs.listeners.append(self._tell_partial)
        threading.Thread(target=self._read, daemon=True).start()
        self._channel.send("ready", python=platform.python_version(), pid=os.getpid(), executable=sys.executable)
        while True:
            line = self._queue.get()
            if line is None:
                return
            self._busy.set()
            if line.strip() and not self._answer(line):
                return
            self._busy.clear()

    def _read(self) -> None:
        for line in self._requests:
            self._queue.put(line)
            if _is_quit(line):
                return
        self._stop.set()
        self._queue.put(None)
        if self._busy.is_set():
            _thread.interrupt_main()
        time.sleep(ORPHAN_GRACE_S)
        for partial in list(self._open_partials):
            outputs.remove(partial)
        os._exit(CANCELLED_EXIT)

    def _stop_now(self, _number, _frame) -> None:
        self._stop.set()
        # Once only: a second signal must not break the clean-up after the first. What swallows it stops at the next step.
        if not self._stopping:
            self._stopping = True
            raise Cancelled()

    def _tell_partial(self, event: str, path: str) -> None:
        if event == "open":
            self._open_partials.append(path)
        elif path in self._open_partials:
            self._open_partials.remove(path)
        # Clean-up after a broken channel must go on.
        with contextlib.suppress(Cancelled):
            self._channel.send("partial", event=event, path=path)

    def _answer(self, line: bytes) -> bool:
        """Serve one request; False when it was ``quit``."""
        request = {}
        try:
            request = _parse(line)
            _check(request)
            if request["type"] == "quit":
                return False
            result = environment.report() if request["type"] == "check" else self._run(request)
            self._channel.send("result", id=request.get("id"), result=result)
        except Cancelled:
            raise
        except Exception as error:  # the boundary: whatever a job raises becomes one message
            self._send_error(request.get("id"), error)
        return True

    def _run(self, request: dict) -> dict:
        spec = jobs.get(request.get("job", ""))
        options = from_record(spec.options, request.get("options", {}))
        reporter = Reporter(self._channel, request.get("id"), self._stop)
        try:
            return jobs.load(spec.id)(options, reporter)
        finally:
            reporter.finish()

    def _send_error(self, request_id, error: Exception) -> None:
        told = environment.explain(error)
        self._channel.send("error", id=request_id, kind=told.kind, message=told.message, hint=told.hint,
                           traceback="".join(traceback.format_exception(type(error), error, error.__traceback__)))


_VERSIONS_HINT = "QGIS and the engine may come from different versions of Tiepoint: restart QGIS."


def _parse(line: bytes) -> dict:
    """A JSON object; raises EngineError for anything else."""
    try:
        request = json.loads(line)
    except ValueError:
        request = None
    if not isinstance(request, dict):
        raise EngineError(f"The engine cannot read the request {line[:80]!r}.", _VERSIONS_HINT)
    return request


def _check(request: dict) -> None:
    """Raise EngineError for a request of another protocol or of no known type."""
    if request.get("protocol") != PROTOCOL:
        raise EngineError(f"The request speaks protocol version {request.get('protocol')}, the engine version {PROTOCOL}.", _VERSIONS_HINT)
    if request.get("type") not in ("run", "check", "quit"):
        raise EngineError(f"The engine does not know the request '{request.get('type')}'.", _VERSIONS_HINT)


def _is_quit(line: bytes) -> bool:
    with contextlib.suppress(TiepointError):
        return _parse(line).get("type") == "quit"
    return False


def main() -> None:
    """Serve stdin and stdout, then end the process."""
    answers = claim_stdout()
    code = 0
    try:
        Worker(sys.stdin.buffer, answers).serve()
    except Cancelled:
        code = CANCELLED_EXIT
    sys.stderr.flush()
    # At once: threads of libraries must not keep a process alive whose work is done.
    os._exit(code)


if __name__ == "__main__":
    main()
