"""Places on the canvas in the coordinates of layers."""
from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)

from ...core.errors import GridError, RasterError
from ..processing import systems
from ..processing.rasters import local_path
from ..translation import tr


def moved(place, crs: QgsCoordinateReferenceSystem, to_crs: QgsCoordinateReferenceSystem):
    """A point or a rectangle in another CRS; as it is where one of the two is not known.

    Raises:
        GridError: it has no place there, or the definition of one of the two is lost.
    """
    if not (crs.isValid() and to_crs.isValid()) or crs == to_crs:
        return place
    transform = QgsCoordinateTransform(systems.whole(crs), systems.whole(to_crs), QgsProject.instance())
    try:
        return transform.transformBoundingBox(place) if isinstance(place, QgsRectangle) else transform.transform(place)
    except QgsCsException as error:
        name = to_crs.authid() or tr("the CRS of the layer")
        raise GridError(tr("The place cannot be expressed in {crs}: {why}.").format(crs=name, why=error),
                        tr("Check the CRS of the layer.")) from None


def pixel_at(raster: QgsRasterLayer, place: QgsPointXY) -> tuple[float, float]:
    """Column and row of a place in the raster's CRS, from the outer corner of its first pixel; rotated rasters included.

    Raises:
        RasterError: the raster is no file, or has no pixel there.
    """
    from osgeo import gdal  # not before there is a raster to read

    path = local_path(raster)
    dataset = gdal.Open(path) if path else None
    if dataset is None:
        raise RasterError(tr("'{name}' is no local file.").format(name=raster.name()), tr("Save the part you need to a file."))
    if not raster.crs().isValid() and dataset.GetGeoTransform(can_return_null=True) is None:
        # QGIS draws it with its rows downwards from zero.
        column, row = place.x(), -place.y()
    else:
        column, row = gdal.ApplyGeoTransform(gdal.InvGeoTransform(dataset.GetGeoTransform()), place.x(), place.y())
    if not (0.0 <= column <= dataset.RasterXSize and 0.0 <= row <= dataset.RasterYSize):
        raise RasterError(tr("The place is outside '{name}'.").format(name=raster.name()), tr("Click on the raster."))
    return column, row


def has_georeference(raster: QgsRasterLayer) -> bool:
    """Whether the raster says where it lies."""
    return raster.crs().isValid()


def pixel_size(raster: QgsRasterLayer) -> float:
    """Length of a pixel in units of the raster's CRS; zero where it has none."""
    return max(raster.rasterUnitsPerPixelX(), raster.rasterUnitsPerPixelY()) if raster.width() > 0 else 0.0
