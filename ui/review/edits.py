"""The edit buffer of a layer as a review uses it: one command a decision, undo, save."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core.errors import OutputError
from ..translation import tr

# Signals of one command come together; what is read of the layer is read once.
_GATHER_MS = 20
_SIGNALS = ("attributeValueChanged", "featureAdded", "featureDeleted", "geometryChanged", "afterRollBack", "afterCommitChanges",
            "editingStarted", "editingStopped", "subsetStringChanged", "dataChanged")


class Edits(QObject):
    """Edits of one layer, by the review or by anyone else.

    Signals:
        changed: the layer is not what it was.
    """

    changed = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer, parent=None):
        super().__init__(parent)
        self.layer = layer
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self.changed)
        for name in _SIGNALS:
            getattr(layer, name).connect(self._note)
        layer.undoStack().indexChanged.connect(self._note)

    def release(self) -> None:
        """Let go of the layer, whose edits stay as they are."""
        self._gather.stop()
        try:
            for name in _SIGNALS:
                getattr(self.layer, name).disconnect(self._note)
            self.layer.undoStack().indexChanged.disconnect(self._note)
        except RuntimeError:  # Qt has deleted the layer, and its connections with it
            self.layer = None

    @contextmanager
    def command(self, text: str) -> Iterator[None]:
        """What is done inside the block is one step of undo; nothing of it where it raises.

        Raises:
            OutputError: the layer cannot be edited.
        """
        if not self.layer.isEditable() and not self.layer.startEditing():
            raise OutputError(tr("The layer '{name}' cannot be edited.").format(name=self.layer.name()),
                              tr("Save it as a GeoPackage and review that."))
        self.layer.beginEditCommand(text)
        try:
            yield
        except BaseException:
            self.layer.destroyEditCommand()
            raise
        self.layer.endEditCommand()
        self.layer.triggerRepaint()

    def set_values(self, key: int, values: dict) -> None:
        """Set the fields of a feature that the layer has; inside `command`."""
        for name, value in values.items():
            index = self.layer.fields().lookupField(name)
            if index >= 0 and not self.layer.changeAttributeValue(key, index, value):
                raise OutputError(tr("The field '{field}' of '{name}' cannot be changed.").format(field=name, name=self.layer.name()),
                                  tr("Save the layer as a GeoPackage and review that."))

    @property
    def is_modified(self) -> bool:
        """Whether there is something to save."""
        return self.layer.isEditable() and self.layer.isModified()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self.layer.undoStack().canUndo()

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self.layer.undoStack().canRedo()

    def undo(self) -> None:
        """Take back the last step."""
        self.layer.undoStack().undo()
        self.layer.triggerRepaint()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.layer.undoStack().redo()
        self.layer.triggerRepaint()

    def save(self) -> None:
        """Write the edits into the layer's source; raises OutputError where that fails, and the edits stay."""
        if not self.layer.isEditable():
            return
        if not self.layer.commitChanges():
            raise OutputError(tr("The edits of '{name}' cannot be saved: {why}.").format(
                name=self.layer.name(), why="; ".join(self.layer.commitErrors())), tr("They are still there: try again."))

    def _note(self, *_what) -> None:
        self._gather.start()
