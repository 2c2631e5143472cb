"""The engine process: start it, ask it, stop it. Works in any thread; needs no event loop."""
from __future__ import annotations

import contextlib
import glob
import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsSettings
from qgis.PyQt.QtCore import QProcess, QProcessEnvironment

from ...core import errors
from ...core.errors import EngineError
from ...core.progress import Cancelled
from ..translation import language
from . import interpreter, network, protocol
from .ending import unanswered
from .variables import of_engine

ROOT = Path(__file__).resolve().parents[2]
WORKER = ROOT / "core" / "worker.py"
LOG_TAB = "Tiepoint"
POLL_MS = 50
# The worker announces itself before it imports anything large; a cold disk or a network drive may still take its time.
START_TIMEOUT_S = 60.0
TERMINATE_GRACE_MS = 600
STDERR_KEPT = 100_000


def find_interpreter() -> interpreter.Interpreter:
    """The interpreter of this QGIS profile; raises EngineError with what to do when there is none."""
    return interpreter.find(os.environ, str(QgsSettings().value("tiepoint/python", "") or ""),
                            Path(QgsApplication.qgisSettingsDirPath()), ROOT)


def called(python: Path | None = None) -> tuple[str, dict[str, str]]:
    """What an engine would be started with now: the program and its environment variables.

    Args:
        python: the interpreter; None: that of this QGIS profile.

    Raises:
        EngineError: there is none.
    """
    program = str(python or find_interpreter().path)
    return program, of_engine(os.environ, Path(QgsApplication.qgisSettingsDirPath()), network.proxy(), language())


class Engine:
    """One engine process, as a context: started on entry, gone on exit whatever happened.

    Args:
        is_cancelled: asked every 50 ms; when true the process is stopped and Cancelled raised.
        start_timeout_s: how long the process may take to announce itself.
        python: the interpreter; None: that of this QGIS profile.

    Attributes:
        is_cancelled: as above; another one for another request.
        called: what the process was started with, see `called`.
    """

    def __init__(self, is_cancelled: Callable[[], bool] = lambda: False, start_timeout_s: float = START_TIMEOUT_S,
                 python: Path | None = None):
        self.is_cancelled = is_cancelled
        self.called: tuple[str, dict[str, str]] = ("", {})
        self._python = python
        self._start_timeout_s = start_timeout_s
        self._process = QProcess()
        self._program = ""
        self._ready = False
        self._partials: set[str] = set()
        self._stderr = b""
        self._ids = itertools.count(1)

    def __enter__(self) -> Engine:
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_exception) -> None:
        self.close()

    def run(self, job: str, options: dict, receive: Callable[[dict], None]) -> dict:
        """Run a job and return its result; ``receive`` is given every progress and log message.

        Raises:
            TiepointError: what the job reported, or EngineError when the process died or cannot be understood.
            Cancelled: ``is_cancelled`` became true; the process is gone by then.
        """
        return self._ask(receive, "run", job=job, options=options)

    def check(self) -> dict:
        """What the engine's environment has and lacks: see ``core/environment.py``."""
        return self._ask(lambda message: None, "check")

    @property
    def pid(self) -> int:
        """Number of the process."""
        return int(self._process.processId())

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there; it may have been ended by others."""
        return self._process.state() != QProcess.ProcessState.NotRunning and not self._process.waitForFinished(0)

    def close(self) -> None:
        """End the process, kindly if it is idle, and leave none of its temporary files."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            # The worker also stops at the end of its stdin: Windows knows no SIGTERM.
            self._process.closeWriteChannel()
            self._process.terminate()
            if not self._process.waitForFinished(TERMINATE_GRACE_MS):
                self._process.kill()
                self._process.waitForFinished(TERMINATE_GRACE_MS)
        self._keep_stderr()
        self._remove_partials()
        if self._stderr.strip():
            log(self._stderr.decode("utf-8", "replace").strip(), Qgis.MessageLevel.Info)
            self._stderr = b""

    def _start(self) -> None:
        self.called = called(self._python)
        self._program, variables = self.called
        self._lines = protocol.Lines(self._program)
        environment = QProcessEnvironment()
        for name, value in variables.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.start(self._program, [str(WORKER)])
        if not self._process.waitForStarted(int(1000 * self._start_timeout_s)):
            raise EngineError(f"{self._program} cannot be started: {self._process.errorString()}.", interpreter.SETUP_HINT)
        deadline = time.monotonic() + self._start_timeout_s
        for message in self._messages(deadline):
            if message["type"] == "ready":
                protocol.check_python(message, self._program)
                self._ready = True
                return

    def _ask(self, receive: Callable[[dict], None], request_type: str, **values) -> dict:
        request_id = next(self._ids)
        self._process.write(protocol.request(request_type, id=request_id, **values))
        for message in self._messages():
            if message["type"] in ("progress", "log"):
                receive(message)
            elif message["type"] == "error":
                log(message.get("traceback", ""), Qgis.MessageLevel.Warning)
                raise errors.from_record(message)
            elif message["type"] == "result" and message.get("id") == request_id:
                return message.get("result") or {}
        raise EngineError("The engine gave no answer.")  # not reached: _messages ends with an error

    def _messages(self, deadline: float | None = None):
        """Messages as they come, for ever; raises what ends them. Temporary files are noted on the way."""
        while True:
            if self.is_cancelled():
                raise Cancelled()
            if deadline and time.monotonic() > deadline:
                raise EngineError(f"{self._program} has not started Tiepoint's engine within {self._start_timeout_s:.0f} s.",
                                  "Name another Python interpreter, or try again when the computer is less busy.")
            # Read first, look after: what a dying process wrote last must not be lost.
            ended = self._process.state() == QProcess.ProcessState.NotRunning
            if not ended:
                self._process.waitForReadyRead(POLL_MS)
            self._keep_stderr()
            for message in self._lines.feed(bytes(self._process.readAllStandardOutput())):
                if message["type"] == "partial":
                    self._note_partial(message)
                else:
                    yield message
            if ended:
                self._lines.end()
                killed = self._process.exitStatus() == QProcess.ExitStatus.CrashExit
                raise unanswered(self._program, self._ready, self._process.exitCode(), killed)

    def _note_partial(self, message: dict) -> None:
        path = str(message.get("path", ""))
        if message.get("event") == "open":
            self._partials.add(path)
        else:
            self._partials.discard(path)

    def _remove_partials(self) -> None:
        for path in self._partials:
            # Its name is unique, so that what begins with it belongs to it (.aux.xml, -journal).
            if ".partial" in os.path.basename(path):
                for leftover in glob.glob(glob.escape(path) + "*"):
                    with contextlib.suppress(OSError):
                        os.remove(leftover)
        self._partials.clear()

    def _keep_stderr(self) -> None:
        if not self._process.isOpen():
            return
        self._stderr = (self._stderr + bytes(self._process.readAllStandardError()))[-STDERR_KEPT:]


def log(text: str, level=Qgis.MessageLevel.Info) -> None:
    """Write to the message log of QGIS, tab Tiepoint."""
    if text.strip():
        QgsMessageLog.logMessage(text, LOG_TAB, level, False)
