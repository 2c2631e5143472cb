"""Coordinate systems whose definition QGIS has lost with the threads that made it: what is written has its CRS all the same."""
import threading
import time

import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingFeatureSource,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QThread
from tiepoint.ui.map_tools import tile_layers
from tiepoint.ui.processing import features, rasters, systems
from tiepoint.ui.review import places

CODE, LIMIT_S = "EPSG:32633", 20.0


class Reader(QThread):
    """Takes a CRS from the cache and waits."""

    def __init__(self):
        super().__init__()
        self.has_read, self.may_end = threading.Event(), threading.Event()

    def run(self):
        crs = QgsCoordinateReferenceSystem(CODE)
        crs.toWkt()
        self.has_read.set()
        self.may_end.wait(LIMIT_S)

    def end(self):
        self.may_end.set()
        assert self.wait(int(1000 * LIMIT_S))


@pytest.fixture
def lost():
    """The CRS as the cache has it when the thread that made it has ended and another one still uses it."""
    QgsCoordinateReferenceSystem.invalidateCache()
    maker, other = Reader(), Reader()
    for reader in (maker, other):
        reader.start()
        assert reader.has_read.wait(LIMIT_S)
    kept = QgsCoordinateReferenceSystem(CODE)
    maker.end()
    try:
        until = time.monotonic() + LIMIT_S
        while kept.toWkt():             # what belongs to a thread goes a moment after it
            if time.monotonic() > until:
                pytest.skip("This QGIS does not lose definitions.")
            time.sleep(0.01)
        yield kept
    finally:
        other.end()
        QgsCoordinateReferenceSystem.invalidateCache()


def test_a_lost_definition_is_found_again(lost):
    assert lost.isValid() and QgsCoordinateReferenceSystem(CODE).toWkt() == ""
    found = systems.whole(lost)
    assert found == lost and "UTM zone 33N" in found.toWkt()
    assert "UTM zone 33N" in QgsCoordinateReferenceSystem(CODE).toWkt(), "the cache is mended too"
    assert systems.whole(found) is found


def test_a_layer_without_a_crs_stays_without():
    assert not systems.whole(QgsCoordinateReferenceSystem()).isValid()


def test_features_are_passed_on_with_their_crs(lost, context, feedback, tmp_path):
    layer = QgsVectorLayer("Polygon", "areas", "memory")
    layer.setCrs(lost)
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000, 5000000, 500010, 5000010)))
    layer.dataProvider().addFeature(feature)
    path = str(tmp_path / "areas.gpkg")
    features.save(QgsProcessingFeatureSource(layer, context), path, False, context.transformContext(), feedback)
    assert ogr.Open(path).GetLayer().GetSpatialRef().GetAuthorityCode(None) == "32633"


def test_a_raster_is_read_with_the_crs_of_its_layer(lost, tmp_path):
    gdal.GetDriverByName("GTiff").Create(str(tmp_path / "a.tif"), 30, 20, 1, gdal.GDT_Byte).SetGeoTransform((500000, 1, 0, 5000000, 0, -1))
    layer = QgsRasterLayer(str(tmp_path / "a.tif"), "assigned")
    layer.setCrs(lost)
    rasters.with_crs(rasters.source("TARGET", layer), str(tmp_path / "a.vrt"))
    assert gdal.Open(str(tmp_path / "a.vrt")).GetSpatialRef().GetAuthorityCode(None) == "32633"


@pytest.mark.parametrize("forward", (True, False), ids=("from", "into"))
def test_a_place_is_moved_from_and_into_a_lost_system(lost, forward):
    """On the middle meridian of zone 33, 15 degrees east, at the equator: x is 500 km, y is 0."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    first, second = (lost, degrees) if forward else (degrees, lost)
    place, there = ((500000.0, 0.0), (15.0, 0.0)) if forward else ((15.0, 0.0), (500000.0, 0.0))
    found = places.moved(QgsPointXY(*place), first, second)
    assert (found.x(), found.y()) == pytest.approx(there, abs=1e-6)


def test_a_box_is_moved_from_a_lost_system(lost):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    found = tile_layers.moved(QgsRectangle(499900, -100, 500100, 100), lost, degrees, QgsProject.instance())
    # 100 m are 100 / (0.9996 * 6378137) radians of longitude at the equator.
    assert (found.center().x(), found.center().y()) == pytest.approx((15.0, 0.0), abs=1e-6)
    assert found.width() == pytest.approx(2 * 100 / (0.9996 * 6378137) * 180 / 3.141592653589793, rel=1e-3)
