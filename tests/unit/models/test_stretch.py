"""The stretch of values to 0 to 255."""
from __future__ import annotations

import numpy as np
from tiepoint.core.models import stretch
from tiepoint.core.models.stretch import Stretch, stretched


def test_percentiles_of_what_is_valid_become_0_and_255():
    image = np.arange(10000.0).reshape(100, 100)
    valid = np.ones(image.shape, bool)
    valid[50:] = False
    found = stretched(np.where(valid, image, np.nan), valid)
    low, high = np.percentile(image[:50], (2, 98))
    assert np.allclose(found[:50], np.clip((image[:50] - low) * 255 / (high - low), 0, 255), atol=1e-3)
    assert (found[50:] == 0).all()


def test_a_line_on_a_blank_sheet_is_seen_and_a_blank_sheet_is_the_middle():
    image, valid = np.full((100, 100), 7.0), np.ones((100, 100), bool)
    assert (stretched(image, valid) == 127.5).all()
    image[40, :50] = 9
    assert set(np.unique(stretched(image, valid))) == {0.0, 255.0}


def test_a_large_image_is_judged_by_a_part_of_its_pixels(monkeypatch):
    image = np.random.default_rng(0).normal(size=(400, 300))
    valid = np.ones(image.shape, bool)
    whole = Stretch.of(image, valid)
    monkeypatch.setattr(stretch, "_MOST_VALUES", 20000)
    part = Stretch.of(image, valid)
    assert part != whole and abs(part.low - whole.low) < 0.1 and abs(part.high - whole.high) < 0.1
