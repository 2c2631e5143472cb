"""A matcher made by hand: oriented-gradient channels, matched by template correlation on a grid, fitted robustly.

Forty lines of NumPy and OpenCV that learned features have to beat. It looks +-24 px around, so it is for nearly aligned pairs.
"""
from __future__ import annotations

import cv2
import numpy as np
from scipy.interpolate import RBFInterpolator

BINS, SMOOTH_PX, WINDOW_PX, STEP_PX, SEARCH_PX = 9, 2.0, 64, 20, 24
LEAST_VALID, LEAST_POINTS = 0.7, 12
THRESHOLD_PX, SMOOTHING, NEIGHBOURS = 4.0, 2e4, 50


def channels(image: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """(BINS, rows, cols) float32: gradient magnitude by orientation modulo 180 degrees, smoothed, of unit length over the bins."""
    grey = cv2.GaussianBlur(image.astype(np.float32), (0, 0), 0.8)
    dx, dy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    inside = cv2.erode(valid.astype(np.uint8), np.ones((7, 7)), borderValue=1) > 0
    magnitude = np.where(inside, np.hypot(dx, dy), 0.0)
    position = np.arctan2(dy, dx) % np.pi / np.pi * BINS
    distance = np.abs(position - np.arange(BINS)[:, None, None])
    soft = np.maximum(1.0 - np.minimum(distance, BINS - distance), 0.0) * magnitude
    smoothed = np.stack([cv2.GaussianBlur(one, (0, 0), SMOOTH_PX) for one in soft.astype(np.float32)])
    length = np.sqrt((smoothed**2).sum(axis=0))
    return smoothed / (length + 0.05 * length[inside].mean() + 1e-6)


def tie_points(one, one_valid, two, two_valid) -> tuple[np.ndarray, np.ndarray]:
    """(N, 2) reference pixels of window centres, (N, 2) where the target shows them, sub-pixel."""
    missing = [(0, max(0, wanted - got)) for wanted, got in zip(one.shape, two.shape)]
    two, two_valid = np.pad(two, missing), np.pad(two_valid, missing)
    first, second = channels(one, one_valid), np.pad(channels(two, two_valid), ((0, 0), (SEARCH_PX, SEARCH_PX), (SEARCH_PX, SEARCH_PX)))
    half, found = WINDOW_PX // 2, []
    for y in range(half, one.shape[0] - half + 1, STEP_PX):
        for x in range(half, one.shape[1] - half + 1, STEP_PX):
            template = first[:, y - half : y + half, x - half : x + half]
            around = second[:, y - half : y + half + 2 * SEARCH_PX, x - half : x + half + 2 * SEARCH_PX]
            if min(valid[y - half : y + half, x - half : x + half].mean() for valid in (one_valid, two_valid)) < LEAST_VALID:
                continue
            surface = sum(cv2.matchTemplate(scene, pattern, cv2.TM_CCOEFF) for scene, pattern in zip(around, template))
            row, col = np.unravel_index(surface.argmax(), surface.shape)
            if 0 < row < surface.shape[0] - 1 and 0 < col < surface.shape[1] - 1:
                shift = [(low - high) / (2 * (low - 2 * middle + high)) for low, middle, high in
                         (surface[row, col - 1 : col + 2], surface[row - 1 : row + 2, col])]
                found.append((x, y, x + col - SEARCH_PX + shift[0], y + row - SEARCH_PX + shift[1]))
    points = np.array(found, np.float64).reshape(-1, 4)
    return points[:, :2], points[:, 2:]


def gradients(one, one_valid, two, two_valid) -> dict:
    """A homography by MAGSAC and a smooth spline of what is left; claims the RMSE of the points it keeps."""
    reference, target = tie_points(one, one_valid, two, two_valid)
    if len(reference) < LEAST_POINTS:
        return {"refused": f"{len(reference)} tie points"}
    matrix, inliers = cv2.findHomography(target, reference, cv2.USAC_MAGSAC, THRESHOLD_PX, maxIters=10000, confidence=0.999)
    kept = np.zeros(len(target), bool) if matrix is None else inliers.ravel() > 0
    if kept.sum() < LEAST_POINTS:
        return {"refused": f"{int(kept.sum())} consistent tie points"}

    def plane(xy: np.ndarray) -> np.ndarray:
        return cv2.perspectiveTransform(xy[None].astype(np.float64), matrix)[0]

    rest = reference[kept] - plane(target[kept])
    local = RBFInterpolator(target[kept], rest, neighbors=min(NEIGHBOURS, len(rest)), smoothing=SMOOTHING)
    residual = rest - local(target[kept])
    return {"forward": lambda xy: plane(xy) + local(xy), "claimed": float(np.sqrt((residual**2).sum(axis=1).mean()))}
