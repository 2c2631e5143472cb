"""Farm land and forest: the cells of the layout as polygons with crops, headlands and hedges."""
from __future__ import annotations

import numpy as np
from shapely.geometry import Polygon

from . import materials as m
from .layout import BOUNDARY, Bend, Cell, Cut, dense
from .shapes import ShapeList

_FARM = (m.CROP, m.PASTURE, m.FALLOW, m.SCRUB)


def new_key(rng: np.random.Generator) -> int:
    """A random number for one polygon."""
    return int(rng.integers(0, 2**32))


def add_cells(shapes: ShapeList, cells: list[Cell], bend: Bend, rng: np.random.Generator, spacing: float) -> None:
    """Paint every cell that is not town: one polygon, and an inner one where a crop has headlands."""
    for cell in cells:
        ring, key = bend(dense(cell.ring, spacing)), new_key(rng)
        middle = cell.ring.mean(axis=0)
        angle = float(bend.turn(middle, np.array([cell.angle]))[0])
        if cell.use == "forest":
            shapes.add(ring, m.CONIFER if rng.random() < 0.35 else m.BROADLEAF, 0, key, angle)
        elif cell.use == "pasture":
            shapes.add(ring, (m.PASTURE, m.ROUGH, m.SCRUB)[rng.choice(3, p=(0.6, 0.25, 0.15))], 0, key, angle)
        elif cell.use == "town":
            shapes.add(ring, m.GARDEN, 0, key, angle)
        else:
            material = _FARM[rng.choice(4, p=(0.76, 0.16, 0.05, 0.03))]
            if material != m.CROP:
                shapes.add(ring, material, 0, key, angle)
                continue
            shapes.add(ring, m.HEADLAND, 0, key, angle + np.pi / 2)
            inner = Polygon(cell.ring).buffer(-rng.uniform(7, 14), join_style=2)
            if inner.geom_type == "Polygon" and not inner.is_empty:
                shapes.add(bend(dense(np.array(inner.exterior.coords)[:-1], spacing)), m.CROP, 1, key, angle)


def add_boundaries(shapes: ShapeList, cuts: list[Cut], bend: Bend, rng: np.random.Generator, spacing: float, narrowest: float) -> list[np.ndarray]:
    """Paint the strips between fields; returns the (V, 2) lines that carry a hedge."""
    hedges = []
    for cut in cuts:
        if cut.rank != BOUNDARY:
            continue
        line, kind = bend(dense(cut.ends, spacing, closed=False)), rng.random()
        width = max(rng.uniform(1.0, 3.5), narrowest)
        if kind < 0.75:
            shapes.add(strip(line, width), m.VERGE, 5, new_key(rng))
        if kind < 0.35:
            hedges.append(line)
    return hedges


def strip(line: np.ndarray, width, extend: float = 0.0) -> np.ndarray:
    """Ring of a band of ``width`` metres (one number or one per vertex) along a line, its ends drawn out by ``extend``."""
    direction = np.gradient(line, axis=0) if len(line) > 1 else np.ones_like(line)
    direction = direction / (np.linalg.norm(direction, axis=1, keepdims=True) + 1e-12)
    line = line.copy()
    line[0] -= direction[0] * extend
    line[-1] += direction[-1] * extend
    offset = np.column_stack([-direction[:, 1], direction[:, 0]]) * np.broadcast_to(np.asarray(width) / 2, len(line))[:, None]
    return np.vstack([line + offset, (line - offset)[::-1]])
