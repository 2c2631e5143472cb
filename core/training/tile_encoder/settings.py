"""What is trained and how."""
from __future__ import annotations

import math
from dataclasses import dataclass

#: What is learned: which views are of one place, or which class a tile is of.
OBJECTIVES = ("views", "classes")


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        objective: one of `OBJECTIVES`.
        width, blocks, features, side: see `core.models.hashing.tile_encoder.TileEncoder`.
        batch: tiles of a step, of views twice as many are seen; steps: of the whole schedule.
        rate: highest learning rate, after a twentieth; it falls as a cosine. decay: of weights.
        temperature: of the similarities of views. smoothing: share of a class that is dealt out to all. mixed: how often two tiles are
            laid over each other, or one is set into the other, 0 to 1.
        early: side of what is seen in the first part of the training, pixels, for speed; 0: the same throughout.
        jitter: how much light varies, 0 to 1. smallest: side of what is cut out of a tile, of its own side, at least.
        seed: of everything random.
        classes: how many there are; 0: as many as the data have.
        ground: side of a tile, metres on the ground; 0: not known.
        start: id or file of the encoder it begins with; empty: random weights.
        half: weights are written as float16.
    """

    objective: str = "classes"
    width: int = 6
    blocks: int = 1
    features: int = 256
    side: int = 128
    batch: int = 48
    steps: int = 8000
    rate: float = 2e-3
    decay: float = 0.05
    temperature: float = 0.2
    smoothing: float = 0.1
    mixed: float = 0.5
    early: int = 0
    jitter: float = 0.35
    smallest: float = 0.5
    seed: int = 0
    classes: int = 0
    ground: float = 0.0
    start: str = ""
    half: bool = True

    @property
    def network(self) -> dict:
        """The arguments of the network."""
        return {name: getattr(self, name) for name in ("width", "blocks", "features", "side")}

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        return self.rate * (min(1.0, share / 0.05 + 0.02) * 0.5 * (1 + math.cos(math.pi * share)) + 1e-3)
