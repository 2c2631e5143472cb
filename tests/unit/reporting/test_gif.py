"""Animated GIF: what a decoder of another make reads from it."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from tiepoint.core.errors import RasterError
from tiepoint.core.reporting.gif import animated_gif


def decoded(content: bytes):
    """(frames RGB, milliseconds) of a GIF."""
    done, animation = cv2.imdecodeanimation(np.frombuffer(content, np.uint8))
    assert done
    return [frame[..., 2::-1] for frame in animation.frames], list(animation.durations)


pytestmark = pytest.mark.skipif(not hasattr(cv2, "imdecodeanimation"), reason="this OpenCV reads no animations")


def flat(colour, rows=20, cols=30):
    return np.full((rows, cols, 3), colour, np.uint8)


def noise(rows, cols, seed=0):
    """Eight values of grey: the dictionary fills, overflows and begins anew."""
    return np.repeat(np.random.default_rng(seed).integers(0, 8, (rows, cols, 1), np.uint8) * 36, 3, axis=2)


def test_few_colours_come_back_as_they_were_with_their_times():
    frames = [flat((0, 0, 0)), flat((255, 255, 255)), flat((200, 30, 90))]
    frames[1][5:9, 7:20] = (10, 220, 40)
    frames[2][0, 0] = frames[2][-1, -1] = (10, 220, 40)
    seen, times = decoded(animated_gif(frames, [0.1, 0.25, 1.5]))
    assert times == [100, 250, 1500]
    for frame, meant in zip(seen, frames, strict=True):
        np.testing.assert_array_equal(frame, meant)


@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (3, 700), (211, 307)])
def test_every_code_is_read_as_it_was_written(shape):
    frames = [noise(*shape), noise(*shape, 1)]
    seen, _ = decoded(animated_gif(frames, [0.1, 0.1]))
    for frame, meant in zip(seen, frames, strict=True):
        np.testing.assert_array_equal(frame, meant)


def test_all_lengths_end_well():
    """The last code may have to be a bit longer than the one before."""
    for length in (*range(1, 300), *range(3700, 3900)):
        frame = noise(1, length, length)
        seen, _ = decoded(animated_gif([frame], [0.1]))
        np.testing.assert_array_equal(seen[0], frame, err_msg=str(length))


def test_what_stays_costs_nothing():
    still = noise(200, 300)
    once, often = (len(animated_gif([still] * count, [0.1] * count)) for count in (1, 21))
    assert often - once < 20 * 30
    other = still.copy()
    other[10:20, 10:20] = 252 - other[10:20, 10:20]
    assert len(animated_gif([still, other], [0.1, 0.1])) - once < 250
    seen, _ = decoded(animated_gif([still, other, other], [0.1] * 3))
    np.testing.assert_array_equal(seen[2], other)


def test_many_colours_are_approximated_and_become_fewer_for_a_limit():
    ramp = np.stack(np.meshgrid(np.arange(0, 256, 2), np.arange(0, 256, 2)), -1).astype(np.uint8)
    frames = [np.dstack([ramp, np.full(ramp.shape[:2], 40 * step, np.uint8)]) for step in range(4)]
    whole = animated_gif(frames, [0.1] * 4)
    seen, _ = decoded(whole)
    for frame, meant in zip(seen, frames, strict=True):
        assert np.abs(frame.astype(int) - meant).mean() < 10
    smaller = animated_gif(frames, [0.1] * 4, len(whole) // 2)
    assert len(smaller) <= len(whole) // 2
    assert np.abs(decoded(smaller)[0][3].astype(int) - frames[3]).mean() < 35
    assert len(animated_gif(frames, [0.1] * 4, 1)) < len(smaller), "the smallest there is"


def test_it_is_the_same_every_time():
    frames = [np.random.default_rng(seed).integers(0, 256, (40, 50, 3), np.uint8) for seed in range(3)]
    assert animated_gif(frames, [0.1] * 3) == animated_gif(frames, [0.1] * 3)


@pytest.mark.parametrize("frames", [[], [flat(0), flat(0, 21)], [flat(0)[..., 0]] * 2, [flat(0)]])
def test_what_makes_no_animation_is_told(frames):
    with pytest.raises(RasterError, match="no animation"):
        animated_gif(frames, [0.1, 0.1])
