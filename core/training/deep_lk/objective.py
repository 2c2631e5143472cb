"""The losses of Deep Lucas-Kanade.

Source: Zhao, Huang, Zhang 2021, arXiv:2104.11693: maps of the two images are equal at the true homography, and differ by at least a bowl's
height around it.
"""
from __future__ import annotations

from collections.abc import Sequence

import torch

from ...lucas_kanade import warp
from ...lucas_kanade.solver import advanced, prepare

#: Relative changes of a homography's entries: at most, and at least unless an entry is 0.
MOST, LEAST = 1.0 / 12.0, 0.02
_TEMPERATURE = 0.1
_HEIGHT = 0.02                # of the bowl where corners are as far as they get: about that of the published one


def energy(templates: torch.Tensor, scenes: torch.Tensor, matrix: torch.Tensor, masked: bool = True) -> torch.Tensor:
    """Mean square difference (N,) of maps where homographies (N, 3, 3) put templates (N, 1, rows, cols) in scenes.

    Args:
        masked: what lies outside of the scene does not count; published: it counts as 0.
    """
    rows, cols = templates.shape[2:]
    xy = warp.grid(rows, cols, templates.device, matrix.dtype)
    seen, inside = warp.sample(scenes, warp.apply(matrix, xy), compat=not masked)
    square = (seen - templates.flatten(2)).square().mean(1)
    if not masked:
        return square.mean(1)
    return (square * inside).sum(1) / inside.sum(1).clamp(min=1)


def relative_changes(generator: torch.Generator, count: int) -> torch.Tensor:
    """(count, 8) relative changes of entries: uniform up to `MOST`, those below `LEAST` made that large, with the same sign."""
    drawn = (torch.rand((count, 8), generator=generator, dtype=torch.float64) - 0.5) * (2 * MOST)
    return torch.where(drawn == 0, drawn, drawn.sign() * drawn.abs().clamp(min=LEAST))


def bowl(energies: Sequence[torch.Tensor], height: torch.Tensor, further: bool = True) -> torch.Tensor:
    """How much a bowl is missed, of one draw.

    Args:
        energies: at the truth, one step to either side, and two steps to either side.
        height: of the bowl at one step; at two steps it is four times as high.
        further: the latter count.
    """
    at, plus, minus, plus_two, minus_two = energies
    missed = torch.relu(height - (plus - at)) + torch.relu(height - (minus - at))
    if further:
        missed = missed + torch.relu(3 * height - (plus_two - plus)) + torch.relu(3 * height - (minus_two - minus))
    return missed


def entries_loss(templates: torch.Tensor, scenes: torch.Tensor, truth: torch.Tensor, level: int, changes: torch.Tensor, weight: float,
                 further: bool = True) -> torch.Tensor:
    """The published loss of a level.

    Args:
        templates, scenes: maps (N, 1, rows, cols).
        truth: (N, 3, 3) homographies between images.
        level: 1 to 3.
        changes: (draws, 8), see `relative_changes`, shared by the batch.
        weight: of the bowl; further: see `bowl`.
    """
    def at(matrix: torch.Tensor) -> torch.Tensor:
        return energy(templates, scenes, warp.to_level(matrix, level, compat=True), masked=False).mean()

    total, brightness = 0.0, at(truth)
    for change in changes.to(truth):
        noise = torch.cat([truth.flatten(1)[:, :8] * change, torch.zeros_like(truth[:, 2, 2:])], 1).view(-1, 3, 3)
        energies = [brightness, *(at(truth + step * noise) for step in (1.0, -1.0, 2.0, -2.0))] if further else \
            [brightness, *(at(truth + step * noise) for step in (1.0, -1.0)), brightness, brightness]
        total = total + bowl(energies, change.square().sum(), further)
    return brightness + weight * total


