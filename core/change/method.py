"""What a change method is to the jobs that use it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from ..progress import Progress
from .block import Block
from .source import Source


@dataclass(frozen=True)
class Means:
    """By what means methods work.

    Attributes:
        model: id or file of the weights; empty = those the method takes by itself.
        device: where networks run: auto, cpu or cuda.
    """

    model: str = ""
    device: str = "auto"


class Detector(Protocol):
    """A method that has seen the whole of two rasters and judges any block of them.

    Attributes:
        margin: pixels around a block that have a say in it.
        told: one sentence for the log: what was fitted, on what.
        threshold: where the method itself knows above which magnitude there is change; None: ask `threshold.automatic`.
    """

    margin: int
    told: str
    threshold: float | None

    def magnitude(self, block: Block) -> np.ndarray:
        """Evidence of change (rows, cols) float32, 0 to 1, of the whole block; NaN where it is not valid.

        In the inner part it is the same however the raster was cut into blocks, as long as their margin is that of the detector.
        """


class ChangeMethod(Protocol):
    """A way to tell change. A pixel has changed where its magnitude lies above the threshold.

    Made of `Means`: ``CHANGE_METHODS.load(id)(means)``; ``auto`` is `auto.Auto` and not in that list.

    Attributes:
        id: in the list of methods.
    """

    id: ClassVar[str]

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        """ModelError where its weights cannot be used, OptionError where the device cannot."""

    def fit(self, source: Source, progress: Progress) -> Detector:
        """Statistics of the whole; RasterError where there is too little data to tell anything."""
