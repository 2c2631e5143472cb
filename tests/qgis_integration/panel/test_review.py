"""From a result to its review: a button that opens it on the layers of the result, or says why it does not."""
import pytest
from qgis.core import QgsProject

# An engine that says of two rasters what a change map says, with as many areas as its first line asks for.
_CHANGE = """
import json, shutil, sys
from osgeo import ogr, osr
def send(message_type, **more):
    print(json.dumps({"protocol": 1, "type": message_type, **more}), flush=True)
send("ready", python="3.11.2", pid=1)
options = json.loads(sys.stdin.readline())["options"]
crs = osr.SpatialReference()
crs.ImportFromEPSG(32633)
file = ogr.GetDriverByName("GPKG").CreateDataSource(options["polygons"])
layer = file.CreateLayer("changes", crs, ogr.wkbPolygon)
for name, kind in (("id", ogr.OFTInteger), ("area", ogr.OFTReal), ("magnitude", ogr.OFTReal), ("confidence", ogr.OFTReal),
                   ("status", ogr.OFTString)):
    layer.CreateField(ogr.FieldDefn(name, kind))
for number in range(AREAS):
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["id"], feature["area"] = number + 1, 4.0
    x = 500010 + 5 * number
    feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON (({x} 4999980, {x + 2} 4999980, {x + 2} 4999982, {x} 4999982, {x} 4999980))"))
    layer.CreateFeature(feature)
layer = file = None
for name in ("output", "magnitude"):
    shutil.copy(options["after"], options[name])
send("result", id=1, result={"CHANGED_SHARE": 0.01, "POLYGON_COUNT": AREAS})
"""


@pytest.fixture
def run(panel, layers, click, wait):
    """Runs a task of the panel on the two layers."""
    def run(job, *fields):
        form = panel.forms[f"tiepoint:{job}"]
        panel.tabs.setCurrentWidget(form)
        for name, layer in zip(fields, layers):
            form.fields[name].widget.setLayer(layer)
        click(form.start_button)
        wait(lambda: not panel.is_running)
        return panel.view

    return run


@pytest.fixture
def areas(stand_in, tmp_path, monkeypatch):
    """An engine that finds so many changed areas."""
    from tiepoint.ui.engine import process

    def use(count):
        path = tmp_path / "engine.py"
        path.write_text(_CHANGE.replace("AREAS", str(count)))
        monkeypatch.setattr(process, "WORKER", path)

    return use


def chosen(panel, *names):
    return [getattr(panel, name).currentLayer() and getattr(panel, name).currentLayer().name() for name in names]


@pytest.mark.parametrize(("job", "aligned"), [("coregister", "Aligned raster"), ("findtiepoints", None)])
def test_an_alignment_is_reviewed_with_its_own_layers(stand_in, run, part, click, job, aligned):
    view, review = run(job, "REFERENCE", "TARGET"), part("AlignmentReview")
    assert view.review_button.text() == "Review alignment" and not review.dock.isVisible()
    click(view.review_button)
    assert review.dock.isVisible()
    boxes = chosen(review.dock.panel, "layer", "reference", "target", "aligned")
    assert boxes == ["Tie points", "reference", "target", aligned]
    assert review.dock.panel.table.rowCount() == 12


def test_a_change_is_reviewed_with_its_own_layers(areas, run, part, click):
    areas(3)
    view, review = run("changemap", "BEFORE", "AFTER"), part("ChangeReview")
    click(view.review_button)
    assert chosen(review.dock.panel, "layer", "before", "after") == ["Changed areas", "reference", "target"]
    assert len(review.dock.found) == 3


def test_without_a_changed_area_there_is_nothing_to_review(areas, run):
    areas(0)
    button = run("changemap", "BEFORE", "AFTER").review_button
    assert button.isVisible() and not button.isEnabled() and button.toolTip() == "No area has changed: there is nothing to review."


def test_the_button_says_what_has_been_removed(stand_in, run, layers):
    view, project = run("coregister", "REFERENCE", "TARGET"), QgsProject.instance()
    button = view.review_button
    assert button.isEnabled() and "tie points" in button.toolTip()
    project.removeMapLayer(project.mapLayersByName("Aligned raster")[0])
    assert button.isEnabled() and "Aligned raster" not in view.links.text(), "it is looked at with the raster as it was"
    project.removeMapLayer(layers[1])
    assert not button.isEnabled() and "'Raster to align' is not in the project" in button.toolTip()
    project.removeMapLayer(project.mapLayersByName("Tie points")[0])
    assert button.toolTip() == "'Tie points' is not in the project any more. Run it again."


def test_a_failure_offers_no_review(stand_in, panel, layers, wait, monkeypatch):
    task = panel.forms["tiepoint:coregister"].task
    panel.start(task, {"REFERENCE": layers[0].id(), "TARGET": layers[1].id(), "OUTPUT": "TEMPORARY_OUTPUT", "SEED": 1})
    wait(lambda: not panel.is_running)
    assert panel.view.badge.text() == "failed" and not panel.view.review_button.isVisible()
