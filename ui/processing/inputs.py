"""The parameters of an algorithm, read and checked in the main thread."""
from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, field, replace

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingOutputLayerDefinition,
    QgsProperty,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QVariant

from ...core.errors import OptionError, OutputError, RasterError
from ...core.options.option import described, from_record
from . import rasters, systems

GEOTIFF, GEOPACKAGE = (".tif", ".tiff"), ".gpkg"
# In a filter such as "JSON files (*.json)".
_ENDING = re.compile(r"\*(\.\w+)")
_TEMPORARY = ("TEMPORARY_OUTPUT", "memory:")


@dataclass(frozen=True)
class Inputs:
    """What was given for a job's options, by option name; what another thread may use.

    Attributes:
        plain: values that go to the engine as they are.
        rasters: raster parameters that were given; several: those of several rasters.
        features: vector parameters that were given, with whether their attributes matter.
        areas: extents that were given, each with its CRS and the parameter it belongs to, "" for the reference.
    """

    plain: dict = field(default_factory=dict)
    rasters: dict[str, rasters.Source] = field(default_factory=dict)
    several: dict[str, list[rasters.Source]] = field(default_factory=dict)
    features: dict[str, tuple[QgsProcessingFeatureSource, bool]] = field(default_factory=dict)
    areas: dict[str, tuple[QgsRectangle, QgsCoordinateReferenceSystem, str]] = field(default_factory=dict)

    def area_of(self, raster: str) -> tuple[QgsRectangle, QgsCoordinateReferenceSystem] | None:
        """The extent that is needed of a raster parameter, with its CRS."""
        return next(((extent, crs) for extent, crs, parent in self.areas.values() if parent in ("", raster)), None)


def read(algorithm: QgsProcessingAlgorithm, options: type, parameters: dict, context: QgsProcessingContext) -> Inputs:
    """Read the inputs of an algorithm; outputs are not evaluated yet.

    Raises:
        TiepointError: a layer or file is missing or cannot be read, or inputs and outputs contradict each other.
    """
    inputs, systems = Inputs(), {}
    for name, default, option in described(options):
        key = name.upper()
        given = parameters.get(key)
        if option.kind == "raster":
            if _is_given(given):
                inputs.rasters[name] = _raster(algorithm, key, parameters, context)
            elif not option.optional:
                raise OptionError(f"{key} is missing.", f"Give: {option.title.lower()}.")
        elif option.kind == "rasters":
            if _is_given(given):
                inputs.several[name] = _rasters(algorithm, key, parameters, context, option.folders)
        elif option.kind in ("polygons", "points"):
            if _is_given(given):
                inputs.features[name] = (_features(algorithm, key, parameters, context),
                                         option.kind == "points" or option.attributes)
        elif option.kind == "vector":
            if _is_given(given):
                inputs.plain[name], systems[name] = _vector(algorithm, key, parameters, context)
            elif not option.optional:
                raise OptionError(f"{key} is missing.", f"Give: {option.title.lower()}.")
        elif option.kind == "extent":
            if _is_given(given):
                raster = inputs.rasters.get(option.parent or "reference")
                crs = raster.crs if raster else systems.get(option.parent, QgsCoordinateReferenceSystem())
                inputs.areas[name] = (_area(algorithm, key, parameters, context, crs), crs, option.parent)
        elif not option.kind.endswith("_output"):
            inputs.plain[name] = _plain(algorithm, key, default, option, parameters, context)
    from_record(options, {**dict.fromkeys(_required_texts(options), "given"), **inputs.plain})
    _check_files(inputs, options, parameters, context)
    return inputs


def _raster(algorithm, key: str, parameters: dict, context) -> rasters.Source:
    layer = algorithm.parameterAsRasterLayer(parameters, key, context)
    if layer is None or not layer.isValid():
        text = str(algorithm.parameterAsString(parameters, key, context) or parameters[key])
        if _looks_like_file(text) and not os.path.exists(text):
            raise RasterError(f"{key}: there is no file {text}.", "Check the path.")
        raise RasterError(f"{key}: '{text}' is not a raster that can be read.", "Choose a GeoTIFF or another raster that opens in QGIS.")
    project = context.project()
    return replace(rasters.source(key, layer), is_open=project is not None and project.mapLayer(layer.id()) is not None)


