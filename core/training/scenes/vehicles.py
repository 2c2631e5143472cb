"""Vehicles: drawn anew for every image, as they move."""
from __future__ import annotations

import numpy as np

from . import materials as m
from .buildings import rectangle
from .fields import new_key
from .shapes import ShapeList, Shapes

_LARGEST_PIXEL = 1.3  # metres; beyond it a car is lost


def park(shapes: Shapes, places: np.ndarray, pixel: float, seed: int) -> Shapes:
    """The shapes with vehicles on about half of the places (P, 3) x, y, direction."""
    if not len(places) or pixel > _LARGEST_PIXEL:
        return shapes
    rng = np.random.default_rng([seed, 91])
    taken = rng.random(len(places)) < rng.uniform(0.3, 0.6)
    cars = ShapeList()
    for x, y, angle in places[taken]:
        truck = rng.random() < 0.06
        length, width, height = (rng.uniform(7, 12), 2.5, 3.0) if truck else (rng.uniform(3.9, 5.0), rng.uniform(1.7, 2.0), 1.4)
        body = rectangle((x + rng.normal(0, 0.2), y + rng.normal(0, 0.2)), length, width, angle + rng.normal(0, 0.03))
        cars.add(body, m.VEHICLE, 50, new_key(rng), angle, (0, 0, height))
    return shapes.extended(cars.shapes())
