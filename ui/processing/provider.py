"""The provider: Tiepoint's entry in the Processing toolbox."""
# ruff: noqa: D102 (QGIS's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithm import ICONS
from .algorithms.assessalignment import AssessAlignment
from .algorithms.buildtileindex import BuildTileIndex
from .algorithms.changemap import ChangeMap
from .algorithms.coregister import Coregister
from .algorithms.coregisterseries import CoregisterSeries
from .algorithms.evaluatesearch import EvaluateSearch
from .algorithms.fetchmodel import FetchModel
from .algorithms.findsimilartiles import FindSimilarTiles
from .algorithms.findtiepoints import FindTiepoints
from .algorithms.importmodel import ImportModel
from .algorithms.listmodels import ListModels
from .algorithms.scenechange import SceneChange
from .algorithms.traindeeplk import TrainDeepLK
from .algorithms.trainhashing import TrainHashing
from .algorithms.trainmatcher import TrainMatcher
from .algorithms.trainscenechange import TrainSceneChange
from .algorithms.warp import Warp

ALGORITHMS = (Coregister, FindTiepoints, Warp, AssessAlignment, CoregisterSeries, ChangeMap, SceneChange, TrainSceneChange, BuildTileIndex,
              FindSimilarTiles, TrainHashing, EvaluateSearch, TrainMatcher, TrainDeepLK, ListModels, ImportModel, FetchModel)


class TiepointProvider(QgsProcessingProvider):
    """Lists the algorithms, whether or not the engine is set up."""

    def id(self) -> str:
        return "tiepoint"

    def name(self) -> str:
        return "Tiepoint"

    def longName(self) -> str:
        return "Tiepoint: automatic co-registration and change of rasters"

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(ICONS / "tiepoint.svg")

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        return ["tif", "tiff"]

    def defaultRasterFileExtension(self) -> str:
        return "tif"

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
