"""Change that never was: shapes of other places, roofs, water and roads put into an image."""
from __future__ import annotations

import cv2
import numpy as np

from .estate import estate
from .pair import CHANGED, IGNORED, UNCHANGED

_CLEAR, _FAINT = 0.6, 0.3     # difference in deviations of the image: of a shape on average, of a pixel
_MOST_SHAPES = 14
_ESTATES, _ESTATES_FINE = 0.15, 0.65      # share of images with new houses in rows
_WIDE = 0.2                   # share of images much of which becomes another place
_LARGEST_PX = (60, 120)       # radius of a shape, usually and then
_KINDS, _KINDS_FINE = ("roof", "patch", "patch", "flat", "strip"), ("roof", "roof", "patch", "patch", "strip")


def altered(image: np.ndarray, donor: np.ndarray, rng: np.random.Generator, fine: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """The image after change, and where it is.

    Args:
        image, donor: (B, rows, cols) float32 of one sensor; the donor shows another place.
        rng: of everything random.
        fine: single houses can be seen, so that most change is houses, and a plain patch is more likely another season.

    Returns:
        (B, rows, cols) float32 and (rows, cols) uint8, see `pair`.
    """
    found, truth = image.copy(), np.full(image.shape[1:], UNCHANGED, np.uint8)
    deviation = np.maximum(image.std((1, 2)), 1e-6)
    if rng.random() < (_ESTATES_FINE if fine else _ESTATES):
        for _ in range(rng.integers(1, 3)):
            found, truth = estate(found, donor, truth, rng)
        if rng.random() < 0.5:
            return found.astype(np.float32), truth
    settlement, wide = rng.random() < 0.4, rng.random() < _WIDE
    angle, height = rng.uniform(0, np.pi), rng.uniform(0.0, 4.0)
    sun = rng.uniform(0, 2 * np.pi)
    near = rng.uniform(0.15, 0.85, 2) * image.shape[1:]
    for _ in range(rng.integers(3, _MOST_SHAPES + 1) if settlement else rng.integers(1, 5)):
        kind = "patch" if wide else "roof" if settlement else rng.choice(_KINDS_FINE if fine else _KINDS)
        mask = _roof(truth.shape, near, angle, rng) if kind == "roof" else _strip(truth.shape, rng) if kind == "strip" else (
            _blob(truth.shape, rng, _LARGEST_PX[wide]))
        content = _donated(donor, image, rng) if kind == "patch" or rng.random() < 0.25 else _plain(donor, truth.shape, rng)
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), rng.uniform(0.4, 0.9))
        new = found * (1 - soft) + content * soft
        if kind == "roof" and height > 1:
            moved = cv2.warpAffine(mask.astype(np.uint8), np.float32([[1, 0, height * np.cos(sun)], [0, 1, height * np.sin(sun)]]),
                                   mask.shape[::-1]) > 0
            new = np.where(moved & ~mask, new - rng.uniform(0.3, 0.9) * deviation[:, None, None], new)
        apart = np.abs(np.stack([cv2.GaussianBlur(band, (0, 0), 1.0) for band in new - image]) / deviation[:, None, None]).max(0)
        if mask.any() and apart[mask].mean() >= _CLEAR:
            found = new
            truth[mask] = np.where(apart[mask] >= _FAINT, CHANGED, IGNORED)
    # What lies between small parts of one change is change for whoever draws masks.
    closed = cv2.morphologyEx((truth == CHANGED).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)) > 0
    truth[closed & (truth == IGNORED)] = CHANGED
    return found.astype(np.float32), truth


def _roof(shape, near: np.ndarray, angle: float, rng: np.random.Generator) -> np.ndarray:
    centre = near + rng.normal(0, 0.22, 2) * shape
    size = np.exp(rng.uniform(np.log(6), np.log(44), 2))
    box = cv2.boxPoints((tuple(map(float, centre[::-1])), tuple(map(float, size)), float(np.degrees(angle + rng.normal(0, 0.05)))))
    return _filled(shape, [box])


def _strip(shape, rng: np.random.Generator) -> np.ndarray:
    start, heading, length = rng.uniform(0, 1, 2) * shape, rng.uniform(0, 2 * np.pi), rng.uniform(0.4, 1.2) * max(shape)
    s = np.linspace(0, 1, 16)
    bend = heading + rng.normal(0, 0.6) * s
    line = start + np.cumsum(np.column_stack([np.sin(bend), np.cos(bend)]), 0) * length / len(s)
    mask = np.zeros(shape, np.uint8)
    cv2.polylines(mask, [np.int32(np.rint(line[:, ::-1] * 16))], False, 1, int(rng.integers(3, 13)), cv2.LINE_8, 4)
    return mask > 0


def _blob(shape, rng: np.random.Generator, largest: float) -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    radius = np.exp(rng.uniform(np.log(largest / 12), np.log(largest)))
    rough = sum(rng.normal(0, 0.3 / order) * np.cos(order * turn + rng.uniform(0, 6)) for order in range(1, 6))
    if rng.random() < 0.3:                                        # fields have corners
        rough = 0.25 * np.cos(4 * turn + rng.uniform(0, 6)) - 0.1
    stretch = np.exp(rng.normal(0, 0.3))
    ring = np.column_stack([np.cos(turn) * stretch, np.sin(turn) / stretch]) * (radius * np.clip(1 + rough, 0.3, 2))[:, None]
    return _filled(shape, [ring + rng.uniform(0.05, 0.95, 2) * shape[::-1]])


def _filled(shape, rings) -> np.ndarray:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.int32(np.rint(np.asarray(ring) * 16)) for ring in rings], 1, cv2.LINE_8, 4)
    return mask > 0


def _donated(donor: np.ndarray, image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ground of elsewhere: of another image, or of this one, turned."""
    other = donor if rng.random() < 0.6 else image
    other = np.roll(other, tuple(rng.integers(20, side - 20) for side in other.shape[1:]), (1, 2))
    if rng.random() < 0.5:
        other = other[:, ::-1]
    if rng.random() < 0.5:
        other = other[:, :, ::-1]
    return other * np.float32(rng.uniform(0.9, 1.1))


def _plain(donor: np.ndarray, shape, rng: np.random.Generator) -> np.ndarray:
    """One material: the colour of some pixel, or as dark or bright as anything, with a little texture and a slope."""
    if rng.random() < 0.4:
        colour = np.percentile(donor, rng.choice((2, 5, 90, 97, 99)), axis=(1, 2))
    else:
        colour = donor[:, rng.integers(donor.shape[1]), rng.integers(donor.shape[2])]
    deviation = donor.std((1, 2))[:, None, None]
    texture = cv2.GaussianBlur(rng.standard_normal(shape, dtype=np.float32), (0, 0), rng.uniform(0.5, 2.0))
    slope = (np.arange(shape[1]) - shape[1] / 2) * rng.normal(0, 0.002)
    return (colour[:, None, None] + deviation * (rng.uniform(0.02, 0.4) * texture + slope)).astype(np.float32)
