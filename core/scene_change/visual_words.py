"""Tiles as histograms of visual words: means and deviations of colour in small patches, clustered.

Source: the bag of visual words that CorrFusionNet was compared with, Ru, Du, Wu 2021, doi:10.1109/TIP.2020.3039328.
"""
from __future__ import annotations

import cv2
import numpy as np
from scipy.spatial import cKDTree

from ..errors import OptionError

#: Side of a patch and the distance to the next, pixels; words; patches that are clustered; as published.
PATCH_PX, WORDS, PATCHES = 10, 1000, 100_000
_MOST_ROUNDS, _SETTLED = 500, 1e-5


def patches(tiles: np.ndarray, side: int = PATCH_PX) -> np.ndarray:
    """(N, patches, 6) float32: mean and deviation of red, green and blue, 0 to 1, of the patches of tiles (N, rows, cols, 3) uint8.

    Raises:
        OptionError: tiles are smaller than a patch.
    """
    count, rows, cols = len(tiles), tiles.shape[1] // side, tiles.shape[2] // side
    if not rows * cols:
        raise OptionError(f"Tiles of {tiles.shape[2]} x {tiles.shape[1]} px hold no patch of {side} px.", "Give larger tiles.")
    parts = tiles[:, : rows * side, : cols * side].reshape(count, rows, side, cols, side, 3).astype(np.float32) / 255.0
    found = np.concatenate([parts.mean((2, 4)), parts.std((2, 4))], -1)
    return found.reshape(count, rows * cols, 6)


def words(tiles: np.ndarray, count: int = WORDS, most: int = PATCHES, side: int = PATCH_PX, seed: int = 0) -> np.ndarray:
    """(count, 6) float32, the centres of clusters of patches of one date's tiles; fewer where there are fewer different patches.

    Args:
        tiles: (N, rows, cols, 3) uint8.
        count: of words; most: patches that are looked at, drawn at random.
        side: of a patch.
        seed: of everything random.
    """
    rng = np.random.default_rng(seed)
    found = patches(tiles, side).reshape(-1, 6)
    found = found[rng.choice(len(found), min(most, len(found)), replace=False)]
    count = min(count, len(np.unique(found, axis=0)))
    cv2.setRNGSeed(seed + 1)
    criteria = cv2.TERM_CRITERIA_MAX_ITER + cv2.TERM_CRITERIA_EPS, _MOST_ROUNDS, _SETTLED
    return cv2.kmeans(found, count, None, criteria, 1, cv2.KMEANS_PP_CENTERS)[2]


def histograms(tiles: np.ndarray, vocabulary: np.ndarray, side: int = PATCH_PX) -> np.ndarray:
    """(N, words) float64, the share of each word among the patches of each tile (N, rows, cols, 3) uint8."""
    found = patches(tiles, side)
    nearest = cKDTree(vocabulary).query(found.reshape(-1, 6))[1].reshape(len(found), -1)
    rows = np.arange(len(found))[:, None] * len(vocabulary)
    counted = np.bincount((rows + nearest).ravel(), minlength=len(found) * len(vocabulary))
    return counted.reshape(len(found), -1) / nearest.shape[1]
