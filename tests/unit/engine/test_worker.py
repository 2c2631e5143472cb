"""The worker as a process: what goes in on stdin, what comes out on stdout, how it ends."""
import json
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tiepoint.core import environment, worker
from tiepoint.ui.engine import protocol

ROOT = Path(__file__).resolve().parents[3]
WORKER = ROOT / "core" / "worker.py"
DRIVER = Path(__file__).with_name("driver.py")
WAIT_S = 60


class Conversation:
    """A worker process, its requests and its messages."""

    def __init__(self, script):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([sys.executable, str(script)], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.messages = queue.Queue()
        self.deaf = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        self.ready = self.expect("ready")

    def _read(self):
        for line in self.process.stdout:
            self.messages.put(json.loads(line))
            if self.deaf.is_set():
                break
        self.process.stdout.close()

    def send(self, request_type, **values):
        self.process.stdin.write(json.dumps({"protocol": 1, "type": request_type, **values}).encode() + b"\n")
        self.process.stdin.flush()

    def expect(self, *types):
        """The next message of one of these types."""
        while True:
            message = self.messages.get(timeout=WAIT_S)
            if message["type"] in types:
                return message

    def run(self, job, **options):
        """(answer, messages before it) of a run."""
        self.send("run", id=7, job=job, options={"target": "t.tif", "output": "o.tif", **options})
        before = []
        while True:
            message = self.messages.get(timeout=WAIT_S)
            if message["type"] in ("result", "error"):
                return message, before
            before.append(message)


@pytest.fixture
def talk():
    conversations = []

    def start(script=DRIVER):
        conversations.append(Conversation(script))
        return conversations[-1]

    yield start
    for conversation in conversations:
        conversation.process.kill()
        conversation.process.wait()


def test_it_announces_itself_and_quits(talk):
    worker_process = talk(WORKER)
    assert worker_process.ready["protocol"] == protocol.VERSION == worker.PROTOCOL
    assert worker_process.ready["pid"] == worker_process.process.pid
    protocol.check_python(worker_process.ready, "python")
    worker_process.send("quit")
    assert worker_process.process.wait(WAIT_S) == 0


def test_the_end_of_stdin_ends_it(talk):
    worker_process = talk(WORKER)
    worker_process.process.stdin.close()
    assert worker_process.process.wait(WAIT_S) == 0


def test_check_names_every_required_package(talk):
    worker_process = talk(WORKER)
    worker_process.send("check", id=1)
    report = worker_process.expect("result", "error")["result"]
    packages = {package["name"]: package for package in report["packages"]}
    assert {"numpy", "torch", "rasterio", "opencv-python-headless"} <= set(packages)
    assert packages["opencv-python-headless"]["module"] == "cv2"
    assert packages["numpy"]["version"]
    assert report["usable"] and not report["faults"]
    assert report["device"]


@pytest.mark.parametrize(("line", "told"), [
    (b"nonsense\n", "cannot read"), (b"[1, 2]\n", "cannot read"), (b"\xff\xfe\n", "cannot read"),
    (b'{"type": "check"}\n', "version None"), (b'{"protocol": 2, "type": "run", "id": 3}\n', "version 2"),
    (b'{"protocol": 1, "type": "dance"}\n', "dance"), (b'{"protocol": 1, "type": "run", "job": "none"}\n', "no job"),
    (b'{"protocol": 1, "type": "run", "job": "warp", "options": {"colour": 1}}\n', "colour"),
])
def test_a_bad_request_is_answered_and_the_next_one_served(talk, line, told):
    worker_process = talk()
    worker_process.process.stdin.write(line)
    worker_process.process.stdin.flush()
    error = worker_process.expect("error", "result")
    assert told in error["message"] and error["hint"]
    assert worker_process.run("echo")[0]["type"] == "result"


def test_requests_are_served_one_after_another(talk):
    worker_process = talk()
    for seed in (1, 2):
        answer, _ = worker_process.run("echo", seed=seed)
        assert answer["result"] == {"SEED": seed, "NAME": "Zürich"}
        assert answer["id"] == 7


def test_progress_is_throttled_but_complete_and_stdout_stays_clean(talk):
    answer, before = talk().run("echo")
    assert answer["type"] == "result"
    progress = [message for message in before if message["type"] == "progress"]
    assert 1 <= len(progress) < 100
    assert [message["fraction"] for message in progress] == sorted(message["fraction"] for message in progress)
    assert set(progress[0]) >= {"id", "fraction", "message", "remaining"}
    assert progress[-1]["fraction"] == 0.999, "the last step is told, however soon the job ends after it"
    assert [(m["level"], m["message"]) for m in before if m["type"] == "log"] == [("info", "a remark"), ("warning", "a doubt")]


@pytest.mark.parametrize(("job", "kind", "told"), [
    ("refuse", "AlignmentError", "Only 3 tie points agree."), ("stumble", "EngineError", "unexpected KeyError"),
    ("swallow", "EngineError", "ran out of memory"), ("lack", "EngineError", "lacks 'cv2' (package opencv-python-headless)"),
])
def test_what_a_job_raises_becomes_one_message(talk, job, kind, told):
    worker_process = talk()
    error, _ = worker_process.run(job)
    assert (error["type"], error["kind"]) == ("error", kind)
    assert told in error["message"] and error["hint"]
    assert "Traceback" in error["traceback"] and "Traceback" not in error["message"] + error["hint"]
    assert worker_process.run("echo")[0]["type"] == "result"


def test_numpy_figures_arrive_as_numbers(talk):
    assert talk().run("measure")[0]["result"] == {"RMSE": 0.5, "COUNT": 3, "SUCCESS": True}


def linger(conversation, tmp_path):
    """Start a job that works for ever; its partial file, which is there."""
    conversation.send("run", id=1, job="linger", options={"target": "t.tif", "output": str(tmp_path / "o.tif")})
    message = conversation.expect("partial")
    assert message["event"] == "open"
    partial = Path(message["path"])
    deadline = time.monotonic() + WAIT_S
    while not partial.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    conversation.expect("progress")
    return partial


def test_sigterm_stops_a_job_and_leaves_no_file(talk, tmp_path):
    worker_process = talk()
    partial = linger(worker_process, tmp_path)
    worker_process.process.send_signal(signal.SIGTERM)
    assert worker_process.process.wait(WAIT_S) == worker.CANCELLED_EXIT
    closed = worker_process.expect("partial")
    assert (closed["event"], closed["path"]) == ("close", str(partial))
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_stdin_stops_a_job_and_leaves_no_file(talk, tmp_path):
    worker_process = talk()
    linger(worker_process, tmp_path)
    worker_process.process.stdin.close()
    assert worker_process.process.wait(WAIT_S) == worker.CANCELLED_EXIT
    assert list(tmp_path.iterdir()) == []


def test_nobody_listening_stops_a_job_and_leaves_no_file(talk, tmp_path):
    worker_process = talk()
    linger(worker_process, tmp_path)
    worker_process.deaf.set()
    assert worker_process.process.wait(WAIT_S) == worker.CANCELLED_EXIT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("minimum", "version", "old"), [("2.13.0", "2.13.0+cpu", False), ("2.13.0", "2.9.1", True), ("2", "2.0.0", False),
                                                         ("4.10", "4.9", True), ("", "1", False)])
def test_versions_compare_by_number(minimum, version, old):
    assert bool(minimum and environment._numbers(version) < environment._numbers(minimum)) == old


def test_a_missing_package_is_named():
    found = environment.inspect(environment.Package("nothing-like-this", "nothing_like_this", "1.0"))
    assert found.problem == "is missing"


def test_an_unrelated_import_error_is_no_missing_package():
    assert environment.import_failure(ModuleNotFoundError("No module named 'tiepoint.core.x'", name="tiepoint.core.x")) is None
