"""A search finds what looking at everything finds, under every condition."""
import numpy as np
import pytest
from tiepoint.core.retrieval import search as module
from tiepoint.core.retrieval.bits import hamming, unpack
from tiepoint.core.retrieval.places import of_tiles
from tiepoint.core.retrieval.ranking import Examples, scores
from tiepoint.core.retrieval.search import Conditions, search, selected


def examples(index, rows, negative=(), combination="mean"):
    said = lambda chosen: unpack(index.codes[list(chosen)], index.settings.bits).astype(np.float32).reshape(-1, index.settings.bits)  # noqa: E731
    return Examples(said(rows), said(negative), combination)


def everything(index, asked, allowed):
    """All allowed rows in order of score, then distance, then row."""
    far = np.min([hamming(index.codes, code) for code in np.packbits(asked.positive > 0.5, axis=1)], axis=0)
    found = scores(asked, index.codes)
    order = np.lexsort((np.arange(len(index)), far, np.round(found, 4)))
    return order[allowed[order]]


def test_it_finds_what_looking_at_all_finds(made):
    index = made()
    for rows in ([5], [5, 17, 130]):
        asked = examples(index, rows, [40])
        unwanted = np.array([*rows, 40])
        found = search(index, asked, 12, Conditions(unwanted=unwanted))
        allowed = ~np.isin(np.arange(len(index)), unwanted)
        assert found.rows.tolist() == everything(index, asked, allowed)[:12].tolist()
        assert not np.isin(unwanted, found.rows).any()
        assert (found.distances == np.min([hamming(index.codes[found.rows], index.codes[row]) for row in rows], axis=0)).all()


def test_an_index_with_fewer_tiles_gives_them_all_but_the_example(made):
    index = made(rasters=1)
    found = search(index, examples(index, [3]), 500, Conditions(unwanted=np.array([3])))
    assert sorted(found.rows.tolist()) == [row for row in range(100) if row != 3]


def test_conditions_that_leave_few_look_further(made, monkeypatch):
    """The candidates are far fewer than the tiles that have to be passed over."""
    monkeypatch.setattr(module, "_LEAST", 4)
    monkeypatch.setattr(module, "_FOR_EACH", 1)
    index = made()
    conditions = Conditions(unwanted=np.array([7]), around=of_tiles(index, np.array([7])), radius=300.0)
    found = search(index, examples(index, [7]), 6, conditions)
    middle = np.array([7 * 40 + 20, -20])
    places = index.footprints(np.arange(200)).mean(1) - [500000, 5500000]
    allowed = np.hypot(*(places - middle).T) > 300
    assert 0 < allowed.sum() < 200 and found.rows.tolist() == everything(index, examples(index, [7]), allowed)[:6].tolist()


def test_the_same_place_on_another_date_is_left_out(made):
    index = made(rasters=1)
    source = index.sources[0]
    again = index.with_source(source.__class__(**{**source.__dict__, "path": "/none/other.tif"}), index.windows, index.codes)
    around = of_tiles(again, np.array([55]))
    found = search(again, examples(again, [55]), 1, Conditions(unwanted=np.array([55])))
    assert found.rows.tolist() == [155] and found.distances.tolist() == [0]
    left = search(again, examples(again, [55]), 300, Conditions(unwanted=np.array([55]), around=around, same_place=True))
    assert len(left.rows) == 198 and 155 not in left.rows, "its neighbours touch it, and are other places"


def test_no_result_is_farther_in_bits_than_allowed(made):
    index = made()
    asked = examples(index, [0])
    far = hamming(index.codes, index.codes[0])
    most = int(np.sort(far)[9])
    found = search(index, asked, 50, Conditions(unwanted=np.array([0]), most_bits=most))
    assert sorted(found.rows.tolist()) == [row for row in np.flatnonzero(far <= most).tolist() if row]
    assert not len(search(index, asked, 5, Conditions(unwanted=np.array([0]), most_bits=0)).rows)


def test_results_can_be_kept_apart_and_unlike(made):
    index = made()
    asked = examples(index, [50])
    spread = search(index, asked, 8, Conditions(spread=150.0))
    places = index.footprints(spread.rows).mean(1)
    gaps = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) + 1e9 * np.eye(8)
    assert len(spread.rows) == 8 and gaps.min() >= 150 and spread.rows[0] == 50
    plain, varied = (search(index, asked, 8, Conditions(diversity=share)).rows for share in (0.0, 0.8))
    unlike = [np.mean([hamming(index.codes[rows], index.codes[row]).sum() / 7 for row in rows]) for rows in (plain, varied)]
    assert varied[0] == plain[0] == 50 and unlike[1] > unlike[0] + 2


def test_equal_tiles_keep_the_order_of_the_index(made):
    index = made()
    index.codes[:] = index.codes[0]
    assert search(index, examples(index, [9]), 5, Conditions(unwanted=np.array([1]))).rows.tolist() == [0, 2, 3, 4, 5]


def test_selection_by_date_name_and_place(made):
    index = made(rasters=3)
    assert selected(index) is None
    assert set(index.source[selected(index, "2019")]) == {1, 2} and set(index.source[selected(index, "2018-06", "2019")]) == {1}
    assert set(index.source[selected(index, last="2018-05-01")]) == {0}
    assert set(index.source[selected(index, names="land_2018.tif, *_2020*")]) == {0, 2} and not len(selected(index, names="land"))
    assert set(index.source[selected(index, names="*/none/*2019*")]) == {1}
    rows = selected(index, extent=(500000, 5499910, 500090, 5500000))
    assert rows.tolist() == [0, 1, 10, 11] and selected(index, "2019", extent=(500000, 5499910, 500090, 5500000)).size == 0


@pytest.mark.parametrize("crs", (32633, None))
def test_distances_are_metres_on_the_ground_or_pixels_of_one_raster(made, crs):
    places = of_tiles(made(crs=crs), np.arange(200))
    along = places.distances(0, places)
    assert along[9] == pytest.approx(9 * 40 if crs else 9 * 20, rel=5e-3)
    assert along[100] == (pytest.approx(1000, rel=5e-3) if crs else np.inf)
    assert np.flatnonzero(places.shared(0, places)).tolist() == [0]
