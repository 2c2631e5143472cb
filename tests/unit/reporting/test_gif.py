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


def strictly(content: bytes) -> list[int]:
    """The indices of the only frame of a GIF of 256 colours, by the specification: every code has to be of its width, the end too."""
    at = content.index(b"\x2c") + 10 if content.count(b"\x2c") == 1 else content.index(b"\x2c\x00\x00\x00\x00") + 10
    bits, at, packed = content[at], at + 1, b""
    while content[at]:
        packed += content[at + 1 : at + 1 + content[at]]
        at += 1 + content[at]
    assert content[at + 1 :] == b"\x3b"
    stream, place, found = np.unpackbits(np.frombuffer(packed, np.uint8), bitorder="little").tolist(), 0, []
    table, width, last = {}, bits + 1, None
    while True:
        code = sum(bit << power for power, bit in enumerate(stream[place : place + width]))
        place += width
        if code == 1 << bits:
            table, width, last = {index: [index] for index in range(1 << bits)}, bits + 1, None
            continue
        if code == (1 << bits) + 1:
            assert 0 <= len(stream) - place < 8, "whole, and nothing after it"
            return found
        if last is not None and len(table) + 2 < 4096:
            table[len(table) + 2] = table[last] + (table[code] if code in table else table[last])[:1]
            width = min(max(width, (len(table) + 2).bit_length()), 12)
        found += table[code]
        last = code


def test_a_stream_may_end_anywhere():
    """Where codes become a bit longer (after 473 and 1833 of these pixels) and where the dictionary is full (11931) too."""
    row = noise(1, 12000)
    for length in (*range(1, 30), *range(465, 480), *range(1825, 1840), *range(11925, 11940)):
        content = animated_gif([row[:, :length]], [0.1])
        seen, _ = decoded(content)
        palette = np.frombuffer(content[13 : 13 + 768], np.uint8).reshape(-1, 3)
        np.testing.assert_array_equal(palette[strictly(content)], row[0, :length], err_msg=str(length))
        np.testing.assert_array_equal(seen[0], row[:, :length], err_msg=str(length))


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
