"""Raster layers that are no local file: rendered where and as finely as the other raster needs it."""
import math

import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtGui import QColor, QImage
from tiepoint.core.errors import GridError
from tiepoint.ui.processing import rasters as room

TRANSFORMS = QgsCoordinateTransformContext()
UTM = QgsCoordinateReferenceSystem("EPSG:32633")
WORLD = 20037508.342789244


@pytest.fixture(scope="session")
def basemap(tmp_path_factory):
    """XYZ tiles of zoom 0 to 3 as files; the colour tells column and row of the tile: (16 + 24 col, 16 + 24 row, zoom)."""
    folder = tmp_path_factory.mktemp("tiles")
    for zoom in range(4):
        for col in range(2 ** zoom):
            (folder / str(zoom) / str(col)).mkdir(parents=True)
            for row in range(2 ** zoom):
                image = QImage(256, 256, QImage.Format.Format_RGB32)
                image.fill(QColor(16 + 24 * col, 16 + 24 * row, 40 * zoom))
                image.save(str(folder / str(zoom) / str(col) / f"{row}.png"))
    return f"type=xyz&url=file://{folder}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=3"


def source(name, layer):
    assert layer.isValid()
    return room.source(name, layer)


def make(path, width, height, origin, pixel, epsg, values=None, kind=gdal.GDT_Float32):
    from osgeo import osr

    dataset = gdal.GetDriverByName("GTiff").Create(str(path), width, height, 1, kind)
    dataset.SetGeoTransform((origin[0], pixel, 0.0, origin[1], 0.0, -pixel))
    if epsg:
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(epsg)
        dataset.SetProjection(crs.ExportToWkt())
    dataset.GetRasterBand(1).Fill(values or 1)
    return str(path)


def test_an_image_without_a_geotransform_lies_where_the_engine_takes_it_to(tmp_path):
    """`core.raster.grid.PLAIN`: one unit a pixel, y upwards, zero at the upper left corner."""
    assert QImage(30, 20, QImage.Format.Format_RGB32).save(str(tmp_path / "scan.png"))
    assert QgsRasterLayer(str(tmp_path / "scan.png"), "scan").extent() == QgsRectangle(0, -20, 30, 0)


def test_files_go_as_they_are(rasters, tmp_path):
    layer = QgsRasterLayer(rasters[0], "file")
    assert room.local_path(layer) == rasters[0]
    gdal.Translate(str(tmp_path / "two words.gpkg"), rasters[0], format="GPKG", creationOptions=["RASTER_TABLE=a"])
    gdal.Translate(str(tmp_path / "two words.gpkg"), rasters[1], format="GPKG", creationOptions=["RASTER_TABLE=b", "APPEND_SUBDATASET=YES"])
    subdataset = f"GPKG:{tmp_path / 'two words.gpkg'}:b"
    assert room.local_path(QgsRasterLayer(subdataset, "subdataset")) == subdataset
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.write(rasters[0], "inside.tif")
    inside = f"/vsizip/{tmp_path / 'a.zip'}/inside.tif"
    assert room.local_path(QgsRasterLayer(inside, "zipped")) == inside


@pytest.mark.parametrize("epsg", [None, 3857])
def test_a_crs_assigned_to_the_layer_counts(tmp_path, epsg):
    layer = QgsRasterLayer(make(tmp_path / "a.tif", 30, 20, (500000, 5000000), 1.0, epsg, 7, gdal.GDT_Byte), "assigned")
    assert room.source("TARGET", layer).has_own_crs
    layer.setCrs(UTM)
    source = room.source("TARGET", layer)
    assert not source.has_own_crs
    room.with_crs(source, str(tmp_path / "a.vrt"))
    dataset = gdal.Open(str(tmp_path / "a.vrt"))
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == "32633"
    assert dataset.GetGeoTransform() == (500000, 1, 0, 5000000, 0, -1) and (dataset.ReadAsArray() == 7).all()


def test_what_another_process_cannot_open_does_not(rasters, basemap):
    gdal.Translate("/vsimem/memory.tif", rasters[0])
    assert room.local_path(QgsRasterLayer("/vsimem/memory.tif", "memory")) == ""
    vrt = gdal.BuildVRT("", [rasters[0]]).GetMetadata("xml:VRT")[0]
    assert room.local_path(QgsRasterLayer(vrt, "virtual")) == ""
    assert room.local_path(QgsRasterLayer(f"{rasters[0]}|option:NUM_THREADS=2", "options")) == ""
    assert room.local_path(QgsRasterLayer(basemap, "basemap", "wms")) == ""
    gdal.Unlink("/vsimem/memory.tif")


