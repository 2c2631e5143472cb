"""Nice numbers and the frame of a map."""
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiepoint.core.reporting.frame import MapFrame, nice, number, tick_text, ticks

positive = st.floats(1e-12, 1e12)


@given(positive)
def test_nice_is_1_2_or_5_times_a_power_of_ten_just_below(value):
    found = nice(value)
    mantissa = found / 10.0 ** math.floor(math.log10(found) + 1e-9)
    assert min(abs(mantissa - step) for step in (1, 2, 5)) < 1e-6
    assert found <= value * (1 + 1e-6) and value < found * 2.5 * (1 + 1e-6)


@given(st.floats(-1e7, 1e7), st.floats(1e-3, 1e7), st.integers(1, 12))
def test_ticks_lie_inside_evenly_and_are_not_too_many(low, span, count):
    values = ticks(low, low + span, count)
    assert len(values) <= count + 1
    assert (values >= low - span * 1e-6).all() and (values <= low + span * (1 + 1e-6)).all()
    if len(values) > 2:
        assert np.ptp(np.diff(values)) < 1e-6 * max(abs(low), span)


def test_ticks_of_a_known_axis():
    np.testing.assert_allclose(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1.0])
    np.testing.assert_allclose(ticks(512000, 512560, 4), [512000, 512200, 512400])
    assert len(ticks(3, 3, 4)) == 0


@pytest.mark.parametrize("value, text", [(0.4712, "0.471"), (12.345, "12.3"), (123456.7, "123457"), (0, "0"), (-0.5, "-0.500"),
                                         (1e-5, "0.0000100"), (1.5e-7, "1.50e-07"), (float("nan"), "unknown")])
def test_numbers_have_three_significant_digits(value, text):
    assert number(value) == text


def test_tick_texts_have_the_decimals_of_the_step():
    assert [tick_text(value, 0.2) for value in (-0.2, 0.0, 1.0)] == ["\u22120.2", "0.0", "1.0"]
    assert tick_text(512000.0, 200.0) == "512000" and tick_text(13.02, 0.02) == "13.02" and tick_text(-1e-17, 0.5) == "0.0"


def test_frame_places_corners_and_keeps_squares_square():
    frame = MapFrame.fitted((100, 200, 300, 250), 30, 8, 400, 400)
    assert (frame.width, frame.height) == (400, 100)
    np.testing.assert_allclose(frame.place([(100, 250), (300, 200), (200, 225)]), [(30, 8), (430, 108), (230, 58)])


@pytest.mark.parametrize("extent", [(5, 5, 5, 5), (5, 0, 5, 10), (0, 5, 10, 5)])
def test_extent_without_width_or_height_gets_some(extent):
    frame = MapFrame.fitted(extent, 0, 0, 100, 100)
    assert 0 < frame.width <= 100 + 1e-9 and 0 < frame.height <= 100 + 1e-9
    np.testing.assert_allclose(frame.place([((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2)])[0],
                               (frame.width / 2, frame.height / 2))
    assert frame.svg()
