"""Trees: single crowns stamped as domes, and the closed canopy of woods from periodic tiles of crowns."""
from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from .frame import Frame
from .layout import STREET, run, walk
from .texture import TILE, place

CANOPY_TEXEL = 0.4  # metres
_CANOPIES = 4  # different tiles of crowns; scenes that share one lay it at other angles and offsets


@dataclass(frozen=True)
class Trees:
    """Single trees.

    Attributes:
        xy: (N, 2) metres.
        radius: (N,) crown radius in metres.
        height: (N,) metres.
        tint: (N,) random number in [0, 1).
    """

    xy: np.ndarray
    radius: np.ndarray
    height: np.ndarray
    tint: np.ndarray

    def __len__(self) -> int:
        return len(self.radius)

    def stamp(self, frame: Frame, height: np.ndarray, tint: np.ndarray, weight: np.ndarray) -> None:
        """Raise the height map, set tint and crown weight (0 to 1) where the trees stand; arrays (rows, cols) float32, changed in place."""
        x0, y0, x1, y1 = frame.bounds
        reach = self.radius + frame.step
        x, y = self.xy.T
        near = np.flatnonzero((x > x0 - reach) & (x < x1 + reach) & (y > y0 - reach) & (y < y1 + reach) & (self.radius > 0.4 * frame.step))
        cols = (self.xy[near, 0] - frame.x0) / frame.step - 0.5
        rows = (self.xy[near, 1] - frame.y0) / frame.step - 0.5
        for index, col, row in zip(near, cols, rows):
            radius = self.radius[index] / frame.step
            c0, c1 = max(0, int(col - radius)), min(frame.cols, int(col + radius) + 2)
            r0, r1 = max(0, int(row - radius)), min(frame.rows, int(row + radius) + 2)
            if c0 >= c1 or r0 >= r1:
                continue
            dx, dy = np.arange(c0, c1) - col, (np.arange(r0, r1) - row)[:, None]
            turn = 2 * math.pi * self.tint[index]
            distance = np.sqrt(dx * dx + dy * dy) / radius
            # three lobes make the outline irregular
            distance = distance * (1 + 0.13 * np.cos(3 * np.arctan2(dy, dx) + turn) + 0.09 * np.cos(5 * np.arctan2(dy, dx) - 3 * turn))
            dome = (self.height[index] * np.sqrt(np.clip(1.0 - 0.75 * distance * distance, 0.05, 1.0))).astype(np.float32)
            cover = np.clip((1.0 - distance) * radius + 0.5, 0.0, 1.0).astype(np.float32)
            dome *= cover
            window = (slice(r0, r1), slice(c0, c1))
            higher = dome > height[window]
            height[window] = np.where(higher, dome, height[window])
            tint[window] = np.where(higher, np.float32(self.tint[index]), tint[window])
            weight[window] = np.maximum(weight[window], cover)


def make_trees(rows: np.ndarray, rng: np.random.Generator) -> Trees:
    """Trees from rows (N, 4) of x, y, radius, height."""
    table = np.asarray(rows, dtype=np.float64).reshape(-1, 4)
    return Trees(table[:, :2], table[:, 2], table[:, 3], rng.random(len(table)))


def hedge_trees(lines: list[np.ndarray], rng: np.random.Generator) -> list[tuple]:
    """Bushes and trees along hedges, with gaps."""
    trees = []
    for line in lines:
        at = np.arange(rng.uniform(0, 4), run(line)[-1], rng.uniform(2.0, 4.5))
        at = at[rng.random(len(at)) < rng.uniform(0.25, 1.0)]
        size = np.exp(rng.normal(0.55, 0.35, len(at)))
        spot = walk(line, at)[0] + rng.normal(0, 0.6, (len(at), 2))
        trees += [(x, y, r, 2.2 * r) for (x, y), r in zip(spot, size)]
    return trees


