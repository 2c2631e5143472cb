"""Division of the land: roads and boundaries from recursive cuts, bent by a smooth warp."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

MAIN, MINOR, TRACK, BOUNDARY, STREET = range(5)


@dataclass(frozen=True)
class Cell:
    """A convex piece of land before bending.

    Attributes:
        ring: (V, 2) metres.
        angle: direction of its long side, radians.
        use: what the land is for: "farm", "forest", "town" or "pasture".
    """

    ring: np.ndarray
    angle: float
    use: str


@dataclass(frozen=True)
class Cut:
    """A straight line between two cells before bending."""

    ends: np.ndarray
    rank: int


@dataclass(frozen=True)
class Bend:
    """Smooth displacement that turns the straight cuts into curved roads and boundaries."""

    waves: np.ndarray
    phases: np.ndarray
    amplitudes: np.ndarray

    def __call__(self, xy: np.ndarray) -> np.ndarray:
        """(N, 2) bent positions in metres."""
        return xy + np.cos(xy @ self.waves.T + self.phases) @ self.amplitudes

    def turn(self, xy: np.ndarray, angle: np.ndarray) -> np.ndarray:
        """(N,) directions after bending of directions at (N, 2) positions."""
        xy = np.atleast_2d(xy)
        step = np.column_stack([np.cos(angle), np.sin(angle)])
        moved = self(xy + step) - self(xy - step)
        return np.arctan2(moved[:, 1], moved[:, 0])


def make_bend(rng: np.random.Generator, extent: float, strength: float) -> Bend:
    """A bend with wavelengths from 250 m to the extent and slopes of about ``strength``."""
    count = 14
    wavelength = np.exp(rng.uniform(math.log(250.0), math.log(max(extent, 600.0)), count))
    direction = rng.uniform(0, 2 * math.pi, count)
    waves = np.column_stack([np.cos(direction), np.sin(direction)]) * (2 * math.pi / wavelength)[:, None]
    amplitudes = rng.standard_normal((count, 2)) * (wavelength / (2 * math.pi) * strength / math.sqrt(count))[:, None]
    return Bend(waves, rng.uniform(0, 2 * math.pi, count), amplitudes)


def dense(ring: np.ndarray, spacing: float, closed: bool = True) -> np.ndarray:
    """The line with vertices at most ``spacing`` metres apart."""
    starts, ends = (ring, _next(ring)) if closed else (ring[:-1], ring[1:])
    apart = ends - starts
    counts = np.array([max(1, int(math.hypot(x, y) / spacing)) for x, y in apart.tolist()])
    last = counts.cumsum()
    share = (np.arange(last[-1]) - (last - counts).repeat(counts)) / counts.repeat(counts)
    points = starts.repeat(counts, axis=0) + apart.repeat(counts, axis=0) * share[:, None]
    return points if closed else np.concatenate([points, ring[-1:]])


def _next(values: np.ndarray) -> np.ndarray:
    """Values (V, ...) of the vertices of a ring, each that of the vertex after it."""
    return np.concatenate([values[1:], values[:1]])


def walk(line: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(N, 2) places and (N, 2) unit tangents at (N,) metres along a line."""
    length = run(line)
    place, ahead, behind = (np.column_stack([np.interp(s, length, line[:, k]) for k in (0, 1)]) for s in (at, at + 1.0, at - 1.0))
    tangent = ahead - behind
    return place, tangent / (np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9)


def run(line: np.ndarray) -> np.ndarray:
    """(V,) metres from the start of a line to each of its vertices."""
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])


def cut_ring(ring: np.ndarray, point: np.ndarray, normal: np.ndarray):
    """Both parts of a convex ring cut by the line through ``point`` with the given normal, and the (2, 2) cut itself; None if it misses."""
    side = (ring - point) @ normal
    following, after = _next(ring), _next(side)
    crossing = np.flatnonzero((side > 0) != (after > 0))
    if len(crossing) != 2:
        return None
    share = side[crossing] / (side[crossing] - after[crossing])
    ends = ring[crossing] + (following - ring)[crossing] * share[:, None]
    first, second = crossing
    one = np.concatenate([ends[:1], ring[first + 1:second + 1], ends[1:]])
    other = np.concatenate([ends[1:], ring[second + 1:], ring[:first + 1], ends[:1]])
    return one, other, ends


def area(ring: np.ndarray) -> float:
    """Area of a ring in square metres."""
    x, y = (ring - ring[0]).T
    return 0.5 * abs(float(np.dot(x, _next(y)) - np.dot(y, _next(x))))


def extents(ring: np.ndarray, angle: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lengths along and across a direction, the two axes as rows, and the middle."""
    axes = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    local = ring @ axes.T
    low, high = local.min(axis=0), local.max(axis=0)
    return high - low, axes, ((low + high) / 2) @ axes


def divide(ring: np.ndarray, angle: float, rng: np.random.Generator, use_of, undecided: float, size_of, rank_of, jitter: float,
           strips: float) -> tuple[list[Cell], list[Cut]]:
    """Cut a convex piece of land down to the sizes of its uses.

    Args:
        ring: (V, 2) metres.
        angle: direction of the first cut.
        rng: random numbers.
        use_of: function (ring) -> use, asked for pieces below ``undecided`` square metres.
        undecided: see above.
        size_of: function (use, ring) -> mean area in square metres.
        rank_of: function (length of the cut piece, depth, use) -> rank of the road or boundary along the cut.
        jitter: deviation of the cutting angle in radians.
        strips: how much longer than wide farm land tends to be.

    Returns:
        the cells, and the cuts between them.
    """
    cells, cuts = [], []
    stack = [(ring, angle, None, 0)]
    while stack:
        ring, angle, use, depth = stack.pop()
        size = area(ring)
        if use is None and size < undecided:
            use = use_of(ring)
        length, axes, middle = extents(ring, angle)
        if use is not None and size < size_of(use, ring) * math.exp(rng.normal(0, 0.45)) and length.max() < 4.5 * length.min() + 10:
            cells.append(Cell(ring, angle if length[0] >= length[1] else angle + math.pi / 2, use))
            continue
        along = int(np.argmax(length * np.array([1.0, strips if use == "farm" else 1.0])))
        tilt = rng.normal(0, jitter)
        normal = axes[along] * math.cos(tilt) + axes[1 - along] * math.sin(tilt)
        point = middle + axes[along] * length[along] * rng.uniform(-0.16, 0.16)
        parts = cut_ring(ring, point, normal)
        if parts is None:
            cells.append(Cell(ring, angle, use or "pasture"))
            continue
        cuts.append(Cut(parts[2], rank_of(float(length[along]), depth, use)))
        stack.extend((part, angle + tilt * 0.7, use, depth + 1) for part in parts[:2])
    return cells, cuts
