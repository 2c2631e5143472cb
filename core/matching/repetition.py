"""Texture that repeats itself: many offsets fit equally well, and agreement between windows then proves none of them."""
from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from .measurement import Measurement

_LEAST = 12
_SAME_PX = 1.6
# Real ground, orchards and ploughed fields included, stays below a third of common rivals; a pattern exceeds nine tenths.
_COMMON, _MOST = 0.2, 0.6
_RIVAL = 0.2                  # how high the rivals are, in shares of the best: where nothing repeats they are noise


def period(measurement: Measurement, kept: np.ndarray, scale: float) -> float:
    """Distance in working pixels after which the texture of most kept windows repeats; 0 where it does not.

    In ordinary texture the second best offset of a window is anywhere. In a pattern it lies one period from the best, in all windows
    in the same few directions.

    Args:
        measurement: with ``rivals``; without them the answer is 0.
        kept: (M,) bool, the points that agree.
        scale: working pixels per patch pixel.
    """
    if measurement.rivals is None or kept.sum() < _LEAST:
        return 0.0
    rivals, height = measurement.rivals[kept], 1.0 - measurement.scores[kept]
    # One period forth is one period back.
    back = (rivals[:, 0] < 0) | ((rivals[:, 0] == 0) & (rivals[:, 1] < 0))
    rivals = np.where(back[:, None], -rivals, rivals)
    share = cKDTree(rivals).query_ball_point(rivals, _SAME_PX * scale, return_length=True) / len(rivals)
    share[~rivals.any(1)] = 0.0                # the slope of the best itself
    common = share > _COMMON
    if common.mean() < _MOST or np.median(height[common]) < _RIVAL:
        return 0.0
    return float(np.hypot(*rivals[share.argmax()]))
