"""Rasters read as stacks of layers, to train on and to validate on."""
from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import cv2
import numpy as np

from ...errors import RasterError, TiepointError
from ...progress import Progress, Steps
from ...raster.grid import Grid
from ...raster.io import map_points, open_raster
from ...raster.mapping import read_on_grid
from ...raster.raster import Raster
from ...raster.stretch import sample_pixels, statistics
from ..layers.stack import Stack, stretched
from .ground import blocks, grounds, outline, shared_grid
from .kinds import kinds

_MOST_BANDS = 12              # of a raster, evenly spread
_MOST_BYTES = 2**30           # of all layers
_SAMPLE_PX = 512
_FLAT = 0.1                   # of a raster's contrast: less of it in a block is not stretched to full contrast
_LEAST_VALID = 0.8            # of a window, as when samples are drawn
_LEAST_USABLE = 0.3           # of a block: positions of windows that are valid
_LEAST_KEPT = 0.6             # of the usable positions, when a further raster is laid on
_VALIDATED = 5                # one block in so many


@dataclass(frozen=True)
class _Source:
    """A raster that can be trained on: its usable bands, what they show, and the least contrast they are stretched to."""

    path: str
    grid: Grid
    bands: tuple[int, ...]
    kinds: tuple[str, ...]
    least: tuple[float, ...]


@dataclass(frozen=True)
class _Block:
    """A piece of ground and the sources (by index) that may show it."""

    ground: int
    grid: Grid
    sources: tuple[int, ...]


@dataclass(frozen=True)
class _Place:
    """A block that was read: layers (layers, rows, cols) uint8, valid (rows, cols)."""

    ground: int
    layers: np.ndarray
    valid: np.ndarray
    kinds: tuple[str, ...]


def read_places(paths: Sequence[str], optional: Sequence[str], side: int, seed: int, progress: Progress) -> tuple[list[Stack], list[Stack]]:
    """The layers of rasters: those that overlap lie on one grid, with the pixels of the coarsest, and are layers of the same places.

    The ground is cut into blocks. One in five is kept for validation, at random, so that no pixel is both trained and validated on.

    Args:
        paths: rasters that must be readable.
        optional: rasters that are left out, with a warning, where they are not.
        side: of the windows that samples show, pixels.
        seed: of everything random.
        progress: told about every raster.

    Returns:
        (to train on, to validate on); the second is empty where there is only one block.

    Raises:
        RasterError: one of the first cannot be read, or none of the rasters is usable.
        Cancelled: from ``progress``.
    """
    sources, problems = _sources(paths, optional, Steps(progress, 0.0, 0.3))
    planned, small = _blocks(sources, side, seed, progress)
    problems += small
    read = _read(sources, planned, side, Steps(progress, 0.3, 1.0))
    if not read:
        problems = problems or ["no part of them holds enough data"]
        raise RasterError(f"None of the {len(paths) + len(optional)} rasters can be trained on: {problems[0]}.",
                          f"Give rasters of at least {2 * side} x {side} pixels that are not mostly nodata.")
    for problem in problems:
        progress.log(f"{problem}: not trained on.", "warning")
    chosen = _validated(read, seed)
    return tuple(_stacks([place for index, place in enumerate(read) if (index in chosen) is held]) for held in (False, True))


def _sources(paths: Sequence[str], optional: Sequence[str], progress: Progress) -> tuple[list[_Source], list[str]]:
    """The usable rasters, and what is wrong with the others."""
    found, problems = [], []
    for number, path in enumerate((*paths, *optional)):
        progress.step(number / (len(paths) + len(optional)), f"Opening raster {number + 1} of {len(paths) + len(optional)}")
        try:
            with open_raster(path) as raster:
                source = _described(raster)
        except TiepointError as error:
            if number < len(paths):
                raise
            source, problem = None, error.message.rstrip(".")
        else:
            problem = f"{path} is constant or without data"
        if source:
            found.append(source)
        else:
            problems.append(problem)
    return found, problems


def _described(raster: Raster) -> _Source | None:
    """None where no band has any contrast."""
    bands = raster.data_bands
    bands = tuple(bands[index] for index in np.linspace(0, len(bands) - 1, min(len(bands), _MOST_BANDS)).round().astype(int))
    if raster.dtype(bands).kind not in "iuf":
        raise RasterError(f"{raster.path} holds complex numbers.", "Extract amplitude, phase or a real part first.")
    array, valid = sample_pixels(raster, bands, _SAMPLE_PX)
    if not valid.any():
        return None
    known = [statistics(band, valid) for band in array]
    kept = [index for index, found in enumerate(known) if not found.is_constant]
    if not kept:
        return None
    every = kinds(raster, bands)
    return _Source(raster.path, raster.grid, tuple(bands[index] for index in kept), tuple(every[index] for index in kept),
                   tuple(_FLAT * (known[index].high - known[index].low) for index in kept))


