"""An algorithm from its parameters to its results, with a stand-in for the engine."""
import json
import os
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
)


@pytest.fixture
def algorithm(plugin):
    def create(job="coregister"):
        return QgsApplication.processingRegistry().createAlgorithmById(f"tiepoint:{job}")

    return create


@pytest.fixture
def given(rasters, tmp_path):
    return {"REFERENCE": rasters[0], "TARGET": rasters[1], "OUTPUT": str(tmp_path / "out" / "aligned.tif")}


@pytest.fixture(autouse=True)
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def told_options(feedback):
    return json.loads(next(info for info in feedback.infos if info.startswith("options "))[len("options "):])


def temporary_files():
    from qgis.core import QgsProcessingUtils

    return list(Path(QgsProcessingUtils.tempFolder()).glob("tiepoint-*"))


def test_results_progress_and_log(stand_in, algorithm, execute, given, feedback, out):
    results = execute(algorithm(), given)
    assert results == {"OUTPUT": given["OUTPUT"], "SUCCESS": True, "METHOD_USED": "phase", "TRANSFORM_USED": "shift", "TIEPOINT_COUNT": 11,
                       "RMSE_PX": 0.25, "RMSE": 0.25, "CE90": 0.4, "MEDIAN_SHIFT_X": -0.3, "MEDIAN_SHIFT_Y": -0.4, "VERDICT": "good"}
    assert os.listdir(out) == ["aligned.tif"]
    assert feedback.warnings == ["beware"]
    assert feedback.texts == ["Starting the engine", "Matching 0 of 5 (about 12 s left)"], "the same stage is told once"
    assert "Held-out RMSE in map units: 0.25" in feedback.infos and "Aligned: yes" in feedback.infos
    assert max(feedback.shares) >= 80
    assert temporary_files() == []


def test_defaults_and_values_reach_the_engine(stand_in, algorithm, execute, given, feedback, rasters):
    given.update(METHOD="sift", MAX_OFFSET=12.5, SPACING="64", REFERENCE_BAND=1, KEEP_PIXELS="true", CREATION_OPTIONS="COMPRESS=LZW",
                 EXTENT="500000,500050,4999970,5000000 [EPSG:32633]")
    execute(algorithm(), given)
    told = told_options(feedback)
    assert (told["reference"], told["target"], told["output"]) == (*rasters, given["OUTPUT"])
    assert (told["method"], told["max_offset"], int(told["spacing"])) == ("sift", 12.5, 64)
    assert (told["reference_band"], told["target_band"], told["creation_options"]) == (1, 0, "COMPRESS=LZW")
    assert (told["transform"], told["resampling"], told["seed"], str(told["keep_pixels"]).lower()) == ("auto", "cubic", 0, "true")
    assert told["extent"] == "500000.0,4999970.0,500050.0,5000000.0"
    assert "mask" not in told and "tiepoints" not in told


def test_a_crs_assigned_to_a_layer_reaches_the_engine(stand_in, algorithm, execute, given, feedback, rasters):
    layer = QgsRasterLayer(rasters[1], "target")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    execute(algorithm(), {**given, "TARGET": layer})
    options = told_options(feedback)
    assert options["reference"] == rasters[0] and options["target"].endswith("target.vrt")
    assert any("EPSG:32632" in info for info in feedback.infos) and temporary_files() == []


def test_an_extent_in_another_crs_arrives_in_that_of_the_reference(stand_in, algorithm, execute, given, feedback):
    given["EXTENT"] = "15.0,15.0005,45.1530,45.1535 [EPSG:4326]"
    execute(algorithm(), given)
    xmin, ymin, xmax, ymax = map(float, told_options(feedback)["extent"].split(","))
    assert xmin == pytest.approx(500000, abs=1) and xmax == pytest.approx(500039, abs=1)
    assert 4999000 < ymin < ymax < 5001000 and ymax - ymin == pytest.approx(55.6, abs=1)


def test_layers_and_files_are_delivered_and_styled(stand_in, algorithm, execute, given, out):
    given["OUTPUT"] = str(out / "points.gpkg")
    results = execute(algorithm("findtiepoints"), {**given, "SHIFT_LINES": str(out / "lines.shp"), "GCPS": str(out / "a.points")})
    points = QgsVectorLayer(results["OUTPUT"], "points", "ogr")
    assert points.featureCount() == 12 and points.crs().authid() == "EPSG:32633"
    assert [field.name() for field in points.fields()] == [
        "fid", "id", "target_px", "target_py", "target_x", "target_y", "reference_x", "reference_y", "dx", "dy", "shift", "score",
        "residual", "loo_residual", "inlier", "enabled", "method"]
    assert [feature["enabled"] for feature in points.getFeatures()].count(False) == 1
    lines = QgsVectorLayer(results["SHIFT_LINES"], "lines", "ogr")
    assert next(lines.getFeatures()).geometry().length() == pytest.approx(0.5)
    assert results["GCPS"] == str(out / "a.points") and (out / "a.points").read_text() == "gcps"
    assert points.renderer().type() == "RuleRenderer", "the style lies beside the file"
    assert temporary_files() == []


