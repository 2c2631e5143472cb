"""How unlike two images look to learned features, whatever the light: structure that has come or gone."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ..models.descriptors import ALIGNMENT, STRIDE
from ..models.features import HALO_PX, Features
from .block import Block
from .source import ALIGNED_PX

_NORMALISED_PX = 48           # what the normalisation of grey values sees around a pixel
_SIGMA_CELLS = 3.0
_SMOOTHED_CELLS = 9           # that far the Gaussian is followed
_NOISE = 0.005                # of the deviation of all grey values; less than that is flat


@dataclass(frozen=True)
class Grey:
    """How bands become one: their mean after each is standardised.

    Attributes:
        mean, deviation: (B,) of the bands.
    """

    mean: np.ndarray
    deviation: np.ndarray

    def __call__(self, bands: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """(rows, cols) float32 of bands (B, rows, cols); 0, which is the mean, where not valid."""
        grey = np.zeros(valid.shape, np.float32)
        for band, mean, deviation in zip(bands, self.mean, self.deviation):
            grey += (band - np.float32(mean)) / np.float32(deviation * len(bands))
        return np.where(valid, grey, np.float32(0))


def grey_of(values: np.ndarray) -> Grey:
    """By a sample of values (N, B)."""
    deviation = values.std(0, dtype=np.float64)
    return Grey(values.mean(0, dtype=np.float64), np.where(deviation > 0, deviation, 1.0))


@dataclass(frozen=True)
class Structure:
    """Distance of the features of two dates, averaged over scales.

    Attributes:
        features: the network.
        greys: of both dates.
        scales: pixels that are averaged before features are looked at; powers of 2.
    """

    features: Features
    greys: tuple[Grey, Grey]
    scales: tuple[int, ...]

    @property
    def margin(self) -> int:
        """Pixels around a block that have a say, a multiple of `ALIGNED_PX`."""
        return self.seen(max(self.scales), _SMOOTHED_CELLS)

    def seen(self, scale: int, smoothed: int) -> int:
        """The same for one scale, where distances are averaged over so many cells to either side."""
        seen = scale * (_NORMALISED_PX + HALO_PX + STRIDE * (smoothed + 1))
        return -(-seen // ALIGNED_PX) * ALIGNED_PX

    def distance(self, block: Block, shifts: np.ndarray) -> np.ndarray:
        """Distances (rows, cols) float32 of a block: 0 alike, 1 unrelated, 2 opposite; what cannot be relied on counts less.

        Args:
            block: with `margin`.
            shifts: (N, 2) x, y in pixels of what may explain differences, see `discount`; may be empty.
        """
        images = self.images(block)
        return np.mean([self.cells(images, scale, shifts).evened(block.shape) for scale in self.scales], 0, dtype=np.float32)

    def images(self, block: Block) -> list[np.ndarray]:
        """Grey values (rows, cols) of both dates."""
        return [grey(bands, block.valid) for grey, bands in zip(self.greys, (block.before, block.after))]

    def cells(self, images: list[np.ndarray], scale: int, shifts: np.ndarray) -> Cells:
        """What is found of two grey images (rows, cols) at one of the scales; see `distance` for shifts."""
        rows, cols = images[0].shape
        unit = scale * ALIGNMENT
        described, trusted = [], []
        for image in images:
            whole = np.pad(image, ((0, -rows % unit), (0, -cols % unit)), mode="edge")
            if scale > 1:
                whole = cv2.resize(whole, (whole.shape[1] // scale, whole.shape[0] // scale), interpolation=cv2.INTER_AREA)
            found = self.features(whole, np.ones(whole.shape, bool), _NOISE)
            described.append(found.descriptors.cpu().numpy())
            trusted.append(found.reliability.cpu().numpy())
        side = STRIDE * scale
        left = _unlike(*described)
        if len(shifts):
            left = np.maximum(*(np.minimum.reduce([left] + [_unlike(_shifted(one, shift / side), two) for shift in shifts])
                                for one, two in (described, described[::-1])))
        return Cells(left * np.maximum(*trusted), np.stack(trusted), side)


@dataclass(frozen=True)
class Cells:
    """Two images, cell by cell.

    Attributes:
        unlike: (rows, cols) distance, times the reliability of whichever can be relied on more.
        reliable: (2, rows, cols) reliability, 0 to 1.
        side: of a cell, pixels.
    """

    unlike: np.ndarray
    reliable: np.ndarray
    side: int

    def smooth(self, sigma: float, reach: int) -> np.ndarray:
        """Distances (rows, cols) averaged by a Gaussian of this deviation, followed so far; both in cells."""
        side = 2 * reach + 1
        return cv2.GaussianBlur(self.unlike, (side, side), sigma, borderType=cv2.BORDER_REPLICATE)

    def pixels(self, values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
        """Values of cells (rows, cols) at pixels, of this shape."""
        size = values.shape[1] * self.side, values.shape[0] * self.side
        return cv2.resize(values, size, interpolation=cv2.INTER_LINEAR)[:shape[0], :shape[1]]

    def evened(self, shape: tuple[int, int]) -> np.ndarray:
        """Distances at pixels, of this shape, as they are compared without training."""
        return self.pixels(self.smooth(_SIGMA_CELLS, _SMOOTHED_CELLS), shape)


def _unlike(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """1 - cosine (rows, cols) of unit descriptors (C, rows, cols)."""
    return np.maximum(1.0 - np.einsum("crk,crk->rk", one, two), 0.0)


def _shifted(described: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Descriptors (C, rows, cols) at cells (col + x, row + y), of unit length."""
    matrix = np.float32([[1, 0, cells[0]], [0, 1, cells[1]]])
    moved = np.stack([cv2.warpAffine(one, matrix, one.shape[::-1], flags=cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR,
                                     borderMode=cv2.BORDER_REPLICATE) for one in described])
    return moved / np.maximum(np.sqrt(np.einsum("crk,crk->rk", moved, moved)), 1e-6)
