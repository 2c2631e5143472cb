"""Weighted means around pixels, over those that carry data."""
from __future__ import annotations

import math

import cv2
import numpy as np


def reach(sigma: float) -> int:
    """How far a Gaussian of this deviation is followed, pixels."""
    return math.ceil(3.0 * sigma)


def smoothed(images: np.ndarray, valid: np.ndarray, sigma: float) -> np.ndarray:
    """Images (K, rows, cols) float32 averaged with Gaussian weights over valid pixels (rows, cols); 0 where there are none.

    Neither what lies in invalid pixels nor what lies further than `reach` makes a difference.
    """
    side = 2 * reach(sigma) + 1

    def blurred(image):
        return cv2.GaussianBlur(image, (side, side), sigma, borderType=cv2.BORDER_CONSTANT)

    weight = np.maximum(blurred(valid.astype(np.float32)), 1e-6)
    return np.stack([np.where(valid, blurred(np.where(valid, image, np.float32(0))) / weight, np.float32(0)) for image in images])
