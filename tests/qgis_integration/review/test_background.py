"""The engine that stays during a review: one process, requests in order, nothing left."""
import os
import textwrap

import pytest
from qgis.PyQt.QtTest import QTest
from tiepoint.ui.engine import process
from tiepoint.ui.review.background import Background

WORKER = """
    import json, os, sys, time
    def send(message_type, **values):
        sys.stdout.write(json.dumps({"protocol": 1, "type": message_type, **values}) + "\\n"); sys.stdout.flush()
    send("ready", python="3.11.2", pid=os.getpid())
    for line in sys.stdin:
        request = json.loads(line)
        if request["job"] == "bad":
            send("error", id=request["id"], kind="GeometryError", message="Too few points.", hint="Add some.")
            continue
        if request["job"] == "crash":
            os._exit(7)
        time.sleep(request["options"].get("seconds", 0))
        send("result", id=request["id"], result={"PID": os.getpid()})
"""


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Makes backgrounds, and collects what they say."""
    (tmp_path / "worker.py").write_text(textwrap.dedent(WORKER))
    monkeypatch.setattr(process, "WORKER", tmp_path / "worker.py")
    monkeypatch.setenv("TIEPOINT_PYTHON", "/usr/bin/python3")
    made = []

    def background(**more):
        background = Background(**more)
        background.said = {}
        background.answered.connect(lambda number, result: background.said.update({number: result["PID"]}))
        background.failed.connect(lambda number, sentence: background.said.update({number: sentence}))
        made.append(background)
        return background

    yield background
    for one in made:
        one.close()
        assert not one.isRunning()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_process_serves_all_and_an_error_does_not_end_it(make, wait):
    background = make()
    for job in ("good", "bad", "good"):
        background.ask(job, {})
    wait(lambda: len(background.said) == 3, "three answers")
    assert background.said[2] == "Too few points. Add some." and background.said[1] == background.said[3]
    background.close()
    assert not is_alive(background.said[1])


def test_what_waits_is_dropped_for_the_latest(make, wait):
    background = make()
    background.ask("other", {"seconds": 0.3})
    numbers = [background.ask("refit", {}, latest=True) for _ in range(4)]
    wait(lambda: numbers[-1] in background.said, "the latest is answered")
    assert sorted(background.said) == [1, numbers[-1]]


def test_what_has_become_useless_is_broken_off(make, wait):
    background = make(patience_s=0.1)
    background.ask("refit", {"seconds": 600}, latest=True)
    QTest.qWait(500)
    latest = background.ask("refit", {}, latest=True)
    wait(lambda: background.said, "the latest is answered", 20)
    assert list(background.said) == [latest]


def test_after_a_crash_or_a_rest_it_begins_anew(make, wait):
    background = make(idle_s=0.2)
    background.ask("good", {})
    background.ask("crash", {})
    background.ask("good", {})
    wait(lambda: len(background.said) == 3, "three answers")
    assert "exit code 7" in background.said[2] and background.said[1] != background.said[3]
    wait(lambda: not background.isRunning(), "it rests")
    assert not is_alive(background.said[3])
    background.ask("good", {})
    wait(lambda: 4 in background.said, "it works again")


def test_closing_breaks_off_what_runs(make):
    background = make()
    background.ask("good", {"seconds": 600})
    QTest.qWait(300)
    background.close()
    assert not background.isRunning() and background.said == {}
