"""Vector parameters: what the engine reads and writes is a GeoPackage, whatever kind of layer the user has."""
from __future__ import annotations

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ...core.errors import EngineError, OutputError
from ...core.progress import Cancelled
from . import systems

# GeoPackage's own key; as an attribute it would collide with that of the file it is copied to.
_KEY = "fid"


def save(source: QgsProcessingFeatureSource, path: str, with_attributes: bool, transforms: QgsCoordinateTransformContext, feedback,
         name: str = "") -> None:
    """Write the features of a source, the selected ones where the user asked for that, to a GeoPackage.

    Args:
        name: of the layer in it; empty: as the file.

    Raises:
        OutputError: the file cannot be written.
        GridError: the CRS is not known any more.
        Cancelled: the user asked to stop.
    """
    kept = _attributes(source.fields()) if with_attributes else []
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = name
    crs = systems.whole(source.sourceCrs())
    writer = QgsVectorFileWriter.create(path, _chosen(source.fields(), kept), source.wkbType(), crs, transforms, options)
    if writer.hasError() != QgsVectorFileWriter.NoError:
        raise OutputError(f"The features of {source.sourceName()} cannot be passed on: {writer.errorMessage()}.",
                          "Check that the temporary folder has room.")
    _copy(source.getFeatures(QgsFeatureRequest()), kept, writer, feedback)
    del writer


def opened(path: str) -> QgsVectorLayer:
    """The layer the engine has written; raises EngineError if there is none."""
    layer = QgsVectorLayer(path, "engine", "ogr")
    if not layer.isValid():
        raise EngineError("The engine has not written the layer it was asked for.", "Please report this.")
    return layer


def fields_of(layer: QgsVectorLayer) -> QgsFields:
    """The fields of a layer of the engine that a sink is to have."""
    return _chosen(layer.fields(), _attributes(layer.fields()))


def copy(layer: QgsVectorLayer, sink: QgsFeatureSink, feedback) -> None:
    """Copy the features of a layer of the engine to a sink made with `fields_of`; raises OutputError, Cancelled."""
    _copy(layer.getFeatures(), _attributes(layer.fields()), sink, feedback)
    if not sink.flushBuffer():
        raise OutputError(f"The layer cannot be written: {sink.lastError()}.", "Check that there is room where it is to be written.")


def check_copy(layer: QgsVectorLayer, where: str) -> None:
    """Raise OutputError where a file has not kept all features: some formats do not tell that the disk is full."""
    copied = QgsVectorLayer(where, "copy", "ogr")
    kept = sum(feature.hasGeometry() for feature in copied.getFeatures()) if copied.isValid() else 0
    if kept != layer.featureCount():
        raise OutputError(f"Only {kept} of {layer.featureCount()} features could be written to {where}.",
                          "Free some space or choose an output folder on another disk.")


def _copy(features, kept: list[int], sink: QgsFeatureSink, feedback) -> None:
    for feature in features:
        if feedback.isCanceled():
            raise Cancelled()
        row = QgsFeature()
        row.setGeometry(feature.geometry())
        values = feature.attributes()
        row.setAttributes([values[index] for index in kept])
        if not sink.addFeature(row, QgsFeatureSink.FastInsert):
            raise OutputError(f"The layer cannot be written: {sink.lastError()}.", "Check that there is room where it is to be written.")


def _attributes(fields: QgsFields) -> list[int]:
    return [index for index in range(fields.count()) if fields.at(index).name().lower() != _KEY]


def _chosen(fields: QgsFields, kept: list[int]) -> QgsFields:
    chosen = QgsFields()
    for index in kept:
        chosen.append(fields.at(index))
    return chosen
