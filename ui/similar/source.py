"""The rasters of an index as layers that show tiles as the index was told to show them."""
from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsBilinearRasterResampler,
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsProject,
    QgsRasterInterface,
    QgsRasterLayer,
    QgsRectangle,
    QgsSingleBandGrayRenderer,
)

from ..processing.rasters import local_path

_QUERY = "SELECT record FROM vgpkg_tiepoint_sources WHERE instr(record, ?) > 0"
_IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
# Screens show several pixels of a raster as one: they are averaged, up to so many.
_OVERSAMPLING = 4.0


@dataclass(frozen=True, eq=False)
class Source:
    """One raster of an index.

    Attributes:
        layer: own copy of the project's layer, where it has one, else one that is styled by what the index knows.
        transform: six numbers from pixels to the coordinates of the layer.
    """

    layer: QgsRasterLayer
    transform: tuple[float, ...]

    def extent(self, window: tuple[int, int, int, int]) -> QgsRectangle:
        """What a window (col, row, width, height) spans in the layer's coordinates."""
        col, row, width, height = window
        a, b, c, d, e, f = self.transform
        corners = [(x, y) for x in (col, col + width) for y in (row, row + height)]
        xs, ys = [a * x + b * y + c for x, y in corners], [d * x + e * y + f for x, y in corners]
        return QgsRectangle(min(xs), min(ys), max(xs), max(ys))


def project_layer(path: str) -> QgsRasterLayer | None:
    """The layer of the project that shows a file, the uppermost one first."""
    real = os.path.realpath(path)
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        layer = node.layer()
        if isinstance(layer, QgsRasterLayer) and layer.isValid() and os.path.realpath(local_path(layer) or "?") == real:
            return layer
    return None


def source_of(index: str, path: str) -> Source | None:
    """A raster of an index; None where it cannot be shown: it has gone, or the index has.

    Nothing is read of it but its header: colours are those of the project's layer, else those its tiles were made with.
    """
    record = _record(index, path)
    if record is None:
        return None
    known = project_layer(path)
    layer = known.clone() if known is not None else _opened(path, record)
    if not layer.isValid():
        return None
    layer.resampleFilter().setZoomedOutResampler(QgsBilinearRasterResampler())
    layer.resampleFilter().setMaxOversampling(_OVERSAMPLING)
    transform = tuple(record["transform"])
    # QGIS draws a raster without a position with its rows downwards from zero.
    downwards = transform == _IDENTITY and layer.extent().yMaximum() <= 0.0
    return Source(layer, (1.0, 0.0, 0.0, 0.0, -1.0, 0.0) if downwards else transform)


def _record(index: str, path: str) -> dict | None:
    """What the index knows of a raster."""
    asked = json.dumps({"path": path})[1:-1]
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(index).absolute().as_uri()}?mode=ro", uri=True)) as db:
            found = [json.loads(text) for text, in db.execute(_QUERY, (asked,))]
    except (sqlite3.Error, ValueError):
        return None
    return next((record for record in found if record["path"] == path), None)


def _opened(path: str, record: dict) -> QgsRasterLayer:
    options = QgsRasterLayer.LayerOptions()
    # QGIS would go through the raster for what the index knows.
    options.loadDefaultStyle = False
    layer = QgsRasterLayer(path, os.path.basename(path), "gdal", options)
    bands, limits = record["bands"], record["limits"]
    if not layer.isValid() or max(bands) > layer.bandCount():
        return layer
    provider = layer.dataProvider()
    if len(bands) == 3:
        renderer = QgsMultiBandColorRenderer(provider, *bands)
        setters = (renderer.setRedContrastEnhancement, renderer.setGreenContrastEnhancement, renderer.setBlueContrastEnhancement)
    elif provider.colorTable(bands[0]):
        return layer
    else:
        renderer = QgsSingleBandGrayRenderer(provider, bands[0])
        setters = (renderer.setContrastEnhancement,)
    if limits is not None:
        for band, setter in zip(bands, setters):
            setter(_stretch(provider, band, limits))
    layer.setRenderer(renderer)
    return layer


def _stretch(provider: QgsRasterInterface, band: int, limits: tuple[float, float]) -> QgsContrastEnhancement:
    stretch = QgsContrastEnhancement(provider.dataType(band))
    stretch.setMinimumValue(limits[0], False)
    stretch.setMaximumValue(limits[1], False)
    stretch.setContrastEnhancementAlgorithm(QgsContrastEnhancement.StretchToMinimumMaximum)
    return stretch
