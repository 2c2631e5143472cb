"""Keypoints of an image of any size, found on several levels."""
from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch

from ..errors import OptionError
from ..progress import Progress, Silent
from .describer import Describes
from .detection import detect
from .keypoints import Keypoints
from .level import LEAST_PX, Source
from .localisation import describe, locate
from .pyramid import Pyramid
from .reference import ReferencePyramid

LEVELS = (0.25, 0.5, 1.0)
_SILENT = Silent()
# Neighbours that a cell is compared with and interpolated from.
_MARGIN_CELLS = 1
# So many times what is wanted is kept before the best are chosen.
_SURPLUS = 2


def extract(describer: Describes, image: np.ndarray, valid: np.ndarray | None = None, levels: Sequence[float] = LEVELS,
            compat: bool = False, count: int | None = None, tile_px: int | None = None, progress: Progress = _SILENT,
            most_per_tile: int | None = None, caps: tuple[int, int] | None = None,
            region: tuple[float, float, float, float] | None = None) -> Keypoints:
    """Keypoints of an image, coarse levels first: a place taken there gives none in finer ones.

    The image is seen tile by tile, so that beside it little is in memory: one bit of each cell and the keypoints. The tiling changes the
    result by rounding only, unless ``most_per_tile`` is set.

    Args:
        describer: the network.
        image: (rows, cols) grey values of any range, or (3, rows, cols) red, green, blue 0 to 255.
        valid: (rows, cols) bool, where the image counts; None: wherever it is finite.
        levels: scales, pixels of a level to one of the image; those at which the image has less than 16 pixels a side are left out.
        compat: as the reference implementation does it, with its shifts, whole levels at once, for comparison with its results.
        count: the most keypoints wanted, the strongest ones first; None: all, by level.
        tile_px: side of a tile in pixels of a level; None: what suits the describer.
        progress: told several times a second.
        most_per_tile: the most keypoints of a tile of a level, so that they are spread evenly; None: all.
        caps: with ``compat``, most pixels of the longest side and of both sides together; a larger image is made smaller first.
        region: left, top, right and bottom pixel that keypoints are wanted in, the borders included; None: everywhere.

    Returns:
        The keypoints; a score is the feature divided by the number of levels that add up to it.

    Raises:
        OptionError: an option or shape makes no sense, or the image is too small at all levels.
    """
    scales = _checked(image, valid, levels, tile_px, count, most_per_tile)
    if caps is not None and not compat:
        raise OptionError("Size caps are given, but nothing limits the size.", "Leave them out, or choose compat.")
    usable = np.isfinite(image) if image.ndim == 2 else np.isfinite(image).all(0)
    usable = usable if valid is None else usable & valid
    source = Source(describer, image, None if usable.all() else usable, describer.stretch(image, usable))
    pyramid = ReferencePyramid(source, scales, caps) if compat else Pyramid(source, scales)
    if not pyramid.scales:
        raise OptionError(f"The image of {image.shape[-1]} x {image.shape[-2]} pixels is too small for its levels.",
                          f"Give at least {LEAST_PX} pixels a side at a level.")
    return _extracted(pyramid, describer, tile_px or describer.tile_px, count, most_per_tile, progress, region)


@torch.inference_mode()
def _extracted(pyramid: Pyramid | ReferencePyramid, describer: Describes, tile_px: int, count: int | None, most_per_tile: int | None,
               progress: Progress, region: tuple[float, float, float, float] | None = None) -> Keypoints:
    work = [math.prod(pyramid.cells(index).shape) for index in range(len(pyramid.scales))]
    done, taken, found = 0, None, [Keypoints.none(describer.channels)]
    for index, scale in enumerate(pyramid.scales):
        banned = np.zeros(pyramid.cells(index).shape, bool) if taken is None else pyramid.carried(index, taken)
        taken = banned.copy()
        for area in pyramid.tiles(index, tile_px):
            share = done / sum(work)

            def alive(share=share, scale=scale):
                progress.step(share, f"Looking for keypoints at scale {scale:g}")

            alive()
            usable = pyramid.usable(index, area) & ~banned[area.slices]
            if region is not None:
                usable &= pyramid.matters(index, area, region)
            # The reference needs every level, whole, for the next one.
            looked_at = area if isinstance(pyramid, ReferencePyramid) else area.around(usable)
            if looked_at is not None:
                seen = looked_at.grown(_MARGIN_CELLS, pyramid.cells(index))
                allowed = np.zeros(seen.shape, bool)
                allowed[looked_at.seen_from(seen).slices] = usable[looked_at.seen_from(area).slices]
                features = pyramid.features(index, seen, alive)
                cells = detect(features, torch.from_numpy(allowed).to(features.device), pyramid.rounding)
                hit = cells[:, 1:].cpu().numpy() + (seen.top, seen.left)
                taken[hit[:, 0], hit[:, 1]] = True
                part = _described(features, cells, scale, index + 1, (seen.top, seen.left), lambda at, i=index: pyramid.xy(i, at))
                part = part if region is None else part[((part.xy >= region[:2]) & (part.xy <= region[2:])).all(1)]
                found.append(part if most_per_tile is None else part.best(most_per_tile))
            if count is not None and sum(map(len, found)) > _SURPLUS * count:
                found = [Keypoints.concatenated(found).best(count)]
            done += math.prod(area.shape)
    progress.step(1.0)
    whole = Keypoints.concatenated(found)
    return whole if count is None else whole.best(count)


def _described(features: torch.Tensor, cells: torch.Tensor, scale: float, ordinal: int, origin: tuple[int, int], xy) -> Keypoints:
    """Keypoints of detected cells; ``xy`` turns positions on the level to pixels."""
    positions, near = locate(features, cells)
    cells, positions = cells[near], positions[near]
    descriptors, inside = describe(features, positions)
    cells, positions = cells[inside], positions[inside]
    scores = features[cells[:, 0], cells[:, 1], cells[:, 2]] / ordinal
    at = positions.cpu().numpy() + origin
    return Keypoints(np.ascontiguousarray(xy(at)), np.full(len(at), 1.0 / scale), scores.cpu().numpy(), descriptors.cpu().numpy())


def _checked(image: np.ndarray, valid: np.ndarray | None, levels: Sequence[float], tile_px: int | None, count: int | None,
             most_per_tile: int | None) -> tuple[float, ...]:
    """The scales, ascending."""
    shape = np.shape(image)
    if not (len(shape) == 2 or (len(shape) == 3 and shape[0] == 3)) or (valid is not None and np.shape(valid) != shape[-2:]):
        raise OptionError(f"Keypoints of an image {shape} with a validity {np.shape(valid)} cannot be extracted.",
                          "Give (rows, cols) or (3, rows, cols), and (rows, cols) of validity.")
    if not len(levels) or not all(math.isfinite(scale) and scale > 0 for scale in levels):
        raise OptionError(f"The levels {tuple(levels)} are no scales.", "Give one or more numbers above 0.")
    for name, number in (("tile_px", tile_px), ("count", count), ("most_per_tile", most_per_tile)):
        if number is not None and number < 1:
            raise OptionError(f"{name} is {number}.", "Give 1 or more, or nothing.")
    return tuple(sorted(set(map(float, levels))))
