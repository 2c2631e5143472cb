"""Report pages from whole and partial records."""

import numpy as np
import pytest
from tiepoint.core.reporting.frame import number
from tiepoint.core.reporting.page import page_html, write_page
from tiepoint.core.reporting.registration import assessment_page, registration_page


def record(count=1000, side=900, crop=160, match=700):
    """A record with everything in it; pictures are noise, which compresses worst."""
    rng = np.random.default_rng(11)

    def noise(size):
        return rng.integers(0, 256, (size, size, 3), dtype=np.uint8)

    map_xy = rng.uniform((500000, 4000000), (509000, 4006000), (count, 2))
    dxy = np.array([30.0, -12.0]) + rng.normal(0, 2, (count, 2))
    errors = rng.normal(0, 3, (count, 2))
    loo = np.hypot(*errors.T) / 10
    inlier = rng.random(count) > 0.1
    rmse = float(np.sqrt(np.mean(loo[inlier] ** 2)))
    return {
        "title": "b <2020>.tif on a & 'b'.tif", "verdict": "good", "method": "phase", "method_reason": "phase was best",
        "transform": "tps", "transform_reason": "tps was needed", "version": "1.2.3",
        "command": "qgis_process run tiepoint:coregister -- 'A=<b>'", "map_unit": "m", "seconds": 83.0,
        "warnings": ["<8 % of the overlap has no data"],
        "candidates": [{"id": "phase", "rmse_px": 0.41, "reason": "412 points"}, {"id": "sift", "rmse_px": None, "reason": "<too few>"}],
        "tie_points": {"target_xy": map_xy, "reference_xy": map_xy, "map_xy": map_xy, "dxy_map": dxy, "residual": loo / 2,
                       "loo_residual": loo, "loo_dxy_map": errors, "score": loo, "inlier": inlier, "enabled": np.arange(count) % 10 > 0},
        "rmse_px": rmse, "rmse": rmse * 10, "rmse_raw_px": rmse * 1.2, "ce90": float(np.percentile(loo[inlier], 90)) * 10,
        "median_shift": (30.1, -12.2), "extent": (500000, 4000000, 509000, 4006000),
        "reference": {"name": "a & 'b'.tif", "crs": "EPSG:32633", "pixel_size": (10.0, 10.0), "size": (900, 600), "dtype": "uint8"},
        "target": {"name": "b <2020>.tif", "crs": None, "pixel_size": (0.00012345678, 0.0001), "size": (901, 601), "dtype": "uint16",
                   "bands": "2, 3", "looks": 4},
        "pictures": {"reference": noise(side), "before": noise(side), "after": noise(side)},
        "crops": [{"label": f"place <{i}>", "reference": noise(crop), "before": noise(crop), "after": noise(crop)} for i in range(6)],
        "matches": {"reference": noise(match), "target": noise(match), "reference_xy": rng.uniform(0, match, (count, 2)),
                    "target_xy": rng.uniform(0, match, (count, 2))},
        "heat_map": np.where(np.eye(20) > 0, np.nan, rng.random((20, 20)) * 40),
    }


FULL = record()
SMALL = record(60, 40, 16, 40)


def test_largest_report_stays_below_three_megabytes(tmp_path):
    for make in (registration_page, assessment_page):
        write_page(tmp_path / "r.html", make(FULL))
        assert 1_000_000 < (tmp_path / "r.html").stat().st_size < 3_000_000


def test_registration_report_says_what_the_record_says(read):
    seen = read(page_html(registration_page(SMALL)))
    for words in (SMALL["title"], "good", "Phase correlation", "phase was best", "Thin-plate spline", "tps was needed", "1.2.3",
                  SMALL["command"], "<8 % of the overlap has no data", "<too few>", "412 points", "1 min 23 s",
                  "x +30.1, y \u221212.2 m", "a & 'b'.tif", "EPSG:32633",
                  "10 \u00d7 10", "901 \u00d7 601", "0.000123457 \u00d7 0.0001", "place <5>", "Matched bands", "2, 3", "Looks"):
        assert words in seen.text, words
    used = SMALL["tie_points"]["inlier"] & SMALL["tie_points"]["enabled"]
    assert f"{int(used.sum())} of 60" in seen.text
    assert f"{SMALL['rmse_px']:.3f} px" in seen.text and f"CE90 {SMALL['ce90']:.2f} m" in seen.text


