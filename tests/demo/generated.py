"""The generated pair: two dates of one landscape, the second displaced by a known distortion."""
from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import Affine

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)
from tiepoint.core.training.scenes.distortion import random_distortion  # noqa: E402
from tiepoint.core.training.scenes.pair import make_pair  # noqa: E402

WIDTH, HEIGHT, PIXEL_SIZE, CRS = 1200, 900, 0.5, "EPSG:32633"


@dataclass(frozen=True)
class Truth:
    """What is known about a pair.

    Attributes:
        places: (N, 2) in the reference's CRS.
        target_xy: (N, 2) target pixels that lie there.
        pixel: size of the coarser pixel in map units.
        scale: size of a target pixel in coarser pixels.
    """

    places: np.ndarray
    target_xy: np.ndarray
    pixel: float
    scale: float


def write(folder: Path, seed: int) -> tuple[Path, Path, Truth]:
    """Write reference.tif and target.tif, which both claim to cover the same rectangle; the target lies wrongly."""
    distortion = random_distortion("affine+local", seed, (WIDTH, HEIGHT), shift_px=22.0, rotation_deg=1.5, scale=0.01, local_px=5.0)
    pair = make_pair(WIDTH, HEIGHT, seed, distortion, pixel_size=PIXEL_SIZE)
    transform = Affine(PIXEL_SIZE, 0.0, 500000.0, 0.0, -PIXEL_SIZE, 5500000.0)
    paths = folder / "reference.tif", folder / "target.tif"
    for path, image in zip(paths, (pair.reference, pair.target), strict=True):
        with rasterio.open(path, "w", driver="GTiff", count=len(image), height=image.shape[1], width=image.shape[2], dtype=image.dtype,
                           crs=CRS, transform=transform, compress="deflate", tiled=True) as raster:
            raster.write(image)
    places = np.column_stack(transform * tuple(pair.check_points[:, 2:].T))
    return (*paths, Truth(places, pair.check_points[:, :2], PIXEL_SIZE, 1.0))
