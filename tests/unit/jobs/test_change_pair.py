"""Two rasters as the source of a change method: every pixel once, in bounded pieces, the same values however they are cut."""
import numpy as np
import pytest
from rasterio.transform import Affine
from tiepoint.core.jobs.change_pair import ChangePair
from tiepoint.core.jobs.common_grid import common_grid
from tiepoint.core.raster.io import open_raster


@pytest.fixture
def source(changed):
    """Factory of pairs of the changed rasters, or of others."""
    opened = []

    def make(before=None, after=None, **more):
        rasters = [open_raster(path) for path in (before or changed.before, after or changed.after)]
        opened.extend(rasters)
        return ChangePair(*rasters, ((1, 2, 3), (1, 2, 3)), common_grid(*rasters), **more)

    yield make
    for raster in opened:
        raster.close()


def assembled(source, margin):
    whole, places = np.zeros((3, *source.shape), np.float32), iter(source.grid.window.tiles(source.side))
    for block in source.blocks(margin):
        window = next(places)
        whole[(slice(None), *window.slices)] = block.after[(slice(None), *block.inner)]
        assert block.before.dtype == block.after.dtype == np.float32 and block.shape == block.before.shape[1:]
        rows, cols = block.inner
        assert rows.start == min(margin, window.row) and cols.start == min(margin, window.col)
        assert block.shape[0] - rows.stop == min(margin, source.shape[0] - window.row - window.height)
    assert next(places, None) is None
    return whole


@pytest.mark.parametrize(("side", "margin"), [(64, 0), (64, 9), (100, 300), (512, 4)])
def test_blocks_cover_everything_once(source, side, margin):
    assert np.array_equal(assembled(source(side=side), margin), assembled(source(), 0))


@pytest.mark.parametrize("most", [1, 50, 3000, 10**6])
def test_a_sample_is_even_and_does_not_depend_on_the_blocks(source, most):
    before, after = source().sample(most)
    assert 0.4 * min(most, 78000) < len(before) <= most and before.dtype == np.float32
    for side in (37, 256):
        again = source(side=side).sample(most)
        assert np.array_equal(again[0], before) and np.array_equal(again[1], after)


def test_a_sample_is_of_the_whole(source, changed):
    before, after = source().sample(4000)
    assert (after - before > 50).all(1).mean() == pytest.approx(changed.truth.mean(), rel=0.15)
    assert before.mean(0) == pytest.approx(changed.image.mean((1, 2)), rel=0.03)


def test_a_large_raster_is_sampled_in_patches(source, monkeypatch):
    from tiepoint.core.jobs import change_pair

    monkeypatch.setattr(change_pair, "_READ_WHOLE", 100)
    before, after = source().sample(5000)
    assert 2000 < len(before) <= 5000 and len(after) == len(before)
    assert np.array_equal(source(side=64).sample(5000)[0], before)


def test_resampled_blocks_fit_together(source, changed, rewritten):
    """Half a pixel to the east and turned a little: what is interpolated does not show the blocks."""
    after = rewritten(changed.after, "a.tif", transform=Affine(1, 0, 500000.5, 0, -1, 5500000) * Affine.rotation(2))
    one, other = assembled(source(after=after, side=64), 0), assembled(source(after=after), 0)
    assert np.abs(one - other).max() <= 1
