"""Templates placed in inputs, coarse to fine over the levels of learned maps, and what speaks against the outcome."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from . import warp
from .corners import mapped
from .solver import Solution, prepare, solve

#: Mean step of the corners that ends a level, pixels of the input, and the most iterations of one.
TOLERANCE_PX, MOST = {1: 0.01, 2: 0.1, 3: 1.0}, 30
_MOVED_PX, _BETTER = 25.0, 0.8         # a template that moves farther has to agree by a fifth better than before
_AREA = (0.25, 4.0)


@dataclass(frozen=True)
class Aligned:
    """Where a template lies.

    Attributes:
        homography: (3, 3) float64, template to input pixels, the one to use.
        initial: the guess it was found from; found: what the solver came to.
        kept_initial: the guess was kept; why: what spoke against the other, empty if nothing did.
        iterations: of each level.
        residual: mean square difference on the finest level at the guess and at what was found.
        trace: (level, homography) from the guess to the end; empty unless asked for.
    """

    homography: np.ndarray
    initial: np.ndarray
    found: np.ndarray
    kept_initial: bool
    why: str
    iterations: dict[int, int]
    residual: tuple[float, float]
    trace: tuple[tuple[int, np.ndarray], ...]


def align(scenes: Sequence[torch.Tensor], templates: Sequence[torch.Tensor], initial: np.ndarray, compat: bool = False,
          most: int = MOST, traced: bool = False, alive: Callable[[], None] = lambda: None) -> list[Aligned]:
    """Refine guesses of where templates lie; no ground truth has a say in it.

    Args:
        scenes: maps (N, C, rows, cols) of the inputs, levels 1, 2, 3, ...; templates: the same of the templates.
        initial: (N, 3, 3) guesses, template to input pixels.
        compat: see `solver.prepare`; levels are taken to lie on each other at their first pixels.
        most: iterations of a level.
        traced: keep the homography of every iteration.
        alive: called before every iteration.
    """
    device, levels = scenes[0].device, range(len(scenes), 0, -1)
    matrix = torch.from_numpy(np.asarray(initial, np.float64)).to(device)
    iterations, trace, solution = {}, [], None
    for level in levels:
        template = prepare(templates[level - 1], compat=compat)
        if level == 1:
            before = _residual(template, scenes[0], torch.from_numpy(np.asarray(initial, np.float64)).to(device))
        step = 2.0 ** (level - 1)
        solution = solve(template, scenes[level - 1], warp.to_level(matrix, level, compat), TOLERANCE_PX.get(level, 1.0) / step, most,
                         traced=traced, alive=alive)
        matrix = warp.of_level(solution.matrix, level, compat)
        iterations[level] = solution.iterations.tolist()
        trace += [(level, warp.of_level(one, level, compat).cpu().numpy()) for one in solution.trace]
    return [_judged(index, np.asarray(initial[index], np.float64), matrix.cpu().numpy()[index], before, solution, iterations, trace,
                    templates[0].shape[2:]) for index in range(len(matrix))]


def _residual(template, scene: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
    return solve(template, scene, matrix, 0.0, 0).residual


def _judged(index: int, initial: np.ndarray, found: np.ndarray, before: torch.Tensor, solution: Solution, iterations, trace,
            shape) -> Aligned:
    rows, cols = shape
    corners = np.array([[0.0, 0.0], [cols - 1, 0.0], [cols - 1, rows - 1], [0.0, rows - 1]])
    residual = float(before[index]), float(solution.residual[index])
    why = doubt(initial, found, corners, *residual)
    counted = {level: counts[index] for level, counts in iterations.items()}
    return Aligned(initial if why else found, initial, found, bool(why), why, counted, residual,
                   tuple((level, matrices[index]) for level, matrices in trace))


def doubt(initial: np.ndarray, found: np.ndarray, corners: np.ndarray, before: float, after: float) -> str:
    """What speaks against a homography, in words; empty if nothing does.

    Args:
        initial, found: (3, 3) the guess, and what came of it.
        corners: (4, 2) of the template, in turn.
        before, after: mean square difference of the maps at either.
    """
    there, here = mapped(found, corners), mapped(initial, corners)
    if not np.isfinite(there).all() or not np.isfinite(after):
        return "too little of the template lies on the input"
    sides = np.roll(there, -1, 0) - there
    turns = sides[:, 0] * np.roll(sides, -1, 0)[:, 1] - sides[:, 1] * np.roll(sides, -1, 0)[:, 0]
    horizon = np.c_[corners, np.ones(4)] @ found[2]
    if np.linalg.det(found) <= 0 or (turns <= 0).any() or (horizon <= 0).any():
        return "the template would be folded or turned over"
    area = _area(there) / _area(corners)
    if not _AREA[0] <= area <= _AREA[1]:
        return f"the template's area would be {area:.2g} times as large"
    moved = float(np.linalg.norm(there - here, axis=1).mean())
    if moved > _MOVED_PX and after > _BETTER * before:
        return f"the corners would move by {moved:.0f} px from the guess, and agree little better there"
    return ""


def _area(corners: np.ndarray) -> float:
    x, y = corners.T
    return 0.5 * float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
