"""The engine that stays during a review: one process, requests in order, nothing left."""

import pytest
from qgis.PyQt.QtTest import QTest
from tiepoint.ui.review.background import Background


@pytest.fixture
def make(numbered_worker):
    """Makes backgrounds, and collects what they say."""
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


def test_one_process_serves_all_and_an_error_does_not_end_it(make, wait, is_alive):
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


def test_after_a_crash_or_a_rest_it_begins_anew(make, wait, is_alive):
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
