"""Windows of the layers of a stack, turned, scaled and shifted."""
from __future__ import annotations

import cv2
import numpy as np

from .stack import Stack

_SAME_LAYER = 0.2             # share of samples that show one layer twice
_LEAST_VALID, _LEAST_CONTRAST = 0.8, 0.01


def any_two(stacks: list[Stack], rng: np.random.Generator, cross_modal: bool) -> tuple[Stack, int, int, int]:
    """A stack at random, by its share, a place of it, and two of its layers, sometimes the same; of one kind unless ``cross_modal``."""
    share = np.array([stack.share for stack in stacks])
    stack = stacks[rng.choice(len(stacks), p=share / share.sum())]
    place = int(rng.integers(len(stack.layers)))
    one = two = int(rng.integers(len(stack.kinds)))
    others = [index for index, kind in enumerate(stack.kinds) if index != one and (cross_modal or kind == stack.kinds[one])]
    if others and rng.random() > _SAME_LAYER:
        two = int(rng.choice(others))
    return stack, place, one, two


def usable(*windows: tuple[np.ndarray, np.ndarray]) -> bool:
    """Whether windows of `cut` show something nearly everywhere."""
    return min(valid.mean() for _, valid in windows) >= _LEAST_VALID and min(image.std() for image, _ in windows) > _LEAST_CONTRAST


def linear(angle: float, scale: float, mirror: float) -> np.ndarray:
    """(2, 2) layer pixels per window pixel, for an angle in radians."""
    cos, sin = np.cos(angle) / scale, np.sin(angle) / scale
    return np.array([[cos, -sin], [sin, cos]]) @ np.diag([1.0, mirror])


def cut(stack: Stack, place: int, layer: int, centre: np.ndarray, matrix: np.ndarray, offset: np.ndarray,
        size: int) -> tuple[np.ndarray, np.ndarray]:
    """(image (size, size) 0 to 1, valid): the window in which ``centre`` (outer corner at 0) lies at the middle + offset.

    Args:
        stack, place, layer: what is shown.
        centre: (2,) layer pixels.
        matrix: (2, 2) layer pixels per window pixel.
        offset: (2,) window pixels.
        size: side of the window, pixels.
    """
    middle = (size - 1) / 2.0 + offset
    placed = np.c_[matrix, centre - 0.5 - matrix @ middle]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    image = cv2.warpAffine(stack.layers[place, layer], placed, (size, size), flags=flags, borderMode=cv2.BORDER_REFLECT)
    seen = cv2.warpAffine(stack.valid[place].astype(np.uint8), placed, (size, size), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)
    return image.astype(np.float32) / 255.0, seen > 0
