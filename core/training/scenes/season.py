"""Dates: sun, atmosphere, and the state of crops, leaves and water."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from . import materials as m
from .biome import Biome
from .materials import uniform
from .shapes import Shapes

# crop: days of year of emergence, full cover, first ripening, ripe, harvest, ploughing; green and ripe reflectance
_CROPS = (
    ("winter wheat", (60, 120, 165, 195, 212, 248), (0.026, 0.062, 0.034, 0.42), (0.075, 0.130, 0.175, 0.34)),
    ("maize", (135, 190, 245, 275, 290, 330), (0.022, 0.058, 0.028, 0.44), (0.080, 0.120, 0.145, 0.28)),
    ("rape", (60, 115, 170, 195, 205, 240), (0.035, 0.090, 0.050, 0.45), (0.080, 0.120, 0.150, 0.30)),
    ("beet", (115, 175, 320, 340, 300, 320), (0.028, 0.078, 0.034, 0.52), (0.030, 0.080, 0.045, 0.45)),
    ("barley", (90, 135, 170, 190, 200, 260), (0.032, 0.074, 0.044, 0.40), (0.095, 0.155, 0.205, 0.38)),
    ("soya", (140, 190, 240, 265, 275, 310), (0.026, 0.075, 0.034, 0.50), (0.085, 0.120, 0.150, 0.26)),
    ("alfalfa", (50, 90, 340, 350, 360, 365), (0.028, 0.070, 0.036, 0.46), (0.040, 0.080, 0.060, 0.36)),
)
_SOILS = (m.FALLOW, m.TRACK, m.CLEARCUT, m.SITE, m.SHORE)
_GRASS = (m.ROUGH, m.PASTURE, m.VERGE, m.GARDEN, m.SCRUB, m.WETLAND, m.ORCHARD)
# white, silver, grey, black, red, blue
_PAINTS = np.array([(0.62, 0.62, 0.62, 0.6), (0.55, 0.57, 0.58, 0.6), (0.34, 0.34, 0.34, 0.34), (0.16, 0.16, 0.16, 0.17),
                    (0.03, 0.03, 0.03, 0.04), (0.04, 0.04, 0.04, 0.05), (0.05, 0.04, 0.26, 0.25), (0.20, 0.10, 0.05, 0.1)])
_STUBBLE, _SOIL = np.array([0.125, 0.185, 0.235, 0.33]), np.array([0.078, 0.110, 0.145, 0.20])


@dataclass(frozen=True)
class Date:
    """When an image is taken and how.

    Attributes:
        day: day of the year.
        year: counts crop rotations.
        azimuth: of the sun, degrees clockwise from the top of the image.
        elevation: of the sun, degrees.
        haze: path radiance as reflectance.
        gain: brightness of the exposure, about 1.
        tint: (4,) gain of blue, green, red, near infrared.
    """

    day: int
    year: int
    azimuth: float
    elevation: float
    haze: float
    gain: float
    tint: tuple[float, float, float, float]

    @property
    def leaves(self) -> float:
        """Share of leaves on broadleaf trees, 0 to 1."""
        return float(np.clip((self.day - 100) / 30, 0, 1) * np.clip((318 - self.day) / 30, 0, 1))

    @property
    def sun(self) -> np.ndarray:
        """(3,) unit vector towards the sun: x right, y down, z up."""
        azimuth, elevation = math.radians(self.azimuth), math.radians(self.elevation)
        return np.array([math.sin(azimuth) * math.cos(elevation), -math.cos(azimuth) * math.cos(elevation), math.sin(elevation)])


def make_date(number: int, seed: int = 0) -> Date:
    """The date of a number: 0 is July, 1 September of the same year, 2 April, 3 June, 4 October of later years; others are random."""
    rng = np.random.default_rng([seed, 41, number])
    days = (196, 252, 112, 166, 284)
    day = int((days[number] if 0 <= number < len(days) else rng.integers(95, 300)) + rng.integers(-6, 7))
    season = math.cos((day - 172) / 365 * 2 * math.pi)
    hour = rng.uniform(-23, -19)  # degrees of hour angle: surveys are flown, and satellites pass, in the late morning
    elevation = (51 + 6 * season) * math.cos(math.radians(hour * 0.7))
    return Date(day, (number + 1) // 2, 180 + hour * 1.2, elevation, rng.uniform(0.004, 0.022), math.exp(rng.normal(0, 0.10)),
                tuple(np.exp(rng.normal(0, 0.04, 4))))


def shape_colours(shapes: Shapes, date: Date, biome: Biome, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Reflectance of every polygon at a date in a region.

    Returns:
        main (N + 1, 4), other (N + 1, 4) reflectances and cover (N + 1,), entry 0 for the ground below all polygons.
    """
    material = np.concatenate([[m.ROUGH], shapes.material]).astype(int)
    key = np.concatenate([[seed & 0xFFFFFFFF], shapes.key]).astype(np.uint32)
    main, other, cover = m.column("main")[material], m.column("other")[material], m.column("cover")[material].copy()
    bright = np.exp((uniform(key, 1) - 0.5) * 0.36)[:, None]
    hue = np.exp((np.column_stack([uniform(key, 2 + k) for k in range(4)]) - 0.5) * 0.12)
    crop = np.isin(material, (m.CROP, m.HEADLAND))
    main[crop], other[crop], cover[crop] = _crop_colours(key[crop], date, cover[crop], biome)
    soil = np.isin(material, _SOILS)
    main[soil] *= biome.soil
    other[soil] *= biome.soil
    # grass browns through the summer and in winter
    dry = np.clip((date.day - 190) / 90, 0, 0.6) + np.clip((110 - date.day) / 60, 0, 0.6) + 0.8 * (biome.dry - 0.4)
    grass = np.isin(material, _GRASS)
    main[grass] *= biome.green
    cover[grass] = np.clip(cover[grass] - dry * (0.3 + 0.7 * uniform(key[grass], 9)) * 0.6, 0.05, 0.95)
    roof = np.isin(material, m.ROOFS)
    paved = np.isin(material, (m.MAIN_ROAD, m.MINOR_ROAD, m.SIDEWALK, m.PAVED, m.MARKING))
    hue[paved] **= 0.35
    bright[roof] **= 2.2
    hue[roof] **= 2.0
    lake = np.isin(material, (m.LAKE, m.RIVER))
    vehicle = material == m.VEHICLE
    paint = _PAINTS[(uniform(key[vehicle], 31) * len(_PAINTS)).astype(int)]
    main[vehicle], other[vehicle] = paint, paint
    algae = uniform(key[lake] ^ np.uint32(date.year * 7919 + date.day), 8)[:, None] ** 2
    main[lake] = main[lake] * (0.6 + 0.5 * uniform(key[lake], 7)[:, None]) + algae * np.array([0.0, 0.035, 0.012, 0.02])
    return main * bright * hue, other * bright * hue, cover


