"""Codes of tiles as a NumPy file, with small pictures of them."""
from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ..outputs import atomic
from .tile_sets import Chosen, TileSet

_THUMBNAIL = 64


def write_codes(path: str, tiles: TileSet, numbers: np.ndarray, hashed: np.ndarray) -> None:
    """Write codes, values, labels, classes, names and thumbnails, as the published code keeps them for its searches.

    Args:
        path: of the file. tiles: all. numbers: (Q,) of those that are written. hashed: (Q, bits) 0 to 1.

    Raises:
        OutputError: it cannot be written.
    """
    shown = [_small(tile) for tile in Chosen(tiles.tiles, numbers)]
    with atomic(path, tiles.files) as partial, open(partial, "wb") as file:
        np.savez_compressed(file, codes=(hashed > 0.5).astype(np.int8), hashed=hashed.astype(np.float32), labels=tiles.labels[numbers],
                            names=_texts([tiles.names[one] for one in numbers]), classes=_texts(tiles.classes), thumbnails=np.stack(shown))


def _small(tile: np.ndarray) -> np.ndarray:
    """(64, 64, 3) uint8 of (3, side, side)."""
    return cv2.resize(np.ascontiguousarray(np.moveaxis(tile, 0, -1)), (_THUMBNAIL, _THUMBNAIL), interpolation=cv2.INTER_AREA)


def _texts(texts: Sequence[str]) -> np.ndarray:
    """Texts that are read without pickling."""
    return np.array(list(texts), np.str_)
