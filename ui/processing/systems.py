"""Coordinate reference systems as QGIS hands them out."""
from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer

from ...core.errors import GridError


def whole(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """A CRS that can be written down and transformed; as it is where it is valid and whole, or invalid.

    QGIS shares one definition of a CRS among all threads. Once the thread that made it has ended, a definition that another one
    still uses stays valid but is empty: it has no WKT, what is written with it has no CRS, and nothing is transformed. It stays in
    QGIS's cache, too, so that the CRS of every layer opened later is as empty.

    Raises:
        GridError: its definition is lost, and it has no name to make it from.
    """
    if not crs.isValid() or crs.toWkt():
        return crs
    name = crs.authid() or crs.toProj()
    QgsCoordinateReferenceSystem.invalidateCache()
    made = QgsCoordinateReferenceSystem(name)
    if not made.toWkt():
        raise GridError(f"QGIS has lost the definition of the coordinate system '{crs.description() or name}'.",
                        "Assign the CRS to the layer again, or restart QGIS.")
    return made


def forget() -> None:
    """Let what is opened from now on make its CRS itself, rather than share what a background thread has made, which will be lost.

    Not only would it then lie elsewhere: QGIS 3.22 crashes at the next message of PROJ after it has tried to transform with a definition
    that is lost, as its canvas does.
    """
    QgsCoordinateReferenceSystem.invalidateCache()


def renew(layer: QgsMapLayer) -> None:
    """Give a layer that a background thread may have opened a CRS that the calling thread has made.

    A model passes the layers of one step on to the next, and those to the project in the end: emptying the cache comes too late for them.
    """
    crs = layer.crs()
    if not crs.isValid():
        return
    forget()
    made = QgsCoordinateReferenceSystem(crs.authid()) if crs.authid() else QgsCoordinateReferenceSystem.fromWkt(crs.toWkt())
    if made.toWkt() and (made == crs or not crs.toWkt()):
        layer.setCrs(made)