def _rasters(algorithm, key: str, parameters: dict, context, folders: bool) -> list[rasters.Source]:
    """The rasters of a list, which all have to be files: nothing says which part of a basemap would be wanted."""
    found, refused = [], []
    for one in _listed(parameters[key]):
        if folders and _is_folder(one):
            found.append(rasters.unopened(key, one))
            continue
        if folders and isinstance(one, str) and os.path.isabs(one) and not os.path.exists(one):
            raise RasterError(f"{key}: there is neither a file nor a folder {one}.", "Check the path.")
        try:
            found.append(_raster(algorithm, key, {**parameters, key: one}, context))
        except RasterError as error:
            if not _is_file(one):
                raise
            # Whether a file that QGIS cannot open spoils the others is for the job to say.
            refused.append(error)
            found.append(rasters.unopened(key, one))
    if refused and len(refused) == len(found):
        raise refused[0]
    for raster in found:
        if not raster.path:
            raise RasterError(f"{key}: '{raster.title}' is no local file.", "Save the part you need to a file.")
    return found


def as_layers(options: type, parameters: dict) -> dict:
    """The parameters as QGIS checks them, which knows layers only: lists of rasters without folders and files that are none."""
    checked = dict(parameters)
    for name, _, option in described(options):
        given = checked.get(name.upper())
        if option.kind == "rasters" and _is_given(given):
            listed = _listed(given)
            left = [one for one in listed if not _is_folder(one) and (not _is_file(one) or QgsRasterLayer(one).isValid())]
            checked[name.upper()] = left or (None if option.folders and any(map(_is_folder, listed)) else listed)
    return checked


def _listed(given) -> list:
    """Several rasters one by one."""
    return [one for one in (given if isinstance(given, (list, tuple)) else [given]) if _is_given(one)]


def _features(algorithm, key: str, parameters: dict, context) -> QgsProcessingFeatureSource:
    source = algorithm.parameterAsSource(parameters, key, context)
    if source is None:
        text = algorithm.parameterAsString(parameters, key, context)
        if _looks_like_file(text) and not os.path.exists(text.split("|")[0]):
            raise OptionError(f"{key}: there is no file {text}.", "Check the path.")
        raise OptionError(f"{key}: '{text}' is not a vector layer that can be read.", "Choose a layer that opens in QGIS.")
    return source


def _vector(algorithm, key: str, parameters: dict, context) -> tuple[str, QgsCoordinateReferenceSystem]:
    """The file of a vector layer, which the engine reads as it is, and the layer's CRS."""
    text = str(parameters[key])
    if isinstance(parameters[key], str) and _looks_like_file(text) and not os.path.isfile(text.split("|")[0]):
        raise OptionError(f"{key}: there is no file {text}.", "Check the path.")
    layer = algorithm.parameterAsVectorLayer(parameters, key, context)
    if layer is None or not layer.isValid():
        raise OptionError(f"{key}: '{text}' is not a vector layer that can be read.", "Choose a layer that opens in QGIS.")
    path = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path") or ""
    if layer.providerType() != "ogr" or not os.path.isfile(path):
        raise OptionError(f"{key}: '{layer.name()}' is no local file.", "Choose a file.")
    return os.path.abspath(path), systems.whole(layer.crs())


