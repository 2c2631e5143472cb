"""The dock: real widgets, clicked, from the empty project to results, failures and Cancel."""
import os

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsRectangle
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QLabel, QPushButton, QScrollArea

_ENGINE = """
import json, sys, time
def send(message_type, **more):
    print(json.dumps({"protocol": 1, "type": message_type, **more}), flush=True)
send("ready", python="3.11.2", pid=1)
sys.stdin.readline()
"""


def form_of(panel, job):
    form = panel.forms[f"tiepoint:{job}"]
    panel.tabs.setCurrentWidget(form)
    return form


@pytest.fixture
def carry_out(panel, click, wait):
    """Clicks the button of a task and waits for its end."""
    def carry_out(job):
        click(form_of(panel, job).start_button)
        wait(lambda: not panel.is_running)

    return carry_out


def groups():
    return {group.name(): [node.layer().name() for node in group.findLayers()]
            for group in QgsProject.instance().layerTreeRoot().findGroups()}


def test_an_empty_project_says_what_is_missing(stand_in, panel):
    form = form_of(panel, "coregister")
    assert not form.start_button.isEnabled() and "Add a layer" in form.hint.text()
    assert not panel.view.isVisible() and not panel.banner.isVisible()
    shown = [panel.tabs.tabText(index) for index in range(panel.tabs.count())]
    assert shown == ["Align", "Tie points", "Change", "Similar tiles"]


def test_two_layers_are_told_apart_and_one_click_aligns(stand_in, panel, layers, window, carry_out, click, wait):
    form = form_of(panel, "coregister")
    assert {form.fields[name].layer_name() for name in ("REFERENCE", "TARGET")} == {"reference", "target"}
    form.fields["REFERENCE"].widget.setLayer(layers[0])
    form.fields["TARGET"].widget.setLayer(layers[1])
    carry_out("coregister")
    view = panel.view
    assert view.badge.text() == "good" and view.figures.isVisible() and not view.progress.isVisible()
    assert view.warnings.isVisible() and view.warnings.text() == "beware"
    (name, inside), = groups().items()
    assert name.startswith("Co-register raster: target, ") and inside == ["Tie points", "Aligned raster"]
    assert "Report" in view.links.text() and "Aligned raster" in view.links.text()
    points = QgsProject.instance().mapLayersByName("Tie points")[0]
    assert points.renderer().type() == "RuleRenderer"
    wait(window.messageBar().currentItem)
    message = window.messageBar().currentItem()
    assert (message.title(), message.text()) == ("Tiepoint", "Align: good")
    click(message.findChild(QPushButton))
    click(view.log_button)
    assert window.logs == 2
    view.links.linkActivated.emit(f"layer:{points.id()}")
    assert window.active == points


def test_the_figures_are_those_of_the_algorithm(stand_in, panel, layers, carry_out):
    carry_out("findtiepoints")
    texts = [label.text() for label in panel.view.figures.findChildren(QLabel)]
    shown = dict(zip(texts[::2], texts[1::2]))
    assert shown["Held-out RMSE in map units"] == "0.25" and shown["Number of tie points used"] == "11"
    assert "Verdict" not in shown and "Aligned" not in shown


def test_results_are_saved_under_names_that_are_free(stand_in, panel, layers, tmp_path, carry_out):
    out = tmp_path / "results"
    out.mkdir()
    panel.forms["tiepoint:changemap"].folder.setFilePath(str(out))
    form = form_of(panel, "coregister")
    form.fields["REFERENCE"].widget.setLayer(layers[0])
    form.fields["TARGET"].widget.setLayer(layers[1])
    carry_out("coregister")
    first = {"target_aligned.tif", "target_tiepoints.gpkg", "target_alignment.html"}
    assert first <= set(os.listdir(out))
    carry_out("coregister")
    assert {"target_2_aligned.tif", "target_2_tiepoints.gpkg", "target_2_alignment.html"} <= set(os.listdir(out))


@pytest.fixture
def engine_that(stand_in, tmp_path, monkeypatch):
    """An engine that does what a script says when it is asked."""
    from tiepoint.ui.engine import process

    def use(script):
        path = tmp_path / "engine.py"
        path.write_text(_ENGINE + script + "\n")
        monkeypatch.setattr(process, "WORKER", path)

    return use


def test_a_failure_shows_its_sentence_and_its_hint(engine_that, panel, layers, window, carry_out):
    engine_that("send('error', id=1, kind='AlignmentError', message='Only 3 tie points agree.', hint='Choose another method.')")
    carry_out("coregister")
    view = panel.view
    assert view.badge.text() == "failed" and view.message.text() == "Only 3 tie points agree. Choose another method."
    assert not view.set_up_button.isVisible() and not view.figures.isVisible() and groups() == {}
    assert form_of(panel, "coregister").start_button.isEnabled()