def _blocks(sources: list[_Source], side: int, seed: int, progress: Progress) -> tuple[list[_Block], list[str]]:
    """Blocks to be read, as many as memory allows, by ground; and the rasters that are too small for any."""
    found, problems = [], []
    apart = grounds([source.grid for source in sources])
    together = sum(len(members) for members in apart if len(members) > 1)
    if len(sources) > 1:
        progress.log(f"{together} of {len(sources)} rasters overlap another one and are layers of the same places.")
    for ground, members in enumerate(apart):
        grid = shared_grid([sources[member].grid for member in members])
        windows = blocks(grid, side)
        if not windows:
            names = ", ".join(sources[member].path for member in members)
            problems.append(f"{names}: {grid.width} x {grid.height} pixels are too few")
        edges = {member: outline(sources[member].grid, grid.crs) for member in members}
        for window in windows:
            place = grid.window_grid(window)
            seen = tuple(member for member, edge in edges.items() if edge.intersects(place.footprint))
            if seen:
                found.append(_Block(ground, place, seen))
        _tell_coarsened(sources, members, grid, progress)
    size = [block.grid.width * block.grid.height * sum(len(sources[member].bands) for member in block.sources) for block in found]
    order = np.random.default_rng([seed, 2]).permutation(len(found))
    fitting = order[: int(np.searchsorted(np.cumsum(np.array(size)[order]), _MOST_BYTES)) + 1] if found else []
    if len(fitting) < len(found):
        progress.log(f"{len(fitting)} of {len(found)} blocks are used, evenly at random: the others do not fit into memory.")
    return [found[index] for index in sorted(fitting)], problems


def _tell_coarsened(sources: list[_Source], members: list[int], grid: Grid, progress: Progress) -> None:
    """Log which rasters of a ground are read at larger pixels than their own."""
    for member in members:
        own = sources[member].grid
        middle = np.array([[own.width, own.height]]) / 2.0
        step = map_points(own.crs, grid.crs)(own.to_map(np.concatenate([middle, middle + [[1.0, 1.0]]])))
        ratio = np.sqrt(2.0) / max(float(np.hypot(*np.diff(grid.to_pixel(step), axis=0)[0])), 1e-9)
        if ratio > 1.5:
            progress.log(f"{sources[member].path} is read at pixels {ratio:.3g} times as large, those of the coarsest raster it overlaps.")


def _read(sources: list[_Source], planned: list[_Block], side: int, progress: Progress) -> list[_Place]:
    """The blocks that hold enough data."""
    found = []
    with ExitStack() as stack:
        opened: dict[int, Raster] = {}
        for number, block in enumerate(planned):
            if number and block.ground != planned[number - 1].ground:
                stack.close()
                opened.clear()
            images = []
            for member in block.sources:
                progress.step(number / len(planned), f"Reading block {number + 1} of {len(planned)}")
                if member not in opened:
                    opened[member] = stack.enter_context(open_raster(sources[member].path))
                images.append((sources[member], *read_on_grid(opened[member], sources[member].bands, block.grid)))
            place = _place(block.ground, images, side)
            if place:
                found.append(place)
    return found


def _place(ground: int, images: list[tuple[_Source, np.ndarray, np.ndarray]], side: int) -> _Place | None:
    """The rasters of a block laid on each other: the fullest first, then those that leave most of it usable."""
    order = sorted(range(len(images)), key=lambda index: -images[index][2].mean())
    valid, usable = images[order[0]][2], _usable(images[order[0]][2], side)
    if usable < _LEAST_USABLE:
        return None
    kept = [order[0]]
    for index in order[1:]:
        both = valid & images[index][2]
        if _usable(both, side) >= max(_LEAST_USABLE, _LEAST_KEPT * usable):
            valid, usable = both, _usable(both, side)
            kept.append(index)
    layers, shown = [], []
    for index in sorted(kept):
        source, array, _ = images[index]
        for band, kind, least in zip(array, source.kinds, source.least):
            layer = stretched(np.where(valid, band, np.nan), least)
            if layer[valid].std() > 0:
                layers.append(layer)
                shown.append(kind)
    return _Place(ground, np.stack(layers), valid, tuple(shown)) if layers else None


def _usable(valid: np.ndarray, side: int) -> float:
    """Share of the positions at which a window has enough data."""
    around = cv2.blur(valid.astype(np.float32), (side, side), borderType=cv2.BORDER_REFLECT)
    return float((around >= _LEAST_VALID).mean())


def _validated(read: list[_Place], seed: int) -> set[int]:
    """Indices of the places that are kept for validation: one in five of each ground, and of those that are a ground of their own."""
    rng = np.random.default_rng([seed, 3])
    by_ground: dict[int, list[int]] = {}
    for index, place in enumerate(read):
        by_ground.setdefault(place.ground, []).append(index)
    alone = [indices[0] for indices in by_ground.values() if len(indices) == 1]
    groups = [indices for indices in by_ground.values() if len(indices) > 1] + ([alone] if len(alone) > 1 else [])
    chosen = [rng.choice(indices, max(1, round(len(indices) / _VALIDATED)), replace=False).tolist() for indices in groups]
    return {index for indices in chosen for index in indices}


def _stacks(chosen: list[_Place]) -> list[Stack]:
    """Places of one size that show the same kinds become one stack, which is drawn as often as it has places."""
    by_kinds: dict[tuple, list[_Place]] = {}
    for place in chosen:
        by_kinds.setdefault((place.valid.shape, place.kinds), []).append(place)
    return [Stack("rasters", np.stack([place.layers for place in places]), np.stack([place.valid for place in places]), shown,
                  float(len(places))) for (_, shown), places in by_kinds.items()]
