"""What is trained and how."""
from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        size, reach: side of the template and how far it is looked for, pixels; both multiples of the stride.
        batch: samples of a step; steps: of the whole schedule.
        rate: highest learning rate; it rises over the first fiftieth and then falls as a cosine.
        seed: of everything random.
        cross_modal: see `draw`; reliable: let the network weigh its cells.
        half: convolutions in bfloat16, where the machine is fast in it.
        channels, width: of the network.
        checks: how many samples validate it.
        start: id or file of the weights it begins with; empty: none.
    """

    size: int = 64
    reach: int = 16
    batch: int = 24
    steps: int = 20000
    rate: float = 2e-3
    seed: int = 0
    cross_modal: bool = True
    reliable: bool = True
    half: bool = True
    channels: int = 16
    width: int = 32
    checks: int = 512
    start: str = ""

    @property
    def side(self) -> int:
        """Side of the windows that samples show, pixels."""
        return self.size + 2 * self.reach

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        return self.rate * (min(1.0, share / 0.02 + 0.02) * 0.5 * (1 + math.cos(math.pi * share)) + 1e-3)
