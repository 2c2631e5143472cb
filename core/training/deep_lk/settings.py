"""What is trained and how."""
from __future__ import annotations

import math
from dataclasses import dataclass

from ...models.deep_lk import RGB

#: What can be trained, in the order in which one builds on another, and its share of a schedule.
PARTS = {"levels": 8.0, "level-1": 2.5, "level-2": 2.0, "level-3": 3.0, "regression-1": 6.0, "regression-2": 1.5, "regression-3": 1.0}


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        parts: ids of `PARTS`, separated by commas; what comes before them is used as it is.
        batch: samples of a step; steps: of the whole schedule, all parts together.
        rate: highest learning rate, of every part; constant: it stays there, or else it falls as a cosine in every part.
        seed: of everything random.
        cross_modal: pairs of different kinds of layers, and grey values inverted, folded and speckled.
        reach: how far corners of a template are from where they would be if nothing had moved, pixels, at most.
        by_entries: what is compared with the truth has other entries of the homography, as published; else other corners.
        draws: how many of them for a sample; weight: of what they add to the loss.
        further: those twice as far have a say too.
        width, special, bands: see `core.models.deep_lk.DeepLK`; regression_width, hidden: too.
        checks: how many samples validate it.
        start: id or file of the weights it begins with; empty: none.
        half: convolutions are computed in bfloat16, where the machine is fast in it.
    """

    parts: str = ",".join(PARTS)
    batch: int = 8
    steps: int = 8000
    rate: float = 1e-3
    constant: bool = False
    seed: int = 0
    cross_modal: bool = True
    reach: float = 32.0
    by_entries: bool = False
    draws: int = 4
    weight: float = 0.2
    further: bool = True
    objective: str = "step"
    step: float = 1.0
    width: int = 16
    special: bool = True
    bands: int = 6
    regression_width: int = 8
    hidden: int = 256
    checks: int = 96
    start: str = ""
    half: bool = False

    def part(self, share: float) -> tuple[str, float]:
        """(id, share of it done) of what is trained where this share of the whole is done, 0 to 1."""
        parts = self.parts.split(",")
        total, before = sum(PARTS[part] for part in parts), 0.0
        for part in parts:
            length = PARTS[part] / total
            if share < before + length or part == parts[-1]:
                return part, min(max((share - before) / length, 0.0), 1.0)
            before += length
        raise ValueError(self.parts)

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        if self.constant:
            return self.rate
        done = self.part(share)[1]
        return self.rate * (min(1.0, done / 0.03 + 0.05) * 0.5 * (1 + math.cos(math.pi * done)) + 2e-3)

    @property
    def published_bands(self) -> bool:
        """Whether images are red, green and blue."""
        return self.bands == RGB
