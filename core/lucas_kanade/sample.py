"""A sample: a template, the input it lies in, and where."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import RasterError
from ..models.deep_lk import INPUT_PX, TEMPLATE_PX
from . import corners


@dataclass(frozen=True, eq=False)
class Sample:
    """One template in its input.

    Attributes:
        input: (192, 192, 3) float32 red, green, blue, 0 to 1.
        template: (128, 128, 3) likewise.
        corners: (4, 2) float64, where the template's corners lie in the input: top left, top right, bottom right, bottom left.
        name: of the sample.

    Raises:
        RasterError: an array has another shape.
    """

    input: np.ndarray
    template: np.ndarray
    corners: np.ndarray
    name: str = ""

    def __post_init__(self):
        found = (self.input.shape, self.template.shape, self.corners.shape)
        if found != ((INPUT_PX, INPUT_PX, 3), (TEMPLATE_PX, TEMPLATE_PX, 3), (4, 2)):
            raise RasterError(f"Sample '{self.name}' has input, template and corners of the shapes {found[0]}, {found[1]} and {found[2]}.",
                              f"Give inputs of {INPUT_PX} and templates of {TEMPLATE_PX} pixels in three bands, and four corners.")

    @property
    def homography(self) -> np.ndarray:
        """(3, 3) from pixels of the template to pixels of the input."""
        return corners.homography(corners.template_corners(), self.corners)


def unit(picture: np.ndarray) -> np.ndarray:
    """float32, 0 to 1, of a picture of 8 bits; others keep their values."""
    return picture.astype(np.float32) / 255.0 if picture.dtype == np.uint8 else picture.astype(np.float32)


def eight_bits(picture: np.ndarray) -> np.ndarray:
    """uint8, 0 to 255, of values from 0 to 1; what is beyond is cut off."""
    return np.rint(np.clip(picture, 0.0, 1.0) * 255.0).astype(np.uint8)
