"""The base of every algorithm: a job of the engine with Processing around it."""
# ruff: noqa: D102 (QGIS's documentation describes the methods that are overridden)
from __future__ import annotations

import shutil
import tempfile
import time
import traceback
from pathlib import Path
from typing import ClassVar

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingUtils
from qgis.PyQt.QtGui import QIcon

from ...core import outputs
from ...core.errors import TiepointError
from ...core.options import jobs
from ...core.progress import Cancelled
from ..engine.process import Engine
from ..translation import tr
from ..wording import sentence
from . import documentation, features, inputs, parameters, rasters, results, systems
from .assigned_crs import assigned
from .relay import Relay

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"


class TiepointAlgorithm(QgsProcessingAlgorithm):
    """One job as an algorithm; a subclass says which.

    Attributes:
        JOB: id of the job, and of the algorithm.
        TAGS: words to find it by.
        STYLES: option name of an output layer -> name of its style in resources/styles.
        GROUP: (id, title) of its group in the toolbox.
        CANCELLED: what is said when the user has stopped it.
        KEEPS_PATHS: whether the paths of rasters are kept by what is written, and so have to be those of the files; what is assigned to
            their layers is told by the option ``assigned_crs``.
    """

    JOB = ""
    TAGS: ClassVar[tuple[str, ...]] = ()
    STYLES: ClassVar[dict[str, str]] = {}
    GROUP: ClassVar[tuple[str, str]] = ("registration", "Registration")
    CANCELLED = "Cancelled: nothing was written."
    KEEPS_PATHS = False

    def __init__(self):
        super().__init__()
        self._spec = jobs.get(self.JOB)
        self._inputs = inputs.Inputs()

    def createInstance(self) -> TiepointAlgorithm:
        return type(self)()

    def name(self) -> str:
        return self.JOB

    def displayName(self) -> str:
        return tr(self._spec.title)

    def groupId(self) -> str:
        return self.GROUP[0]

    def group(self) -> str:
        return tr(self.GROUP[1])

    def tags(self) -> list[str]:
        return list(self.TAGS)

    def shortDescription(self) -> str:
        return tr(self._spec.summary)

    def shortHelpString(self) -> str:
        return documentation.short_help(self._spec)

    def helpUrl(self) -> str:
        return documentation.address(self.JOB)

    def icon(self) -> QIcon:
        return QIcon(str(ICONS / f"{self.JOB}.svg"))

    def initAlgorithm(self, _configuration=None) -> None:
        for parameter in parameters.parameters(self._spec.options):
            self.addParameter(parameter)
        for result in self._spec.options.RESULTS:
            self.addOutput(parameters.output(result))

    def checkParameterValues(self, given: dict, context) -> tuple[bool, str]:
        try:
            inputs.read(self, self._spec.options, given, context)
            layers = inputs.as_layers(self._spec.options, given)
        except TiepointError as error:
            return False, sentence(error)
        return super().checkParameterValues(layers, context)

    def prepareAlgorithm(self, given: dict, context, _feedback) -> bool:
        try:
            self._inputs = inputs.read(self, self._spec.options, given, context)
        except TiepointError as error:
            raise QgsProcessingException(sentence(error)) from None
        return True

    def processAlgorithm(self, given: dict, context, feedback) -> dict:
        folder = Path(tempfile.mkdtemp(prefix="tiepoint-", dir=QgsProcessingUtils.tempFolder()))
        written: list[str] = []
        try:
            return self._process(given, context, feedback, folder, written)
        except (Cancelled, TiepointError, QgsProcessingException, OSError) as error:
            for path in written:
                outputs.remove(path)
            # What is not done has named coordinate systems in its thread, too, and is not post-processed.
            systems.forget()
            # Whoever keeps the exception would keep its frames and their layers, which must not outlive QGIS.
            traceback.clear_frames(error.__traceback__)
            raise QgsProcessingException(self._sentence(error)) from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def postProcessAlgorithm(self, context, feedback) -> dict:
        # Called in the main thread, unless it is part of a model. What opens the results makes their CRS anew.
        systems.forget()
        return {}

    def _process(self, given: dict, context, feedback, folder: Path, written: list[str]) -> dict:
        """Run the job; ``written`` collects the files that exist as soon as the engine has succeeded."""
        # Whoever runs several after another may have one that stays, and says itself when it is started.
        lend = getattr(feedback, "lend", Engine)
        if lend is Engine:
            feedback.setProgressText(tr("Starting the engine"))
        with lend(feedback.isCanceled) as engine:
            options = dict(self._inputs.plain)
            options.update(self._input_paths(context, feedback, folder))
            targets = results.targets(self, self._spec.options, given, context, folder)
            options.update({name: target.engine_path for name, target in targets.items()})
            figures = engine.run(self.JOB, options, Relay(feedback))
        # A file that may have been there before is not taken away again, nor a folder.
        written += [target.engine_path for target in targets.values() if not (target.is_sink or target.is_vector or target.is_folder)]
        values = results.deliver(self, targets, self.STYLES, given, context, feedback, written, self._group())
        known = {result.name: figures.get(result.name) for result in self._spec.options.RESULTS}
        for result in self._spec.options.RESULTS:
            feedback.pushInfo(f"{tr(result.title).split(':')[0]}: {results.shown(known[result.name])}")
        return {**values, **known}

    def _group(self) -> str:
        """Name of the group its layers are loaded into."""
        given = self._inputs.rasters
        shown = [given["target"]] if "target" in given else list(given.values())
        return results.group_of(self.displayName(), [raster.title for raster in shown], time.strftime("%H:%M:%S"))

    def _input_paths(self, context, feedback, folder: Path) -> dict[str, object]:
        """What the engine reads, by option name; what it cannot open itself is written to the folder first."""
        transforms, given = context.transformContext(), self._inputs
        paths = {}
        for name, raster in given.rasters.items():
            paths[name] = raster.path or str(folder / f"{name}.tif")
            if not raster.path:
                other = next((other for key, other in given.rasters.items() if key != name), None)
                rasters.render(raster, other, given.area_of(name), paths[name], transforms, feedback)
            elif not self.KEEPS_PATHS:
                paths[name] = _with_own_crs(raster, folder / f"{name}.vrt", feedback)
        for name, several in given.several.items():
            paths[name] = [raster.path if self.KEEPS_PATHS else _with_own_crs(raster, folder / f"{name}-{number}.vrt", feedback)
                           for number, raster in enumerate(several, 1)]
        for name, (source, with_attributes) in given.features.items():
            paths[name] = str(folder / f"{name}.gpkg")
            features.save(source, paths[name], with_attributes, transforms, feedback)
        for name, (extent, _, _) in given.areas.items():
            corners = extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
            paths[name] = ",".join(repr(value) for value in corners)
        if self.KEEPS_PATHS:
            everything = [*given.rasters.values(), *(raster for several in given.several.values() for raster in several)]
            paths["assigned_crs"] = assigned(everything, str(given.plain.get("assigned_crs") or ""),
                                                      bool(given.plain.get("append")), feedback)
        if feedback.isCanceled():
            raise Cancelled()
        return paths

    def _sentence(self, error: Exception) -> str:
        """What to tell the user of an error, whatever raised it."""
        if isinstance(error, Cancelled):
            return tr(self.CANCELLED)
        if isinstance(error, OSError) and not isinstance(error, TiepointError):
            return sentence(outputs.output_error(str(error.filename or "the results"), error))
        return sentence(error)


def _with_own_crs(raster: rasters.Source, path: Path, feedback) -> str:
    """The file of a raster, or one of this path that reads it with the CRS assigned to its layer."""
    if raster.has_own_crs:
        return raster.path
    feedback.pushInfo(f"{raster.name} is read with the CRS assigned to its layer, {raster.crs.userFriendlyIdentifier()}.")
    rasters.with_crs(raster, str(path))
    return str(path)
