"""Making the engine's environment: steps of a process each, in the background of the user interface, with Cancel."""
from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import threading
from collections.abc import Mapping
from pathlib import Path

from qgis.PyQt.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, pyqtSignal

from ...core.errors import EngineError
from ...core.progress import Cancelled
from ..translation import tr
from . import interpreter, packages, pythons

KILL_AFTER_MS = 1500
# Runs a module with all that it starts as a group of its own: venv starts pip, which would go on after Cancel and fill the folder again.
_AS_GROUP = ("import os, runpy, sys; hasattr(os, 'setsid') and os.setsid(); sys.argv = sys.argv[2:]; "
             "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)")
#: Shares of the whole at which the steps begin: looking, making, installing.
_SHARES = (0.0, 0.02, 0.08, 1.0)


class Creation(QObject):
    """One environment in the making; `start`, then the signals, then ``ended`` exactly once.

    What was there before is set aside and comes back after a failure or Cancel.

    Args:
        python: what it is made with.
        folder: where it will be.
        index: address of a further package index; may be empty.
        requirements: file with the packages.
        variables: environment variables of the processes.

    Signals:
        progressed: percent and what is being done.
        wrote: one line of a program.
        ended: None, or the EngineError or Cancelled that ended it.
    """

    progressed = pyqtSignal(int, str)
    wrote = pyqtSignal(str)
    ended = pyqtSignal(object)

    def __init__(self, python: pythons.Python, folder: Path, index: str, requirements: Path, variables: Mapping[str, str], parent=None):
        super().__init__(parent)
        self._python, self._folder, self._requirements = python, folder, requirements
        self._index, self._aside = index, folder.with_name(folder.name + ".previous")
        self._steps = [self._look, self._make, self._install]
        self._stage, self._output, self._rest = "", "", b""
        self._installation = packages.Installation()
        self._is_cancelled = self._is_over = self._has_begun = False
        self._number = 0
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        environment = QProcessEnvironment()
        for name, value in {**variables, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed_to_start)

    def start(self) -> None:
        """Begin; returns at once. ``ended`` may come before it returns."""
        try:
            self._index = packages.checked_index(self._index, tr)
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self._folder.parent).free
        except EngineError as error:
            self._end(error)
            return
        except OSError as error:
            self._end(EngineError(tr("The folder {} cannot be made ({}).").format(self._folder.parent, error.strerror),
                                  tr("Choose a QGIS profile that you may write to, or an existing Python.")))
            return
        if free < packages.NEEDED_BYTES:
            figures = f"{free / 1e9:.1f}", self._folder.parent, f"{packages.NEEDED_BYTES / 1e9:.0f}"
            self._end(EngineError(tr("Only {} GB are free at {}, but {} GB are needed.").format(*figures),
                                  tr("Free some space, or make an environment on another disk and choose it below.")))
            return
        self._next()

    def cancel(self) -> None:
        """Stop; ``ended`` follows when the process is gone."""
        self._is_cancelled = True
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._end(Cancelled())
            return
        if not self._end_group("SIGTERM"):
            self._process.terminate()
        QTimer.singleShot(KILL_AFTER_MS, self._process.kill)

    def stop(self) -> None:
        """Cancel and wait; for the end of QGIS or of the plugin."""
        self.cancel()
        if not self._is_over and not self._process.waitForFinished(KILL_AFTER_MS):
            self._process.kill()
            self._process.waitForFinished(KILL_AFTER_MS)

    def _next(self) -> None:
        if not self._steps:
            self._end(None)
            return
        self._steps.pop(0)()

    def _look(self) -> None:
        self._stage = tr("Looking at the chosen Python")
        self._run(self._python.program, [*self._python.arguments, "-c", pythons.PROBE])

    def _make(self) -> None:
        self._stage = tr("Making the environment")
        try:
            packages.probed(str(self._python), self._output, tr)
            if interpreter.unfinished(self._folder).exists():
                _forget(self._folder)           # broken off, as by the end of QGIS; what was there before that is set aside already
            elif self._folder.exists():
                shutil.rmtree(self._aside, ignore_errors=True)
                os.rename(self._folder, self._aside)
            self._has_begun = True
            interpreter.unfinished(self._folder).touch()
        except EngineError as error:
            self._end(error)
            return
        except OSError as error:
            self._end(EngineError(tr("The environment in {} is in use ({}).").format(self._folder, error.strerror),
                                  tr("Wait for running algorithms, close other QGIS windows, then try again.")))
            return
        self._run(self._python.program, [*self._python.arguments, "-m", "venv", str(self._folder)])

    def _install(self) -> None:
        self._stage = tr("Installing the packages")
        program = interpreter.in_environment(self._folder)
        if program is None:
            self._end(EngineError(tr("{} has made no environment in {}.").format(self._python, self._folder), tr("Choose another Python.")))
            return
        self._run(program, packages.installing(self._requirements, self._index))

    def _run(self, program: Path, arguments: list[str]) -> None:
        self._tell(0.0, self._stage)
        shown = arguments[:-1] if "-c" in arguments else arguments
        # A user and a password in the address of an index are nobody else's business.
        self.wrote.emit(re.sub(r"//[^/@\s]+@", "//***@", " ".join((">", str(program), *shown))))
        self._output, self._rest = "", b""
        self._process.start(str(program), _as_group(arguments))
        self._number = int(self._process.processId())

    def _read(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput())).replace(b"\r", b"\n").split(b"\n")
        for line in lines:
            text = line.decode("utf-8", "replace")
            self._output += text + "\n"
            if text.strip():
                self.wrote.emit(text)
                self._installation.read(text)
                if self._installation.text:
                    self._tell(self._installation.fraction, self._installation.text)

    def _finished(self, exit_code: int, status) -> None:
        self._read()
        self._output += self._rest.decode("utf-8", "replace")
        if self._is_cancelled:
            self._end_group("SIGKILL")
            self._end(Cancelled())
        elif exit_code != 0 or status == QProcess.ExitStatus.CrashExit:
            self._end(packages.failure(self._stage, self._output, exit_code, tr))
        else:
            self._next()

    def _end_group(self, name: str) -> bool:
        """Send a signal to the process and to what it has started; whether there was such a group, which Windows does not know."""
        if self._number <= 0 or not hasattr(os, "killpg"):
            return False
        try:
            os.killpg(self._number, getattr(signal, name))
        except OSError:
            return False
        return True

    def _failed_to_start(self, error) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end(EngineError(tr("{} cannot be started: {}.").format(self._process.program(), self._process.errorString()),
                                  tr("Choose another Python.")))

    def _tell(self, share: float, text: str) -> None:
        position = 2 - len(self._steps)
        start, stop = _SHARES[position], _SHARES[position + 1]
        self.progressed.emit(round(100 * (start + (stop - start) * share)), text)

    def _end(self, error: Exception | None) -> None:
        if self._is_over:
            return
        self._is_over = True
        if error is None:
            _forget(self._aside)
        elif self._has_begun:
            _forget(self._folder)
            with contextlib.suppress(OSError):
                os.rename(self._aside, self._folder)
        if self._has_begun:
            interpreter.unfinished(self._folder).unlink(missing_ok=True)
        self.ended.emit(error)


def _as_group(arguments: list[str]) -> list[str]:
    """Arguments of Python that run a module, or others as they are."""
    if "-m" not in arguments:
        return arguments
    place = arguments.index("-m")
    return [*arguments[:place], "-c", _AS_GROUP, *arguments[place:]]


def _forget(folder: Path) -> None:
    """Remove a folder of many files; its name is free at once."""
    if not folder.exists():
        return
    trash = folder.with_name(folder.name + ".removed")
    shutil.rmtree(trash, ignore_errors=True)
    try:
        os.rename(folder, trash)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return
    threading.Thread(target=shutil.rmtree, args=(trash, True)).start()
