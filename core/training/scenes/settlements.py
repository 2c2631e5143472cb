"""Blocks between streets: lots with houses and gardens, slabs, halls, parks; farmsteads."""
from __future__ import annotations

import math

import numpy as np
from shapely.geometry import Polygon

from . import materials as m
from .buildings import add_hall, add_house, add_roof, axes, rectangle
from .fields import new_key
from .layout import Bend, Cell, extents
from .shapes import ShapeList

_GROUND = {"houses": m.GARDEN, "slabs": m.GARDEN, "halls": m.PAVED, "park": m.TURF}
_SHARES = {True: (0.42, 0.26, 0.24, 0.08), False: (0.85, 0.03, 0.07, 0.05)}


def add_block(shapes: ShapeList, cell: Cell, bend: Bend, rng: np.random.Generator, free, city: bool) -> tuple[list, list]:
    """Fill one block between streets.

    Args:
        shapes: to add to.
        cell: the block, out to the middle of the streets.
        bend: of the layout.
        rng: random numbers.
        free: function (N, 2) metres -> (N,) bool: neither water nor road there.
        city: whether apartment and commercial blocks are common.

    Returns:
        trees as (x, y, radius, height), parking places as (x, y, direction).
    """
    inner = Polygon(cell.ring).buffer(-rng.uniform(6.5, 8.0), join_style=2)
    if inner.is_empty or inner.geom_type != "Polygon":
        return [], []
    block = np.array(inner.exterior.coords)[:-1]
    kind = str(rng.choice(list(_GROUND), p=_SHARES[city]))
    shapes.add(bend(block), _GROUND[kind], 40, new_key(rng), cell.angle)
    if kind == "park":
        spots = bend(scatter(inner, rng, 45.0))
        return [(x, y, rng.uniform(2, 5), rng.uniform(6, 14)) for x, y in spots], []
    if kind == "houses":
        return _add_lots(shapes, block, inner, bend, rng, free)
    return _add_rows(shapes, block, inner, cell.angle, bend, rng, free, kind)


def scatter(region: Polygon, rng: np.random.Generator, area_each: float) -> np.ndarray:
    """(N, 2) random points in a convex region, one for each ``area_each`` square metres."""
    x0, y0, x1, y1 = region.bounds
    spots = rng.uniform((x0, y0), (x1, y1), (int((x1 - x0) * (y1 - y0) / area_each) + 1, 2))
    ring = np.array(region.exterior.coords)
    edge = np.diff(ring, axis=0)
    offset = spots[:, None] - ring[None, :-1]
    side = edge[:, 0] * offset[..., 1] - edge[:, 1] * offset[..., 0]
    return spots[np.all(side > 0, axis=1) | np.all(side < 0, axis=1)]


def _add_lots(shapes, block, inner, bend, rng, free):
    """Lots along the sides of the block, then trees in its middle."""
    trees, places, houses = [], [], []
    palette, lot = rng.dirichlet((3.0, 2.0, 0.5, 1.2)), rng.uniform(14, 21)
    outward = 1.0 if inner.exterior.is_ccw else -1.0
    for start, end in zip(block, np.roll(block, -1, axis=0)):
        along = end - start
        length = float(np.hypot(*along))
        count = int((length - 6) / lot)
        if count < 1:
            continue
        along /= length
        into, setback = np.array([-along[1], along[0]]) * outward, rng.uniform(9, 13)
        for k in range(count):
            front = start + along * ((length - count * lot) / 2 + lot * (k + 0.5))
            house = front + into * (setback + rng.normal(0, 0.8)) + along * rng.normal(0, 1.0)
            crowded = any((house[0] - x) ** 2 + (house[1] - y) ** 2 < (0.86 * lot) ** 2 for x, y in houses)
            if crowded or rng.random() < 0.05 or not free(bend(rectangle(house, 15, 10, math.atan2(along[1], along[0])))).all():
                continue
            houses.append(tuple(house))
            new_trees, place = _add_lot(shapes, front, house, along, into, lot, setback, bend, rng, palette)
            trees += new_trees
            places.append(place)
    middle = inner.buffer(-28)
    for spot in scatter(middle if middle.geom_type == "Polygon" and not middle.is_empty else inner, rng, 160.0):
        if all((spot[0] - x) ** 2 + (spot[1] - y) ** 2 > 90 for x, y in houses):
            trees.append((*bend(spot[None])[0], rng.uniform(1.5, 4.5), rng.uniform(4, 11)))
    return trees, places


def _add_lot(shapes, front, house, along, into, lot, setback, bend, rng, palette):
    """One lot: garden, drive, house, sometimes a pool; its trees and the place on its drive."""
    street, depth = math.atan2(along[1], along[0]), min(30.0, lot * 1.6)
    (x, y), angle = bend(house[None])[0], float(bend.turn(house, np.array([street]))[0])
    garden = bend(rectangle(front + into * depth / 2, lot - 0.8, depth - 0.8, street))
    shapes.add(garden, m.GARDEN if rng.random() < 0.9 else m.YARD, 41, new_key(rng), angle)
    gate = front + along * rng.choice([-1, 1]) * lot * 0.33
    drive = bend(np.vstack([gate, gate + into * setback]))
    heading = math.atan2(*(drive[1] - drive[0])[::-1])
    shapes.add(rectangle(drive.mean(axis=0), setback * 1.1, rng.uniform(2.8, 4.5), heading), m.PAVED, 42, new_key(rng))
    add_house(shapes, (x, y), angle + (math.pi / 2 if rng.random() < 0.25 else 0.0), rng, palette)
    if rng.random() < 0.06:
        pool = bend((front + into * (setback + 11))[None])[0]
        shapes.add(rectangle(pool, rng.uniform(6, 9), rng.uniform(3.5, 4.5), angle), m.POOL, 43, new_key(rng))
    count = rng.poisson(2.2)
    spots = front + into * rng.uniform(setback + 7, depth + 6, (count, 1)) + along * rng.uniform(-lot / 2, lot / 2, (count, 1))
    trees = [(*spot, rng.uniform(1.0, 3.8), rng.uniform(3, 9)) for spot in bend(spots)]
    return trees, (*(drive[0] * 0.5 + drive[1] * 0.5), heading)


