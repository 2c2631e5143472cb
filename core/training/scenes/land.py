"""Lay out the land: terrain, uses, water, roads, settlements, trees."""
from __future__ import annotations

import math

import numpy as np
from scipy.spatial import cKDTree

from . import materials as m
from .fields import add_boundaries, add_cells, new_key
from .frame import Frame
from .layout import BOUNDARY, MAIN, MINOR, STREET, TRACK, dense, divide, make_bend
from .roads import add_roads, road_places
from .settlements import add_block, add_fabric, add_farmstead
from .shapes import ShapeList, Shapes
from .terrain import Terrain, carve, make_terrain
from .trees import Trees, hedge_trees, make_trees, street_trees
from .water import add_lake, add_river, blob, make_centreline

_NO_BUILDING = np.isin(np.arange(len(m.MATERIALS)), (m.LAKE, m.RIVER, m.SHORE, m.SANDBAR, m.RIPARIAN, m.WETLAND, m.MAIN_ROAD, m.MINOR_ROAD))
_NO_TREE = np.isin(np.arange(len(m.MATERIALS)), (m.LAKE, m.RIVER, m.SANDBAR, m.MAIN_ROAD, m.MINOR_ROAD, m.TRACK, m.POOL, *m.ROOFS))
_COARSEST_HOUSES = 6.0  # metres per pixel above which a block is drawn as one fabric

RUGGEDNESS = {"mixed": 0.06, "farmland": 0.035, "urban": 0.025, "forest": 0.22}
_WOODED = {"mixed": 0.75, "farmland": 1.45, "urban": 1.2, "forest": -0.7}
_RIVERS = {"mixed": 0.8, "farmland": 0.5, "urban": 0.45, "forest": 0.6}
_LAKES = {"mixed": 2.4, "farmland": 2.0, "urban": 0.6, "forest": 1.0}


def lay_out(bounds, extent: float, seed: int, style: str, pixel: float) -> tuple[Terrain, Shapes, Trees, np.ndarray]:
    """All content of a scene.

    Args:
        bounds: (x0, y0, x1, y1) in metres.
        extent: longer side of what will be looked at, in metres; sets how large things may be.
        seed: of the random numbers.
        style: see ``scene.STYLES``.
        pixel: metres per pixel; what would be much smaller is left out.

    Returns:
        terrain, polygons, trees, places for vehicles (P, 3).
    """
    rng = np.random.default_rng([seed, 1])
    terrain = make_terrain(bounds, seed, RUGGEDNESS[style] * rng.uniform(0.7, 1.3))
    spacing = max(10.0, 4 * pixel)
    cells, cuts = _divide(bounds, extent, rng, style, pixel)
    bend = make_bend(rng, extent, rng.uniform(0.02, 0.16))
    shapes, rows = ShapeList(), []
    rows += add_cells(shapes, cells, bend, rng, spacing, pixel)
    hedges = add_boundaries(shapes, cuts, bend, rng, spacing, 0.3 * pixel)
    roads = add_roads(shapes, cuts, bend, rng, spacing, pixel)
    terrain = _add_nature(shapes, bounds, extent, rng, style, pixel, terrain, roads)
    free = _checker(shapes.shapes(), bounds, pixel, _NO_BUILDING)
    places = road_places(roads, rng) if pixel <= 1.5 else []
    for cell in cells:
        middle = bend(cell.ring.mean(axis=0)[None])
        if cell.use == "town" and free(middle).all():
            if pixel > _COARSEST_HOUSES:
                add_fabric(shapes, cell, bend, rng, pixel)
                continue
            new_rows, new_places = add_block(shapes, cell, bend, rng, free, style == "urban")
            rows, places = rows + new_rows, places + new_places
        elif cell.use == "farm" and pixel <= _COARSEST_HOUSES and rng.random() < 0.035:
            new_rows, new_places = add_farmstead(shapes, cell, bend, rng, free)
            rows, places = rows + new_rows, places + new_places
    rows += hedge_trees(hedges, rng) + street_trees(roads, rng)
    result = shapes.shapes()
    if not rows:
        return terrain, result, make_trees(np.zeros((0, 4)), rng), np.array(places, dtype=np.float64).reshape(-1, 3)
    table = np.array(rows, dtype=np.float64)
    table = table[_checker(result, bounds, pixel, _NO_TREE)(table[:, :2])]
    return terrain, result, make_trees(table, rng), np.array(places, dtype=np.float64).reshape(-1, 3)


