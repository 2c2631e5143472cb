"""The matchers a run may use, made when first needed."""
from __future__ import annotations

import math

from ..matching.matcher import Matcher, Means
from ..methods import MATCHERS
from ..registry import MethodSpec


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

    def automatic(self) -> list[MethodSpec]:
        """Methods ``auto`` may choose from, the cheapest first."""
        return sorted((spec for spec in MATCHERS if math.isfinite(spec.needless_px)), key=lambda spec: spec.needless_px)

    def require_named(self) -> None:
        """Raise ModelError or OptionError where a model or device that was named cannot be used, whether it will be needed or not."""
        if self._means.model or self._means.device != "auto":
            self.variants("dense")
