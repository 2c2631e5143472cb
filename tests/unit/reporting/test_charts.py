"""Charts: what is drawn lies where the numbers say."""
import re

import numpy as np
import pytest
from tiepoint.core.reporting import charts
from tiepoint.core.reporting.pictures import colour_ramp

EXTENT = (1000.0, 2000.0, 1400.0, 2300.0)


def floats(text):
    return [float(number) for number in re.findall(r"-?\d*\.?\d+", text)]


def arrows(seen):
    """(tail x, tail y, dx, dy, class) of every arrow inside the frame, in drawing order."""
    found = []
    for attrs in seen.all("path", "arrow"):
        match = re.match(r"M(\S+) (\S+?)l(\S+) (-?[\d.]+)M", attrs["d"])
        if match and "ink" not in attrs["class"]:
            found.append((*(float(part) for part in match.groups()), attrs["class"].split()[1]))
    return found


def mapping(seen):
    """Drawing position of map positions, from the dotted outline of the extent alone."""
    inner = seen.all("rect", "inner")[0]
    left, top, width, height = (float(inner[name]) for name in ("x", "y", "width", "height"))
    return (lambda x, y: (left + (x - EXTENT[0]) / (EXTENT[2] - EXTENT[0]) * width,
                          top + (EXTENT[3] - y) / (EXTENT[3] - EXTENT[1]) * height)), width / (EXTENT[2] - EXTENT[0])


def test_arrows_start_at_their_tie_points_and_point_the_right_way(read):
    rng = np.random.default_rng(3)
    xy = rng.uniform(EXTENT[:2], EXTENT[2:], (200, 2))
    dxy = rng.uniform(2, 9, (200, 2)) * rng.choice([-1, 1], (200, 2))
    residual = rng.uniform(0, 3, 200)
    seen = read(charts.vector_plot(xy, dxy, residual, np.ones(200, bool), EXTENT, scale=4.0, unit="m"))
    place, scale = mapping(seen)
    order = np.argsort(residual)
    drawn = arrows(seen)
    assert len(drawn) == 200
    for i, (x, y, dx, dy, kind) in zip(order, drawn, strict=True):
        np.testing.assert_allclose((x, y), place(*xy[i]), atol=0.15)
        np.testing.assert_allclose((dx, dy), (dxy[i, 0] * 4 * scale, -dxy[i, 1] * 4 * scale), atol=0.06 + 4 * 9 * 0.1 / 400)
        assert kind == f"c{np.searchsorted((0.25, 0.5, 1, 2), residual[i])}"


def test_legend_arrow_has_the_length_it_claims(read):
    svg = charts.vector_plot([(1100, 2100)], [(3, 0)], [0.1], [True], EXTENT, scale=10, unit="m")
    seen = read(svg)
    _, scale = mapping(seen)
    claimed = float(re.search(r"shift of (\S+) m, drawn 10 times longer", seen.text).group(1))
    legend = next(attrs["d"] for attrs in seen.all("path", "arrow") if "ink" in attrs["class"])
    assert floats(legend)[2] == pytest.approx(claimed * 10 * scale, abs=0.2)
    bar = next(attrs["d"] for attrs in seen.all("path", "wide") if "arrow" not in attrs["class"])
    assert floats(bar)[3] == pytest.approx(float(re.search(r"map (\S+) m", seen.text).group(1)) * scale, abs=0.2)


def test_exaggeration_is_a_round_number_that_makes_arrows_visible(read):
    rng = np.random.default_rng(0)
    for size in (1e-4, 0.3, 50.0, 4000.0):
        xy, dxy = rng.uniform(EXTENT[:2], EXTENT[2:], (50, 2)), rng.normal(0, size, (50, 2))
        seen = read(charts.vector_plot(xy, dxy, np.ones(50), np.ones(50, bool), EXTENT))
        lengths = [np.hypot(dx, dy) for _, _, dx, dy, _ in arrows(seen)]
        assert 15 < np.percentile(lengths, 90) < 60


def test_rejected_points_are_grey_crosses_below_the_others(read):
    seen = read(charts.vector_plot([(1100, 2100), (1200, 2100)], [(9, 0), (9, 0)], [5.0, 0.1], [False, True], EXTENT))
    kinds = [attrs["class"].split()[1] for attrs in seen.all("path", "arrow") if "ink" not in attrs["class"]]
    assert kinds[:2] == ["cx", "c0"] and "not used" in seen.text
    assert "not used" not in read(charts.vector_plot([(1100, 2100)], [(9, 0)], [0.1], [True], EXTENT)).text


def test_many_points_are_thinned_and_the_chart_says_so(read):
    rng = np.random.default_rng(0)
    n = 5000
    svg = charts.vector_plot(rng.uniform(EXTENT[:2], EXTENT[2:], (n, 2)), rng.normal(0, 5, (n, 2)), np.ones(n), np.ones(n, bool), EXTENT)
    assert f"{charts.MOST_ARROWS} of 5000 tie points are drawn" in read(svg).text
    assert len(svg) < 500_000


def test_unknown_values_do_not_break_the_vector_plot(read):
    nan = np.nan
    seen = read(charts.vector_plot([(1100, 2100), (nan, 0), (1200, 2200)], [(9, 0), (1, 1), (nan, 1)], [nan, 1, 1], [True] * 3, EXTENT))
    assert len(arrows(seen)) == 1 and "nan" not in str(seen.elements)
    assert read(charts.vector_plot(np.empty((0, 2)), np.empty((0, 2)), [], [], EXTENT)).all("svg", "chart")


