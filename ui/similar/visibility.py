"""Whether a raster is seen on the map where a tile of it lies, and how it becomes so."""
from __future__ import annotations

from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle

from ..map_tools.tile_layers import moved


def is_seen(canvas, layer: QgsRasterLayer, place: QgsRectangle) -> bool:
    """Whether a raster is shown, and no other lies over it.

    Args:
        place: in the CRS of the canvas.
    """
    shown = canvas.layers()
    return layer in shown and not _over(canvas, layer, place)


def show(canvas, layer: QgsRasterLayer, place: QgsRectangle) -> None:
    """Show a raster, and hide those that lie over it."""
    root = QgsProject.instance().layerTreeRoot()
    root.findLayer(layer.id()).setItemVisibilityCheckedParentRecursive(True)
    order = root.layerOrder()
    for other in order[:order.index(layer)]:
        if _covers(canvas, other, place):
            root.findLayer(other.id()).setItemVisibilityChecked(False)


def _over(canvas, layer: QgsRasterLayer, place: QgsRectangle) -> list[QgsRasterLayer]:
    shown = canvas.layers()
    return [other for other in shown[:shown.index(layer)] if _covers(canvas, other, place)]


def _covers(canvas, layer, place: QgsRectangle) -> bool:
    if not isinstance(layer, QgsRasterLayer):
        return False
    there = moved(place, canvas.mapSettings().destinationCrs(), layer.crs(), QgsProject.instance())
    return there is not None and there.intersects(layer.extent())
