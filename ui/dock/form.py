"""The form of one task."""
# ruff: noqa: D102 (Qt's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.core import QgsApplication, QgsProcessing, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QEvent, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..translation import tr
from . import fields
from .tasks import Task, destinations

# Of the foot: left and right; between what is in it, which would have none, as what is around it.
_MARGIN_PX, _SPACING_PX = 9, 6


class Form(QWidget):
    """Fields, one button that starts, one that opens Processing's own form; where there is little room the fields are scrolled.

    Signals:
        asked: start with these parameters.
        advanced: open Processing's form with these.
        folder_chosen: where results are saved; empty: nowhere.
    """

    asked = pyqtSignal(object, dict)
    advanced = pyqtSignal(object, dict)
    folder_chosen = pyqtSignal(str)

    def __init__(self, task: Task, canvas=None, parent=None):
        super().__init__(parent)
        self.task = task
        self._is_busy = False
        algorithm = QgsApplication.processingRegistry().algorithmById(task.algorithm)
        content = QWidget()
        column = QVBoxLayout(content)
        head = QHBoxLayout()
        for button in self.leading():
            head.addWidget(button)
        column.addLayout(head)
        about = QLabel(algorithm.shortDescription())
        about.setWordWrap(True)
        column.addWidget(about)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        column.addLayout(rows)
        self.fields: dict[str, fields.Field] = {}
        for name in task.shown:
            made = self.fields[name] = fields.field(algorithm.parameterDefinition(name), content, canvas, name in task.needed)
            row = QHBoxLayout()
            row.addWidget(made.widget, 1)
            for beside in self.beside(name):
                row.addWidget(beside)
            rows.addRow(_label(made.title, made.widget), row)
            made.changed.connect(self.refresh)
        self.folder = QgsFileWidget(content)
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.lineEdit().setPlaceholderText(tr("temporary files"))
        self.folder.setToolTip(tr("Folder of the results. Files that are there are never overwritten. Empty: temporary files, which are "
                                  "gone when QGIS is closed."))
        self.folder.fileChanged.connect(self.folder_chosen)
        self.folder.setVisible(bool(task.outputs))
        if task.outputs:
            rows.addRow(_label(tr("Save results to"), self.folder), self.folder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._area = _Fields(content)
        layout.addWidget(self._area)
        layout.addLayout(self._foot())
        layout.addStretch(1)
        self._layers = [made for made in self.fields.values() if isinstance(made, fields.LayerField) and not made.is_optional]
        QgsProject.instance().layersAdded.connect(self._tell_apart)
        QgsProject.instance().layersRemoved.connect(self.refresh)
        self._tell_apart()

    def leading(self) -> list[QWidget]:
        """Buttons that lead elsewhere, above all."""
        return []

    def beside(self, _name: str) -> list[QWidget]:
        """Widgets right of a field."""
        return []

    def given(self) -> dict:
        """The parameters that have a value."""
        values = {name: made.value() for name, made in self.fields.items()}
        return {name: value for name, value in values.items() if value is not None}

    def outputs(self, all_of_them: bool = True) -> dict:
        """Where the outputs go; without a folder only those that have to be, unless all are wanted."""
        folder = self.folder.filePath().strip()
        if not folder and not all_of_them:
            return {}
        name = self.fields[self.task.named_by].layer_name()
        return destinations(self.task, folder, name, QgsProcessing.TEMPORARY_OUTPUT)

    def stop(self) -> None:
        """Listen to the project no more."""
        QgsProject.instance().layersAdded.disconnect(self._tell_apart)
        QgsProject.instance().layersRemoved.disconnect(self.refresh)

    def set_busy(self, is_busy: bool) -> None:
        """Whether something is running, so that nothing else can be started."""
        self._is_busy = is_busy
        self.refresh()

    def refresh(self, *_changed) -> None:
        """Say what is missing."""
        missing = self.missing()
        self.hint.setText(missing)
        self.hint.setVisible(bool(missing))
        self._area.updateGeometry()
        self.start_button.setEnabled(not missing and not self._is_busy)

    def missing(self) -> str:
        """What is to be done before it can start; empty: nothing."""
        for made in self._layers:
            if made.value() is None:
                return tr("Add a layer to the project: {}.").format(made.title)
        for name in self.task.needed:
            if self.fields[name].value() in (None, "", []):
                return tr("Choose: {}.").format(self.fields[name].title)
        chosen = [made.value() for made in self._layers]
        if len(set(chosen)) < len(chosen):
            return tr("Choose two different layers.")
        return ""

    def _foot(self) -> QVBoxLayout:
        """What is missing, and the buttons, which are always in sight."""
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.start_button, self.advanced_button = QPushButton(tr(self.task.button)), QPushButton(tr("Advanced..."))
        self.start_button.setObjectName("start")
        self.advanced_button.setObjectName("advanced")
        self.start_button.setDefault(True)
        self.advanced_button.setToolTip(tr("Open the form with all options, filled in as here."))
        self.start_button.clicked.connect(lambda: self.asked.emit(self.task, {**self.given(), **self.outputs()}))
        self.advanced_button.clicked.connect(lambda: self.advanced.emit(self.task, {**self.given(), **self.outputs(False)}))
        row = QHBoxLayout()
        row.addWidget(self.start_button, 1)
        row.addWidget(self.advanced_button)
        foot = QVBoxLayout()
        margins = foot.contentsMargins()
        foot.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, margins.bottom())
        foot.setSpacing(_SPACING_PX)
        foot.addWidget(self.hint)
        foot.addLayout(row)
        return foot

    def _tell_apart(self, *_added) -> None:
        """Where two fields show the same layer, as they do at first, let the second show another."""
        for name, accepts in self.task.accepts.items():
            self.fields[name].offer(accepts)
        taken = set()
        for made in self._layers:
            box = made.widget
            if made.value() in taken:
                others = [box.layer(index) for index in range(box.count()) if box.layer(index) and box.layer(index).id() not in taken]
                if others:
                    box.setLayer(others[0])
            taken.add(made.value())
        self.refresh()


class _Fields(QScrollArea):
    """As high as what is in it, or less."""

    def __init__(self, content: QWidget):
        super().__init__()
        self.setWidget(content)
        content.installEventFilter(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        content = self.widget()
        # Some themes draw a frame.
        frame = self.height() - self.viewport().height()
        return QSize(content.minimumSizeHint().width(), content.layout().totalHeightForWidth(self.width() - frame) + frame)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.widget().minimumSizeHint().width(), 3 * self.fontMetrics().lineSpacing())

    def resizeEvent(self, event) -> None:
        """Another width makes another height of what is wrapped."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def _label(text: str, widget: QWidget) -> QLabel:
    label = QLabel(text)
    label.setToolTip(widget.toolTip())
    label.setBuddy(widget)
    return label


def measured(pages: QStackedWidget | QTabWidget) -> None:
    """Let only the page that is shown say how much height it needs: a hidden one would keep it from what is below."""
    for index in range(pages.count()):
        policy = QSizePolicy.Policy.Preferred if index == pages.currentIndex() else QSizePolicy.Policy.Ignored
        pages.widget(index).setSizePolicy(QSizePolicy.Policy.Preferred, policy)
