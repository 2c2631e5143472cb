"""Pairs on disk: georeferencing that is wrong by the distortion, truth that is right."""
import json

import numpy as np
import pytest
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import map_points, open_raster
from tiepoint.core.training.scenes.__main__ import main
from tiepoint.core.training.scenes.distortion import random_distortion
from tiepoint.core.training.scenes.files import write_pair
from tiepoint.core.training.scenes.pair import make_pair


@pytest.fixture(scope="module")
def pair():
    return make_pair(160, 120, 2, random_distortion("affine+local", 2, (160, 120), shift_px=6), nodata_edge=True, pixel_size=2.0)


def _truth(files):
    with open(files.truth, encoding="utf-8") as stream:
        record = json.load(stream)
    return record, np.array(record["points"])


@pytest.mark.parametrize("target_crs", [None, "EPSG:32632", "EPSG:4326", "EPSG:3857"])
def test_misregistration_is_the_distortion(pair, tmp_path, target_crs):
    files = write_pair(pair, tmp_path / "pair", target_crs=target_crs)
    record, points = _truth(files)
    with open_raster(files.reference) as reference, open_raster(files.target) as target:
        assert np.allclose(reference.grid.to_map(points[:, 4:]), points[:, 2:4])
        claimed = map_points(target.grid.crs, reference.grid.crs)(target.grid.to_map(points[:, :2]))
        wrong = (claimed - points[:, 2:4]) / (2.0, -2.0)
        assert np.abs(wrong - (pair.distortion.forward(points[:, 4:]) - points[:, 4:])).max() < 0.01
        assert Grid.from_dict(record["target_grid"]).width == target.grid.width
        assert reference.nodata[0] == 0


def test_pixels_survive(pair, tmp_path):
    files = write_pair(pair, tmp_path)
    with open_raster(files.target) as target, open_raster(files.mask) as mask:
        assert np.array_equal(target.read((1, 2, 3))[0], pair.target)
        assert np.array_equal(mask.read((1,))[0][0].astype(bool), pair.change_mask)


def test_target_with_larger_pixels(pair, tmp_path):
    files = write_pair(pair, tmp_path, target_pixel_size=5.0)
    _, points = _truth(files)
    with open_raster(files.target) as target:
        assert (target.grid.width, target.grid.height) == (64, 48)
        wrong = (target.grid.to_map(points[:, :2]) - points[:, 2:4]) / (2.0, -2.0)
        assert np.abs(wrong - (pair.distortion.forward(points[:, 4:]) - points[:, 4:])).max() < 1e-6


def test_target_without_georeferencing(pair, tmp_path):
    files = write_pair(pair, tmp_path, target_crs="none")
    with open_raster(files.target) as target:
        assert not target.grid.is_georeferenced


def test_command_line(tmp_path, capsys):
    assert main(["--out", str(tmp_path), "--width", "96", "--height", "80", "--seed", "3", "--target", "thermal", "--kind", "shift"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(line.rsplit("/", 1)[-1] for line in capsys.readouterr().out.split())
    assert main(["--out", str(tmp_path), "--width", "4"]) == 1
    assert "4 x 1024" in capsys.readouterr().err
