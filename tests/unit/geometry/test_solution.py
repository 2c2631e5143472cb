"""Solution files."""
from __future__ import annotations

import json

import numpy as np
import pytest
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.solution import Solution
from tiepoint.core.geometry.tps import ThinPlateSpline


@pytest.fixture
def solution(scene):
    points = scene(0, 50, 0.2)
    spline = ThinPlateSpline.fit(points.source, points.destination)
    return Solution(spline, {"georeferenced": True, "scale": 1.0}, {"width": 10}, {"width": 20},
                    {"rmse": 0.2, "ce90": None}, "phase")


def test_a_solution_survives_its_file(solution):
    again, places = Solution.from_json(solution.to_json()), np.random.default_rng(0).uniform(0, 1000, (20, 2))
    assert np.array_equal(again.transform.forward(places), solution.transform.forward(places))
    for name in ("prior", "reference_grid", "target_grid", "accuracy", "method"):
        assert getattr(again, name) == getattr(solution, name)


@pytest.mark.parametrize("damage", [lambda text: text[:-30], lambda text: "", lambda text: "[]", lambda text: "3", lambda text: "{}",
                                    lambda text: text.replace("tiepoint-solution", "other"), lambda text: text.replace('"tps"', '"wobble"'),
                                    lambda text: text.replace('"nodes"', '"knots"')])
def test_a_damaged_file_is_refused(solution, damage):
    with pytest.raises(GeometryError):
        Solution.from_json(damage(solution.to_json()))


def test_a_file_of_a_later_version_says_so(solution):
    record = json.loads(solution.to_json())
    record["version"] += 1
    with pytest.raises(GeometryError, match="version 2"):
        Solution.from_json(json.dumps(record))
