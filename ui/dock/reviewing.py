"""Whether a result can be reviewed, and with which layers."""
from __future__ import annotations

from qgis.core import QgsApplication, QgsMapLayer, QgsProject

from ..translation import tr
from .run import Outcome


def layers(outcome: Outcome) -> tuple[QgsMapLayer | None, dict[str, QgsMapLayer | None]]:
    """What is reviewed, and the rasters of the review; None for what is not in the project."""
    review = outcome.task.review
    return _layer(outcome, review.layer), {name: _layer(outcome, source) for name, source in review.rasters.items()}


def obstacle(outcome: Outcome) -> str:
    """Why the result cannot be reviewed; empty where it can."""
    review = outcome.task.review
    reviewed, rasters = layers(outcome)
    if reviewed is None:
        return tr("'{}' is not in the project any more. Run it again.").format(_title(outcome, review.layer))
    if reviewed.featureCount() == 0:
        return tr(review.empty)
    for name in review.needed:
        if rasters[name] is None:
            return tr("The layer of '{}' is not in the project any more. Add it again and open the review from Raster > Tiepoint.").format(
                _title(outcome, review.rasters[name]))
    return ""


def _layer(outcome: Outcome, name: str) -> QgsMapLayer | None:
    return QgsProject.instance().mapLayer(str(outcome.layers.get(name) or outcome.parameters.get(name) or ""))


def _title(outcome: Outcome, name: str) -> str:
    return QgsApplication.processingRegistry().algorithmById(outcome.task.algorithm).parameterDefinition(name).description()
