"""What radiometry says of where structure claims that nothing has changed, and the other way round.

Two ways to see change err for reasons of their own. Radiometry is fitted as if most of a place were as it was; where a town has come, what
counts as noise is the town. Features drift where fields are ploughed anew. Each can be asked about the other: if it is the same place where
structure is alike, radiometry tells it from unrelated places better than the rest (d', see `noise_detector.discriminability`), and best if
it is fitted there. If it tells it worse, structure is not confirmed. That two views of one thing teach each other: Blum, Mitchell 1998,
doi:10.1145/279943.279962.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .block import Block
from .irmad import SAMPLE, averaged, of_pixels, telling
from .noise_detector import NoiseDetector, discriminability, ratios

#: d' at which radiometry tells a place from others well enough; the threshold of what is told at all.
TOLD = 1.0
_QUARTER = 0.25               # share of the pixels: those whose structure is most alike
_FEWEST = 100                 # alike pixels for each band: fewer can be fitted to anything


@dataclass(frozen=True)
class Confirmation:
    """What is made of radiometry and structure once each has been asked about the other.

    Attributes:
        radiometry: to go on with.
        trust: weight of structure, 0 to 1: 1 unless radiometry does not confirm it.
        told: one clause for the log.
    """

    radiometry: NoiseDetector
    trust: float
    told: str


def seen(block: Block) -> np.ndarray:
    """Bands of both dates (2 (B1 + B2), rows, cols) of a block, as they are and averaged as IR-MAD averages them."""
    values = np.concatenate([block.before, block.after])
    return np.concatenate([values, averaged(values, block.valid)])


def confirmed(radiometry: NoiseDetector, values: np.ndarray, first: int, structure: np.ndarray, enough: float) -> Confirmation:
    """Ask radiometry about structure, and structure where radiometry is to be fitted.

    Args:
        radiometry: IR-MAD, fitted on all pixels.
        values: (2 (B1 + B2), N) of `seen`; first: B1.
        structure: (N,) ratios of structure of the same pixels, of which hardly any are alike.
        enough: d' of a radiometry that needs no structure that it does not confirm.
    """
    single, mean = np.split(values, 2)
    chosen = structure <= np.quantile(structure, _QUARTER)
    before = _told_apart(radiometry, mean, first, chosen)
    if before >= TOLD or chosen.sum() < _FEWEST * len(single):
        return Confirmation(radiometry, 1.0, f"d' of what looks alike {before:.2f}")
    some = np.flatnonzero(chosen)
    some = some[np.linspace(0, len(some) - 1, min(len(some), SAMPLE)).round().astype(np.int64)]
    fitted = of_pixels(single[:, some], mean[:, some], first, radiometry)
    every, after = _told_apart(radiometry, mean, first), _told_apart(fitted, mean, first, chosen)
    told = f"d' of all {every:.2f}, of what looks alike {before:.2f}, {after:.2f} if it is fitted there"
    if max(before, after) < every:
        # As much of it is left as radiometry does not tell by itself.
        trust = 1.0 - min(max(every, 0.0) / enough, 1.0)
        return Confirmation(radiometry, trust, f"{told}, so that structure counts {trust:.2g}")
    if after > before:
        return Confirmation(replace(fitted, discriminability=after), 1.0, f"{told}, which has been done")
    return Confirmation(radiometry, 1.0, told)


def _told_apart(fit: NoiseDetector, mean: np.ndarray, first: int, chosen: np.ndarray | None = None) -> float:
    """D' of pixels, chosen ones (N,) or all, and pixels of the first date with any of the second."""
    found = fit.differences.alteration
    elsewhere = np.random.default_rng(0).permutation(mean.shape[1])
    pairs = mean if chosen is None else mean[:, chosen], np.concatenate([mean[:first], mean[first:, elsewhere]])
    return discriminability(*(ratios(fit.noise, found.variates(values), telling(found)) for values in pairs))
