"""Pairs of tiles as they might as well have been: turned and mirrored together, each date under its own light."""
from __future__ import annotations

import numpy as np

_GREY = np.array([0.2989, 0.5870, 0.1140], np.float32)


def augmented(before: np.ndarray, after: np.ndarray, rng: np.random.Generator, jitter: float = 0.2) -> tuple[np.ndarray, np.ndarray]:
    """A pair turned by a right angle and mirrored, the same for both dates, and coloured, each date for itself.

    Args:
        before, after: (side, side, 3) uint8.
        rng: of everything random.
        jitter: how much brightness, contrast, saturation and the weights of colours vary, 0 to 1.

    Returns:
        Both tiles, (side, side, 3) uint8.
    """
    turns, mirrored = int(rng.integers(4)), bool(rng.integers(2))
    found = []
    for tile in (before, after):
        turned = np.rot90(tile, turns)
        turned = turned[:, ::-1] if mirrored else turned
        found.append(coloured(turned, rng, jitter) if jitter else np.ascontiguousarray(turned))
    return tuple(found)


def coloured(tile: np.ndarray, rng: np.random.Generator, jitter: float) -> np.ndarray:
    """A tile (rows, cols, 3) uint8 under another light."""
    image = tile.astype(np.float32) / 255.0
    saturation, contrast, brightness = 1.0 + jitter * rng.uniform(-1, 1, 3).astype(np.float32)
    tint = 1.0 + 0.3 * jitter * rng.uniform(-1, 1, 3).astype(np.float32)
    grey = (image @ _GREY)[..., None]
    image = (grey + saturation * (image - grey)) * tint
    middle = image.mean()
    image = (middle + contrast * (image - middle)) * brightness
    return np.clip(np.round(image * 255.0), 0, 255).astype(np.uint8)
