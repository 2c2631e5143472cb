"""The two nearest neighbours of descriptors, exact: by products of blocks, and by differences where rounding would decide."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch

from ..errors import ModelError
from ..geometry.points import as_points
from ..progress import Progress, Silent

#: Entries of the similarities that are held at a time: 64 MiB.
ENTRIES = 2**24
# Products of unit vectors in single precision differ from the true ones by less than this.
_ROUNDING = 1e-5
# How far from 1 a length may be, which is what half precision leaves of it.
_UNIT = 5e-3
# Numbers of differences that are held at a time.
_DIFFERENCES = 2**22


@dataclass(frozen=True, eq=False)
class Nearest:
    """Neighbours of N1 descriptors among N2 others; of equally near ones the one with the lowest number.

    Attributes:
        index: (N1,) int64 nearest one; -1 where there is none.
        first, second: (N1,) float64 Euclidean distances of the nearest and the second nearest; infinite where there is none.
        back: (N2,) int64 the nearest of the first to each of the second; -1 where there is none.
    """

    index: np.ndarray
    first: np.ndarray
    second: np.ndarray
    back: np.ndarray


@dataclass(frozen=True, eq=False)
class _Side:
    """Descriptors (N, C) and, where a reach restricts, their positions (N, 2)."""

    descriptors: torch.Tensor
    xy: torch.Tensor | None

    def __len__(self) -> int:
        return len(self.descriptors)

    def __getitem__(self, rows) -> _Side:
        return _Side(self.descriptors[rows], None if self.xy is None else self.xy[rows])


def nearest(first, second, device: torch.device | str = "cpu", first_xy=None, second_xy=None, reach: float | None = None,
            entries: int = ENTRIES, progress: Progress | None = None) -> Nearest:
    """Look for the two nearest of ``second`` to each of ``first``, and for the nearest in the other direction.

    Each similarity is computed once, by a product of a few rows with all columns. Candidates whose order is within its rounding are
    compared by their differences in double precision, so that neither the size of a block nor the device decides between them.

    Args:
        first, second: (N1, C) and (N2, C) unit descriptors, arrays or tensors.
        device: where the products are computed.
        first_xy, second_xy: (N1, 2) and (N2, 2) positions in one frame; only for ``reach``.
        reach: candidates are at most so far away along x and along y; None: anywhere.
        entries: of the similarities, held at a time.
        progress: is told; may cancel.

    Raises:
        ModelError: the descriptors are no unit vectors of one length.
        GeometryError: the positions are none.
    """
    progress = progress or Silent()
    sides = _sides(first, second, device, first_xy, second_xy, reach)
    one, two = sides
    if not len(one) or not len(two):
        return Nearest(np.full(len(one), -1), np.full(len(one), np.inf), np.full(len(one), np.inf), np.full(len(two), -1))
    count = min(3, len(two))
    best = torch.full((len(one), 3), -torch.inf, device=device)
    places = torch.zeros((len(one), 3), dtype=torch.int64, device=device)
    best_back, next_back = (torch.full((len(two),), -torch.inf, device=device) for _ in range(2))
    back = torch.full((len(two),), -1, dtype=torch.int64, device=device)
    for rows, similarity in _similarities(one, two, reach, entries):
        progress.step(rows.start / len(one), "Comparing descriptors")
        best[rows, :count], places[rows, :count] = similarity.topk(count, dim=1)
        found, at = similarity.max(dim=0)
        other = similarity.scatter_(0, at[None], -torch.inf).amax(dim=0)
        next_back = torch.maximum(torch.minimum(best_back, found), torch.maximum(next_back, other))
        back = torch.where(found > best_back, at + rows.start, back)
        best_back = torch.maximum(best_back, found)
    index, distances = _ordered(one, two, best, places)
    close = _close(best[:, 1], best[:, 2])
    index[close], distances[close] = _settled(one[close], two, best[close, 1], reach, entries)
    close = _close(best_back, next_back)
    back[close] = _settled(two[close], one, next_back[close], reach, entries)[0][:, 0]
    progress.step(1.0, "Comparing descriptors")
    distances = distances.cpu().numpy()
    return Nearest(index[:, 0].cpu().numpy(), distances[:, 0], distances[:, 1], back.cpu().numpy())


def _sides(first, second, device, first_xy, second_xy, reach) -> tuple[_Side, _Side]:
    sides = []
    for descriptors, xy in ((first, first_xy), (second, second_xy)):
        given = torch.as_tensor(descriptors).to(device=device, dtype=torch.float32)
        length = given.norm(dim=1) if given.ndim == 2 else None
        if length is None or not bool(((length - 1.0).abs() < _UNIT).all()):
            raise ModelError(f"Descriptors of the shape {tuple(given.shape)} are no unit vectors (N, C).", "Divide each by its length.")
        place = None
        if reach is not None:
            place = torch.from_numpy(as_points(() if xy is None else xy, "positions")).to(device)
            if len(place) != len(given):
                raise ModelError(f"There are {len(given)} descriptors but {len(place)} positions.", "Give one position for each.")
        sides.append(_Side(given / length[:, None], place))
    if len(sides[0]) and len(sides[1]) and sides[0].descriptors.shape[1] != sides[1].descriptors.shape[1]:
        raise ModelError(f"Descriptors have {sides[0].descriptors.shape[1]} and {sides[1].descriptors.shape[1]} channels.",
                         "Describe both images by one network.")
    return sides[0], sides[1]


def _similarities(one: _Side, two: _Side, reach: float | None, entries: int) -> Iterator[tuple[slice, torch.Tensor]]:
    """Rows of ``one`` and their cosines (rows, N2) with all of ``two``; minus infinity beyond the reach."""
    step = max(1, entries // max(1, len(two)))
    for start in range(0, len(one), step):
        part = one[start : start + step]
        similarity = part.descriptors @ two.descriptors.T
        if reach is not None:
            for axis in range(2):
                similarity[(part.xy[:, axis, None] - two.xy[None, :, axis]).abs() > reach] = -torch.inf
        yield slice(start, start + len(part)), similarity


def _ordered(one: _Side, two: _Side, best: torch.Tensor, places: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The two most similar (N1, 2) in the order of their distances (N1, 2); -1 and infinity where there are none."""
    present = torch.isfinite(best[:, :2])
    index = torch.where(present, places[:, :2], -1)
    distances = torch.full(index.shape, torch.inf, dtype=torch.float64, device=index.device)
    rows, rank = present.nonzero(as_tuple=True)
    distances[rows, rank] = _distances(one.descriptors, two.descriptors, rows, index[rows, rank])
    turned = (distances[:, 1] < distances[:, 0]) | (present[:, 1] & (distances[:, 1] == distances[:, 0]) & (index[:, 1] < index[:, 0]))
    index[turned], distances[turned] = index[turned].flip(1), distances[turned].flip(1)
    return index, distances


