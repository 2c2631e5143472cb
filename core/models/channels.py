"""What a network sees of one band: grey values whatever the light, edges whatever their sign, and where there is data."""
from __future__ import annotations

import cv2
import numpy as np

#: Channels of `channels`: grey, validity, and two of edge direction at each of the scales.
COUNT = 6
_LOCAL_PX = 12.0              # over which grey values are normalised
_LEAST_SHARE = 0.05           # of valid pixels around, below which nothing is known
_EDGE_SCALES_PX = (0.7, 1.6)
_EDGE_LOCAL_PX = 17           # side of the box over which the length of gradients is evened out
_RIM_PX = 3                   # gradients this near to invalid pixels are artefacts of the border


def channels(image: np.ndarray, valid: np.ndarray, noise: float | None = None) -> np.ndarray:
    """(6, rows, cols) float32.

    0: grey values less their local mean over their local deviation, clipped at 3; 1: validity, 0 or 1; 2 to 5: cosine and sine of twice the
    direction of the gradient, at two scales, times its strength, 0 to 1 (an edge and its inverse are equal: Granlund, Knutsson 1995,
    double-angle representation). Means are over valid pixels nearby: what lies 60 px away makes no difference, so tiles agree.

    Args:
        image: (rows, cols) grey values; valid: (rows, cols) bool.
        noise: deviation of grey values that is nothing, so that flat places stay flat; None: a hundredth of that of this image.
    """
    grey = _grey(image, valid, noise)
    weight = valid.astype(np.float32)
    inside = weight if valid.all() else cv2.erode(weight, np.ones((2 * _RIM_PX + 1,) * 2, np.uint8), borderValue=1)
    return np.stack([grey, weight, *(part for sigma in _EDGE_SCALES_PX for part in _edges(grey, inside, sigma))])


def _grey(image: np.ndarray, valid: np.ndarray, noise: float | None) -> np.ndarray:
    weight = valid.astype(np.float32)
    grey = np.where(valid, image, 0).astype(np.float32)
    known = np.maximum(cv2.GaussianBlur(weight, (0, 0), _LOCAL_PX), _LEAST_SHARE)
    mean = cv2.GaussianBlur(grey, (0, 0), _LOCAL_PX) / known
    centred = np.where(valid, grey - mean, 0).astype(np.float32)
    deviation = np.sqrt(cv2.GaussianBlur(centred * centred, (0, 0), _LOCAL_PX) / known)
    if noise is None:
        noise = 0.01 * float(np.sqrt((centred[valid] ** 2).mean())) if valid.any() else 0.0
    return np.clip(centred / (deviation + noise + 1e-4 * np.abs(mean) + 1e-6), -3.0, 3.0)


def _edges(grey: np.ndarray, inside: np.ndarray, sigma: float) -> tuple[np.ndarray, np.ndarray]:
    smooth = cv2.GaussianBlur(grey, (0, 0), sigma)
    dx, dy = (cv2.Scharr(smooth, cv2.CV_32F, *order) * (inside / 32.0) for order in ((1, 0), (0, 1)))
    length = np.hypot(dx, dy)
    local = cv2.blur(length, (_EDGE_LOCAL_PX,) * 2)
    even = (length + 1e-6) * (length + 0.5 * local + 0.02)
    return (dx * dx - dy * dy) / even, 2.0 * dx * dy / even
