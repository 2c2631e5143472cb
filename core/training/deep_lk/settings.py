"""What is trained and how."""
from __future__ import annotations

from dataclasses import dataclass

from ...models.channels import COUNT
from ...models.deep_lk import RGB
from ..turns import chosen, falling, turn

#: All levels at once, which nobody gets who does not ask for it.
TOGETHER = "levels"
#: What can be trained, in the order in which one builds on another, and its share of a schedule.
PARTS = {TOGETHER: 8.0, "level-1": 2.5, "level-2": 2.0, "level-3": 3.0, "regression-1": 6.0, "regression-2": 1.5, "regression-3": 1.0}
#: One after the other, as published.
EVERY = tuple(part for part in PARTS if part != TOGETHER)

#: Smallest and largest of the numbers. Corners that are moved farther than that turn a template over.
LIMITS = {"batch": (1, 4096), "steps": (1, 10**9), "rate": (1e-9, 1e3), "seed": (0, 2**63), "reach": (0, 48), "draws": (1, 64),
          "weight": (0, 1e6), "width": (1, 1024), "bands": (RGB, COUNT), "regression_width": (1, 1024), "hidden": (1, 2**16),
          "checks": (1, 10**6), "step": (0, 1e6)}
#: What the maps of all levels are to make easy: to tell the truth, and a step of the solver; or a bowl around the truth.
OBJECTIVES = ("step", "bowl")


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        parts: ids of `PARTS`, separated by commas; what comes before them is used as it is; empty: `EVERY`.
        batch: samples of a step; steps: of the whole schedule, all parts together.
        rate: highest learning rate, of every part; constant: it stays there, or else it falls as a cosine in every part.
        seed: of everything random.
        cross_modal: pairs of different kinds of layers, and grey values inverted, folded and speckled.
        reach: how far corners of a template are from where they would be if nothing had moved, pixels, at most.
        by_entries: what is compared with the truth has other entries of the homography, as published; else other corners.
        draws: how many of them for a sample; weight: of what they add to the loss.
        further: those twice as far have a say too.
        objective: one of `OBJECTIVES`, unless entries are compared; step: weight of a step of the solver.
        width, special, bands: see `core.models.deep_lk.DeepLK`; regression_width, hidden: too.
        checks: how many samples validate it.
        start: id or file of the weights it begins with; empty: none.
        half: convolutions are computed in bfloat16, where the machine is fast in it.
    """

    parts: str = ",".join(EVERY)
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

    @property
    def chosen(self) -> tuple[str, ...]:
        """The parts that are trained, in turn; OptionError where there is no such part."""
        return chosen(self.parts, tuple(PARTS)) if self.parts.strip(" ,") else EVERY

    def part(self, share: float) -> tuple[str, float]:
        """(id, share of it done) of what is trained where this share of the whole is done, 0 to 1."""
        return turn(PARTS, self.chosen, share)

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        if self.constant:
            return self.rate
        return self.rate * falling(self.part(share)[1])

    @property
    def published_bands(self) -> bool:
        """Whether images are red, green and blue."""
        return self.bands == RGB
