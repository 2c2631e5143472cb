"""The match drawing: lines end where the tie points are in the pictures, an even and repeatable choice of them, honest counts."""
import re

import numpy as np
import pytest
from scipy.spatial import cKDTree
from tiepoint.core.errors import RasterError
from tiepoint.core.reporting.charts import BREAKS
from tiepoint.core.reporting.matches import MOST_ACCEPTED, MOST_REJECTED, evenly, match_drawing

RNG = np.random.default_rng(8)


def noise(*shape):
    return RNG.integers(0, 256, shape, dtype=np.uint8)


def numbers(attrs, *names):
    return np.array([float(attrs[name]) for name in names])


class Drawn:
    """A drawing as a reader sees it: lines by the number of their tie point, in pixels of the pictures."""

    def __init__(self, seen, html, sizes):
        boxes = [numbers(attrs, "x", "y", "width", "height") for attrs in seen.all("image")]
        self.boxes, self.lines = boxes, {}
        for kind, number, rest, d in re.findall(
                r'<g class="match (\w+)"><title>Tie point (\d+): ([^<]*)</title>.*? class="line" d="([^"]*)"', html):
            ends = np.array(re.fullmatch(r"M(\S+) (\S+)L(\S+) (\S+)", d).groups(), dtype=float).reshape(2, 2)
            places = [(end - box[:2]) / box[2:] * size for end, box, size in zip(ends, boxes, sizes)]
            self.lines[int(number)] = (kind, rest, *places)


@pytest.fixture
def draw(read):
    def drawn(reference, target, *args, **options):
        html = match_drawing(reference, target, *args, **options)
        return Drawn(read(html), html, [picture.shape[1::-1] for picture in (reference, target)]), html

    return drawn


# Squares, strips that stand below each other, strips of which one is upright, and pictures of unlike sizes.
@pytest.mark.parametrize("sizes", [((300, 300), (300, 300)), ((100, 600), (90, 580)), ((100, 600), (600, 100)), ((700, 650), (120, 200))])
@pytest.mark.parametrize("colours", [(), (3,)])
def test_lines_end_at_the_tie_points_of_either_picture(draw, sizes, colours):
    reference, target = (noise(*size, *colours) for size in sizes)
    ends = [RNG.uniform(0, 1, (12, 2)) * picture.shape[1::-1] for picture in (reference, target)]
    seen, _ = draw(reference, target, *ends, np.arange(12) % 3 > 0, np.full(12, 0.1))
    assert sorted(seen.lines) == list(range(1, 13))
    for i in range(12):
        for found, told, box, picture in zip(seen.lines[i + 1][2:], ends, seen.boxes, (reference, target)):
            # Positions are written to a tenth of a drawing unit.
            assert found == pytest.approx(told[i], abs=0.15 * picture.shape[1] / box[2])


@pytest.mark.parametrize("sizes", [((300, 300), (300, 300)), ((100, 600), (90, 580)), ((600, 100), (600, 100)), ((700, 650), (120, 200))])
def test_pictures_keep_their_shape_and_scale_and_do_not_overlap(draw, read, sizes):
    reference, target = (noise(*size) for size in sizes)
    seen, html = draw(reference, target, [[5, 5]], [[5, 5]], [True], [0.1])
    (left, top, width, height), (other_left, other_top, other_width, other_height) = seen.boxes
    scales = [width / sizes[0][1], height / sizes[0][0], other_width / sizes[1][1], other_height / sizes[1][0]]
    assert scales == pytest.approx([scales[0]] * 4, rel=0.002)
    assert left + width < other_left or top + height < other_top
    drawn_width, drawn_height = (float(value) for value in re.search(r'viewBox="0 0 (\d+) (\d+)"', html).groups())
    assert min(left, other_left) > 0 and max(left + width, other_left + other_width) < drawn_width
    assert max(top + height, other_top + other_height) < drawn_height
    # A row of a grid of tie points that is only shifted gives lines beside each other, not one on top of the other.
    assert abs(other_left - left) > 5 and abs(other_top - top) > 5


def test_strips_stand_below_each_other_where_that_makes_them_larger(draw):
    for size, below in (((100, 600), True), ((300, 300), False), ((600, 100), False)):
        seen, _ = draw(noise(*size), noise(*size), [[5, 5]], [[5, 5]], [True], [0.1])
        (left, top, width, height), (other_left, other_top, *_) = seen.boxes
        assert (top + height < other_top, left + width < other_left) == (below, not below)


def test_pictures_are_those_that_were_given(draw, read, pixels):
    reference, target = noise(40, 50), noise(30, 60, 3)
    _, html = draw(reference, target, [[5, 5]], [[5, 5]], [True], [0.1])
    shown = [pixels(attrs["href"]) for attrs in read(html).all("image")]
    np.testing.assert_array_equal(shown[0], reference)
    np.testing.assert_array_equal(shown[1], target)


def test_most_bytes_hold_and_move_no_line(draw, read):
    reference, target = noise(600, 600), noise(600, 600)
    place = RNG.uniform(0, 600, (2, 5, 2))
    whole, _ = draw(reference, target, *place, np.ones(5, bool), np.zeros(5))
    small, html = draw(reference, target, *place, np.ones(5, bool), np.zeros(5), most_bytes=60_000)
    assert 10_000 < sum(len(attrs["href"]) for attrs in read(html).all("image")) <= 60_000
    for i in whole.lines:
        np.testing.assert_array_equal(whole.lines[i][2:], small.lines[i][2:])


