"""The tie points of a layer, as rows to look at and to edit."""
from __future__ import annotations

import statistics
from dataclasses import dataclass

from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

from ..translation import tr
from .edits import Edits

#: Without these a layer is none of tie points.
NEEDED = ("target_px", "target_py", "enabled")
#: What the layer calls the method of points that a person has placed.
METHOD = "manual"


@dataclass(frozen=True, eq=False)
class TiePoint:
    """One row.

    Attributes:
        key: id of the feature.
        number: field ``id``, or the key where that is empty.
        enabled: whether a warp goes by it.
        reference, target: where it is on the reference and where the target shows it, in the layer's CRS; ``target`` of an image
            without georeference: pixels, y negative downwards.
        shift: (dx, dy) of a target with georeference, else None.
        stored: (residual, held-out residual) that the layer holds, each None where unknown.
        score: of the match, or None.
        method: what has found it.
        weight: its pull in a fit.
    """

    key: int
    number: int
    enabled: bool
    reference: QgsPointXY
    target: QgsPointXY
    shift: tuple[float, float] | None
    stored: tuple[float | None, float | None]
    score: float | None
    method: str
    weight: float


def is_tiepoint_layer(layer) -> bool:
    """Whether a map layer holds tie points."""
    return isinstance(layer, QgsVectorLayer) and layer.isValid() and all(layer.fields().lookupField(name) >= 0 for name in NEEDED)


class TiePoints(Edits):
    """Reads and edits the tie points of a layer."""

    def rows(self) -> list[TiePoint]:
        """All tie points as they are now, unsaved edits included, in the order of the layer."""
        names = self.layer.fields().names()
        return [_row(feature, names) for feature in self.layer.getFeatures() if not feature.geometry().isNull()]

    @property
    def is_placed(self) -> bool:
        """Whether the target has a georeference: a warp then goes by map positions, else by pixels."""
        return all(row.shift is not None for row in self.rows())

    def set_enabled(self, keys: list[int], enabled: bool) -> None:
        """Enable or disable tie points."""
        text = tr("Enable {count} tie point(s)") if enabled else tr("Disable {count} tie point(s)")
        with self.command(text.format(count=len(keys))):
            for key in keys:
                # Whoever enables a point that the matcher rejected has looked at it: it counts, and the map is to show that.
                self.set_values(key, {"enabled": True, "inlier": True} if enabled else {"enabled": False})

    def delete(self, keys: list[int]) -> None:
        """Delete tie points."""
        with self.command(tr("Delete {count} tie point(s)").format(count=len(keys))):
            self.layer.deleteFeatures(list(keys))

    def add(self, reference: QgsPointXY, target: QgsPointXY, pixel: tuple[float, float], placed: bool) -> None:
        """Add an enabled tie point; its weight is the middle one of the others.

        Args:
            reference, target: see `TiePoint`.
            pixel: of the target, from the outer corner of its first one.
            placed: whether the target has a georeference.
        """
        rows = self.rows()
        values = {
            "id": max((row.number for row in rows), default=0) + 1, "target_px": pixel[0], "target_py": pixel[1],
            "target_x": target.x(), "target_y": target.y(), "reference_x": reference.x(), "reference_y": reference.y(),
            "inlier": True, "enabled": True, "method": METHOD, "weight": statistics.median([row.weight for row in rows] or [1.0]),
        }
        if placed:
            values.update(_shift(reference, target))
        feature = QgsFeature(self.layer.fields())
        for name, value in values.items():
            if self.layer.fields().lookupField(name) >= 0:
                feature.setAttribute(self.layer.fields().lookupField(name), value)
        feature.setGeometry(QgsGeometry.fromPointXY(reference))
        with self.command(tr("Add tie point")):
            self.layer.addFeature(feature)

    def store(self, residuals: dict[int, tuple[float | None, float | None]]) -> None:
        """Save the edits, and with them what follows from them: residuals, and the shift of points that were moved on the map."""
        with self.command(tr("Residuals")):
            for row in self.rows():
                values = dict(zip(("residual", "loo_residual"), residuals.get(row.key, row.stored)))
                values.update(reference_x=row.reference.x(), reference_y=row.reference.y())
                if row.shift is not None:
                    values.update(_shift(row.reference, row.target))
                feature = self.layer.getFeature(row.key)
                self.set_values(row.key, {name: value for name, value in values.items() if _differs(feature, name, value)})
        self.save()


def _row(feature: QgsFeature, names: list[str]) -> TiePoint:
    def number(name: str) -> float | None:
        value = feature[name] if name in names else None
        return None if value is None or isinstance(value, QVariant) and value.isNull() else float(value)

    point = feature.geometry().asPoint() if not feature.geometry().isMultipart() else feature.geometry().centroid().asPoint()
    target = QgsPointXY(number("target_x") or 0.0, number("target_y") or 0.0)
    known = number("dx") is not None and number("target_x") is not None
    enabled, weight, method = number("enabled"), number("weight"), feature["method"] if "method" in names else ""
    return TiePoint(
        feature.id(), int(number("id") or feature.id()), enabled is None or enabled != 0, QgsPointXY(point), target,
        (point.x() - target.x(), point.y() - target.y()) if known else None, (number("residual"), number("loo_residual")), number("score"),
        method if isinstance(method, str) else "", 1.0 if weight is None else weight)


def _shift(reference: QgsPointXY, target: QgsPointXY) -> dict[str, float]:
    dx, dy = reference.x() - target.x(), reference.y() - target.y()
    return {"dx": dx, "dy": dy, "shift": (dx * dx + dy * dy) ** 0.5}


def _differs(feature: QgsFeature, name: str, value) -> bool:
    index = feature.fields().lookupField(name)
    if index < 0:
        return False
    present = feature.attribute(index)
    if value is None or not isinstance(present, (int, float)):
        return value is not None or isinstance(present, (int, float))
    return abs(float(present) - value) > 1e-9 * max(1.0, abs(value))
