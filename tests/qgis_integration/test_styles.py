"""Styles adapt to the layer: arrows long enough to be seen, colours over the range that is there."""
import pytest
from qgis.core import (
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor
from tiepoint.core.errors import OutputError
from tiepoint.ui.processing import styles
from tiepoint.ui.processing.order import Run

FIELDS = "".join(f"&field={name}:double" for name in ("dx", "dy", "shift", "residual")) + "&field=inlier:bool&field=enabled:bool"


def layer_of(points, shift, gap=100.0, residual=0.1, enabled=True):
    """Points in a square grid with this gap, all shifted eastwards."""
    layer = QgsVectorLayer("Point?crs=EPSG:32633&field=id:integer" + FIELDS, "points", "memory")
    side = round(points ** 0.5)
    for index in range(points):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(500000 + gap * (index % side), 5000000 + gap * (index // side))))
        feature.setAttributes([index, shift, 0.0, abs(shift), residual, True, enabled])
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer


@pytest.mark.parametrize(("shift", "expected"), [(0.5, 100), (4.0, 20), (40.0, 2), (60.0, 1), (500.0, 1), (0.0, 1)])
def test_arrows_fill_the_gaps(shift, expected):
    assert styles.exaggeration(layer_of(100, shift)) == expected


def test_the_exaggeration_is_a_variable_of_the_layer():
    layer = layer_of(100, 4.0)
    qml = styles.style_of(layer, "tiepoints")
    assert float(QgsExpressionContextUtils.layerScope(layer).variable(styles.EXAGGERATION)) == 20
    assert styles.EXAGGERATION in qml and "RuleRenderer" in qml
    assert not layer.labelsEnabled()


def drawn(layer, x, y):
    """Colour at a map position."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(QgsRectangle(499900, 4999900, 500100, 5000100))
    settings.setOutputSize(QSize(800, 800))
    settings.setBackgroundColor(QColor("black"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage().pixelColor(round((x - 499900) * 4), round((5000100 - y) * 4)).name()


def distance(one, other):
    return sum(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb()))  # noqa: B905 (Python 3.9)


def test_an_arrow_comes_from_where_the_target_is_and_its_colour_tells_the_residual():
    """The target lies 40 m to the west of the reference, at (500000, 5000000)."""
    classes = {0.1: "#1a7837", 0.4: "#7fbf4d", 0.7: "#fdc435", 1.2: "#f08030", 9.0: "#c51b3a"}
    for residual, colour in classes.items():
        layer = layer_of(1, 40.0, residual=residual)
        styles.style_of(layer, "tiepoints")
        # The thin white outline shines through.
        found = QColor(drawn(layer, 499980, 5000000))
        assert min(classes.values(), key=lambda name: distance(QColor(name), found)) == colour
        assert distance(QColor(colour), found) < 60
        assert drawn(layer, 500020, 5000000) == "#000000"


def test_a_disabled_point_is_a_hollow_circle_without_arrow():
    layer = layer_of(1, 40.0, enabled=False)
    styles.style_of(layer, "tiepoints")
    assert drawn(layer, 499980, 5000000) == drawn(layer, 500000, 5000000) == "#000000"


def test_a_style_that_is_not_there_is_an_error():
    with pytest.raises(OutputError):
        styles.style_of(layer_of(1, 1.0), "none")


@pytest.mark.parametrize("added", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_no_result_hides_another(tmp_path, added):
    """The dialog names mask, magnitude, areas; they are added in the order of their file names, above what was there."""
    from osgeo import gdal

    project, run = QgsProject(), Run()
    raster = str(tmp_path / "a.tif")
    gdal.GetDriverByName("GTiff").Create(raster, 4, 4, 1).FlushCache()
    layers = [QgsRasterLayer(raster, "mask"), QgsRasterLayer(raster, "magnitude"), layer_of(4, 1.0)]
    other = layer_of(4, 1.0)
    project.addMapLayer(other)
    for index in added:
        project.addMapLayer(layers[index])
        project.layerTreeRoot().findLayer(layers[index].id()).setExpanded(index != 1)
        run.add(layers[index], index)
    shown = project.layerTreeRoot().findLayers()
    assert [node.layer() for node in shown] == [layers[2], layers[0], layers[1], other]
    assert [node.isExpanded() for node in shown[:3]] == [True, True, False]
    assert project.layerTreeRoot().layerOrder()[:3] == [layers[2], layers[0], layers[1]]
    Run().add(layer_of(4, 1.0), 0)
