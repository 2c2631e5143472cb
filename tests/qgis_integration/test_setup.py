"""The set-up page: what it shows of an engine, how it makes one, what it says when that fails."""
import os
import shutil
import stat
import time
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from tiepoint.core.errors import EngineError
from tiepoint.core.progress import Cancelled
from tiepoint.ui.engine import creation, interpreter, pythons
from tiepoint.ui.engine.creation import Creation

WAIT_S = 120.0
# Speaks as Python does when an environment is made with it; PIP says how the last step goes.
FAKE = r"""#!/bin/sh
case "$*" in
*json*) echo '{"version": [3, 12, 1], "venv": true, "bits": 64}' ;;
*venv*) for last; do :; done; mkdir -p "$last/bin" && cp "$0" "$last/bin/python" && echo new > "$last/made" ;;
*pip*) echo "Collecting torch==2.13.0"; case "$PIP" in
    slow) exec sleep 600 ;;
    offline) echo "NewConnectionError: Temporary failure in name resolution"; exit 1 ;;
    esac; echo "Successfully installed torch" ;;
esac
"""


@pytest.fixture
def fake(tmp_path):
    path = tmp_path / "python3.12"
    path.write_text(FAKE)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return pythons.Python(path, "a test")


def wait_until(condition):
    until = time.monotonic() + WAIT_S
    while not condition():
        if time.monotonic() > until:
            pytest.fail("it did not happen in time")
        QTest.qWait(20)


def create(python, folder, pip="", index="", requirements="/dev/null", when=None):
    """(what ended it, percentages, lines); ``when`` is given every line."""
    made = Creation(python, folder, index, Path(requirements), {"PATH": os.environ["PATH"], "PIP": pip})
    ends, shares, lines = [], [], []
    made.ended.connect(ends.append)
    made.progressed.connect(lambda percent, _text: shares.append(percent))
    made.wrote.connect(lines.append)
    if when:
        made.wrote.connect(lambda line: when(made, line))
    made.start()
    wait_until(lambda: ends)
    assert len(ends) == 1
    return ends[0], shares, lines


def test_an_environment_is_made_in_steps(fake, tmp_path):
    error, shares, lines = create(fake, tmp_path / "profile/tiepoint/env")
    assert error is None and (tmp_path / "profile/tiepoint/env/made").exists()
    assert shares == sorted(shares) and shares[-1] == 100
    assert "Collecting torch==2.13.0" in lines and any("-m venv" in line for line in lines)


def test_a_real_environment_is_made(tmp_path):
    error, _, lines = create(pythons.Python(Path("/usr/bin/python3")), tmp_path / "ä b/env")
    assert error is None, lines
    assert (tmp_path / "ä b/env/bin/python").exists() and os.listdir(tmp_path / "ä b") == ["env"]


@pytest.mark.parametrize("pip", ["offline", "slow"])
def test_what_was_there_before_comes_back(fake, tmp_path, pip):
    folder = tmp_path / "tiepoint/env"
    (folder / "bin").mkdir(parents=True)
    (folder / "mine").touch()
    error, _, _ = create(fake, folder, pip, when=lambda made, line: pip == "slow" and line.startswith("Collecting") and made.cancel())
    if pip == "slow":
        assert isinstance(error, Cancelled)
    else:
        assert isinstance(error, EngineError) and "no connection" in error.message and error.hint
    assert (folder / "mine").exists() and not (folder / "made").exists()
    wait_until(lambda: os.listdir(folder.parent) == ["env"])


def test_a_python_that_is_none_leaves_what_was_there(tmp_path):
    folder = tmp_path / "tiepoint/env"
    folder.mkdir(parents=True)
    (folder / "mine").touch()
    error, _, _ = create(pythons.Python(Path("/bin/true")), folder)
    assert "does not answer like a Python" in error.message
    assert (folder / "mine").exists() and os.listdir(folder.parent) == ["env"]


def test_it_counts_only_when_it_is_made(fake, tmp_path):
    folder, seen = interpreter.environment(tmp_path), []

    def found():
        return interpreter.find({}, "", tmp_path, tmp_path / "checkout").path

    def half_made(_made, line):
        if line.startswith("Collecting"):
            seen.append(interpreter.in_environment(folder))
            with pytest.raises(EngineError, match="not finished"):
                found()
            seen.append("refused")

    error, _, _ = create(fake, folder, when=half_made)
    assert error is None and seen == [folder / "bin/python", "refused"]
    assert found() == folder / "bin/python"


