"""Outputs of an algorithm: where the engine writes them, and how they get to where the user wants them."""
from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingException, QgsProviderRegistry, QgsRasterLayer, QgsVectorLayer

from ...core.errors import OutputError
from ...core.options.option import described
from . import features, inputs, styles, systems
from .order import Run


@dataclass(frozen=True)
class Target:
    """One output that is wanted.

    Attributes:
        key: of the parameter.
        engine_path: what the engine writes.
        is_sink: whether its features are then copied to a sink, so that any kind of vector layer can be the output.
        is_raster: whether it is a raster layer; is_vector: a vector layer that the engine writes as it is; is_folder: a folder, of which
            nothing is taken back.
        where: what Processing calls it; empty for a sink, which is not made yet.
    """

    key: str
    engine_path: str
    is_sink: bool
    is_raster: bool
    where: str = ""
    is_vector: bool = False
    is_folder: bool = False


def targets(algorithm, options: type, given: dict, context, folder: Path) -> dict[str, Target]:
    """The outputs that are wanted, by option name. No sink is made yet: a failure must leave nothing behind."""
    wanted = {}
    for name, _, option in described(options):
        key = name.upper()
        if option.kind in ("points_output", "lines_output", "polygons_output"):
            # Empty means "not wanted" only where it may be empty.
            if given.get(key) or not option.optional:
                wanted[name] = Target(key, str(folder / f"{name}.gpkg"), True, False)
        elif option.kind.endswith("_output"):
            is_raster, is_vector = option.kind == "raster_output", option.kind == "vector_output"
            evaluate = algorithm.parameterAsOutputLayer if is_raster or is_vector else algorithm.parameterAsFileOutput
            path = evaluate(given, key, context)
            if path:
                wanted[name] = Target(key, os.path.abspath(path), False, is_raster, path, is_vector, option.kind == "folder_output")
    return wanted


def deliver(algorithm, wanted: dict[str, Target], style_names: dict[str, str], given: dict, context, feedback, written: list[str],
            group: str = "") -> dict:
    """Fill the sinks, style the layers, and return the value of each output.

    Args:
        style_names: option name -> style.
        group: name of the group that layers are loaded into.
        written: gets every file that is made here, so that they can be removed when a later one fails.

    Raises:
        OutputError: a sink cannot be made or filled.
        Cancelled: the user asked to stop.
    """
    values, run = {}, Run()
    for place, (name, target) in enumerate(wanted.items()):
        style_name, beside = style_names.get(name), (run, place)
        if target.is_sink:
            values[target.key] = _deliver_features(algorithm, target, style_name, beside, given, context, feedback, written)
        else:
            path = values[target.key] = target.engine_path
            if target.is_raster or target.is_vector:
                kind = QgsRasterLayer if target.is_raster else QgsVectorLayer
                qml = styles.style_of(kind(target.engine_path, name), style_name) if style_name else ""
                written += _keep_style(algorithm, target, beside, qml, target.where, path, context)
    _load_into(group, wanted, values, context)
    return values


def group_of(title: str, layers: list[str], clock: str) -> str:
    """Name of the group of a run: what was done, with what, when; ``layers`` are titles of its rasters."""
    return ", ".join(part for part in (f"{title}: {' - '.join(layers)}" if layers else title, clock) if part)


def shown(figure) -> str:
    """A figure for the eye: four significant digits, yes or no, how many."""
    if isinstance(figure, bool):
        return "yes" if figure else "no"
    if isinstance(figure, list):
        return str(len(figure))
    return f"{figure:.4g}" if isinstance(figure, float) else str(figure)


def _deliver_features(algorithm, target: Target, style_name: str | None, beside: tuple[Run, int], given: dict, context, feedback,
                      written: list[str]) -> str:
    layer = features.opened(target.engine_path)
    folder = os.path.dirname(inputs.destination_file(given.get(target.key), context))
    before = set(os.listdir(folder)) if folder else set()
    try:
        sink, where = algorithm.parameterAsSink(given, target.key, context, features.fields_of(layer), layer.wkbType(),
                                                systems.whole(layer.crs()))
    except QgsProcessingException as error:
        raise OutputError(f"{target.key} cannot be made: {str(error).strip().rstrip('.')}.", "Choose another output.") from None
    if sink is None:
        raise OutputError(f"{target.key} cannot be made.", "Choose another output.")
    path = _file_of(where)
    try:
        features.copy(layer, sink, feedback)
    finally:
        del sink
        if path:
            written += _with_siblings(path, before)
    if path:
        features.check_copy(layer, where)
    qml = styles.style_of(layer, style_name) if style_name else ""
    written += _keep_style(algorithm, target, beside, qml, where, path, context)
    return where


def _keep_style(algorithm, target: Target, beside: tuple[Run, int], qml: str, where: str, path: str, context) -> list[str]:
    """Style the layer for whoever opens it later, and for QGIS, which does not look beside the file when it loads results.

    Returns:
        Files that were written.
    """
    if context.willLoadLayerOnCompletion(where):
        context.layerToLoadOnCompletionDetails(where).setPostProcessor(styles.PostProcessor(qml, algorithm.id(), target.key, *beside))
    return styles.write_beside(path, qml) if path and qml else []


def _load_into(group: str, wanted: dict[str, Target], values: dict, context) -> None:
    """Name the group of all layers that are loaded: to QGIS itself where it knows groups of results, else to the post-processors."""
    for target in wanted.values():
        where = target.where or str(values.get(target.key))
        if not group or not context.willLoadLayerOnCompletion(where):
            continue
        details = context.layerToLoadOnCompletionDetails(where)
        if hasattr(details, "groupName"):
            details.groupName = group
        elif details.postProcessor() is not None:
            details.postProcessor().group = group


def _with_siblings(path: str, before: set[str]) -> list[str]:
    """A file and those that were made with it, as for a shapefile: of the same stem, in its folder, and not there before."""
    folder, name = os.path.split(path)
    stem = os.path.splitext(name)[0] + "."
    return [path, *(os.path.join(folder, other) for other in set(os.listdir(folder)) - before if other.startswith(stem))]


def _file_of(where: str) -> str:
    """The file a sink has written; empty for a memory layer or a database."""
    path = QgsProviderRegistry.instance().decodeUri("ogr", where).get("path") or ""
    return os.path.abspath(path) if os.path.isfile(path) else ""
