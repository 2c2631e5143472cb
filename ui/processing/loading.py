"""Results in the project: one group a run, and the time each raster shows."""
from __future__ import annotations

from qgis.core import Qgis, QgsDateTimeRange, QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

# Tags of rasters the engine has written: the day one was taken, or the days a change lies between.
_DAY, _PERIOD = "TIEPOINT_DATE", ("TIEPOINT_DATE_BEFORE", "TIEPOINT_DATE_AFTER")


def gather(layer: QgsMapLayer, name: str, project: QgsProject) -> None:
    """Move a layer into a group of this name, which is made at the top where there is none; `order` sorts it among its like.

    A user who has all results in one group keeps it so.
    """
    from processing.core.ProcessingConfig import ProcessingConfig

    root = project.layerTreeRoot()
    node = root.findLayer(layer.id())
    if not name or node is None or ProcessingConfig.getSetting(ProcessingConfig.RESULTS_GROUP_NAME):
        return
    group = root.findGroup(name) or root.insertGroup(0, name)
    group.addChildNode(node.clone())
    node.parent().removeChildNode(node)
    # A view cannot expand a group before it holds something.
    group.setExpanded(False)
    group.setExpanded(True)


def show_time(layer: QgsMapLayer) -> None:
    """Tell QGIS's temporal controller when a raster was taken, where the engine has written that into it."""
    if not isinstance(layer, QgsRasterLayer) or layer.providerType() != "gdal":
        return
    from osgeo import gdal  # not before there is a raster to read

    dataset = gdal.Open(layer.source())
    if dataset is None:
        return
    day, period = dataset.GetMetadataItem(_DAY), [dataset.GetMetadataItem(name) for name in _PERIOD]
    first, last = (QDate.fromString(text or "", Qt.DateFormat.ISODate) for text in ((day, day) if day else period))
    if first.isValid() and last.isValid() and first <= last:
        properties = layer.temporalProperties()
        properties.setMode(Qgis.RasterTemporalMode.FixedTemporalRange if hasattr(Qgis.RasterTemporalMode, "FixedTemporalRange")
                           else Qgis.RasterTemporalMode.ModeFixedTemporalRange)
        properties.setFixedTemporalRange(QgsDateTimeRange(QDateTime(first, QTime(0, 0)), QDateTime(last, QTime(23, 59, 59))))
        properties.setIsActive(True)