def test_parameters_are_called_what_the_form_calls_them(engine_that, panel, layers, carry_out):
    engine_that("send('error', id=1, kind='AlignmentError', message='RMSE is 3 px.', hint='Set METHOD to sift, or MAX_OFFSET to 9.')")
    carry_out("coregister")
    assert panel.view.message.text() == "RMSE is 3 px. Set 'Matching method' to sift, or 'Largest expected misplacement' to 9."


def test_a_warning_is_told_once_and_goes_with_the_next_run(engine_that, panel, rasters, wait):
    from tiepoint.ui.dock.tasks import Task

    task = Task("tiepoint:assessalignment", "Assess", "Assess", (), "TARGET", {}, "")
    warn = "send('log', id=1, level='warning', message='The dates differ.')\n"
    ends = {"done": "send('result', id=1, result={'SUCCESS': True, 'VERDICT': 'good'})",
            "failed": "send('error', id=1, kind='AlignmentError', message='No.', hint='')"}
    told = []
    for script in (2 * warn + ends["done"], warn + ends["failed"], ends["done"]):
        engine_that(script)
        panel.start(task, {"REFERENCE": rasters[0], "TARGET": rasters[1]})
        wait(lambda: not panel.is_running)
        told.append((panel.view.badge.text(), panel.view.warnings.text() if panel.view.warnings.isVisible() else ""))
    assert told == [("good", "The dates differ."), ("failed", ""), ("good", "")]


def test_the_buttons_are_in_sight_in_a_low_dock(stand_in, panel, layers, wait):
    """On a small screen, or with results below, the fields are scrolled."""
    form = form_of(panel, "changemap")
    bar = form.findChild(QScrollArea).verticalScrollBar()
    wait(lambda: bar.maximum() == 0)
    panel.window().resize(700, 100)
    wait(lambda: bar.maximum() > 0)
    for button in (form.start_button, form.advanced_button):
        assert button.visibleRegion().boundingRect().height() == button.height()


def test_an_engine_that_lacks_a_package_leads_to_the_set_up_page(engine_that, panel, layers, window, carry_out, click):
    engine_that("send('error', id=1, kind='EngineError', message='The Python lacks torch.', hint='Install requirements.txt.')")
    carry_out("coregister")
    click(panel.view.set_up_button)
    assert window.pages == ["tiepointOptions"]


def test_cancel_stops_the_work_and_qgis_stays_responsive(engine_that, panel, layers, click, wait):
    engine_that("for i in range(6000):\n    send('progress', id=1, fraction=0.3, message=f'Matching {i}', remaining=9.0); time.sleep(0.1)")
    form = form_of(panel, "coregister")
    click(form.start_button)
    assert panel.is_running and panel.view.cancel_button.isVisible()
    wait(lambda: panel.view.progress.value() > 0)
    assert panel.view.stage.text().startswith("Matching")
    assert not form.start_button.isEnabled() and not form_of(panel, "changemap").start_button.isEnabled()
    click(panel.view.cancel_button)
    wait(lambda: not panel.is_running)
    assert panel.view.badge.text() == "cancelled" and panel.view.message.text() == "Cancelled: nothing was written."
    assert form.start_button.isEnabled()


def test_the_remaining_time_is_told(panel, stand_in):
    panel.view.show_running(panel.forms["tiepoint:coregister"].task)
    panel.view.show_progress(0.25, "Matching 3 of 12", 75.0)
    assert panel.view.stage.text() == "Matching 3 of 12 - about 75 s left" and panel.view.progress.value() == 25


def test_a_missing_engine_leads_to_the_set_up_page(monkeypatch, panel, layers, window, click):
    monkeypatch.setenv("TIEPOINT_PYTHON", "/nowhere/python")
    form = form_of(panel, "coregister")
    click(form.start_button)
    assert not panel.is_running and panel.banner.isVisible() and "/nowhere/python" in panel.problem.text()
    click(panel.set_up_button)
    assert window.pages == ["tiepointOptions"]


def test_advanced_opens_the_form_with_what_was_chosen(panel, layers, stand_in, click):
    asked = []
    panel.advanced.disconnect()          # Processing opens its form in the window of QGIS itself
    panel.advanced.connect(lambda task, parameters: asked.append((task.algorithm, parameters)))
    form = form_of(panel, "changemap")
    click(form.advanced_button)
    (algorithm, parameters), = asked
    assert algorithm == "tiepoint:changemap"
    assert parameters == {"BEFORE": form.fields["BEFORE"].value(), "AFTER": form.fields["AFTER"].value(), "ALIGN": "check", "MIN_AREA": 0.0}


def test_labels_help_and_choices_are_those_of_the_algorithm(panel, stand_in):
    for form in panel.forms.values():
        algorithm = QgsApplication.processingRegistry().algorithmById(form.task.algorithm)
        for name, made in form.fields.items():
            definition = algorithm.parameterDefinition(name)
            assert (made.title, made.widget.toolTip()) == (definition.description(), definition.help())
        assert set(form.task.outputs) <= {output.name() for output in algorithm.destinationParameterDefinitions()}