def test_every_figure_is_explained(read):
    for page in (registration_page(SMALL), assessment_page(SMALL)):
        assert all(len(card) == 3 and (card[2] or card[0] == "Time") for card in page.summary)
        assert all(section.text for section in page.sections if section.title != "Inputs")
    text = read(page_html(registration_page(SMALL))).text
    assert "Held-out means" in text and "nine of ten" in text and "compare the two pixel by pixel" in text


def test_held_out_marks_agree_in_pixels_and_map_units():
    html = page_html(registration_page(SMALL))
    assert f"CE90 {SMALL['ce90'] / 10:.3f} px" in html and "One pixel is 10.0 m." in html


def test_rejected_and_disabled_points_are_shown_as_not_used(read):
    points = SMALL["tie_points"]
    seen = read(page_html(registration_page({**SMALL, "tie_points": {**points, "dxy_map": points["dxy_map"] - (30, -12)}})))
    crosses = [attrs for attrs in seen.all("path", "cx") if attrs["d"].count("m-3 -3") == 1]
    assert len(crosses) == int((~(points["inlier"] & points["enabled"])).sum()) + 1     # and the one in the legend
    assert "Map of 60 tie points" in str(seen.elements)


@pytest.mark.parametrize("make", [registration_page, assessment_page])
def test_matches_are_drawn_with_what_the_table_says(read, make):
    points = SMALL["tie_points"]
    page = page_html(make(SMALL))
    used = points["inlier"] & points["enabled"]
    assert f"{int(used.sum())} of {int(used.sum())} used and {int((~used).sum())} of {int((~used).sum())} rejected tie points" in page
    for i, told in enumerate(used):
        words = f"Tie point {i + 1}: held-out error {number(points['loo_residual'][i])} px, score {number(points['score'][i])}"
        assert f"<title>{words}{'' if told else ', not used'}</title>" in page
    assert read(page).all("svg") and "<title>Tie point 61" not in page


def test_rejected_match_without_held_out_error_tells_how_far_off_the_transform_it_is():
    points = SMALL["tie_points"]
    used = points["inlier"] & points["enabled"]
    residual = np.arange(60) + 0.25
    page = page_html(registration_page({**SMALL, "tie_points": {**points, "loo_residual": np.full(60, 0.125) + np.where(used, 0, np.nan),
                                                                "residual": residual}}))
    for i in range(60):
        assert f"Tie point {i + 1}: held-out error {number(0.125 if used[i] else residual[i])} px" in page


def test_matches_of_another_number_of_points_are_left_out():
    part = {**SMALL["matches"], "target_xy": SMALL["matches"]["target_xy"][:-1]}
    assert "Matches" in [section.title for section in registration_page(SMALL).sections]
    assert "Matches" not in [section.title for section in registration_page({**SMALL, "matches": part}).sections]


