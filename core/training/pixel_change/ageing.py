"""The same ground on another day, as far as an image of one day lets it be made up: more than light changes where nothing is built.

Each kind of ground takes on another colour and another grain, shadows fall elsewhere, cars and crowns come and go, and what is high leans
otherwise. Real dates of one place are as unlike as that (and few of them are open), while an image under another light is like itself.
"""
from __future__ import annotations

import cv2
import numpy as np

_KINDS = (3, 9)               # of ground, least and most
_SOFT = 0.07                  # of the range of values: how far colours of one kind lie apart
_DARK = (4.0, 14.0)           # percentiles below which there is shadow
_SPECKS = 60                  # on a square of 256 px, at most


def aged(image: np.ndarray, rng: np.random.Generator, strength: float) -> np.ndarray:
    """An image (B, rows, cols) as another season might show it, float32 of the same range; strength 0 to 1, 0 changes nothing."""
    if strength <= 0:
        return image
    low, high = np.percentile(image, (1, 99), axis=(1, 2))[..., None, None]
    width = np.maximum(high - low, 1e-6)
    found = ((image - low) / width).astype(np.float32)
    found = _leaning(found, rng, strength)
    if rng.random() < 0.6:
        found = _shaded(found, rng, strength)
    found = _grown(found, rng, strength)
    found = _specked(found, rng, strength)
    return (np.clip(found, -0.3, 1.6) * width + low).astype(np.float32)


def _grown(image: np.ndarray, rng: np.random.Generator, strength: float) -> np.ndarray:
    """Kinds of ground, told by their colour, take on other colours and another grain."""
    bands, rows, cols = image.shape
    smooth = np.stack([cv2.GaussianBlur(band, (0, 0), rng.uniform(0.8, 2.5)) for band in image])
    count = int(rng.integers(*_KINDS))
    places = rng.integers((rows, cols), size=(count, 2))
    near = np.stack([np.mean((smooth - smooth[:, row, col][:, None, None]) ** 2, 0) for row, col in places]) / (2 * _SOFT**2)
    near = np.exp(near.min(0) - near)
    near /= near.sum(0)
    grain = np.stack([_noise((rows, cols), sigma, rng) for sigma in np.exp(rng.uniform(np.log(0.7), np.log(5.0), 2))])
    # What is built stays as it is more often than not: some kinds do not change at all.
    changes = rng.random(count) < 0.8
    shift = (rng.normal(0, 0.2, (count, 1)) + rng.normal(0, 0.08, (count, bands))) * strength * changes[:, None]
    contrast = np.exp(rng.normal(0, 0.4 * strength, count) * changes)
    # Others lose what was to be seen on them, as a field does.
    regrown = changes & (rng.random(count) < 0.35)
    contrast[regrown] *= 1 - strength * rng.uniform(0.6, 1.0, int(regrown.sum()))
    rough = np.abs(rng.normal(0, 0.1 * strength, (count, 2))) * changes[:, None]
    local = np.stack([cv2.GaussianBlur(band, (0, 0), 8.0) for band in image])
    found = local + (image - local) * np.einsum("krc,k->rc", near, contrast)
    found += np.einsum("krc,kb->brc", near, shift)
    return (found + np.einsum("krc,kg,grc->rc", near, rough, grain)).astype(np.float32)


def _shaded(image: np.ndarray, rng: np.random.Generator, strength: float) -> np.ndarray:
    """Shadows are lit by what is around them, and fall elsewhere."""
    grey = cv2.GaussianBlur(image.mean(0), (0, 0), 0.8)
    dark = (grey < np.percentile(grey, rng.uniform(*_DARK))).astype(np.float32)
    soft = cv2.GaussianBlur(cv2.dilate(dark, np.ones((3, 3))), (0, 0), 0.8)
    known = cv2.GaussianBlur(1 - soft, (0, 0), 5.0) + 1e-3
    around = np.stack([cv2.GaussianBlur(band * (1 - soft), (0, 0), 5.0) / known for band in image])
    lit = image + soft * strength * rng.uniform(0.5, 1.0) * (around - image)
    angle, length = rng.uniform(0, 2 * np.pi), rng.uniform(1.5, 6.0) * strength
    matrix = np.float32([[1, 0, length * np.cos(angle)], [0, 1, length * np.sin(angle)]])
    moved = cv2.warpAffine(cv2.GaussianBlur(dark, (0, 0), 0.7), matrix, grey.shape[::-1], borderMode=cv2.BORDER_REFLECT)
    return (lit * (1 - rng.uniform(0.2, 0.6) * strength * moved)).astype(np.float32)


def _specked(image: np.ndarray, rng: np.random.Generator, strength: float) -> np.ndarray:
    """Small things come and go."""
    rows, cols = image.shape[1:]
    depth = np.zeros((rows, cols), np.float32)
    for _ in range(int(rng.integers(_SPECKS + 1) * strength * rows * cols / 256**2)):
        axes = tuple(int(16 * value) for value in np.exp(rng.uniform(np.log(1.0), np.log(5.0), 2)))
        centre = int(16 * rng.uniform(0, cols)), int(16 * rng.uniform(0, rows))
        cv2.ellipse(depth, centre, axes, float(rng.uniform(0, 180)), 0, 360, float(rng.normal(0, 0.3)), -1, cv2.LINE_8, 4)
    return image + cv2.GaussianBlur(depth, (0, 0), 0.6) * rng.uniform(0.5, 1.0, (len(image), 1, 1)).astype(np.float32)


def _leaning(image: np.ndarray, rng: np.random.Generator, strength: float) -> np.ndarray:
    """What is high lies elsewhere, by pixels that differ from place to place."""
    rows, cols = image.shape[1:]
    sigma = np.exp(rng.uniform(np.log(5), np.log(30)))
    moved = np.stack([_noise((rows, cols), sigma, rng) for _ in range(2)]) * np.float32(rng.uniform(0, 0.8) * strength)
    x, y = np.meshgrid(np.arange(cols, dtype=np.float32), np.arange(rows, dtype=np.float32))
    return np.stack([cv2.remap(band, x + moved[0], y + moved[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT) for band in image])


def _noise(shape: tuple[int, int], sigma: float, rng: np.random.Generator) -> np.ndarray:
    """Gaussian noise of deviation 1 that is alike over so many pixels."""
    found = cv2.GaussianBlur(rng.standard_normal(shape, dtype=np.float32), (0, 0), sigma)
    return found / max(float(found.std()), 1e-6)
