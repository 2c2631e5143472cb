"""Coordinate systems whose definition QGIS has lost with the threads that made it: what is written has its CRS all the same."""
import threading
import time

import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QThread
from tiepoint.ui.processing import features, rasters, systems

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
