"""GCP files of the QGIS Georeferencer."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.points_file import GcpTable, read_points, write_points

WKT = 'PROJCRS["WGS 84 / UTM zone 33N",\n    BASEGEOGCRS["WGS 84"],\n    ID["EPSG",32633]]'


@pytest.fixture
def file(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "a.points"
        path.write_bytes(text.encode(encoding))
        return str(path)
    return write


def test_what_is_written_is_read_again(tmp_path):
    rng, path = np.random.default_rng(0), str(tmp_path / "gcp.points")
    table = GcpTable(rng.uniform(4e5, 5e6, (6, 2)), rng.uniform(0, 900, (6, 2)) * [1, -1], np.arange(6) % 2 == 0, WKT,
                     rng.normal(size=(6, 2)), rng.uniform(0.1, 1, 6), np.full(6, 64.0))
    write_points(path, table)
    again = read_points(path)
    for name in ("map_xy", "source_xy", "enabled", "residual_xy", "weight", "footprint"):
        assert np.array_equal(getattr(again, name), getattr(table, name)), name
    assert again.crs == " ".join(WKT.split())


def test_the_file_looks_as_qgis_writes_it(tmp_path):
    path = tmp_path / "gcp.points"
    table = GcpTable(np.array([[500000.5, 4100000.0]]), np.array([[10.25, -20.5]]), np.array([True]), WKT, np.array([[3.0, -4.0]]))
    write_points(str(path), table)
    lines = path.read_text().splitlines()
    assert lines[0].startswith('#CRS: PROJCRS["WGS 84 / UTM zone 33N", BASEGEOGCRS')
    assert lines[1] == "mapX,mapY,sourceX,sourceY,enable,dX,dY,residual"
    assert [float(value) for value in lines[2].split(",")] == [500000.5, 4100000.0, 10.25, -20.5, 1, 3, -4, 5]


@pytest.mark.parametrize("text", ["mapX,mapY,sourceX,sourceY,enable,dX,dY,residual\n100,200,5,-6,0,0,0,0\n",
                                  "mapX\tmapY\tpixelX\tpixelY\tenable\n100\t200\t5\t-6\t0\n",
                                  "mapX,mapY,pixelX,pixelY,enable\r\n\r\n100,200,5,-6,0\r\n",
                                  "\ufeff#CRS: EPSG:32633\nmapX,mapY,sourceX,sourceY,enable\n100,200,5,-6,0\n",
                                  "100,200,5,-6,0\n"])
def test_older_and_foreign_files_are_read(file, text):
    table = read_points(file(text))
    assert table.map_xy.tolist() == [[100, 200]]
    assert table.source_xy.tolist() == [[5, -6]]
    assert table.enabled.tolist() == [False]
    assert table.crs == ("EPSG:32633" if "CRS" in text else None)


def test_four_columns_are_enough(file):
    table = read_points(file("mapX,mapY,sourceX,sourceY\n1,2,3,4\n5,6,7,8\n"))
    assert table.enabled.all()
    assert table.residual_xy is None


@pytest.mark.parametrize("text", ["", "#CRS: EPSG:4326\n", "mapX,mapY,sourceX,sourceY\n", "mapX,mapY,sourceX,sourceY\n1,2,3\n",
                                  "mapX,mapY,sourceX,sourceY\n1,2,x,4\n", "mapX,mapY,sourceX,sourceY\n1,2,nan,4\n", "hello\nworld\n"])
def test_damaged_files_are_refused(file, text):
    with pytest.raises(GeometryError):
        read_points(file(text))


def test_a_missing_or_binary_file_is_refused(tmp_path, file):
    with pytest.raises(GeometryError, match="cannot be read"):
        read_points(str(tmp_path / "none.points"))
    with pytest.raises(GeometryError):
        read_points(file("\u0e01\u0e02", "utf-16"))