def test_a_basemap_is_drawn_around_the_other_raster_at_its_resolution(basemap, tmp_path, feedback):
    map_source = source("REFERENCE", QgsRasterLayer(basemap, "Tiles", "wms"))
    assert map_source.is_picture
    other = source("TARGET", QgsRasterLayer(make(tmp_path / "o.tif", 600, 400, (300000, 5200000), 1000.0, 32633), "other"))
    path = str(tmp_path / "drawn.tif")
    room.render(map_source, other, None, path, TRANSFORMS, feedback)
    drawn = gdal.Open(path)
    there = QgsCoordinateTransform(UTM, map_source.crs, TRANSFORMS).transformBoundingBox(other.extent)
    left, size, _, top, _, down = drawn.GetGeoTransform()
    assert drawn.RasterCount == 4
    assert size == pytest.approx(there.width() / 600, rel=0.01) and -down == pytest.approx(there.height() / 400, rel=0.01)
    margin = 0.2 * max(there.width(), there.height())
    assert left == pytest.approx(there.xMinimum() - margin, abs=2 * size) and top == pytest.approx(there.yMaximum() + margin, abs=2 * size)
    # Zoom 3: the colour of every pixel tells the tile it lies in.
    for x, y in ((there.xMinimum(), there.yMinimum()), (there.xMaximum(), there.yMaximum())):
        col, row = int((x - left) / size), int((y - top) / down)
        rgba = [drawn.GetRasterBand(band).ReadRaster(col, row, 1, 1)[0] for band in (1, 2, 3, 4)]
        tile = 2 * WORLD / 8
        expected = [16 + 24 * int((x + WORLD) / tile), 16 + 24 * int((WORLD - y) / tile), 120, 255]
        assert rgba == pytest.approx(expected, abs=2)


def test_an_extent_replaces_the_other_raster(basemap, tmp_path, feedback):
    map_source = source("REFERENCE", QgsRasterLayer(basemap, "Tiles", "wms"))
    scan = source("TARGET", QgsRasterLayer(make(tmp_path / "scan.tif", 600, 400, (0, 0), 1.0, None), "scan"))
    area = QgsRectangle(1000000, 6000000, 1400000, 6200000), map_source.crs
    extent, columns, rows = room.window(map_source, scan, area, TRANSFORMS)
    assert extent == area[0]
    assert (columns, rows) == (room.UNGUIDED_SIDE_PX, room.UNGUIDED_SIDE_PX // 2)


def test_a_basemap_alone_needs_an_extent(basemap):
    map_source = source("REFERENCE", QgsRasterLayer(basemap, "Tiles", "wms"))
    for other in (None, map_source):
        with pytest.raises(GridError, match="which part") as caught:
            room.window(map_source, other, None, TRANSFORMS)
        assert "EXTENT" in caught.value.hint


def test_too_large_an_area_is_read_more_coarsely_and_said_so(basemap, tmp_path, feedback, monkeypatch):
    monkeypatch.setattr(room, "LONGEST_SIDE_PX", 300)
    map_source = source("REFERENCE", QgsRasterLayer(basemap, "Tiles", "wms"))
    other = source("TARGET", QgsRasterLayer(make(tmp_path / "o.tif", 600, 400, (300000, 5200000), 1000.0, 32633), "other"))
    room.render(map_source, other, None, str(tmp_path / "drawn.tif"), TRANSFORMS, feedback)
    assert gdal.Open(str(tmp_path / "drawn.tif")).RasterXSize == 300
    assert "300 instead of" in feedback.warnings[0]


def test_values_stay_values(tmp_path, feedback):
    """A virtual raster of QGIS: computed values, no file."""
    layer = QgsRasterLayer(make(tmp_path / "v.tif", 50, 40, (500000, 5000000), 2.0, 32633, values=-1234.5), "v")
    QgsProject.instance().addMapLayer(layer)
    uri = (f"?crs=EPSG:32633&extent={layer.extent().toString(6).replace(' : ', ',')}&width=50&height=40&formula=\"v@1\" * 2"
           f"&v:uri={layer.source()}&v:provider=gdal")
    virtual = QgsRasterLayer(uri, "virtual", "virtualraster")
    raster = source("TARGET", virtual)
    assert not raster.path and not raster.is_picture
    other = source("REFERENCE", QgsRasterLayer(make(tmp_path / "o.tif", 30, 30, (500020, 4999990), 0.5, 32633), "other"))
    room.render(raster, other, None, str(tmp_path / "values.tif"), TRANSFORMS, feedback)
    QgsProject.instance().removeAllMapLayers()
    written = gdal.Open(str(tmp_path / "values.tif"))
    # Its own pixel size of 2 m, not the 0.5 m of the other: 15 m and 20 % on each side.
    assert (written.RasterXSize, written.RasterYSize) == (math.ceil(21 / 2), math.ceil(21 / 2))
    assert written.GetRasterBand(1).DataType in (gdal.GDT_Float32, gdal.GDT_Float64)
    assert written.GetRasterBand(1).ComputeRasterMinMax(False) == pytest.approx((-2469, -2469))


def test_no_overlap_is_said(tmp_path):
    gdal.Translate("/vsimem/far.tif", make(tmp_path / "f.tif", 50, 40, (900000, 1000000), 2.0, 32633))
    raster = source("TARGET", QgsRasterLayer("/vsimem/far.tif", "far"))
    other = source("REFERENCE", QgsRasterLayer(make(tmp_path / "o.tif", 30, 30, (500020, 4999990), 0.5, 32633), "other"))
    with pytest.raises(GridError, match="does not cover"):
        room.window(raster, other, None, TRANSFORMS)
    gdal.Unlink("/vsimem/far.tif")
