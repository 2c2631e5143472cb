"""Thermal-like image: temperatures of the materials, sun and shade, little detail."""
from __future__ import annotations

import cv2
import numpy as np

from . import classes
from .optical import NIR, RED, lighting
from .scene import Scene
from .season import Date, shape_colours
from .surface import Surface, material_table


def temperature(scene: Scene, surface: Surface, date: Date) -> np.ndarray:
    """(1, rows, cols) float32, 0 (cold) to 1 (hot): bare ground is hotter than vegetation, in the field as between materials."""
    main, other, cover = shape_colours(scene.shapes, date, scene.biome, scene.seed)
    mean = other + (main - other) * cover[:, None]
    greenness = (mean[:, NIR] - mean[:, RED]) / (mean[:, NIR] + mean[:, RED])
    land = np.isin(material_table(scene, "land_use"), (classes.CROPLAND, classes.GRASSLAND, classes.BARE))
    warmth = np.take(material_table(scene, "warmth") + ((0.55 - greenness) * 12 * land).astype(np.float32), surface.labels)
    warmth = warmth + 0.9 * surface.meso + 0.4 * surface.fine
    warmth = warmth * (1 - surface.crown) + (0.5 * surface.fine - 1) * surface.crown
    _, direct = lighting(scene, surface, date)
    warmth = warmth * (0.55 + 0.45 * cv2.GaussianBlur(direct.astype(np.float32), (0, 0), 1.5))
    return np.clip(0.38 + warmth.astype(np.float32) / 26, 0, 1)[None]
