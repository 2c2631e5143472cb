"""The inverse-compositional Lucas-Kanade solver, in batches: Gauss-Newton steps, held back where they make things worse.

Source: Baker, Matthews 2004, doi:10.1023/B:VISI.0000011205.11775.fd; with learned maps: Zhao et al. 2021, arXiv:2104.11693.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch.nn import functional

from . import warp

#: Share of a template that must lie on data for its place to be told.
LEAST_OVERLAP = 0.3
_DAMPING, _EASED, _RAISED = 1e-3, 0.2, 10.0      # Levenberg-Marquardt: at first, after a step that helped, after one that did not
_SLACK = 1.02                 # noise is smoothed between pixels, which makes the residual wavy: no reason to stop short
_MOST_DAMPING = 1e4                              # beyond it a step is too short to be worth trying
_PUBLISHED_DAMPING = 1e-3
_FLOOR = 1e-9


@dataclass(frozen=True)
class Template:
    """What a solver needs of N templates, whose sides are alike.

    Attributes:
        values: (N, C, P) at the pixels; weights: (N, P), 0 where there is no data.
        steepest: (N, K, C, P) how values change with the parameters that are free.
        xy: (P, 2) pixels; corners: (4, 2) of them.
        frame: (3, 3) float64, pixels to the coordinates that parameters are of.
        free: which parameters.
        compat: as published.
    """

    values: torch.Tensor
    weights: torch.Tensor
    steepest: torch.Tensor
    xy: torch.Tensor
    corners: torch.Tensor
    frame: torch.Tensor
    free: tuple[int, ...]
    compat: bool


@dataclass(frozen=True)
class Solution:
    """What was found for N templates.

    Attributes:
        matrix: (N, 3, 3) float64, template to scene pixels.
        residual: (N,) mean square difference where both have data; infinite where less than `LEAST_OVERLAP` have.
        overlap: (N,) share of the template's weight.
        iterations: (N,) steps tried.
        converged: (N,) whether the last steps were as short as asked for.
        variance: (N,) of the place of the template's middle along an axis, square pixels, if differences of pixels were independent.
        trace: of every iteration the matrices (N, 3, 3), the first ones before it; empty unless asked for.
    """

    matrix: torch.Tensor
    residual: torch.Tensor
    overlap: torch.Tensor
    iterations: torch.Tensor
    converged: torch.Tensor
    variance: torch.Tensor
    trace: tuple[torch.Tensor, ...]

    def where(self, chosen: torch.Tensor, other: Solution) -> Solution:
        """The other solution for the templates that are chosen (N,), with its trace."""
        mixed = {}
        for name in ("matrix", "residual", "overlap", "iterations", "converged", "variance"):
            mine, its = getattr(self, name), getattr(other, name)
            mixed[name] = torch.where(chosen.view(-1, *[1] * (mine.ndim - 1)), its, mine)
        return Solution(**mixed, trace=other.trace)


def prepare(images: torch.Tensor, weights: torch.Tensor | None = None, freedom: int = 8, compat: bool = False,
            every: int = 1) -> Template:
    """What can be computed before anything moves.

    Args:
        images: (N, C, rows, cols) maps of templates.
        weights: (N, rows, cols) of the pixels, 0 where there is no data; None: 1 everywhere.
        freedom: parameters of a step: 8 (homography), 6 (affine) or 2 (shift).
        compat: as published, the gradient is twice what it should be, and parameters are of pixels from the corner.
        every: only every so many rows and columns are looked at.
    """
    count, _, rows, cols = images.shape
    pixels = warp.grid(rows, cols, images.device)
    middle, half = ((0.0, 0.0), 1.0) if compat else (((cols - 1) / 2.0, (rows - 1) / 2.0), max(rows, cols) / 2.0)
    frame = torch.tensor([[1.0 / half, 0.0, -middle[0] / half], [0.0, 1.0 / half, -middle[1] / half], [0.0, 0.0, 1.0]], dtype=torch.float64)
    padded = functional.pad(images, (1, 1, 1, 1), mode="replicate")
    across, down = padded[..., 1:-1, 2:] - padded[..., 1:-1, :-2], padded[..., 2:, 1:-1] - padded[..., :-2, 1:-1]
    slope = torch.stack([across, down], -1).flatten(2, 3) * (1.0 if compat else 0.5)
    free = warp.FREEDOMS[freedom]
    local = (pixels - torch.tensor(middle, device=images.device)) / half
    moves = (warp.jacobian(local)[..., list(free)] * half).to(slope.dtype)
    steepest = torch.einsum("ncpd,pdk->nkcp", slope, moves).contiguous()
    weights = torch.ones((count, rows * cols), device=images.device) if weights is None else weights.flatten(1).to(images.dtype)
    if not compat:
        # The gradient at a pixel takes those beside it, which may have no data.
        known = (weights > 0).to(images.dtype).view(count, 1, rows, cols)
        weights = weights * (-functional.max_pool2d(-known, 3, 1, 1)).flatten(1)
    corners = torch.tensor([[0.0, 0.0], [cols - 1, 0.0], [cols - 1, rows - 1], [0.0, rows - 1]], dtype=torch.float64, device=images.device)
    values = images.flatten(2)
    if every > 1:
        some = torch.arange(rows * cols, device=images.device).view(rows, cols)[::every, ::every].flatten()
        values, weights, steepest, pixels = values[..., some], weights[:, some], steepest[..., some], pixels[some]
    return Template(values, weights, steepest, pixels, corners, frame.to(images.device), free, compat)


def solve(template: Template, scene: torch.Tensor, start: torch.Tensor, tolerance: float, most: int,
          scene_weights: torch.Tensor | None = None, traced: bool = False, alive: Callable[[], None] = lambda: None) -> Solution:
    """Move templates until they lie on what shows the same.

    Args:
        template: see `prepare`.
        scene: (N, C, rows, cols) maps, or (1, C, rows, cols) that all templates lie in.
        start: (N, 3, 3) homographies from template to scene pixels.
        tolerance: mean step of the four corners that ends it, scene pixels.
        most: iterations.
        scene_weights: (N or 1, rows, cols), 0 where there is no data; None: 1 everywhere.
        traced: keep the matrices of every iteration.
        alive: called before every iteration.

    Returns:
        The solution; a template with too little overlap at the start stays there. No ground truth has a say in it.
    """
    if scene_weights is not None and not template.compat:
        scene = torch.cat([scene, (scene_weights > 0).to(scene.dtype)[:, None]], 1)
    masked = scene_weights is not None and not template.compat
    matrix = start.to(torch.float64).clone()
    count = len(matrix)
    damping = torch.full((count,), _DAMPING, dtype=torch.float64, device=scene.device)
    state = _look(template, scene, matrix, masked)
    iterations, converged = (torch.zeros(count, dtype=kind, device=scene.device) for kind in (torch.int64, torch.bool))
    going = torch.isfinite(state.residual)
    trace = [matrix.clone()] if traced else []
    for _ in range(most):
        alive()
        index = going.nonzero()[:, 0]
        if not len(index):
            break
        part = template if len(index) == count else _part(template, index)
        seen = scene if len(scene) == 1 or len(index) == count else scene[index]
        step = _step(state.normal[index], state.gradient[index], damping[index], template)
        trial = _moved(matrix[index], step, template)
        found = _look(part, seen, trial, masked)
        moved = (warp.apply(trial, template.corners) - warp.apply(matrix[index], template.corners)).norm(dim=-1).mean(-1)
        better = torch.isfinite(found.residual) if template.compat else found.residual < _SLACK * state.residual[index]
        iterations[index] += 1
        taken = index[better]
        matrix[taken] = trial[better]
        state.put(taken, found, better)
        damping[index] = torch.where(better, damping[index] * _EASED, damping[index] * _RAISED).clamp(min=1e-7)
        short = moved < tolerance
        # A step that does not help is followed by shorter ones, unless it was short already.
        converged[index] = short & torch.isfinite(moved)
        lost = ~torch.isfinite(found.residual) if template.compat else damping[index] > _MOST_DAMPING
        going[index] = ~(short | lost)
        if traced:
            trace.append(matrix.clone())
    return Solution(matrix, state.residual, state.overlap, iterations, converged, _variance(template, state), tuple(trace))


def advanced(template: Template, scene: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
    """Matrices (N, 3, 3) after one step, whatever comes of it; gradients of the maps pass through."""
    state = _look(template, scene, matrix, False)
    damping = torch.full((len(matrix),), _DAMPING, dtype=torch.float64, device=matrix.device)
    return _moved(matrix, _step(state.normal, state.gradient, damping, template), template)


@dataclass
class _State:
    """Residual (N,), overlap (N,), normal matrices (N, K, K), gradients (N, K) at some matrices."""

    residual: torch.Tensor
    overlap: torch.Tensor
    normal: torch.Tensor
    gradient: torch.Tensor

    def put(self, index: torch.Tensor, other: _State, chosen: torch.Tensor) -> None:
        """Take over what was chosen of another state."""
        for name, values in vars(other).items():
            getattr(self, name)[index] = values[chosen]


def _look(template: Template, scene: torch.Tensor, matrix: torch.Tensor, masked: bool) -> _State:
    """What is seen where matrices put the templates."""
    at = warp.apply(matrix, template.xy.to(torch.float64))
    seen, inside = warp.sample(scene, at, template.compat)
    channels = template.values.shape[1]
    weights = template.weights if template.compat else template.weights * inside
    if masked:
        weights = weights * (seen[:, channels] > 0.999)
        seen = seen[:, :channels]
    total = weights.sum(1)
    overlap = (template.weights * inside * (weights > 0)).sum(1) / template.weights.sum(1).clamp(min=_FLOOR)
    difference = seen - template.values
    residual = (difference.square().sum(1) * weights).sum(1) / total.clamp(min=_FLOOR)
    usable = (overlap >= LEAST_OVERLAP) & torch.isfinite(at.sum((1, 2)))
    residual = torch.where(usable, residual, torch.inf)
    steepest = template.steepest.flatten(2)
    weighted = steepest * (weights.repeat(1, channels) if channels > 1 else weights)[:, None]
    normal = (weighted @ steepest.transpose(1, 2)).to(torch.float64)
    gradient = (weighted @ difference.flatten(1)[:, :, None])[..., 0].to(torch.float64)
    return _State(residual.to(torch.float64), overlap, normal, gradient)


def _step(normal: torch.Tensor, gradient: torch.Tensor, damping: torch.Tensor, template: Template) -> torch.Tensor:
    """(N, K) parameters: the damped Gauss-Newton step."""
    unit = torch.eye(normal.shape[-1], dtype=normal.dtype, device=normal.device)
    if template.compat:
        damped = normal + _PUBLISHED_DAMPING * unit
    else:
        diagonal = normal.diagonal(dim1=1, dim2=2)
        floor = _FLOOR + 1e-6 * diagonal.amax(1, keepdim=True)
        damped = normal + torch.diag_embed(damping[:, None] * diagonal + floor)
    factor, failed = torch.linalg.cholesky_ex(damped)
    found = torch.cholesky_solve(gradient[:, :, None], torch.where(failed[:, None, None] > 0, unit, factor))[..., 0]
    return torch.where(failed[:, None] > 0, torch.zeros_like(found), found)


def _moved(matrix: torch.Tensor, step: torch.Tensor, template: Template) -> torch.Tensor:
    """Matrices (N, 3, 3) followed by the inverse of steps (N, K)."""
    parameters = torch.zeros((len(step), 8), dtype=step.dtype, device=step.device)
    parameters[:, list(template.free)] = step
    frame = template.frame
    change = torch.linalg.solve(frame, warp.increment(parameters) @ frame)
    moved = torch.linalg.solve(change, matrix, left=False)
    return moved / moved[:, 2:, 2:]


def _part(template: Template, index: torch.Tensor) -> Template:
    return Template(template.values[index], template.weights[index], template.steepest[index], template.xy, template.corners,
                    template.frame, template.free, template.compat)


def _variance(template: Template, state: _State) -> torch.Tensor:
    """See `Solution`: of the translation of the frame's origin, which is the middle."""
    unit = torch.eye(state.normal.shape[-1], dtype=torch.float64, device=state.normal.device)
    inverse = torch.linalg.pinv(state.normal + _FLOOR * unit)
    shift = [template.free.index(column) for column in warp.FREEDOMS[2]]
    along = inverse[:, shift, shift].mean(1)
    return state.residual * along / template.frame[0, 0] ** 2
