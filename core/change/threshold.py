"""Above which magnitude there is change."""
from __future__ import annotations

from dataclasses import dataclass

from ..progress import Progress
from .method import Detector
from .source import Source


@dataclass(frozen=True)
class Threshold:
    """A threshold, and why.

    Attributes:
        value: pixels of larger magnitude have changed; 1 where nothing has.
        told: one sentence for the log.
    """

    value: float
    told: str


def automatic(detector: Detector, source: Source, progress: Progress) -> Threshold:
    """The threshold for a raster, from the histogram of its magnitudes in one pass over the blocks.

    That of the detector itself where it knows one.
    """
    raise NotImplementedError
