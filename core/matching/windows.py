"""Offsets of windows on a grid: what every matcher that compares windows does, whatever it sees in them."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

import numpy as np

from ..progress import Progress
from .measurement import Measurement
from .pair import Backward, Pair
from .tiles import Tile, tiles, whole_tile
from .voting import Votes

_HELD_PX = {"reference": 2 * 1400**2, "target": 1400**2}    # pixels of described tiles of a raster that are kept: the latest
_SPARE_PX = 12                # beyond what is searched: surfaces are smoothed, and go a little farther than they are looked at


@dataclass(frozen=True)
class Offsets:
    """What was found in M of N windows; lengths in pixels.

    Attributes:
        index: (M,) which windows.
        offset: (M, 2) x, y: what is at p in the reference is at p + offset in the target.
        score: (M,) 0 to 1.
        variance: (M,) of an offset along an axis.
        rival: (M, 2) from the offset to the second best; (0, 0) where there is none.
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


#: Pixels (N, 2) x, y of a view of the reference, and of one of the target, at which the same windows begin.
Corners = tuple[np.ndarray, np.ndarray]


class Comparison(Protocol):
    """How windows are compared.

    Attributes:
        stride: windows begin at multiples of this many pixels.
        margin: pixels around a window that have a say in what is seen of it.
        spared: as many pixels along the side of a patch with one window take hardly any work; 0: such a patch is one like all others.
    """

    stride: int
    margin: int
    spared: int

    def view(self, image: np.ndarray, valid: np.ndarray, rim: int) -> Any:
        """What is seen of a patch (rows, cols), less ``rim`` pixels, a multiple of the stride, along its border; 0 if nothing is spared."""

    def at_once(self, size: int) -> int:
        """How many windows of ``size`` pixels are compared at a time."""

    def compare(self, one: Any, two: Any, corners: Corners, size: int, reach: int) -> Offsets:
        """Windows of ``size`` pixels that begin at these pixels of two views, at the same if nothing is spared, offsets up to ``reach``."""

    def surfaces(self, one: Any, two: Any, corners: Corners, size: int, reach: int) -> Surfaces:
        """What those windows say of all offsets, for matchers that are `Voting`."""