def test_ce90_circle_holds_nine_in_ten_and_has_the_radius_of_its_value(read):
    rng = np.random.default_rng(5)
    dx, dy = rng.normal(0, 2, (2, 1000))
    ce90 = float(np.percentile(np.hypot(dx, dy), 90))
    seen = read(charts.scatter(dx, dy, ce90, "m"))
    circle = seen.all("circle", "ce90")[0]
    cx, cy, radius = (float(circle[name]) for name in ("cx", "cy", "r"))
    rings = [float(ring["r"]) for ring in seen.all("circle", "ring")]
    step = rings[0] / radius * ce90     # the first ring's value, read from the drawing
    assert f"{step:.3g}" in seen.text.split()
    dots = np.array([(float(dot["cx"]) - cx, float(dot["cy"]) - cy) for dot in seen.all("circle", "dot")])
    assert np.mean(np.hypot(*dots.T) <= radius) == pytest.approx(0.9, abs=0.01)
    assert "CE90 " in seen.text and " m" in seen.text


def test_scatter_points_up_for_positive_y_and_keeps_far_points_on_the_rim(read):
    seen = read(charts.scatter([0.0] * 99 + [500.0], [1.0] * 99 + [0.0], None))
    dots = np.array([(float(dot["cx"]), float(dot["cy"])) for dot in seen.all("circle", "dot")])
    assert (dots[:99, 1] < 190).all() and dots[99, 1] == 190 and dots[99, 0] == pytest.approx(260 + 175)
    assert "1 outside" in seen.text and not seen.all("circle", "ce90")


@pytest.mark.parametrize("values", [[], [0.0], [0.0, 0.0], [np.nan], [1e-9, 2e-9], [1e9]])
def test_scatter_and_histogram_take_any_values(read, values):
    assert "nan" not in charts.scatter(values, values, np.nan).replace("role", "")
    read(charts.histogram(values, "px", [("RMSE", float("nan"))]))


def test_histogram_counts_every_value_once(read):
    rng = np.random.default_rng(2)
    values = np.append(np.abs(rng.normal(0, 0.4, 500)), [40, 50, np.nan])
    svg = charts.histogram(values, "px", [("CE90", 0.7), ("RMSE", 0.4)])
    counts = [int(count) for count in re.findall(r"<title>[^<]*: (\d+)</title>", svg)]
    assert sum(counts) == 502 and counts[-1] >= 2
    assert "last bar:" in svg


def test_histogram_marks_and_bars_share_the_axis(read):
    values = np.full(10, 0.55)
    seen = read(charts.histogram(values, "px", [("RMSE", 0.55), ("CE90", 1.0)]))
    marks = [floats(attrs["d"])[0] for attrs in seen.all("path", "mark")]
    bar = next(attrs for attrs in seen.all("rect", "bar") if float(attrs["height"]) > 0)
    left, width = float(bar["x"]), float(bar["width"])
    assert left - 1 <= marks[0] <= left + width + 1
    assert (marks[1] - 52) / (marks[0] - 52) == pytest.approx(1.0 / 0.55, rel=1e-3)


def test_coverage_counts_points_in_their_cells(read):
    xy = np.array([(1001, 2299), (1002, 2298), (1399, 2001), (np.nan, 0)])
    counts = charts.coverage_counts(xy, EXTENT, 4)
    np.testing.assert_array_equal(counts, [[2, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]])
    seen = read(charts.coverage(xy, EXTENT, 4))
    assert len(seen.all("rect", "none")) == 10 and len(seen.all("rect", "cell")) == 2


def test_coverage_cells_grow_with_the_number_of_points():
    rng = np.random.default_rng(0)
    sizes = [charts.coverage_counts(rng.uniform(EXTENT[:2], EXTENT[2:], (n, 2)), EXTENT).shape[1] for n in (0, 5, 100, 5000)]
    assert sizes == [3, 3, 5, 12]


def test_heat_map_is_the_grid_itself(read, pixels):
    values = np.array([[0.0, 1.0, np.nan], [2.0, 3.0, 4.0]])
    seen = read(charts.heat_map(values, EXTENT, "m"))
    grid = pixels(seen.all("image")[0]["href"])
    assert grid.shape == (2, 3, 4)
    np.testing.assert_array_equal(grid[..., 3], [[255, 255, 0], [255, 255, 255]])
    ramp = colour_ramp()
    for (row, col), value in np.ndenumerate(values):
        if np.isfinite(value):
            np.testing.assert_array_equal(grid[row, col, :3], ramp[round(value / 4 * 255)])


@pytest.mark.parametrize("values", [np.full((3, 3), np.nan), np.full((3, 3), 2.5), np.zeros((1, 1)), np.array([[5.0, 5.1]])])
def test_heat_map_of_one_value_or_none(read, values):
    assert "nan" not in read(charts.heat_map(values, EXTENT, "m")).text


def test_units_are_escaped(read):
    unit = "<m & 'ft'>"
    for svg in (charts.histogram([1, 2], unit, [("<RMSE>", 1.0)]), charts.scatter([1], [1], 1.0, unit),
                charts.heat_map([[0.0, 1.0]], EXTENT, unit),
                charts.vector_plot([(1100, 2100)], [(9, 0)], [0.1], [True], EXTENT, unit=unit)):
        assert "<m &" not in svg and unit in read(svg).text
