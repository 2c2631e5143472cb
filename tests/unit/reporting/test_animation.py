"""The steps of an alignment, as they are drawn."""
from __future__ import annotations

import base64

import cv2
import numpy as np
import pytest
from tiepoint.core.errors import OutputError, RasterError
from tiepoint.core.reporting.animation import BLENDS, MOST_BYTES, _texts, alignment_frames, animation_html, write_animation

MIDDLE = np.array([[1.0, 0, 32], [0, 1, 32], [0, 0, 1]])
HEAD, SIDE = 22, 192


def moved(dx, dy):
    return np.array([[1.0, 0, dx], [0, 1, dy], [0, 0, 1]]) @ MIDDLE


@pytest.fixture(scope="module")
def scene():
    """A noisy picture and its middle: the hardest to compress."""
    rng = np.random.default_rng(0)
    smooth = cv2.resize(rng.integers(0, 256, (24, 24, 3), np.uint8), (192, 192), interpolation=cv2.INTER_CUBIC)
    image = np.clip(smooth + rng.normal(0, 8, smooth.shape), 0, 255).astype(np.uint8)
    return image, np.ascontiguousarray(image[32:160, 32:160])


@pytest.fixture(scope="module")
def trace():
    return [(3, moved(20, -15)), *((3 - step // 20, moved(20 * 0.9 ** step, -15 * 0.9 ** step)) for step in range(1, 60)), (1, MIDDLE)]


def right(frame):
    return frame[HEAD:, -SIDE:].astype(int)


def test_the_last_frame_shows_both_on_each_other(scene, trace):
    image, template = scene
    frames = alignment_frames(image, template, trace)
    assert len(frames) == 61 and {frame.shape for frame in frames} == {(214, 394, 3)}
    large = cv2.resize(template, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR).astype(int)
    off = [np.abs(right(frame) - large)[6:-6, 6:-6].mean() for frame in frames]
    assert off[-1] < 1.0 and off[0] > 10.0 and off[10] > off[25] > off[-1]
    # In the squares of the template nothing ever moves.
    np.testing.assert_array_equal(right(frames[0])[:32, :32], large[:32, :32])
    assert (right(frames[0])[:32, 32:64] != large[:32, 32:64]).any()


def test_red_and_cyan_make_grey_where_they_agree(scene, trace):
    first, last = (right(alignment_frames(*scene, trace, "red-cyan")[index])[6:-6, 6:-6] for index in (0, -1))
    assert np.abs(last[..., 0] - last[..., 1]).mean() < 2 < 10 < np.abs(first[..., 0] - first[..., 1]).mean()
    np.testing.assert_array_equal(last[..., 1], last[..., 2])


def test_the_outline_lies_where_the_homography_places_the_template(scene):
    image = np.zeros((192, 192, 3), np.uint8)
    for dx, dy in ((0, 0), (20, -15), (-9, 30)):
        left = alignment_frames(image, scene[1], [(1, moved(dx, dy))])[0][HEAD:, :SIDE].max(axis=2)
        rows, cols = np.nonzero(left > 100)
        assert (cols.min(), cols.max(), rows.min(), rows.max()) == pytest.approx((32 + dx, 159 + dx, 32 + dy, 159 + dy), abs=1)
    # The corners of a picture of another size too: it is drawn to 192.
    left = alignment_frames(np.zeros((384, 384, 3), np.uint8), scene[1], [(1, MIDDLE)])[0][HEAD:, :SIDE].max(axis=2)
    rows, cols = np.nonzero(left > 100)
    assert (cols.min(), cols.max()) == pytest.approx((16, 79.5), abs=1)


def test_the_line_above_tells_the_step(scene, trace):
    frames = alignment_frames(*scene, trace)
    heads = [frame[:HEAD].tobytes() for frame in frames]
    assert len(set(heads)) == 61
    assert (heads[19] != heads[20]) and (frames[5][:HEAD, :60] != frames[25][:HEAD, :60]).any()


def test_a_level_that_begins_where_another_ends_begins_with_step_0():
    """As the levels of a solver do, each of which tells where it begins."""
    near, there = moved(1, 0), MIDDLE
    assert _texts([(3, moved(5, 0)), (3, near), (2, near), (2, there), (2, there), (1, there)]) == [
        "initial guess", "level 3, step 1", "level 2, step 0", "level 2, step 1", "level 2, step 2", "level 1, step 0"]
    assert _texts([(3, moved(5, 0)), (2, near), (1, there)]) == ["initial guess", "level 2, step 1", "level 1, step 1"]


@pytest.mark.parametrize("blend", BLENDS)
def test_sixty_steps_stay_below_a_megabyte(scene, trace, tmp_path, blend):
    frames = alignment_frames(*scene, trace, blend)
    write_animation(tmp_path / "a.gif", frames)
    content = (tmp_path / "a.gif").read_bytes()
    assert content[:6] == b"GIF89a" and len(content) < MOST_BYTES
    if hasattr(cv2, "imdecodeanimation"):
        animation = cv2.imdecodeanimation(np.frombuffer(content, np.uint8))[1]
        assert len(animation.frames) == 61 and animation.durations[-1] == 1500
        for index in (0, 30, 60):
            assert np.abs(animation.frames[index][..., 2::-1].astype(int) - frames[index]).mean() < 12
    with pytest.raises(OutputError):
        write_animation(tmp_path / "none" / "a.gif", frames)


def test_the_page_holds_it_whole(scene, trace, read, links):
    page = animation_html(alignment_frames(*scene, trace), "a < b")
    seen = read(page)
    assert seen.text.strip() == "a < b" and len(links(page)) == 1 and links(page)[0].startswith("data:image/gif;base64,")
    assert base64.b64decode(seen.all("img")[0]["src"].split(",")[1], validate=True)[:6] == b"GIF89a" and len(page) < 1_100_000


def test_grey_pictures_and_mad_homographies_are_drawn_and_others_told(scene):
    grey = [picture[..., 0] for picture in scene]
    assert alignment_frames(*grey, [(1, MIDDLE)])[0].shape == (214, 394, 3)
    mad = np.array([[1.0, 0, 0], [0, 1, 0], [-1 / 127, 0, 1]])
    assert len(alignment_frames(*scene, [(1, mad), (1, np.full((3, 3), np.nan)), (1, MIDDLE)])) == 3
    for trace, blend in (((), "checkerboard"), ([(1, MIDDLE)], "sepia")):
        with pytest.raises(RasterError, match="cannot be shown"):
            alignment_frames(*scene, trace, blend)
