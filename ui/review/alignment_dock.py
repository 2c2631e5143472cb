"""The review of an alignment: look, edit the tie points, see what that does to the fit, warp."""
# ruff: noqa: D102 (documented where they are first)
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsProject
from qgis.PyQt.QtCore import QItemSelectionModel, QTimer
from qgis.PyQt.QtWidgets import QFileDialog

from ...core.errors import TiepointError
from ...core.options.registration import POINTS
from ..processing import features, styles
from ..translation import tr
from ..wording import sentence
from .alignment_panel import AlignmentPanel
from .form import Form
from .keys import Keys
from .marks import Marks
from .places import moved, pixel_size
from .placing import Placing
from .refit import Fit, Refit
from .review_dock import ReviewDock
from .scroll import PanelScroll
from .tiepoint_table import ENABLED
from .tiepoints import TiePoints, is_tiepoint_layer

# Pixels of the reference that are seen around a tie point.
_AROUND_PX = 120
_REST_MS = 60


class AlignmentDock(ReviewDock):
    """Tie points beside the map.

    Args:
        canvas: of the map.
        iface: QGIS's interface, or None.
    """

    RASTERS = ("reference", "target", "aligned")

    def __init__(self, canvas, iface=None, parent=None):
        super().__init__(tr("Review alignment"), canvas, parent)
        self._canvas, self._iface = canvas, iface
        self.points: TiePoints | None = None
        self._is_unsorted = True
        self.panel = panel = AlignmentPanel(canvas)
        self.setWidget(PanelScroll(panel))
        self.marks = Marks(canvas)
        self.placing = Placing(canvas, panel.bar, self.marks, self)
        self.refit = Refit(self)
        self.form = Form()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._fit)
        self.keys = Keys(canvas, self)
        self.keys.add("E", tr("On/off"), self._switch_selected)
        self.keys.add("B", tr("Other raster"), self._other)
        self.keys.while_covered(panel.bar.comparison, self._escape)
        self._connect()
        self._layer_chosen(panel.layer.currentLayer())

    def remove(self) -> None:
        """Leave canvas, project and engine for good."""
        self.keys.release()
        self.placing.remove()
        self.panel.bar.remove()
        self._rest.stop()
        self._release_points()
        for box in (self.panel.layer, self.panel.reference, self.panel.target, self.panel.aligned):
            box.release()
        self.refit.close()
        self.form.close()
        self.marks.remove()

    def seen(self, on: bool) -> None:
        self.keys.hold(on)
        if not on:
            self.placing.end()
            self.panel.bar.stop()
            self.marks.put()
            return
        active = self._iface.activeLayer() if self._iface is not None else None
        if self.panel.layer.currentLayer() is None and is_tiepoint_layer(active):
            self.panel.layer.setLayer(active)
        self._mark()
        self._ask_fit()

    def _connect(self) -> None:
        panel = self.panel
        panel.layer.layerChanged.connect(self._layer_chosen)
        for box in (panel.reference, panel.target, panel.aligned):
            box.layerChanged.connect(self._rasters_chosen)
        for box in (panel.reference, panel.target):
            box.layerChanged.connect(self._ask_fit)
        panel.transform.currentIndexChanged.connect(self._ask_fit)
        panel.bar.starting.connect(self.placing.end)
        panel.bar.refused.connect(panel.note.problem)
        panel.table.switched.connect(lambda key, on: self._edit(lambda: self.points.set_enabled([key], on)))
        panel.view.selectionModel().selectionChanged.connect(self._selected)
        panel.add.toggled.connect(self._add)
        panel.switch.clicked.connect(self._switch_selected)
        panel.delete.clicked.connect(self._delete)
        panel.undo.clicked.connect(self._undo)
        panel.redo.clicked.connect(self._redo)
        panel.save.clicked.connect(self._save)
        panel.load.clicked.connect(self._choose_import)
        panel.export.clicked.connect(self._choose_export)
        panel.warp.clicked.connect(self._warp)
        self.placing.told.connect(panel.note.hint)
        self.placing.refused.connect(panel.note.problem)
        self.placing.ended.connect(self._placed)
        self.refit.sketched.connect(panel.table.set_residuals)
        self.refit.fitted.connect(self._fitted)
        self.refit.failed.connect(self._unfitted)
        self.refit.imported.connect(self._imported)
        self.refit.exported.connect(lambda path: panel.note.hint(tr("Written: {path}").format(path=path)))

    # Layers

    def _layer_chosen(self, layer) -> None:
        if self.points is not None and self.points.layer is layer:
            return
        self.placing.end()
        self._release_points()
        self.panel.note.clear_note()
        self.panel.table.set_residuals({})
        self._is_unsorted = True
        self.panel.fit.clear_fit("")
        if is_tiepoint_layer(layer):
            self.points = TiePoints(layer, self)
            self.points.changed.connect(self._changed)
            self.choose_again(layer)
        self.panel.arrows.set_layer(layer if self.points else None)
        self._changed()

    def _release_points(self) -> None:
        if self.points is not None:
            self.points.changed.disconnect(self._changed)
            self.points.release()
            self.points = None

    def _rasters_chosen(self, *_layer) -> None:
        self.placing.end()
        if self.points is not None:
            self.remember(self.points.layer)
        self._compare()
        self._enable()

    def _compare(self) -> None:
        panel = self.panel
        panel.bar.set_layers(panel.reference.currentLayer(), panel.aligned.currentLayer() or panel.target.currentLayer())

    # Edits

    def _edit(self, edit) -> None:
        """Do something to the tie points, and say why where it cannot be done."""
        if self.points is None:
            return
        self.panel.note.clear_note()
        try:
            edit()
        except TiepointError as error:
            self.panel.note.problem(sentence(error))

    def _switch_selected(self) -> None:
        chosen = self._chosen()
        if chosen:
            # All on, unless all are on already.
            on = not all(point.enabled for point in chosen)
            self._edit(lambda: self.points.set_enabled([point.key for point in chosen], on))

    def _delete(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._edit(lambda: self.points.delete([point.key for point in chosen]))

    def _undo(self) -> None:
        if self.points is not None and self.points.can_undo:
            self.points.undo()

    def _redo(self) -> None:
        if self.points is not None and self.points.can_redo:
            self.points.redo()

    def _save(self) -> None:
        self._edit(lambda: self.points.store(self.panel.table.residuals))

    def _add(self, on: bool) -> None:
        if on:
            self._edit(lambda: self.placing.begin(self.points, self.panel.reference.currentLayer(), self.panel.target.currentLayer()))
        else:
            self.placing.end()

    def _other(self) -> None:
        # Between two clicks the raster that is asked for stays.
        if not self.placing.is_active:
            self.panel.bar.show_other()

    def _escape(self) -> None:
        if self.placing.is_active:
            self.placing.back()
        else:
            self.panel.bar.stop()

    def _placed(self) -> None:
        self.panel.add.setChecked(False)
        self.panel.note.clear_note()

    def _changed(self) -> None:
        """The layer is not what it was: show it, and ask what that does to the fit."""
        kept = [point.key for point in self._chosen()]
        panel = self.panel
        panel.table.set_rows(self.points.rows() if self.points else [])
        model = panel.view.selectionModel()
        model.blockSignals(True)
        for row in filter(lambda row: row >= 0, map(panel.table.row_of, kept)):
            model.select(panel.ordered.mapFromSource(panel.table.index(row, ENABLED)),
                         QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows)
        model.blockSignals(False)
        self._mark()
        self._enable()
        self._ask_fit()

    def _enable(self) -> None:
        panel, points = self.panel, self.points
        there, chosen = points is not None, bool(self._chosen())
        both = panel.reference.currentLayer() is not None and panel.target.currentLayer() is not None
        panel.add.setEnabled(there and both)
        panel.switch.setEnabled(chosen)
        panel.delete.setEnabled(chosen)
        panel.undo.setEnabled(there and points.can_undo)
        panel.redo.setEnabled(there and points.can_redo)
        panel.save.setEnabled(there and points.is_modified)
        panel.load.setEnabled(panel.target.currentLayer() is not None)
        panel.export.setEnabled(there and panel.target.currentLayer() is not None)
        panel.warp.setEnabled(there)

    # Selection

    def _chosen(self) -> list:
        panel = self.panel
        return [panel.table.at(panel.ordered.mapToSource(index).row()) for index in panel.view.selectionModel().selectedRows()]

    def _selected(self, *_selection) -> None:
        chosen = self._chosen()
        self._enable()
        self._mark()
        if len(chosen) == 1 and self.points is not None:
            self._zoom(chosen[0])

    def _zoom(self, point) -> None:
        """Show the surroundings of a tie point; a view that is near enough is only moved."""
        own, crs = self.points.layer.crs(), self._canvas.mapSettings().destinationCrs()
        try:
            place = moved(point.reference, own, crs)
        except TiepointError as error:
            self.panel.note.problem(sentence(error))
            return
        reference = self.panel.reference.currentLayer()
        extent = self._canvas.extent()
        side = _AROUND_PX * pixel_size(reference) if reference is not None and reference.crs() == crs else 0.0
        if side and extent.width() > 2.0 * side:
            extent.scale(2.0 * side / extent.width())
        self.view.show(extent.fromCenterAndSize(place, extent.width(), extent.height()))

    def _mark(self) -> None:
        chosen = self._chosen() if self.is_seen else []
        if len(chosen) != 1 or self.points is None or self.placing.is_active:
            if not self.placing.is_active:
                self.marks.put()
            return
        own, crs = self.points.layer.crs(), self._canvas.mapSettings().destinationCrs()
        try:
            self.marks.put(moved(chosen[0].reference, own, crs),
                           moved(chosen[0].target, own, crs) if chosen[0].shift is not None else None)
        except TiepointError:
            self.marks.put()

    # The engine

    def _ask_fit(self, *_changed) -> None:
        if self.is_seen:
            self._rest.start()

    def _fit(self) -> None:
        panel = self.panel
        target = panel.target.currentLayer()
        if self.points is None or target is None:
            panel.fit.clear_fit(tr("Choose a tie-point layer and the raster to align."))
            return
        try:
            self.refit.ask(self.points, target, panel.reference.currentLayer(), panel.transform.currentText())
            panel.fit.wait()
        except TiepointError as error:
            panel.fit.fail(sentence(error))

    def _fitted(self, fit: Fit) -> None:
        self.panel.table.set_residuals(fit.residuals)
        if self._is_unsorted:
            # Once: whoever goes through the rows is not to lose the place with every edit.
            self._is_unsorted = False
            self.panel.ordered.sort(self.panel.ordered.sortColumn(), self.panel.ordered.sortOrder())
        self.panel.fit.show_fit(fit.figures, self.panel.table.rowCount())

    def _unfitted(self, sentence: str) -> None:
        self.panel.fit.fail(sentence)

    # Files

    def _choose_import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Import GCP file"), "", POINTS)
        if path:
            self.import_points(path)

    def import_points(self, path: str) -> None:
        """Make a layer of a GCP file and review that."""
        target = self.panel.target.currentLayer()
        if target is not None:
            self._ask(lambda: self.refit.read(path, target, self.panel.reference.currentLayer()))

    def _choose_export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Export GCP file"), "", POINTS)
        if path:
            self.export_points(path if path.lower().endswith(".points") else f"{path}.points")

    def export_points(self, path: str) -> None:
        """Write the tie points to a GCP file."""
        self._edit(lambda: self.refit.write(self.points, self.panel.target.currentLayer(), path))

    def _ask(self, request) -> None:
        self.panel.note.clear_note()
        try:
            request()
        except TiepointError as error:
            self.panel.note.problem(sentence(error))

    def _imported(self, made: str, path: str) -> None:
        source = features.opened(made)
        layer = source.materialize(QgsFeatureRequest())
        layer.setName(Path(path).stem)
        styles.style_of(layer, "tiepoints")
        self.remember(layer)
        QgsProject.instance().addMapLayer(layer)
        self.panel.layer.setLayer(layer)

    def _warp(self) -> None:
        panel = self.panel
        given = {"TIEPOINTS": self.points.layer.id(), "TRANSFORM": panel.transform.currentText()}
        for key, box in (("TARGET", panel.target), ("REFERENCE", panel.reference)):
            if box.currentLayer() is not None:
                given[key] = box.currentLayer().id()
        self._ask(lambda: self.form.open("tiepoint:warp", given))
