"""What the surfaces of a scene are made of and how each reflects, warms and scatters."""
from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import classes as c


class Material(NamedTuple):
    """One kind of surface. Reflectances are linear: blue, green, red, near infrared.

    ``main`` and ``other`` are mixed by noise: ``cover`` is the mean share of ``main``, ``meso`` and ``fine`` the strength of the noise at
    20-300 m and 1-10 m, ``rows`` that of stripes along the angle of the polygon, ``rough`` the brightness texture. ``canopy`` is the share
    under tree crowns. ``warmth`` is the day temperature against air in kelvin, ``scatter`` the mean SAR backscatter in dB.
    """

    name: str
    land_use: int
    main: tuple[float, float, float, float]
    other: tuple[float, float, float, float]
    cover: float = 0.8
    meso: float = 0.15
    fine: float = 0.15
    rows: float = 0.0
    rough: float = 0.10
    canopy: float = 0.0
    warmth: float = 4.0
    scatter: float = -13.0


_SOIL = (0.085, 0.125, 0.170, 0.23)
_DRY = (0.085, 0.130, 0.155, 0.27)
_LAWN = (0.035, 0.075, 0.048, 0.36)

MATERIALS = (
    Material("rough grass", c.GRASSLAND, (0.040, 0.074, 0.058, 0.29), _DRY, 0.65, 0.22, 0.22, 0.0, 0.2, 0.02, 5, -13),
    Material("crop", c.CROPLAND, (0.028, 0.066, 0.036, 0.42), _SOIL, 0.85, 0.16, 0.09, 0.13, 0.08, 0.0, 4, -12),
    Material("headland", c.CROPLAND, (0.028, 0.066, 0.036, 0.40), _SOIL, 0.75, 0.18, 0.10, 0.12, 0.08, 0.0, 4.5, -12),
    Material("pasture", c.GRASSLAND, (0.034, 0.076, 0.048, 0.36), _DRY, 0.75, 0.20, 0.16, 0.04, 0.10, 0.01, 3.5, -14),
    Material("fallow", c.BARE, _SOIL, (0.12, 0.17, 0.22, 0.28), 0.7, 0.25, 0.15, 0.10, 0.10, 0.0, 10, -15),
    Material("broadleaf forest", c.FOREST, (0.022, 0.042, 0.026, 0.36), (0.02, 0.034, 0.02, 0.26), 0.6, 0.25, 0.2, 0, 0.25, 0.97, 0, -8.5),
    Material("conifer forest", c.FOREST, (0.016, 0.029, 0.018, 0.2), (0.022, 0.036, 0.024, 0.26), 0.7, 0.2, 0.2, 0.0, 0.2, 0.98, -0.5, -9),
    Material("verge", c.GRASSLAND, (0.038, 0.078, 0.055, 0.32), _DRY, 0.6, 0.15, 0.25, 0.0, 0.15, 0.0, 4, -13),
    Material("wetland", c.WETLAND, (0.034, 0.062, 0.042, 0.26), (0.045, 0.060, 0.060, 0.18), 0.6, 0.3, 0.35, 0.0, 0.18, 0.06, -1, -11),
    Material("shore", c.BARE, (0.13, 0.175, 0.20, 0.25), (0.06, 0.085, 0.080, 0.20), 0.55, 0.3, 0.3, 0.0, 0.12, 0.0, 6, -15),
    Material("lake", c.WATER, (0.030, 0.044, 0.028, 0.012), (0.022, 0.026, 0.020, 0.012), 0.6, 0.22, 0.02, 0.0, 0.03, 0.0, -5, -23),
    Material("river", c.WATER, (0.040, 0.056, 0.040, 0.016), (0.050, 0.072, 0.062, 0.03), 0.7, 0.25, 0.05, 0.0, 0.05, 0.0, -4, -22),
    Material("sand bar", c.BARE, (0.18, 0.235, 0.27, 0.33), (0.10, 0.14, 0.15, 0.25), 0.7, 0.2, 0.3, 0.0, 0.10, 0.0, 9, -16),
    Material("main road", c.ROAD, (0.105, 0.115, 0.120, 0.13), (0.075, 0.082, 0.088, 0.10), 0.6, 0.2, 0.08, 0.16, 0.05, 0.0, 9, -20),
    Material("minor road", c.ROAD, (0.125, 0.140, 0.150, 0.17), (0.090, 0.100, 0.105, 0.13), 0.6, 0.25, 0.12, 0.1, 0.06, 0.0, 8.5, -19),
    Material("track", c.ROAD, (0.160, 0.205, 0.245, 0.30), (0.055, 0.090, 0.075, 0.30), 0.7, 0.2, 0.16, 0.4, 0.10, 0.0, 7, -16),
    Material("marking", c.ROAD, (0.40, 0.43, 0.44, 0.44), (0.25, 0.27, 0.28, 0.3), 0.7, 0.1, 0.3, 0.0, 0.05, 0.0, 7, -19),
    Material("garden", c.GARDEN, _LAWN, _DRY, 0.7, 0.15, 0.35, 0.0, 0.3, 0.05, 3, -11),
    Material("paved", c.PAVED, (0.20, 0.225, 0.24, 0.27), (0.12, 0.135, 0.145, 0.18), 0.6, 0.12, 0.1, 0.0, 0.09, 0.0, 9, -14),
    Material("yard", c.PAVED, (0.13, 0.165, 0.19, 0.24), (0.07, 0.10, 0.09, 0.26), 0.6, 0.15, 0.22, 0.0, 0.15, 0.0, 8, -13),
    Material("tiled roof", c.BUILDING, (0.070, 0.095, 0.175, 0.24), (0.050, 0.065, 0.110, 0.18), 0.6, 0.05, 0.15, 0.1, 0.14, 0.0, 11, -4),
    Material("grey roof", c.BUILDING, (0.120, 0.132, 0.140, 0.16), (0.080, 0.090, 0.097, 0.12), 0.6, 0.05, 0.12, 0.1, 0.08, 0.0, 12, -4),
    Material("pale roof", c.BUILDING, (0.46, 0.50, 0.51, 0.52), (0.30, 0.33, 0.35, 0.38), 0.7, 0.1, 0.12, 0.05, 0.05, 0.0, 6, -3),
    Material("dark roof", c.BUILDING, (0.050, 0.055, 0.060, 0.08), (0.075, 0.080, 0.085, 0.10), 0.6, 0.05, 0.12, 0.05, 0.08, 0.0, 14, -4),
    Material("pool", c.WATER, (0.33, 0.36, 0.17, 0.04), (0.28, 0.30, 0.14, 0.04), 0.6, 0.0, 0.3, 0.0, 0.05, 0.0, -3, -18),
    Material("clear-cut", c.BARE, (0.075, 0.105, 0.125, 0.22), (0.045, 0.072, 0.060, 0.26), 0.6, 0.25, 0.45, 0.2, 0.20, 0.0, 8, -13),
    Material("building site", c.BARE, (0.150, 0.195, 0.240, 0.29), (0.20, 0.24, 0.27, 0.31), 0.6, 0.25, 0.35, 0.0, 0.12, 0.0, 10, -13),
    Material("sports turf", c.GARDEN, (0.030, 0.082, 0.045, 0.42), (0.045, 0.092, 0.062, 0.36), 0.6, 0.1, 0.1, 0.35, 0.06, 0.0, 2.5, -15),
    Material("riparian woods", c.FOREST, (0.024, 0.048, 0.03, 0.34), (0.045, 0.075, 0.055, 0.28), 0.6, 0.25, 0.25, 0.0, 0.18, 0.72, 0, -9),
    Material("scrub", c.GRASSLAND, (0.038, 0.066, 0.050, 0.27), _DRY, 0.55, 0.3, 0.3, 0.0, 0.18, 0.32, 3, -11),
    Material("orchard", c.CROPLAND, (0.040, 0.076, 0.054, 0.32), _DRY, 0.6, 0.15, 0.2, 0.12, 0.12, 0.0, 4, -12),
    Material("sidewalk", c.PAVED, (0.165, 0.185, 0.195, 0.22), (0.05, 0.085, 0.065, 0.28), 0.75, 0.2, 0.12, 0.1, 0.06, 0.0, 8, -15),
    Material("vehicle", c.PAVED, (0.10, 0.10, 0.10, 0.10), (0.10, 0.10, 0.10, 0.10), 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 8, -3),
    Material("urban fabric", c.PAVED, (0.11, 0.125, 0.135, 0.20), (0.05, 0.08, 0.06, 0.30), 0.55, 0.06, 0.12, 0.0, 0.45, 0.05, 8, -3),
)

