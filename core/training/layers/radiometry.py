"""What light, weather, sensors and processing do to grey values, drawn at random."""
from __future__ import annotations

import cv2
import numpy as np

_LOCAL_PX = 5.0               # details, which noise is measured by


def disturbed(image: np.ndarray, rng: np.random.Generator, cross_modal: bool = True) -> np.ndarray:
    """A patch as another sensor or another day might show it, stretched from percentile 2 to 98 first.

    Args:
        image: (rows, cols) float32, 0 to 1.
        rng: of everything random.
        cross_modal: also invert, fold and speckle grey values, as other modalities do.

    Returns:
        (rows, cols) float32; not bounded.
    """
    low, high = np.percentile(image, (2, 98))
    image = np.clip((image - low) / max(high - low, 1e-3), 0.0, 1.0) ** np.exp(rng.normal(0.0, 0.35))
    if cross_modal:
        draw = rng.random()
        if draw < 0.3:
            image = 1.0 - image
        elif draw < 0.38:
            middle = rng.uniform(0.2, 0.8)                     # a band in which both dark and bright ground looks alike
            image = np.abs(image - middle) / max(middle, 1.0 - middle)
        elif draw < 0.44:
            levels = np.sort(rng.random(rng.integers(2, 5)))
            image = np.searchsorted(levels, cv2.GaussianBlur(image, (0, 0), rng.uniform(0.7, 2.0))).astype(np.float32) / len(levels)
            image = rng.permutation(len(levels) + 1)[np.rint(image * len(levels)).astype(int)] / len(levels)      # as a map is drawn
        if rng.random() < 0.1:
            looks = rng.uniform(4.0, 32.0)
            image = image * rng.gamma(looks, 1.0 / looks, image.shape)
    image = image.astype(np.float32)
    if rng.random() < 0.4:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.6))
    if rng.random() < 0.4:
        image = image * (1.0 + _field(image.shape, rng, 0.5)) + _field(image.shape, rng, 0.3)      # haze, shadow of clouds, vignetting
    if rng.random() < 0.5:
        contrast = (image - cv2.GaussianBlur(image, (0, 0), _LOCAL_PX)).std()
        image = image + rng.normal(0.0, contrast * rng.uniform(0.02, 0.4), image.shape)
    return image.astype(np.float32)


def _field(shape, rng: np.random.Generator, amplitude: float) -> np.ndarray:
    """A smooth random field, -amplitude to amplitude."""
    coarse = rng.uniform(-amplitude, amplitude, (rng.integers(2, 5), rng.integers(2, 5))).astype(np.float32)
    return cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC)
