"""Deep Lucas-Kanade on rasters: windows of the reference are templates, each of which finds its homography in the target.

The first guess is what the coarser stages say, moved to where the coarsest maps differ least; from there the levels of the maps are gone
through, with more freedom at each: a shift, an affine map, a homography.

Source: Zhao, Huang, Zhang 2021, arXiv:2104.11693.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch.nn import functional

from ..lucas_kanade import warp
from ..lucas_kanade.solver import Solution, prepare, solve
from ..models import deep_lk_weights
from ..models import device as devices
from ..models.deep_lk import DeepLK
from ..models.deep_lk_maps import MARGIN_PX, Seen, maps, ready, seen
from ..models.store import find
from ..progress import Progress
from .demonstration import Demonstration
from .matcher import Means
from .measurement import Measurement
from .pair import Backward, Pair
from .placement import Placement, place
from .windows import Corners, Offsets, Windows, squares

_TEMPLATE_PX = 128           # side of a template, as published, where the rasters are not small
_ROOMY = 3.0                  # templates side by side in rasters that are not small
_REACH = 0.25                 # of a window
_LEAST_VALID = 0.45           # share of a window that must lie on data in both
_LEAST_SCORE = 0.1
_LEVELS = (3, 2, 1)
_FREEDOMS = {3: (2,), 2: (6,), 1: (6, 8)}
_STEPS = {3: 6, 2: 10, 1: 8}
_DENSE = 64                   # rows and columns of a template that are looked at: its neighbours say the same
_TOLERANCE = {3: 0.1, 2: 0.05, 1: 0.02}        # pixels of the level's map
_WORTH = 0.97                 # of the residual of fewer parameters: what more of them have to get below to be believed
_LOCAL_PX = 8.0               # from where the coarsest maps differ least: farther away something else was found
_NEAR = 2                     # cells of the coarsest map within which two places are one
_SYSTEMATIC_PX = 0.1
_CORRELATED = 9.0             # pixels of a map that say the same
_AT_ONCE = 64


class DeepLucasKanade:
    """Windows that find their homographies; see `Windows`."""

    id = "deep-lk"
    title = "deep-lk"
    repeatable = True
    searches = (False, True)
    settled_px = None
    apart = 0.0
    doubt = (1.0, 1.0)

    @classmethod
    def variants(cls, means: Means) -> list[DeepLucasKanade]:
        """One; ModelError where its weights cannot be used, OptionError where the device cannot."""
        network, _ = deep_lk_weights.load(find(means.model, "deep-lk"))
        return [cls(network, devices.choose(means.device))]

    def __init__(self, network: DeepLK, device: torch.device):
        self._how = _Comparison(ready(network, device), device)
        self._windows = Windows(self._how, beyond=True)

    def place(self, pair: Pair, progress: Progress, thorough: bool) -> list[Placement]:
        """Placements to try, best first: by shift alone, or with ``thorough`` over rotations and scales too."""
        return place(pair, progress, thorough)

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress,
                reach: int | None = None) -> Measurement:
        """Offsets of windows around working positions; see `Phase.measure`."""
        return self._windows.measure(pair, centres, scale, backward, _side(pair, scale, size), reach or int(_REACH * size), progress)

    def demonstrate(self, pair: Pair, centre: np.ndarray, scale: float, backward: Backward, size: int) -> Demonstration | None:
        """How `measure` moves the window around a working position; see `Demonstrating`."""
        size, reach = _side(pair, scale, size), int(_REACH * size)
        side = -(-(size + 2 * (self._how.margin + reach)) // 8) * 8
        seen_of = [tuple(part[0] for part in patches) for patches in
                   (pair.reference(centre[None], side, scale), pair.target(centre[None], side, scale, backward))]
        return self._how.demonstrate(*seen_of, size, reach)


@dataclass
class _View:
    """What is seen of a patch, and its maps as a template and as an input, made when first wanted."""

    image: Seen
    made: dict[str, list[torch.Tensor]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Comparison:
    network: DeepLK
    device: torch.device
    stride: int = 4
    margin: int = MARGIN_PX
    spared: int = 0

    def view(self, image: np.ndarray, valid: np.ndarray, _rim: int = 0) -> _View:
        """See `Comparison`."""
        return _View(seen(image, valid, self.network.settings["bands"]))

    def _maps(self, view: _View, branch: str) -> list[torch.Tensor]:
        if branch not in view.made:
            view.made[branch] = maps(getattr(self.network, branch), view.image, self.device)
        return view.made[branch]

    def at_once(self, _size: int) -> int:
        """See `Comparison`."""
        return _AT_ONCE

    @torch.inference_mode()
    def compare(self, one: _View, two: _View, corners: Corners, size: int, reach: int) -> Offsets:
        """Offsets of the windows' middles; see `Comparison`."""
        corner = corners[0]
        valid = squares(one.image.valid, corner, size) & squares(two.image.valid, corner, size)
        index = np.flatnonzero(valid.mean((1, 2)) >= _LEAST_VALID)
        if not len(index):
            empty = np.zeros((0, 2))
            return Offsets(index, empty, np.zeros(0), np.zeros(0), empty, empty)
        found = self._solved(one, two, corner[index], size, reach)
        good = np.array([not why for why in found.doubts(reach)])
        variance = _SYSTEMATIC_PX**2 + _CORRELATED * found.last.variance
        numbers = (part.cpu().numpy().astype(np.float64)[good] for part in
                   (found.offset, found.score, variance, 2 ** (_LEVELS[0] - 1) * found.rival))
        offset, scores, variances, rivals = numbers
        return Offsets(index[good], offset, scores, variances, rivals, np.zeros_like(offset))

    @torch.inference_mode()
    def demonstrate(self, one: tuple[np.ndarray, np.ndarray], two: tuple[np.ndarray, np.ndarray], size: int,
                    reach: int) -> Demonstration | None:
        """How the window in the middle of a patch (image, valid) finds its place in another; None where too little of it is valid."""
        side = len(one[0])
        begin, first = (side - size) // 2, (side - size) // 2 - reach
        window, around = ((slice(start, side - start),) * 2 for start in (begin, first))
        if (one[1] & two[1])[window].mean() < _LEAST_VALID:
            return None
        views = [self.view(*patch) for patch in (one, two)]
        corner = np.array([[begin, begin]])
        found = self._solved(*views, corner, size, reach, traced=True)
        # What is shown of the target begins before the window.
        shift = np.array([[1.0, 0, -first], [0, 1, -first], [0, 0, 1]])
        trace = tuple((level, shift @ matrix[0].cpu().numpy()) for level, matrix in found.trace)
        seen_maps = [tuple(_middle(level[0, 0].cpu().numpy(), part[0], 2**number) for number, level in enumerate(self._maps(view, branch)))
                     for view, branch, part in ((views[1], "input", around), (views[0], "template", window))]
        return Demonstration((two[0][around], two[1][around]), (one[0][window], one[1][window]), trace, *seen_maps, found.doubts(reach)[0])

    def _solved(self, one: _View, two: _View, corner: np.ndarray, size: int, reach: int, traced: bool = False) -> _Solved:
        """Homographies of windows that begin at pixels ``corner`` (N, 2) of ``one``."""
        templates, scenes = self._maps(one, "template"), self._maps(two, "input")
        known, there = (torch.from_numpy(view.image.valid.astype(np.float32))[None, None].to(self.device) for view in (one, two))
        at = torch.from_numpy(corner).to(self.device)
        matrix = torch.eye(3, dtype=torch.float64, device=self.device).repeat(len(corner), 1, 1)
        matrix[:, :2, 2] = at.to(torch.float64)
        trace = [(_LEVELS[0], matrix.clone())]
        for level in _LEVELS:
            step = 2 ** (level - 1)
            inside, outside = (_coarser(mask, step) for mask in (known, there))
            cells = _windows(templates[level - 1], at // step, size // step)
            weights = _windows(inside, at // step, size // step)[:, 0]
            scene = scenes[level - 1]
            if level == _LEVELS[0]:
                moved, score, rival = _search(cells, weights, scene, outside, at // step, -(-reach // step))
                begun = step * moved.to(torch.float64)
                matrix[:, :2, 2] += begun
            found: Solution | None = None
            for freedom in _FREEDOMS[level]:
                template = prepare(cells, weights, freedom, every=max(1, size // step // _DENSE))
                more = solve(template, scene, warp.to_level(matrix, level), _TOLERANCE[level], _STEPS[level], outside[:, 0], traced)
                better = torch.ones(len(corner), dtype=torch.bool) if found is None else more.residual < _WORTH * found.residual
                if better.any():
                    trace += [(level, warp.of_level(step_to, level)) for step_to in more.trace]
                found = more if found is None else found.where(better, more)
                matrix = warp.of_level(found.matrix, level)
        middle = torch.full((2,), (size - 1) / 2.0, dtype=torch.float64, device=self.device)
        return _Solved(warp.apply(matrix, middle[None])[:, 0] - middle - at, begun, score, rival, found, trace)


@dataclass(frozen=True)
class _Solved:
    """What was found for N windows.

    Attributes:
        offset: (N, 2) of their middles, pixels; begun: (N, 2) the whole shift that the levels began from.
        score, rival: see `_search`.
        last: of the finest level.
        trace: level and matrices (N, 3, 3), window to target pixels: where all began, and every step if asked for.
    """

    offset: torch.Tensor
    begun: torch.Tensor
    score: torch.Tensor
    rival: torch.Tensor
    last: Solution
    trace: Sequence[tuple[int, torch.Tensor]]

    def doubts(self, reach: int) -> list[str]:
        """What speaks against each window, in words; empty if nothing does."""
        checks = {"too little of it lies on data": torch.isfinite(self.last.residual) & torch.isfinite(self.offset).all(1),
                  f"it would move by more than {reach} px": (self.offset.abs() <= reach).all(1),
                  "other places agree nearly as well": self.score > _LEAST_SCORE,
                  f"it would move by more than {_LOCAL_PX:.0f} px from where the coarsest maps agree best":
                      ((self.offset - self.begun).abs() <= _LOCAL_PX).all(1)}
        passed = torch.stack(list(checks.values()), 1).cpu().numpy()
        return [next((why for why, good in zip(checks, row) if not good), "") for row in passed]


def _side(pair: Pair, scale: float, size: int) -> int:
    """Side of templates where windows of other matchers have so many pixels."""
    x0, y0, x1, y1 = pair.region
    return max(size, _TEMPLATE_PX) if min(x1 - x0, y1 - y0) / scale >= _ROOMY * _TEMPLATE_PX else size


def _middle(level: np.ndarray, part: slice, step: int) -> np.ndarray:
    """A square of a map whose pixels are ``step`` of the image, of which ``part`` is wanted."""
    side = slice(part.start // step, part.stop // step)
    return level[side, side]


def _coarser(mask: torch.Tensor, step: int) -> torch.Tensor:
    """Where all pixels under those of a coarser map have data."""
    return -functional.max_pool2d(-mask, step) if step > 1 else mask


def _windows(image: torch.Tensor, corner: torch.Tensor, size: int) -> torch.Tensor:
    """Squares (N, 1, size, size) of (1, 1, rows, cols) from corners (N, 2) x, y; 0 outside of it."""
    rows, cols = image.shape[2:]
    line = torch.arange(size, device=image.device)
    row, col = corner[:, 1, None] + line, corner[:, 0, None] + line
    inside = ((row >= 0) & (row < rows))[:, :, None] & ((col >= 0) & (col < cols))[:, None]
    return (image[0, 0][row.clamp(0, rows - 1)[:, :, None], col.clamp(0, cols - 1)[:, None]] * inside)[:, None]


def _search(cells: torch.Tensor, weights: torch.Tensor, scene: torch.Tensor, known: torch.Tensor, corner: torch.Tensor,
            reach: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Whole shifts of the coarsest maps up to ``reach`` where templates differ least from the scene.

    Returns:
        (N, 2) x, y; (N,) score: by how much they differ less there than at the next best place, 0 to 1; (N, 2) from it to that place.
    """
    count, _, size, _ = cells.shape
    wide = size + 2 * reach
    around, seen_there = (_windows(image, corner - reach, wide).transpose(0, 1) for image in (scene, known))
    template, weight = cells, weights[:, None]

    def summed(images: torch.Tensor, kernels: torch.Tensor) -> torch.Tensor:
        return functional.conv2d(images, kernels, groups=count)[0]

    total = summed(seen_there, weight)
    square = (summed(seen_there, weight * template.square()) - 2 * summed(around * seen_there, weight * template)
              + summed(around.square() * seen_there, weight))
    energy = torch.where(total >= 0.5 * weight.sum((1, 2, 3))[:, None, None], square / total.clamp(min=1e-6), torch.inf)
    side = 2 * reach + 1
    flat = energy.flatten(1)
    best = flat.argmin(1)
    row, col = best // side, best % side
    lines = torch.arange(side, device=cells.device)
    near = ((lines - row[:, None]).abs() <= _NEAR)[:, :, None] & ((lines - col[:, None]).abs() <= _NEAR)[:, None]
    others = torch.where(near, torch.inf, energy).flatten(1)
    second = others.argmin(1)
    least, next_least = flat.gather(1, best[:, None])[:, 0], others.gather(1, second[:, None])[:, 0]
    score = torch.where(torch.isfinite(next_least), 1.0 - least / next_least.clamp(min=1e-12), 0.0)
    score = torch.where(torch.isfinite(least), score, 0.0)
    return (torch.stack([col - reach, row - reach], 1), score,
            torch.stack([second % side - col, second // side - row], 1))
