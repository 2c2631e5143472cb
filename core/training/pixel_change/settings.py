"""What is trained and how."""
from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        size: side of what is cut out of samples, pixels, a multiple of 16.
        batch: samples of a step; steps: of the whole schedule.
        rate: highest learning rate; it rises over the first fiftieth and then falls as a cosine.
        seed: of everything random.
        trimmed: share of the pixels between two real dates that is left out, those that look most like change.
        half: convolutions in bfloat16, where the machine is fast in it.
        width: of the network.
        checks: how many samples validate it; 0: all.
        start: id or file of the weights it begins with; empty: none.
    """

    size: int = 160
    batch: int = 6
    steps: int = 12000
    rate: float = 1e-3
    seed: int = 0
    trimmed: float = 0.2
    half: bool = True
    width: int = 32
    checks: int = 0
    start: str = ""

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        return self.rate * (min(1.0, share / 0.02 + 0.02) * 0.5 * (1 + math.cos(math.pi * share)) + 1e-3)
