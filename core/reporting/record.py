"""Reading the record of a finished job: missing keys and unknown figures are left out."""
from __future__ import annotations

from collections.abc import Mapping

import numpy as np


class Points:
    """The tie points of a record; an attribute is None where the record does not have it or knows no value.

    Attributes:
        count: N; id: (N,); map_xy: (N, 2); dxy: (N, 2), target to reference, map units; used: (N,) bool, inlier and enabled.
        residual, loo: (N,) lengths in pixels; loo_dxy: (N, 2) held-out error vectors in map units.
        error: ``loo`` where known, else ``residual``.
        score: (N,) 0 to 1.
    """

    def __init__(self, record: Mapping):
        table = record.get("tie_points") or {}
        arrays = {name: np.asarray(values) for name, values in table.items() if values is not None and np.size(values)}
        found = {name: values for name, values in arrays.items() if values.ndim}
        self.id = found.get("id")
        self.map_xy, self.dxy, self.loo_dxy = (_known(found.get(name)) for name in ("map_xy", "dxy_map", "loo_dxy_map"))
        self.residual, self.loo, self.score = (_known(found.get(name)) for name in ("residual", "loo_residual", "score"))
        self.count = len(next((found[name] for name in ("map_xy", "dxy_map", "residual", "inlier", "enabled") if name in found), ()))
        self.used = np.ones(self.count, dtype=bool)
        for name in ("inlier", "enabled"):
            if name in found:
                self.used &= found[name].astype(bool)
        self.error = self.loo if self.loo is not None else self.residual


def text(record: Mapping, key: str) -> str:
    """A text of the record; empty where missing."""
    return "" if record.get(key) is None else str(record[key])


def pixels_per_unit(record: Mapping) -> float | None:
    """Pixels in a map unit, from an RMSE that is given in both; None where it is not."""
    pixels, units = record.get("rmse_px"), record.get("rmse")
    return float(pixels) / float(units) if pixels and units and np.isfinite(pixels) and np.isfinite(units) else None


def ce90_px(record: Mapping) -> float | None:
    """CE90 in pixels, converted where only map units are given."""
    if record.get("ce90_px") is not None or record.get("ce90") is None:
        return record.get("ce90_px")
    ratio = pixels_per_unit(record)
    return None if ratio is None else float(record["ce90"]) * ratio


def extent_of(record: Mapping, points: Points) -> tuple[float, float, float, float] | None:
    """The extent, else that of the tie points."""
    if record.get("extent") is not None or points.map_xy is None:
        return record.get("extent")
    known = points.map_xy[np.isfinite(points.map_xy).all(axis=1)]
    return tuple(float(value) for value in (*known.min(axis=0), *known.max(axis=0)))


def _known(values: np.ndarray | None) -> np.ndarray | None:
    """Numbers as float64; None where not one is finite."""
    if values is None:
        return None
    values = values.astype(np.float64)
    return values if np.isfinite(values).any() else None
