"""Raster parameters: a file goes to the engine by its path, anything else is rendered to a temporary GeoTIFF."""
from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsProviderRegistry,
    QgsRasterBlockFeedback,
    QgsRasterFileWriter,
    QgsRasterLayer,
    QgsRasterPipe,
    QgsRectangle,
)
from qgis.PyQt.QtCore import Qt

from ...core.errors import GridError, RasterError
from . import systems

LONGEST_SIDE_PX = 8192
# Longest side of a basemap when nothing tells which resolution is needed.
UNGUIDED_SIDE_PX = 4096
# Share of the other raster's extent that is rendered around it, on each side: what the misplacement may be.
MARGIN = 0.2
# A GDAL subdataset such as GPKG:/a/b.gpkg:table; one letter before the colon is a Windows drive.
_SUBDATASET = re.compile(r"^[A-Za-z][A-Za-z0-9_]+:")
_DATABASE = re.compile(r"^(PG|POSTGRESQL|MEM|OCI|MSSQL|WMS|WCS):", re.IGNORECASE)
_PICTURE_TYPES = (Qgis.ARGB32, Qgis.ARGB32_Premultiplied)


@dataclass(frozen=True)
class Source:
    """A raster layer as seen from the main thread, with what another thread needs to read it.

    Attributes:
        name: of the parameter.
        path: what the engine can open itself; empty if it cannot.
        title: the layer's name.
        provider: own copy of the data provider, where ``path`` is empty.
        extent, crs: of the layer; ``crs`` is invalid where it has none.
        size: (columns, rows); (0, 0) for a source without pixels of its own, such as a basemap.
        has_own_crs: whether ``crs`` is what the data say; False where it was assigned to the layer in QGIS.
        is_open: whether it is a layer of the project, of which somebody can see where it lies.
    """

    name: str
    path: str
    title: str
    provider: object
    extent: QgsRectangle
    crs: QgsCoordinateReferenceSystem
    size: tuple[int, int]
    has_own_crs: bool = True
    is_open: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether it has colours only, drawn for the extent and size that is asked for, and no values."""
        return self.provider is not None and self.provider.dataType(1) in _PICTURE_TYPES

    @property
    def is_placed(self) -> bool:
        """Whether its extent says where it lies."""
        return self.crs.isValid() and not self.extent.isEmpty()


def source(name: str, layer: QgsRasterLayer) -> Source:
    """What the engine or `render` needs to know of a layer; raises GridError where its CRS is not known any more."""
    path = local_path(layer)
    provider = None if path else layer.dataProvider().clone()
    return Source(name, path, layer.name(), provider, layer.extent(), systems.whole(layer.crs()), (layer.width(), layer.height()),
                  not layer.crs().isValid() or layer.crs() == layer.dataProvider().crs())


def unopened(name: str, path: str) -> Source:
    """A file that QGIS cannot open, or a folder that stands for the rasters in it: the engine reads it."""
    return Source(name, os.path.abspath(path), os.path.basename(path), None, QgsRectangle(), QgsCoordinateReferenceSystem(), (0, 0))


def local_path(layer: QgsRasterLayer) -> str:
    """What another process's GDAL can open: a file, a subdataset or a /vsi path; empty for anything else."""
    if layer.providerType() != "gdal":
        return ""
    uri = layer.source()
    parts = QgsProviderRegistry.instance().decodeUri("gdal", uri)
    if parts.get("openOptions"):
        return ""
    uri = uri.split("|")[0]
    if os.path.exists(uri):
        return os.path.abspath(uri)
    if uri.startswith("/vsimem/"):
        return ""
    if uri.startswith("/vsi") or _SUBDATASET.match(uri) and not _DATABASE.match(uri):
        return uri
    return ""


def with_crs(raster: Source, path: str) -> None:
    """Write a small file that is read like the raster's own but has the CRS assigned to its layer.

    Raises:
        RasterError: it cannot be written.
    """
    from osgeo import gdal  # not before there is a raster to read

    wkt = raster.crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED)
    if gdal.Translate(path, raster.path, format="VRT", outputSRS=wkt) is None:
        raise RasterError(f"{raster.name} '{raster.title}' cannot be read with the CRS assigned to it: {gdal.GetLastErrorMsg()}.",
                          "Save it to a file with that CRS.")


