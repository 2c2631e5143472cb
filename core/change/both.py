"""Change of radiometry, where structure has changed too.

Light, season and noise change pixels and leave structure as it is; a network's features drift where nothing is to be seen. What both call
change is change: the geometric mean of both ratios. Where dates have so little radiometry in common that it tells the same place hardly
from another one, as between a field and the suburb that follows, it counts less.

Seasons are no noise: fields turn green alike, and each kind of ground turns otherwise, by far more than pixels vary. What radiometry
reaches where features have not changed is what it reaches without change of the ground, and it is taken in units of that.

Where features find hardly anything as it was, either most has changed, and radiometry takes that for its noise, or features err: each is
asked about the other (`confirmation`).
"""
from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ..progress import Progress, Steps
from . import logratio
from .block import Block
from .confirmation import TOLD, Confirmation, confirmed, seen
from .deep import DeepDetector, network, structure_of
from .discount import discounted
from .irmad import Irmad, telling
from .method import Detector, Means
from .noise_detector import NoiseDetector, looked_at
from .smoothing import reach, smoothed
from .source import Source
from .speckle import common
from .threshold import NONE, of_ratios, otsu, outlined

_SCALES = (2,)
_LEAST = 0.5                  # magnitude that both together reach where each says change
_TELLING = 0.5                # discriminability from which on radiometry counts as much as structure
_FLOOR = 0.5                  # ratio of radiometry: how much less it is says little
_SIGMA_PX = 2.0               # radiometry of so many pixels around counts as much as that of a pixel
_ALIKE = 0.5                  # ratio of structure up to which it has not changed
_SHARE = 0.9                  # of pixels whose structure has not changed: what radiometry they do not exceed is no change
_FEWEST = 0.05                # share of pixels of which that is told
_FEW = 0.1                    # share of pixels with the same structure below which change is hardly told from anything else
_UNKNOWN = 0.1                # doubt where it is not known what a season does
_UNTOLD = 0.5                 # doubt where radiometry tells nothing
_REFUTED = 0.5                # of the doubt, at least, where radiometry refutes structure
_SEASON = 2.0                 # unit of radiometry from which on it is worth a warning


class TwoWitnesses:
    """IR-MAD, or the log-ratio of single bands with speckle, times the distance of learned features; ``told`` says which, and why.

    Attributes:
        used: ids of the methods that `fit` took, joined by +.
    """

    used = ""

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        self._means, self._features = means, network(means)

    def fit(self, source: Source, progress: Progress) -> Detector:
        """See `ChangeMethod`."""
        speckle = common(source, Steps(progress, 0.0, 0.1)) if source.bands == (1, 1) else None
        part = Steps(progress, 0.1, 0.5)
        radiometry = logratio.fit(source, speckle, part) if speckle else Irmad(self._means).fit(source, part)
        self.used = "cva" if speckle else "irmad"
        if radiometry.threshold is not None and radiometry.threshold >= NONE.value:
            return radiometry
        self.used += "+deep"
        structure = DeepDetector(structure_of(source, self._features, _SCALES), "", None)
        if speckle:
            return _speckled(radiometry, structure, source, Steps(progress, 0.5, 1.0))
        return _optical(radiometry, structure, source, Steps(progress, 0.5, 1.0))


def _speckled(radiometry: Detector, structure: DeepDetector, source: Source, progress: Progress) -> Both:
    # It is averaged already, and no distance of features makes change of what may be speckle.
    both = Both(radiometry, structure, "", None, least=radiometry.least)
    found = looked_at(both.parts, source, both.margin, progress, "Compare features")
    threshold = of_ratios(both.mean(*found[:, np.isfinite(found).all(0)]), None, outlined)
    what = "the log-ratio, as both are single bands with speckle"
    told = f"Change of radiometry by {what}, where learned features differ too; {threshold.told} ({radiometry.told})"
    return replace(both, told=told, threshold=threshold.value)


def _optical(radiometry: NoiseDetector, structure: DeepDetector, source: Source, progress: Progress) -> Both:
    both = _weighed(Both(radiometry, structure, "", None, sigma=_SIGMA_PX, floor=_FLOOR), radiometry)
    found = looked_at(both.parts, source, both.margin, Steps(progress, 0.0, 0.7), "Compare features")
    share = float((found[1] <= _ALIKE).mean())
    known = Confirmation(radiometry, 1.0, f"{100 * share:.2g} % look as they did")
    if share < _FEW:
        bands = looked_at(seen, source, radiometry.margin, Steps(progress, 0.7, 0.85), "Compare features")
        known = confirmed(radiometry, bands, source.bands[0], found[1], _TELLING)
        both = replace(both, trust=known.trust)
    if known.radiometry is not radiometry:
        both = _weighed(both, known.radiometry)
        found[0] = looked_at(lambda block: both.around(both.radiometry.magnitude(block), block)[None], source,
                             radiometry.margin + reach(_SIGMA_PX), Steps(progress, 0.85, 1.0), "Compare features")[0]
    found = found[:, np.isfinite(found).all(0)]
    alike = found[1] <= _ALIKE
    both = replace(both, unit=_unit(found[0], alike))
    _warn(alike.mean(), both.unit, progress)
    threshold = of_ratios(both.mean(*found), None, otsu)
    what = "IR-MAD, as they are not single bands with speckle"
    what += f" (weight {both.weight:.2g}, unit {both.unit:.2g} times the noise; {known.told})"
    told = f"Change of radiometry by {what}, where learned features differ too; {threshold.told} ({radiometry.told})"
    return replace(both, told=told, threshold=max(threshold.value, _LEAST), doubt=doubt_of(both, alike.mean()))


