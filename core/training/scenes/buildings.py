"""Settlements: lots along the streets, houses with roofs, larger buildings, yards."""
from __future__ import annotations

import math

import numpy as np
from shapely.geometry import Polygon

from . import materials as m
from .fields import new_key
from .layout import Bend, Cell, extents
from .shapes import ShapeList


def rectangle(centre, length: float, width: float, angle: float) -> np.ndarray:
    """(4, 2) corners; ``length`` along ``angle``."""
    u = np.array([math.cos(angle), math.sin(angle)]) * length / 2
    v = np.array([-math.sin(angle), math.cos(angle)]) * width / 2
    return np.array(centre) + np.array([-u - v, u - v, u + v, -u + v])


def _face(shapes: ShapeList, ring, material: int, key: int, angle: float, foot, normal, eave: float, pitch: float) -> None:
    """One roof face rising from the line through ``foot`` against the unit vector ``normal``."""
    a, b = -pitch * np.asarray(normal)
    shapes.add(ring, material, 60, key, angle, (a, b, eave - a * foot[0] - b * foot[1]))


def add_roof(shapes: ShapeList, centre, length: float, width: float, angle: float, eave: float, material: int, key: int, kind: str, pitch: float = 0.6) -> None:
    """Paint a roof: ``flat``, ``gable`` (ridge along ``angle``) or ``hip``."""
    corners = rectangle(centre, length, width, angle)
    if kind == "flat":
        shapes.add(corners, material, 60, key, angle, (0, 0, eave))
        return
    u, v = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    inset = width / 2 if kind == "hip" else 0.0
    start, end = np.array(centre) - u * (length / 2 - inset), np.array(centre) + u * (length / 2 - inset)
    p0, p1, p2, p3 = corners
    _face(shapes, [p0, p1, end, start], material, key, angle + math.pi / 2, p0, -v, eave, pitch)
    _face(shapes, [p2, p3, start, end], material, key, angle + math.pi / 2, p2, v, eave, pitch)
    if kind == "hip":
        _face(shapes, [p1, p2, end], material, key, angle, p1, u, eave, pitch)
        _face(shapes, [p3, p0, start], material, key, angle, p3, -u, eave, pitch)


def add_house(shapes: ShapeList, centre, angle: float, rng: np.random.Generator, palette: np.ndarray) -> None:
    """Paint a detached house, with a wing or a garage now and then."""
    length, width = rng.uniform(10, 16), rng.uniform(7.5, 10.5)
    material, key = m.ROOFS[rng.choice(4, p=palette)], new_key(rng)
    kind = "hip" if rng.random() < 0.4 else "gable"
    if kind == "hip":
        length = max(length, width + 1.5)
    eave = rng.uniform(3.0, 6.0)
    u, v = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    if rng.random() < 0.4:
        add_roof(shapes, np.array(centre) + u * rng.choice([-1, 1]) * (length / 2 - 2.5) + v * rng.choice([-1, 1]) * width * 0.45,
                 rng.uniform(5, 7), rng.uniform(5, 6), angle + math.pi / 2, eave * 0.9, material, key, "gable")
    add_roof(shapes, centre, length, width, angle, eave, material, key, kind, rng.uniform(0.4, 0.8))
    if rng.random() < 0.45:
        add_roof(shapes, np.array(centre) + u * rng.choice([-1, 1]) * (length / 2 + 4.5) + v * rng.uniform(-2, 2), 6.0, 5.0, angle, 2.6,
                 m.ROOFS[rng.choice(4, p=palette)], new_key(rng), "flat" if rng.random() < 0.5 else "gable", 0.35)


def add_block(shapes: ShapeList, cell: Cell, bend: Bend, rng: np.random.Generator, free, dense_town: bool) -> tuple[list, list]:
    """Fill one block between streets.

    Args:
        free: function (xy (N, 2)) -> bool array: neither water nor road there.
        dense_town: whether apartment and commercial blocks are common.

    Returns:
        trees as (x, y, radius, height), parking places as (x, y, angle).
    """
    inner = Polygon(cell.ring).buffer(-rng.uniform(6.5, 8.0), join_style=2)
    if inner.is_empty or inner.geom_type != "Polygon":
        return [], []
    block = np.array(inner.exterior.coords)[:-1]
    kind = rng.choice(["houses", "slabs", "halls", "park"], p=(0.42, 0.26, 0.24, 0.08) if dense_town else (0.85, 0.03, 0.07, 0.05))
    shapes.add(bend(block), {"houses": m.GARDEN, "slabs": m.GARDEN, "halls": m.PAVED, "park": m.TURF}[kind], 40, new_key(rng), cell.angle)
    if kind == "park":
        spots = _scatter(inner, rng, 45.0)
        return [(*bend(spot[None])[0], rng.uniform(2, 5), rng.uniform(6, 14)) for spot in spots], []
    if kind == "houses":
        return _houses(shapes, block, inner, bend, rng, free)
    return _large(shapes, block, inner, cell.angle, bend, rng, free, kind)