def test_a_memory_layer_can_be_the_output(stand_in, algorithm, execute, given, context, out):
    given["OUTPUT"] = QgsProcessing.TEMPORARY_OUTPUT
    results = execute(algorithm("findtiepoints"), given)
    layer = context.getMapLayer(results["OUTPUT"])
    assert layer.providerType() == "memory" and layer.featureCount() == 12
    assert [field.name() for field in layer.fields()][:2] == ["id", "target_px"]
    assert os.listdir(out) == []


def test_a_loaded_memory_layer_is_styled(stand_in, algorithm, execute, given, context, feedback):
    from processing.gui.RenderingStyles import RenderingStyles

    given["OUTPUT"] = QgsProcessingOutputLayerDefinition(QgsProcessing.TEMPORARY_OUTPUT, QgsProject.instance())
    results = execute(algorithm("findtiepoints"), given)
    layer = context.getMapLayer(results["OUTPUT"])
    processor = context.layerToLoadOnCompletionDetails(results["OUTPUT"]).postProcessor()
    processor.postProcessLayer(layer, context, feedback)
    assert layer.renderer().type() == "RuleRenderer"
    RenderingStyles.styles["tiepoint:findtiepoints"] = {"OUTPUT": "mine.qml"}
    try:
        plain = QgsVectorLayer("Point", "plain", "memory")
        processor.postProcessLayer(plain, context, feedback)
        assert plain.renderer().type() == "singleSymbol", "the user's own style comes first"
    finally:
        RenderingStyles.styles.clear()


def test_a_style_of_the_user_beside_the_output_stays(stand_in, algorithm, execute, given, out):
    (out / "points.qml").write_text("mine")
    execute(algorithm("findtiepoints"), {**given, "OUTPUT": str(out / "points.gpkg")})
    assert (out / "points.qml").read_text() == "mine"


def test_assess_without_any_output_gives_figures(stand_in, algorithm, execute, given, out):
    del given["OUTPUT"]
    results = execute(algorithm("assessalignment"), given)
    assert results["VERDICT"] == "good" and "OUTPUT" not in results
    assert os.listdir(out) == []


def test_the_heat_map_is_styled_for_its_own_range(stand_in, algorithm, execute, given, out):
    from qgis.core import QgsRasterLayer

    del given["OUTPUT"]
    results = execute(algorithm("assessalignment"), {**given, "HEATMAP": str(out / "heat.tif")})
    layer = QgsRasterLayer(results["HEATMAP"], "heat")
    assert layer.renderer().type() == "singlebandpseudocolor"
    assert layer.renderer().classificationMax() == pytest.approx(250)
    assert sorted(name for name in os.listdir(out) if not name.endswith(".aux.xml")) == ["heat.qml", "heat.tif"]


def polygons(count):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=fid:string", "mask", "memory")
    for index in range(count):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({index} 0, {index} 1, {index + 1} 1, {index} 0))"))
        layer.dataProvider().addFeature(feature)
    return layer


def test_a_mask_reaches_the_engine_as_a_geopackage(stand_in, algorithm, execute, given, feedback, monkeypatch):
    from tiepoint.ui.processing import features

    seen = {}
    save = features.save

    def watch(source, path, *more):
        save(source, path, *more)
        written = QgsVectorLayer(path, "written", "ogr")
        seen[Path(path).name] = written.featureCount(), written.crs().authid(), [field.name() for field in written.fields()]

    monkeypatch.setattr(features, "save", watch)
    layer = polygons(3)
    layer.selectByIds([1, 2])
    QgsProject.instance().addMapLayer(layer)
    given["MASK"] = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    execute(algorithm(), given)
    QgsProject.instance().removeAllMapLayers()
    assert seen == {"mask.gpkg": (2, "EPSG:32633", ["fid"])}
    assert told_options(feedback)["mask"].endswith("mask.gpkg")


def test_an_edited_tie_point_layer_reaches_warp_with_its_attributes(stand_in, algorithm, execute, given, feedback, out, rasters):
    points = execute(algorithm("findtiepoints"), {**given, "OUTPUT": str(out / "points.gpkg")})["OUTPUT"]
    feedback.infos.clear()
    results = execute(algorithm("warp"), {"TARGET": rasters[1], "TIEPOINTS": points, "OUTPUT": given["OUTPUT"]})
    assert told_options(feedback)["tiepoints"].endswith("tiepoints.gpkg")
    assert results["OUTPUT"] == given["OUTPUT"] and "METHOD_USED" not in results


