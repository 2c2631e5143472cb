"""Results in the project: one group a run, in order, with the time they show."""
import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from tiepoint.ui.processing import loading, order, results, styles


@pytest.fixture
def project():
    from processing.core.ProcessingConfig import ProcessingConfig

    ProcessingConfig.initialize()
    project = QgsProject()
    yield project
    project.clear()


def tagged(path, **tags):
    from osgeo import gdal

    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetMetadata(tags)
    dataset = None
    return QgsRasterLayer(path, "raster")


def shown(layer):
    properties = layer.temporalProperties()
    times = properties.fixedTemporalRange()
    return properties.isActive(), times.begin().toString(Qt.DateFormat.ISODate), times.end().toString(Qt.DateFormat.ISODate)


def test_a_day_and_a_period_are_what_the_temporal_controller_steps_through(rasters):
    layer = tagged(rasters[0], TIEPOINT_DATE="2020-01-02")
    loading.show_time(layer)
    assert shown(layer) == (True, "2020-01-02T00:00:00", "2020-01-02T23:59:59")
    layer = tagged(rasters[1], TIEPOINT_DATE_BEFORE="2019-04-12", TIEPOINT_DATE_AFTER="2021-07-01")
    loading.show_time(layer)
    assert shown(layer) == (True, "2019-04-12T00:00:00", "2021-07-01T23:59:59")


def test_a_style_does_not_take_the_time_away(rasters, context, feedback):
    layer = tagged(rasters[0], TIEPOINT_DATE_BEFORE="2019-04-12", TIEPOINT_DATE_AFTER="2021-07-01")
    qml = styles.style_of(QgsRasterLayer(rasters[0], "mask"), "change_mask")
    styles.PostProcessor(qml, "tiepoint:changemap", "OUTPUT", order.Run(), 0).postProcessLayer(layer, context, feedback)
    styles.forget()
    assert layer.renderer().type() == "paletted" and shown(layer)[0]


@pytest.mark.parametrize("tags", [{}, {"TIEPOINT_DATE": "yesterday"}, {"TIEPOINT_DATE_BEFORE": "2021-01-01"},
                                  {"TIEPOINT_DATE_BEFORE": "2021-01-01", "TIEPOINT_DATE_AFTER": "2020-01-01"}])
def test_without_a_date_nothing_is_said(rasters, tags):
    layer = tagged(rasters[0], **tags)
    loading.show_time(layer)
    assert not layer.temporalProperties().isActive()


def test_layers_of_a_run_are_one_group_with_vectors_above(rasters, project):
    layers = [QgsRasterLayer(rasters[0], "mask"), QgsVectorLayer("Polygon?crs=EPSG:32633", "areas", "memory"),
              QgsRasterLayer(rasters[1], "magnitude"), QgsVectorLayer("Point?crs=EPSG:32633", "points", "memory")]
    run = order.Run()
    for place, layer in enumerate(layers):
        project.addMapLayer(layer)
        loading.gather(layer, "Change map: a - b, 12:00:00", project)
        run.add(layer, place)
    root = project.layerTreeRoot()
    (group,) = root.findGroups()
    assert [node.layer().name() for node in group.findLayers()] == ["areas", "points", "mask", "magnitude"]
    assert group.isExpanded() and len(root.children()) == 1


def test_a_user_who_has_a_group_for_all_results_keeps_it(rasters, project):
    from processing.core.ProcessingConfig import ProcessingConfig

    layer = QgsRasterLayer(rasters[0], "mask")
    project.addMapLayer(layer)
    ProcessingConfig.setSettingValue(ProcessingConfig.RESULTS_GROUP_NAME, "Mine")
    try:
        loading.gather(layer, "Change map", project)
    finally:
        ProcessingConfig.setSettingValue(ProcessingConfig.RESULTS_GROUP_NAME, "")
    assert project.layerTreeRoot().findGroups() == []


def test_the_name_of_a_group():
    assert results.group_of("Change map", ["2019", "2024"], "12:00:00") == "Change map: 2019 - 2024, 12:00:00"
    assert results.group_of("List models", [], "12:00:00") == "List models, 12:00:00"
