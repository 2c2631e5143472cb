"""SAR-like intensity: backscatter of the surface, bright walls, layover, speckle."""
from __future__ import annotations

import cv2
import numpy as np

from . import materials as m
from .scene import Scene
from .season import Date
from .surface import Surface, material_table

_RESOLUTION = 0.8  # deviation of the impulse response in pixels
_CORRELATED = 1 / (4 * np.pi * _RESOLUTION**2)  # looks before that blur for one look after it


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
    level = np.take(table + np.float32(7.0) * (m.uniform(key, 19).astype(np.float32) - np.float32(0.5)) * field, surface.labels)
    # calm water shows nothing of the texture of land
    level = level + (1.0 * surface.meso + 1.0 * surface.fine) * (level > -18)
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
    """Multiplicative gamma speckle of mean 1 and variance ``1 / looks``, correlated over neighbouring pixels; -25 to 3 dB as 0 to 1."""
    noise = rng.gamma(looks * _CORRELATED, 1.0 / (looks * _CORRELATED), intensity.shape).astype(np.float32)
    # SAR products are sampled finer than they resolve: neighbouring pixels share speckle
    image = cv2.GaussianBlur((np.clip(intensity, 1e-4, None) * noise)[0], (0, 0), _RESOLUTION, borderType=cv2.BORDER_REPLICATE)[None]
    return np.clip((10 * np.log10(image) + 25) / 28, 0, 1).astype(np.float32)
