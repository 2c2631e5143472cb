"""Pairs of pictures of one place with cells that show the same, cut from stacks of layers."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ...errors import OptionError
from ...models.d2net import OFFSET, STRIDE
from ..layers.cut import any_two, cut, linear, usable
from ..layers.radiometry import disturbed
from ..layers.stack import Stack

#: Pairs with fewer cells that correspond are skipped.
LEAST_CELLS = 128
_MOST_CELLS = 512             # what is lost are neighbours of others
_TRIES = 300
_PERCENTILES = (2.0, 98.0)


@dataclass(frozen=True)
class Sample:
    """Two pictures and cells that show the same.

    Attributes:
        reference, target: (3, size, size) float32, 0 to 255, red, green, blue.
        reference_cells: (N, 2) int64 rows and columns of cells.
        target_cells: (N, 2) float64 rows and columns of where they are in the target, in cells; inside the map.
        kinds: modality of each.
        matrix: (2, 3) reference to target pixels, the centre of the first one at 0, where one affine map says it all.
    """

    reference: np.ndarray
    target: np.ndarray
    reference_cells: np.ndarray
    target_cells: np.ndarray
    kinds: tuple[str, str] = ("photograph", "photograph")
    matrix: np.ndarray | None = None


def draw(stacks: list[Stack], rng: np.random.Generator, size: int, turn: float, zoom: float, stride: int,
         cross_modal: bool = True) -> Sample:
    """A random sample.

    Args:
        stacks: what to draw from.
        rng: of everything random.
        size: side of the pictures, pixels.
        turn: largest rotation between the two, degrees; zoom: largest scale between them.
        stride: pixels between cells.
        cross_modal: see `disturbed`; False also keeps to layers of one kind.

    Raises:
        OptionError: nothing usable was found.
    """
    for _ in range(_TRIES):
        stack, place, one, two = any_two(stacks, rng, cross_modal)
        rows, cols = stack.valid.shape[1:]
        # Small layers are seen enlarged: the mirrored ground beside them would teach nothing.
        scale = np.exp(rng.uniform(-0.2, 0.3)) * max(1.0, 1.1 * size / min(rows, cols))
        room = 0.5 * size / scale
        centre = np.array([rng.uniform(min(room, side / 2), max(side - room, side / 2)) for side in (cols, rows)])
        common = linear(rng.uniform(0, 2 * np.pi), scale, rng.choice([-1.0, 1.0]))
        between = linear(np.radians(rng.uniform(-turn, turn)), zoom ** rng.uniform(-1.0, 1.0), 1.0)
        between = between @ np.array([[1.0, rng.normal(0, 0.03)], [0.0, 1.0]])
        shift = rng.uniform(-0.15, 0.15, 2) * size
        first = cut(stack, place, one, centre, common, np.zeros(2), size)
        second = cut(stack, place, two, centre, common @ np.linalg.inv(between), shift, size)
        if not usable(first, second):
            continue
        middle = (size - 1) / 2.0
        matrix = np.c_[between, np.full(2, middle) + shift - between @ np.full(2, middle)]
        cells = corresponding(matrix, first[1], second[1], stride)
        if len(cells[0]) >= LEAST_CELLS:
            some = rng.permutation(len(cells[0]))[:_MOST_CELLS]
            pictures = [_picture(disturbed(image, rng, cross_modal), valid) for image, valid in (first, second)]
            return Sample(*pictures, *(one[some] for one in cells), (stack.kinds[one], stack.kinds[two]), matrix)
    raise OptionError(f"No usable pair of {size} pixels was found in {_TRIES} tries: the layers are too small or mostly empty.",
                      "Train on larger layers, or on ones with fewer gaps.")


def corresponding(matrix: np.ndarray, valid: np.ndarray, target_valid: np.ndarray, stride: int) -> tuple[np.ndarray, np.ndarray]:
    """Cells (N, 2) of the reference, and where (N, 2), in cells, an affine map lays them in the target.

    Args:
        matrix: (2, 3) reference to target pixels, the centre of the first one at 0.
        valid, target_valid: (size, size) bool.
        stride: pixels between cells, whose first one lies at pixel 3.5.
    """
    # The mean over 2 x 2 without stride, where keypoints are detected, takes one row and column.
    count = len(valid) // stride - (stride == STRIDE)
    cells = np.stack(np.meshgrid(np.arange(count), np.arange(count), indexing="ij"), -1).reshape(-1, 2)
    pixels = cells[:, ::-1] * stride + OFFSET
    target = ((pixels @ matrix[:, :2].T + matrix[:, 2] - OFFSET) / stride)[:, ::-1]
    seen, target_seen = (cv2.erode(one.astype(np.uint8), np.ones((9, 9)), borderValue=1)[3::stride, 3::stride][:count, :count] > 0
                         for one in (valid, target_valid))
    inside = ((target >= 0) & (target <= count - 1)).all(1) & seen.ravel()
    inside[inside] = target_seen[tuple(np.rint(target[inside]).astype(np.int64).T)]
    return cells[inside].astype(np.int64), np.ascontiguousarray(target[inside])


def _picture(image: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """(3, rows, cols) float32, stretched to 0 to 255 as pictures are before a network sees them."""
    low, high = np.percentile(image[valid], _PERCENTILES)
    grey = np.clip((image - low) * (255.0 / max(high - low, 1e-6)), 0.0, 255.0)
    return np.broadcast_to(np.where(valid, grey, 127.5).astype(np.float32), (3, *image.shape))