def test_after_a_break_the_one_before_still_comes_back(fake, tmp_path):
    folder = tmp_path / "tiepoint/env"
    for name in ("env", "env.previous"):
        (folder.parent / name).mkdir(parents=True)
    (folder / "half").touch()
    (folder.parent / "env.previous/mine").touch()
    interpreter.unfinished(folder).touch()
    assert isinstance(create(fake, folder, "offline")[0], EngineError)
    assert os.listdir(folder) == ["mine"]
    wait_until(lambda: os.listdir(folder.parent) == ["env"])


def test_what_was_started_on_the_way_ends_as_well(tmp_path):
    """The module venv starts pip, which would go on and fill the folder again."""
    folder = tmp_path / "tiepoint/env"
    made = Creation(pythons.Python(Path("/usr/bin/python3")), folder, "", Path("/dev/null"), {"PATH": os.environ["PATH"]})
    ends = []
    made.ended.connect(ends.append)
    made.start()
    wait_until(lambda: started_for(folder) and any(folder.glob("lib/python*/site-packages/*")))
    made.cancel()
    wait_until(lambda: ends)
    assert isinstance(ends[0], Cancelled)
    wait_until(lambda: not started_for(folder))
    wait_until(lambda: os.listdir(folder.parent) == [])


def started_for(folder):
    """Processes of the environment's own Python, which is what the module venv starts."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].startswith(os.fsencode(folder)):
            found.append(path)
    return found


def test_a_failure_leaves_no_half_environment(fake, tmp_path):
    error, _, _ = create(fake, tmp_path / "tiepoint/env", "offline")
    assert isinstance(error, EngineError)
    wait_until(lambda: os.listdir(tmp_path / "tiepoint") == [])


def test_what_cannot_begin_says_why(fake, tmp_path, monkeypatch):
    assert "no address" in create(fake, tmp_path / "env", index="cpu")[0].message
    assert "cannot be started" in create(pythons.Python(tmp_path / "none"), tmp_path / "env")[0].message
    assert "does not answer like a Python" in create(pythons.Python(Path("/bin/true")), tmp_path / "env")[0].message
    (tmp_path / "file").touch()
    assert "cannot be made" in create(fake, tmp_path / "file/tiepoint/env")[0].message
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 10, 1_000_000_000))
    assert "Only 1.0 GB are free" in create(fake, tmp_path / "env")[0].message
    assert not (tmp_path / "env").exists()


def test_a_password_in_an_address_is_not_written_down(fake, tmp_path):
    _, _, lines = create(fake, tmp_path / "env", index="https://me:secret@example.org/cpu")
    assert any("//***@example.org/cpu" in line for line in lines) and not any("secret" in line for line in lines)


@pytest.fixture
def page(monkeypatch, tmp_path, fake):
    """The page as QGIS shows it, over an engine folder of its own."""
    from tiepoint.ui.settings.page import SetupPage
    from tiepoint.ui.settings.setup import Setup
    from tiepoint.ui.settings.widget import SetupWidget

    monkeypatch.delenv("TIEPOINT_PYTHON", raising=False)
    monkeypatch.setattr(Setup, "folder", property(lambda self: tmp_path / "tiepoint/env"))
    setup = Setup()
    page = SetupPage(setup)
    page.resize(900, 1000)
    page.show()
    widget = page.findChild(SetupWidget)
    widget.with_python.insertItem(0, "fake", fake)
    widget.with_python.setCurrentIndex(0)
    yield widget
    setup.unload()
    page.deleteLater()
    QgsSettings().remove("tiepoint/python")


def click(button):
    assert button.isEnabled() and button.isVisible(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def settled(widget):
    wait_until(lambda: not widget._setup.is_checking and not widget._setup.is_creating)


def test_without_an_engine_it_says_so(page, monkeypatch):
    monkeypatch.setenv("TIEPOINT_PYTHON", "/nowhere/python")
    click(page.check_button)
    assert page.badge.text() == "not ready" and "/nowhere/python" in page.message.text()
    assert page.message.text().endswith("Create an environment, or use an existing Python.")
    assert not page.packages.isVisible() and not page.cancel_button.isVisible() and not page.log.isVisible()


def test_a_python_without_packages_is_not_taken(page, monkeypatch):
    page.file.setFilePath("/usr/bin/python3")
    monkeypatch.setenv("TIEPOINT_PYTHON", "/usr/bin/python3")
    click(page.use_button)
    settled(page)
    assert page.badge.text() == "failed" and "lacks" in page.message.text(), "what was the engine's is it still"
    assert not page.stage.isVisible(), "no environment has been made that could have ended"
    monkeypatch.setenv("TIEPOINT_PYTHON", "/nowhere/python")
    page.refresh()
    assert page.badge.text() == "not ready", "there is none"
    assert not QgsSettings().value("tiepoint/python")
    page.file.setFilePath("/nowhere/python")
    click(page.use_button)
    assert "does not exist" in page.message.text()


def test_a_python_with_packages_is_taken_and_shown(page, root):
    """Looked at as 'Check' does; then packages, device and models are there, and in the diagnostics."""
    if not (root / ".venv/bin/python").exists():
        pytest.skip("no .venv in this checkout")
    page.file.setFilePath(str(root / ".venv"))
    click(page.use_button)
    assert page.badge.text() == "checking" and not page.check_button.isEnabled() and not page.create_button.isEnabled()
    settled(page)
    assert page.badge.text() == "ready", page.message.text()
    assert QgsSettings().value("tiepoint/python") == str(root / ".venv/bin/python")
    names = [page.packages.topLevelItem(row).text(0) for row in range(page.packages.topLevelItemCount())]
    assert "torch" in names and "rasterio" in names
    assert page.packages.viewport().height() >= len(names) * page.packages.sizeHintForRow(0), "all are seen"
    assert "dense-1" in page.models.text() and "tiepoint/python" in page.python.text()
    click(page.copy_button)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("## Tiepoint diagnostics") and "| torch |" in text and "QGIS: 3" in text


def test_create_and_cancel_from_the_page(page, monkeypatch, tmp_path):
    assert not page.index.isEnabled()
    page.torch.setCurrentIndex(1)
    assert page.index.isEnabled()
    assert not page.create_button.isEnabled() and "address" in page.create_button.toolTip(), "what was not chosen is not installed"
    QTest.keyClicks(page.index, "https://example.org/cpu")
    assert page.create_button.isEnabled()
    page.index.clear()
    page.torch.setCurrentIndex(0)
    monkeypatch.setenv("PIP", "slow")
    click(page.create_button)
    wait_until(lambda: "Collecting torch" in page.log.toPlainText())
    assert page.progress.isVisible() and page.badge.text() == "working" and not page.check_button.isEnabled()
    click(page.cancel_button)
    settled(page)
    assert page.stage.isVisible() and page.stage.text() == "Cancelled: everything is as it was before."
    assert page.create_button.isEnabled() and not page.progress.isVisible()
    wait_until(lambda: os.listdir(tmp_path / "tiepoint") == [])


def test_a_failure_is_shown_with_what_to_do(page, monkeypatch):
    monkeypatch.setenv("PIP", "offline")
    monkeypatch.setenv("TIEPOINT_PYTHON", "/nowhere/python")
    click(page.create_button)
    settled(page)
    assert page.badge.text() == "not ready" and "no connection" in page.message.text() and "proxy" in page.message.text()
    assert "NewConnectionError" in page.log.toPlainText() and "no connection" in page.stage.text()
    click(page.check_button)
    assert "no connection" not in page.message.text() and "no connection" in page.stage.text(), "below the log stands how that has ended"


def test_closing_the_page_does_not_stop_the_work_and_unloading_does(page, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP", "slow")
    setup = page._setup
    click(page.create_button)
    wait_until(lambda: "Collecting torch" in "\n".join(setup.lines))
    page.window().close()
    assert setup.is_creating
    setup.unload()
    assert not setup.is_creating
    wait_until(lambda: os.listdir(tmp_path / "tiepoint") == [])
    assert QgsApplication.taskManager().countActiveTasks() == 0


def test_removal_frees_the_name_at_once(tmp_path):
    (tmp_path / "env/a").mkdir(parents=True)
    creation._forget(tmp_path / "env")
    assert not (tmp_path / "env").exists()
    wait_until(lambda: os.listdir(tmp_path) == [])
