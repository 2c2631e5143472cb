"""Views of a tile: cut out, turned, mirrored, under another light."""
from __future__ import annotations

import cv2
import numpy as np

_GREY = np.array([0.299, 0.587, 0.114], np.float32)
_STRETCH, _ERASED = 0.15, 0.25


def view(tile: np.ndarray, side: int, rng: np.random.Generator, smallest: float = 0.5, jitter: float = 0.35) -> np.ndarray:
    """A view of a tile.

    Args:
        tile: (rows, cols, 3) uint8.
        side: of the view, pixels.
        rng: of everything random.
        smallest: side of what is cut out, of the tile's, at least.
        jitter: how much the light varies, 0 to 1.

    Returns:
        (side, side, 3) uint8.
    """
    whole = min(tile.shape[:2])
    # Small cut-outs are rare: what makes the class may not be in them.
    size = whole * (1.0 - (1.0 - smallest) * rng.random() ** 1.5)
    angle = rng.uniform(-np.pi, np.pi) if rng.random() < 0.5 else 0.5 * np.pi * rng.integers(4)
    aspect = np.exp(rng.uniform(-_STRETCH, _STRETCH))
    scale = size / side
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.diag([scale * aspect * rng.choice((-1, 1)), scale / aspect])
    free = (whole - size) / 2
    middle = np.array([tile.shape[1], tile.shape[0]]) / 2 + rng.uniform(-free, free, 2) - 0.5
    offset = middle - matrix @ np.full(2, (side - 1) / 2)
    found = cv2.warpAffine(tile, np.column_stack([matrix, offset]), (side, side), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                           borderMode=cv2.BORDER_REFLECT_101)
    return lit(found, rng, jitter)


def lit(tile: np.ndarray, rng: np.random.Generator, jitter: float) -> np.ndarray:
    """A tile (rows, cols, 3) uint8 under another light; now and then grey, blurred, or with a part erased."""
    image = tile.astype(np.float32) * np.float32(1 / 255)
    saturation, contrast, brightness = np.exp(jitter * rng.uniform(-1, 1, 3)).astype(np.float32)
    if rng.random() < 0.1:
        saturation = np.float32(0)
    tint = np.exp(0.4 * jitter * rng.uniform(-1, 1, 3)).astype(np.float32)
    grey = (image @ _GREY)[..., None]
    image = (grey + saturation * (image - grey)) * tint
    middle = image.mean()
    image = np.clip((middle + contrast * (image - middle)) * brightness, 0, 1)
    if rng.random() < 0.5:
        image = image ** np.float32(np.exp(rng.normal(0.0, jitter)))
    if rng.random() < 0.2:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.2))
    if rng.random() < _ERASED:
        rows, cols = (int(side * rng.uniform(0.15, 0.4)) for side in image.shape[:2])
        top, left = (int(rng.integers(0, side - part)) for side, part in zip(image.shape[:2], (rows, cols)))
        image[top : top + rows, left : left + cols] = middle
    return np.clip(np.rint(image * 255), 0, 255).astype(np.uint8)


def plain(tile: np.ndarray, side: int) -> np.ndarray:
    """The whole tile, (side, side, 3) uint8."""
    return tile if tile.shape[:2] == (side, side) else cv2.resize(tile, (side, side), interpolation=cv2.INTER_AREA)
