"""What suits two rasters: change of radiometry, where structure has changed too.

Light, season and noise change pixels and leave structure as it is; a network's features drift where nothing is to be seen. What both call
change is change: the geometric mean of both ratios. Where dates have so little radiometry in common that it tells the same place hardly
from another one, as between a field and the suburb that follows, it counts less.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..progress import Progress, Steps
from . import logratio
from .block import Block
from .deep import DeepDetector, network, structure_of
from .discount import discounted
from .irmad import Irmad
from .method import Detector, Means
from .noise_detector import looked_at
from .smoothing import reach, smoothed
from .source import Source
from .speckle import common
from .threshold import NONE, of_ratios, otsu, outlined

_SCALES = (2,)
_LEAST = 0.5                  # magnitude that both together reach where each says change
_TELLING = 0.5                # discriminability from which on radiometry counts as much as structure
_FLOOR = 0.5                  # ratio of radiometry: how much less it is says little
_SIGMA_PX = 2.0               # radiometry of so many pixels around counts as much as that of a pixel


class Auto:
    """IR-MAD, or the log-ratio of single bands with speckle, times the distance of learned features; ``told`` says which, and why.

    Attributes:
        used: ids of the methods that `fit` took, joined by +.
    """

    id = "auto"
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
            # It is averaged already, and no distance of features makes change of what may be speckle.
            both, rule, least = Both(radiometry, structure, "", None, least=radiometry.least), outlined, 0.0
            what = "the log-ratio, as both are single bands with speckle"
        else:
            weight = float(np.sqrt(min(max(radiometry.discriminability, 0.0) / _TELLING, 1.0)))
            both, rule, least = Both(radiometry, structure, "", None, weight, _SIGMA_PX, _FLOOR), otsu, _LEAST
            what = f"IR-MAD, as they are not single bands with speckle (weight {weight:.2g})"
        found = looked_at(both.ratio, source, both.margin, Steps(progress, 0.5, 1.0), "Compare features")
        threshold = of_ratios(found[np.isfinite(found)], None, rule)
        told = f"Change of radiometry by {what}, where learned features differ too; {threshold.told} ({radiometry.told})"
        return replace(both, told=told, threshold=max(threshold.value, least))


@dataclass(frozen=True)
class Both:
    """A detector of what two detectors call change; see `method.Detector`.

    Attributes:
        radiometry, structure: the two.
        told, threshold: see `method.Detector`.
        weight: of radiometry, that of structure being 1.
        sigma: of a Gaussian, pixels: its mean counts as much as the pixel; 0: there is none.
        floor: what is added to the ratio of radiometry: that it is less still says little.
        least: magnitude of radiometry that is no more than noise, and so no change, whatever features say.
    """

    radiometry: Detector
    structure: DeepDetector
    told: str
    threshold: float | None
    weight: float = 1.0
    sigma: float = 0.0
    floor: float = 0.0
    least: float = 0.0

    @property
    def margin(self) -> int:
        """See `method.Detector`."""
        return max(self.radiometry.margin + reach(self.sigma), self.structure.margin)

    def ratio(self, block: Block) -> np.ndarray:
        """Weighted geometric mean (rows, cols) of the ratios of both; NaN where not valid."""
        return self._mean(self.radiometry.magnitude(block), block)

    def magnitude(self, block: Block) -> np.ndarray:
        """See `method.Detector`."""
        found = self.radiometry.magnitude(block)
        x = self._mean(found, block)
        x = x / (1.0 + x)
        if self.least > 0 and self.threshold is not None:
            # It ends where the threshold begins.
            x = np.where(found <= self.least, np.minimum(x, found * np.float32(self.threshold / self.least)), x)
        return np.where(block.valid, x, np.float32(np.nan)).astype(np.float32)

    def _mean(self, found: np.ndarray, block: Block) -> np.ndarray:
        ratio = found / (1.0 - found)
        if self.sigma > 0:
            around = smoothed(ratio[None], block.valid & np.isfinite(ratio), self.sigma)[0]
            ratio = np.sqrt(ratio * around)
        ratio = (ratio + np.float32(self.floor)) / np.float32(1.0 + self.floor)
        share = np.float32(self.weight / (1.0 + self.weight))
        return ratio**share * self.structure.ratio(block) ** (1 - share)

    def tolerant(self, tolerance: float) -> Both:
        """Each of them allows for misregistration as it does it best; see `discount.discounted`."""
        return replace(self, radiometry=discounted(self.radiometry, tolerance), structure=discounted(self.structure, tolerance))