class Views:
    """What has been seen of tiles of both rasters, kept for the next look; comparisons that see the same can share it.

    Args:
        alone_px: pixels of the reference that are kept of tiles with one window each, which are all looked at before the first comes again.
    """

    def __init__(self, alone_px: int = _HELD_PX["reference"]):
        self._most = {(raster, alone): most for raster, most in _HELD_PX.items() for alone in (False, True)}
        self._most["reference", True] = alone_px
        self._held: dict[tuple[str, bool], dict[tuple, tuple[Any, int]]] = {kind: {} for kind in self._most}

    def reference(self, how: Comparison, pair: Pair, tile: Tile, scale: float, rim: int) -> Any:
        """A tile of the reference."""
        return self._seen("reference", how, tile, rim, (pair, scale), lambda: pair.reference(tile.centre[None], tile.side, scale))

    def target(self, how: Comparison, pair: Pair, tile: Tile, scale: float, backward: Backward, rim: int) -> Any:
        """A tile of the target, seen through an estimate."""
        return self._seen("target", how, tile, rim, (pair, scale, backward),
                          lambda: pair.target(tile.centre[None], tile.side, scale, backward))

    def _seen(self, raster: str, how: Comparison, tile: Tile, rim: int, of: tuple, read: Callable[[], tuple]) -> Any:
        kind = raster, tile.alone
        held, key = self._held[kind], (*tile.centre, tile.side, rim, *of)     # with the pair, so that no other can be taken for it
        if key not in held:
            size = (tile.side - 2 * rim) ** 2
            while held and sum(known for _, known in held.values()) + size > self._most[kind]:
                del held[next(iter(held))]
            held[key] = how.view(*(seen[0] for seen in read()), rim), size
        return held[key][0]


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
        for at, one, two, corners, middle in self._looked_at(pair, centres, scale, backward, size, reach, progress):
            found = self._how.compare(one, two, corners, size, reach)
            parts.append((found, middle[found.index] + found.middle * scale, centres[at[found.index]]))
        joined = {field.name: np.concatenate([getattr(found, field.name) for found, *_ in parts]) for field in fields(Offsets)} if parts \
            else {"offset": np.zeros((0, 2)), "score": np.zeros(0), "variance": np.zeros(0), "rival": np.zeros((0, 2))}
        middles, seen_from = (np.concatenate([part[place] for part in parts]) if parts else np.zeros((0, 2)) for place in (1, 2))
        nominal = backward(middles + joined["offset"] * scale) if len(middles) else middles
        return Measurement(middles, nominal, joined["score"], 1.0 / joined["variance"], len(centres), reach * scale, size * scale,
                           seen_from, joined["rival"] * scale)

    def votes(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, reach: int, progress: Progress) -> Votes:
        """What windows around working positions say of every offset; see `measure`."""
        parts = []
        for _, one, two, corners, middle in self._looked_at(pair, centres, scale, backward, size, reach, progress):
            found = self._how.surfaces(one, two, corners, size, reach)
            parts.append((middle[found.index] + found.middle * scale, found.logits))
        if not parts:
            return Votes(np.zeros((0, 2)), np.zeros((0, 1, 1), np.float32), scale, size * scale, backward)
        return Votes(*(np.concatenate(part) for part in zip(*parts)), scale, size * scale, backward)

    def _looked_at(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, reach: int,
                   progress: Progress) -> Iterator[tuple[np.ndarray, Any, Any, Corners, np.ndarray]]:
        """Windows by and by.

        Yields:
            Which centres (N,), both views, where the windows begin in them, working positions (N, 2) of their middles.
        """
        stride, many, searched = self._how.stride, self._how.at_once(size), reach if self._beyond else 0
        seen = size + 2 * self._how.margin
        todo = tiles(pair, centres, scale, seen + 2 * searched, seen + 2 * searched - self._how.spared)
        for number, tile in enumerate(todo):
            part = (number / len(todo), 1 / len(todo))
            progress.step(part[0])
            within, rims = tile, np.zeros(2, int)
            if tile.alone and self._how.spared:
                # Of the reference no more than the window is asked for, whatever is searched.
                within, needed = replace(tile, side=whole_tile(seen)), size + 2 * np.array([0, searched + _SPARE_PX])
                rims = np.maximum(((within.side, tile.side) - needed) // (2 * stride) - 1, 0) * stride
            one = self._views.reference(self._how, pair, within, scale, int(rims[0]))
            progress.step(part[0] + 0.25 * part[1])
            two = self._views.target(self._how, pair, tile, scale, backward, int(rims[1]))
            at = (centres[tile.points] - tile.centre) / scale + tile.side / 2
            corner = np.rint((at - size / 2) / stride).astype(int) * stride
            inset = (tile.side - within.side) // 2
            for start in range(0, len(at), many):
                progress.step(part[0] + (0.5 + 0.5 * start / len(at)) * part[1])
                some = corner[start : start + many]
                yield (tile.points[start : start + many], one, two, (some - inset - rims[0], some - rims[1]),
                       tile.centre + (some + size / 2 - tile.side / 2) * scale)


def squares(field: np.ndarray, corner: np.ndarray, size: int) -> np.ndarray:
    """Squares (N, size, size) of a field (rows, cols) from corners (N, 2) x, y; 0 outside of it."""
    low, high = np.minimum(corner.min(0), 0), np.maximum(corner.max(0) + size - field.shape[::-1], 0)
    padded = np.pad(field, ((-low[1], high[1]), (-low[0], high[0]))) if low.any() or high.any() else field
    every = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    col, row = (corner - low).T
    return every[row, col]
