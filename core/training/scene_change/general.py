"""The classes of the shipped model: land use that both aerial photographs and generated scenes show."""
from __future__ import annotations

import numpy as np

from ...models.corrfusion.legend import Legend
from ..scenes import classes as land

LEGEND = Legend(
    ("water", "forest", "grass and sport", "cropland", "open ground", "residential", "commercial and industrial", "paved ground",
     "transport"),
    ((70, 130, 220), (20, 100, 40), (110, 200, 80), (230, 210, 90), (200, 165, 120), (225, 70, 60), (150, 90, 170), (120, 120, 125),
     (250, 160, 60)))
WATER, FOREST, GRASS, CROPLAND, OPEN, RESIDENTIAL, COMMERCIAL, PAVED, TRANSPORT = range(len(LEGEND))

#: Classes of UC Merced (Yang, Newsam 2010, doi:10.1145/1869790.1869829) -> ours. A harbour is water, a beach and chaparral are open ground.
UC_MERCED = {
    "river": WATER, "harbor": WATER, "forest": FOREST, "golfcourse": GRASS, "baseballdiamond": GRASS, "tenniscourt": GRASS,
    "agricultural": CROPLAND, "beach": OPEN, "chaparral": OPEN, "denseresidential": RESIDENTIAL, "mediumresidential": RESIDENTIAL,
    "sparseresidential": RESIDENTIAL, "mobilehomepark": RESIDENTIAL, "buildings": COMMERCIAL, "storagetanks": COMMERCIAL,
    "parkinglot": PAVED, "airplane": PAVED, "freeway": TRANSPORT, "intersection": TRANSPORT, "overpass": TRANSPORT, "runway": TRANSPORT}

# Share of a tile that its class has to cover; of what is built, that is gardens or pavement; of the tile, that is houses.
_COVERED, _BUILT, _ROADS, _HOUSES, _HALLS, _HARDLY = 0.6, 0.5, 0.35, 0.08, 0.15, 0.03


def class_of(uses: np.ndarray) -> int:
    """The class of a tile of a generated scene; -1 where none dominates.

    Args:
        uses: (rows, cols) land use of its pixels, numbered as in `core.training.scenes.classes`.
    """
    share = np.bincount(uses.ravel(), minlength=len(land.NAMES)) / uses.size
    covers = {WATER: share[land.WATER] + share[land.WETLAND], FOREST: share[land.FOREST], GRASS: share[land.GRASSLAND],
              CROPLAND: share[land.CROPLAND], OPEN: share[land.BARE]}
    best = max(covers, key=covers.get)
    if covers[best] >= _COVERED:
        return best
    house, garden, paved, road = (share[use] for use in (land.BUILDING, land.GARDEN, land.PAVED, land.ROAD))
    built = house + garden + paved + road
    if built < _COVERED:
        return -1
    if road >= _ROADS:
        return TRANSPORT
    if garden >= _BUILT * built and house >= _HOUSES:
        return RESIDENTIAL
    if paved + house >= _BUILT * built and house >= _HALLS:
        return COMMERCIAL
    return PAVED if paved >= _COVERED and house <= _HARDLY else -1
