"""What is trained and how."""
from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        size: side of the pictures, pixels; a multiple of the training stride.
        batch: pairs of pictures of a step; steps: of the whole schedule.
        rate: highest learning rate; constant: it stays there, as published, or else rises over the first fiftieth and falls as a cosine.
        seed: of everything random.
        cross_modal: pairs of different kinds of layers, and grey values inverted, folded and speckled.
        last_only: only conv4_3 is trained, as published, for weights that were trained elsewhere.
        warm_up: share of the schedule over which choosing among all cells gives way to the published loss; random weights need it.
        stride: pixels between the cells of training: 8, as published, or 4, as where keypoints are detected.
        between: target descriptors are taken where they belong between cells; published: of the nearest cell.
        safe: see `triplet_loss`; 4 as published.
        rectified: descriptors are of features above 0 alone, as where keypoints are described; published: not in training.
        turn: largest rotation between the two, degrees; zoom: largest scale between them.
        width: channels of the first block; those after it have 2, 4 and 8 times as many.
        checks: how many pairs validate it.
        start: id or file of the weights it begins with; empty: none.
    """

    size: int = 256
    batch: int = 2
    steps: int = 20000
    rate: float = 1e-3
    constant: bool = False
    seed: int = 0
    cross_modal: bool = True
    last_only: bool = False
    warm_up: float = 1.0
    stride: int = 8
    between: bool = True
    safe: int = 2
    rectified: bool = True
    turn: float = 20.0
    zoom: float = 1.25
    width: int = 16
    checks: int = 96
    start: str = ""

    @property
    def widths(self) -> tuple[int, int, int, int]:
        """Channels of the four blocks."""
        return self.width, 2 * self.width, 4 * self.width, 8 * self.width

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        if self.constant:
            return self.rate
        return self.rate * (min(1.0, share / 0.02 + 0.02) * 0.5 * (1 + math.cos(math.pi * share)) + 1e-3)

    def warmth(self, share: float) -> float:
        """Weight of choosing among all cells where this share of the schedule is done, 1 to 0."""
        return max(0.0, 1.0 - share / self.warm_up) if self.warm_up else 0.0
