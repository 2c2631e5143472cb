"""Regions of a mask do not depend on how it is cut into strips."""
import numpy as np
import pytest
from scipy.ndimage import label
from tiepoint.core.change.regions import find_regions


def strips(mask, magnitude, rows):
    return [(mask[row:row + rows], magnitude[row:row + rows]) for row in range(0, len(mask), rows)]


def drawn(mask, magnitude, rows, least=0):
    found = find_regions(strips(mask, magnitude, rows), least)
    return found, np.vstack([found.numbered(i, part) for i, (part, _) in enumerate(strips(mask, magnitude, rows))])


@pytest.mark.parametrize("rows", [1, 7, 64, 100])
@pytest.mark.parametrize("share", [0.02, 0.35, 0.6])
def test_they_are_those_of_the_whole(rows, share):
    rng = np.random.default_rng(3)
    mask, magnitude = rng.random((100, 90)) < share, rng.random((100, 90)).astype(np.float32)
    found, numbers = drawn(mask, magnitude, rows)
    whole, count = label(mask, np.ones((3, 3)))
    assert len(found) == count and found.pixels[0] == 0
    pairs = np.unique(np.stack([numbers[mask], whole[mask]], 1), axis=0)
    assert len(pairs) == count, "one number for each"
    assert (numbers > 0).sum() == mask.sum() and numbers.max() == count
    for number, other in pairs[:50]:
        inside = whole == other
        assert found.pixels[number] == inside.sum()
        assert found.magnitude[number] == pytest.approx(magnitude[inside].mean(), rel=1e-5)
        assert found.last[number] == np.flatnonzero(inside.any(1))[-1] // rows


@pytest.mark.parametrize("rows", [3, 8, 20])
def test_small_ones_are_left_out_wherever_the_cuts_are(rows):
    mask = np.zeros((20, 20), bool)
    mask[4:12, 3] = True            # 8 pixels over several strips
    mask[7, 10] = mask[8, 11] = mask[9, 12] = True
    magnitude = np.ones(mask.shape, np.float32)
    assert [len(drawn(mask, magnitude, rows, least)[0]) for least in (0, 3, 3.5, 8, 8.1)] == [2, 2, 1, 1, 0]
    assert drawn(mask, magnitude, rows, 4)[1].sum() == 8


def test_nothing_has_no_region():
    found, numbers = drawn(np.zeros((5, 4), bool), np.zeros((5, 4), np.float32), 2)
    assert len(found) == 0 and not numbers.any()