def bad(**changes):
    return pytest.param(changes.pop("job", "coregister"), changes.pop("told"), changes, id="-".join(changes))


@pytest.mark.parametrize(("job", "told", "changes"), [
    bad(REFERENCE="{out}/none.tif", told="REFERENCE: there is no file {out}/none.tif"),
    bad(REFERENCE="nothing", told="REFERENCE: 'nothing' is not a raster"),
    bad(TARGET=__file__, told="is not a raster that can be read"),
    bad(TARGET=None, told="TARGET is missing"),
    bad(TARGET="{reference}", told="REFERENCE and TARGET are the same raster"),
    bad(OUTPUT="{target}", told="OUTPUT is the same file as TARGET"),
    bad(OUTPUT="{out}/../out/../target.tif", told="OUTPUT is the same file as TARGET"),
    bad(REPORT="{out}/aligned.tif", told="is the same file as OUTPUT"),
    bad(OUTPUT="{out}/none/aligned.tif", told="there is no folder {out}/none"),
    bad(OUTPUT="/proc/aligned.tif", told="the folder /proc cannot be written to"),
    bad(OUTPUT="{out}/aligned.png", told="is no name for one"),
    bad(TIEPOINTS="{out}/none/points.gpkg", told="TIEPOINTS: there is no folder"),
    bad(MASK="{out}/none.gpkg", told="MASK: there is no file"),
    bad(METHOD="magic", told="METHOD is 'magic', which is not a choice"),
    bad(SPACING="3", told="SPACING is 3, outside 8"),
    bad(SPACING="many", told="SPACING is 'many', not a number"),
    bad(EXTENT="1,2", told="EXTENT '1,2' is no extent"),
    bad(job="warp", GCPS_FILE="{out}/none.points", told="GCPS_FILE: there is no file"),
])
def test_bad_input_is_one_sentence_before_anything_starts(algorithm, execute, given, out, rasters, monkeypatch, job, told, changes):
    monkeypatch.setenv("TIEPOINT_PYTHON", "/nowhere")
    names = {"out": str(out), "reference": rasters[0], "target": rasters[1]}
    if job == "warp":
        del given["REFERENCE"]
    given.update({key: value.format(**names) if value else value for key, value in changes.items()})
    with pytest.raises(QgsProcessingException) as caught:
        execute(algorithm(job), given)
    assert told.format(**names) in str(caught.value)
    assert str(caught.value).endswith("."), "message and hint"
    assert os.listdir(out) == []


def test_no_engine_says_how_to_set_it_up(algorithm, execute, given, out, monkeypatch):
    from tiepoint.ui.engine import process

    monkeypatch.delenv("TIEPOINT_PYTHON", raising=False)
    monkeypatch.setattr(process, "ROOT", out)
    with pytest.raises(QgsProcessingException, match=r"engine is not set up.*requirements\.txt"):
        execute(algorithm(), given)
    assert os.listdir(out) == [] and temporary_files() == []


def test_a_refusal_is_exactly_message_and_hint_and_leaves_nothing(stand_in, algorithm, execute, given, out):
    given.update(SEED=1, TIEPOINTS=str(out / "points.gpkg"))
    with pytest.raises(QgsProcessingException) as caught:
        execute(algorithm(), given)
    assert str(caught.value) == "Only 3 tie points agree. Choose another method."
    assert os.listdir(out) == [] and temporary_files() == []


def test_an_engine_that_dies_leaves_an_older_output_as_it_was(stand_in, algorithm, execute, given, out):
    (out / "points.gpkg").write_text("older")
    given.update(SEED=2, TIEPOINTS=str(out / "points.gpkg"))
    with pytest.raises(QgsProcessingException, match="exit code 7"):
        execute(algorithm(), given)
    assert os.listdir(out) == ["points.gpkg"] and (out / "points.gpkg").read_text() == "older"


def test_cancel_stops_the_engine_and_leaves_nothing(stand_in, algorithm, execute, given, feedback, out):
    feedback.progressChanged.connect(lambda share: feedback.cancel() if share == 50 else None)
    given.update(SEED=3)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        execute(algorithm(), given)
    assert os.listdir(out) == [] and temporary_files() == []


