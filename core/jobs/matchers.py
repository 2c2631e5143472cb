"""The matchers a run may use, made when first needed."""
from __future__ import annotations

from ..matching.matcher import Matcher
from ..methods import MATCHERS


class Matchers:
    """Matchers by what the options say.

    Args:
        model: id or file of a matcher's weights; empty = the shipped ones.
        device: where networks run: auto, cpu or cuda.
    """

    def __init__(self, model: str = "", device: str = "auto"):
        self._model, self._device = model, device
        self._made: dict[str, list[Matcher]] = {}

    def variants(self, method: str) -> list[Matcher]:
        """The variants of a method; ModelError where its weights cannot be used, OptionError where the device cannot."""
        if method not in self._made:
            self._made[method] = MATCHERS.load(method).variants(self._model, self._device)
        return self._made[method]

    def first(self, method: str) -> Matcher:
        """The variant of a method that places."""
        return self.variants(method)[0]

    def automatic(self) -> list[Matcher]:
        """What ``auto`` may choose from, the cheapest first."""
        every = [matcher for spec in MATCHERS for matcher in self.variants(spec.id)]
        return sorted(every, key=lambda matcher: matcher.needless_px)
