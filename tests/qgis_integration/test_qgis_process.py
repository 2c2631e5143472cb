"""From outside, as a script uses it: qgis_process in a profile of its own, the real engine, exit codes and what is left on the disk."""
import json
import os
import shutil
import signal
import subprocess
import time

import pytest
from tiepoint.core.options.jobs import JOBS

# Debian's wrapper `qgis_process` adds an option that it then refuses; the program behind it works.
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
pytestmark = pytest.mark.skipif(not PROGRAM, reason="no qgis_process")
LIMIT_S = 300
# What `auto` would try first, told beforehand.
QUICK = {"METHOD": "phase", "TRANSFORM": "shift", "MAX_OFFSET": 15}


@pytest.fixture(scope="session")
def environment(scratch, root):
    """Environment of a profile in which the plugin is enabled."""
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_PLUGINPATH": str(scratch / "plugins"),
                 "QGIS_CUSTOM_CONFIG_PATH": str(scratch / "outside"), "XDG_RUNTIME_DIR": str(scratch / "runtime")}
    variables.pop("TIEPOINT_PYTHON", None)
    done = subprocess.run([PROGRAM, "plugins", "enable", "tiepoint"], env=variables, capture_output=True, text=True, timeout=LIMIT_S,
                          check=False)
    assert done.returncode == 0, done.stderr
    return variables


@pytest.fixture
def process(environment):
    """Calls ``qgis_process run tiepoint:<job> --json``."""
    def call(job, changes=None, folder=None, **parameters):
        words = [f"{name}={value}" for name, value in parameters.items()]
        return subprocess.run([PROGRAM, "run", f"tiepoint:{job}", "--json", "--", *words], env={**environment, **(changes or {})},
                              cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT_S, check=False)

    return call


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_the_algorithms_are_listed_with_no_engine(environment):
    done = subprocess.run([PROGRAM, "list", "--json"], env={**environment, "TIEPOINT_PYTHON": "/nowhere"}, capture_output=True, text=True,
                          timeout=LIMIT_S, check=False)
    listed = json.loads(done.stdout)["providers"]["tiepoint"]["algorithms"]
    assert set(listed) == {f"tiepoint:{job}" for job in JOBS}


def test_no_engine_is_a_clean_failure(process, rasters, out):
    done = process("coregister", {"TIEPOINT_PYTHON": "/nowhere"}, REFERENCE=rasters[0], TARGET=rasters[1], OUTPUT=out / "aligned.tif")
    assert done.returncode == 1
    assert "does not exist" in done.stderr and "Traceback" not in done.stderr + done.stdout
    assert os.listdir(out) == []


def test_bad_input_is_a_clean_failure(process, rasters, out):
    done = process("coregister", REFERENCE=out / "none.tif", TARGET=rasters[1], OUTPUT=out / "aligned.tif")
    assert done.returncode == 1
    assert "there is no file" in done.stderr and "Traceback" not in done.stderr
    assert os.listdir(out) == []


def test_a_pair_is_aligned_and_described(process, pair, out):
    done = process("coregister", REFERENCE=pair["reference"], TARGET=pair["target"], OUTPUT=out / "aligned.tif",
                   TIEPOINTS=out / "points.gpkg", GCPS=out / "gcps.points", SOLUTION=out / "solution.json", REPORT=out / "report.html")
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    assert results["SUCCESS"] is True and results["VERDICT"] == "good"
    assert 0 < results["RMSE_PX"] < 0.5 and results["TIEPOINT_COUNT"] > 20
    for name, file in (("OUTPUT", "aligned.tif"), ("TIEPOINTS", "points.gpkg"), ("GCPS", "gcps.points"), ("SOLUTION", "solution.json"),
                       ("REPORT", "report.html")):
        assert results[name].split("|")[0] == str(out / file)
        assert (out / file).stat().st_size > 100


