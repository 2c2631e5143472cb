"""Offsets of windows on a grid: what every matcher that compares windows does, whatever it sees in them."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Protocol

import numpy as np

from ..progress import Progress
from .measurement import Measurement
from .pair import Backward, Pair
from .tiles import Tile, tiles
from .voting import Votes

_HELD = {"reference": 2, "target": 1}    # described tiles of a raster that are kept


@dataclass(frozen=True)
class Offsets:
    """What was found in M of N windows; lengths in pixels.

    Attributes:
        index: (M,) which windows.
        offset: (M, 2) x, y: what is at p in the reference is at p + offset in the target.
        score: (M,) 0 to 1.
        variance: (M,) of an offset along an axis.
        rival: (M, 2) from the offset to the second best.
        middle: (M, 2) from the middle of a window to what could be compared in it, which at the edge of the data is not all of it.
    """

    index: np.ndarray
    offset: np.ndarray
    score: np.ndarray
    variance: np.ndarray
    rival: np.ndarray
    middle: np.ndarray


@dataclass(frozen=True)
class Surfaces:
    """What M of N windows say of every offset.

    Attributes:
        index: (M,) which windows.
        logits: (M, k, k) logarithm of the probability of an offset, up to a constant; a pixel apart, the middle being no offset.
        middle: (M, 2) from the middle of a window to what could be compared in it, pixels.
    """

    index: np.ndarray
    logits: np.ndarray
    middle: np.ndarray


class Comparison(Protocol):
    """How windows are compared.

    Attributes:
        stride: windows begin at multiples of this many pixels.
        margin: pixels around a window that have a say in what is seen of it.
    """

    stride: int
    margin: int

    def view(self, image: np.ndarray, valid: np.ndarray) -> Any:
        """What is seen of a patch (rows, cols)."""

    def at_once(self, size: int) -> int:
        """How many windows of ``size`` pixels are compared at a time."""

    def compare(self, one: Any, two: Any, corner: np.ndarray, size: int, reach: int) -> Offsets:
        """Windows of ``size`` pixels that begin at pixels ``corner`` (N, 2) x, y of two views, offsets up to ``reach``."""

    def surfaces(self, one: Any, two: Any, corner: np.ndarray, size: int, reach: int) -> Surfaces:
        """What those windows say of all offsets, for matchers that are `Voting`."""


class Views:
    """What has been seen of tiles of both rasters, kept for the next look; comparisons that see the same can share it."""

    def __init__(self):
        self._held: dict[str, dict[tuple, Any]] = {raster: {} for raster in _HELD}

    def reference(self, how: Comparison, pair: Pair, tile: Tile, scale: float) -> Any:
        """A tile of the reference."""
        return self._seen("reference", (pair, *tile.centre, tile.side, scale),
                          lambda: how.view(*(seen[0] for seen in pair.reference(tile.centre[None], tile.side, scale))))

    def target(self, how: Comparison, pair: Pair, tile: Tile, scale: float, backward: Backward) -> Any:
        """A tile of the target, seen through an estimate."""
        return self._seen("target", (pair, *tile.centre, tile.side, scale, backward),
                          lambda: how.view(*(seen[0] for seen in pair.target(tile.centre[None], tile.side, scale, backward))))

    def _seen(self, raster: str, key: tuple, look) -> Any:
        held = self._held[raster]                                # a key holds the pair, so that no other can be taken for it
        if key not in held:
            if len(held) >= _HELD[raster]:
                held.clear()
            held[key] = look()
        return held[key]


class Windows:
    """Measures offsets of windows.

    Args:
        comparison: how.
        beyond: whether a target window is looked for in more of the target than the window itself.
        views: shared with other comparisons whose ``view`` is the same; None: its own.
    """

    def __init__(self, comparison: Comparison, beyond: bool, views: Views | None = None):
        self._how, self._beyond, self._views = comparison, beyond, views or Views()

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, reach: int,
                progress: Progress) -> Measurement:
        """Offsets of windows around working positions.

        Args:
            pair: the rasters.
            centres: (N, 2) working positions in the reference.
            scale: working pixels per patch pixel.
            backward: the current estimate, reference to nominal.
            size: window side in patch pixels.
            reach: largest offset looked for, patch pixels.
        """
        centres = np.asarray(centres, np.float64).reshape(-1, 2)
        parts = []
        for at, one, two, corner, shift in self._looked_at(pair, centres, scale, backward, size, reach, progress):
            found = self._how.compare(one, two, corner, size, reach)
            parts.append((found, shift + (corner[found.index] + found.middle) * scale, centres[at[found.index]]))
        joined = {field.name: np.concatenate([getattr(found, field.name) for found, *_ in parts]) for field in fields(Offsets)} if parts \
            else {"offset": np.zeros((0, 2)), "score": np.zeros(0), "variance": np.zeros(0), "rival": np.zeros((0, 2))}
        middles, seen_from = (np.concatenate([part[place] for part in parts]) if parts else np.zeros((0, 2)) for place in (1, 2))
        nominal = backward(middles + joined["offset"] * scale) if len(middles) else middles
        return Measurement(middles, nominal, joined["score"], 1.0 / joined["variance"], len(centres), reach * scale, size * scale,
                           seen_from, joined["rival"] * scale)

    def votes(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, reach: int, progress: Progress) -> Votes:
        """What windows around working positions say of every offset; see `measure`."""
        parts = []
        for _, one, two, corner, shift in self._looked_at(pair, centres, scale, backward, size, reach, progress):
            found = self._how.surfaces(one, two, corner, size, reach)
            parts.append((shift + (corner[found.index] + found.middle) * scale, found.logits))
        if not parts:
            return Votes(np.zeros((0, 2)), np.zeros((0, 1, 1), np.float32), scale, size * scale, backward)
        return Votes(*(np.concatenate(part) for part in zip(*parts)), scale, size * scale, backward)

    def _looked_at(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, reach: int,
                   progress: Progress) -> Iterator[tuple[np.ndarray, Any, Any, np.ndarray, np.ndarray]]:
        """Windows by and by.

        Yields:
            Which centres (N,), both views, corners (N, 2) of the windows in them, working position of the middle of one at corner 0, 0.
        """
        stride, many = self._how.stride, self._how.at_once(size)
        todo = tiles(pair, centres, scale, size + 2 * (self._how.margin + (reach if self._beyond else 0)))
        for number, tile in enumerate(todo):
            part = (number / len(todo), 1 / len(todo))
            progress.step(part[0])
            one = self._views.reference(self._how, pair, tile, scale)
            progress.step(part[0] + 0.25 * part[1])
            two = self._views.target(self._how, pair, tile, scale, backward)
            at = (centres[tile.points] - tile.centre) / scale + tile.side / 2
            corner = np.rint((at - size / 2) / stride).astype(int) * stride
            for start in range(0, len(at), many):
                progress.step(part[0] + (0.5 + 0.5 * start / len(at)) * part[1])
                batch = slice(start, start + many)
                yield tile.points[batch], one, two, corner[batch], tile.centre + (size / 2 - tile.side / 2) * scale


def squares(field: np.ndarray, corner: np.ndarray, size: int) -> np.ndarray:
    """Squares (N, size, size) of a field (rows, cols) from corners (N, 2) x, y; 0 outside of it."""
    low, high = np.minimum(corner.min(0), 0), np.maximum(corner.max(0) + size - field.shape[::-1], 0)
    padded = np.pad(field, ((-low[1], high[1]), (-low[0], high[0]))) if low.any() or high.any() else field
    every = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    col, row = (corner - low).T
    return every[row, col]
