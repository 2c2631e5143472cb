"""What is trained and how."""
from __future__ import annotations

import math
from dataclasses import dataclass

#: How triplets are made, see `core.training.hashing.samplers`.
SAMPLERS = ("batch-hard", "parity")
#: What is to be half on and half off: the bits of each code, as published; each bit over the codes; both.
BALANCES = ("both", "sample", "bit")


@dataclass(frozen=True)
class Settings:
    """What is trained and how.

    Attributes:
        features, bits, hidden, narrow: see `core.models.hashing.hash_network.HashNetwork`; 0 features: as the data have.
        sampler: one of `SAMPLERS`. balance: one of `BALANCES`.
        alpha: margin of the metric. beta: weight of what pushes bits from 0.5. gamma: weight of the balance.
        batch: codes of a step, a multiple of 3; of ``batch-hard`` four of each class.
        steps: of the whole schedule. rate: learning rate; constant: it stays there, as published, or falls as a cosine.
        seed: of everything random.
        start: id or file of a hash model to begin with; empty: random weights.
        half: weights are written as float16.
        encoder, encoder_sha256, encoder_file, classes, ground, split: as the data say: id, checksum and file of the model that saw the
            tiles, names of the classes, with semicolons between, side of a tile in metres, sha256 of the split file.
    """

    features: int = 0
    bits: int = 64
    hidden: int = 1024
    narrow: int = 512
    sampler: str = "batch-hard"
    balance: str = "both"
    alpha: float = 0.2
    beta: float = 0.001
    gamma: float = 1.0
    batch: int = 96
    steps: int = 3000
    rate: float = 1e-4
    constant: bool = False
    seed: int = 0
    start: str = ""
    half: bool = True
    encoder: str = ""
    encoder_sha256: str = ""
    encoder_file: str = ""
    classes: str = ""
    ground: float = 0.0
    split: str = ""

    @property
    def network(self) -> dict:
        """The arguments of the network."""
        return {name: getattr(self, name) for name in ("features", "bits", "hidden", "narrow")}

    def learning_rate(self, share: float) -> float:
        """The learning rate where this share of the schedule is done, 0 to 1."""
        return self.rate if self.constant else self.rate * (0.5 * (1 + math.cos(math.pi * share)) + 1e-3)


#: As published, but for 2048 features of Inception-v3: the data say so.
PUBLISHED = Settings(bits=32, sampler="parity", balance="sample", batch=90, steps=10_000, constant=True, seed=123, half=False)
