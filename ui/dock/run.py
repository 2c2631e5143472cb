"""One run of an algorithm in the background."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.progress import Remaining
from ..engine.process import Engine, log
from ..translation import tr
from .tasks import Task

_LAYERS = ("sink", "rasterDestination", "vectorDestination")


@dataclass(frozen=True)
class Outcome:
    """How a run has ended.

    Attributes:
        task: what it was.
        parameters: it was started with.
        results: of the algorithm; empty unless it was done.
        layers: ids of the layers that were loaded, by the name of the output.
        message: why it was not done; empty if it was.
        is_cancelled: whether the user has stopped it.
        log: what it has said on the way.
        warnings: what of it the user should know.
    """

    task: Task
    parameters: dict = field(default_factory=dict)
    results: dict = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)
    message: str = ""
    is_cancelled: bool = False
    log: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether there are results."""
        return not self.message


class _Feedback(QgsProcessingFeedback):
    """Told in the thread of the algorithm, heard in the main thread: signals cross over.

    Attributes:
        lend: gives the algorithm an engine, see `KeptEngine.lend`.
    """

    told = pyqtSignal(str)
    said = pyqtSignal(str)
    warned = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, lend=Engine):
        super().__init__(False)
        self.lend = lend

    def setProgressText(self, text: str) -> None:
        self.told.emit(text)

    def pushInfo(self, info: str) -> None:
        self.said.emit(info)

    def pushWarning(self, warning: str) -> None:
        self.warned.emit(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N803
        self.failed.emit(error)


class Run(QObject):
    """An algorithm that runs; `start`, then the signals, then ``ended`` once.

    Args:
        task: what is run.
        parameters: of the algorithm; outputs of the task that are layers are loaded into the project.
        lend: gives the algorithm an engine: `KeptEngine.lend`, or one of its own.

    Signals:
        progressed: share done, 0 to 1, what is being done, seconds left (negative: not known).
        ended: Outcome.
    """

    progressed = pyqtSignal(float, str, float)
    ended = pyqtSignal(object)

    def __init__(self, task: Task, parameters: dict, parent=None, lend=Engine):
        super().__init__(parent)
        self._task, self._given, self._log, self._warnings = task, dict(parameters), [], []
        self._message, self._text, self._share = "", "", 0.0
        self._remaining = Remaining()
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(task.algorithm)
        kinds = {definition.name(): definition.type() for definition in self._algorithm.parameterDefinitions()}
        self._parameters = {name: QgsProcessingOutputLayerDefinition(value, QgsProject.instance())
                            if name in task.outputs and kinds.get(name) in _LAYERS else value for name, value in parameters.items()}
        self._context, self._feedback = QgsProcessingContext(), _Feedback(lend)
        self._context.setProject(QgsProject.instance())
        self._context.setFeedback(self._feedback)
        self._feedback.progressChanged.connect(self._progressed)
        self._feedback.told.connect(self._told)
        self._feedback.said.connect(self._said)
        self._feedback.warned.connect(self._warned)
        self._feedback.failed.connect(self._failed)
        self._runner: QgsProcessingAlgRunnerTask | None = None

    def start(self) -> None:
        """Check the parameters and begin; returns at once."""
        fine, message = self._algorithm.checkParameterValues(self._parameters, self._context)
        if not fine:
            self.ended.emit(Outcome(self._task, self._given, message=self._titled(message)))
            return
        self._runner = QgsProcessingAlgRunnerTask(self._algorithm, self._parameters, self._context, self._feedback)
        self._runner.executed.connect(self._executed)
        QgsApplication.taskManager().addTask(self._runner)

    def cancel(self) -> None:
        """Stop; ``ended`` follows when the engine is gone."""
        self._feedback.cancel()

    def stop(self) -> None:
        """Cancel, say nothing, and wait; for the end of the plugin."""
        self.blockSignals(True)
        self.cancel()
        if self._runner is not None:
            self._runner.waitForFinished(10_000)
            self._runner = None

    def _progressed(self, percent: float) -> None:
        self._share = percent / 100.0
        self._tell()

    def _told(self, text: str) -> None:
        # The time that is left stands in the text once in a while; here it is told anew each second.
        left = re.escape(tr("{} left")).replace(r"\{\}", "[^()]*")
        self._text = re.sub(rf" \({left}\)$", "", text)
        self._log.append(text)
        self._tell()

    def _said(self, text: str) -> None:
        self._log.append(text)

    def _warned(self, warning: str) -> None:
        self._log.append(warning)
        # Once, however often it is told.
        if warning.strip() and warning not in self._warnings:
            self._warnings.append(warning)

    def _failed(self, error: str) -> None:
        self._message = self._message or error.strip()
        self._log.append(error)

    def _tell(self) -> None:
        left = self._remaining.seconds(self._share)
        self.progressed.emit(self._share, self._text, -1.0 if left is None else left)

    def _executed(self, successful: bool, results: dict) -> None:
        self._runner = None
        # What the feedback has said last is still on its way.
        QgsApplication.sendPostedEvents(self)
        log("\n".join([self._algorithm.displayName(), *self._log]))
        if not successful:
            message = self._message or tr("{} has ended without saying why; the log may tell.").format(self._algorithm.displayName())
            self.ended.emit(Outcome(self._task, self._given, message=self._titled(message), is_cancelled=self._feedback.isCanceled(),
                                    log=tuple(self._log)))
            return
        self.ended.emit(Outcome(self._task, self._given, results, self._loaded(), log=tuple(self._log),
                                warnings=tuple(self._warnings)))

    def _titled(self, message: str) -> str:
        """A sentence that calls parameters what the forms call them; the engine knows their names alone."""
        titles = {definition.name(): definition.description() for definition in self._algorithm.parameterDefinitions()}
        return re.sub(r"\b[A-Z][A-Z0-9_]+\b", lambda found: f"'{titles[found[0]]}'" if found[0] in titles else found[0], message)

    def _loaded(self) -> dict[str, str]:
        """Ids of the layers that are in the project now, by the name of the output."""
        from processing.gui.Postprocessing import handleAlgorithmResults

        made = {}
        for where, details in self._context.layersToLoadOnCompletion().items():
            # It waits in the context, from where it goes into the project.
            layer = QgsProcessingUtils.mapLayerFromString(where, self._context, True, details.layerTypeHint)
            if layer is not None:
                made[details.outputName] = layer.id()
        handleAlgorithmResults(self._algorithm, self._context, QgsProcessingFeedback(False), parameters=self._parameters)
        return {name: layer for name, layer in made.items() if layer in QgsProject.instance().mapLayers()}
