"""Above which magnitude there is change.

All rules work on counts of ratios x, ``magnitude = x / (1 + x)``, so that a raster of any size needs one histogram.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from ..progress import Progress
from .method import Detector
from .noise import exceeded
from .source import Source

_BINS = 4096
_MAGNITUDES = (np.arange(_BINS) + 0.5) / _BINS
_RATIOS = _MAGNITUDES / (1.0 - _MAGNITUDES)
_FALSE = 0.1                  # share of what is told as change that noise may explain
_CLIP = 2.5
_MOST_CLIPS = 10

Rule = Callable[..., float]


@dataclass(frozen=True)
class Threshold:
    """A threshold, and why.

    Attributes:
        value: pixels of larger magnitude have changed; 1 where nothing has.
        told: one clause for the log.
        least: magnitude from which on there is more than noise explains; 0 where nothing is known of noise.
    """

    value: float
    told: str
    least: float = 0.0


NONE = Threshold(1.0, "no difference is more than noise.", 1.0)


def automatic(detector: Detector, source: Source, progress: Progress) -> Threshold:
    """The threshold for a raster, from the histogram of its magnitudes in one pass over the blocks.

    That of the detector itself where it knows one.
    """
    if detector.threshold is not None:
        return Threshold(detector.threshold, "the method's own threshold.")
    counts, total, done = np.zeros(_BINS), source.shape[0] * source.shape[1], 0
    for block in source.blocks(detector.margin):
        inner = detector.magnitude(block)[block.inner]
        counts += counted(inner[np.isfinite(inner)])
        done += inner.size
        progress.step(done / total, "Histogram")
    return decide(counts, None, otsu)


def counted(magnitudes: np.ndarray) -> np.ndarray:
    """How many magnitudes 0 to 1 (N,) fall into each of the bins."""
    return np.bincount(np.minimum((magnitudes * _BINS).astype(np.int64), _BINS - 1), minlength=_BINS).astype(np.float64)


def of_ratios(ratios: np.ndarray, degrees: int | None, rule: Rule | None = None) -> Threshold:
    """The threshold for ratios (N,) of `noise_detector.ratios` with so many differences each; ``rule`` is `otsu` unless given."""
    return decide(counted(ratios / (1.0 + ratios)), degrees, rule or otsu)


def decide(counts: np.ndarray, degrees: int | None, rule: Rule) -> Threshold:
    """The threshold for a histogram.

    Args:
        counts: in the bins of `counted`.
        degrees: of the chi distribution of unchanged pixels; None: unknown, and nothing is tested.
        rule: `otsu` or `outlined`, proposes one. It is raised until no more than a tenth of what lies above can be noise (Benjamini,
            Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x), and where that is nowhere so, nothing has changed.
    """
    if np.count_nonzero(counts) < 2:
        return NONE
    least = 0.0
    if degrees is not None:
        above = np.append(np.cumsum(counts[::-1])[::-1][1:], 0.0)
        edges = _MAGNITUDES + 0.5 / _BINS
        distances = exceeded(0.01, degrees) * edges[:-1] / (1.0 - edges[:-1])
        expected = counts.sum() * special.gammaincc(0.5 * degrees, 0.5 * distances**2)     # the upper tail of chi
        believed = (above[:-1] > 0) & (expected <= _FALSE * above[:-1])
        if not believed.any():
            return NONE
        least = float(edges[:-1][believed.argmax()])
    proposed = rule(_RATIOS, counts, least / (1.0 - least))
    value = max(float(proposed / (1.0 + proposed)), least)
    share = counts[_MAGNITUDES > value].sum() / counts.sum()
    return Threshold(value, f"threshold {value:.3f}, above which {100 * share:.2g} % lie.", least)


def otsu(values: np.ndarray, counts: np.ndarray, least: float = 0.0) -> float:
    """The value that separates two classes best, of ascending values (N,) and how often each is there.

    Change far beyond the answer counts as no more than 2.5 times the answer, until that settles, as it would pull the threshold up.

    Source: Otsu 1979, doi:10.1109/TSMC.1979.4310076.
    """
    del least
    found = _otsu(values, counts)
    for _ in range(_MOST_CLIPS):
        before, found = found, _otsu(np.minimum(values, _CLIP * found), counts)
        if found == before:
            break
    return found


def outlined(values: np.ndarray, counts: np.ndarray, least: float) -> float:
    """Otsu's value, or the one halfway (as a ratio) from noise to what divides change beyond noise, if that is lower.

    Args:
        values, counts: as for `otsu`.
        least: value that noise does not exceed; 0 where that is not known.
    """
    every, beyond = _otsu(values, counts), np.where(values > least, counts, 0.0)
    return min(every, float(np.sqrt(least * _otsu(np.sqrt(values), beyond) ** 2))) if least > 0 and beyond.any() else every


def _otsu(values: np.ndarray, counts: np.ndarray) -> float:
    weight = np.cumsum(counts) / counts.sum()
    mean = np.cumsum(counts * values) / counts.sum()
    between = (mean[-1] * weight - mean) ** 2 / np.maximum(weight * (1.0 - weight), 1e-12)
    best = between >= between.max() * (1.0 - 1e-9)                # alike where there is a gap: its middle
    return float(values[best].mean())