def _divide(bounds, extent, rng, style, pixel):
    """Cells and cuts of the layout."""
    x0, y0, x1, y1 = bounds
    centre, reach = np.array([(x0 + x1) / 2, (y0 + y1) / 2]), math.hypot(x1 - x0, y1 - y0) * 0.6
    towns = _towns(bounds, extent, rng, style)
    scale = min(extent, 4000.0)
    waves, phases = rng.standard_normal((2, 6, 2)) * np.array([1.7, 2.5])[:, None, None] / scale, rng.uniform(0, 2 * math.pi, (2, 6))

    def noise(number, middle):
        return np.cos(waves[number] @ middle * 2 * math.pi + phases[number]).sum() / math.sqrt(3.0)

    def use_of(ring):
        middle = ring.mean(axis=0)
        if style == "urban" or any(np.hypot(*(middle - town[:2])) < town[2] for town in towns):
            return "town" if rng.random() < 0.96 else "pasture"
        if noise(0, middle) + rng.normal(0, 0.25) > _WOODED[style]:
            return "forest"
        return "pasture" if rng.random() < 0.12 else "farm"

    smallest = (14 * pixel) ** 2
    areas = {"decide": max(min(0.06 * extent**2, 60000.0), 4 * smallest), "farm": max(np.exp(rng.normal(10.1, 0.45)), 2 * smallest),
             "forest": max(60000.0, 4 * smallest), "pasture": max(20000.0, 2 * smallest), "town": max(rng.uniform(7000, 12000), smallest)}

    def size_of(use, ring):
        # large and small farms lie in different districts
        return areas[use] * (math.exp(0.55 * noise(1, ring.mean(axis=0))) if use == "farm" else 1.0)

    def rank_of(length, depth, use):
        if use == "town":
            return STREET
        if use is not None:
            return TRACK if rng.random() < 0.10 else BOUNDARY
        if length > 2500 or depth == 0:
            return MAIN
        if length > 800 or depth <= 2:
            return MINOR
        return TRACK if rng.random() < (0.22 if style == "forest" else 0.5) else BOUNDARY

    angle = rng.uniform(0, math.pi)
    axes = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    ring = centre + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * reach @ axes
    return divide(ring, angle, rng, use_of, areas["decide"], size_of, rank_of, rng.uniform(0.01, 0.10), rng.uniform(1.0, 2.4))


def _towns(bounds, extent, rng, style):
    count = {"mixed": max(1, round((extent / 2300) ** 2)), "farmland": round((extent / 3000) ** 2 + rng.uniform(-0.4, 0.6)), "urban": 0,
             "forest": round((extent / 5000) ** 2)}[style]
    radius = min(0.2 * extent, {"mixed": 420.0, "farmland": 200.0, "forest": 200.0}.get(style, 0.0))
    x0, y0, x1, y1 = bounds
    return [(rng.uniform(x0, x1), rng.uniform(y0, y1), radius * np.exp(rng.normal(0, 0.35))) for _ in range(max(0, count))]


def _checker(shapes: Shapes, bounds, pixel: float, forbidden: np.ndarray):
    """Function (N, 2) metres -> (N,) bool: inside the bounds and on none of the forbidden materials."""
    x0, y0, x1, y1 = bounds
    step = max(1.0, 0.7 * pixel, (x1 - x0) / 5000, (y1 - y0) / 5000)
    frame = Frame(x0, y0, step, int((x1 - x0) / step) + 1, int((y1 - y0) / step) + 1)
    blocked = np.concatenate([[False], forbidden[shapes.material]])[shapes.paint(frame, shapes.boxes)]

    def free(xy):
        cols, rows = np.floor((xy[:, 0] - x0) / step).astype(int), np.floor((xy[:, 1] - y0) / step).astype(int)
        inside = (cols >= 0) & (rows >= 0) & (cols < frame.cols) & (rows < frame.rows)
        return inside & ~blocked[np.clip(rows, 0, frame.rows - 1), np.clip(cols, 0, frame.cols - 1)]

    return free


def _add_nature(shapes, bounds, extent, rng, style, pixel, terrain, roads):
    """Copses, a river in its valley, lakes and bogs in hollows; returns the carved terrain."""
    traffic = cKDTree(np.vstack([dense(line, 15.0, closed=False) for line, _, rank in roads if rank != TRACK]))
    x0, y0, x1, y1 = bounds
    size, corner = np.array([x1 - x0, y1 - y0]), np.array([x0, y0])
    copses = round((extent / 1500) ** 2 * {"mixed": 4, "farmland": 1.5, "urban": 0.5, "forest": 2}[style] + rng.uniform(0, 1))
    for _ in range(copses):
        radius = math.exp(rng.normal(3.6, 0.6)) * max(1.0, pixel / 3)
        kind = (m.BROADLEAF, m.CONIFER, m.SCRUB)[rng.choice(3, p=(0.6, 0.22, 0.18))]
        shapes.add(blob(rng.uniform(corner, corner + size), radius, rng, 0.4), kind, 12, new_key(rng))
    if rng.random() < _RIVERS[style]:
        width = max(np.clip(extent * 0.012, 5.0, 45.0) * rng.uniform(0.6, 1.6), 2.5 * pixel)
        line = make_centreline(bounds, rng, width)
        add_river(shapes, bounds, line, width, rng)
        terrain = carve(terrain, line, width)
    for _ in range(rng.poisson(_LAKES[style] * max(0.6, (extent / 1500) ** 1.6))):
        spots = rng.uniform(corner, corner + size, (8, 2))
        radius = max(np.exp(rng.normal(np.log(min(0.03 * extent, 42.0)), 0.65)), 2 * pixel)
        room = traffic.query(spots)[0]
        spot = spots[np.argmin(terrain.at(spots) / (terrain.heights.std() + 1e-6) - np.minimum(room / radius, 2.0))]
        radius = min(radius, 0.7 * float(traffic.query(spot)[0]))
        if radius < 1.5 * pixel:
            continue
        if rng.random() < 0.25:
            shapes.add(blob(spot, radius * 1.3, rng, 0.5), m.WETLAND, 18.9, new_key(rng))
        else:
            add_lake(shapes, spot, radius, rng)
    return terrain