def add_farmstead(shapes: ShapeList, cell: Cell, bend: Bend, rng: np.random.Generator, free) -> tuple[list, list]:
    """A farm at the edge of a field: yard, house, barns, trees; same results as ``add_block``."""
    edge = int(rng.integers(len(cell.ring)))
    start, end = cell.ring[edge], cell.ring[(edge + 1) % len(cell.ring)]
    inward = cell.ring.mean(axis=0) - (start + end) / 2
    centre = bend(((start + end) / 2 + inward / (np.hypot(*inward) + 1e-9) * 34)[None])[0]
    angle = math.atan2(*(end - start)[::-1])
    if not free(rectangle(centre, 56, 44, angle)).all():
        return [], []
    shapes.add(rectangle(centre, rng.uniform(46, 58), rng.uniform(36, 46), angle), m.YARD, 40, new_key(rng), angle)
    u, v = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    add_house(shapes, centre + u * 14 - v * 10, angle, rng, np.array([0.5, 0.25, 0.05, 0.2]))
    for place, long in ((-u * 12 - v * 9, 26), (-u * 6 + v * 11, 32), (u * 17 + v * 9, 16))[:int(rng.integers(1, 4))]:
        add_roof(shapes, centre + place, long * rng.uniform(0.7, 1.1), rng.uniform(9, 14), angle + (math.pi / 2 if rng.random() < 0.2 else 0),
                 rng.uniform(4, 6), m.ROOFS[rng.choice(4, p=(0.35, 0.35, 0.15, 0.15))], new_key(rng), "gable", rng.uniform(0.25, 0.6))
    turns = rng.uniform(0, 2 * math.pi, 14)
    trees = [(*(centre + rng.uniform(25, 40) * np.array([math.cos(t), math.sin(t)])), rng.uniform(1.5, 4.5), rng.uniform(5, 13)) for t in turns]
    return trees, [(*(centre + u * rng.uniform(-4, 4)), angle)]


def add_fabric(shapes: ShapeList, cell: Cell, bend: Bend, rng: np.random.Generator, pixel: float) -> None:
    """A block too small to show its houses: one fabric, with a large hall here and there."""
    shapes.add(bend(cell.ring), m.URBAN, 0.5, new_key(rng), cell.angle)
    length, axes, middle = extents(cell.ring, cell.angle)
    if rng.random() < 0.3:
        spot = bend((middle + rng.uniform(-0.2, 0.2, 2) * length @ axes)[None])[0]
        size = np.maximum(length * rng.uniform(0.2, 0.5, 2), 1.5 * pixel)
        add_roof(shapes, spot, size[0], size[1], cell.angle, 8.0, m.ROOFS[rng.choice(4, p=(0.1, 0.3, 0.5, 0.1))], new_key(rng), "flat")


def _scatter(region: Polygon, rng: np.random.Generator, area_each: float) -> np.ndarray:
    x0, y0, x1, y1 = region.bounds
    spots = rng.uniform((x0, y0), (x1, y1), (int((x1 - x0) * (y1 - y0) / area_each) + 1, 2))
    ring = np.array(region.exterior.coords)
    edge = np.roll(ring[:-1], -1, axis=0) - ring[:-1]
    offset = spots[:, None] - ring[None, :-1]
    side = edge[:, 0] * offset[..., 1] - edge[:, 1] * offset[..., 0]
    return spots[np.all(side > 0, axis=1) | np.all(side < 0, axis=1)]


