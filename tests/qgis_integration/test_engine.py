"""The engine process seen from QGIS: every way it can fail has its sentence, Cancel leaves nothing."""
import os
import subprocess
import textwrap
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings
from tiepoint.core.errors import AlignmentError, EngineError, ModelError
from tiepoint.core.progress import Cancelled
from tiepoint.ui.engine import process
from tiepoint.ui.engine.process import Engine

SYSTEM_PYTHON = "/usr/bin/python3"
HEADER = """
import json, os, signal, sys, time
def send(message_type, protocol=1, **values):
    sys.stdout.write(json.dumps({"protocol": protocol, "type": message_type, **values}) + "\\n"); sys.stdout.flush()
def ready():
    send("ready", python="3.11.2", pid=os.getpid())
    return json.loads(sys.stdin.readline())
"""


@pytest.fixture
def worker(tmp_path, monkeypatch):
    """Replaces the worker by a script."""
    def use(script, interpreter=SYSTEM_PYTHON):
        path = tmp_path / "worker.py"
        path.write_text(HEADER + textwrap.dedent(script))
        monkeypatch.setattr(process, "WORKER", path)
        monkeypatch.setenv("TIEPOINT_PYTHON", interpreter)

    return use


@pytest.fixture
def messages():
    """What QGIS's message log gets."""
    found = []
    log = QgsApplication.messageLog()
    receive = lambda text, tab, level: found.append((tab, text))  # noqa: E731
    log.messageReceived[str, str, type(process.Qgis.MessageLevel.Info)].connect(receive)
    yield found
    log.messageReceived[str, str, type(process.Qgis.MessageLevel.Info)].disconnect(receive)


def run(**more):
    received = []
    with Engine(**more) as engine:
        result = engine.run("warp", {"target": "ä"}, received.append)
    return result, received


def failure(**more):
    with pytest.raises(EngineError) as caught:
        run(**more)
    assert "Traceback" not in str(caught.value)
    assert caught.value.hint
    return caught.value.message


def test_a_result_comes_with_progress_and_log(worker):
    worker("""
        request = ready()
        send("progress", id=1, fraction=0.5, message="half", remaining=None)
        send("log", id=1, level="warning", message=request["options"]["target"])
        send("result", id=1, result={"RMSE": 1.5})
    """)
    result, received = run()
    assert result == {"RMSE": 1.5}
    assert [(m["type"], m["message"]) for m in received] == [("progress", "half"), ("log", "ä")]


def test_the_same_process_serves_several_requests(worker):
    worker("""
        request = ready()
        while True:
            send("result", id=request["id"], result={"PID": os.getpid()})
            line = sys.stdin.readline()
            if not line: break
            request = json.loads(line)
    """)
    with Engine() as engine:
        assert engine.run("warp", {}, print)["PID"] == engine.run("warp", {}, print)["PID"]


def test_an_error_of_the_job_keeps_its_kind_and_the_traceback_goes_to_the_log(worker, messages):
    worker("""
        ready()
        send("error", id=1, kind="AlignmentError", message="Only 3 tie points agree.", hint="Try sift.", traceback="Traceback: line 7")
        time.sleep(60)
    """)
    with pytest.raises(AlignmentError) as caught:
        run()
    assert str(caught.value) == "Only 3 tie points agree. Try sift."
    assert ("Tiepoint", "Traceback: line 7") in messages


@pytest.mark.parametrize(("script", "told"), [
    ("print('Welcome!')", "'Welcome!'"),
    ("ready(); print('0.5 done')", "'0.5 done'"),
    ("os.write(1, b'\\x80\\x81 \\xff')", "does not answer like"),
    ("send('ready', protocol=2)", "protocol version 2"),
    ("send('ready', python='3.8.10')", "is Python 3.8.10"),
    ("sys.exit(5)", "exit code 5 instead of starting"),
    ("ready(); sys.exit(5)", "exit code 5 before it answered"),
    ("ready(); os.kill(os.getpid(), 9)", "memory ran out"),
    ("ready(); os.kill(os.getpid(), 11)", "SIGSEGV"),
    ("ready(); send('error', id=1, kind='Unheard', message='Odd.', hint='Look.')", "Odd."),
    ("raise SystemError('x' * 100)", "exit code 1 instead of starting"),
])
def test_each_way_of_dying_has_its_sentence(worker, script, told):
    worker(script)
    assert told in failure()


def test_what_it_writes_to_stderr_goes_to_the_log_only(worker, messages):
    worker("ready(); sys.stderr.write('Traceback of something'); sys.exit(2)")
    assert "Traceback" not in failure()
    assert ("Tiepoint", "Traceback of something") in messages


def test_a_process_that_does_not_start_in_time_is_given_up(worker):
    worker("time.sleep(600)")
    assert "not started" in failure(start_timeout_s=0.5)


