"""A scene: the continuous description of a piece of land, from which any image of it is rendered."""
from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...errors import OptionError
from . import classes
from . import materials as m
from .buildings import add_block
from .fields import add_boundaries, add_cells
from .frame import Frame
from .layout import BOUNDARY, MAIN, MINOR, STREET, TRACK, divide, make_bend
from .roads import add_roads
from .shapes import ShapeList, Shapes
from .terrain import Terrain, make_terrain
from .trees import Trees, make_trees
from .water import add_lake, add_river, blob, make_centreline

STYLES = ("mixed", "farmland", "urban", "forest")
_BLOCKED = np.isin(np.arange(len(m.MATERIALS)), (m.LAKE, m.RIVER, m.SHORE, m.SANDBAR, m.RIPARIAN, m.WETLAND, m.MAIN_ROAD, m.MINOR_ROAD))


@dataclass(frozen=True)
class Scene:
    """Everything needed to render a piece of land at any resolution, modality and date.

    Attributes:
        width, height: size of the reference image in pixels.
        pixel_size: metres.
        seed: of all random numbers.
        style: one of ``STYLES``.
        terrain: relief.
        shapes: polygons with their materials.
        trees: single trees.
        places: (P, 3) x, y, direction of places where a vehicle may stand.
    """

    width: int
    height: int
    pixel_size: float
    seed: int
    style: str
    terrain: Terrain
    shapes: Shapes
    trees: Trees
    places: np.ndarray

    @cached_property
    def boxes(self) -> np.ndarray:
        """(N, 4) bounding boxes of the shapes."""
        return self.shapes.boxes

    @property
    def frame(self) -> Frame:
        """The reference pixels."""
        return Frame(0.0, 0.0, self.pixel_size, self.width, self.height)

    @cached_property
    def classes(self) -> np.ndarray:
        """(height, width) uint8 land-use classes, numbered as in ``classes.NAMES``."""
        return class_map(self, self.frame)

    @cached_property
    def relief(self) -> np.ndarray:
        """(height, width) float32 ground height in metres."""
        return self.terrain.height(self.frame)