def _weighed(both: Both, radiometry: NoiseDetector) -> Both:
    """With this radiometry, weighed by what it tells."""
    weights = telling(radiometry.differences.alteration)
    weight = float(np.sqrt(min(max(radiometry.discriminability, 0.0) / _TELLING, 1.0)))
    return replace(both, radiometry=replace(radiometry, weights=weights), weight=weight)


def _unit(radiometry: np.ndarray, alike: np.ndarray) -> float:
    """Ratio (N,) of radiometry that is no change, by the pixels whose structure has not changed (N,); 1, which is noise, at least."""
    return max(float(np.quantile(radiometry[alike], _SHARE)), 1.0) if alike.mean() >= _FEWEST else 1.0


def doubt_of(both: Both, alike: float) -> float:
    """Logarithm of the factor by which odds of change by optical dates may be wrong, where this share of the pixels has the same structure.

    What a season does where structure is the same (`unit`) is what it does to most: single kinds of ground differ from that by as much.
    Where radiometry does not tell a place from any other, one witness is left. What radiometry refutes of structure can hardly be mended by
    what goes by structure too; but it may be radiometry that errs, so half of the doubt stays.
    """
    season = math.log(both.unit) if alike >= _FEWEST else _UNKNOWN
    telling = min(max(both.radiometry.discriminability, 0.0), TOLD) / TOLD
    return max(both.trust, _REFUTED) * max(season, _UNTOLD * (1.0 - telling))


def _warn(share: float, unit: float, progress: Progress) -> None:
    """Warn of dates of which this share of the pixels, 0 to 1, has the same structure, and which have this unit of radiometry."""
    if share < _FEW:
        progress.log(f"Learned features find {100 * share:.2g} % of the place as it was: the dates differ nearly everywhere, by season, "
                     "light, sensor or change. What is marked is where they differ most, which need not be change. Take dates of one "
                     "season, or look at every area.", "warning")
    elif unit >= _SEASON:
        progress.log(f"Where structure is the same, the dates differ by up to {unit:.2g} times the noise, by season or light. Most of "
                     "that is allowed for, but fields that bear another crop may be marked as change. Take dates of one season, or mask "
                     "the fields.", "warning")


@dataclass(frozen=True)
class Both:
    """A detector of what two detectors call change; see `method.Detector`.

    Attributes:
        radiometry, structure: the two.
        told, threshold: see `method.Detector`.
        weight: of radiometry.
        trust: weight of structure.
        sigma: of a Gaussian, pixels: its mean counts as much as the pixel; 0: there is none.
        floor: what is added to the ratio of radiometry: that it is less still says little.
        least: magnitude of radiometry that is no more than noise, and so no change, whatever features say.
        unit: ratio of radiometry that counts as 1.
        doubt: logarithm of the factor by which the odds of change may be wrong, see `doubt_of`; 0 where nothing speaks against them.
    """

    radiometry: Detector
    structure: DeepDetector
    told: str
    threshold: float | None
    weight: float = 1.0
    trust: float = 1.0
    sigma: float = 0.0
    floor: float = 0.0
    least: float = 0.0
    unit: float = 1.0
    doubt: float = 0.0

    @property
    def margin(self) -> int:
        """See `method.Detector`."""
        return max(self.radiometry.margin + reach(self.sigma), self.structure.margin)

    def parts(self, block: Block) -> np.ndarray:
        """Ratios (2, rows, cols) of radiometry, with what is around it, and of structure."""
        return self._parts(self.radiometry.magnitude(block), block)

    def magnitude(self, block: Block) -> np.ndarray:
        """See `method.Detector`."""
        found = self.radiometry.magnitude(block)
        return np.where(block.valid, self.judged(found, self._parts(found, block)), np.float32(np.nan)).astype(np.float32)

    def judged(self, found: np.ndarray, parts: np.ndarray) -> np.ndarray:
        """Magnitudes (rows, cols) by those of radiometry (rows, cols) and by the ratios of both (2, rows, cols)."""
        x = self.mean(*parts)
        x = x / (1.0 + x)
        if self.least > 0 and self.threshold is not None:
            # It ends where the threshold begins.
            x = np.where(found <= self.least, np.minimum(x, found * np.float32(self.threshold / self.least)), x)
        return x

    def mean(self, radiometry: np.ndarray, structure: np.ndarray) -> np.ndarray:
        """Weighted geometric mean of ratios of any shape; NaN where there is no radiometry."""
        radiometry = (radiometry / np.float32(self.unit) + np.float32(self.floor)) / np.float32(1.0 + self.floor)
        share = np.float32(self.weight / max(self.trust + self.weight, 1e-6))
        return radiometry**share * structure ** (1 - share)

    def around(self, found: np.ndarray, block: Block) -> np.ndarray:
        """Ratios (rows, cols) of magnitudes of radiometry (rows, cols), with what is around them."""
        ratio = found / (1.0 - found)
        if self.sigma > 0:
            mean = smoothed(ratio[None], block.valid & np.isfinite(ratio), self.sigma)[0]
            ratio = np.sqrt(ratio * mean)
        return ratio

    def _parts(self, found: np.ndarray, block: Block) -> np.ndarray:
        return np.stack([self.around(found, block), self.structure.ratio(block)])

    def tolerant(self, tolerance: float) -> Both:
        """Each of them allows for misregistration as it does it best; see `discount.discounted`."""
        return replace(self, radiometry=discounted(self.radiometry, tolerance), structure=discounted(self.structure, tolerance))
