"""The engine's set-up: what is known of it, and the work that is going on; outlives the pages that show it."""
from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QT_VERSION_STR, QObject, pyqtSignal

from ...core.errors import EngineError, TiepointError
from ...core.progress import Cancelled
from ..engine import interpreter, network, pythons
from ..engine.creation import Creation
from ..engine.inspection import Findings, Inspection
from ..engine.process import ROOT, find_interpreter, log
from ..engine.variables import of_engine
from ..translation import tr
from . import diagnostics, version

LOG_LINES = 5000


class Setup(QObject):
    """What the set-up page shows and does.

    Attributes:
        findings: of the last look at an engine; None before the first.
        problem: why there is no engine, or why the last step failed; None if neither.
        is_attempt: whether the problem is one of a Python that was to be the engine's, not of the engine.
        note: what has last been achieved; may be empty.
        ending: how the environment has ended that was last made; may be empty.
        lines: log of the environment that is or was last made.
        percent, stage: how far it is.

    Signals:
        changed: something of this is new.
        wrote: a line of the log.
    """

    changed = pyqtSignal()
    wrote = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.findings: Findings | None = None
        self.problem: TiepointError | None = None
        self.is_attempt = False
        self.note, self.ending = "", ""
        self.lines: list[str] = []
        self.percent, self.stage = 0, ""
        self._creation: Creation | None = None
        self._inspection: Inspection | None = None

    @property
    def is_checking(self) -> bool:
        """Whether an engine is being looked at."""
        return self._inspection is not None

    @property
    def is_creating(self) -> bool:
        """Whether an environment is being made."""
        return self._creation is not None

    @property
    def folder(self) -> Path:
        """Where an environment is made."""
        return interpreter.environment(_profile())

    def found(self) -> interpreter.Interpreter | None:
        """The interpreter the engine would be started with; None, and `problem`, where there is none."""
        try:
            return find_interpreter()
        except EngineError as error:
            self.problem = error
            return None

    def pythons(self) -> list[pythons.Python]:
        """Interpreters an environment can be made with."""
        return pythons.installed(sys.platform, os.environ, Path.home(), Path(QgsApplication.applicationDirPath()))

    def check(self) -> None:
        """Look at the engine."""
        self.problem, self.note, self.findings, self.is_attempt = None, "", None, False
        found = self.found()
        if found is None:
            self.changed.emit()
            return
        self._inspect(found.path, self._checked)

    def use(self, path: str) -> None:
        """Look at an interpreter, or the folder of an environment, and make it the engine's if it has what is needed."""
        self.problem, self.note, self.is_attempt = None, "", True
        try:
            chosen = interpreter.named(path, "the choice")
        except EngineError as error:
            self.problem = error
            self.changed.emit()
            return
        self._inspect(chosen, self._take)

    def create(self, python: pythons.Python, index: str) -> None:
        """Make an environment in the QGIS profile and look at it."""
        self.problem, self.note, self.ending, self.lines, self.is_attempt = None, "", "", [], True
        variables = of_engine(os.environ, _profile(), network.proxy())
        self._creation = Creation(python, self.folder, index, ROOT / "requirements.txt", variables, self)
        self._creation.progressed.connect(self._progressed)
        self._creation.wrote.connect(self._wrote)
        self._creation.ended.connect(self._created)
        self._creation.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Stop making the environment."""
        if self._creation is not None:
            self._creation.cancel()

    def diagnostics(self) -> str:
        """What to paste into a report of a fault, as Markdown."""
        found = None
        problem = self.problem
        try:
            found = find_interpreter()
        except EngineError as error:
            problem = problem or error
        findings = self.findings or Findings(Path())
        versions = {"Tiepoint": version.of_plugin(), "QGIS": Qgis.QGIS_VERSION, "Qt": QT_VERSION_STR,
                    "QGIS's Python": platform.python_version(), "System": platform.platform()}
        return diagnostics.markdown(versions, str(found.path) if found else "", found.origin if found else "", findings.report,
                                    findings.models, str(problem or findings.error or ""), "\n".join(self.lines))

    def unload(self) -> None:
        """Stop everything."""
        self.blockSignals(True)
        if self._creation is not None:
            self._creation.stop()
            self._creation = None
        if self._inspection is not None:
            self._inspection.cancel()
            self._inspection.waitForFinished(5000)
            self._inspection = None

    def _inspect(self, python: Path, receive) -> None:
        if self._inspection is not None:
            return
        self._inspection = Inspection(python, receive)
        QgsApplication.taskManager().addTask(self._inspection)
        self.changed.emit()

    def _checked(self, findings: Findings | None) -> None:
        self._inspection, self.findings = None, findings
        if findings is not None:
            self.problem = findings.error
        self.changed.emit()

    def _take(self, findings: Findings | None) -> None:
        self._inspection = None
        if findings is not None and findings.is_usable:
            QgsSettings().setValue(interpreter.SETTING, str(findings.python))
            self.findings, self.note = findings, tr("{} is the engine's Python now.").format(findings.python)
            self._warn_of_variable()
        elif findings is not None:
            faults = "; ".join(findings.report.get("faults", ()))
            self.problem = findings.error or EngineError(
                tr("{} lacks what the engine needs: {}.").format(findings.python, faults),
                tr("Install the packages of requirements.txt into it, or choose another Python."))
        self.changed.emit()

    def _created(self, error: Exception | None) -> None:
        self.sender().deleteLater()
        self._creation = None
        if isinstance(error, Cancelled):
            self.note = self.ending = tr("Cancelled: everything is as it was before.")
        elif isinstance(error, TiepointError):
            self.problem, self.ending = error, str(error)
            log("\n".join([*self.lines, str(error)]), Qgis.MessageLevel.Warning)
        else:
            # The profile's environment comes after the setting.
            QgsSettings().remove(interpreter.SETTING)
            self.check()
            self.note = self.ending = tr("The environment in {} is ready.").format(self.folder)
            self._warn_of_variable()
        self.changed.emit()

    def _warn_of_variable(self) -> None:
        if os.environ.get(interpreter.VARIABLE):
            self.is_attempt = False
            self.problem = EngineError(tr("The environment variable {} still names another Python.").format(interpreter.VARIABLE),
                                       tr("Remove the variable and start QGIS again."))

    def _progressed(self, percent: int, stage: str) -> None:
        self.percent, self.stage = percent, stage
        self.changed.emit()

    def _wrote(self, line: str) -> None:
        self.lines = [*self.lines[-LOG_LINES:], line]
        self.wrote.emit(line)


def _profile() -> Path:
    return Path(QgsApplication.qgisSettingsDirPath())
