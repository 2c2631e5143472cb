"""SAR-like intensity: backscatter of the surface, bright walls, layover, speckle."""
from __future__ import annotations

import cv2
import numpy as np

from . import materials as m
from .scene import Scene
from .season import Date
from .surface import Surface, material_table

_RESOLUTION = 0.9  # deviation of the impulse response in pixels


def backscatter(scene: Scene, surface: Surface, date: Date, layover: float = 0.0) -> np.ndarray:
    """Mean intensity seen by a radar on the left that looks along the rows.

    Args:
        scene, surface, date: what is seen and when; each field has a roughness and moisture of its own at each date.
        layover: metres towards the radar by which each metre of height is displaced; 0 for none.

    Returns:
        (1, rows, cols) float32, linear, mean of farm land about 0.05.
    """
    frame = surface.frame
    table = material_table(scene, "scatter")
    key = np.concatenate([[0], scene.shapes.key]).astype(np.uint32) ^ np.uint32(date.day * 31 + date.year)
    field = np.isin(np.concatenate([[m.ROUGH], scene.shapes.material]), (m.CROP, m.HEADLAND, m.PASTURE, m.FALLOW, m.ROUGH, m.CLEARCUT))
    level = np.take(table + np.float32(10.0) * (m.uniform(key, 19).astype(np.float32) - np.float32(0.5)) * field, surface.labels)
    # calm water shows nothing of the texture of land
    level = level + (0.5 * surface.meso + 1.0 * surface.fine) * (level > -18)
    level = level * (1 - surface.crown) + (2.0 * surface.fine - 8.0) * surface.crown
    relief = scene.terrain.height(frame) + np.clip(surface.height, 0, 25)
    gradient = np.gradient(relief, np.float32(frame.step), axis=1)
    # slopes facing the radar are bright, the others weak
    intensity = np.power(np.float32(10), level * np.float32(0.1)) * np.clip(1 + 1.5 * np.clip(gradient, -0.8, 2.5), 0.15, 6)
    building = surface.height * (surface.crown < 0.3)
    wall = np.clip(np.gradient(building, axis=1), 0, None)
    intensity += 0.3 * cv2.GaussianBlur(wall.astype(np.float32), (0, 0), 0.7)
    if layover > 0:
        intensity = _lean(intensity.astype(np.float32), np.clip(surface.height, 0, 25), layover / frame.step)
    return intensity.astype(np.float32)[None]


def _lean(intensity: np.ndarray, height: np.ndarray, layover: float) -> np.ndarray:
    """The image with everything moved ``layover`` samples to the left per metre of its height; what stands higher covers the rest."""
    rows, cols = height.shape
    columns, lines = np.meshgrid(np.arange(cols, dtype=np.float32), np.arange(rows, dtype=np.float32))
    reach = int(np.ceil(layover * height.max(initial=0.0))) + 1
    # the source of x lies at x + layover * h(source): found from the highest candidate downwards
    shift = cv2.dilate(height, np.ones((1, reach + 1), np.uint8), anchor=(0, 0)) * np.float32(layover)
    for _ in range(6):
        shift = cv2.remap(height, columns + shift, lines, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) * np.float32(layover)
    return cv2.remap(intensity, columns + shift, lines, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def speckle(intensity: np.ndarray, looks: float, rng: np.random.Generator) -> np.ndarray:
    """Fully developed speckle, then decibels from -25 to 3 as 0 to 1.

    Each look is the squared modulus of a complex Gaussian field (Goodman 1976) smoothed by the impulse response: neighbouring pixels
    share speckle as in real products, which are sampled finer than they resolve.

    Args:
        intensity: (1, rows, cols) mean intensity.
        looks: independent looks averaged; rounded to whole looks up to 12, above that normally distributed.
        rng: random numbers.

    Returns:
        (1, rows, cols) float32; the speckle has mean 1 and variance ``1 / looks``.
    """
    shape = intensity.shape[1:]
    if looks > 12:
        noise = 1 + _field(shape, rng) / np.float32(np.sqrt(looks))
    else:
        count = max(1, round(looks))
        noise = sum(_field(shape, rng) ** 2 + _field(shape, rng) ** 2 for _ in range(count)) / np.float32(2 * count)
    decibels = 10 * np.log10(np.clip(intensity * noise, 1e-4, None))
    return np.clip((decibels + 25) / 28, 0, 1).astype(np.float32)


def _field(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Gaussian field of deviation 1, correlated over the impulse response."""
    kernel = cv2.getGaussianKernel(9, _RESOLUTION, cv2.CV_32F)
    kernel /= np.sqrt((kernel**2).sum())
    wide = rng.standard_normal((shape[0] + 8, shape[1] + 8), dtype=np.float32)
    return cv2.sepFilter2D(wide, -1, kernel, kernel)[4:-4, 4:-4]
