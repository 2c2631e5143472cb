"""Roofs, houses and larger buildings."""
from __future__ import annotations

import math

import numpy as np

from . import materials as m
from .fields import new_key
from .shapes import ShapeList

_ROOF_ORDER = 60


def rectangle(centre, length: float, width: float, angle: float) -> np.ndarray:
    """(4, 2) corners; ``length`` along ``angle``."""
    u, v = axes(angle)
    u, v = u * length / 2, v * width / 2
    return np.array(centre) + np.array([-u - v, u - v, u + v, v - u])


def axes(angle: float) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors along and across a direction."""
    return np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])


def add_roof(shapes: ShapeList, centre, size: tuple[float, float], angle: float, eave: float, material: int, key: int, kind: str = "flat",
             pitch: float = 0.6) -> None:
    """Paint a roof.

    Args:
        shapes: to add to.
        centre: metres.
        size: (length along ``angle``, width) in metres.
        angle: of the ridge, radians.
        eave: height of the eaves in metres.
        material, key: see ``Shapes``.
        kind: ``flat``, ``gable`` or ``hip``.
        pitch: rise per metre.
    """
    length, width = size
    corners = rectangle(centre, length, width, angle)
    if kind == "flat":
        shapes.add(corners, material, _ROOF_ORDER, key, angle, (0, 0, eave))
        return
    u, v = axes(angle)
    inset = width / 2 if kind == "hip" else 0.0
    start, end = np.array(centre) - u * (length / 2 - inset), np.array(centre) + u * (length / 2 - inset)
    p0, p1, p2, p3 = corners
    faces = [([p0, p1, end, start], p0, -v), ([p2, p3, start, end], p2, v)]
    if kind == "hip":
        faces += [([p1, p2, end], p1, u), ([p3, p0, start], p3, -u)]
    for ring, foot, outward in faces:
        # the face rises from its eave against the outward direction
        slope = -pitch * outward
        rows = angle + math.pi / 2 if abs(outward @ v) > 0.5 else angle
        shapes.add(ring, material, _ROOF_ORDER, key, rows, (*slope, eave - slope @ foot))


def add_house(shapes: ShapeList, centre, angle: float, rng: np.random.Generator, palette: np.ndarray) -> None:
    """Paint a detached house, with a wing or a garage now and then; ``palette`` (4,) is the frequency of each of ``materials.ROOFS``."""
    length, width, eave = rng.uniform(10, 16), rng.uniform(7.5, 10.5), rng.uniform(3.0, 6.0)
    material, key = m.ROOFS[rng.choice(4, p=palette)], new_key(rng)
    kind = "hip" if rng.random() < 0.4 else "gable"
    if kind == "hip":
        length = max(length, width + 1.5)
    u, v = axes(angle)
    if rng.random() < 0.4:
        wing = np.array(centre) + u * rng.choice([-1, 1]) * (length / 2 - 2.5) + v * rng.choice([-1, 1]) * width * 0.45
        add_roof(shapes, wing, (rng.uniform(5, 7), rng.uniform(5, 6)), angle + math.pi / 2, eave * 0.9, material, key, "gable")
    add_roof(shapes, centre, (length, width), angle, eave, material, key, kind, rng.uniform(0.4, 0.8))
    if rng.random() < 0.45:
        garage = np.array(centre) + u * rng.choice([-1, 1]) * (length / 2 + 4.5) + v * rng.uniform(-2, 2)
        add_roof(shapes, garage, (6.0, 5.0), angle, 2.6, m.ROOFS[rng.choice(4, p=palette)], new_key(rng),
                 "flat" if rng.random() < 0.5 else "gable", 0.35)


def add_hall(shapes: ShapeList, centre, size: tuple[float, float], angle: float, height: float, material: int,
             rng: np.random.Generator) -> None:
    """Paint a large flat roof with the plant that stands on it."""
    add_roof(shapes, centre, size, angle, height, material, new_key(rng))
    u, v = axes(angle)
    for _ in range(rng.poisson(size[0] * size[1] / 250)):
        spot = np.array(centre) + u * rng.uniform(-0.42, 0.42) * size[0] + v * rng.uniform(-0.38, 0.38) * size[1]
        add_roof(shapes, spot, (rng.uniform(1.2, 4.5), rng.uniform(1.2, 3.0)), angle, height + rng.uniform(0.8, 2.5),
                 m.ROOFS[rng.choice(4)], new_key(rng))
