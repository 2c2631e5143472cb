"""Pictures of common formats, as keypoints are looked for in them."""
from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np

from ..errors import RasterError
from ..models.stretch import Stretch

_COLOURS = 3


def read(path: str | os.PathLike) -> tuple[np.ndarray, np.ndarray | None]:
    """An image file of 8 or 16 bits.

    Returns:
        (rows, cols) grey values, or (3, rows, cols) red, green, blue 0 to 255, those of 16 bits stretched together; and (rows, cols) bool,
        where it is opaque, or None: everywhere.

    Raises:
        RasterError: the file cannot be read, or is of another kind.
    """
    try:
        content = np.frombuffer(Path(path).read_bytes(), np.uint8)
        # Through the bytes: the library cannot open every name on every system.
        image = cv2.imdecode(content, cv2.IMREAD_UNCHANGED) if content.size else None
    except (OSError, cv2.error) as error:
        said = str(getattr(error, "strerror", None) or error).strip().splitlines()[-1]
        raise RasterError(f"{path} cannot be read: {said}.", "Check the name, and whether the file is complete.") from error
    if image is None:
        raise RasterError(f"{path} is no image that can be read.", "Give PNG, JPEG or TIFF files of 8 or 16 bits.")
    if image.dtype not in (np.uint8, np.uint16):
        raise RasterError(f"{path} holds values of type {image.dtype}.", "Give an image of 8 or 16 bits.")
    if image.ndim == 2:
        return image, None
    if image.shape[2] not in (_COLOURS, _COLOURS + 1):
        raise RasterError(f"{path} has {image.shape[2]} bands.", "Give one band, or red, green and blue.")
    opaque = image[..., _COLOURS] > 0 if image.shape[2] > _COLOURS else None
    colours = np.ascontiguousarray(image[..., _COLOURS - 1 :: -1].transpose(2, 0, 1))
    if colours.dtype == np.uint16:
        everywhere = np.ones(colours.shape[1:], bool) if opaque is None else opaque
        colours = Stretch.of(colours, everywhere)(colours, everywhere)
    return colours, None if opaque is None or opaque.all() else opaque