def street_trees(roads: list[tuple], rng: np.random.Generator) -> list[tuple]:
    """Rows of trees along some roads (line, width, rank)."""
    trees = []
    for line, width, rank in roads:
        if rng.random() > (0.5 if rank == STREET else 0.15):
            continue
        for side in (-1, 1):
            at = np.arange(5.0, run(line)[-1], 11.0)
            at = at[rng.random(len(at)) < 0.6] + rng.uniform(-1, 1)
            spot, tangent = walk(line, at)
            spot += tangent[:, ::-1] * (-1, 1) * side * (width / 2 + 2.2)
            trees += [(x, y, rng.uniform(1.6, 3.6), rng.uniform(5, 10)) for x, y in spot]
    return trees


@lru_cache(maxsize=16)
def canopy_tile(seed: int, radius: float, pointed: bool) -> np.ndarray:
    """Periodic canopy: crown height relative to the top, and tint of each crown, (512, 512, 2) float32 at ``CANOPY_TEXEL`` metres."""
    rng = np.random.default_rng([seed, 23])
    period = TILE * CANOPY_TEXEL
    count = int(1.5 * period * period / (math.pi * radius * radius))
    crowns = np.array([(radius * math.exp(rng.normal(0, 0.28)) / CANOPY_TEXEL, rng.uniform(0, TILE), rng.uniform(0, TILE),
                        rng.uniform(0.7, 1.0), rng.random()) for _ in range(count)])
    height, tint = np.zeros((TILE, TILE), np.float32), np.zeros((TILE, TILE), np.float32)
    for (first_row, first_col, dome), colour in zip(_domes(crowns, pointed), crowns[:, 4].astype(np.float32)):
        side = len(dome)
        if 0 <= min(first_row, first_col) and max(first_row, first_col) <= TILE - side:
            where = slice(first_row, first_row + side), slice(first_col, first_col + side)
        else:
            around = np.arange(side)
            where = ((first_row + around) % TILE)[:, None], (first_col + around) % TILE
        higher = dome > height[where]
        height[where] = np.where(higher, dome, height[where])
        tint[where] = np.where(higher, colour, tint[where])
    return np.dstack([height, tint])


def _domes(crowns: np.ndarray, pointed: bool) -> list[tuple[int, int, np.ndarray]]:
    """First row, first column and heights (side, side) float32 of crowns (N, 5): radius, column, row, all in texels, top and colour."""
    spans, found = crowns[:, 0].astype(int) + 2, [None] * len(crowns)
    for span in np.unique(spans):                            # those of one size at a time
        index = np.flatnonzero(spans == span)
        r, col, row, top, colour = (column[:, None, None] for column in crowns[index].T)
        around = np.arange(-span, span + 1)
        dx, dy = col.astype(int) + around - col, row.astype(int) + around[:, None] - row
        angle = np.arctan2(dy, dx)
        distance = np.hypot(dx, dy) / r * (1 + 0.12 * np.cos(3 * angle + 6.3 * colour) + 0.08 * np.cos(5 * angle - 15 * colour))
        dome = top * (1.0 - 0.85 * distance if pointed else np.sqrt(np.clip(1.0 - 0.8 * distance**2, 0, 1)))
        for number, one in zip(index, np.where(distance < 1, dome, 0).astype(np.float32)):
            found[number] = int(crowns[number, 2]) - span, int(crowns[number, 1]) - span, one
    return found


@lru_cache(maxsize=64)
def _level(seed: int, radius: float, pointed: bool, level: int) -> np.ndarray:
    if level == 0:
        return canopy_tile(seed, radius, pointed)
    return cv2.resize(_level(seed, radius, pointed, level - 1), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def canopy(frame: Frame, seed: int, pointed: bool) -> tuple[np.ndarray, np.ndarray]:
    """Relative canopy height (0 to 1) and crown tint at the frame: the higher of two tiles with different crowns, so nothing repeats.

    Returns:
        two (rows, cols) float32.
    """
    sizes = (2.4, 1.6) if pointed else (4.6, 3.0)
    level = max(0, min(6, round(math.log2(max(frame.step / CANOPY_TEXEL, 1.0)))))
    (high, tint), (low, other) = (
        cv2.split(place(frame, _level((seed + number) % _CANOPIES, radius, pointed, level), CANOPY_TEXEL * 2**level, seed + 31 + number))
        for number, radius in enumerate(sizes))
    low *= np.float32(0.92)
    np.copyto(tint, other, where=low > high)
    return np.maximum(high, low), tint
