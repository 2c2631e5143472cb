"""From reflectance to digital numbers: optics, exposure, noise."""
from __future__ import annotations

import cv2
import numpy as np

# gain and exponent of the tone curve
_VISIBLE, _INFRARED = (2.75, 1 / 1.5), (1.55, 1 / 1.15)


def encode(reflectance: np.ndarray, gain: float, infrared: bool = False) -> np.ndarray:
    """Display-like numbers 0 to 1 of linear reflectance, with a shoulder instead of a hard limit."""
    factor, exponent = _INFRARED if infrared else _VISIBLE
    values = np.clip(reflectance * np.float32(factor * gain), 0, None) ** np.float32(exponent)
    return np.where(values > 0.75, 1 - 0.25 * np.exp(-(values - 0.75) / 0.25), values).astype(np.float32)


def blur(bands: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian point spread of ``sigma`` samples, band by band."""
    if sigma < 0.05:
        return bands
    return np.stack([cv2.GaussianBlur(band, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE) for band in bands])


def to_dtype(values: np.ndarray, dtype) -> np.ndarray:
    """0 to 1 as 1 to 255 (uint8), 1 to 10000 (uint16) or unchanged (float32); 0 is kept for nodata."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return values.astype(dtype)
    top = 255 if dtype == np.uint8 else 10000
    return np.clip(np.rint(values * top), 1, top).astype(dtype)