def _area(algorithm, key: str, parameters: dict, context, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
    """The extent in a CRS."""
    extent = algorithm.parameterAsExtent(parameters, key, context, crs)
    if extent.isNull() or extent.isEmpty():
        raise OptionError(f"{key} '{parameters[key]}' is no extent.",
                          "Write it as xmin,xmax,ymin,ymax, followed by its CRS, as in [EPSG:32633].")
    return extent


def _plain(algorithm, key: str, default, option, parameters: dict, context):
    given = parameters.get(key)
    if not _is_given(given):
        return default
    if option.kind == "bands":
        return given if isinstance(given, (str, list, tuple)) else [given]
    if isinstance(given, str) and option.kind not in ("file", "folder", "text"):
        # As from the command line; QGIS would replace what it cannot convert by 0.
        return given
    if option.kind == "enum":
        return algorithm.parameterAsEnumString(parameters, key, context)
    if option.kind == "boolean":
        return algorithm.parameterAsBoolean(parameters, key, context)
    if option.kind in ("integer", "band"):
        return algorithm.parameterAsInt(parameters, key, context)
    if option.kind == "number":
        return algorithm.parameterAsDouble(parameters, key, context)
    text = algorithm.parameterAsString(parameters, key, context)
    if option.kind == "file" and not os.path.isfile(text):
        raise OptionError(f"{key}: there is no file {text}.", "Check the path.")
    endings = _ENDING.findall(option.file_filter)
    if option.kind == "file" and endings and os.path.splitext(text)[1].lower() not in endings:
        # QGIS refuses it too, without saying why.
        raise OptionError(f"{key}: {os.path.basename(text)} is none of {option.file_filter.split(' (')[0].lower()}.",
                          f"Choose a file that ends in {', '.join(endings)}.")
    return os.path.abspath(text) if option.kind in ("file", "folder") else text


def _is_given(value) -> bool:
    """Whether a parameter has a value; models pass SQL-like nulls for what they leave out."""
    return value is not None and value != "" and not (isinstance(value, QVariant) and value.isNull())


def _is_file(value) -> bool:
    return isinstance(value, str) and os.path.isfile(value)


def _is_folder(value) -> bool:
    return isinstance(value, str) and os.path.isdir(value)


def _required_texts(options: type) -> list[str]:
    """Options that are given by other means than their own value: layers and outputs."""
    return [name for name, default, option in described(options) if default == "" and not option.optional]


def _check_files(inputs: Inputs, options: type, parameters: dict, context) -> None:
    """No output may be an input or another output, and each must have a folder that can be written to."""
    specs = {name: option for name, _, option in described(options)}
    paths = {name.upper(): raster.path for name, raster in inputs.rasters.items() if raster.path}
    paths.update({f"{name.upper()} {number}": raster.path for name, several in inputs.several.items()
                  for number, raster in enumerate(several, 1)})
    reference, target = inputs.rasters.get("reference"), inputs.rasters.get("target")
    if reference and target and not specs["reference"].optional and reference.path and _same_file(reference.path, target.path):
        raise OptionError("REFERENCE and TARGET are the same raster.", "Choose two different rasters.")
    used = dict(paths)
    used.update({name.upper(): value for name, value in inputs.plain.items() if specs[name].kind in ("file", "vector") and value})
    for name, option in specs.items():
        if not option.kind.endswith("_output"):
            continue
        path = destination_file(parameters.get(name.upper()), context)
        if not path:
            continue
        for other, taken in used.items():
            if _same_file(path, taken):
                raise OutputError(f"{name.upper()} is the same file as {other}: {path}.",
                                  "Choose another output file; no input is overwritten.")
        used[name.upper()] = path
        if option.kind == "raster_output" and os.path.splitext(path)[1].lower() not in GEOTIFF:
            raise OutputError(f"{name.upper()} is a GeoTIFF, but {os.path.basename(path)} is no name for one.", "Let the name end in .tif.")
        if option.kind == "vector_output" and os.path.splitext(path)[1].lower() != GEOPACKAGE:
            raise OutputError(f"{name.upper()} is a GeoPackage, but {os.path.basename(path)} is no name for one.",
                              f"Let the name end in {GEOPACKAGE}.")
        _check_folder(name.upper(), path)


def destination_file(value, context: QgsProcessingContext) -> str:
    """The file an output parameter names; empty for a temporary output, a database, or nothing."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value, _ = value.valueAsString(context.expressionContext(), "")
    if not isinstance(value, str) or not value or value.startswith(_TEMPORARY) or not _looks_like_file(value):
        return ""
    return os.path.abspath(value)


def _looks_like_file(text: str) -> bool:
    """Whether a text is a path rather than the name of a layer or a connection to a database."""
    return os.path.splitext(text)[1] != "" and "dbname=" not in text and not text.startswith(("ogr:", "postgres:", "/vsi"))


def _same_file(path: str, other: str) -> bool:
    return bool(other) and os.path.normcase(os.path.realpath(path)) == os.path.normcase(os.path.realpath(other))


def _check_folder(key: str, path: str) -> None:
    """Find out now, not after an hour's work, whether a file can be written there."""
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        raise OutputError(f"{key}: there is no folder {folder}.", "Create the folder or choose another one.")
    if os.path.isdir(path):
        raise OutputError(f"{key}: {path} is a folder.", "Give the name of a file.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise OutputError(f"{key}: the folder {folder} cannot be written to ({error.strerror}).",
                          "Choose a folder you may write to.") from None