@pytest.mark.parametrize(("interpreter", "told"), [
    ("/bin/false", "/bin/false ended with exit code 1 instead of starting"),
    ("/bin/cat", "/bin/cat does not answer like Tiepoint's engine"),
    ("/nowhere/python", "/nowhere/python from the environment variable TIEPOINT_PYTHON does not exist"),
    ("/etc", "holds no Python interpreter"),
])
def test_something_else_than_an_interpreter(monkeypatch, interpreter, told):
    monkeypatch.setenv("TIEPOINT_PYTHON", interpreter)
    assert told in failure()


def test_a_file_that_the_system_cannot_execute(monkeypatch, tmp_path):
    path = tmp_path / "python"
    path.write_bytes(b"\x00\x01no program")
    path.chmod(0o755)
    monkeypatch.setenv("TIEPOINT_PYTHON", str(path))
    assert "cannot be started" in failure() or "exit code" in failure()


def test_the_setting_names_an_interpreter_too(monkeypatch):
    monkeypatch.delenv("TIEPOINT_PYTHON", raising=False)
    QgsSettings().setValue("tiepoint/python", "/nowhere/python")
    try:
        assert "the setting tiepoint/python does not exist" in failure()
    finally:
        QgsSettings().remove("tiepoint/python")


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory):
    """A Python without any package."""
    folder = tmp_path_factory.mktemp("bare") / "env"
    subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", str(folder)], check=True)
    return str(folder)


def test_a_python_without_packages_is_named(monkeypatch, bare_python, tmp_path, rasters):
    monkeypatch.setenv("TIEPOINT_PYTHON", bare_python)
    with pytest.raises(EngineError) as caught, Engine() as engine:
        engine.run("coregister", {"reference": rasters[0], "target": rasters[1], "output": str(tmp_path / "o.tif")}, print)
    assert "lacks" in caught.value.message and "requirements.txt" in caught.value.hint
    with Engine() as engine:
        report = engine.check()
    assert not report["usable"] and any("torch is missing" in fault for fault in report["faults"])


def test_variables_of_qgis_do_not_reach_it(worker, monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    monkeypatch.setenv("QT_PLUGIN_PATH", "/nowhere")
    worker("""
        ready()
        send("result", id=1, result={"FOUND": sorted(set(os.environ) & {"PYTHONHOME", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM", "HOME"})})
    """)
    monkeypatch.setenv("HOME", "/tmp")
    assert run()[0] == {"FOUND": ["HOME"]}


def test_cancel_stops_a_process_that_will_not_listen_and_removes_its_partial_files(worker, tmp_path):
    partial = tmp_path / ".o.0123.partial.tif"
    kept = tmp_path / "not a partial.tif"
    worker(f"""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        request = ready()
        open({str(kept)!r}, "w").close()
        send("partial", event="open", path={str(kept)!r})
        for suffix in ("", ".aux.xml"):
            open({str(partial)!r} + suffix, "w").close()
        send("partial", event="open", path={str(partial)!r})
        send("log", id=1, level="info", message=str(os.getpid()))
        while True:
            time.sleep(1)
    """)
    pids = []
    with pytest.raises(Cancelled), Engine(lambda: bool(pids)) as engine:
        engine.run("warp", {}, lambda message: pids.append(int(message["message"])))
    assert not Path(f"/proc/{pids[0]}").exists()
    assert not partial.exists() and not Path(f"{partial}.aux.xml").exists()
    assert kept.exists()


def test_a_killed_process_leaves_no_partial_file(worker, tmp_path):
    partial = tmp_path / ".o.0123.partial.tif"
    worker(f"""
        ready()
        send("partial", event="open", path={str(partial)!r})
        open({str(partial)!r}, "w").close()
        os.kill(os.getpid(), 9)
    """)
    failure()
    assert not partial.exists()


def test_a_file_that_was_finished_is_kept(worker, tmp_path):
    path = tmp_path / ".o.0123.partial.tif"
    worker(f"""
        ready()
        send("partial", event="open", path={str(path)!r})
        open({str(path)!r}, "w").close()
        send("partial", event="close", path={str(path)!r})
        os.kill(os.getpid(), 9)
    """)
    failure()
    assert path.exists()


def test_cancel_before_the_start(worker):
    worker("time.sleep(600)")
    with pytest.raises(Cancelled):
        run(is_cancelled=lambda: True)


def test_the_real_worker_reports_its_packages(monkeypatch, root):
    monkeypatch.delenv("TIEPOINT_PYTHON", raising=False)
    if not os.path.exists(root / ".venv/bin/python"):
        pytest.skip("no .venv in this checkout")
    with Engine() as engine:
        assert engine.check()["usable"]


def test_an_unknown_kind_of_error_is_an_engine_error():
    from tiepoint.core import errors

    assert isinstance(errors.from_record({"kind": "ModelError", "message": "m"}), ModelError)
    assert type(errors.from_record({"kind": "Nonsense", "message": "m"})) is EngineError
