"""Map-like drawing of a scene: flat colours, outlines, road lines, no texture."""
from __future__ import annotations

import cv2
import numpy as np

from . import classes
from . import materials as m
from .frame import Frame
from .scene import Scene

_OUTLINE = {classes.BUILDING: (120, 104, 94), classes.WATER: (110, 160, 200), classes.ROAD: (150, 145, 140),
            classes.FOREST: (140, 180, 120)}


def draw(scene: Scene, frame: Frame) -> np.ndarray:
    """(3, rows, cols) float32 red, green, blue from 0 to 1."""
    labels = scene.shapes.paint(frame, scene.boxes)
    use = np.concatenate([[classes.GRASSLAND], m.column("land_use")[scene.shapes.material]]).astype(np.uint8)[labels]
    picture = classes.COLOURS[use].astype(np.float32) / 255
    main = np.isin(np.concatenate([[0], scene.shapes.material]), (m.MAIN_ROAD, m.MARKING))[labels]
    picture[main] = np.array([250, 214, 140], np.float32) / 255
    kernel = np.ones((3, 3), np.uint8)
    for kind, colour in _OUTLINE.items():
        mask = (use == kind).astype(np.uint8)
        edge = (mask - cv2.erode(mask, kernel)).astype(bool)
        picture[edge] = np.array(colour, np.float32) / 255
    return np.ascontiguousarray(picture.transpose(2, 0, 1))


