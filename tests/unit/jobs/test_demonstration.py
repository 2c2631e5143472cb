"""The window that a report shows on its way."""
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from tiepoint.core.jobs.alignment import Alignment
from tiepoint.core.jobs.demonstration import demonstrated
from tiepoint.core.jobs.pair import RasterPair
from tiepoint.core.jobs.placing import Placed
from tiepoint.core.matching.deep_lk import DeepLucasKanade
from tiepoint.core.matching.evidence import weigh
from tiepoint.core.matching.phase import Phase
from tiepoint.core.matching.refinement import Refinement
from tiepoint.core.models.deep_lk import DeepLK
from tiepoint.core.progress import Silent
from tiepoint.core.raster.bands import default_band
from tiepoint.core.raster.io import open_raster


def elsewhere(xy):
    """So far off that a window finds no way back."""
    return xy + 60.0


def as_it_came(xy):
    return xy


@pytest.fixture(scope="module")
def alignment(generate, tmp_path_factory):
    """What untrained networks measure in a few windows of a pair of one date that lies some pixels off, begun from where it came."""
    known = generate(tmp_path_factory.mktemp("same"), "shift", 340, 5, (0, 0))
    matcher = DeepLucasKanade(DeepLK.random(0, width=8, bands=6, regressions=0, special=False), torch.device("cpu"))
    with open_raster(known.reference) as reference, open_raster(known.target) as target:
        pair = RasterPair(reference, target, default_band(reference), default_band(target))
        centres = np.stack(np.meshgrid([120.0, 170, 220], [120.0, 170, 220]), -1).reshape(-1, 2)
        measured = matcher.measure(pair, centres, 1.0, as_it_came, 96, Silent())
        kept = np.ones(len(measured), bool)
        found = Refinement(measured, kept, as_it_came, weigh(measured, kept, 1.0), 1.0)
        yield Alignment(pair, matcher, "", found, None, [], "good", Placed(pair, found, as_it_came, "deep-lk", ""))


def table(alignment):
    count = len(alignment.refinement.measurement)
    return {"id": np.arange(1, count + 1), "inlier": np.arange(count) > 1}


def test_a_typical_window_is_shown_from_the_placement_on(alignment):
    found, measured = demonstrated(alignment, table(alignment)), alignment.refinement.measurement
    place = found["place"] - 1
    assert place > 1 and not found["why"]
    middle = np.array([47.5, 47.5, 1.0])
    end, begun = ((found["trace"][index][1] @ middle)[:2] / (found["trace"][index][1] @ middle)[2] for index in (-1, 0))
    moved = measured.nominal_xy[place] - measured.reference_xy[place]
    np.testing.assert_allclose(end - begun, moved, atol=0.3)
    assert found["image"].shape == (144, 144) and found["template"].dtype == np.uint8
    nearest = np.argsort(np.abs(measured.scores[2:] - np.median(measured.scores[2:])), kind="stable")[:3] + 2
    assert place in nearest


def test_from_a_placement_too_far_off_it_begins_after_the_coarse_stages(alignment):
    far = replace(alignment, placed=replace(alignment.placed, begun=elsewhere))
    one, other = (demonstrated(given, table(alignment)) for given in (alignment, far))
    np.testing.assert_array_equal(one["image"], other["image"])
    assert (one["refined"], other["refined"]) == (False, True)


def test_what_is_never_right_is_shown_with_what_speaks_against_it(alignment):
    nowhere = replace(alignment.placed, begun=elsewhere, coarse=replace(alignment.placed.coarse, backward=elsewhere))
    found = demonstrated(replace(alignment, placed=nowhere), table(alignment))
    assert found["why"]


def test_nothing_to_show(alignment):
    assert demonstrated(replace(alignment, matcher=Phase()), table(alignment)) is None
    assert demonstrated(alignment, {"id": np.arange(9), "inlier": np.zeros(9, bool)}) is None