def _close(wanted: torch.Tensor, following: torch.Tensor) -> torch.Tensor:
    """Numbers of those whose last wanted similarity is not told from the next by more than rounding."""
    return (torch.isfinite(following) & (following >= wanted - _ROUNDING)).nonzero()[:, 0]


def _settled(one: _Side, two: _Side, least: torch.Tensor, reach: float | None, entries: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The two nearest (K, 2) and their distances (K, 2), of all that are about as similar as ``least`` (K,) or more; two at least are."""
    index = torch.zeros((len(one), 2), dtype=torch.int64, device=least.device)
    distances = torch.zeros((len(one), 2), dtype=torch.float64, device=least.device)
    for rows, similarity in _similarities(one, two, reach, entries):
        at, others = (similarity >= least[rows, None] - _ROUNDING).nonzero(as_tuple=True)
        apart = _distances(one.descriptors[rows], two.descriptors, at, others)
        # Candidates come by row and number; two stable sorts bring them by row, distance and number.
        order = torch.argsort(apart, stable=True)
        order = order[torch.argsort(at[order], stable=True)]
        begins = torch.searchsorted(at[order], torch.arange(len(similarity), device=at.device))
        chosen = order[torch.stack([begins, begins + 1], dim=1)]
        index[rows], distances[rows] = others[chosen], apart[chosen]
    return index, distances


def _distances(first: torch.Tensor, second: torch.Tensor, rows: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """(K,) float64 distances of pairs, by differences: 0 between equal ones."""
    step = max(1, _DIFFERENCES // first.shape[1])
    parts = [(first[rows[at : at + step]].double() - second[others[at : at + step]].double()).square().sum(dim=1).sqrt()
             for at in range(0, len(rows), step)]
    return torch.cat(parts) if parts else torch.zeros(0, dtype=torch.float64, device=first.device)
