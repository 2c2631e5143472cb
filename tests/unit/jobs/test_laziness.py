"""What a pair does not need is not made, and what was named is looked at all the same."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from tiepoint.core.errors import ModelError
from tiepoint.core.geometry.tps import ThinPlateSpline
from tiepoint.core.jobs.alignment import align
from tiepoint.core.jobs.matchers import Matchers
from tiepoint.core.jobs.pair import RasterPair
from tiepoint.core.jobs.warping import interpolated
from tiepoint.core.matching.matcher import Means
from tiepoint.core.progress import Silent
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import open_raster

TESTS, BOUND = Path(__file__).resolve().parents[2], "import conftest"      # binds the package's name


class Watched(Matchers):
    """Matchers that remember which were made."""

    def __init__(self, means: Means | None = None):
        super().__init__(means)
        self.made: list[str] = []

    def variants(self, method: str) -> list:
        """See `Matchers.variants`."""
        if method not in self.made:
            self.made.append(method)
        return super().variants(method)


def test_learned_features_are_not_loaded_where_edges_agree(generate, tmp_path):
    pair = generate(tmp_path, "affine", 320, 3, dates=(0, 0), change=0.0)
    matchers = Watched()
    with open_raster(pair.reference) as reference, open_raster(pair.target) as target:
        found = align(RasterPair(reference, target, (1,), (1,)), "auto", "auto", None, Silent(), matchers)
    assert matchers.made == ["phase"]
    assert found.choice.accuracy.rmse < 0.5


def test_a_model_that_was_named_has_to_be_there(generate, tmp_path):
    pair = generate(tmp_path, "affine", 320, 3, dates=(0, 0), change=0.0)
    with open_raster(pair.reference) as reference, open_raster(pair.target) as target, pytest.raises(ModelError):
        align(RasterPair(reference, target, (1,), (1,)), "auto", "auto", None, Silent(), Matchers(Means(model="no-such-model")))


@pytest.mark.parametrize(("period", "amplitude"), [(2400.0, 3.0), (900.0, 4.0)])
def test_a_warp_between_nodes_is_within_a_hundredth_of_a_pixel(period, amplitude):
    x, y = np.meshgrid(np.linspace(0, 600, 25), np.linspace(0, 500, 21))
    source = np.column_stack([x.ravel(), y.ravel()])
    bend = amplitude * np.column_stack([np.sin(2.0 * np.pi * source[:, 1] / period), np.cos(2.0 * np.pi * source[:, 0] / period)])
    spline = ThinPlateSpline.fit(source, source + bend, smoothing=0)
    asked = []

    def exact(xy: np.ndarray) -> np.ndarray:
        asked.append(len(xy))
        return spline.inverse(xy)

    quick = interpolated(exact, Grid(Affine(1, 0, 0, 0, -1, 0), 600, 500, None), spline)
    there = np.random.default_rng(0).uniform((0, 0), (600, 500), (500, 2))
    before = len(asked)
    found = quick(there)
    assert np.abs(found - spline.inverse(there)).max() < 0.015
    assert len(asked) == before                        # what is asked of it now comes from the nodes
    assert sum(asked) < 0.1 * 600 * 500


@pytest.mark.parametrize("job", ["listmodels", "fetchmodel", "importmodel", "changemap"])
def test_torch_is_not_waited_for_before_a_network_is_wanted(job):
    """It takes seconds to import; which models there are, and methods that have no network, do without."""
    told = subprocess.run([sys.executable, "-c", f"{BOUND}; from tiepoint.core.options import jobs; jobs.load('{job}'); import sys\n"
                           "sys.exit('torch' in sys.modules)"], cwd=TESTS, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stderr
