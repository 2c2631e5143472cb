"""Whether an image is one of coherent radar, and how strong its speckle is."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ..progress import Progress
from .source import Source

_SIDE = 7
_APART = 4                    # between windows
_EVEN = 1.45                  # most by which the deviation of half of the windows exceeds that of the evenest
_LEAST_VARIATION = 0.08       # of detected speckle, which has no more than about 50 looks
_LEAST_SHARE = 0.12           # of all deviation that logarithms of speckle make up
_FEWEST = 100
# Deviation of an amplitude of one look over its mean (Rayleigh).
_ONE_LOOK = np.sqrt(4.0 / np.pi - 1.0)


@dataclass(frozen=True)
class Speckle:
    """Speckle of one band.

    Attributes:
        logarithmic: values are logarithms of what radar measures (decibels, or grey values of them): speckle adds to them.
        deviation: of speckle, in units of the values where it adds, of their local mean where it multiplies.
    """

    logarithmic: bool
    deviation: float

    @property
    def looks(self) -> float:
        """Equivalent looks of an amplitude whose speckle multiplies; infinite where it adds, as the scale of logarithms is not known."""
        return np.inf if self.logarithmic else (_ONE_LOOK / max(self.deviation, 1e-6)) ** 2


def speckles(source: Source, progress: Progress) -> tuple[Speckle | None, Speckle | None]:
    """The speckle of the first bands of both dates; None where there is none. One pass; every so many blocks are looked at.

    Speckle is alike everywhere: its deviation, or that over the mean, varies little between windows. What varies on the ground, or light
    and shadow, varies in how much it varies.
    """
    windows, done, total = ([], []), 0, source.shape[0] * source.shape[1]
    for block in source.blocks(0):
        for found, image in zip(windows, (block.before[0], block.after[0])):
            found.append(_windows(image, block.valid))
        done += block.valid.size
        progress.step(done / total, "Look for speckle")
    return tuple(_speckle(np.concatenate(found, 1)) for found in windows)


def common(source: Source, progress: Progress) -> Speckle | None:
    """The speckle that two single bands share; None where there is none, or where they are of different kinds.

    One of them is enough: what has changed may hide it in the other.
    """
    found = [speckle for speckle in speckles(source, progress) if speckle]
    if not found or found[0].logarithmic != found[-1].logarithmic:
        return None
    return min(found, key=lambda speckle: speckle.looks)


def _windows(image: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """(2, N) mean and deviation of windows that are valid throughout."""
    half = _SIDE // 2
    inside = cv2.erode(valid.astype(np.uint8), np.ones((_SIDE, _SIDE), np.uint8), borderValue=0).astype(bool)
    level = float(image[valid].mean()) if valid.any() else 0.0
    centred = np.where(valid, image - level, 0).astype(np.float32)
    mean = cv2.blur(centred, (_SIDE, _SIDE))
    variance = np.maximum(cv2.blur(centred * centred, (_SIDE, _SIDE)) - mean * mean, 0)
    chosen = np.zeros_like(inside)
    chosen[half::_APART, half::_APART] = True
    chosen &= inside
    return np.stack([mean[chosen] + level, np.sqrt(variance[chosen])])


def _speckle(windows: np.ndarray) -> Speckle | None:
    mean, deviation = windows
    if mean.size < _FEWEST:
        return None
    if mean.min() >= 0:
        bright = mean > np.quantile(mean, 0.05)
        variation = deviation[bright] / np.maximum(mean[bright], 1e-6)
        least, middle = np.quantile(variation, (0.1, 0.5))
        if least >= _LEAST_VARIATION and middle <= _EVEN * least:
            return Speckle(False, float(np.quantile(variation, 0.3)))
    least, middle = np.quantile(deviation, (0.1, 0.5))
    whole = np.hypot(mean.std(), np.sqrt((deviation**2).mean()))
    if least >= _LEAST_SHARE * whole and middle <= _EVEN * least:
        return Speckle(True, float(np.quantile(deviation, 0.3)))
    return None
