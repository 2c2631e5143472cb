"""Meandering rivers and lakes with their shores."""
from __future__ import annotations

import math

import numpy as np
from scipy import ndimage

from . import materials as m
from .fields import new_key
from .shapes import ShapeList


def make_centreline(bounds, rng: np.random.Generator, width: float) -> np.ndarray:
    """A river across the bounds: a sine-generated curve (Langbein and Leopold 1966) with wandering wavelength and swing.

    Returns:
        (V, 2) metres, vertices about half a width apart.
    """
    x0, y0, x1, y1 = bounds
    extent = math.hypot(x1 - x0, y1 - y0)
    step = width * 0.4
    count = int(extent * 2.6 / step) + 8
    wander = ndimage.gaussian_filter1d(rng.standard_normal((3, count)), width * 14 / step, axis=1, mode="wrap")
    wander /= wander.std(axis=1, keepdims=True) + 1e-9
    phase = np.cumsum(step / (width * 13.0 * np.exp(0.25 * wander[0]))) * 2 * math.pi
    theta = np.clip(1.0 + 0.35 * wander[1], 0.25, 1.55) * np.sin(phase) + 0.25 * wander[2]
    path = np.cumsum(np.column_stack([np.cos(theta), np.sin(theta)]) * step, axis=0)
    heading = rng.uniform(0, 2 * math.pi)
    trend = path[-1] - path[0]
    turn = heading - math.atan2(trend[1], trend[0])
    path = path @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    centre = np.array([(x0 + x1) / 2, (y0 + y1) / 2]) + rng.uniform(-0.22, 0.22, 2) * (x1 - x0, y1 - y0)
    middle = path[np.argmin(np.linalg.norm(path - (path[0] + path[-1]) / 2, axis=1))]
    return path - middle + centre


def _band(shapes: ShapeList, line: np.ndarray, normal: np.ndarray, sides: tuple[np.ndarray, np.ndarray], material: int, order: float,
          key: int) -> None:
    """Paint a band of varying width as quadrilaterals that share their sides, so that bends may overlap."""
    a, b = line + normal * sides[0][:, None], line - normal * sides[1][:, None]
    for i in range(0, len(line) - 3, 3):
        shapes.add(np.vstack([a[i:i + 4], b[i:i + 4][::-1]]), material, order, key)


def add_river(shapes: ShapeList, bounds, line: np.ndarray, width: float, rng: np.random.Generator) -> None:
    """Paint a river: woodland along it, banks, sand in the inner bends, water."""
    margin = width * 12
    inside = ((line[:, 0] > bounds[0] - margin) & (line[:, 0] < bounds[2] + margin)
              & (line[:, 1] > bounds[1] - margin) & (line[:, 1] < bounds[3] + margin))
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    normal = np.column_stack([-tangent[:, 1], tangent[:, 0]])
    bending = np.sum(np.gradient(tangent, axis=0) * normal, axis=1)
    bending = ndimage.gaussian_filter1d(bending / (np.abs(bending).max() + 1e-12), 3)
    noise = ndimage.gaussian_filter1d(rng.standard_normal((6, len(line))), 6, axis=1)
    noise /= noise.std(axis=1, keepdims=True)
    slow = ndimage.gaussian_filter1d(rng.standard_normal((2, len(line))), 40, axis=1)
    slow /= slow.std(axis=1, keepdims=True)
    half = width / 2 * (1 + 0.10 * noise[0])
    wood = [half + np.clip(width * 0.5 + 10 + (8 + 0.5 * width) * slow[k] + 4 * noise[1 + k], 1.0, None) for k in (0, 1)]
    bank = half + np.clip(1.2 + 0.6 * noise[3], 0.3, None)
    key = new_key(rng)
    runs = np.flatnonzero(inside)
    if not len(runs):
        return
    for run in np.split(runs, np.flatnonzero(np.diff(runs) > 1) + 1):
        s = slice(run[0], run[-1] + 1)
        for material, order, left, right in ((m.RIPARIAN, 20, wood[0], wood[1]), (m.SHORE, 20.1, bank, bank)):
            _band(shapes, line[s], normal[s], (left[s], right[s]), material, order, key)
        inner = np.clip(bending * 1.6 + 0.15 * noise[4], 0, 1) * width * 0.55
        outer = np.clip(-bending * 1.6 + 0.15 * noise[5], 0, 1) * width * 0.55
        _band(shapes, line[s], normal[s], ((half + inner)[s], (half + outer)[s]), m.SANDBAR, 20.2, key)
        _band(shapes, line[s], normal[s], ((half - 0.3 * inner)[s], (half - 0.3 * outer)[s]), m.RIVER, 20.3, key)


def blob(centre: np.ndarray, radius: float, rng: np.random.Generator, roughness: float = 0.35, points: int = 160) -> np.ndarray:
    """A closed shoreline: radius modulated by a random Fourier series of falling amplitude."""
    angle = np.linspace(0, 2 * math.pi, points, endpoint=False)
    order = np.arange(1, 24)
    gain = rng.standard_normal((2, len(order))) * roughness / order**1.25
    wave = gain[0] @ np.cos(order[:, None] * angle) + gain[1] @ np.sin(order[:, None] * angle)
    r = radius * np.exp(np.clip(wave, -1.2, 0.9))
    stretch, turn = rng.uniform(1.0, 1.9), rng.uniform(0, math.pi)
    ring = np.column_stack([r * np.cos(angle) * stretch, r * np.sin(angle)])
    return ring @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]]) + centre


def add_lake(shapes: ShapeList, centre: np.ndarray, radius: float, rng: np.random.Generator, order: float = 19.0) -> None:
    """Paint a lake with reeds, a pale shore and sometimes an island."""
    ring, key = blob(centre, radius, rng), new_key(rng)
    outward = (ring - centre) / (np.linalg.norm(ring - centre, axis=1, keepdims=True) + 1e-9)
    wobble = ndimage.gaussian_filter1d(rng.standard_normal((2, len(ring))), 4, axis=1, mode="wrap")
    wobble /= wobble.std(axis=1, keepdims=True)
    rim = min(3.0 + radius * 0.06, 14.0)
    shapes.add(ring + outward * np.clip(rim * (1.1 + 0.9 * wobble[0]), 0.5, None)[:, None], m.WETLAND, order, key)
    shapes.add(ring + outward * np.clip(rim * 0.45 * (0.8 + wobble[1]), 0.2, None)[:, None], m.SHORE, order + 0.1, key)
    shapes.add(ring, m.LAKE, order + 0.2, key)
    if radius > 60 and rng.random() < 0.35:
        island = blob(centre + rng.uniform(-0.3, 0.3, 2) * radius, radius * rng.uniform(0.06, 0.15), rng)
        shapes.add(island, m.RIPARIAN, order + 0.3, new_key(rng))
