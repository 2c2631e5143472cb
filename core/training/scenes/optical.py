"""Radiance of the visible and near-infrared bands."""
from __future__ import annotations

import numpy as np

from . import materials as m
from .scene import Scene
from .season import Date, shape_colours
from .surface import Surface, material_table, shadow
from .texture import lookup

BLUE, GREEN, RED, NIR = range(4)
_LEAF = np.array([0.020, 0.046, 0.026, 0.38])
_LEAF_DRY = np.array([0.034, 0.060, 0.058, 0.30])
_LEAF_AUTUMN = np.array([0.024, 0.058, 0.085, 0.33])
_NEEDLE = np.array([0.019, 0.036, 0.023, 0.26])
_BRANCH = np.array([0.050, 0.062, 0.070, 0.15])


def optical(scene: Scene, surface: Surface, date: Date, bands: tuple[int, ...]) -> np.ndarray:
    """(bands, rows, cols) float32 reflectance at the sensor, 0 to about 1."""
    frame, labels = surface.frame, surface.labels
    main, other, cover = (table.astype(np.float32) for table in shape_colours(scene.shapes, date, scene.biome, scene.seed))

    def at(table):
        return np.take(table, labels, mode="clip")

    stripes = rows_noise(scene, surface, date)
    mix = at(cover) + at(material_table(scene, "meso")) * surface.meso
    mix += at(material_table(scene, "fine")) * surface.fine
    mix += at(material_table(scene, "rows")) * stripes
    np.clip(mix, 0, 1, out=mix)
    rough = at(material_table(scene, "rough"))
    bright = 1 + rough * (0.75 * surface.fine + 0.55 * surface.grain) + 0.25 * rough * surface.meso
    np.clip(bright, 0.35, 2.0, out=bright)
    light, direct = lighting(scene, surface, date)
    leaf = _leaf_colours(surface, date, scene.biome.green)
    gap = surface.crown
    if date.leaves < 0.99:
        gap = gap * np.where(surface.conifer, np.float32(1), np.float32(0.45 + 0.55 * date.leaves))
    crown_light = 1 + (0.34 * surface.grain + 0.10 * surface.fine)
    result = np.empty((len(bands), *frame.shape), np.float32)
    for row, band in enumerate(bands):
        ground = at(other[:, band])
        ground += (at(main[:, band]) - ground) * mix
        ground *= bright
        ground += (leaf(band) * crown_light - ground) * gap
        # sky light is bluer than the sun, so shadows are
        sky = np.float32((0.30, 0.22, 0.17, 0.13)[band])
        ground *= direct * (1 - sky) + sky * light
        result[row] = ground * np.float32(date.tint[band]) + np.float32(date.haze * (1.6, 1.0, 0.7, 0.35)[band])
    return result


def _leaf_colours(surface: Surface, date: Date, green: np.ndarray):
    tint = surface.tint
    # trees turn one after the other
    turned = np.clip(np.float32(1.7 * np.clip((date.day - 258) / 45, 0, 1)) - tint * np.float32(0.9), 0, 1)

    def leaf(band):
        broad = np.float32(_LEAF[band] * green[band]) * (1 - turned) + np.float32(_LEAF_AUTUMN[band]) * turned
        broad = broad * np.float32(date.leaves) + np.float32(_BRANCH[band] * (1 - date.leaves))
        values = broad * (np.float32(0.72) + np.float32(0.56) * tint) + np.float32(_LEAF_DRY[band] * 0.35) * np.clip(tint - 0.72, 0, 1)
        needles = np.float32(_NEEDLE[band] * green[band]) * (0.8 + 0.4 * tint)
        return np.where(surface.conifer, needles, values).astype(np.float32)

    return leaf


def lighting(scene: Scene, surface: Surface, date: Date) -> tuple[np.ndarray, np.ndarray]:
    """Sky light (openness) and direct sun on the slope, both 1 on open flat ground, (rows, cols) float32."""
    frame, sun = surface.frame, date.sun
    gx, gy = scene.terrain.slope(frame)
    hy, hx = np.gradient(surface.height, np.float32(frame.step))
    # crowns and roofs are shaded by their own slopes; walls are not seen from above
    limit = np.float32(1.1)
    gx = gx + np.clip(hx, -limit, limit) * np.float32(0.75)
    gy = gy + np.clip(hy, -limit, limit) * np.float32(0.75)
    facing = (np.float32(sun[2]) - gx * np.float32(sun[0]) - gy * np.float32(sun[1])) / np.sqrt(1 + gx * gx + gy * gy) / np.float32(sun[2])
    # light comes through crowns and is scattered between them
    lost = shadow(surface.height, date, frame.step) * (1 - np.float32(0.35) * surface.crown)
    open_sky = np.float32(1.0) - np.float32(0.25) * lost
    return open_sky, np.clip(facing, 0.25, 1.6) * (1 - lost)


def rows_noise(scene: Scene, surface: Surface, date: Date) -> np.ndarray:
    """Stripes along the rows of crops, the ridges of roofs and the lanes of roads: (rows, cols) float32, deviation about 1."""
    frame = surface.frame
    angle = np.concatenate([[0.0], scene.shapes.angle])
    used = material_table(scene, "rows") > 0
    normal = (np.column_stack([-np.sin(angle), np.cos(angle)]) * used[:, None]).astype(np.float32)
    phase = (m.uniform(np.concatenate([[0], scene.shapes.key]), 21) * 500).astype(np.float32)
    across = np.take(normal[:, 0], surface.labels) * frame.x + np.take(normal[:, 1], surface.labels) * frame.y[:, None]
    across += np.take(phase, surface.labels)
    result = np.zeros(frame.shape, np.float32)
    for number, period in enumerate((0.8, 3.0, 12.0)):
        seen = float(np.clip(1.6 - frame.step / period, 0.0, 1.0))
        if seen > 0:
            table = lookup(scene.seed + 71 + number + 5 * date.year, 4096, 0.7)
            position = across / np.float32(period)
            low = np.floor(position)
            share = position - low
            index = low.astype(np.int32) & 4095
            left, right = np.take(table, index), np.take(np.roll(table, -1), index)
            result += np.float32(seen * 0.7) * (left + (right - left) * share)
    return result
