"""The lower part of the dock: what runs, what has come of it, what went wrong."""
from __future__ import annotations

import os

from qgis.core import QgsApplication, QgsProcessingOutputBoolean, QgsProcessingOutputNumber, QgsProcessingOutputString, QgsProject
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ..badge import Badge
from ..processing.relay import duration
from ..translation import tr
from . import summary
from .run import Outcome
from .tasks import Task

_FIGURES = (QgsProcessingOutputNumber, QgsProcessingOutputString, QgsProcessingOutputBoolean)
# Errors of an engine that is there but lacks something name what is to be installed.
_LACKS = "requirements.txt"


class View(QFrame):
    """Empty, running, done or failed.

    Signals:
        cancelled: the user asks to stop.
        shown: id of a layer the user wants to see.
        set_up: the user wants the set-up page; log: the message log.
    """

    cancelled = pyqtSignal()
    shown = pyqtSignal(str)
    set_up = pyqtSignal()
    log = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("view")
        layout = QVBoxLayout(self)
        self.badge, self.title = Badge(), _text()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self.progress, self.stage = QProgressBar(), _text()
        self.progress.setRange(0, 100)
        # Two lines, so that nothing jumps when the text grows.
        self.stage.setMinimumHeight(2 * self.stage.fontMetrics().lineSpacing() + 2)
        self.stage.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.cancel_button = _button(tr("Cancel"), self.cancelled)
        self.cancel_button.setObjectName("cancel")
        running = QHBoxLayout()
        running.addWidget(self.progress, 1)
        running.addWidget(self.cancel_button)
        layout.addLayout(running)
        layout.addWidget(self.stage)
        self.message = _text(selectable=True)
        self.message.setObjectName("message")
        layout.addWidget(self.message)
        self.figures = QWidget()
        self._rows = QGridLayout(self.figures)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(2)
        self._rows.setColumnStretch(0, 1)
        layout.addWidget(self.figures)
        self.links = _text()
        self.links.setObjectName("links")
        self.links.setTextFormat(Qt.TextFormat.RichText)
        self.links.linkActivated.connect(self._follow)
        layout.addWidget(self.links)
        self.set_up_button, self.log_button = _button(tr("Set up the engine..."), self.set_up), _button(tr("Log"), self.log)
        self.set_up_button.setObjectName("setUp")
        ends = QHBoxLayout()
        ends.addWidget(self.set_up_button)
        ends.addWidget(self.log_button)
        ends.addStretch(1)
        layout.addLayout(ends)
        layout.addStretch(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing has run yet."""
        self._show()

    def show_running(self, task: Task) -> None:
        """Something has been started."""
        self._show(self.progress, self.stage, self.cancel_button, self.title)
        self.title.setText(_name(task))
        self.progress.setValue(0)
        self.stage.setText(tr("Starting"))
        self.cancel_button.setEnabled(True)

    def show_progress(self, share: float, text: str, left: float) -> None:
        """How far it is; ``left``: seconds, negative where that is not known."""
        self.progress.setValue(round(100 * share))
        told = tr("{} left").format(duration(left)) if left >= 1 else ""
        self.stage.setText(" - ".join(part for part in (text, told) if part))

    def show_cancelling(self) -> None:
        """The user has asked to stop."""
        self.cancel_button.setEnabled(False)
        self.stage.setText(tr("Stopping"))

    def show_outcome(self, outcome: Outcome) -> None:
        """How it has ended."""
        self.title.setText(_name(outcome.task))
        if outcome.is_done:
            self._show_results(outcome)
        elif outcome.is_cancelled:
            self._show(self.title, self.badge, self.message)
            self.badge.show_neutral(tr("cancelled"))
            self.message.setText(outcome.message)
        else:
            self._show(self.title, self.badge, self.message, self.log_button, *([self.set_up_button] if _LACKS in outcome.message else []))
            self.badge.show_bad(tr("failed"))
            self.message.setText(outcome.message)

    def _show_results(self, outcome: Outcome) -> None:
        self._show(self.title, self.badge, self.figures, self.links, self.log_button)
        kind, words = summary.headline(outcome.results)
        getattr(self.badge, f"show_{kind}")(words)
        definitions = QgsApplication.processingRegistry().algorithmById(outcome.task.algorithm).outputDefinitions()
        titles = [(output.name(), output.description()) for output in definitions if isinstance(output, _FIGURES)]
        while self._rows.count():
            self._rows.takeAt(0).widget().deleteLater()
        for row, texts in enumerate(summary.figures(titles, outcome.results)):
            for column, text in enumerate(texts):
                label = _text(selectable=True)
                label.setWordWrap(column == 0)
                label.setText(text)
                label.setAlignment((Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignTop)
                self._rows.addWidget(label, row, column)
        self.links.setText("<br>".join(self._links(outcome)))

    def _links(self, outcome: Outcome) -> list[str]:
        page = outcome.results.get(outcome.task.page)
        found = [f'<a href="{QUrl.fromLocalFile(page).toString()}">{tr("Report")}</a>'] if page and os.path.isfile(str(page)) else []
        for layer in filter(None, map(QgsProject.instance().mapLayer, outcome.layers)):
            found.append(f'<a href="layer:{layer.id()}">{_escaped(layer.name())}</a>')
        return found

    def _follow(self, address: str) -> None:
        kind, _, rest = address.partition(":")
        if kind == "layer":
            self.shown.emit(rest)
        else:
            QDesktopServices.openUrl(QUrl(address))

    def _show(self, *widgets: QWidget) -> None:
        for widget in (self.title, self.badge, self.progress, self.stage, self.cancel_button, self.message, self.figures, self.links,
                       self.set_up_button, self.log_button):
            widget.setVisible(widget in widgets)
        self.setVisible(bool(widgets))


def _name(task: Task) -> str:
    return QgsApplication.processingRegistry().algorithmById(task.algorithm).displayName()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _text(selectable: bool = False) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    if selectable:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _button(text: str, signal) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda: signal.emit())
    return button