def test_lines_are_coloured_by_residual_and_rejected_ones_are_apart(draw):
    residual = np.array([0.1, 0.25, 0.3, 0.6, 1.5, 40.0, np.nan, 0.1, np.nan])
    accepted = np.array([True] * 7 + [False] * 2)
    place = RNG.uniform(0, 90, (9, 2))
    scores = np.linspace(0.1, 0.9, 9)
    scores[3] = np.nan
    seen, html = draw(noise(90, 90), noise(90, 90), place, place, accepted, residual, scores, np.arange(9) + 101)
    assert BREAKS == (0.25, 0.5, 1.0, 2.0)
    assert [seen.lines[i + 101][0] for i in range(9)] == ["c0", "c0", "c1", "c2", "c3", "c4", "cn", "cx", "cx"]
    assert seen.lines[102][1] == "held-out error 0.250 px, score 0.200"
    assert seen.lines[104][1] == "held-out error 0.600 px"
    assert seen.lines[107][1] == "held-out error unknown, score 0.700"
    assert seen.lines[108][1] == "held-out error 0.100 px, score 0.800, not used"
    for name in ("up to 0.25 (2)", "0.25 to 0.5 (1)", "0.5 to 1 (1)", "1 to 2 (1)", "above 2 (1)", "unknown (1)", "rejected (2)"):
        assert f">{name}</text>" in html
    assert "7 of 7 used and 2 of 2 rejected tie points" in html


def test_the_worst_lie_on_top_and_rejected_ones_below_all(draw):
    place, residual = RNG.uniform(0, 90, (40, 2)), RNG.uniform(0, 3, 40)
    accepted = RNG.random(40) > 0.3
    seen, _ = draw(noise(90, 90), noise(90, 90), place, place, accepted, residual)
    order = np.array(list(seen.lines)) - 1
    rejected = int((~accepted).sum())
    assert not accepted[order[:rejected]].any() and (np.diff(residual[order[rejected:]]) >= 0).all()


def test_not_more_lines_than_can_be_told_apart_and_the_counts_say_so(draw, read):
    place = RNG.uniform(0, 300, (1000, 2))
    accepted, residual = np.arange(1000) % 4 > 0, np.full(1000, 0.1)
    seen, html = draw(noise(300, 300), noise(300, 300), place, place[::-1], accepted, residual)
    kinds = [line[0] for line in seen.lines.values()]
    assert (kinds.count("c0"), kinds.count("cx")) == (MOST_ACCEPTED, MOST_REJECTED) == (60, 20)
    said = "60 of 750 used and 20 of 250 rejected tie points"
    assert f"Drawn are {said}" in read(html).text and said in read(html).all("svg")[0]["aria-label"]
    assert ">up to 0.25 (750)</text>" in html and ">rejected (250)</text>" in html


def test_points_off_a_picture_are_counted_but_not_drawn(draw):
    place = np.array([[10, 10], [50, 10], [-1, 5], [20, 101], [np.nan, 5], [0, 0], [100, 100]], dtype=float)
    inside = np.full((7, 2), 30.0)
    seen, html = draw(noise(100, 100), noise(100, 100), place, inside, np.ones(7, bool), np.zeros(7))
    assert sorted(seen.lines) == [1, 2, 6, 7] and "4 of 7 used tie points" in html
    seen, _ = draw(noise(100, 100), noise(100, 100), inside, place, np.ones(7, bool), np.zeros(7))
    assert sorted(seen.lines) == [1, 2, 6, 7]


def test_nothing_found_still_shows_the_pictures(draw, read):
    none = np.empty((0, 2))
    seen, html = draw(noise(50, 50), noise(50, 50), none, none, [], [])
    assert not seen.lines and len(seen.boxes) == 2 and "0 of 0 used tie points" in html
    assert "rejected" not in read(html).text


def test_choice_is_even_where_the_points_are_not():
    """Nine in ten points crowd in one corner; a random choice leaves most of the area without any."""
    xy = np.concatenate([RNG.uniform(0, 200, (1800, 2)), RNG.uniform(0, 1000, (200, 2))])
    chosen = evenly(xy, 60)
    assert len(set(chosen.tolist())) == 60

    def gap(places):
        return cKDTree(places).query(xy)[0].max()

    def nearest(places):
        return cKDTree(places).query(places, 2)[0][:, 1].min()

    # A hexagonal cover of the square with 60 discs has a radius of 80.
    assert gap(xy[chosen]) < 110 and nearest(xy[chosen]) > 70
    by_chance = xy[RNG.permutation(2000)[:60]]
    assert gap(by_chance) > 200 and nearest(by_chance) < 20


def test_choice_is_the_same_again_and_does_not_hang_on_the_order():
    xy = RNG.uniform(0, 500, (400, 2))
    chosen, order = evenly(xy, 40), RNG.permutation(400)
    np.testing.assert_array_equal(chosen, evenly(xy.copy(), 40))
    assert {*map(tuple, xy[chosen])} == {*map(tuple, xy[order][evenly(xy[order], 40)])}


@pytest.mark.parametrize("count", [0, 1, 5])
def test_few_points_are_all_chosen(count):
    assert evenly(RNG.uniform(0, 9, (count, 2)), 5).tolist() == list(range(count))


def test_points_on_one_place_do_not_stop_the_choice():
    assert len(set(evenly(np.ones((30, 2)), 7).tolist())) == 7


def test_drawing_needs_nothing_else_and_runs_nothing(links):
    html = match_drawing(noise(40, 40), noise(40, 40), [[1, 2]], [[3, 4]], [True], [0.1], label='<script>alert("1")</script>')
    assert links(html) and all(link.startswith("data:image/") for link in links(html))
    assert "<script" not in html and not re.search(r"\son\w+=", html)


def test_what_is_no_picture_is_refused():
    with pytest.raises(RasterError):
        match_drawing(noise(40, 40).astype(float), noise(40, 40), [[1, 2]], [[3, 4]], [True], [0.1])