def render(raster: Source, other: Source | None, area: tuple[QgsRectangle, QgsCoordinateReferenceSystem] | None, path: str,
           transforms: QgsCoordinateTransformContext, feedback) -> None:
    """Write a source that the engine cannot open to a GeoTIFF, once: values where it has values, colours where it is a picture.

    Args:
        raster: what to write.
        other: the raster it is compared with; tells which extent and resolution are needed.
        area: extent that is wanted instead, with its CRS.
        path: of the GeoTIFF.
        transforms: of the Processing context.
        feedback: of the algorithm.

    Raises:
        RasterError: the source cannot be read or written.
        GridError: nothing tells which part of it is needed, or it does not cover that part.
    """
    extent, columns, rows = window(raster, other, area, transforms)
    longest = max(columns, rows)
    if longest > LONGEST_SIDE_PX:
        columns, rows = (max(1, side * LONGEST_SIDE_PX // longest) for side in (columns, rows))
        feedback.pushWarning(f"{raster.name} is read at {LONGEST_SIDE_PX} instead of {longest} pixels on its longer side; "
                             f"save a part of it to a file to use all of its detail.")
    feedback.pushInfo(f"{raster.name} is no local file: reading {columns} x {rows} pixels of '{raster.title}'.")
    pipe = QgsRasterPipe()
    # Not a clone of the clone: that of a virtual raster reads freed memory in QGIS 3.22. The pipe owns it from here on.
    pipe.set(raster.provider)
    blocks = QgsRasterBlockFeedback()
    # Direct: this thread has no event loop that would deliver it.
    feedback.canceled.connect(blocks.cancel, Qt.ConnectionType.DirectConnection)
    try:
        writer = QgsRasterFileWriter(path)
        writer.setOutputFormat("GTiff")
        error = writer.writeRaster(pipe, columns, rows, extent, raster.crs, transforms, blocks)
    finally:
        feedback.canceled.disconnect(blocks.cancel)
    if error == QgsRasterFileWriter.WriteCanceled or feedback.isCanceled():
        return
    problems = "; ".join(blocks.errors())
    if error != QgsRasterFileWriter.NoError or problems:
        raise RasterError(f"{raster.name} '{raster.title}' cannot be read{': ' + problems if problems else ''}.",
                          "Check that the layer is drawn on the map, or save the part you need to a file.")


def window(raster: Source, other: Source | None, area, transforms: QgsCoordinateTransformContext) -> tuple[QgsRectangle, int, int]:
    """(extent in the source's CRS, columns, rows) that are needed of a source; see `render`."""
    wanted, resolution = _wanted(raster, other, area, transforms)
    if raster.is_placed and wanted is not None:
        covered = wanted.intersect(raster.extent)
        if covered.isEmpty():
            raise GridError(f"{raster.name} '{raster.title}' does not cover the area that is needed.",
                            "Choose rasters or an EXTENT that overlap.")
        wanted = covered
    if wanted is None:
        if raster.is_picture:
            raise GridError(f"Nothing says which part of {raster.name} '{raster.title}' is needed.", "Give EXTENT, the area to use.")
        wanted = raster.extent
    if not raster.is_picture and raster.size[0] > 0:
        resolution = raster.extent.width() / raster.size[0], raster.extent.height() / raster.size[1]
    if resolution is None:
        resolution = (max(wanted.width(), wanted.height()) / UNGUIDED_SIDE_PX,) * 2
    return wanted, max(1, math.ceil(wanted.width() / resolution[0])), max(1, math.ceil(wanted.height() / resolution[1]))


def _wanted(raster: Source, other: Source | None, area, transforms):
    """(extent in the source's CRS or None, (x, y) size of the other raster's pixels there or None)."""
    resolution = extent = None
    if other is not None and other.is_placed and raster.crs.isValid():
        there = _moved(other.extent, other.crs, raster.crs, transforms)
        if other.size[0] > 0 and not other.is_picture:
            resolution = there.width() / other.size[0], there.height() / other.size[1]
        if not other.is_picture:
            extent = there.buffered(MARGIN * max(there.width(), there.height()))
    if area is not None:
        extent = _moved(area[0], area[1], raster.crs, transforms)
    return extent, resolution


def _moved(extent: QgsRectangle, crs, to_crs, transforms) -> QgsRectangle:
    if not (crs.isValid() and to_crs.isValid()) or crs == to_crs:
        return QgsRectangle(extent)
    try:
        return QgsCoordinateTransform(crs, to_crs, transforms).transformBoundingBox(extent)
    except QgsCsException as error:
        raise GridError(f"The extent cannot be expressed in {to_crs.authid() or 'the CRS of the raster'}: {error}.",
                        "Check the CRS of both rasters.") from None
