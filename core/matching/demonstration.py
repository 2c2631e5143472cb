"""What can be shown of how a window found its place, by matchers that go there in steps."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from .pair import Backward, Pair


@dataclass(frozen=True, eq=False)
class Demonstration:
    """A window of the reference on its way.

    Attributes:
        image: (side, side) float32 the target around the window, as seen from where all began, and where (side, side) it is valid.
        template: the same of the window itself, in the reference.
        trace: level and homography (3, 3), from pixels of the window to pixels of ``image``, both counted from the centre of the first
            one: where it began, and every step.
        image_maps, template_maps: (rows, cols) what networks make of both, the finest level first.
        why: what spoke against the outcome, so that it was not used; empty if nothing did.
    """

    image: tuple[np.ndarray, np.ndarray]
    template: tuple[np.ndarray, np.ndarray]
    trace: tuple[tuple[int, np.ndarray], ...]
    image_maps: tuple[np.ndarray, ...]
    template_maps: tuple[np.ndarray, ...]
    why: str


@runtime_checkable
class Demonstrating(Protocol):
    """A `Matcher` that can show how it measures; others cannot."""

    def demonstrate(self, pair: Pair, centre: np.ndarray, scale: float, backward: Backward, size: int) -> Demonstration | None:
        """How one window finds its place; None where too little of it carries data.

        Args:
            pair: the rasters.
            centre: (2,) working position of its middle in the reference.
            scale: working pixels per pixel of the window.
            backward: where it begins, reference to nominal.
            size: its side in pixels, a multiple of 8.
        """
