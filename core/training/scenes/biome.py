"""The region of a scene: colour of its soils, vegetation and roofs."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# blue, green, red, near infrared relative to a brown loam
_SOILS = ((1.0, 1.0, 1.0, 1.0), (0.72, 0.82, 1.05, 1.0), (1.15, 1.02, 0.88, 0.92), (0.55, 0.56, 0.58, 0.62), (1.35, 1.32, 1.25, 1.2))


@dataclass(frozen=True)
class Biome:
    """Gains of reflectance (4,) blue, green, red, near infrared.

    Attributes:
        soil: of bare ground, tracks and stubble.
        green: of crops, grass and leaves.
        dry: how early and how much grass turns brown, 0 to 1.
    """

    soil: np.ndarray
    green: np.ndarray
    dry: float


def make_biome(seed: int) -> Biome:
    """A random region."""
    rng = np.random.default_rng([seed, 81])
    weight = rng.dirichlet(np.full(len(_SOILS), 0.6))
    soil = np.array(_SOILS).T @ weight * np.exp(rng.normal(0, 0.08))
    green = np.exp(rng.normal(0, 0.10)) * np.exp(rng.normal(0, 1, 4) * (0.06, 0.05, 0.10, 0.08))
    return Biome(soil, green, float(rng.beta(2, 2.5)))
