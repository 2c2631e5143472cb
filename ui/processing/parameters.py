"""Options of a job as Processing parameters, its results as Processing outputs."""
from __future__ import annotations

import importlib.util
import os

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
    QgsProcessingParameterVectorLayer,
)

from ...core.options.option import Option, Result, described
from ..translation import tr

# Options whose text is a list of GeoTIFF creation options.
_CREATION_OPTIONS = "creation_options"


def parameters(options: type) -> list[QgsProcessingParameterDefinition]:
    """One parameter for every option of a class, in order; the name is the option's in upper case."""
    names = {name for name, _, _ in described(options)}
    return [parameter(name, default, option, names) for name, default, option in described(options)]


def parameter(name: str, default, option: Option, names: set[str]) -> QgsProcessingParameterDefinition:
    """The parameter of one option; ``names`` are all options of its job."""
    made = _MAKERS[option.kind](name.upper(), default, option, names)
    made.setHelp(tr(option.help))
    if option.advanced:
        made.setFlags(made.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
    if name == _CREATION_OPTIONS:
        made.setMetadata({"widget_wrapper": _creation_options_widget()})
    return made


def output(result: Result):
    """The output of one result."""
    kinds = {"number": QgsProcessingOutputNumber, "string": QgsProcessingOutputString, "boolean": QgsProcessingOutputBoolean,
             "layers": QgsProcessingOutputMultipleLayers}
    return kinds[result.kind](result.name, tr(result.title))


def _raster(name, _default, option, _names):
    return QgsProcessingParameterRasterLayer(name, tr(option.title), optional=option.optional)


def _rasters(name, _default, option, _names):
    return QgsProcessingParameterMultipleLayers(name, tr(option.title), QgsProcessing.TypeRaster, optional=option.optional)


def _band(name, _default, option, _names):
    return QgsProcessingParameterBand(name, tr(option.title), None, option.parent.upper(), option.optional)


def _bands(name, _default, option, _names):
    return QgsProcessingParameterBand(name, tr(option.title), None, option.parent.upper(), option.optional, True)


def _polygons(name, _default, option, _names):
    return QgsProcessingParameterFeatureSource(name, tr(option.title), [QgsProcessing.TypeVectorPolygon], optional=option.optional)


def _points(name, _default, option, _names):
    return QgsProcessingParameterFeatureSource(name, tr(option.title), [QgsProcessing.TypeVectorPoint], optional=option.optional)


def _vector(name, _default, option, _names):
    return QgsProcessingParameterVectorLayer(name, tr(option.title), [QgsProcessing.TypeVectorPolygon], optional=option.optional)


def _file(name, _default, option, _names):
    return QgsProcessingParameterFile(name, tr(option.title), optional=option.optional, fileFilter=option.file_filter)


def _folder(name, _default, option, _names):
    return QgsProcessingParameterFile(name, tr(option.title), QgsProcessingParameterFile.Folder, optional=option.optional)


def _enum(name, default, option, _names):
    return QgsProcessingParameterEnum(name, tr(option.title), list(option.choices), False, default, option.optional, True)


def _number(name, default, option, names):
    limits = {"minValue": option.minimum, "maxValue": option.maximum}
    limits = {limit: value for limit, value in limits.items() if value is not None}
    if option.unit == "map" and "reference" in names:
        return QgsProcessingParameterDistance(name, tr(option.title), default, "REFERENCE", option.optional, **limits)
    kind = QgsProcessingParameterNumber.Integer if option.kind == "integer" else QgsProcessingParameterNumber.Double
    return QgsProcessingParameterNumber(name, tr(option.title), kind, default, option.optional, **limits)


def _boolean(name, default, option, _names):
    return QgsProcessingParameterBoolean(name, tr(option.title), default, option.optional)


def _extent(name, _default, option, _names):
    return QgsProcessingParameterExtent(name, tr(option.title), optional=option.optional)


def _text(name, default, option, _names):
    return QgsProcessingParameterString(name, tr(option.title), default, optional=option.optional)


# In the dialog, optional layers are made unless one declines, optional files and lines only if one asks.
def _raster_output(name, _default, option, _names):
    return QgsProcessingParameterRasterDestination(name, tr(option.title), optional=option.optional)


def _points_output(name, _default, option, _names):
    return QgsProcessingParameterFeatureSink(name, tr(option.title), QgsProcessing.TypeVectorPoint, optional=option.optional)


def _lines_output(name, _default, option, _names):
    return QgsProcessingParameterFeatureSink(name, tr(option.title), QgsProcessing.TypeVectorLine, optional=option.optional,
                                             createByDefault=not option.optional)


def _polygons_output(name, _default, option, _names):
    return QgsProcessingParameterFeatureSink(name, tr(option.title), QgsProcessing.TypeVectorPolygon, optional=option.optional,
                                             createByDefault=not option.optional)


def _vector_output(name, _default, option, _names):
    return QgsProcessingParameterVectorDestination(name, tr(option.title), QgsProcessing.TypeVectorPolygon, optional=option.optional)


def _file_output(name, _default, option, _names):
    return QgsProcessingParameterFileDestination(name, tr(option.title), option.file_filter, optional=option.optional,
                                                 createByDefault=not option.optional)


def _folder_output(name, _default, option, _names):
    return QgsProcessingParameterFolderDestination(name, tr(option.title), optional=option.optional, createByDefault=not option.optional)


_MAKERS = {"raster": _raster, "rasters": _rasters, "band": _band, "bands": _bands, "polygons": _polygons, "points": _points,
           "vector": _vector, "file": _file, "folder": _folder, "enum": _enum, "integer": _number, "number": _number, "boolean": _boolean,
           "extent": _extent, "text": _text, "raster_output": _raster_output, "points_output": _points_output,
           "lines_output": _lines_output, "polygons_output": _polygons_output, "vector_output": _vector_output,
           "file_output": _file_output, "folder_output": _folder_output}


def _creation_options_widget() -> dict:
    """The widget for GeoTIFF creation options: a class of Processing in older versions of QGIS, a native one in newer."""
    processing = importlib.util.find_spec("processing")
    folders = processing.submodule_search_locations if processing else []
    if any(os.path.isfile(os.path.join(folder, "algs", "gdal", "ui", "RasterOptionsWidget.py")) for folder in folders):
        return {"class": "processing.algs.gdal.ui.RasterOptionsWidget.RasterOptionsWidgetWrapper"}
    return {"widget_type": "rasteroptions"}
