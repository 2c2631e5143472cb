"""Tiles that are not read before somebody looks at them; what of an array of tiles a chunk needs."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ...scene_change.predictor import resampled
from . import tile_folder


class Picked:
    """Some tiles of others.

    Args:
        tiles: (N, side, side, 3) uint8, an array or one of these classes.
        indices: (M,) numbers of those that are meant.

    Attributes:
        shape: as that of an array.
    """

    def __init__(self, tiles, indices: np.ndarray):
        self._tiles, self._indices = tiles, indices
        self.shape = (len(indices), *tiles.shape[1:])

    def __len__(self) -> int:
        return len(self._indices)

    def __getitem__(self, index: int) -> np.ndarray:
        """One tile (side, side, 3) uint8."""
        return self._tiles[int(self._indices[index])]


class TileFiles:
    """Image files as tiles of one size.

    Args:
        paths: of the files.
        side: of the tiles; files of other sizes are resampled.

    Attributes:
        shape: as that of an array.
    """

    def __init__(self, paths: Sequence[Path], side: int):
        self._paths, self.shape = tuple(paths), (len(paths), side, side, 3)

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, index: int) -> np.ndarray:
        """One tile (side, side, 3) uint8; OptionError where its file is no image."""
        tile, side = tile_folder.read(self._paths[index]), self.shape[1]
        return tile if tile.shape[:2] == (side, side) else resampled(tile, side)
