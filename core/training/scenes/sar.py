"""SAR-like intensity: backscatter of the surface, bright walls, layover, speckle."""
from __future__ import annotations

import cv2
import numpy as np

from .scene import Scene
from .season import Date
from .surface import Surface, material_table

_LOOK = np.array([1.0, 0.0])  # the radar looks along the rows, from the left


def backscatter(scene: Scene, surface: Surface, date: Date, layover: float = 0.0) -> np.ndarray:
    """(1, rows, cols) float32 intensity, linear, mean of farm land about 0.05."""
    frame = surface.frame
    level = np.take(material_table(scene, "scatter"), surface.labels)
    level = level + 1.6 * surface.meso * (level > -18) + 1.2 * surface.fine
    level = np.where(surface.crown > 0, level * (1 - surface.crown) + (-8.0 + 2.5 * surface.fine) * surface.crown, level)
    relief = scene.terrain.height(frame) + np.clip(surface.height, 0, 25)
    gradient = np.gradient(relief, np.float32(frame.step), axis=1)
    # slopes facing the radar are bright, the others weak
    intensity = np.power(np.float32(10), level * np.float32(0.1)) * np.clip(1 + 1.5 * np.clip(gradient, -0.8, 2.5), 0.15, 6)
    building = surface.height * (surface.crown < 0.3)
    wall = np.clip(np.gradient(building, axis=1), 0, None)
    intensity += 0.25 * cv2.GaussianBlur(wall.astype(np.float32), (0, 0), 0.7)
    if layover > 0:
        columns, rows = np.meshgrid(np.arange(frame.cols, dtype=np.float32), np.arange(frame.rows, dtype=np.float32))
        smooth = cv2.GaussianBlur(relief.astype(np.float32), (0, 0), 1.5)
        intensity = cv2.remap(intensity.astype(np.float32), columns + smooth * np.float32(layover / frame.step), rows, cv2.INTER_LINEAR,
                              borderMode=cv2.BORDER_REPLICATE)
    return intensity.astype(np.float32)[None]


def speckle(intensity: np.ndarray, looks: float, rng: np.random.Generator) -> np.ndarray:
    """Multiplicative gamma speckle of mean 1, then decibels from -25 to 3 as 0 to 1."""
    noise = rng.gamma(looks, 1.0 / looks, intensity.shape).astype(np.float32)
    return np.clip((10 * np.log10(np.clip(intensity, 1e-4, None) * noise) + 25) / 28, 0, 1).astype(np.float32)
