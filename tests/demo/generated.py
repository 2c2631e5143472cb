"""The generated pair: two dates of one landscape, the second displaced by a known distortion."""
from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)
from tiepoint.core.training.scenes.distortion import random_distortion  # noqa: E402
from tiepoint.core.training.scenes.files import write_pair  # noqa: E402
from tiepoint.core.training.scenes.pair import make_pair  # noqa: E402

WIDTH, HEIGHT, PIXEL_SIZE = 1200, 900, 0.5


@dataclass(frozen=True)
class Truth:
    """What is known about a pair.

    Attributes:
        places: (N, 2) in the reference's CRS.
        target_xy: (N, 2) target pixels that lie there.
        pixel: size of a pixel in map units, the same in both.
    """

    places: np.ndarray
    target_xy: np.ndarray
    pixel: float


def write(folder: Path, seed: int) -> tuple[Path, Path, Truth]:
    """Write the pair and its truth; both rasters claim to cover the same rectangle, and the target is wrong by up to 40 pixels."""
    distortion = random_distortion("affine+local", seed, (WIDTH, HEIGHT), shift_px=22.0, rotation_deg=1.5, scale=0.01, local_px=5.0)
    files = write_pair(make_pair(WIDTH, HEIGHT, seed, distortion, pixel_size=PIXEL_SIZE), folder)
    points = np.array(json.loads(Path(files.truth).read_text(encoding="utf-8"))["points"])
    return Path(files.reference), Path(files.target), Truth(points[:, 2:4], points[:, :2], PIXEL_SIZE)