def corners_loss(templates: torch.Tensor, scenes: torch.Tensor, truth: torch.Tensor, changes: torch.Tensor, reach: float, weight: float,
                 further: bool = True) -> torch.Tensor:
    """The same with homographies that move corners, of each sample others.

    Args:
        templates, scenes: maps (N, 1, rows, cols).
        truth: (N, 3, 3) homographies between maps.
        changes: (draws, N, 4, 2), -1 to 1: by how much corners move.
        reach: pixels of the map that 1 is.
        weight, further: see `entries_loss`.
    """
    rows, cols = templates.shape[2:]
    brightness, total = energy(templates, scenes, truth), 0.0
    for change in changes.to(truth):
        energies = [energy(templates, scenes, truth @ displaced(rows, cols, step * reach * change))
                    for step in ((1.0, -1.0, 2.0, -2.0) if further else (1.0, -1.0))]
        height = _HEIGHT * change.square().sum(-1).mean(-1)
        total = total + bowl([brightness, *energies, *([brightness] * (4 - len(energies)))], height, further).mean()
    return brightness.mean() + weight * total


def choice_loss(templates: torch.Tensor, scenes: torch.Tensor, truth: torch.Tensor, changes: torch.Tensor) -> torch.Tensor:
    """How hard the truth is to tell from homographies around it: cross-entropy of choosing it by its energy.

    Energies are measured in their own mean, so that maps without contrast gain nothing; the bowl alone is slow to leave them.

    Args:
        templates, scenes: maps (N, 1, rows, cols); truth: (N, 3, 3) between them.
        changes: (draws, N, 4, 2) pixels of the map by which corners are moved.
    """
    rows, cols = templates.shape[2:]
    draws, count = changes.shape[:2]
    every = torch.cat([truth, (truth @ displaced(rows, cols, changes.to(truth).flatten(0, 1)).view(draws, count, 3, 3)).flatten(0, 1)])
    energies = energy(templates.repeat(draws + 1, 1, 1, 1), scenes.repeat(draws + 1, 1, 1, 1), every).view(draws + 1, count).T
    scaled = energies / energies.mean(1, keepdim=True).clamp(min=1e-9) / _TEMPERATURE
    return torch.nn.functional.cross_entropy(-scaled, torch.zeros(count, dtype=torch.int64, device=scaled.device))


def step_loss(templates: torch.Tensor, scenes: torch.Tensor, truth: torch.Tensor, change: torch.Tensor) -> torch.Tensor:
    """What a Gauss-Newton step leaves of the distance of corners, as a share of it, where corners were moved by ``change`` (N, 4, 2)."""
    rows, cols = templates.shape[2:]
    begun = truth @ displaced(rows, cols, change.to(truth))
    template = prepare(templates)
    after = advanced(template, scenes, begun)
    corners = template.corners.to(truth)
    # Measured where the template is: what the step should have undone.
    left = warp.apply(torch.linalg.solve(truth, after), corners) - corners
    ratio = left.square().sum(-1).add(1e-6).sqrt().mean(-1) / change.square().sum(-1).sqrt().mean(-1).clamp(min=1e-3)
    return torch.nn.functional.smooth_l1_loss(ratio, torch.zeros_like(ratio), beta=0.3)


def displaced(rows: int, cols: int, change: torch.Tensor) -> torch.Tensor:
    """Homographies (N, 3, 3) that move the corners of an image by (N, 4, 2) pixels."""
    corners = torch.tensor([[0.0, 0.0], [cols - 1, 0.0], [cols - 1, rows - 1], [0.0, rows - 1]], dtype=change.dtype, device=change.device)
    there = corners + change
    x, y = corners.expand_as(there).unbind(-1)
    u, v = there.unbind(-1)
    one, zero = torch.ones_like(x), torch.zeros_like(x)
    lines = torch.stack([torch.stack([x, y, one, zero, zero, zero, -x * u, -y * u], -1),
                         torch.stack([zero, zero, zero, x, y, one, -x * v, -y * v], -1)], 2).flatten(1, 2)
    entries = torch.linalg.solve(lines, there.flatten(1))
    return torch.cat([entries, torch.ones_like(entries[:, :1])], 1).view(-1, 3, 3)


def regression_loss(found: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """The published loss of a regression network: mean absolute difference of entries (N, 8), as they are."""
    return (found - wanted).abs().mean()


def corner_distance(found: torch.Tensor, wanted: torch.Tensor, corners: torch.Tensor) -> torch.Tensor:
    """Mean distance (N,) of corners (4, 2) or (N, 4, 2) through homographies (N, 3, 3) from where others put them, pixels."""
    return (warp.apply(found, corners) - warp.apply(wanted, corners)).square().sum(-1).add(1e-6).sqrt().mean(-1)
