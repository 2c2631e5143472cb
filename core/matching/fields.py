"""Fields that are correlated in place of grey values: what stays the same when the light, the season or the sensor changes."""
from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np

#: Ids of the fields, in the order they are tried, and what each is made of.
FIELDS = ("orientation", "intensity", "both")
NAMES = {"orientation": ("orientation",), "intensity": ("intensity",), "both": ("orientation", "intensity")}
#: Pixels around a place that have a say in its fields.
MARGIN_PX = 20
_EDGE_PX = 3          # gradients this near to invalid pixels are artefacts of the border
_NEIGHBOURHOOD_PX = 8.0
_SAMPLES = 2000               # of the grey values of a patch, for their spread


def fill(image: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Float32 image, shape (rows, cols), standardised over its valid pixels, clipped at 4 deviations, 0 where invalid."""
    image = image.astype(np.float32)
    values = image[valid]
    if values.size < 16:
        return np.zeros_like(image)
    low, middle, high = np.percentile(values[:: max(1, values.size // _SAMPLES)], (2, 50, 98))
    deviation = max(float(high - low) / 4.0, 1e-6 * max(1.0, abs(float(middle))))
    return np.where(valid, np.clip((image - middle) / deviation, -4.0, 4.0), 0.0).astype(np.float32)


def orientation(image: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Double-angle gradient field, complex64 (rows, cols): direction of edges, blind to their sign.

    The angle is doubled so that an edge and its inverse (a road bright in one band, dark in another) are equal; the length is the
    gradient's, divided by its local mean so that weak texture counts. After Fitch et al. 2002 (orientation correlation) and
    Granlund, Knutsson 1995 (double-angle representation).
    """
    return orientation_of(fill(image, valid), valid)


def orientation_of(filled: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """`orientation` of an image as from `fill`."""
    smooth = cv2.GaussianBlur(filled, (0, 0), 0.7)
    x, y = (cv2.Scharr(smooth, cv2.CV_32F, *along, scale=1.0 / 32.0) for along in ((1, 0), (0, 1)))
    if not valid.all():
        kernel = np.ones((2 * _EDGE_PX + 1,) * 2, np.uint8)
        edge = cv2.erode(valid.astype(np.uint8), kernel, borderValue=1) == 0
        x[edge] = y[edge] = 0.0
    length = np.sqrt(x * x + y * y)              # OpenCV's magnitude differs in the last digit with where an array lies in memory
    local = cv2.GaussianBlur(length, (0, 0), _NEIGHBOURHOOD_PX)
    local *= 0.5
    local += length
    local += 1e-3
    length += 1e-6
    local *= length
    field = np.empty((*filled.shape, 2), np.float32)
    np.divide(x * x - y * y, local, out=field[..., 0])
    x *= y
    x *= 2.0
    np.divide(x, local, out=field[..., 1])
    return field.view(np.complex64)[..., 0]


def parts(field: str, image: np.ndarray, valid: np.ndarray) -> list[np.ndarray]:
    """The arrays a field id stands for: each (rows, cols), float32 or complex64."""
    seen = Fields(image, valid)
    return [getattr(seen, name) for name in NAMES[field]]


class Fields:
    """The fields of a patch, made when they are first asked for.

    Attributes:
        valid: (rows, cols) bool.
    """

    def __init__(self, image: np.ndarray, valid: np.ndarray):
        self._filled, self.valid = fill(image, valid), valid

    @property
    def intensity(self) -> np.ndarray:
        """See `fill`."""
        return self._filled

    @cached_property
    def orientation(self) -> np.ndarray:
        """See `orientation`."""
        return orientation_of(self._filled, self.valid)


def only(patches: np.ndarray, both: np.ndarray) -> np.ndarray:
    """Patches (N, size, size) less their mean, 0 where not both rasters have data, so that the border of what is seen is no edge.

    Those with data everywhere are left as they are.
    """
    partly = np.flatnonzero(~both.all((1, 2)))
    if not len(partly):
        return patches
    some, known = patches[partly], both[partly]
    mean = (some * known).sum((1, 2)) / np.maximum(known.sum((1, 2)), 1)
    found = patches.copy()
    found[partly] = np.where(known, some - mean[:, None, None], 0)
    return found
