"""What light, season, air and sensor do to an image of which nothing has changed."""
from __future__ import annotations

import cv2
import numpy as np

_ENDS = (1.0, 99.0)


def lit(image: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> np.ndarray:
    """An image as another day might show it, of about 0 to 255.

    Args:
        image: (B, rows, cols) float32 of any range.
        rng: of everything random.
        strength: of what is done, 0 to 1; noise is there always.
    """
    low, high = np.percentile(image, _ENDS, axis=(1, 2))[..., None, None]
    found = np.clip((image - low) / np.maximum(high - low, 1e-6), -0.15, 1.5) * 0.85 + 0.1
    bands = len(found)
    found = np.maximum(found, 0) ** (np.exp(rng.normal(0, 0.3 * strength)) * np.exp(rng.normal(0, 0.12 * strength, (bands, 1, 1))))
    if bands > 1 and rng.random() < 0.5:
        mixing = np.eye(bands) + rng.normal(0, 0.06 * strength, (bands, bands))
        found = np.einsum("ij,jrc->irc", mixing, found)
    if rng.random() < 0.4 * strength:
        found = _season(found, rng, strength)
    found = found * rng.uniform(1 - 0.4 * strength, 1 + 0.4 * strength) * np.exp(rng.normal(0, 0.15 * strength, (bands, 1, 1)))
    if rng.random() < 0.35:
        found = found * (1 + _field(found.shape[1:], rng, 0.15 * strength)) + _field(found.shape[1:], rng, 0.08 * strength)
    if rng.random() < 0.4:
        sigma = rng.uniform(0.3, 1.1)
        found = np.stack([cv2.GaussianBlur(band.astype(np.float32), (0, 0), sigma) for band in found])
    elif rng.random() < 0.15:
        found = np.stack([1.5 * band - 0.5 * cv2.GaussianBlur(band.astype(np.float32), (0, 0), 1.0) for band in found])
    found = found + rng.normal(0, np.exp(rng.uniform(np.log(0.003), np.log(0.035))), found.shape)
    found = np.clip(found, 0, 1.6) * (255 / 1.3)
    if bands in (1, 3) and rng.random() < 0.35:
        found = _compressed(found, int(rng.integers(55, 97)))
    return found.astype(np.float32)


def displaced(image: np.ndarray, shift: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The image (B, rows, cols), whose pixels lie (2,) x, y from where they belong, and are turned and scaled by next to nothing."""
    rows, cols = image.shape[1:]
    turn, scale = rng.normal(0, 0.0006), 1 + rng.normal(0, 0.0006)
    linear = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    middle = np.array([cols, rows]) / 2
    matrix = np.float32(np.c_[linear, middle - linear @ middle + shift])
    return np.stack([cv2.warpAffine(band, matrix, (cols, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT) for band in image])


def shift(rng: np.random.Generator) -> np.ndarray:
    """(2,) x, y of misregistration in pixels: often less than half a pixel, 2 at most."""
    length = rng.uniform(0, 0.5) if rng.random() < 0.55 else rng.uniform(0.5, 2.0)
    angle = rng.uniform(0, 2 * np.pi)
    return length * np.array([np.cos(angle), np.sin(angle)])


def looks(rng: np.random.Generator) -> tuple[float, float]:
    """Looks of two radar images, 1 to 16; most often the same."""
    one, two = np.exp(rng.uniform(0, np.log(16), 2))
    return (one, two) if rng.random() < 0.4 else (one, one)


def respeckled(image: np.ndarray, looks: float, rng: np.random.Generator) -> np.ndarray:
    """An amplitude image (1, rows, cols) whose own speckle is averaged and replaced by another."""
    smooth = cv2.GaussianBlur(image[0], (0, 0), 1.2)
    kernel = cv2.getGaussianKernel(7, rng.uniform(0.3, 0.9), cv2.CV_32F)
    kernel /= np.sqrt((kernel**2).sum())
    parts = max(1, round(looks))
    power = sum(cv2.sepFilter2D(rng.standard_normal(smooth.shape, dtype=np.float32), -1, kernel, kernel) ** 2 for _ in range(2 * parts))
    return (np.maximum(smooth, 1.0) * np.sqrt(power / (2 * parts)))[None].astype(np.float32)


def _season(image: np.ndarray, rng: np.random.Generator, strength: float) -> np.ndarray:
    """Ground of about one colour takes on another, wherever it is."""
    for _ in range(rng.integers(1, 3)):
        centre = image[:, rng.integers(image.shape[1]), rng.integers(image.shape[2])][:, None, None]
        width = rng.uniform(0.08, 0.3)
        near = np.exp(-0.5 * np.mean(((image - centre) / width) ** 2, 0))
        image = image + near * rng.normal(0, 0.12 * strength, (len(image), 1, 1))
    return np.maximum(image, 0)


def _field(shape, rng: np.random.Generator, amplitude: float) -> np.ndarray:
    """A smooth random field, -amplitude to amplitude."""
    coarse = rng.uniform(-amplitude, amplitude, (rng.integers(2, 5), rng.integers(2, 5))).astype(np.float32)
    return cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC)


def _compressed(image: np.ndarray, quality: int) -> np.ndarray:
    """As JPEG leaves it."""
    whole = np.clip(np.rint(image), 0, 255).astype(np.uint8).transpose(1, 2, 0)
    written = cv2.imencode(".jpg", np.ascontiguousarray(whole[..., ::-1]), (cv2.IMWRITE_JPEG_QUALITY, quality))[1]
    read = cv2.imdecode(written, cv2.IMREAD_UNCHANGED)
    read = read[None] if read.ndim == 2 else read[..., ::-1].transpose(2, 0, 1)
    return np.ascontiguousarray(read, np.float32)
