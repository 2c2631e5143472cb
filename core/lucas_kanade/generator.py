"""Samples from two pictures that lie on each other: a random quadrilateral of the second one is the template.

Source: the published protocol of Deep Lucas-Kanade (Zhao, Huang, Zhang 2021, arXiv:2104.11693).
"""
from __future__ import annotations

import cv2
import numpy as np

from ..errors import OptionError, RasterError
from ..models.deep_lk import INPUT_PX, INSET_PX, TEMPLATE_PX
from .corners import homography, template_corners
from .sample import Sample, unit

#: From the middle outwards, for each of top left, top right, bottom right, bottom left.
_OUTWARDS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])


def random_corners(rng: np.random.Generator, reach: int = INSET_PX, whole: bool = True) -> np.ndarray:
    """(4, 2) corners in the input: each up to ``reach`` px outwards and one less inwards of where it lies if nothing has moved.

    As published with the defaults: those on the left or at the top are drawn from 0 to 63, the others from 128 to 191. The quadrilateral
    is convex whatever is drawn.

    Args:
        rng: of the draw.
        reach: 0 to 32 pixels.
        whole: whole numbers only, both limits included, as published.

    Raises:
        OptionError: ``reach`` is out of its range.
    """
    if not 0 <= reach <= INSET_PX:
        raise OptionError(f"Corners cannot be drawn {reach} px around their place.", f"Choose 0 to {INSET_PX} px.")
    outwards = rng.integers(min(1 - reach, 0), reach, (4, 2), endpoint=True) if whole else rng.uniform(min(1 - reach, 0), reach, (4, 2))
    return template_corners() + INSET_PX + _OUTWARDS * outwards


def draw(first: np.ndarray, second: np.ndarray, rng: np.random.Generator, reach: int = INSET_PX, whole: bool = True,
         name: str = "") -> Sample:
    """A sample of two pictures: the first is the input, the template is cut out of the second.

    Args:
        first, second: (192, 192, 3) of the same place, uint8, or float 0 to 1.
        rng: of the corners.
        reach, whole: see `random_corners`.
        name: of the sample.

    Raises:
        RasterError: a picture has another shape.
        OptionError: ``reach`` is out of its range.
    """
    corners = random_corners(rng, reach, whole)
    return Sample(unit(first), unit(cut_template(second, homography(template_corners(), corners))), corners, name)


def cut_template(picture: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """(128, 128, 3) what a picture (192, 192, 3) shows where the homography (3, 3) places the template; bilinear, 0 outside.

    Raises:
        RasterError: the picture has another shape.
    """
    if picture.shape != (INPUT_PX, INPUT_PX, 3):
        raise RasterError(f"A picture of the shape {picture.shape} is none that samples are drawn from.",
                          f"Give {INPUT_PX} x {INPUT_PX} pixels in three bands.")
    return cv2.warpPerspective(picture, matrix, (TEMPLATE_PX, TEMPLATE_PX), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
