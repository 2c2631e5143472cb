"""Farm land and forest: the cells of the layout as polygons with crops, headlands and hedges."""
from __future__ import annotations

import numpy as np
from scipy import ndimage
from shapely.geometry import Polygon

from . import materials as m
from .layout import BOUNDARY, Bend, Cell, Cut, dense, extents
from .shapes import ShapeList

_FARM = (m.CROP, m.PASTURE, m.FALLOW, m.SCRUB, m.ORCHARD)


def new_key(rng: np.random.Generator) -> int:
    """A random number for one polygon."""
    return int(rng.integers(0, 2**32))


def add_cells(shapes: ShapeList, cells: list[Cell], bend: Bend, rng: np.random.Generator, spacing: float, pixel: float) -> list[tuple]:
    """Paint every cell: one polygon, an inner one where a crop has headlands, a ragged edge where forest begins.

    Returns:
        trees of orchards as (x, y, radius, height).
    """
    trees = []
    species, phases = rng.standard_normal((1, 3, 2)) / 250.0, rng.uniform(0, 6.28, 3)
    for cell in cells:
        ring, key = bend(dense(cell.ring, spacing)), new_key(rng)
        middle = cell.ring.mean(axis=0)
        angle = float(bend.turn(middle, np.array([cell.angle]))[0])
        if cell.use == "forest":
            shapes.add(ring, m.SCRUB if rng.random() < 0.4 else m.ROUGH, 0, key, angle)
            stand = np.cos(species[0] @ middle + phases).sum() + 0.6 * rng.standard_normal()
            material = m.CONIFER if stand > 0.9 else m.BROADLEAF
            shapes.add(ragged(ring, rng, min(spacing * 0.45, 7.0)), material, 11, key, angle)
        elif cell.use == "pasture":
            shapes.add(ring, (m.PASTURE, m.ROUGH, m.SCRUB)[rng.choice(3, p=(0.6, 0.25, 0.15))], 0, key, angle)
        elif cell.use == "town":
            shapes.add(ring, m.GARDEN, 0, key, angle)
        else:
            trees += _add_farm(shapes, cell, ring, angle, bend, rng, spacing, pixel, key)
    return trees


def _add_farm(shapes, cell, ring, angle, bend, rng, spacing, pixel, key) -> list[tuple]:
    material = _FARM[rng.choice(5, p=(0.74, 0.16, 0.05, 0.025, 0.025))]
    if material != m.CROP:
        shapes.add(ring, material, 0, key, angle)
        return _orchard(cell, bend, rng) if material == m.ORCHARD and pixel <= 1.6 else []
    shapes.add(ring, m.HEADLAND, 0, key, angle + np.pi / 2)
    inner = Polygon(cell.ring).buffer(-rng.uniform(7, 14), join_style=2)
    if inner.geom_type == "Polygon" and not inner.is_empty:
        shapes.add(bend(dense(np.array(inner.exterior.coords)[:-1], spacing)), m.CROP, 1, key, angle)
    return []


def _orchard(cell: Cell, bend: Bend, rng: np.random.Generator) -> list[tuple]:
    """Trees in rows, a few missing."""
    length, axes, middle = extents(cell.ring, cell.angle)
    gap, row, radius = rng.uniform(4, 6), rng.uniform(5, 8), rng.uniform(1.3, 2.2)
    u, v = np.meshgrid(np.arange(-length[0] / 2 + 6, length[0] / 2 - 6, gap), np.arange(-length[1] / 2 + 6, length[1] / 2 - 6, row))
    spots = middle + np.column_stack([u.ravel(), v.ravel()]) @ axes
    edge = np.roll(cell.ring, -1, axis=0) - cell.ring
    offset = spots[:, None] - cell.ring[None]
    side = (edge[:, 0] * offset[..., 1] - edge[:, 1] * offset[..., 0]) / np.linalg.norm(edge, axis=1)
    spots = spots[(np.all(side > 5, axis=1) | np.all(side < -5, axis=1)) & (rng.random(len(spots)) > 0.07)]
    spots = bend(spots + rng.normal(0, 0.25, spots.shape))
    return [(x, y, radius * rng.uniform(0.75, 1.2), radius * rng.uniform(1.5, 2.1)) for x, y in spots]


def ragged(ring: np.ndarray, rng: np.random.Generator, amplitude: float) -> np.ndarray:
    """The ring with its vertices pushed about by noise of ``amplitude`` metres that runs on from vertex to vertex."""
    noise = ndimage.gaussian_filter1d(rng.standard_normal((len(ring), 2)), 0.8, axis=0, mode="wrap")
    return ring + noise * (amplitude / (noise.std() + 1e-9))


def add_boundaries(shapes: ShapeList, cuts: list[Cut], bend: Bend, rng: np.random.Generator, spacing: float,
                   narrowest: float) -> list[np.ndarray]:
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
    direction = np.ones_like(line)
    if len(line) > 1:                                        # as np.gradient has it, which is slow with the few vertices of most lines
        direction[0], direction[-1] = line[1] - line[0], line[-1] - line[-2]
        direction[1:-1] = (line[2:] - line[:-2]) / 2
    direction /= np.sqrt((direction * direction).sum(axis=1, keepdims=True)) + 1e-12
    line = line.copy()
    line[0] -= direction[0] * extend
    line[-1] += direction[-1] * extend
    offset = direction[:, ::-1] * (-1.0, 1.0) * np.broadcast_to(np.asarray(width) / 2, len(line))[:, None]
    return np.concatenate([line + offset, (line - offset)[::-1]])
