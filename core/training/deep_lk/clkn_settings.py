"""What is trained of CLKN and how."""
from __future__ import annotations

from dataclasses import dataclass

from ...models.clkn import STRIDES
from ..turns import chosen, falling, turn

#: What can be trained, the coarsest level first, and its share of a schedule.
PARTS = {f"level-{level}": 1.0 for level in STRIDES}
#: Smallest and largest of the numbers.
LIMITS = {"batch": (1, 4096), "steps": (1, 10**9), "rate": (1e-9, 1e3), "seed": (0, 2**63), "reach": (0, 48), "iterations": (1, 100),
          "width": (1, 1024), "checks": (1, 10**6)}


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        parts: ids of `PARTS`, separated by commas; empty: all.
        batch: samples of a step; steps: of the whole schedule, all parts together.
        rate: highest learning rate, of every part; constant: it stays there, as published, or else it falls as a cosine in every part.
        seed: of everything random.
        cross_modal: pairs of different kinds of layers, and grey values inverted, folded and speckled.
        reach: how far corners of a template are from where they would be if nothing had moved, pixels, at most; each level begins half as
            far off as the one before it.
        iterations: of the solver, through which gradients pass.
        width: channels of the networks.
        checks: how many samples validate it.
        start: id or file of the weights it begins with; empty: none.
    """

    parts: str = ""
    batch: int = 4
    steps: int = 8000
    rate: float = 1e-4
    constant: bool = True
    seed: int = 0
    cross_modal: bool = True
    reach: float = 32.0
    iterations: int = 3
    width: int = 64
    checks: int = 96
    start: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The parts that are trained, in turn; OptionError where there is no such part."""
        return chosen(self.parts, tuple(PARTS))

    def level(self, share: float) -> int:
        """The level whose turn it is where this share of the whole is done, 0 to 1."""
        return int(turn(PARTS, self.chosen, share)[0].split("-")[1])

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        return self.rate if self.constant else self.rate * falling(turn(PARTS, self.chosen, share)[1])
