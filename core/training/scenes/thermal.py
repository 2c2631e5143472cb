"""Thermal-like image: temperatures of the materials, sun and shade, little detail."""
from __future__ import annotations

import cv2
import numpy as np

from .optical import lighting
from .scene import Scene
from .season import Date
from .surface import Surface, material_table


def temperature(scene: Scene, surface: Surface, date: Date) -> np.ndarray:
    """(1, rows, cols) float32, 0 (cold) to 1 (hot)."""
    warmth = np.take(material_table(scene, "warmth"), surface.labels)
    warmth = warmth + 0.9 * surface.meso + 0.4 * surface.fine
    warmth = warmth * (1 - surface.crown) + (0.5 * surface.fine - 1) * surface.crown
    _, direct = lighting(scene, surface, date)
    warmth = warmth * (0.55 + 0.45 * cv2.GaussianBlur(direct.astype(np.float32), (0, 0), 1.5))
    return np.clip(0.38 + warmth.astype(np.float32) / 26, 0, 1)[None]
