"""Pictures to draw samples from."""
from __future__ import annotations

import cv2
import numpy as np
import pytest


def texture(rows: int, cols: int, seed: int = 0) -> np.ndarray:
    """(rows, cols, 3) uint8: smooth colours of several scales with sharp blocks, 20 to 235."""
    rng = np.random.default_rng(seed)
    image = np.zeros((rows, cols, 3), np.float32)
    for step, weight in ((6, 0.4), (14, 0.8), (40, 1.0)):
        coarse = rng.normal(size=(rows // step + 2, cols // step + 2, 3)).astype(np.float32)
        image += weight * cv2.resize(coarse, (cols, rows), interpolation=cv2.INTER_CUBIC)
    for _ in range(rows * cols // 400):
        (x, y), (w, h) = rng.integers(0, (cols, rows)), rng.integers(5, 30, 2)
        image[y : y + h, x : x + w] += rng.normal(size=3) * 2
    low, high = image.min(), image.max()
    return (20 + 215 * (image - low) / (high - low)).astype(np.uint8)


@pytest.fixture(scope="session")
def picture():
    """`texture`."""
    return texture
