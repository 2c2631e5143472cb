"""The cumulative chart, and charts as files."""
from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from tiepoint.core.errors import OutputError
from tiepoint.core.reporting import charts
from tiepoint.core.reporting.distribution import cumulative
from tiepoint.core.reporting.svg_file import svg_text, write_svg

SERIES = {"a": [0.5, 1.5, 3.0, 8.0], "b <": [0.2, np.inf, np.inf, 30.0, np.nan], "none": [np.inf]}


def lines(seen):
    """Points (N, 2) of every curve."""
    return [np.array([point.split() for point in attrs["d"][1:].split("L")], float) for attrs in seen.all("path", "wide")]


@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_lines_rise_at_the_errors(read, logarithmic):
    seen = read(cumulative(SERIES, logarithmic=logarithmic))
    left, right = 58.0, 498.0

    def limit(x):
        share = (x - left) / (right - left)
        return 0.1 * 200 ** share if logarithmic else 20 * share

    found = lines(seen)
    assert len(found) == 3
    top, bottom = 66.0, 326.0
    for points, values in zip(found, SERIES.values()):
        values = np.array([value for value in values if not np.isnan(value)])
        for x, y in points:
            # To the step between two points of the line.
            least, most = ((values < limit(x) * factor).mean() for factor in (0.97, 1.03))
            assert least - 1e-3 <= (bottom - y) / (bottom - top) <= most + 1e-3
        assert (np.diff(points[:, 1]) <= 0).all()
    assert found[0][-1].tolist() == [right, top] and found[1][-1, 1] == pytest.approx(bottom - 260 / 4, abs=0.1)
    assert (found[2][:, 1] == bottom).all()
    for told in ("a: 25.0% below 1 px", "b <: 25.0% below 1 px", "none: 0.0% below 1 px", "100%"):
        assert told in seen.text
    ticks = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if logarithmic else (0, 5, 10, 15, 20)
    for value in ticks:
        mark = next(attrs for attrs, text in zip(seen.all("text"), seen.words) if "mid" in attrs["class"] and text == f"{value:g}")
        assert limit(float(mark["x"])) == pytest.approx(value, rel=0.01, abs=1e-6)


def test_a_chart_as_a_file_has_its_colours_in_it(tmp_path):
    write_svg(tmp_path / "a.svg", cumulative(SERIES))
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("width") == "520" and root.get("height") == "372"
    style = next(root.iter("{http://www.w3.org/2000/svg}style")).text
    assert "var(" not in style and "@" not in style and ".c0{stroke:#2c6fb0}" in style and "text{fill:#1b2330}" in style
    used = {kind for element in root.iter() for kind in (element.get("class") or "").split()} - {"chart"}
    assert used and used <= set(re.findall(r"\.(\w+)", style)), "every class that is used has a rule"
    for chart in (charts.histogram([1, 2, 3]), charts.coverage([[1, 1]], (0, 0, 2, 2)), charts.scatter([1], [2], 3)):
        ElementTree.fromstring(svg_text(chart).split("\n", 1)[1])
    with pytest.raises(OutputError, match="no chart"):
        svg_text("<p>text</p>")


def test_a_histogram_says_what_it_counts(read):
    seen = read(charts.histogram([1, 2, 3], counted="samples"))
    assert "samples" in seen.words and "tie points" not in seen.words
    assert "tie points" in read(charts.histogram([1, 2, 3])).words
