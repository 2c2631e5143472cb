"""Whether images are ones of coherent radar, and how strong their speckle is."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ..progress import Progress
from .block import Block
from .source import Source

_SIDE = 7
_APART = 4                    # between windows
_EVEN = 1.45                  # most by which the deviation of half of the windows exceeds that of the evenest
_LEAST_VARIATION = 0.08       # of detected speckle, which has no more than about 50 looks
_LEAST_SHARE = 0.12           # of all deviation that logarithms of speckle make up
_LEAST_SHARE_OF_BOTH = 0.16   # where the ground has been taken off, as it may be from the noise of a camera
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


def common(source: Source, progress: Progress) -> Speckle | None:
    """The speckle of the first bands of both dates; None where there is none. One pass.

    Speckle is alike everywhere: its deviation, or that over the mean, varies little between windows. What varies on the ground, or light
    and shadow, varies in how much it varies. Of what differs between the dates the ground is no part where it has not changed, so that
    speckle shows even on ground that is anything but even. Either date alone is enough: what has changed may hide it in the other.
    """
    found, done, total = [], 0, source.shape[0] * source.shape[1]
    for block in source.blocks(0):
        found.append(_windows(block))
        done += block.valid.size
        progress.step(done / total, "Look for speckle")
    return _speckle(_Windows(*np.concatenate(found, 1)))


@dataclass(frozen=True)
class _Windows:
    """Mean, variance and covariance (N,) of windows of both dates."""

    before: np.ndarray
    after: np.ndarray
    variance_before: np.ndarray
    variance_after: np.ndarray
    covariance: np.ndarray


def _windows(block: Block) -> np.ndarray:
    """(5, N) of `_Windows` that are valid throughout."""
    half, valid = _SIDE // 2, block.valid
    chosen = np.zeros(valid.shape, bool)
    chosen[half::_APART, half::_APART] = True
    chosen &= cv2.erode(valid.astype(np.uint8), np.ones((_SIDE, _SIDE), np.uint8), borderValue=0) > 0
    levels = [float(image[0][valid].mean()) if valid.any() else 0.0 for image in (block.before, block.after)]
    centred = [np.where(valid, image[0] - np.float32(level), np.float32(0)) for image, level in zip((block.before, block.after), levels)]

    def mean(values):
        return cv2.blur(values, (_SIDE, _SIDE))[chosen].astype(np.float64)

    one, two = (mean(values) for values in centred)
    products = [mean(centred[i] * centred[j]) - first * second
                for (i, first), (j, second) in (((0, one), (0, one)), ((1, two), (1, two)), ((0, one), (1, two)))]
    return np.stack([one + levels[0], two + levels[1], np.maximum(products[0], 0), np.maximum(products[1], 0), products[2]])


def _speckle(windows: _Windows) -> Speckle | None:
    if windows.before.size < _FEWEST:
        return None
    found = [_additive(windows)]
    if min(windows.before.min(), windows.after.min()) >= 0:
        found.append(_multiplicative(windows))
    found = [kind for kind in found if kind]
    return min(found, key=lambda kind: kind[0])[1] if found else None


def _multiplicative(windows: _Windows) -> tuple[float, Speckle] | None:
    one, two = windows.before, windows.after
    bright = (one > np.quantile(one, 0.05)) & (two > np.quantile(two, 0.05))
    one, two = np.maximum(one, 1e-6), np.maximum(two, 1e-6)
    relative = [windows.variance_before / one**2, windows.variance_after / two**2]
    both = np.maximum(sum(relative) - 2.0 * windows.covariance / (one * two), 0)
    return _evenest(False, [np.sqrt(part[bright]) for part in (0.5 * both, *relative)], [_LEAST_VARIATION] * 3)


def _additive(windows: _Windows) -> tuple[float, Speckle] | None:
    alone = [windows.variance_before, windows.variance_after]
    both = np.maximum(sum(alone) - 2.0 * windows.covariance, 0)
    whole = [float(np.sqrt(mean.var() + variance.mean())) for mean, variance in zip((windows.before, windows.after), alone)]
    least = [_LEAST_SHARE_OF_BOTH * max(whole), *(_LEAST_SHARE * deviation for deviation in whole)]
    return _evenest(True, [np.sqrt(part) for part in (0.5 * both, *alone)], least)


def _evenest(logarithmic: bool, deviations: list[np.ndarray], least: list[float]) -> tuple[float, Speckle] | None:
    """(unevenness, speckle) by deviations (N,) of both dates together, or of either alone; None where none of them is even."""
    found = []
    for alone, (values, enough) in enumerate(zip(deviations, least)):
        low, typical, middle = np.quantile(values, (0.1, 0.3, 0.5))
        if low >= max(enough, 1e-12) and middle <= _EVEN * low:
            # Of one date alone, quiet windows are the ones without ground that varies.
            found.append((float(middle / low), Speckle(logarithmic, float(typical if alone else middle))))
    return min(found, key=lambda one: one[0]) if found else None
