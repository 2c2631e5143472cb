"""The matchers a run may use, made when first needed."""
from __future__ import annotations

from functools import cached_property

from ..matching.dense import Dense
from ..matching.phase import Phase
from ..matching.sift import Sift
from ..models import device, weights
from ..models.features import Features
from ..models.store import find


class Matchers:
    """Matchers by what the options say.

    Args:
        model: id or file of the dense matcher's weights; empty = the shipped ones.
        device_wanted: where networks run: auto, cpu or cuda.
    """

    def __init__(self, model: str = "", device_wanted: str = "auto"):
        self._model, self._device = model, device_wanted

    @cached_property
    def dense(self) -> Dense:
        """Learned features; ModelError where their weights cannot be used, OptionError where the device cannot."""
        where = device.choose(self._device)
        return Dense(Features(weights.load(find(self._model, "dense")), where, device.half(where)))

    @cached_property
    def phase(self) -> Phase:
        """Directions of edges."""
        return Phase("orientation")

    @cached_property
    def sift(self) -> Sift:
        """Keypoints."""
        return Sift()