NUMBER = {material.name: index for index, material in enumerate(MATERIALS)}
(ROUGH, CROP, HEADLAND, PASTURE, FALLOW, BROADLEAF, CONIFER, VERGE, WETLAND, SHORE, LAKE, RIVER, SANDBAR, MAIN_ROAD, MINOR_ROAD, TRACK,
 MARKING, GARDEN, PAVED, YARD, TILED_ROOF, GREY_ROOF, PALE_ROOF, DARK_ROOF, POOL, CLEARCUT, SITE, TURF, RIPARIAN, SCRUB,
 ORCHARD, SIDEWALK, VEHICLE, URBAN) = range(len(MATERIALS))
ROOFS = (TILED_ROOF, GREY_ROOF, PALE_ROOF, DARK_ROOF)


def column(name: str) -> np.ndarray:
    """(M,) or (M, 4) values of one attribute for all materials."""
    return np.array([getattr(material, name) for material in MATERIALS], dtype=np.float64)


def uniform(key: np.ndarray, salt: int) -> np.ndarray:
    """(N,) repeatable numbers in [0, 1) from (N,) uint32 keys: the murmur3 finaliser of key and salt."""
    h = (np.asarray(key, dtype=np.uint64) + np.uint64((salt * 0x9E3779B1) & 0xFFFFFFFF)) & np.uint64(0xFFFFFFFF)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        h = ((h ^ (h >> np.uint64(shift))) * np.uint64(factor)) & np.uint64(0xFFFFFFFF)
    return h.astype(np.float64) / 4294967296.0
