"""What was found: pictures, marks, search again, save."""
from __future__ import annotations

import os

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from ...core.errors import TiepointError
from ..review.note import Note
from ..translation import tr
from ..wording import sentence
from . import saving, visibility
from .outlines import Outlines
from .search import Search
from .source import project_layer
from .thumbnails import Thumbnails
from .tile import BAD, GOOD, Tile
from .tile_model import TileModel
from .tile_view import SIDE, TileView

_GEOPACKAGE = "GeoPackage (*.gpkg)"


class ResultsPanel(QWidget):
    """Shows a `Search` and changes its marks.

    Args:
        outlines: on the canvas; None: there is no canvas.

    Signals:
        again: search with what is marked. back: to the form, for another search.
    """

    again = pyqtSignal()
    back = pyqtSignal()

    def __init__(self, outlines: Outlines | None, parent=None):
        super().__init__(parent)
        self.setObjectName("results")
        self._outlines, self._search, self._is_busy = outlines, None, False
        self.folder = ""
        self.thumbnails = Thumbnails(round(SIDE * self.devicePixelRatioF()), self)
        self.model = TileModel(self.thumbnails, self)
        self.back_button = _button("back", tr("New search"), tr("Back to the form. What was found stays."), self.back)
        self.headline = QLabel()
        self.headline.setWordWrap(True)
        self.view = TileView()
        self.view.setModel(self.model)
        self.view.marked.connect(self._mark)
        self.view.looked_at.connect(self._look)
        self.view.kept.connect(self._keep)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.note = Note()
        self.note.setTextFormat(Qt.TextFormat.RichText)
        self.note.linkActivated.connect(lambda link: self._show_raster())
        self.good = _button("good", tr("Like this (G)"), tr("Mark the selected tiles as further examples; again: take that back."))
        self.bad = _button("bad", tr("Not like this (B)"), tr("Mark the selected tiles as counter-examples; again: take that back."))
        for button, mark in ((self.good, GOOD), (self.bad, BAD)):
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, mark=mark: self._mark(mark))
        self.again_button = _button("again", tr("Search again"), "", self.again)
        self.save_button = _button("save", tr("Save as layer"), tr("Add what was found to the project, with ranks and marks."))
        menu = QMenu(self.save_button)
        self.to_memory = menu.addAction(tr("Temporary layer"), self.save_temporary)
        self.to_file = menu.addAction(tr("GeoPackage..."), self._choose_file)
        self.save_button.setMenu(menu)
        self._arrange()
        self.show_search(None)

    def show_search(self, search: Search | None, index: str = "") -> None:
        """Show what was found; ``index``: file of the index."""
        if self._outlines is not None and search is not self._search:
            self._outlines.forget()
        self._search = search
        self.note.clear_note()
        self.thumbnails.begin(index)
        self.model.show_search(search)
        self.view.scrollToTop()
        if search is not None and search.found:
            self.view.setFocus()
        self._enable()

    def set_busy(self, is_busy: bool) -> None:
        """Whether something is running, so that nothing else can be started."""
        self._is_busy = is_busy
        self._enable()

    def stop(self) -> None:
        """End what is being drawn."""
        self.thumbnails.stop()

    def save_temporary(self) -> None:
        """Add what was found to the project as a layer that is gone with it."""
        if self._search is not None:
            self._added(saving.as_layer(self._search))

    def save_file(self, path: str) -> None:
        """Write what was found to a GeoPackage and add that."""
        try:
            self._added(saving.as_file(self._search, path))
        except TiepointError as error:
            self.note.problem(_escaped(sentence(error)))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.headline, 1)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QGridLayout()
        for place, button in enumerate((self.good, self.bad, self.again_button, self.save_button)):
            buttons.addWidget(button, *divmod(place, 2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.note)
        layout.addLayout(buttons)

    def _enable(self) -> None:
        search, chosen = self._search, self.view.chosen()
        marks = list(search.marks.values()) if search is not None else []
        for button, mark in ((self.good, GOOD), (self.bad, BAD)):
            button.setEnabled(bool(chosen))
            button.setChecked(bool(chosen) and all(search.marks.get(tile.key) == mark for tile in chosen))
        self.again_button.setEnabled(bool(marks) and not self._is_busy)
        self.again_button.setToolTip(tr("Search with the marked tiles as further examples and counter-examples.") if marks
                                     else tr("Mark tiles first: those that are like what you look for, and those that are not."))
        self.save_button.setEnabled(bool(search and search.found))
        self.headline.setText(_headline(search, marks))

    def _mark(self, mark: str) -> None:
        chosen = self.view.chosen()
        if chosen and self._search is not None:
            self._search.mark([tile.key for tile in chosen], mark)
            self.model.marked()
        self._enable()

    def _look(self, tile: Tile) -> None:
        """Show a tile on the map, and say what it takes to see it."""
        self.note.clear_note()
        if self._outlines is None:
            return
        place, layer = self._outlines.flash(tile.feature.geometry(), self._search.crs), project_layer(tile.source)
        if place is None:
            self.note.problem(tr("This tile has no place on the map: its raster has no CRS."))
        elif layer is None and not os.path.exists(tile.source):
            self.note.hint(tr("{file} is gone.").format(file=_escaped(tile.file)))
        elif layer is None or not visibility.is_seen(self._outlines.canvas, layer, place):
            told = tr("{file} is not in the project.") if layer is None else tr("{file} is hidden, or lies below others.")
            self.note.hint(f'{told.format(file=_escaped(tile.file))} <a href="show" style="color: white;">{tr("Show it")}</a>')

    def _keep(self, tile: Tile) -> None:
        if self._outlines is not None:
            self._outlines.keep(tile.key, tile.feature.geometry(), self._search.crs)

    def _show_raster(self) -> None:
        """Make the raster of the selected tile be seen."""
        for tile in self.view.chosen()[:1]:
            layer = project_layer(tile.source)
            if layer is None:
                layer = QgsRasterLayer(tile.source, os.path.splitext(tile.file)[0])
                if not layer.isValid():
                    self.note.problem(tr("{file} cannot be opened.").format(file=_escaped(tile.file)))
                    return
                QgsProject.instance().addMapLayer(layer, False)
                # Below everything else, as a raster is.
                QgsProject.instance().layerTreeRoot().addLayer(layer)
            self.note.clear_note()
            if self._outlines is not None:
                place = self._outlines.flash(tile.feature.geometry(), self._search.crs)
                if place is not None:
                    visibility.show(self._outlines.canvas, layer, place)

    def _menu(self, place) -> None:
        menu = self.context_menu()
        if menu is not None:
            menu.exec(self.view.viewport().mapToGlobal(place))
            menu.deleteLater()

    def context_menu(self) -> QMenu | None:
        """What can be done with the selected tiles; None where none is selected."""
        chosen = self.view.chosen()
        if not chosen:
            return None
        menu = QMenu(self)
        for button, mark in ((self.good, GOOD), (self.bad, BAD)):
            action = menu.addAction(button.text(), lambda mark=mark: self._mark(mark))
            action.setCheckable(True)
            action.setChecked(button.isChecked())
        menu.addSeparator()
        menu.addAction(tr("Show on the map"), lambda: self._look(chosen[0]))
        menu.addAction(tr("Outline on the map, or not"), lambda: [self._keep(tile) for tile in chosen])
        menu.addAction(tr("Show its raster"), self._show_raster)
        return menu

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save as layer"), os.path.join(self.folder, "similar.gpkg"), _GEOPACKAGE)
        if path:
            self.save_file(path if path.lower().endswith(".gpkg") else f"{path}.gpkg")

    def _added(self, layer) -> None:
        QgsProject.instance().addMapLayer(layer, False)
        QgsProject.instance().layerTreeRoot().insertLayer(0, layer)
        self.note.hint(tr("Added to the project: {}").format(_escaped(layer.name())))


def _headline(search: Search | None, marks: list[str]) -> str:
    if search is None:
        return tr("Nothing has been searched for yet.")
    told = tr("<b>{found} similar tiles</b> of {searched}").format(found=search.count, searched=search.searched)
    if search.count > len(search.found):
        told += "<br>" + tr("The best {shown} are shown and saved; for a layer of all use Advanced...").format(shown=len(search.found))
    if marks:
        told += "<br>" + tr("Marked: {good} like this, {bad} not like this").format(good=marks.count(GOOD), bad=marks.count(BAD))
    return told


def _button(name: str, text: str, tip: str, signal=None) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    if signal is not None:
        button.clicked.connect(lambda: signal.emit())
    return button


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
