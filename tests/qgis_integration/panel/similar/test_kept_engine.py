"""The engine that stays for the next search: one process for several, gone when it is to go, a new one where it has gone."""
import os
import signal
import threading

import pytest
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtTest import QTest
from tiepoint.core.errors import GeometryError
from tiepoint.core.progress import Cancelled
from tiepoint.ui.engine.kept import KeptEngine


@pytest.fixture
def again(results, panel, page, click, wait, press):
    """Marks the last tile and searches again; the number of the process that did it."""
    def again():
        results.view.scrollToBottom()
        press(results.model.rowCount() - 1)
        QTest.keyClick(results.view, Qt.Key.Key_G)
        click(results.again_button)
        wait(lambda: not panel.is_running, "the search")
        assert results.isVisible(), panel.view.message.text()
        return panel.engine.pid

    return again


def test_one_process_searches_again_and_again(again, panel, asked, is_alive):
    first = again()
    assert first > 0 and is_alive(first)
    assert [again(), again()] == [first, first] and len(asked()) == 4


def test_only_a_start_is_called_a_start(again, panel, wait):
    """Else it flashes at each search, where nothing is started."""
    outcomes = []
    again()
    panel.ended.connect(outcomes.append)
    again()
    again()
    panel.engine.let_go()
    wait(lambda: panel.engine.pid == 0, "the end of the engine")
    again()
    assert ["Starting the engine" in outcome.log for outcome in outcomes] == [False, False, True]


def test_a_refusal_does_not_end_it(again, panel, page, wait):
    first = again()
    panel.start(page.form.task, {**page.form.given(), **page.form.outputs(), "COUNT": 7})
    wait(lambda: not panel.is_running)
    assert panel.view.badge.text() == "failed" and panel.engine.pid == first
    page.setCurrentWidget(page.results)
    assert again() == first


def test_cancel_ends_the_process_and_the_next_search_starts_another(again, panel, page, click, wait, is_alive):
    first = again()
    panel.start(page.form.task, {**page.form.given(), **page.form.outputs(), "COUNT": 9})
    wait(lambda: panel.view.progress.value() == 40)
    click(panel.view.cancel_button)
    wait(lambda: not panel.is_running)
    assert panel.view.badge.text() == "cancelled" and panel.engine.pid == 0 and not is_alive(first)
    page.setCurrentWidget(page.results)
    assert again() not in (0, first)


def test_what_has_died_meanwhile_is_replaced(again, panel, wait):
    first = again()
    os.kill(first, signal.SIGKILL)
    assert again() not in (0, first)


def test_other_settings_are_for_another_process(again, panel, part, wait, monkeypatch, tmp_path, is_alive):
    first = again()
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path))
    second = again()
    assert second not in (0, first) and not is_alive(first)
    part("Options").setup.changed.emit()
    wait(lambda: panel.engine.pid == 0, "the end of the engine")
    wait(lambda: not is_alive(second), "the end of its process")
    assert again() > 0 and again() == panel.engine.pid


def test_unloading_ends_it(results, panel, desktop, is_alive):
    first, engine = panel.engine.pid, panel.engine
    assert is_alive(first)
    desktop.unload()
    assert engine.pid == 0 and not is_alive(first) and not engine.isRunning()


@pytest.fixture
def keep(numbered_worker):
    """Makes kept engines of a worker that says who it is."""
    made = []

    def keep(**more):
        made.append(KeptEngine(**more))
        return made[-1]

    yield keep
    for one in made:
        one.close()
        assert not one.isRunning() and one.pid == 0


def ask(engine, job="good", receive=lambda message: None, **options):
    """Which process answers."""
    return engine.run(job, options, receive)["PID"]


def test_it_goes_when_nothing_is_asked_and_comes_again(keep, wait, is_alive):
    kept = keep(idle_s=0.2)
    pids = []
    for _ in range(2):
        with kept.lend() as engine:
            pids.append(ask(engine))
        wait(lambda: not kept.isRunning(), "the end of the thread")
        assert not is_alive(pids[-1])
    assert pids[0] != pids[1]


def test_what_it_says_is_heard_where_it_was_asked(keep):
    heard = []
    with keep().lend() as engine:
        ask(engine, receive=lambda message: heard.append((message["message"], threading.current_thread())))
        with pytest.raises(GeometryError, match="Too few points. Add some."):
            ask(engine, "bad")
    assert heard == [(text, threading.current_thread()) for text in ("Starting the engine", "Half")]


def test_who_asks_while_it_is_lent_gets_another(keep, is_alive):
    kept = keep()
    with kept.lend() as engine, kept.lend() as other:
        assert ask(engine) != ask(other)
        gone = other.pid
    assert not is_alive(gone) and is_alive(kept.pid)


def test_closing_breaks_off_what_runs(keep):
    kept = keep()
    failed = []

    def wait_long():
        try:
            with kept.lend() as engine:
                ask(engine, seconds=600)
        except Cancelled as error:
            failed.append(error)

    thread = threading.Thread(target=wait_long)
    thread.start()
    while not kept.pid:
        QTest.qWait(10)
    kept.close()
    thread.join(20.0)
    assert len(failed) == 1 and not thread.is_alive()
    QCoreApplication.processEvents()
    with pytest.raises(Cancelled), kept.lend() as engine:
        ask(engine)
