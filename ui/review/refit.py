"""The fit of the tie points as they are now, by the engine."""
from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsFeedback, QgsProcessingUtils, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.errors import RasterError
from ..processing import features, rasters
from ..translation import tr
from .background import Background
from .tiepoints import TiePoints

# Jobs of which only the last answer counts.
_LATEST = ("residuals", "refit")


@dataclass(frozen=True, eq=False)
class Fit:
    """What the engine says of the tie points.

    Attributes:
        figures: results of a warp.
        residuals: (residual, held-out residual) by key of a tie point.
    """

    figures: dict
    residuals: dict[int, tuple[float | None, float | None]]


class Refit(QObject):
    """Asks the engine about tie points.

    Signals:
        sketched: (residual, held-out residual) by key of a tie point, told before ``fitted`` as soon as a fit of the transform that was
            chosen last is there.
        fitted: a `Fit`; only of the latest request.
        imported: path of a tie-point layer that was made of a GCP file, and that file.
        exported: path of a GCP file.
        failed: why not.
    """

    sketched = pyqtSignal(dict)
    fitted = pyqtSignal(object)
    imported = pyqtSignal(str, str)
    exported = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._folder = Path(tempfile.mkdtemp(prefix="tiepoint-review-", dir=QgsProcessingUtils.tempFolder()))
        self._asked: dict[int, tuple[str, object, list[Path]]] = {}
        self._count = 0
        # What was asked for and chosen last.
        self._transform, self._used = "", ""
        self.background = Background()
        self.background.answered.connect(self._answered)
        self.background.failed.connect(self._failed)

    def ask(self, points: TiePoints, target: QgsRasterLayer, reference: QgsRasterLayer | None, transform: str) -> None:
        """Fit the enabled tie points; raises TiepointError where they cannot be passed on."""
        options, files = self._options(target, reference)
        keys = [feature.id() for feature in points.layer.getFeatures()]
        options.update(transform=transform, tiepoints=self._written(points, files))
        if transform != self._transform:
            self._transform, self._used = transform, "" if transform == "auto" else transform
        if self._used:
            self._send("residuals", {**options, "transform": self._used}, keys, [])
        self._send("refit", options, keys, files)

    def read(self, path: str, target: QgsRasterLayer, reference: QgsRasterLayer | None) -> None:
        """Make a tie-point layer of a GCP file."""
        options, files = self._options(target, reference)
        made = self._new("imported.gpkg")
        options.update(gcps_file=path, output=str(made))
        self._send("importpoints", options, (str(made), path), files)

    def write(self, points: TiePoints, target: QgsRasterLayer, path: str) -> None:
        """Write tie points to a GCP file."""
        options, files = self._options(target, None)
        options.update(tiepoints=self._written(points, files), output=path)
        self._send("exportpoints", options, path, files)

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._asked)

    def close(self) -> None:
        """End the engine and leave no file."""
        self.background.close()
        self._asked.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _options(self, target: QgsRasterLayer, reference: QgsRasterLayer | None) -> tuple[dict, list[Path]]:
        files: list[Path] = []
        options = {"target": self._path(target, files)}
        if reference is not None and rasters.local_path(reference):
            options["reference"] = self._path(reference, files)
        return options, files

    def _path(self, layer: QgsRasterLayer, files: list[Path]) -> str:
        source = rasters.source(layer.name(), layer)
        if not source.path:
            raise RasterError(tr("'{name}' is no local file.").format(name=layer.name()), tr("Save the part you need to a file."))
        if source.has_own_crs:
            return source.path
        files.append(self._new("assigned.vrt"))
        rasters.with_crs(source, str(files[-1]))
        return str(files[-1])

    def _written(self, points: TiePoints, files: list[Path]) -> str:
        files.append(self._new("points.gpkg"))
        features.save(points.layer, str(files[-1]), True, QgsProject.instance().transformContext(), QgsFeedback())
        return str(files[-1])

    def _new(self, name: str) -> Path:
        self._count += 1
        return self._folder / f"{self._count}-{name}"

    def _send(self, job: str, options: dict, about, files: list[Path]) -> None:
        if job in _LATEST:
            # The answer to an earlier request says nothing of the points as they are now.
            for number, (other, _, left) in list(self._asked.items()):
                if other == job:
                    self._asked[number] = (other, None, left)
        self._asked[self.background.ask(job, options, latest=job in _LATEST)] = (job, about, files)

    def _taken(self, number: int) -> tuple[str, object]:
        job, about, files = self._asked.pop(number, ("", None, []))
        # Requests that were dropped get no answer.
        for other in [other for other in self._asked if other < number]:
            files = [*files, *self._asked.pop(other)[2]]
        for path in files:
            if os.path.exists(path):
                os.remove(path)
        return job, about

    def _answered(self, number: int, result: dict) -> None:
        job, about = self._taken(number)
        if about is None:
            return
        if job in _LATEST:
            residuals = dict(zip(about, zip(result.pop("RESIDUALS"), result.pop("LOO_RESIDUALS"))))
            if job == "residuals":
                self.sketched.emit(residuals)
                return
            self._used = result["TRANSFORM_USED"]
            self.fitted.emit(Fit(result, residuals))
        elif job == "importpoints":
            self.imported.emit(*about)
        elif job == "exportpoints":
            self.exported.emit(about)

    def _failed(self, number: int, sentence: str) -> None:
        job, about = self._taken(number)
        # Why there are no residuals is what the fit says that follows.
        if about is not None and job != "residuals":
            self.failed.emit(sentence)
