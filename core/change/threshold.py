"""Above which magnitude there is change.

All rules work on counts of ratios x, ``magnitude = x / (1 + x)``, so that a raster of any size needs one histogram.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import stats

from ..progress import Progress
from .method import Detector
from .source import Source

_BINS = 4096
_MAGNITUDES = (np.arange(_BINS) + 0.5) / _BINS
_RATIOS = _MAGNITUDES / (1.0 - _MAGNITUDES)
_FALSE = 0.1                  # share of what is told as change that noise may explain
_CLIP = 2.5
_MOST_CLIPS = 10
_ITERATIONS = 60

Rule = Callable[[np.ndarray, np.ndarray], float]


@dataclass(frozen=True)
class Threshold:
    """A threshold, and why.

    Attributes:
        value: pixels of larger magnitude have changed; 1 where nothing has.
        told: one clause for the log.
    """

    value: float
    told: str


NONE = Threshold(1.0, "no difference is more than noise.")


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
        rule: proposes one; it is raised until no more than a tenth of what lies above can be noise (Benjamini, Hochberg 1995,
            doi:10.1111/j.2517-6161.1995.tb02031.x), and where that is nowhere so, nothing has changed.
    """
    if np.count_nonzero(counts) < 2:
        return NONE
    proposed = rule(_RATIOS, counts)
    if degrees is not None:
        above = np.append(np.cumsum(counts[::-1])[::-1][1:], 0.0)
        edges = _MAGNITUDES + 0.5 / _BINS
        expected = counts.sum() * stats.chi.sf(stats.chi.ppf(0.99, degrees) * edges[:-1] / (1.0 - edges[:-1]), degrees)
        believed = (above[:-1] > 0) & (expected <= _FALSE * above[:-1])
        if not believed.any():
            return NONE
        least = edges[:-1][believed.argmax()]
        value = max(float(proposed / (1.0 + proposed)), float(least))
    else:
        value = float(proposed / (1.0 + proposed))
    share = counts[_MAGNITUDES > value].sum() / counts.sum()
    return Threshold(value, f"threshold {value:.3f}, above which {100 * share:.2g} % lie.")


def otsu(values: np.ndarray, counts: np.ndarray) -> float:
    """The value that separates two classes best, of ascending values (N,) and how often each is there.

    Change far beyond the answer counts as no more than 2.5 times the answer, until that settles, as it would pull the threshold up.

    Source: Otsu 1979, doi:10.1109/TSMC.1979.4310076.
    """
    found = _otsu(values, counts)
    for _ in range(_MOST_CLIPS):
        before, found = found, _otsu(np.minimum(values, _CLIP * found), counts)
        if found == before:
            break
    return found


def _otsu(values: np.ndarray, counts: np.ndarray) -> float:
    weight = np.cumsum(counts) / counts.sum()
    mean = np.cumsum(counts * values) / counts.sum()
    between = (mean[-1] * weight - mean) ** 2 / np.maximum(weight * (1.0 - weight), 1e-12)
    best = between >= between.max() * (1.0 - 1e-9)                # alike where there is a gap: its middle
    return float(values[best].mean())


def mixture(values: np.ndarray, counts: np.ndarray) -> float:
    """Where two normal distributions of the roots of ascending values, fitted by expectation maximisation, are equally likely.

    For differences whose noise is known to be normal, such as averaged speckle. Source: Bruzzone, Fernandez Prieto 2000,
    doi:10.1109/36.843009.
    """
    roots, share = np.sqrt(values), counts / counts.sum()
    high = values > _otsu(values, counts)
    given = np.stack([~high, high]).astype(np.float64)
    for _ in range(_ITERATIONS):
        weight = given * share
        part = np.maximum(weight.sum(1), 1e-9)
        mean = weight @ roots / part
        deviation = np.maximum(np.sqrt((weight * (roots - mean[:, None]) ** 2).sum(1) / part), 0.02)
        density = (part / deviation)[:, None] * np.exp(-0.5 * ((roots - mean[:, None]) / deviation[:, None]) ** 2) + 1e-300
        given = density / density.sum(0)
    between = (roots > mean[0]) & (roots < mean[1]) & (density[1] > density[0])
    return float(values[between.argmax()]) if between.any() else float(mean.max() ** 2)
