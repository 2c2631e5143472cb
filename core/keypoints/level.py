"""One level of a pyramid: an image as it is at a scale, of which any part can be seen without the rest."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..models.d2net import RECEPTIVE, STRIDE
from ..models.stretch import Stretch
from .area import Area
from .describer import Describes
from .resampling import Taps, all_valid, resized

#: Pixels a side that the network has to see.
LEAST_PX = 16
# The centre of cell i lies this many pixels from the outer corner of the first pixel, less 4 i.
_OFFSET = 4
# Cells around an area that the network has to see for its features to be those of the whole image: 56 pixels.
HALO_CELLS = 14
# Keypoints on the border of what is valid are keypoints of that border.
_CLEAR_PX = 8
_MOST_INVALID = 0.5


@dataclass(frozen=True)
class Source:
    """An image and what looks at it.

    Attributes:
        describer: see `Describes`.
        image: (rows, cols) grey values or (3, rows, cols) red, green, blue.
        valid: (rows, cols) bool; the image is finite there. None: everywhere.
        stretch: of the whole image.
    """

    describer: Describes
    image: np.ndarray
    valid: np.ndarray | None
    stretch: Stretch | None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.image.shape[-2:]

    def prepared(self, rows: slice, cols: slice) -> tuple[np.ndarray, np.ndarray]:
        """The bands of a part, 0 to 255, and where they are valid."""
        part = self.image[..., rows, cols]
        valid = np.ones(part.shape[-2:], bool) if self.valid is None else self.valid[rows, cols]
        return self.describer.bands(part, valid, self.stretch), valid


@dataclass(frozen=True)
class Level:
    """An image at a scale. Its pixel p lies at the pixel (p + 0.5) / scale - 0.5 of the image, its cell i at the pixel 4 i + 3.5 of it.

    Attributes:
        source: the image.
        scale: pixels of the level to one of the image.
    """

    source: Source
    scale: float

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns; what is less than a pixel at the far ends is not seen."""
        return tuple(math.floor(side * self.scale + 1e-9) for side in self.source.shape)

    @property
    def cells(self) -> Area:
        """All its cells; none where it is too small for the network."""
        if min(self.shape) < LEAST_PX:
            return Area(0, 0, 0, 0)
        return Area(0, 0, *(side // 2 // 2 - 1 for side in self.shape))

    def xy(self, positions: np.ndarray) -> np.ndarray:
        """(K, 2) x, y in the image, from the outer corner of its first pixel, of positions (row, column) in cells."""
        return (STRIDE * positions[:, ::-1] + _OFFSET) / self.scale

    def from_finer(self, cells: np.ndarray, finer: Level) -> np.ndarray:
        """Where the centres of rows or columns of cells of a finer level lie, in cells of this one."""
        return ((STRIDE * cells + _OFFSET) * (self.scale / finer.scale) - _OFFSET) / STRIDE

    def features(self, area: Area, alive):
        """(C, rows, cols) of the cells of an area, as the network has them where it sees the whole level."""
        seen = area.grown(HALO_CELLS, self.cells)
        rows, cols = self._taps(seen)
        bands, valid = self.source.prepared(rows.span, cols.span)
        prepared = self.source.describer.colours(resized(bands, rows, cols), all_valid(valid, rows, cols))
        return self.source.describer.features(prepared, alive)[(slice(None), *area.seen_from(seen).slices)]

    def usable(self, area: Area) -> np.ndarray:
        """(rows, cols) bool: cells with nothing invalid within 8 pixels of their centre, and not much in what they see.

        What lies beyond the image is not invalid: it has no border that would be seen.
        """
        if self.source.valid is None:
            return np.ones(area.shape, bool)
        seen = area.grown(HALO_CELLS, self.cells)
        rows, cols = self._taps(seen)
        invalid = ~all_valid(self.source.valid[rows.span, cols.span], rows, cols)
        sums = np.zeros(np.add(invalid.shape, 1), np.int64)
        sums[1:, 1:] = invalid.cumsum(0).cumsum(1)
        near, _ = _around(sums, area.seen_from(seen), _CLEAR_PX)
        far, size = _around(sums, area.seen_from(seen), RECEPTIVE)
        return (near == 0) & (far <= _MOST_INVALID * size)

    def _taps(self, seen: Area) -> tuple[Taps, Taps]:
        """Of the pixels that make up cells; up to the end of the level where they are the last ones, as the network sees it whole."""
        limits = ((seen.top, seen.bottom, self.cells.bottom), (seen.left, seen.right, self.cells.right))
        return tuple(Taps.between(STRIDE * first, side if last == end else STRIDE * (last + 1), self.scale, whole)
                     for (first, last, end), side, whole in zip(limits, self.shape, self.source.shape))


def _around(sums: np.ndarray, area: Area, reach: int) -> tuple[np.ndarray, np.ndarray]:
    """Sums over the pixels within ``reach`` of the centres of cells, and the numbers of these, of a table of sums."""
    edges = []
    for first, last, size in ((area.top, area.bottom, len(sums) - 1), (area.left, area.right, sums.shape[1] - 1)):
        centre = STRIDE * np.arange(first, last) + _OFFSET
        edges.append((np.clip(centre - reach, 0, size), np.clip(centre + reach, 0, size)))
    (top, bottom), (left, right) = edges
    found = sums[np.ix_(bottom, right)] - sums[np.ix_(top, right)] - sums[np.ix_(bottom, left)] + sums[np.ix_(top, left)]
    return found, np.outer(bottom - top, right - left)
