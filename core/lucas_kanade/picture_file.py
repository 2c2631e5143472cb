"""Picture files as colours of 8 bits."""
from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np

from ..errors import OutputError, RasterError
from ..keypoints import image_file
from ..models.stretch import Stretch
from ..outputs import atomic

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")


def read(path: str | os.PathLike) -> tuple[np.ndarray, bool]:
    """(rows, cols, 3) uint8 red, green, blue of a file of 8 or 16 bits, and whether it is grey; RasterError where it is no picture."""
    found = image_file.read(path)[0]
    grey = found.ndim == 2
    if grey and found.dtype != np.uint8:
        everywhere = np.ones(found.shape, bool)
        found = Stretch.of(found, everywhere)(found, everywhere)
    bands = np.repeat(found[None], 3, axis=0) if grey else found
    return np.ascontiguousarray(np.clip(np.rint(bands), 0, 255).astype(np.uint8).transpose(1, 2, 0)), grey


def write(path: str | os.PathLike, picture: np.ndarray) -> None:
    """Write (rows, cols, 3) uint8 red, green, blue without loss; OutputError where that fails."""
    done, data = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    if not done:
        raise OutputError(f"A picture of the shape {picture.shape} could not be encoded.", "Choose another size.")
    with atomic(path) as partial, open(partial, "wb") as file:
        file.write(data.tobytes())


def by_stem(folder: str | os.PathLike) -> dict[str, Path]:
    """The picture files of a folder by their names without suffix, in order.

    Raises:
        RasterError: there is no such folder, or two files differ in their suffixes only.
    """
    found: dict[str, Path] = {}
    try:
        paths = sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in SUFFIXES)
    except OSError as error:
        raise RasterError(f"The folder {folder} cannot be read: {error.strerror}.", "Check its name.") from error
    for path in paths:
        if path.stem in found:
            raise RasterError(f"{found[path.stem].name} and {path.name} in {folder} have one name.", "Rename one of them.")
        found[path.stem] = path
    return found
