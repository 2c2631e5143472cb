"""A coast, drawn: open sea, a lake inland, a black border that is not declared, fields and towns; seen by the models that ship."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import RasterError

SIDE = 128
# s sea, l lake, b border, f fields, t town.
MAP = ("bbbbbbbb", "ssssfftt", "sssftlft", "ssssfttf", "sssfftff", "ssftfttt")


def tile(kind, rng):
    y, x = np.mgrid[:SIDE, :SIDE]
    if kind == "b":
        return np.zeros((3, SIDE, SIDE))
    if kind in "sl":
        swell = 1.5 * np.sin((x + 0.3 * y) / rng.uniform(40, 60) + rng.uniform(0, 6))
        return np.array([28, 52, 78])[:, None, None] + swell + rng.normal(0, 2, (3, SIDE, SIDE))
    if kind == "f":
        rows = 25 * np.sin((x * rng.uniform(-1, 1) + y) / rng.uniform(2, 5))
        return np.array([110, 130, 70])[:, None, None] + rows + 20 * (x > rng.uniform(20, 100)) + rng.normal(0, 5, (3, SIDE, SIDE))
    image = np.tile(np.array([90, 95, 85])[:, None, None], (1, SIDE, SIDE)).astype(float)
    for _ in range(60):
        top, left, height, width = *rng.integers(0, SIDE - 16, 2), *rng.integers(5, 14, 2)
        image[:, top : top + height, left : left + width] = rng.uniform(120, 230, (3, 1, 1))
    return image + rng.normal(0, 5, image.shape)


@pytest.fixture(scope="module")
def coast(tmp_path_factory, write):
    """Path of a raster of 6 x 8 tiles."""
    rng = np.random.default_rng(0)
    image = np.concatenate([np.concatenate([tile(kind, rng) for kind in row], 2) for row in MAP], 1)
    return write(tmp_path_factory.mktemp("coast") / "coast.tif", np.clip(image, 0, 255).astype(np.uint8), size=0.6)


def kinds_of(table):
    return "".join(MAP[row // SIDE][col // SIDE] for row, col in zip(table["row"], table["col"]))


def area(row, col, rows=1, cols=1):
    metres = 0.6 * SIDE
    return (f"{500000 + col * metres},{5500000 - (row + rows) * metres},{500000 + (col + cols) * metres},{5500000 - row * metres}")


def test_open_sea_is_told_and_listed_once(build, find, coast, out, Telling):
    build(rasters=(coast,), model="", tile_size=SIDE)
    told = Telling()
    results, table = find(told, query_raster=coast, query_extent=area(3, 1), count=12, gallery=str(out / "found.html"))
    found = kinds_of(table)
    assert results["FEATURELESS_EXAMPLES"] == 1 and results["FOUND"] == 12
    assert any("nothing to see in the example" in line and "FEATURELESS = keep" in line for line in told.warned)
    assert found.count("s") == 1 and found.count("l") == 1 and "b" not in found and set(found[:2]) == {"s", "l"}
    assert "nothing to see in the example" in (out / "found.html").read_text(encoding="utf-8")
    results, table = find(Telling(), query_raster=coast, query_extent=area(3, 1), count=12, featureless="keep")
    assert kinds_of(table).count("s") == 12, "which is what the rule is for"
    results, table = find(Telling(), query_raster=coast, query_extent=area(3, 1), count=24, featureless="leave-out")
    assert results["SEARCHED"] == sum(row.count("f") + row.count("t") for row in MAP) and set(kinds_of(table)) == {"f", "t"}


def test_of_a_town_nothing_is_told(build, find, coast, Telling):
    build(rasters=(coast,), model="", tile_size=SIDE)
    told = Telling()
    results, table = find(told, query_raster=coast, query_extent=area(1, 7), count=5)
    assert results["FEATURELESS_EXAMPLES"] == 0 and not told.warned and kinds_of(table).count("t") >= 4


def test_sea_among_the_examples_is_told(build, find, coast, Telling):
    build(rasters=(coast,), model="", tile_size=SIDE)
    told = Telling()
    results, _ = find(told, query_raster=coast, query_extent=area(3, 3, rows=2, cols=2), count=3)
    assert results["EXAMPLES"] == 4 and results["FEATURELESS_EXAMPLES"] == 1 and any("1 of the 4 examples" in line for line in told.warned)


def test_a_border_that_is_not_declared_is_none_of_the_tiles(build, find, coast, tmp_path):
    results = build(rasters=(coast,), model="", tile_size=SIDE, stride=SIDE // 2)
    # Of the rows that begin in the border, the first is all of it, the next half, which is as much data as it takes.
    assert results["SKIPPED"] == 15 and results["TILES"] == 15 * 11 - 15
    with pytest.raises(RasterError, match="holds no data"):
        find(query_raster=coast, query_extent=area(0, 2), count=3)
