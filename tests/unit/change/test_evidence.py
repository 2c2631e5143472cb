"""What the change network is given: it holds what `auto` finds, belongs to the pixels asked for, and is the same in every block."""
import numpy as np
import pytest
from tiepoint.core.change import evidence, view
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.block import Block
from tiepoint.core.change.both import TwoWitnesses
from tiepoint.core.models.change_network import EVIDENCE
from tiepoint.core.progress import Silent

_REACH = 64


@pytest.fixture(scope="module")
def auto():
    return TwoWitnesses()


def parts(found, source, tolerance):
    """Evidence of the inner parts of blocks, put together."""
    tolerant, whole, corner = found.tolerant(tolerance), np.full((EVIDENCE, *source.shape), np.nan, np.float32), [0, 0]
    for block in source.blocks(found.margin(_REACH, tolerant)):
        maps, near = found.evidence(block, _REACH, tolerant), block.within(_REACH)
        assert maps.shape == (EVIDENCE, *near.shape)
        inner = maps[(slice(None), *near.inner)]
        whole[:, corner[0]:corner[0] + inner.shape[1], corner[1]:corner[1] + inner.shape[2]] = inner
        row, end = corner[0], corner[1] + inner.shape[2]
        corner = [row, end] if end < source.shape[1] else [row + inner.shape[1], 0]
    return whole


@pytest.mark.parametrize(("modality", "tolerance"), [("rgb", 0.0), ("sar", 0.0), ("rgb", 1.0)])
def test_it_holds_what_auto_finds_in_every_block(auto, scene, whole, modality, tolerance):
    pair = scene(8, 0.5, modality, size=448)
    source = ArraySource(pair.reference, pair.target, side=448)
    found = view.fit(source, auto, Silent())
    one = parts(found, source, tolerance)
    many = parts(found, ArraySource(pair.reference, pair.target, side=256), tolerance)
    np.testing.assert_allclose(many, one, atol=1e-3)
    detector = found.tolerant(tolerance) or found.both
    magnitude = whole(detector, pair.reference, pair.target)
    clear = np.abs(magnitude - found.both.threshold) > 1e-3
    np.testing.assert_array_equal((one[3] > 0.5)[clear], (magnitude > found.both.threshold)[clear])
    assert one.min() >= 0 and one.max() <= 1
    np.testing.assert_array_equal(one[0] != one[1], one[1] < one[0])       # a tolerance takes evidence away
    assert (one[0] != one[1]).any() == (tolerance > 0)
    for of_scale in range(4, EVIDENCE, 3):
        assert np.median(one[of_scale][pair.change_mask]) > 2 * np.median(one[of_scale][~pair.change_mask])


def test_pixels_without_data_have_no_evidence(auto, scene):
    pair = scene(8)
    valid = np.ones(pair.change_mask.shape, bool)
    valid[100:180, 40:90] = False
    source = ArraySource(pair.reference, pair.target, valid)
    found = view.fit(source, auto, Silent())
    maps = evidence.maps(found.both, next(iter(source.blocks())), 0)
    assert (maps[:, ~valid] == 0).all() and (maps[0][valid] > 0).mean() > 0.99


def test_a_block_within_less_margin_is_a_part_of_itself():
    values = np.arange(40 * 50, dtype=np.float32).reshape(1, 40, 50)
    block = Block(values, values + 1, values[0] > 5, (slice(3, 20), slice(12, 40)))
    for margin, rows, cols in ((8, (0, 28), (4, 48)), (0, (3, 20), (12, 40)), (30, (0, 40), (0, 50))):
        part = block.within(margin)
        np.testing.assert_array_equal(part.before, values[:, slice(*rows), slice(*cols)])
        np.testing.assert_array_equal(part.after[(slice(None), *part.inner)], block.after[(slice(None), *block.inner)])
        assert part.shape == part.before.shape[1:] == part.valid.shape
