"""Which matcher serves a pair best, by what each finds in a sample of windows."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..errors import GeometryError
from ..geometry.consistency import consistent
from ..geometry.tps import ThinPlateSpline
from ..matching.grid import grid_points
from ..matching.matcher import Matcher
from ..matching.measurement import Measurement
from ..matching.refinement import SAMPLE_POINTS, Refinement, window_px
from ..methods import MATCHERS
from ..progress import Progress, Steps
from .matchers import Matchers
from .pair import RasterPair

#: Figure below which a matcher has found the place.
CLOSE_PX = 1.0


@dataclass(frozen=True)
class Chosen:
    """The matcher that serves a pair best.

    Attributes:
        matcher: that one.
        reason: why, for the log.
        table: rows for the report: id, spread_px and kept of everything tried.
        sample: what it measured; None where nothing was compared.
    """

    matcher: Matcher
    reason: str
    table: list
    sample: Measurement | None = None


def best_matcher(pair: RasterPair, method: str, matchers: Matchers, coarse: Refinement, progress: Progress) -> Chosen:
    """The matcher whose tie points agree best on a sample of windows at full resolution.

    Args:
        pair: the two rasters.
        method: id of a matcher or ``auto``.
        matchers: what is used.
        coarse: where to look.
    """
    methods = matchers.automatic() if method == "auto" else [MATCHERS.get(method)]
    if len(methods) == 1 and len(matchers.variants(method)) == 1:
        return Chosen(matchers.first(method), f"Method {method}, as asked.", [])
    centres, size = sample_windows(pair, coarse, SAMPLE_POINTS)
    rows = []
    for index, spec in enumerate(methods):
        # What is not needed is not even loaded.
        if rows and min(row[0][0] for row in rows) < spec.needless_px:
            continue
        for number, matcher in enumerate(matchers.variants(spec.id)):
            done, share = index / len(methods), 1.0 / len(methods) / len(matchers.variants(spec.id))
            part = Steps(progress, done + number * share, done + (number + 1) * share, f"Trying {matcher.title}")
            measured = matcher.measure(pair, centres, 1.0, coarse.backward, size, part)
            rows.append((sampled(measured, centres, coarse, size), matcher, measured))
    close = min(row[0][0] for row in rows) < CLOSE_PX
    rows.sort(key=lambda row: row[0][0] * row[1].doubt[0 if close else 1])
    _, matcher, sample = rows[0]
    table = [{"id": row[1].title, "spread_px": row[0][1], "kept": row[0][2]} for row in rows]
    told = "; ".join(f"{row[1].title} {row[0][2]} points, spread {row[0][1]:.2f} px" for row in rows)
    return Chosen(matcher, f"Method {matcher.title}: its tie points agree best on a sample ({told}).", table, sample)


def sample_windows(pair: RasterPair, coarse: Refinement, count: int) -> tuple[np.ndarray, int]:
    """Working positions (N, 2) of about so many windows all over the region at full resolution, and their side in working pixels."""
    area = (pair.region[2] - pair.region[0]) * (pair.region[3] - pair.region[1])
    size = window_px(np.sqrt(area))
    return grid_points(pair, coarse.backward, np.sqrt(area / count), size), size


def sampled(measured, centres: np.ndarray, coarse: Refinement, size: int) -> tuple[float, float, int]:
    """(figure to compare by, held-out spread, points that agree) of a sample, in working pixels.

    The spread is that of leave-one-out residuals about a smooth map, of one point near each centre, so that a method with many points
    close together is not judged by how they agree with each other. The figure is the spread over the root of the share of centres
    where anything agrees: many precise points are better than few.
    """
    displacement = measured.nominal_xy - coarse.backward(measured.reference_xy)
    kept = consistent(measured.reference_xy, displacement, measured.weights, 2.0) if len(measured) >= 8 else np.zeros(len(measured), bool)
    if kept.sum() < 8:
        return np.inf, np.inf, int(kept.sum())
    chosen = measured.select(kept)
    distance, nearest = cKDTree(chosen.reference_xy).query(centres)
    nearest = np.unique(nearest[distance < size / 2])
    if len(nearest) < 8:
        return np.inf, np.inf, int(kept.sum())
    try:
        smooth = ThinPlateSpline.fit(chosen.reference_xy[nearest], chosen.nominal_xy[nearest], chosen.weights[nearest], smoothing="auto")
    except GeometryError:
        return np.inf, np.inf, int(kept.sum())
    residual = np.sort(np.ravel(smooth.loo_residuals()))
    spread = float(np.sqrt((residual[: int(np.ceil(0.9 * len(residual)))] ** 2).mean()))
    return spread / np.sqrt(len(nearest) / len(centres)), spread, int(kept.sum())
