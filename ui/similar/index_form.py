"""The form of an index: which rasters are to be searched."""
# ruff: noqa: D102 (Qt's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.core import QgsProcessingUtils, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton, QWidget

from ..dock.form import Form
from ..processing.rasters import local_path
from ..translation import tr

RASTERS, OUTPUT = "RASTERS", "OUTPUT"
# What is drawn so shows classes or a quantity, such as a mask or a magnitude of change, and no ground.
_NO_PICTURES = ("paletted", "singlebandpseudocolor")


class IndexForm(Form):
    """Offers the pictures of the project, until the user chooses others.

    Signals:
        left: back to the search.
    """

    left = pyqtSignal()

    def leading(self) -> list[QWidget]:
        self.back_button = QPushButton(tr("Back to the search"))
        self.back_button.setObjectName("back")
        self.back_button.clicked.connect(lambda: self.left.emit())
        return [self.back_button]

    def showEvent(self, event) -> None:
        if not self.fields[RASTERS].value():
            layers = [node.layer() for node in QgsProject.instance().layerTreeRoot().findLayers()]
            self.fields[RASTERS].show([layer.id() for layer in layers if _is_picture(layer)])
        self.refresh()
        super().showEvent(event)

    def outputs(self, all_of_them: bool = True) -> dict:
        # An index is a GeoPackage, whatever kind of file Processing makes by default.
        if all_of_them and not self.folder.filePath().strip():
            return {OUTPUT: QgsProcessingUtils.generateTempFilename("tiles.gpkg")}
        return super().outputs(all_of_them)


def _is_picture(layer) -> bool:
    return isinstance(layer, QgsRasterLayer) and bool(local_path(layer)) and layer.renderer().type() not in _NO_PICTURES
