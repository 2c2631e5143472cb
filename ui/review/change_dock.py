"""The review of change: one area after another, before and after, accepted or not."""
# ruff: noqa: D102 (documented where they are first)
from __future__ import annotations

from qgis.core import QgsRectangle, QgsWkbTypes
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QLocale
from qgis.PyQt.QtGui import QColor

from ...core.errors import TiepointError
from ..translation import tr
from ..wording import sentence
from .change_panel import ChangePanel
from .changes import ACCEPT, REJECT, TO_REVIEW, UNSURE, Change, Changes, Filter, is_change_layer
from .keys import Keys
from .places import moved, pixel_size
from .review_dock import ReviewDock
from .scroll import PanelScroll
from .summary import title

_OUTLINE = QColor(255, 230, 0)
# The view is that many times the size of the area, and shows at least so many pixels of the rasters.
_AROUND, _LEAST_PX = 3.0, 60
_KEYS = {"A": ACCEPT, "R": REJECT, "U": UNSURE, "C": TO_REVIEW}


class ChangeDock(ReviewDock):
    """Changed areas beside the map.

    Args:
        canvas: of the map.
        iface: QGIS's interface, or None.
    """

    RASTERS = ("before", "after")

    def __init__(self, canvas, iface=None, parent=None):
        super().__init__(tr("Review change"), canvas, parent)
        self._canvas, self._iface = canvas, iface
        self.changes: Changes | None = None
        self.found: list[Change] = []
        self.key: int | None = None
        self.panel = panel = ChangePanel(canvas)
        self.setWidget(PanelScroll(panel))
        self.outline = QgsRubberBand(canvas, QgsWkbTypes.PolygonGeometry)
        self.outline.setStrokeColor(_OUTLINE)
        self.outline.setFillColor(QColor(0, 0, 0, 0))
        self.outline.setWidth(2)
        self.keys = Keys(canvas, self)
        self.keys.add("N", tr("Next"), lambda: self._step(1))
        self.keys.add("P", tr("Previous"), lambda: self._step(-1))
        self.keys.add("B", tr("Other raster"), panel.bar.show_other)
        self.keys.while_covered(panel.bar.comparison, panel.bar.stop)
        for key, status in _KEYS.items():
            self.keys.add(key, title(status), lambda status=status: self._judge(status))
        self._connect()
        self._layer_chosen(panel.layer.currentLayer())

    def remove(self) -> None:
        """Leave canvas and project for good."""
        self.keys.release()
        self.panel.bar.remove()
        self._release()
        for box in (self.panel.layer, self.panel.before, self.panel.after):
            box.release()
        self._canvas.scene().removeItem(self.outline)

    def seen(self, on: bool) -> None:
        self.keys.hold(on)
        if not on:
            self.panel.bar.stop()
            self._unmark()
            return
        active = self._iface.activeLayer() if self._iface is not None else None
        if self.panel.layer.currentLayer() is None and is_change_layer(active):
            self.panel.layer.setLayer(active)
        self._show_current(zoom=False)

    def _connect(self) -> None:
        panel = self.panel
        panel.layer.layerChanged.connect(self._layer_chosen)
        for box in (panel.before, panel.after):
            box.layerChanged.connect(self._rasters_chosen)
        panel.bar.refused.connect(panel.note.problem)
        panel.order.currentIndexChanged.connect(self._changed)
        panel.unreviewed.toggled.connect(self._filtered)
        panel.min_area.valueChanged.connect(self._filtered)
        panel.min_confidence.valueChanged.connect(self._filtered)
        panel.previous.clicked.connect(lambda: self._step(-1))
        panel.next.clicked.connect(lambda: self._step(1))
        for status, button in panel.decisions.items():
            button.clicked.connect(lambda _checked=False, status=status: self._judge(status))
        panel.undo.clicked.connect(lambda: self._act(lambda changes: changes.undo()))
        panel.redo.clicked.connect(lambda: self._act(lambda changes: changes.redo()))
        panel.save.clicked.connect(lambda: self._act(lambda changes: changes.save()))

    # Layers

    def _layer_chosen(self, layer) -> None:
        if self.changes is not None and self.changes.layer is layer:
            return
        self._release()
        self.panel.note.clear_note()
        if is_change_layer(layer):
            self.changes = Changes(layer, self)
            self.changes.changed.connect(self._changed)
            self.choose_again(layer)
        self._changed()

    def _release(self) -> None:
        if self.changes is not None:
            self.changes.changed.disconnect(self._changed)
            self.changes.release()
        self.changes, self.found, self.key = None, [], None
        self._unmark()

    def _rasters_chosen(self, *_layer) -> None:
        panel = self.panel
        if self.changes is not None:
            self.remember(self.changes.layer)
        panel.note.clear_note()
        panel.bar.set_layers(panel.before.currentLayer(), panel.after.currentLayer())

    # Decisions

    def _act(self, act) -> None:
        """Do something to the layer, and say why where it cannot be done."""
        if self.changes is None:
            return
        self.panel.note.clear_note()
        try:
            act(self.changes)
        except TiepointError as error:
            self.panel.note.problem(sentence(error))

    def _judge(self, status: str) -> None:
        if self.key is None:
            return
        key = self.key
        self._act(lambda changes: changes.judge(key, status))
        self._read()
        if self.panel.onward.isChecked() and not self.panel.note.isVisible() and status:
            self._step(1)
        else:
            self._show_current(zoom=False)

    # Areas

    def _filter(self) -> Filter:
        panel = self.panel
        return Filter(panel.unreviewed.isChecked(), panel.min_area.value(), panel.min_confidence.value())

    def _read(self) -> None:
        self.found = self.changes.read(self.panel.order.currentData()) if self.changes is not None else []

    def _changed(self, *_what) -> None:
        """The layer is not what it was, or another order is wanted."""
        self._read()
        self._show_current(zoom=False)

    def _filtered(self, *_what) -> None:
        wanted = self._filter()
        if not any(change.key == self.key and wanted.passes(change) for change in self.found):
            self.key = None
        self._show_current(zoom=False)

    def _step(self, by: int) -> None:
        """Go to the next area that is wanted, in either direction."""
        wanted, keys = self._filter(), [change.key for change in self.found]
        at = keys.index(self.key) if self.key in keys else (-1 if by > 0 else len(keys))
        ahead = self.found[at + 1:] if by > 0 else self.found[:max(at, 0)][::-1]
        following = next((change for change in ahead if wanted.passes(change)), None)
        self.panel.note.clear_note()
        if following is not None:
            self.key = following.key
        elif self.changes is not None:
            self.panel.note.hint(tr("That was the last area.") if by > 0 else tr("That was the first area."))
        self._show_current(zoom=following is not None)

    def _show_current(self, zoom: bool) -> None:
        panel, wanted = self.panel, self._filter()
        passing = [change for change in self.found if wanted.passes(change)]
        current = next((change for change in self.found if change.key == self.key), None)
        panel.summary.show_changes(self.found)
        if self.changes is None:
            panel.position.setText(tr("Choose a change layer."))
        elif current is None:
            self.key = None
            panel.position.setText(tr("{count} areas: Next (N) begins.").format(count=len(passing)) if passing else
                                   tr("No area is left of {count}.").format(count=len(self.found)) if self.found else tr("No areas."))
        elif current in passing:
            panel.position.setText(tr("{index} of {count}").format(index=passing.index(current) + 1, count=len(passing)))
        else:
            panel.position.setText(tr("not among the {count} areas asked for").format(count=len(passing)))
        panel.about.setText(_about(current) if current else "")
        self._enable(current, bool(passing))
        if current is None or not self.is_seen:
            self._unmark()
        else:
            self._show_on_map(current.key, zoom)

    def _enable(self, current: Change | None, some: bool) -> None:
        panel, changes = self.panel, self.changes
        for button in panel.decisions.values():
            button.setEnabled(current is not None)
        panel.previous.setEnabled(some)
        panel.next.setEnabled(some)
        panel.undo.setEnabled(changes is not None and changes.can_undo)
        panel.redo.setEnabled(changes is not None and changes.can_redo)
        panel.save.setEnabled(changes is not None and changes.is_modified)

    def _show_on_map(self, key: int, zoom: bool) -> None:
        shape = self.changes.geometry(key)
        self.outline.setToGeometry(shape, self.changes.layer)
        if not zoom or shape.isEmpty():
            return
        crs = self._canvas.mapSettings().destinationCrs()
        try:
            box = moved(shape.boundingBox(), self.changes.layer.crs(), crs)
        except TiepointError as error:
            self.panel.note.problem(sentence(error))
            return
        raster = self.panel.after.currentLayer() or self.panel.before.currentLayer()
        least = _LEAST_PX * pixel_size(raster) if raster is not None and raster.crs() == crs else 0.0
        side = max(_AROUND * box.width(), _AROUND * box.height(), least)
        self.view.show(QgsRectangle.fromCenterAndSize(box.center(), side, side))

    def _unmark(self) -> None:
        self.outline.reset(QgsWkbTypes.PolygonGeometry)


def _about(change: Change) -> str:
    locale = QLocale()
    parts = [tr("No. {number}: <b>{status}</b>").format(number=change.number, status=title(change.status)),
             tr("area {area}").format(area=locale.toString(change.area, "f", 0))]
    if change.magnitude is not None:
        parts.append(tr("magnitude {value}").format(value=locale.toString(change.magnitude, "f", 2)))
    if change.confidence is not None:
        parts.append(tr("confidence {value}").format(value=locale.toString(change.confidence, "f", 2)))
    return ", ".join(parts)
