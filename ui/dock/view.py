"""The lower part of the dock: what runs, what has come of it, what went wrong."""
from __future__ import annotations

import os

from qgis.core import QgsApplication, QgsProcessingOutputBoolean, QgsProcessingOutputNumber, QgsProcessingOutputString, QgsProject
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ..badge import FAIR, Badge
from ..processing.relay import duration
from ..translation import tr
from . import reviewing, summary
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
        reviewed: the user wants a review: its kind, what is reviewed, its rasters by name.
        set_up: the user wants the set-up page; log: the message log.
    """

    cancelled = pyqtSignal()
    shown = pyqtSignal(str)
    reviewed = pyqtSignal(str, object, dict)
    set_up = pyqtSignal()
    log = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("view")
        self._outcome: Outcome | None = None
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
        self.warnings = _text(selectable=True)
        self.warnings.setObjectName("warnings")
        # The ground is that of the theme, and so is the text.
        self.warnings.setStyleSheet(f"QLabel {{ border: 1px solid {FAIR}; border-left-width: 5px; border-radius: 3px; padding: 3px 6px; }}")
        layout.addWidget(self.warnings)
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
        self.review_button = QPushButton()
        self.review_button.setObjectName("review")
        self.review_button.clicked.connect(self._review)
        ends = QHBoxLayout()
        ends.addWidget(self.review_button)
        ends.addWidget(self.set_up_button)
        ends.addWidget(self.log_button)
        ends.addStretch(1)
        layout.addLayout(ends)
        layout.addStretch(1)
        self.show_nothing()
        QgsProject.instance().layersRemoved.connect(self._removed)

    def stop(self) -> None:
        """Listen to the project no more."""
        QgsProject.instance().layersRemoved.disconnect(self._removed)

    def show_nothing(self) -> None:
        """Nothing has run, or what has come of it is shown elsewhere."""
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
        self._outcome = outcome
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
        review = [self.review_button] if outcome.task.review else []
        warnings = [self.warnings] if outcome.warnings else []
        self.warnings.setText("\n".join(outcome.warnings))
        self._show(self.title, self.badge, *warnings, self.figures, self.links, self.log_button, *review)
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
        if outcome.task.review:
            self.review_button.setText(tr(outcome.task.review.title))
            self._offer_review()

    def _offer_review(self) -> None:
        why_not = reviewing.obstacle(self._outcome)
        self.review_button.setEnabled(not why_not)
        self.review_button.setToolTip(why_not or tr(self._outcome.task.review.help))

    def _review(self) -> None:
        reviewed, rasters = reviewing.layers(self._outcome)
        self.reviewed.emit(self._outcome.task.review.kind, reviewed, rasters)

    def _removed(self, _layers: list[str]) -> None:
        """A layer of the result may have gone."""
        if self._outcome is not None and self._outcome.is_done:
            self.links.setText("<br>".join(self._links(self._outcome)))
            if self._outcome.task.review:
                self._offer_review()

    def _links(self, outcome: Outcome) -> list[str]:
        page = outcome.results.get(outcome.task.page)
        found = [f'<a href="{QUrl.fromLocalFile(page).toString()}">{tr("Report")}</a>'] if page and os.path.isfile(str(page)) else []
        for layer in filter(None, map(QgsProject.instance().mapLayer, outcome.layers.values())):
            found.append(f'<a href="layer:{layer.id()}">{_escaped(layer.name())}</a>')
        return found

    def _follow(self, address: str) -> None:
        kind, _, rest = address.partition(":")
        if kind == "layer":
            self.shown.emit(rest)
        else:
            QDesktopServices.openUrl(QUrl(address))

    def _show(self, *widgets: QWidget) -> None:
        for widget in (self.title, self.badge, self.progress, self.stage, self.cancel_button, self.message, self.warnings, self.figures,
                       self.links, self.review_button, self.set_up_button, self.log_button):
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