def _add_rows(shapes, block, inner, angle, bend, rng, free, kind):
    """Rows of long buildings with parking between."""
    trees, places = [], []
    u, v = axes(angle)
    origin, slabs = block.mean(axis=0), kind == "slabs"
    local = (block - origin) @ np.column_stack([u, v])
    low, high = local.min(axis=0), local.max(axis=0)
    row = low[1] + rng.uniform(6, 12)
    while row < high[1] - 8:
        depth = rng.uniform(11, 14) if slabs else rng.uniform(22, 45)
        column = low[0] + rng.uniform(5, 12)
        while column < high[0] - 10:
            length = rng.uniform(25, 60) if slabs else rng.uniform(25, 75)
            centre = origin + u * (column + length / 2) + v * (row + depth / 2)
            corners = rectangle(centre, length, depth, angle)
            if inner.contains(Polygon(corners)) and free(bend(corners)).all():
                height = rng.uniform(9, 22) if slabs else rng.uniform(5, 10)
                material = m.ROOFS[rng.choice(4, p=(0.1, 0.5, 0.2, 0.2) if slabs else (0.02, 0.38, 0.45, 0.15))]
                turned = float(bend.turn(centre, np.array([angle]))[0])
                add_hall(shapes, bend(centre[None])[0], (length, depth), turned, height, material, rng)
            column += length + rng.uniform(7, 16)
        gap = rng.uniform(14, 20)
        if rng.random() < 0.75:
            spots = bend(origin + u * np.arange(low[0] + 4, high[0] - 4, 2.7)[:, None] + v * (row + depth + gap / 2))
            places += [(x, y, angle + math.pi / 2) for x, y in spots]
        row += depth + gap
    for spot in bend(scatter(inner, rng, 220.0 if slabs else 900.0)):
        trees.append((*spot, rng.uniform(1.5, 4.5), rng.uniform(4, 12)))
    return trees, places


def add_fabric(shapes: ShapeList, cell: Cell, bend: Bend, rng: np.random.Generator, pixel: float) -> None:
    """A block too small to show its houses: one fabric, with a large hall here and there; ``pixel`` in metres."""
    shapes.add(bend(cell.ring), m.URBAN, 0.5, new_key(rng), cell.angle)
    length, directions, middle = extents(cell.ring, cell.angle)
    if rng.random() < 0.3:
        spot = bend((middle + rng.uniform(-0.2, 0.2, 2) * length @ directions)[None])[0]
        size = np.maximum(length * rng.uniform(0.2, 0.5, 2), 1.5 * pixel)
        add_roof(shapes, spot, tuple(size), cell.angle, 8.0, m.ROOFS[rng.choice(4, p=(0.1, 0.3, 0.5, 0.1))], new_key(rng))


def add_farmstead(shapes: ShapeList, cell: Cell, bend: Bend, rng: np.random.Generator, free) -> tuple[list, list]:
    """A farm at the edge of a field: yard, house, barns, trees; arguments and results as of ``add_block``."""
    edge = int(rng.integers(len(cell.ring)))
    start, end = cell.ring[edge], cell.ring[(edge + 1) % len(cell.ring)]
    inward = cell.ring.mean(axis=0) - (start + end) / 2
    centre = bend(((start + end) / 2 + inward / (np.hypot(*inward) + 1e-9) * 34)[None])[0]
    angle = math.atan2(*(end - start)[::-1])
    if not free(rectangle(centre, 56, 44, angle)).all():
        return [], []
    shapes.add(rectangle(centre, rng.uniform(46, 58), rng.uniform(36, 46), angle), m.YARD, 40, new_key(rng), angle)
    u, v = axes(angle)
    add_house(shapes, centre + u * 14 - v * 10, angle, rng, np.array([0.5, 0.25, 0.05, 0.2]))
    for place, length in ((-u * 12 - v * 9, 26), (-u * 6 + v * 11, 32), (u * 17 + v * 9, 16))[:int(rng.integers(1, 4))]:
        turned = angle + (math.pi / 2 if rng.random() < 0.2 else 0.0)
        add_roof(shapes, centre + place, (length * rng.uniform(0.7, 1.1), rng.uniform(9, 14)), turned, rng.uniform(4, 6),
                 m.ROOFS[rng.choice(4, p=(0.35, 0.35, 0.15, 0.15))], new_key(rng), "gable", rng.uniform(0.25, 0.6))
    turns, reach = rng.uniform(0, 2 * math.pi, 14), rng.uniform(25, 40, (14, 1))
    spots = centre + reach * np.column_stack([np.cos(turns), np.sin(turns)])
    return [(*spot, rng.uniform(1.5, 4.5), rng.uniform(5, 13)) for spot in spots], [(*(centre + u * rng.uniform(-4, 4)), angle)]
