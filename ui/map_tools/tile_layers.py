"""Layers of a project that a search for similar tiles is about."""
from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from ...core.errors import GridError
from ..processing import systems

# Columns of tiles; results have a rank beside.
_TILE, _RESULT = ("tile", "source", "code", "col", "row"), "rank"


def is_tiles(layer: QgsMapLayer) -> bool:
    """Whether a layer holds tiles, of an index or of results."""
    return isinstance(layer, QgsVectorLayer) and all(layer.fields().lookupField(name) >= 0 for name in _TILE)


def is_index(layer: QgsMapLayer) -> bool:
    """Whether a layer is that of an index."""
    return is_tiles(layer) and layer.fields().lookupField(_RESULT) < 0 and layer.providerType() == "ogr"


def index_of(layers: list[QgsMapLayer], project: QgsProject) -> QgsVectorLayer | None:
    """The first index among layers, in order, else among all of the project."""
    return next((layer for layer in (*layers, *project.mapLayers().values()) if is_index(layer)), None)


def tile_at(layers: list[QgsMapLayer], point: QgsPointXY, crs: QgsCoordinateReferenceSystem, project: QgsProject):
    """(layer, id of the feature) of the uppermost tile at a place of a CRS; None where there is none. Of results, the best there."""
    for layer in filter(is_tiles, layers):
        there = moved(QgsRectangle(point, point), crs, layer.crs(), project)
        if there is None:
            continue
        place = there.center()
        tiny = max(abs(place.x()), abs(place.y()), 1.0) * 1e-9
        request = QgsFeatureRequest(QgsRectangle(place.x() - tiny, place.y() - tiny, place.x() + tiny, place.y() + tiny))
        ranked = layer.fields().lookupField(_RESULT)
        found = [(_rank(feature, ranked), feature.id()) for feature in layer.getFeatures(request) if feature.geometry().contains(place)]
        if found:
            return layer, min(found)[1]
    return None


def _rank(feature, column: int) -> int:
    """Of a result; 0 of any other tile, and of examples that were saved with results."""
    rank = feature.attribute(column) if column >= 0 else 0
    return rank if isinstance(rank, int) else 0


def raster_under(layers: list[QgsMapLayer], box: QgsRectangle, crs: QgsCoordinateReferenceSystem, project: QgsProject
                 ) -> QgsRasterLayer | None:
    """The first raster, in order, that covers a place of a CRS."""
    for layer in layers:
        if isinstance(layer, QgsRasterLayer) and layer.isValid():
            there = moved(box, crs, layer.crs(), project)
            if there is not None and (layer.extent().isEmpty() or there.intersects(layer.extent())):
                return layer
    return None


def moved(box: QgsRectangle, crs, to_crs, project: QgsProject) -> QgsRectangle | None:
    """A rectangle, or what it spans in another CRS; None where it has no place there."""
    if not crs.isValid() or not to_crs.isValid() or crs == to_crs:
        return QgsRectangle(box)
    try:
        return QgsCoordinateTransform(systems.whole(crs), systems.whole(to_crs), project).transformBoundingBox(box)
    except (QgsCsException, GridError):
        return None
