"""True change between two dates: buildings, clear-cuts, a road, a pond."""
from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from shapely import contains_xy
from shapely.geometry import Polygon

from . import classes
from . import materials as m
from .buildings import add_house, rectangle
from .fields import new_key, strip
from .scene import Scene
from .shapes import ShapeList
from .trees import Trees
from .water import add_lake, blob


def change_scene(scene: Scene, seed: int, share: float = 0.03) -> tuple[Scene, np.ndarray]:
    """The scene after change.

    Args:
        scene: before.
        seed: of the places and kinds of change.
        share: wanted share of the area that changes, 0 to 0.5; reached to within one object.

    Returns:
        the scene after, and the (height, width) bool mask of the pixels whose land use changed.
    """
    rng = np.random.default_rng([scene.seed, seed, 71])
    before = scene.classes
    width, height = scene.width * scene.pixel_size, scene.height * scene.pixel_size
    wanted, done = share * width * height, 0.0
    shapes = ShapeList()
    cleared = np.zeros(len(scene.trees), bool)
    for _ in range(400):
        if done >= wanted:
            break
        centre = rng.uniform((0, 0), (width, height))
        use = before[int(centre[1] / scene.pixel_size), int(centre[0] / scene.pixel_size)]
        room = math.sqrt(max(wanted - done, wanted / 6) / math.pi)
        radius = min(rng.uniform(12, 45) * max(1.0, scene.pixel_size), 0.09 * min(width, height), room * 1.2)
        if use == classes.FOREST:
            ring = blob(centre, radius * 1.2, rng, 0.2)
            shapes.add(ring, m.CLEARCUT, 70, new_key(rng), rng.uniform(0, math.pi))
        elif use in (classes.CROPLAND, classes.GRASSLAND, classes.BARE):
            kind = rng.choice(3, p=(0.62, 0.2, 0.18))
            ring = blob(centre, radius, rng, 0.25)
            if kind == 0 and not _open(before, centre, radius, scene.pixel_size):
                continue
            if kind == 0:
                ring = _estate(shapes, centre, radius, rng)
            elif kind == 1:
                add_lake(shapes, centre, radius * 0.7, rng, order=70)
            else:
                heading, length = rng.uniform(0, 2 * math.pi), min(rng.uniform(4, 9) * radius, 0.4 * min(width, height))
                s = np.linspace(-0.5, 0.5, 24)[:, None] * length
                along, across = np.array([math.cos(heading), math.sin(heading)]), np.array([-math.sin(heading), math.cos(heading)])
                line = centre + s * along + np.sin(s / length * 5) * length * 0.06 * across
                road = max(rng.uniform(6, 9), 1.5 * scene.pixel_size)
                ring = strip(line, road + 5)
                shapes.add(ring, m.SITE, 70, new_key(rng))
                shapes.add(strip(line, road), m.MAIN_ROAD, 70.5, new_key(rng), heading + math.pi / 2)
        else:
            continue
        x, y = ring.T
        done += 0.5 * abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))
        cleared |= contains_xy(Polygon(ring).buffer(1.5), scene.trees.xy)
    trees = Trees(*(getattr(scene.trees, name)[~cleared] for name in ("xy", "radius", "height", "tint")))
    after = replace(scene, shapes=scene.shapes.extended(shapes.shapes()), trees=trees)
    return after, after.classes != before


def _open(before: np.ndarray, centre: np.ndarray, radius: float, pixel: float) -> bool:
    """Whether the land around a place is field, grass or bare ground."""
    turn = np.linspace(0, 2 * math.pi, 12, endpoint=False)
    spots = np.rint((centre + radius * np.column_stack([np.cos(turn), np.sin(turn)])) / pixel).astype(int)
    inside = np.all((spots >= 0) & (spots < before.shape[::-1]), axis=1)
    return bool(np.isin(before[spots[inside, 1], spots[inside, 0]], (classes.CROPLAND, classes.GRASSLAND, classes.BARE)).all())


def _estate(shapes: ShapeList, centre, radius: float, rng: np.random.Generator) -> np.ndarray:
    """A new group of buildings on bare and paved ground; returns its outline."""
    angle = rng.uniform(0, math.pi)
    length, width = radius * rng.uniform(1.6, 2.4), radius * rng.uniform(1.2, 1.8)
    ring = rectangle(centre, length, width, angle)
    shapes.add(ring, m.SITE if rng.random() < 0.5 else m.PAVED, 70, new_key(rng), angle)
    u, v = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    palette = rng.dirichlet((2.0, 2.0, 1.5, 1.0))
    houses = ShapeList()
    for a in np.arange(-length / 2 + 11, length / 2 - 9, 20.0):
        for b in np.arange(-width / 2 + 9, width / 2 - 7, 19.0):
            if rng.random() < 0.85:
                add_house(houses, np.asarray(centre) + u * a + v * b, angle, rng, palette)
    added = houses.shapes()
    for i in range(len(added)):
        ring_of_house = added.vertices[added.starts[i]:added.starts[i + 1]]
        shapes.add(ring_of_house, int(added.material[i]), 71, int(added.key[i]), added.angle[i], added.plane[i])
    return ring
