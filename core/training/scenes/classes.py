"""Land-use classes of the scenes: number, name, colour."""
from __future__ import annotations

import numpy as np

NAMES = ("water", "wetland", "forest", "grassland", "cropland", "bare soil", "road", "building", "garden", "paved")
WATER, WETLAND, FOREST, GRASSLAND, CROPLAND, BARE, ROAD, BUILDING, GARDEN, PAVED = range(len(NAMES))

# (10, 3) uint8 red, green, blue as drawn on maps
COLOURS = np.array([
    (158, 197, 222), (198, 216, 205), (171, 205, 150), (221, 232, 190), (243, 238, 213), (226, 214, 190),
    (255, 255, 255), (186, 170, 158), (228, 224, 216), (222, 219, 214)], dtype=np.uint8)