def test_a_sink_that_cannot_be_made_takes_the_raster_with_it(stand_in, algorithm, execute, given, out):
    given["TIEPOINTS"] = "ogr:dbname='/nowhere/points.gpkg' table=\"points\" (geom)"
    given["SOLUTION"] = str(out / "solution.json")
    with pytest.raises(QgsProcessingException, match="TIEPOINTS cannot be"):
        execute(algorithm(), given)
    assert os.listdir(out) == []


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "geojson"])
def test_a_layer_that_the_disk_did_not_take_is_an_error_and_gone(stand_in, algorithm, execute, given, feedback, out, monkeypatch, suffix):
    """OGR does not tell of every full disk; here the feature sink swallows what it is given."""
    from tiepoint.ui.processing import features

    monkeypatch.setattr(features, "copy", lambda layer, sink, feedback: None)
    (out / "points.txt").write_text("not part of it")
    given["TIEPOINTS"] = str(out / f"points.{suffix}")
    with pytest.raises(QgsProcessingException, match="Only 0 of 12 features"):
        execute(algorithm(), given)
    assert os.listdir(out) == ["points.txt"]


def test_an_output_may_be_a_property(stand_in, algorithm, execute, given, out):
    given["OUTPUT"] = QgsProcessingOutputLayerDefinition(QgsProperty.fromValue(given["OUTPUT"]))
    assert execute(algorithm(), given)["OUTPUT"] == str(out / "aligned.tif")


def test_it_is_a_step_of_a_model(stand_in, algorithm, execute, given, feedback, out, rasters):
    """The tie points of one step drive the next; what the model leaves out arrives as nulls."""
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
        QgsProcessingModelOutput,
        QgsProcessingModelParameter,
        QgsProcessingParameterRasterLayer,
    )

    model, source = QgsProcessingModelAlgorithm(), QgsProcessingModelChildParameterSource
    for name in ("ONE", "TWO"):
        model.addModelParameter(QgsProcessingParameterRasterLayer(name, name), QgsProcessingModelParameter(name))
    find, warp = (QgsProcessingModelChildAlgorithm(f"tiepoint:{job}") for job in ("findtiepoints", "warp"))
    find.setChildId("find")
    find.addParameterSources("REFERENCE", [source.fromModelParameter("ONE")])
    find.addParameterSources("TARGET", [source.fromModelParameter("TWO")])
    model.addChildAlgorithm(find)
    warp.setChildId("warp")
    warp.addParameterSources("TARGET", [source.fromModelParameter("TWO")])
    warp.addParameterSources("TIEPOINTS", [source.fromChildOutput("find", "OUTPUT")])
    warp.addParameterSources("KEEP_PIXELS", [source.fromChildOutput("find", "SUCCESS")])
    output = QgsProcessingModelOutput("warped")
    output.setChildId("warp")
    output.setChildOutputName("OUTPUT")
    warp.setModelOutputs({"warped": output})
    model.addChildAlgorithm(warp)
    results = execute(model, {"ONE": rasters[0], "TWO": rasters[1], "warp:warped": given["OUTPUT"]})
    assert results["warp:warped"] == given["OUTPUT"]
    assert os.listdir(out) == ["aligned.tif"]
    told = [json.loads(info[len("options "):]) for info in feedback.infos if info.startswith("options ")]
    assert told[1]["tiepoints"].endswith("tiepoints.gpkg") and told[1]["keep_pixels"] is True and "reference" not in told[1]


@pytest.mark.parametrize("with_basemap", [False, True])
def test_it_runs_in_the_background_as_a_task(stand_in, algorithm, given, context, feedback, out, tmp_path, with_basemap):
    from qgis.core import QgsProcessingAlgRunnerTask, QgsRasterLayer
    from qgis.PyQt.QtCore import QEventLoop, QTimer
    from qgis.PyQt.QtGui import QImage

    given["TIEPOINTS"] = str(out / "points.gpkg")
    if with_basemap:
        (tmp_path / "0" / "0").mkdir(parents=True)
        image = QImage(256, 256, QImage.Format.Format_RGB32)
        image.fill(0xff336699)
        image.save(str(tmp_path / "0" / "0" / "0.png"))
        layer = QgsRasterLayer(f"type=xyz&url=file://{tmp_path}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=0", "Tiles", "wms")
        QgsProject.instance().addMapLayer(layer)
        given["REFERENCE"] = layer.id()
    task = QgsProcessingAlgRunnerTask(algorithm(), given, context, feedback)
    done = []
    loop = QEventLoop()
    task.executed.connect(lambda fine, results: (done.append((fine, results)), loop.quit()))
    QTimer.singleShot(60000, loop.quit)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    QgsProject.instance().removeAllMapLayers()
    assert done and done[0][0]
    assert any("'Tiles'" in info for info in feedback.infos) == with_basemap
    assert told_options(feedback)["reference"].endswith("reference.tif")
    assert sorted(os.listdir(out)) == ["aligned.tif", "points.gpkg", "points.qml"]
