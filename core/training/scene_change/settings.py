"""What is trained and how."""
from __future__ import annotations

import math
from dataclasses import dataclass

#: How weights are moved: Adam with decoupled decay, gradients at most 1 long; or Nesterov's momentum of 0.9, as published.
OPTIMISERS = ("adamw", "nesterov")


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        backbone, fusion, average, shared, side, width, ratio, temperature, inert: see `core.models.corrfusion.network.CorrFusionNet`.
        objective: see `core.training.scene_change.objective.OBJECTIVES`; correlation: weight of what correlates features.
        batch: pairs of a step; steps: of the whole schedule.
        rate: highest learning rate; constant: it stays there, as published, or else rises over the first fiftieth and falls as a cosine.
        optimiser: one of `OPTIMISERS`.
        seed: of everything random.
        turned: pairs are turned and mirrored; jitter: how much the light of each date varies, 0 to 1.
        balanced: rare classes count as much as frequent ones.
        classes: the legend, as `Legend.text` writes it; empty: that of the data.
        ground: side of the tiles, metres on the ground; 0: not known.
        checks: pairs that validate it, spread over those there are; 0: all.
        start: ``imagenet``, or id or file of the weights it begins with; empty: none.
        half: weights are written as float16.
        bfloat: convolutions are computed in bfloat16 while it learns, which takes half the time where the processor knows that type.
    """

    backbone: str = "slim"
    fusion: bool = True
    average: bool = True
    shared: bool = False
    side: int = 128
    width: int = 128
    ratio: int = 2
    temperature: str = "root"
    inert: bool = False
    objective: str = "corrfusion"
    correlation: float = 1e-3
    batch: int = 32
    steps: int = 8000
    rate: float = 1e-3
    constant: bool = False
    optimiser: str = "adamw"
    seed: int = 0
    turned: bool = True
    jitter: float = 0.2
    balanced: bool = False
    classes: str = ""
    ground: float = 0.0
    checks: int = 0
    start: str = ""
    half: bool = False
    bfloat: bool = False

    @property
    def network(self) -> dict:
        """The arguments of the network, without the number of classes."""
        return {name: getattr(self, name) for name in
                ("backbone", "fusion", "average", "shared", "side", "width", "ratio", "temperature", "inert")}

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        if self.constant:
            return self.rate
        return self.rate * (min(1.0, share / 0.02 + 0.02) * 0.5 * (1 + math.cos(math.pi * share)) + 1e-3)


#: As published, but that batch normalisation looks at its batch, pairs are shuffled, turned and coloured, and maps are averaged; the steps
#: are a hundred epochs of the 16488 pairs of Wuhan.
PUBLISHED = Settings(backbone="vgg16", side=200, width=1024, temperature="none", batch=32, steps=51_600, rate=1e-3, constant=True,
                     optimiser="nesterov")