def _crop_colours(key, date: Date, cover, biome: Biome):
    kind = (uniform(key ^ np.uint32(date.year * 104729), 5) * len(_CROPS)).astype(int)
    calendar = np.array([crop[1] for crop in _CROPS], dtype=float)[kind] + ((uniform(key, 6) - 0.5) * 26)[:, None]
    green, ripe = np.array([crop[2] for crop in _CROPS])[kind] * biome.green, np.array([crop[3] for crop in _CROPS])[kind]
    rise = np.clip((date.day - calendar[:, 0]) / (calendar[:, 1] - calendar[:, 0]), 0, 1)
    ripeness = np.clip((date.day - calendar[:, 2]) / (calendar[:, 3] - calendar[:, 2]), 0, 1)[:, None]
    flowering = ((kind == 2) & (np.abs(date.day - 125) < 14))[:, None]
    stand = np.where(flowering, np.array([0.05, 0.19, 0.17, 0.42]), green * (1 - ripeness) + ripe * ripeness)
    soil = _SOIL * biome.soil * np.exp((uniform(key, 12)[:, None] - 0.5) * 0.5)
    harvested, ploughed = date.day > calendar[:, 4], date.day > calendar[:, 5]
    main = np.where(ploughed[:, None], soil, np.where(harvested[:, None], _STUBBLE, stand))
    other = np.where(ploughed[:, None], soil * 1.35, np.where(harvested[:, None], soil * 1.2, soil * 0.6 + stand * 0.4))
    share = np.where(ploughed, 0.65, np.where(harvested, 0.7, 0.95 * rise))
    # a catch crop greens some harvested fields
    green_again = ploughed & (uniform(key, 13) < 0.35)
    main[green_again] = green[green_again]
    share[green_again] = 0.55
    return main, other, share * (cover / 0.85)
