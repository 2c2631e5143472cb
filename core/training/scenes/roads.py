"""Roads, streets and tracks along the cuts of the layout."""
from __future__ import annotations

import numpy as np

from . import materials as m
from .fields import new_key, strip
from .layout import BOUNDARY, MAIN, MINOR, STREET, TRACK, Bend, Cut, dense, run, walk
from .shapes import ShapeList

# rank: (width range in metres, verge on each side, material, painting order)
_KINDS = {MAIN: ((8.5, 12.0), 4.0, m.MAIN_ROAD, 33), MINOR: ((5.0, 6.5), 2.5, m.MINOR_ROAD, 32),
          STREET: ((6.0, 8.0), 2.0, m.MINOR_ROAD, 31), TRACK: ((2.6, 3.6), 1.5, m.TRACK, 18)}


def add_roads(shapes: ShapeList, cuts: list[Cut], bend: Bend, rng: np.random.Generator, spacing: float, pixel: float) -> list[tuple]:
    """Paint the roads; returns (line (V, 2), width, rank) of each."""
    roads = []
    for cut in cuts:
        if cut.rank == BOUNDARY:
            continue
        limits, verge, material, order = _KINDS[cut.rank]
        width = max(rng.uniform(*limits), 0.7 * pixel if cut.rank == MAIN else 0.35 * pixel)
        line, key = bend(dense(cut.ends, spacing, closed=False)), new_key(rng)
        along = cut.ends[1] - cut.ends[0]
        angle = float(bend.turn(cut.ends.mean(axis=0), np.array([np.arctan2(along[1], along[0])]))[0])
        beside = m.SIDEWALK if cut.rank == STREET else m.VERGE
        shapes.add(strip(line, width + 2 * verge, 1.0), beside, order - 10 if order > 30 else 17, key)
        shapes.add(strip(line, width, width / 2), material, order, key, angle + np.pi / 2)
        if pixel <= 0.7 and cut.rank in (MAIN, MINOR):
            add_markings(shapes, line, width, cut.rank, key)
        roads.append((line, width, cut.rank))
    return roads


def add_markings(shapes: ShapeList, line: np.ndarray, width: float, rank: int, key: int) -> None:
    """Paint the dashed centre line and, on main roads, both edge lines."""
    for start in np.arange(4.0, run(line)[-1] - 8.0, 9.0):
        shapes.add(strip(walk(line, np.array([start, start + 3.0]))[0], 0.15), m.MARKING, 34, key)
    if rank == MAIN:
        side = strip(line, width - 0.7)
        for edge in (side[:len(line)], side[len(line):]):
            shapes.add(strip(edge, 0.18), m.MARKING, 34, key)


def road_places(roads: list[tuple], rng: np.random.Generator) -> list[tuple]:
    """Places in the lanes and along the kerbs where vehicles may be: (x, y, direction)."""
    places = []
    for line, width, rank in roads:
        if rank == TRACK:
            continue
        at = np.arange(rng.uniform(0, 20), run(line)[-1], 14.0 if rank == STREET else 55.0) + rng.uniform(-4, 4)
        side = rng.choice([-1.0, 1.0], len(at)) * (width / 2 - 1.1 if rank == STREET else width / 4)
        spot, tangent = walk(line, at)
        spot += tangent[:, ::-1] * (-1, 1) * side[:, None]
        places += [(x, y, angle) for (x, y), angle in zip(spot, np.arctan2(tangent[:, 1], tangent[:, 0]))]
    return places
