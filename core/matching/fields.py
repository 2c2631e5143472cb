"""Fields that are correlated in place of grey values: what stays the same when the light, the season or the sensor changes."""
from __future__ import annotations

import cv2
import numpy as np

#: Ids of the fields, in the order they are tried.
FIELDS = ("orientation", "intensity", "both")
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
    filled = cv2.GaussianBlur(fill(image, valid), (0, 0), 0.7)
    gradient = cv2.Scharr(filled, cv2.CV_32F, 1, 0) + 1j * cv2.Scharr(filled, cv2.CV_32F, 0, 1)
    gradient /= 32.0
    if not valid.all():
        kernel = np.ones((2 * _EDGE_PX + 1,) * 2, np.uint8)
        gradient = np.where(cv2.erode(valid.astype(np.uint8), kernel, borderValue=1) > 0, gradient, 0)
    length = np.abs(gradient)
    local = cv2.GaussianBlur(length.astype(np.float32), (0, 0), _NEIGHBOURHOOD_PX)
    return (gradient * gradient / ((length + 1e-6) * (length + 0.5 * local + 1e-3))).astype(np.complex64)


def parts(field: str, image: np.ndarray, valid: np.ndarray) -> list[np.ndarray]:
    """The arrays a field id stands for: each (rows, cols), float32 or complex64."""
    made = []
    if field in ("orientation", "both"):
        made.append(orientation(image, valid))
    if field in ("intensity", "both"):
        made.append(fill(image, valid))
    return made


def only(patches: np.ndarray, both: np.ndarray) -> np.ndarray:
    """Patches (N, size, size) less their mean, 0 where not both rasters have data, so that the border of what is seen is no edge."""
    if both.all():
        return patches
    mean = (patches * both).sum((1, 2)) / np.maximum(both.sum((1, 2)), 1)
    return np.where(both, patches - mean[:, None, None], 0).astype(patches.dtype)
