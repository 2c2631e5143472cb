"""What learned features owe to surfaces at full resolution, measured by leaving them out."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.jobs.pair import RasterPair
from tiepoint.core.matching import dense
from tiepoint.core.models import weights
from tiepoint.core.models.features import Features
from tiepoint.core.models.store import find
from tiepoint.core.progress import Silent
from tiepoint.core.raster.bands import default_band
from tiepoint.core.raster.io import open_raster
from tiepoint.core.training.scenes.distortion import random_distortion
from tiepoint.core.training.scenes.files import write_pair
from tiepoint.core.training.scenes.pair import make_pair

SIZE = 320
GRID = np.stack(np.meshgrid(*[np.arange(50.0, SIZE - 49, 36)] * 2), -1).reshape(-1, 2)


@pytest.mark.parametrize("seed", range(3))
def test_full_resolution_halves_the_error_between_visible_and_near_infrared(tmp_path, monkeypatch, seed):
    truth = random_distortion("similarity", seed, (SIZE, SIZE), shift_px=6, rotation_deg=0.5, scale=0.002)
    pair = make_pair(SIZE, SIZE, seed, truth, target_modality="nir", target_date=0, oversample=1.5, change=0)
    files = write_pair(pair, tmp_path)

    def median_error() -> float:
        matcher = dense.Dense(Features(weights.load(find("", "dense")), torch.device("cpu")))
        with open_raster(files.reference) as reference, open_raster(files.target) as target:
            seen = RasterPair(reference, target, default_band(reference), default_band(target))
            found = matcher.measure(seen, GRID, 1.0, lambda xy: xy, 64, Silent())
        assert len(found) > 0.9 * len(GRID)
        return float(np.median(np.hypot(*(found.nominal_xy - truth.forward(found.reference_xy)).T)))

    refined = median_error()
    monkeypatch.setattr(dense, "boxes", lambda one, _two, reach: np.zeros((len(one), 2 * reach + 3, 2 * reach + 3), np.float32))
    features_alone = median_error()
    assert refined < 0.25
    assert refined < 0.6 * features_alone