def test_an_area_and_a_number_are_given_as_processing_takes_them(panel, window, stand_in):
    from tiepoint.ui.dock import fields

    registry = QgsApplication.processingRegistry()
    area = fields.field(registry.algorithmById("tiepoint:coregister").parameterDefinition("EXTENT"), panel, window.mapCanvas())
    assert area.value() is None and area.is_optional
    area.widget.setOutputExtentFromUser(QgsRectangle(1, 2, 3, 4.5), QgsCoordinateReferenceSystem("EPSG:32633"))
    assert area.value() == "1.0,3.0,2.0,4.5 [EPSG:32633]"
    made = form_of(panel, "changemap").fields["MIN_AREA"]
    box = made.widget if isinstance(made.widget, QDoubleSpinBox) else made.widget.findChild(QDoubleSpinBox)
    box.selectAll()
    QTest.keyClicks(box, "25")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert made.value() == 25.0


@pytest.fixture
def index(tmp_path):
    """A layer that looks like a tile index, and one that does not."""
    from qgis.core import QgsVectorFileWriter, QgsVectorLayer

    columns = "".join(f"&field={name}:string" for name in ("tile", "source", "code", "col", "row"))
    made = []
    for name, more in (("index", columns), ("other", "")):
        options = QgsVectorFileWriter.SaveVectorOptions()
        path = str(tmp_path / f"{name}.gpkg")
        memory = QgsVectorLayer("Polygon?crs=EPSG:32633" + more, name, "memory")
        QgsVectorFileWriter.writeAsVectorFormatV3(memory, path, QgsProject.instance().transformContext(), options)
        made.append(QgsVectorLayer(path, name, "ogr"))
    QgsProject.instance().addMapLayers(made[::-1])
    return made[0]


def test_similar_tiles_asks_for_an_index_a_raster_and_an_area(panel, layers, index, stand_in):
    form = form_of(panel, "findsimilartiles")
    assert [form.fields["INDEX"].widget.layer(row).name() for row in range(form.fields["INDEX"].widget.count())] == ["index"]
    assert form.fields["QUERY_RASTER"].layer_name() and not form.start_button.isEnabled()
    assert form.hint.text().startswith("Mark what you look for")
    form.fields["QUERY_EXTENT"].widget.setOutputExtentFromUser(QgsRectangle(500000, 4999960, 500060, 5000000), index.crs())
    assert form.start_button.isEnabled() and not form.hint.isVisible()
    assert form.given()["INDEX"] == index.id() and form.given()["COUNT"] == 20


@pytest.mark.parametrize(("figure", "told"), [(0.4549, "0.4549"), (36.31, "36.31"), (4545123.0, "4\u202f545\u202f000"), (260, "260"),
                                              (True, "yes"), ("phase", "phase")])
def test_figures_are_readable(figure, told):
    from tiepoint.ui.dock import summary

    assert summary.shown(figure) == told


def test_load_unload_reload_leaves_nothing(window, stand_in, layers, settle):
    import tiepoint

    providers = [provider.id() for provider in QgsApplication.processingRegistry().providers()]
    project = QgsProject.instance()
    listeners = project.receivers(project.layersAdded), project.receivers(project.layersRemoved)
    tasks = QgsApplication.taskManager().count()
    for _ in range(2):
        plugin = tiepoint.classFactory(window)
        plugin.initGui()
        assert len(window.kept()) == 13, "a page of options; three docks; four buttons, each in the toolbar and in the menu; the guide"
        panel = plugin.desktop.parts[1].panel
        plugin.unload()
        settle()
        assert window.kept() == [] and sip.isdeleted(panel)
        assert (project.receivers(project.layersAdded), project.receivers(project.layersRemoved)) == listeners
        assert [provider.id() for provider in QgsApplication.processingRegistry().providers()] == providers
        assert QgsApplication.taskManager().count() == tasks


def test_unloading_ends_what_runs(window, engine_that, layers, click, wait, settle):
    import tiepoint

    engine_that("send('log', id=1, level='info', message='working')\ntime.sleep(600)")
    plugin = tiepoint.classFactory(window)
    plugin.initGui()
    dock = plugin.desktop.parts[1]
    dock.action.trigger()
    click(form_of(dock.panel, "coregister").start_button)
    wait(lambda: QgsApplication.taskManager().countActiveTasks() == 1)
    plugin.unload()
    settle()
    assert QgsApplication.taskManager().countActiveTasks() == 0 and window.kept() == []


@pytest.mark.parametrize("job", ["coregister", "changemap", "findsimilartiles", "buildtileindex"])
def test_nothing_is_scrolled_where_there_is_room(stand_in, panel, layers, job, settle):
    """Whether labels stand beside or above their fields depends on the width, and so does the height."""
    form = panel.forms[f"tiepoint:{job}"]
    form.setParent(None)
    form.show()
    bar, scrolled = form.findChild(QScrollArea).verticalScrollBar(), []
    for width in (600, 520, 480, 440, 420, 400, 380, 360, 400, 440, 520):
        form.resize(width, 900)
        settle()
        if bar.maximum() > 0:
            scrolled.append((width, bar.maximum()))
    form.close()
    assert scrolled == []
