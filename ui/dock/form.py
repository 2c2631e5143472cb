"""The form of one task."""
from __future__ import annotations

from qgis.core import QgsApplication, QgsProcessing, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..translation import tr
from . import fields
from .tasks import Task, destinations


class Form(QScrollArea):
    """Fields, one button that starts, one that opens Processing's own form.

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
        layout = QVBoxLayout(content)
        # For buttons that lead elsewhere.
        self.head = QHBoxLayout()
        layout.addLayout(self.head)
        about = QLabel(algorithm.shortDescription())
        about.setWordWrap(True)
        layout.addWidget(about)
        self.fields: dict[str, fields.Field] = {}
        for name in task.shown:
            made = self.fields[name] = fields.field(algorithm.parameterDefinition(name), content, canvas, name in task.needed)
            label = QLabel(made.title)
            label.setToolTip(made.help)
            label.setBuddy(made.widget)
            layout.addWidget(label)
            row = QHBoxLayout()
            row.addWidget(made.widget, 1)
            for beside in self.beside(name):
                row.addWidget(beside)
            layout.addLayout(row)
            made.changed.connect(self.refresh)
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.lineEdit().setPlaceholderText(tr("temporary files"))
        self.folder.setToolTip(tr("Folder of the results. Files that are there are never overwritten. Empty: temporary files, which are "
                                  "gone when QGIS is closed."))
        self.folder.fileChanged.connect(self.folder_chosen)
        label = QLabel(tr("Save results to"))
        label.setToolTip(self.folder.toolTip())
        layout.addWidget(label)
        layout.addWidget(self.folder)
        for widget in (label, self.folder):
            widget.setVisible(bool(task.outputs))
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        layout.addWidget(self.hint)
        self.start_button, self.advanced_button = QPushButton(tr(task.button)), QPushButton(tr("Advanced..."))
        self.start_button.setObjectName("start")
        self.advanced_button.setObjectName("advanced")
        self.start_button.setDefault(True)
        self.advanced_button.setToolTip(tr("Open the form with all options, filled in as here."))
        self.start_button.clicked.connect(lambda: self.asked.emit(self.task, {**self.given(), **self.outputs()}))
        self.advanced_button.clicked.connect(lambda: self.advanced.emit(self.task, {**self.given(), **self.outputs(False)}))
        row = QHBoxLayout()
        row.addWidget(self.start_button, 1)
        row.addWidget(self.advanced_button)
        layout.addLayout(row)
        layout.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layers = [made for made in self.fields.values() if isinstance(made, fields.LayerField) and not made.is_optional]
        QgsProject.instance().layersAdded.connect(self._tell_apart)
        QgsProject.instance().layersRemoved.connect(self.refresh)
        self._tell_apart()

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
