"""The dock's content: the engine's state where it is missing, a tab a task, and what has come of the last run."""
from __future__ import annotations

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from ...core.errors import EngineError
from ..engine.kept import KeptEngine
from ..engine.process import Engine, find_interpreter
from ..guide import TITLE, show_guide
from ..similar.page import SimilarPage
from ..translation import tr
from ..wording import told
from .form import Form, measured
from .run import Outcome, Run
from .tasks import SIMILAR, TASKS, Task
from .view import View

FOLDER_SETTING = "tiepoint/results_folder"
# Of the height, for what runs or has come of it; below that it is scrolled.
_LARGEST_SHARE = 0.6
_SPARE_PX = 8


class Panel(QWidget):
    """Starts runs, one at a time, and shows them.

    Args:
        canvas: where areas are drawn; None: nowhere.

    Attributes:
        engine: that stays for the next search.

    Signals:
        ended: Outcome of a run.
        advanced: Task and parameters for Processing's form.
        set_up: the user wants the set-up page.
    """

    ended = pyqtSignal(object)
    advanced = pyqtSignal(object, dict)
    set_up = pyqtSignal()

    def __init__(self, canvas=None, parent=None):
        super().__init__(parent)
        self._run: Run | None = None
        self.engine = KeptEngine(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._banner())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        # All tasks can be seen: the dock is as wide as they are.
        self.tabs.setUsesScrollButtons(False)
        registry = QgsApplication.processingRegistry()
        self.forms: dict[str, Form] = {}
        self.similar: SimilarPage | None = None
        for task in TASKS:
            if not registry.algorithmById(task.algorithm):
                continue
            if task.algorithm == SIMILAR:
                page = self.similar = SimilarPage(task, canvas)
                page.asked.connect(self.start)
                self.forms.update(page.forms)
            else:
                page = self.forms[task.algorithm] = Form(task, canvas)
            self.tabs.addTab(page, tr(task.title))
        self.tabs.currentChanged.connect(lambda _index: measured(self.tabs))
        measured(self.tabs)
        for form in self.forms.values():
            form.asked.connect(self.start)
            form.advanced.connect(self.advanced)
            form.folder.setFilePath(str(QgsSettings().value(FOLDER_SETTING, "") or ""))
            form.folder_chosen.connect(self._keep_folder)
        if self.similar is not None:
            self.similar.results.folder = str(QgsSettings().value(FOLDER_SETTING, "") or "")
        self.view = View()
        self.view.cancelled.connect(self.cancel)
        self.view.set_up.connect(self.set_up)
        self._below = QScrollArea()
        self._below.setWidgetResizable(True)
        self._below.setFrameShape(QFrame.Shape.NoFrame)
        self._below.setWidget(self.view)
        self._below.hide()
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.tabs)
        self._splitter.addWidget(self._below)
        layout.addWidget(self._splitter)
        # Until something has run: after that its results have the room.
        self.guide = QLabel(f'<a href="guide">{tr(TITLE)}</a>')
        self.guide.setObjectName("guide")
        self.guide.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.guide.linkActivated.connect(lambda _link: show_guide())
        layout.addWidget(self.guide)
        self.look_for_engine()

    @property
    def is_running(self) -> bool:
        """Whether something runs."""
        return self._run is not None

    def start(self, task: Task, parameters: dict) -> None:
        """Run an algorithm, or say that there is no engine."""
        if self.is_running or not self.look_for_engine():
            return
        self._run = Run(task, parameters, self, self.engine.lend if task.again else Engine)
        self._run.progressed.connect(self.view.show_progress)
        self._run.ended.connect(self._ended)
        self.guide.hide()
        self._set_busy(True)
        self.view.show_running(task)
        self._show_below()
        self._run.start()

    def cancel(self) -> None:
        """Stop what runs."""
        if self._run is not None:
            self.view.show_cancelling()
            self._run.cancel()

    def stop(self) -> None:
        """Stop at once, for the end of the plugin."""
        if self._run is not None:
            self._run.stop()
            self._run = None
        self.engine.close()
        self.view.stop()
        for form in self.forms.values():
            form.stop()
        if self.similar is not None:
            self.similar.stop()

    def show_similar(self) -> SimilarPage | None:
        """Bring the tab of similar tiles to the front."""
        if self.similar is not None:
            self.tabs.setCurrentWidget(self.similar)
        return self.similar

    def seen(self, on: bool) -> None:
        """The dock has come into sight, or has gone."""
        if self.similar is not None:
            self.similar.seen(on)

    def look_for_engine(self) -> bool:
        """Whether there is an interpreter; where there is none the banner says so."""
        try:
            find_interpreter()
        except EngineError as error:
            self.problem.setText(f"{told(error.message)} {tr('Algorithms run in it; nothing is installed without your asking.')}")
            self.banner.setToolTip(told(error.hint))
            self.banner.show()
            return False
        self.banner.hide()
        return True

    def showEvent(self, event) -> None:
        """The engine may have come or gone while the dock was hidden."""
        self.look_for_engine()
        super().showEvent(event)

    def _banner(self) -> QFrame:
        self.banner = QFrame()
        self.banner.setObjectName("banner")
        self.banner.setFrameShape(QFrame.Shape.StyledPanel)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.set_up_button = QPushButton(tr("Set up the engine..."))
        self.set_up_button.clicked.connect(lambda: self.set_up.emit())
        column = QVBoxLayout(self.banner)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.set_up_button)
        row.addStretch(1)
        column.addLayout(row)
        return self.banner

    def _keep_folder(self, folder: str) -> None:
        """All forms save to the same folder, also the next time."""
        QgsSettings().setValue(FOLDER_SETTING, folder.strip())
        for form in self.forms.values():
            if form.folder.filePath() != folder:
                form.folder.setFilePath(folder)
        if self.similar is not None:
            self.similar.results.folder = folder.strip()

    def _show_below(self) -> None:
        self._below.show()
        # Heights are known when what has been shown is laid out.
        QTimer.singleShot(0, self._make_room)

    def _make_room(self) -> None:
        """Give the lower part the height it needs, and the forms the rest."""
        height, width = self._splitter.height(), self._below.viewport().width()
        needed = self.view.layout().totalHeightForWidth(width) + _SPARE_PX
        # More than that share where the form does with less.
        page = self.tabs.currentWidget()
        page = page.currentWidget() if page is self.similar else page
        above = self.tabs.tabBar().sizeHint().height() + page.sizeHint().height() + _SPARE_PX
        below = min(needed, max(round(_LARGEST_SHARE * height), height - above))
        self._splitter.setSizes([height - below, below])

    def _ended(self, outcome: Outcome) -> None:
        self._run.deleteLater()
        self._run = None
        self._set_busy(False)
        if self.similar is not None and self.similar.take(outcome):
            self.view.show_nothing()
            self._below.hide()
        else:
            self.view.show_outcome(outcome)
            self._show_below()
        self.ended.emit(outcome)

    def _set_busy(self, is_busy: bool) -> None:
        for form in self.forms.values():
            form.set_busy(is_busy)
        if self.similar is not None:
            self.similar.set_busy(is_busy)
