"""The areas of a change layer, one after another, and what a person thinks of them."""
from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsFeatureRequest, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

from ..translation import tr
from .edits import Edits

TO_REVIEW, ACCEPT, REJECT, UNSURE = "", "accept", "reject", "unsure"
#: What the field `status` may hold, in the order of the summary.
STATUSES = (TO_REVIEW, ACCEPT, REJECT, UNSURE)
FIELD = "status"
#: Orders to go through the areas in.
ORDERS = ("area", "magnitude", "confidence", "id")


@dataclass(frozen=True)
class Change:
    """One changed area.

    Attributes:
        key: id of the feature.
        number: field ``id``, or the key where that is empty.
        area: square map units. magnitude, confidence: None where unknown.
        status: one of STATUSES.
    """

    key: int
    number: int
    area: float
    magnitude: float | None
    confidence: float | None
    status: str


@dataclass(frozen=True)
class Filter:
    """Which areas are gone through."""

    unreviewed: bool = False
    min_area: float = 0.0
    min_confidence: float = 0.0

    def passes(self, change: Change) -> bool:
        """Whether an area is one of them; an unknown confidence is not too low."""
        return (not (self.unreviewed and change.status) and change.area >= self.min_area
                and (change.confidence is None or change.confidence >= self.min_confidence))


def is_change_layer(layer) -> bool:
    """Whether a map layer holds areas with a status."""
    return isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.fields().lookupField(FIELD) >= 0


class Changes(Edits):
    """Reads and judges the areas of a layer."""

    def read(self, order: str) -> list[Change]:
        """All areas as they are now, the largest value of a field of ORDERS first; numbers in their own order."""
        names = self.layer.fields().names()
        request = QgsFeatureRequest()
        if "area" in names:
            request.setFlags(QgsFeatureRequest.NoGeometry)
        found = [_change(feature, names) for feature in self.layer.getFeatures(request)]
        if order == "id":
            return sorted(found, key=lambda change: change.number)
        return sorted(found, key=lambda change: (-(getattr(change, order) or 0.0), change.number))

    def geometry(self, key: int) -> QgsGeometry:
        """Outline of an area in the layer's CRS."""
        return self.layer.getFeature(key).geometry()

    def judge(self, key: int, status: str) -> None:
        """Write what a person thinks of an area; raises OutputError where the layer cannot be edited."""
        with self.command(tr("Status: {status}").format(status=status or tr("to review"))):
            self.set_values(key, {FIELD: status})


def summary(changes: list[Change]) -> dict[str, tuple[int, float]]:
    """(number, area) of each status."""
    found = {status: [change.area for change in changes if change.status == status] for status in STATUSES}
    return {status: (len(areas), sum(areas)) for status, areas in found.items()}


def _change(feature, names: list[str]) -> Change:
    def number(name: str) -> float | None:
        value = feature[name] if name in names else None
        return None if value is None or isinstance(value, QVariant) and value.isNull() else float(value)

    status, area = feature[FIELD], number("area")
    # Anything else was written by another hand: it has been looked at, and is not settled.
    known = (status if status in STATUSES else UNSURE) if isinstance(status, str) else TO_REVIEW
    return Change(feature.id(), int(number("id") or feature.id()), feature.geometry().area() if area is None else area,
                  number("magnitude"), number("confidence"), known)