def test_a_report_is_in_the_language_of_qgis(process, pair, out):
    done = process("coregister", {"LC_ALL": "de_AT.UTF-8"}, REFERENCE=pair["reference"], TARGET=pair["target"], OUTPUT=out / "aligned.tif",
                   REPORT=out / "report.html", **QUICK)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"]["VERDICT"] == "good", "what programs read is the same in all languages"
    page = (out / "report.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    # Words of the page, and what is told in sentences on the way.
    for words in ("RMSE an zurückgehaltenen Punkten", "Phasenkorrelation", "stimmen auf einer Stichprobe am besten überein",
                  "stimmen mit ihren Nachbarn überein.", "<b class=\"good\">gut</b>"):
        assert words in page, words
    assert "tie point" not in page


def test_points_drive_a_warp_and_an_assessment(process, run, pair, out):
    """Files are named as they are from the folder of the script."""
    found = process("findtiepoints", folder=out, REFERENCE=pair["reference"], TARGET=pair["target"], OUTPUT="points.gpkg",
                    SHIFT_LINES="lines.gpkg", **QUICK)
    assert found.returncode == 0, found.stderr
    warped = str(out / "warped.tif")
    run("warp", TARGET=pair["target"], TIEPOINTS=str(out / "points.gpkg"), REFERENCE=pair["reference"], OUTPUT=warped)
    after = run("assessalignment", REFERENCE=pair["reference"], TARGET=warped, HEATMAP=str(out / "heat.tif"), **QUICK)
    figures = json.loads(found.stdout)["results"]
    shift = abs(complex(figures["MEDIAN_SHIFT_X"], figures["MEDIAN_SHIFT_Y"]))
    assert after["RMSE"] < 0.3 < shift == pytest.approx(8.0, abs=0.2)
    assert (out / "heat.qml").exists() and (out / "points.qml").exists() and (out / "lines.qml").exists()


def test_a_change_map_of_rasters_that_lie_apart_is_a_clean_failure(process, pair, out):
    done = process("changemap", BEFORE=pair["reference"], AFTER=pair["target"], METHOD="cva", OUTPUT=out / "mask.tif")
    assert done.returncode == 1 and "px apart" in done.stderr and "Traceback" not in done.stderr + done.stdout
    assert os.listdir(out) == []


def test_what_the_engine_refuses_is_a_clean_failure(process, rasters, out):
    """It is said and nothing else (qgis_process says it twice, among warnings of its own), and nothing is left behind."""
    done = process("coregister", REFERENCE=rasters[0], TARGET=rasters[1], OUTPUT=out / "aligned.tif", TIEPOINTS=out / "points.gpkg",
                   METHOD="phase")
    said = {line.strip() for line in done.stderr.splitlines() if line.strip() and "Warning" not in line and "Logged" not in line}
    assert done.returncode == 1 and len(said) == 1 and "The texture repeats itself" in said.pop(), done.stderr
    assert "Traceback" not in done.stdout
    assert os.listdir(out) == []


def workers_of(parent):
    """Process ids of the workers that a process has started."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as stat, open(f"/proc/{entry}/cmdline") as command:
                    if int(stat.read().rsplit(")", 1)[1].split()[1]) == parent and "worker.py" in command.read():
                        found.append(int(entry))
            except OSError:
                continue
    return found


def started(environment, pair, out):
    """A running co-registration and the worker it waits for."""
    running = subprocess.Popen([PROGRAM, "run", "tiepoint:coregister", "--json", "--", f"REFERENCE={pair['reference']}",
                                f"TARGET={pair['target']}", f"OUTPUT={out / 'aligned.tif'}"], env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + LIMIT_S
    while not workers_of(running.pid) and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return running, workers_of(running.pid)


def test_a_killed_worker_is_a_clean_failure(environment, pair, out):
    running, workers = started(environment, pair, out)
    time.sleep(1.0)
    os.kill(workers[0], signal.SIGKILL)
    _, stderr = running.communicate(timeout=LIMIT_S)
    assert running.returncode == 1
    assert "killed" in stderr and "Traceback" not in stderr
    assert os.listdir(out) == []


def test_a_killed_qgis_takes_the_worker_with_it(environment, pair, out):
    running, workers = started(environment, pair, out)
    time.sleep(0.5)
    running.kill()
    running.communicate(timeout=LIMIT_S)
    deadline = time.monotonic() + LIMIT_S
    while os.path.exists(f"/proc/{workers[0]}") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not os.path.exists(f"/proc/{workers[0]}")
    assert os.listdir(out) == []
