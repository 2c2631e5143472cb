"""What shows what a raster shows was taken when that was."""
import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine


@pytest.fixture
def warped(tmp_path, job):
    """Tags of a raster of this name and these tags after it has been moved by two metres."""
    def warp(name, tags):
        path, place = tmp_path / name, Affine(1, 0, 500000, 0, -1, 5500000)
        profile = {"driver": "GTiff", "width": 40, "height": 30, "count": 1, "dtype": "uint8", "crs": "EPSG:32633", "transform": place}
        with rasterio.open(path, "w", **profile) as file:
            file.write(np.arange(1200, dtype=np.uint8).reshape(1, 30, 40))
            file.update_tags(**tags)
        places = [(500005.0 + 10 * i, 5499995.0 - 8 * j) for i in range(3) for j in range(3)]
        rows = [f"{x + 2},{y},{x},{y},1" for x, y in places]
        points = tmp_path / "moved.points"
        points.write_text("\n".join(["#CRS: EPSG:32633", "mapX,mapY,sourceX,sourceY,enable", *rows]))
        job("warp", target=path, gcps_file=points, transform="shift", output=tmp_path / "out.tif")
        with rasterio.open(tmp_path / "out.tif") as file:
            return file.tags()

    return warp


@pytest.mark.parametrize(("name", "tags", "day"), [
    ("scene_20200102.tif", {}, "2020-01-02"), ("scene.tif", {"ACQUISITION_DATE": "2021-03-04"}, "2021-03-04"), ("scene.tif", {}, None)])
def test_a_warped_raster_keeps_its_day(warped, name, tags, day):
    assert warped(name, tags).get("TIEPOINT_DATE") == day