def test_a_window_is_shown_on_its_way(read):
    """And the section costs less than 1.5 MB, whatever is shown."""
    rng = np.random.default_rng(4)
    matrices = [np.array([[1.0, 0, 32 + 9 * 0.7 ** step], [0, 1, 32], [0, 0, 1]]) for step in range(31)]
    found = {"image": rng.integers(0, 256, (192, 192), np.uint8), "template": rng.integers(0, 256, (128, 128), np.uint8),
             "trace": [(3 - step // 11, matrix) for step, matrix in enumerate(matrices)], "why": "", "place": 17, "refined": False,
             "image_maps": [rng.random((192 >> level, 192 >> level)) for level in range(3)],
             "template_maps": [rng.random((128 >> level, 128 >> level)) for level in range(3)]}
    without = len(page_html(registration_page(SMALL)))
    page = page_html(registration_page({**SMALL, "demonstration": found}))
    assert len(page) - without < 1_500_000
    seen = read(page)
    assert "at tie point 17, the input is what the target shows there before anything was refined." in seen.text
    assert "after the coarse stages" in read(page_html(registration_page({**SMALL, "demonstration": {**found, "refined": True}}))).text
    assert "guess kept" not in seen.text
    assert "30 steps moved the template's corners by 9.0 px" in seen.text
    assert "This was not believed, and the guess kept: it is folded." in \
        read(page_html(registration_page({**SMALL, "demonstration": {**found, "why": "it is folded"}}))).text
    assert "How a window found its place" not in read(page_html(registration_page({**SMALL, "demonstration": None}))).text


def test_common_shift_is_taken_off_in_a_second_map():
    charts = page_html(registration_page(SMALL)).count("Map of ")
    mixed = {**SMALL, "tie_points": {**SMALL["tie_points"], "dxy_map": SMALL["tie_points"]["dxy_map"] - (30, -12)}}
    assert page_html(registration_page(mixed)).count("Map of ") == charts - 1


@pytest.mark.parametrize("make", [registration_page, assessment_page])
@pytest.mark.parametrize("key", sorted(SMALL))
@pytest.mark.parametrize("how", ["missing", "none"])
def test_any_key_may_be_missing(read, make, key, how):
    partial = {name: value for name, value in SMALL.items() if name != key}
    if how == "none":
        partial[key] = None
    seen = read(page_html(make(partial)))
    assert "None" not in seen.text and "nan" not in seen.text


@pytest.mark.parametrize("key", sorted(SMALL["tie_points"]))
def test_any_array_may_be_missing_or_unknown(read, key):
    points = SMALL["tie_points"]
    for value in (None, np.full(np.shape(points[key]), np.nan) if points[key].dtype == float else points[key][:0]):
        for make in (registration_page, assessment_page):
            seen = read(page_html(make({**SMALL, "tie_points": {**points, key: value}})))
            assert "None" not in seen.text and "nan" not in seen.text


@pytest.mark.parametrize("make", [registration_page, assessment_page])
def test_record_of_nothing_and_of_unknown_figures(read, make):
    assert not make({}).sections and not make({}).summary
    unknown = {name: float("nan") for name in ("rmse_px", "rmse", "ce90", "rmse_raw_px")}
    assert not make({**unknown, "median_shift": (np.nan, np.nan)}).summary
    none_left = {**SMALL["tie_points"], "inlier": np.zeros(60, bool)}
    read(page_html(make({**SMALL, **unknown, "tie_points": none_left})))


def test_residuals_of_the_fit_are_never_called_held_out(read):
    points = {name: value for name, value in SMALL["tie_points"].items() if not name.startswith("loo")}
    held_out = ("rmse_px", "rmse", "ce90", "rmse_raw_px", "candidates")
    partial = {name: value for name, value in SMALL.items() if name not in held_out}
    text = read(page_html(registration_page({**partial, "tie_points": points}))).text
    assert "held-out" not in text.lower() and "These are residuals of the fit" in text


def test_assessment_never_claims_that_something_was_moved(read):
    measured = {**SMALL, "verdict": "poor", "pictures": {**SMALL["pictures"], "after": None},
                "crops": [{**crop, "after": None} for crop in SMALL["crops"]]}
    seen = read(page_html(assessment_page(measured)))
    assert "Target after" not in seen.text and "now lies" not in seen.text and "co-register them" in seen.text
    assert "Where they are misaligned" in seen.text and "Misalignment, RMSE" in seen.text


@pytest.mark.parametrize("make", [registration_page, assessment_page])
def test_page_fetches_nothing(links, make):
    page = page_html(make(SMALL))
    found = links(page)
    assert found and all(link.startswith("data:image/") for link in found)
    assert "http://" not in page and "https://" not in page and "<link" not in page


def test_reason_given_for_the_verdict_replaces_the_general_one(read):
    text = read(page_html(registration_page({**SMALL, "verdict_reason": "Because <so>."}))).text
    assert "Because <so>." in text and "compare the two pixel by pixel" not in text


def test_geographic_coordinates_are_readable(read):
    points = SMALL["tie_points"]
    small = {**SMALL, "map_unit": "degrees", "extent": (13.0, 52.0, 13.09, 52.06), "rmse": 2e-6, "ce90": 3e-6, "tie_points": {
        **points, "map_xy": (points["map_xy"] - (500000, 4000000)) * 1e-5 + (13, 52), "dxy_map": points["dxy_map"] * 1e-6}}
    text = read(page_html(registration_page(small))).text
    assert "13.02" in text and "52.04" in text and "(3.00e-06 degrees)" in text


def test_same_record_gives_the_same_page():
    assert page_html(registration_page(record(60, 40, 16, 40))) == page_html(registration_page(SMALL))
