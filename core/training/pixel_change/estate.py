"""New houses on cleared ground: roofs in rows, lit from one side, with shadows, drives and what is left of the ground between them."""
from __future__ import annotations

import cv2
import numpy as np

from .pair import CHANGED, IGNORED

_FAINT = 0.25                 # difference in deviations of the image that can hardly be seen


def estate(image: np.ndarray, donor: np.ndarray, truth: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """An image (B, rows, cols) with a group of new houses, and what is known of its pixels, see `pair`.

    Houses have changed; the ground between them, cleared or not, is not judged: some call it change and others do not.

    Args:
        image, donor: of one sensor; the donor lends colours.
        truth: (rows, cols) uint8 before.
        rng: of everything random.
    """
    rows, cols = truth.shape
    deviation = np.maximum(image.std((1, 2)), 1e-6)[:, None, None]
    unit = float(np.exp(rng.uniform(np.log(9), np.log(34))))      # length of a house, pixels
    angle, centre = rng.uniform(0, np.pi), rng.uniform(0.15, 0.85, 2) * (cols, rows)
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    counts = rng.integers(1, 8), rng.integers(1, 6)
    apart = unit * rng.uniform(1.25, 1.9), unit * rng.uniform(1.1, 2.2)
    sun = rng.uniform(0, 2 * np.pi)
    light = np.array([np.cos(sun), np.sin(sun)])
    new, changed, near = image.copy(), np.zeros((rows, cols), bool), np.zeros((rows, cols), np.uint8)
    half = (counts[0] * apart[0] / 2, counts[1] * apart[1] / 2)
    site = [centre + along * a * half[0] + across * b * half[1] for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    cleared = rng.random() < 0.6
    ground = _filled((rows, cols), site)
    if cleared:
        new = _laid(new, ground, _material(donor, (rows, cols), rng))
    palette = [_material(donor, (rows, cols), rng) for _ in range(rng.integers(1, 4))]
    height = rng.uniform(0.1, 0.45) * unit
    houses = []
    for a in range(counts[0]):
        for b in range(counts[1]):
            if rng.random() < 0.12:
                continue
            middle = centre + along * (a + 0.5) * apart[0] + across * (b + 0.5) * apart[1] - along * half[0] - across * half[1]
            middle = middle + rng.normal(0, 0.08 * unit, 2)
            size = unit * rng.uniform(0.75, 1.15), unit * rng.uniform(0.5, 0.85)
            turned = angle + rng.normal(0, 0.04) + (np.pi / 2 if rng.random() < 0.2 else 0)
            houses.append((middle, size, turned, palette[rng.integers(len(palette))]))
    shadow = np.zeros((rows, cols), bool)
    for middle, size, turned, _ in houses:
        for step in np.linspace(0.25, 1.0, 4):
            shadow |= _filled((rows, cols), _box(middle + light * height * step, size, turned))
    soft = cv2.GaussianBlur(shadow.astype(np.float32), (0, 0), 0.7)
    dark = np.percentile(image, 3, axis=(1, 2))[:, None, None]
    new = new + soft * rng.uniform(0.5, 0.9) * np.minimum(dark - new, 0)
    for middle, size, turned, material in houses:
        whole = _filled((rows, cols), _box(middle, size, turned))
        new = _laid(new, whole, material)
        changed |= whole
        if rng.random() < 0.75:
            # Two faces, of which one looks to the sun.
            side = np.array([-np.sin(turned), np.cos(turned)])
            slope = rng.uniform(0.2, 1.0) * float(side @ light)
            for sign in (-1, 1):
                face = _filled((rows, cols), _box(middle + side * sign * size[1] / 4, (size[0], size[1] / 2), turned))
                new = np.where(face, new - sign * slope * deviation * 0.8, new)
        near = np.maximum(near, cv2.dilate(whole.astype(np.uint8), np.ones((5, 5), np.uint8)))
    new = np.stack([cv2.GaussianBlur(band.astype(np.float32), (0, 0), rng.uniform(0.3, 0.7)) for band in new])
    touched = cv2.dilate((changed | shadow | (ground & cleared)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    new = np.where(touched, new, image)
    seen = np.abs(new - image) / deviation
    seen = cv2.GaussianBlur(seen.max(0).astype(np.float32), (0, 0), 1.5)
    truth = truth.copy()
    truth[(near > 0) | shadow] = IGNORED
    if cleared or len(houses) > 1:
        truth[ground & ~changed] = IGNORED
    truth[changed] = np.where(seen > _FAINT, CHANGED, IGNORED)[changed]
    return new.astype(np.float32), truth


def _laid(image: np.ndarray, mask: np.ndarray, content: np.ndarray) -> np.ndarray:
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 0.5)
    return image * (1 - soft) + content * soft


def _material(donor: np.ndarray, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """The colour of some place of the donor, or a bright one, with a grain."""
    if rng.random() < 0.4:
        colour = np.percentile(donor, rng.choice((80, 90, 96, 99)), axis=(1, 2))
    else:
        colour = donor[:, rng.integers(donor.shape[1]), rng.integers(donor.shape[2])]
    deviation = donor.std((1, 2))[:, None, None]
    grain = cv2.GaussianBlur(rng.standard_normal(shape, dtype=np.float32), (0, 0), rng.uniform(0.5, 2.5))
    return (colour[:, None, None] + deviation * rng.uniform(0.05, 0.5) * grain).astype(np.float32)


def _box(middle: np.ndarray, size: tuple[float, float], angle: float) -> np.ndarray:
    """(4, 2) corners x, y."""
    u, v = np.array([np.cos(angle), np.sin(angle)]) * size[0] / 2, np.array([-np.sin(angle), np.cos(angle)]) * size[1] / 2
    return np.stack([middle - u - v, middle + u - v, middle + u + v, middle - u + v])


def _filled(shape: tuple[int, int], ring) -> np.ndarray:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.int32(np.rint(np.asarray(ring) * 16))], 1, cv2.LINE_8, 4)
    return mask > 0
