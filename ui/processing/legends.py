"""Rasters of classes shown with the names of their classes, which they carry themselves."""
from __future__ import annotations

from qgis.core import QgsPalettedRasterRenderer, QgsRasterLayer
from qgis.PyQt.QtGui import QColor

#: Styles that are made of what a raster carries: all classes; those transitions that occur.
CLASSES, TRANSITIONS = "classes", "transitions"
# Where the engine has written the classes, 'water #87ceeb; road #ffe7ba', and how it makes a code of two of them.
_TAG, _FROM = "TIEPOINT_LEGEND", 100


def show(layer: QgsRasterLayer, name: str) -> None:
    """Give a raster of classes or of transitions between them its colours, with names; without a legend it stays as it is."""
    from osgeo import gdal  # not before there is a raster to read

    dataset = gdal.Open(layer.source())
    table = dataset.GetRasterBand(1).GetColorTable() if dataset else None
    names = [part.rpartition("#")[0].strip() for part in (dataset.GetMetadataItem(_TAG) or "").split(";")] if table else []
    if not all(names) or not names:
        return
    if name == CLASSES:
        shown = dict(enumerate(names, 1))
    else:
        codes = sorted(int(found.value) for found in QgsPalettedRasterRenderer.classDataFromRaster(layer.dataProvider(), 1))
        shown = {code: _transition(code, names) for code in codes if code}
    classes = [QgsPalettedRasterRenderer.Class(value, QColor(*table.GetColorEntry(value)), label) for value, label in shown.items()]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))


def _transition(code: int, names: list[str]) -> str:
    before, after = (names[number - 1] for number in divmod(code, _FROM))
    return f"{before}, unchanged" if before == after else f"{before} to {after}"