def _houses(shapes, block, inner, bend, rng, free):
    trees, places, done = [], [], []
    palette = rng.dirichlet((3.0, 2.0, 0.5, 1.2))
    lot = rng.uniform(15, 24)
    outward = 1.0 if Polygon(block).exterior.is_ccw else -1.0
    for start, end in zip(block, np.roll(block, -1, axis=0)):
        along = end - start
        length = float(np.hypot(*along))
        if length < lot + 6:
            continue
        along /= length
        into = np.array([-along[1], along[0]]) * outward
        setback = rng.uniform(9, 13)
        count = int((length - 6) / lot)
        for k in range(count):
            position = start + along * (length - count * lot) / 2 + along * lot * (k + 0.5)
            depth = min(30.0, lot * 1.6)
            middle = position + into * depth / 2
            house = position + into * (setback + rng.normal(0, 0.8)) + along * rng.normal(0, 1.0)
            if any((house[0] - x) ** 2 + (house[1] - y) ** 2 < (0.86 * lot) ** 2 for x, y in done) or rng.random() < 0.06:
                continue
            bent = bend(np.vstack([house, position, middle]))
            angle = float(bend.turn(house, np.array([math.atan2(along[1], along[0])]))[0])
            if not free(rectangle(bent[0], 15, 10, angle)).all():
                continue
            done.append(tuple(house))
            shapes.add(bend(rectangle(middle, lot - 0.8, depth - 0.8, math.atan2(along[1], along[0]))), m.GARDEN if rng.random() < 0.9 else m.YARD,
                       41, new_key(rng), angle)
            u = np.array([math.cos(angle), math.sin(angle)])
            drive = bent[1] + u * rng.choice([-1, 1]) * lot * 0.33
            inward = bend((position + into * setback)[None])[0] - bent[1]
            shapes.add(rectangle(drive + inward / 2, float(np.hypot(*inward)) * 1.1, rng.uniform(2.8, 4.5), math.atan2(inward[1], inward[0])),
                       m.PAVED, 42, new_key(rng))
            places.append((*(drive + inward * 0.4), math.atan2(inward[1], inward[0])))
            add_house(shapes, bent[0], angle + (math.pi / 2 if rng.random() < 0.25 else 0.0), rng, palette)
            if rng.random() < 0.06:
                shapes.add(rectangle(bend((position + into * (setback + 11))[None])[0], rng.uniform(6, 9), rng.uniform(3.5, 4.5), angle),
                           m.POOL, 43, new_key(rng))
            for _ in range(rng.poisson(2.2)):
                spot = position + into * rng.uniform(setback + 7, depth + 6) + along * rng.uniform(-lot / 2, lot / 2)
                trees.append((*bend(spot[None])[0], rng.uniform(1.0, 3.8), rng.uniform(3, 9)))
    for spot in _scatter(inner.buffer(-28) if not inner.buffer(-28).is_empty and inner.buffer(-28).geom_type == "Polygon" else inner, rng, 160.0):
        if all((spot[0] - x) ** 2 + (spot[1] - y) ** 2 > 90 for x, y in done):
            trees.append((*bend(spot[None])[0], rng.uniform(1.5, 4.5), rng.uniform(4, 11)))
    return trees, places


def _large(shapes, block, inner, angle, bend, rng, free, kind):
    trees, places = [], []
    x0, y0, x1, y1 = inner.bounds
    u, v = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    local = (block - block.mean(axis=0)) @ np.column_stack([u, v])
    low, high = local.min(axis=0), local.max(axis=0)
    row = low[1] + rng.uniform(6, 12)
    while row < high[1] - 8:
        depth = rng.uniform(11, 14) if kind == "slabs" else rng.uniform(22, 45)
        column = low[0] + rng.uniform(5, 12)
        while column < high[0] - 10:
            length = rng.uniform(25, 60) if kind == "slabs" else rng.uniform(25, 75)
            centre = block.mean(axis=0) + u * (column + length / 2) + v * (row + depth / 2)
            corners = rectangle(centre, length, depth, angle)
            if inner.contains(Polygon(corners)):
                middle = bend(centre[None])[0]
                turned = float(bend.turn(centre, np.array([angle]))[0])
                if free(rectangle(middle, length, depth, turned)).all():
                    height = rng.uniform(9, 22) if kind == "slabs" else rng.uniform(5, 10)
                    material = m.ROOFS[rng.choice(4, p=(0.1, 0.5, 0.2, 0.2) if kind == "slabs" else (0.02, 0.38, 0.45, 0.15))]
                    add_roof(shapes, middle, length, depth, turned, height, material, new_key(rng), "flat")
                    for _ in range(rng.poisson(length * depth / 250)):
                        top = middle + u * rng.uniform(-0.42, 0.42) * length + v * rng.uniform(-0.38, 0.38) * depth
                        add_roof(shapes, top, rng.uniform(1.2, 4.5), rng.uniform(1.2, 3.0), turned, height + rng.uniform(0.8, 2.5),
                                 m.ROOFS[rng.choice(4)], new_key(rng), "flat")
            column += length + rng.uniform(7, 16)
        gap = rng.uniform(14, 20)
        if rng.random() < 0.75:
            for column in np.arange(low[0] + 4, high[0] - 4, 2.7):
                spot = block.mean(axis=0) + u * column + v * (row + depth + gap / 2)
                places.append((*bend(spot[None])[0], angle + math.pi / 2))
        row += depth + gap
    for spot in _scatter(inner, rng, 220.0 if kind == "slabs" else 900.0):
        trees.append((*bend(spot[None])[0], rng.uniform(1.5, 4.5), rng.uniform(4, 12)))
    return trees, places
