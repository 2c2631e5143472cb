"""Residuals are shown at once, held-out figures as soon as they are there, by an engine that stays; the table measures what is seen."""
import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from tiepoint.ui.review.alignment_review import AlignmentReview
from tiepoint.ui.review.tiepoint_table import ENABLED, RESIDUAL

BAD = 15


@pytest.fixture
def opened(window, tiepoints, raster, wait):
    """The dock with a known affine and one gross outlier, fitted once; and what it has been told, in order."""
    part = AlignmentReview(window)
    told = []
    part.dock.refit.sketched.connect(lambda residuals: told.append(("residuals", residuals)))
    part.dock.refit.fitted.connect(lambda fit: told.append(("fit", fit)))
    part.review(tiepoints(), raster("reference", 40), raster("target", 200))
    yield part.dock, told
    part.unload()


def at_rest(dock):
    return not (dock.points._gather.isActive() or dock._rest.isActive() or dock.refit.is_waiting)


def test_residuals_come_first_and_are_those_of_the_fit(engine, opened, wait):
    dock, told = opened
    wait(lambda: told and at_rest(dock), "the first fit")
    assert [kind for kind, _ in told] == ["fit"], "which transform is right is not known before"
    worker = dock.refit.background
    key = next(point.key for point in dock.points.rows() if point.number == BAD)
    before = dock.panel.table.residuals
    for on in (False, True):
        told.clear()
        dock.points.set_enabled([key], on)
        wait(lambda: told, "residuals")
        kind, sketch = told[0]
        assert kind == "residuals" and dock.panel.table.residuals == sketch
        wait(lambda: at_rest(dock), "the fit")
        assert [kind for kind, _ in told] == ["residuals", "fit"]
    assert told[1][1].residuals == before
    assert dock.refit.background is worker and worker.isRunning()


def test_with_a_transform_that_was_chosen_residuals_come_before_the_first_fit_of_it(engine, opened, wait):
    dock, told = opened
    wait(lambda: told and at_rest(dock), "the first fit")
    told.clear()
    dock.panel.transform.setCurrentText("tps")
    wait(lambda: len(told) == 2, "both")
    assert [kind for kind, _ in told] == ["residuals", "fit"] and told[0][1] == told[1][1].residuals


def test_of_edits_in_quick_succession_only_the_last_is_told(engine, opened, wait):
    dock, told = opened
    wait(lambda: told and at_rest(dock), "the first fit")
    told.clear()
    keys = [point.key for point in dock.points.rows()]
    for key in keys[:6]:
        dock.points.set_enabled([key], False)
        QTest.qWait(75)
    wait(lambda: told and at_rest(dock), "the last fit")
    counts = [fit.figures["TIEPOINT_COUNT"] for kind, fit in told if kind == "fit"]
    assert counts[-1] == len(keys) - 6 and counts == sorted(counts, reverse=True)


def test_an_edit_asks_for_the_texts_of_rows_that_are_seen_only(engine, opened, wait, monkeypatch):
    dock, told = opened
    wait(lambda: told and at_rest(dock), "the first fit")
    table, rows = dock.panel.table, set()
    original = type(table).data
    monkeypatch.setattr(type(table), "data", lambda self, index, role=Qt.ItemDataRole.DisplayRole: (
        rows.add(index.row()) if role == Qt.ItemDataRole.DisplayRole else None, original(self, index, role))[1])
    dock.panel.view.setFixedHeight(130)
    QTest.qWait(50)
    rows.clear()
    table.set_residuals(dict(table.residuals))
    QTest.qWait(100)
    assert 0 < len(rows) < 12, "of 36"


def test_a_tick_is_seen_in_a_selected_row_too(engine, opened):
    """Where a theme draws ticks and selections in one colour it would not be."""
    view = opened[0].panel.view
    view.selectRow(1)
    QTest.qWait(50)
    picture = view.viewport().grab().toImage()

    def ground(row, column):
        cell = view.visualRect(view.model().index(row, column))
        return picture.pixelColor(cell.right() - 3, cell.center().y()).name()

    assert ground(1, ENABLED) == ground(0, ENABLED) and ground(1, RESIDUAL) != ground(0, RESIDUAL)
