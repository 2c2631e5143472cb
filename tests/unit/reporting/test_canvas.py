"""The canvas of matches, pixel by pixel: where the pictures are, where lines end, how much they cover."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from tiepoint.core.errors import RasterError
from tiepoint.core.reporting.canvas import GAP, LAYOUTS, join, match_picture
from tiepoint.core.reporting.figure import write_png

RED = (255, 0, 0)
RNG = np.random.default_rng(4)


def noise(*shape):
    return RNG.integers(0, 256, shape, dtype=np.uint8)


def grey(rows, cols, value=100):
    return np.full((rows, cols), value, np.uint8)


def changed(picture, first, second, layout):
    """(rows, cols) bool: what differs from the canvas alone."""
    return (picture != join(first, second, layout).picture).any(axis=2)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("sizes", [((40, 50), (40, 50)), ((40, 50), (70, 30)), ((90, 20), (10, 60))])
def test_pictures_are_on_white_with_a_gap(layout, sizes):
    first, second = noise(*sizes[0]), noise(*sizes[1], 3)
    canvas = join(first, second, layout)
    (rows, cols), (other_rows, other_cols) = sizes
    beside = layout == "horizontal"
    assert canvas.picture.shape == ((max(rows, other_rows), cols + 10 + other_cols, 3) if beside else
                                    (rows + 10 + other_rows, max(cols, other_cols), 3))
    assert canvas.origins.tolist() == [[0, 0], [cols + GAP, 0] if beside else [0, rows + GAP]]
    left, top = canvas.origins[1]
    np.testing.assert_array_equal(canvas.picture[:rows, :cols], np.repeat(first[..., None], 3, axis=2))
    np.testing.assert_array_equal(canvas.picture[top : top + other_rows, left : left + other_cols], second)
    free = np.ones(canvas.picture.shape[:2], bool)
    free[:rows, :cols] = free[top : top + other_rows, left : left + other_cols] = False
    assert (canvas.picture[free] == 255).all() and free.sum() >= 10 * (min(rows, other_rows) if beside else min(cols, other_cols))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_markers_and_lines_end_at_the_matches_of_either_picture(layout):
    first, second = grey(60, 80), grey(100, 50)
    # The pixel (col 20, row 30) of the first and (col 40, row 75) of the second; positions are of their centres.
    picture = match_picture(first, second, [[20.5, 30.5]], [[40.5, 75.5]], layout, RED, line=0.0)
    left, top = (90, 0) if layout == "horizontal" else (0, 70)
    for col, row in ((20, 30), (left + 40, top + 75)):
        for step in range(-3, 4):
            for seen in (picture[row + step, col], picture[row, col + step]):
                assert seen.tolist() == pytest.approx(RED, abs=25)
        assert all(picture[row + dy, col + dx].tolist() != [100] * 3 for dx, dy in ((4, 0), (-4, 0), (0, 4), (0, -4)))
    rows, cols = np.nonzero(changed(picture, first, second, layout))
    near = [(np.abs(cols - col) <= 5) & (np.abs(rows - row) <= 5) for col, row in ((20, 30), (left + 40, top + 75))]
    assert (near[0] | near[1]).all()

    picture = match_picture(first, second, [[20.5, 30.5]], [[40.5, 75.5]], layout, RED, line=1.0, marker=0)
    rows, cols = np.nonzero(changed(picture, first, second, layout))
    start, stop = np.array([20, 30]), np.array([left + 40, top + 75])
    along = (stop - start) / np.linalg.norm(stop - start)
    offset = np.column_stack([cols, rows]) - start
    assert np.abs(offset @ [-along[1], along[0]]).max() < 1.6, "all of it lies on the line"
    assert -1.6 < (offset @ along).min() < 0.6 and -0.6 < (offset @ along).max() - np.linalg.norm(stop - start) < 1.6
    assert len(np.unique(np.rint(offset @ along))) > 0.95 * np.linalg.norm(stop - start), "without a hole"


@pytest.mark.parametrize("line", [0.3, 0.5, 1.0])
@pytest.mark.parametrize("rise", [0, 7, 40, 120])
def test_a_thin_line_covers_as_much_as_it_is_thick(line, rise):
    first = grey(201, 150, 0)
    picture = match_picture(first, first, [[10.5, 20.5]], [[140.5, 20.5 + rise]], "horizontal", RED, line=line, marker=0)
    length = np.hypot(290, rise)
    covered = picture[:, :150, 0].sum() / 255 / (length * 139.5 / 290)
    assert covered == pytest.approx(line, rel=0.06)
    assert picture[..., 0][:, :150].max() <= 255 * line and picture[:, :150, 1:].max() == 0
    # On the white of the gap the red stays and as much of the others goes.
    gap = picture[:, 150:160].astype(float)
    assert (gap[..., 0] == 255).all() and (255 - gap[..., 1]).sum() / 255 / (length * 10 / 290) == pytest.approx(line, rel=0.1)


def test_a_position_between_pixels_is_drawn_between_them():
    picture = match_picture(grey(40, 40, 0), grey(40, 40, 0), [[20.0, 10.5]], [[20.0, 30.5]], "vertical", (200, 200, 200), line=0, marker=8)
    strokes = picture[8, 17:23, 0].astype(int)
    assert strokes[2] == pytest.approx(strokes[3], abs=25) and strokes[2] > 50 and strokes[0] < 10, strokes


def test_colours_are_random_by_a_seed_or_one():
    first = grey(200, 200, 0)
    xy = np.stack(np.meshgrid(np.arange(10.5, 200, 20), np.arange(10.5, 200, 20)), axis=-1).reshape(-1, 2)

    def colours(**how):
        picture = match_picture(first, first, xy, xy, line=0, **how)
        return [tuple(picture[int(y), int(x)].tolist()) for x, y in xy]

    assert colours(seed=1) == colours(seed=1) != colours(seed=2)
    assert len(set(colours(seed=1))) > 50 and all(max(rgb) > 250 and min(rgb) == 0 for rgb in colours(seed=1))
    assert set(colours(colour=(0, 200, 100))) <= {(0, 198 + i, 98 + j) for i in range(3) for j in range(3)}
    picture = match_picture(first, first, xy, xy, line=0, seed=1)
    assert all(picture[int(y), int(x)].tolist() == picture[int(y), int(x) + 210].tolist() for x, y in xy), "both ends alike"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_keypoints_are_scattered_over_either_picture(layout):
    first, second = grey(50, 60), grey(40, 30)
    scattered = [[10.5, 20.5], [59.5, 49.5], [-3, 5]], [[5.5, 30.5], [31, 3]]
    picture = match_picture(first, second, [], [], layout, keypoints=scattered)
    left, top = (70, 0) if layout == "horizontal" else (0, 60)
    rows, cols = np.nonzero(changed(picture, first, second, layout))
    for col, row in ((10, 20), (59, 49), (left + 5, top + 30)):
        assert picture[row, col].tolist() == [255, 210, 0]
    assert cv2.connectedComponents(changed(picture, first, second, layout).astype(np.uint8))[0] - 1 == 3
    assert len(rows) < 3 * 25 and len(cols) == len(rows)


def test_what_is_off_a_picture_is_not_drawn():
    first, second = grey(50, 60), grey(40, 30)
    off = [[-1, 5], [61, 5], [5, np.nan], [5, 51], [5, 5], [5, 5]]
    inside = [[5, 5], [5, 5], [5, 5], [5, 5], [31, 5], [5, 41]]
    assert not changed(match_picture(first, second, off, inside, line=1.0), first, second, "horizontal").any()
    assert not changed(match_picture(first, second, np.empty((0, 2)), np.empty((0, 2))), first, second, "horizontal").any()


def test_the_pictures_that_were_given_stay_as_they_are(tmp_path):
    first, second = noise(30, 40, 3), noise(30, 40)
    before = first.copy(), second.copy()
    picture = match_picture(first, second, [[3, 4]], [[5, 6]], keypoints=([[1, 1]], [[2, 2]]))
    np.testing.assert_array_equal(first, before[0])
    np.testing.assert_array_equal(second, before[1])
    write_png(tmp_path / "m.png", picture)
    np.testing.assert_array_equal(cv2.imread(str(tmp_path / "m.png"))[..., ::-1], picture)


def test_what_is_no_picture_layout_or_match_is_refused():
    for arguments, told in (((grey(9, 9).astype(float), grey(9, 9), [], []), "cannot be shown"),
                            ((grey(9, 9), grey(9, 9), [[1, 1]], []), "1 and 0 positions"),
                            ((grey(9, 9), grey(9, 9), [], [], "diagonal"), "no layout 'diagonal'")):
        with pytest.raises(RasterError, match=told):
            match_picture(*arguments)
