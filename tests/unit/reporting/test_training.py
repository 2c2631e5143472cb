"""The page of a training and its curves."""
import re

import pytest
from tiepoint.core.reporting.curve import curves
from tiepoint.core.reporting.page import page_html
from tiepoint.core.reporting.training import training_page

LINES = [{"step": 0, "seconds": 2.0, "loss": None, "all": [0.5, 0.7], "sar - sar": [0.25, 0.5]},
         {"step": 250, "seconds": 90.0, "loss": 2.5, "all": [0.55, 0.75], "sar - sar": [0.3, 0.55]},
         {"step": 400, "seconds": 150.0, "loss": 2.25, "all": [0.6, 0.8], "sar - sar": [0.75, 1.0], "nir - sar": [0.1, 0.2]}]
RECORD = {"title": "Mine <1>", "command": "qgis_process run tiepoint:trainmatcher -- 'A=<b>'", "start": "dense-1", "seconds": 155.0,
          "steps": 400, "places": 12, "validation_places": 3, "found": "windows found",
          "measured": "share of windows found within 1 px and 3 px", "warnings": ["worse <than> before"], "curve": LINES,
          "data": [("training", "rasters", 12, 5, "nir, sar"), ("validation", "rasters", 3, 5, "nir, sar")]}


def test_it_says_what_the_record_says(read):
    seen = read(page_html(training_page(RECORD)))
    for words in ("Mine <1>", "Windows found within 1 px", "Share of windows found within 1 px and 3 px.",
                  "50.0% to 60.0%", "70.0% to 80.0%", "dense-1", "12 and 3", "2 min 35 s", "worse <than> before", "sar - sar",
                  "75%", RECORD["command"]):
        assert words in seen.text, words
    assert "nir - sar" not in seen.text, "there is nothing to compare it with"
    assert "None" not in seen.text and "nan" not in seen.text


def test_the_page_fetches_nothing(links):
    assert not links(page_html(training_page(RECORD)))


def drawn(svg):
    """The points of the lines of a chart."""
    lines = re.findall(r'class="arrow c\d" d="M([^"]+)"', svg)
    return [[tuple(map(float, point.split())) for point in line.split("L")] for line in lines]


def test_curves_rise_where_values_do():
    one, two = drawn(curves([0, 250, 400], {"within 1 px": [0.5, 0.55, 0.6], "within 3 px": [0.7, None, 0.8]}, "share"))
    assert [x for x, _ in one] == sorted(x for x, _ in one) and [y for _, y in one] == sorted((y for _, y in one), reverse=True)
    assert len(two) == 2 and two[0][1] < one[0][1], "what is missing is left out; larger values lie higher"
    assert (one[1][0] - one[0][0]) / (one[2][0] - one[0][0]) == pytest.approx(250 / 400, abs=0.01)


@pytest.mark.parametrize("values", [[None], [2.0], [float("nan")]])
def test_a_single_or_no_value_can_be_drawn(values, read):
    svg = curves([0], {"loss": values}, "loss", zero=False)
    assert "nan" not in svg.replace("finance", "")
    read(f"<div>{svg}</div>")
