"""The matchers a run may use, made when first needed."""
from __future__ import annotations

import numpy as np

from ..matching.matcher import Matcher, Means
from ..methods import MATCHERS


class Matchers:
    """Matchers that work by the same means."""

    def __init__(self, means: Means | None = None):
        self._means = means or Means()
        self._made: dict[str, list[Matcher]] = {}

    def variants(self, method: str) -> list[Matcher]:
        """The variants of a method; ModelError where its weights cannot be used, OptionError where the device cannot."""
        if method not in self._made:
            self._made[method] = MATCHERS.load(method).variants(self._means)
        return self._made[method]

    def first(self, method: str) -> Matcher:
        """The variant of a method that places."""
        return self.variants(method)[0]

    def automatic(self) -> list[Matcher]:
        """What ``auto`` may choose from, the cheapest first."""
        cheap = [spec.id for spec in MATCHERS if np.isfinite(MATCHERS.load(spec.id).needless_px)]
        every = [matcher for method in cheap for matcher in self.variants(method)]
        return sorted(every, key=lambda matcher: matcher.needless_px)