def class_map(scene: Scene, frame: Frame) -> np.ndarray:
    """(rows, cols) uint8 land-use classes at any frame."""
    table = np.concatenate([[classes.GRASSLAND], m.column("land_use")[scene.shapes.material]]).astype(np.uint8)
    rows = max(1, int(4e6 // frame.cols))
    result = np.empty(frame.shape, dtype=np.uint8)
    for top in range(0, frame.rows, rows):
        part = Frame(frame.x0, frame.y0 + top * frame.step, frame.step, frame.cols, min(rows, frame.rows - top))
        result[top:top + part.rows] = table[scene.shapes.paint(part, scene.boxes)]
    return result


def make_scene(width: int, height: int, seed: int = 0, pixel_size: float = 1.0, style: str = "mixed", margin: float = 0.1) -> Scene:
    """A random piece of land.

    Args:
        width, height: size of the reference image in pixels, 16 to 20000.
        seed: same seed and arguments, same scene.
        pixel_size: metres, 0.1 to 30.
        style: one of ``STYLES``.
        margin: land laid out beyond the image, as a share of its longer side.

    Raises:
        OptionError: for a size, pixel size or style outside these limits.
    """
    if not (16 <= width <= 20000 and 16 <= height <= 20000):
        raise OptionError(f"A scene of {width} x {height} pixels cannot be made.", "Use 16 to 20000 pixels on a side.")
    if not 0.1 <= pixel_size <= 30:
        raise OptionError(f"A pixel size of {pixel_size} m cannot be made.", "Use 0.1 to 30 m.")
    if style not in STYLES:
        raise OptionError(f"There is no scene style '{style}'.", f"Use one of {', '.join(STYLES)}.")
    rng = np.random.default_rng([seed, 1])
    extent = max(width, height) * pixel_size
    pad = margin * extent + 64 * pixel_size
    bounds = (-pad, -pad, width * pixel_size + pad, height * pixel_size + pad)
    ruggedness = {"mixed": 0.06, "farmland": 0.03, "urban": 0.02, "forest": 0.16}[style] * rng.uniform(0.7, 1.3)
    terrain = make_terrain(bounds, seed, ruggedness)
    shapes, trees, places = _lay_out(bounds, extent, rng, style, pixel_size, terrain)
    return Scene(width, height, pixel_size, seed, style, terrain, shapes, trees, places)


def _lay_out(bounds, extent, rng, style, pixel, terrain):
    spacing = max(12.0, 4 * pixel)
    x0, y0, x1, y1 = bounds
    centre, reach = np.array([(x0 + x1) / 2, (y0 + y1) / 2]), math.hypot(x1 - x0, y1 - y0) * 0.62
    towns = _towns(bounds, extent, rng, style)
    woods = rng.uniform(0, 2 * math.pi, (3, 6)), rng.standard_normal((6, 2)) * 2.2 / min(extent, 2500.0)
    wooded = {"mixed": 0.55, "farmland": 1.35, "urban": 1.2, "forest": -0.75}[style]

    def use_of(ring):
        middle = ring.mean(axis=0)
        if style == "urban" or any(np.hypot(*(middle - town[:2])) < town[2] for town in towns):
            return "town" if rng.random() < 0.96 else "pasture"
        noise = np.cos(woods[1] @ middle * 2 * math.pi + woods[0][0]).sum() / math.sqrt(3.0)
        if noise > wooded:
            return "forest"
        return "pasture" if rng.random() < 0.12 else "farm"

    smallest = (14 * pixel) ** 2
    sizes = {"decide": max(min(0.06 * extent**2, 60000.0), 4 * smallest), "farm": max(rng.uniform(14000, 34000), 2 * smallest),
             "forest": max(60000.0, 4 * smallest), "pasture": max(20000.0, 2 * smallest), "town": max(rng.uniform(7000, 12000), smallest)}

    def rank_of(length, depth, use):
        if use == "town":
            return STREET
        if use is not None:
            return TRACK if rng.random() < 0.12 else BOUNDARY
        if length > 2500 or depth == 0:
            return MAIN
        if length > 700 or depth <= 2:
            return MINOR
        return TRACK if rng.random() < 0.6 else BOUNDARY

    angle = rng.uniform(0, math.pi)
    axes = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    ring = centre + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * reach @ axes
    cells, cuts = divide(ring, angle, rng, use_of, sizes, rank_of, rng.uniform(0.01, 0.10))
    bend = make_bend(rng, extent, rng.uniform(0.02, 0.16))
    shapes, trees = ShapeList(), []
    add_cells(shapes, cells, bend, rng, spacing)
    hedges = add_boundaries(shapes, cuts, bend, rng, spacing, 0.8 * pixel)
    roads = add_roads(shapes, cuts, bend, rng, spacing, pixel)
    _add_nature(shapes, bounds, extent, rng, style, pixel, terrain)

    check = shapes.shapes()
    step = max(1.0, pixel, (x1 - x0) / 4000, (y1 - y0) / 4000)
    frame = Frame(x0, y0, step, int((x1 - x0) / step) + 1, int((y1 - y0) / step) + 1)
    blocked = np.concatenate([[False], _BLOCKED[check.material]])[check.paint(frame, check.boxes)]

    def free(xy):
        cols, rows = np.floor((xy[:, 0] - x0) / step).astype(int), np.floor((xy[:, 1] - y0) / step).astype(int)
        inside = (cols >= 0) & (rows >= 0) & (cols < frame.cols) & (rows < frame.rows)
        return inside & ~blocked[np.clip(rows, 0, frame.rows - 1), np.clip(cols, 0, frame.cols - 1)]

    places = []
    for cell in cells:
        if cell.use == "town" and pixel <= 6 and free(bend(cell.ring.mean(axis=0)[None])).all():
            new_trees, new_places = add_block(shapes, cell, bend, rng, free, pixel, style == "urban")
            trees += new_trees
            places += new_places
    trees += _line_trees(hedges, roads, rng)
    table = np.array(trees, dtype=np.float64).reshape(-1, 4)
    table = table[free(table[:, :2])] if len(table) else table
    return shapes.shapes(), make_trees(list(map(tuple, table)), rng), np.array(places, dtype=np.float64).reshape(-1, 3)


def _towns(bounds, extent, rng, style):
    count = {"mixed": max(1, round((extent / 2200) ** 2)), "farmland": max(1, round((extent / 3500) ** 2)), "urban": 0,
             "forest": round((extent / 5000) ** 2)}[style]
    radius = min(0.2 * extent, {"mixed": 420.0, "farmland": 200.0, "forest": 200.0}.get(style, 0.0))
    x0, y0, x1, y1 = bounds
    return [(rng.uniform(x0, x1), rng.uniform(y0, y1), radius * rng.uniform(0.6, 1.3)) for _ in range(count)]


def _add_nature(shapes, bounds, extent, rng, style, pixel, terrain):
    x0, y0, x1, y1 = bounds
    size = np.array([x1 - x0, y1 - y0])
    for _ in range(max(1, round((extent / 1800) ** 2 * (3 if style == "mixed" else 1))) if style != "urban" else 0):
        shapes.add(blob(rng.uniform((x0, y0), (x1, y1)), rng.uniform(25, 130) * max(1.0, pixel / 2), rng, 0.4),
                   m.BROADLEAF if rng.random() < 0.7 else m.CONIFER, 12, int(rng.integers(0, 2**32)))
    if rng.random() < {"mixed": 0.85, "farmland": 0.5, "urban": 0.45, "forest": 0.6}[style]:
        width = max(np.clip(extent * 0.012, 5.0, 45.0) * rng.uniform(0.6, 1.6), 2.5 * pixel)
        add_river(shapes, bounds, make_centreline(bounds, rng, width), width, rng)
    for _ in range(rng.poisson({"mixed": 2.0, "farmland": 1.5, "urban": 0.7, "forest": 1.0}[style] * max(1.0, (extent / 1500) ** 1.6))):
        spots = rng.uniform((x0, y0), (x0, y0) + size, (6, 2))
        radius = max(np.exp(rng.normal(np.log(min(0.03 * extent, 45.0)), 0.6)), 3 * pixel)
        add_lake(shapes, spots[np.argmin(terrain.at(spots))], radius, rng)


def _line_trees(hedges, roads, rng):
    trees = []
    for line in hedges:
        length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        at = np.arange(rng.uniform(0, 4), length[-1], rng.uniform(2.5, 5.0))
        at = at[rng.random(len(at)) < rng.uniform(0.35, 1.0)]
        for s in at:
            trees.append((np.interp(s, length, line[:, 0]) + rng.normal(0, 0.5), np.interp(s, length, line[:, 1]) + rng.normal(0, 0.5),
                          rng.uniform(1.2, 3.2), rng.uniform(2.5, 7)))
    for line, width, rank in roads:
        if rng.random() > (0.5 if rank == STREET else 0.15):
            continue
        length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        normal = np.gradient(line, axis=0)[:, ::-1] * (-1, 1)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-9
        for side in (-1, 1):
            for s in np.arange(5.0, length[-1], 11.0):
                if rng.random() < 0.6:
                    offset = side * (width / 2 + 2.2)
                    trees.append((np.interp(s, length, line[:, 0] + normal[:, 0] * offset), np.interp(s, length, line[:, 1] + normal[:, 1] * offset),
                                  rng.uniform(1.6, 3.6), rng.uniform(5, 10)))
    return trees
