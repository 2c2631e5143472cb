"""The engine's language as the plugin reads it, and what it says when the process is gone."""
import json

import pytest
from tiepoint.core.errors import EngineError
from tiepoint.ui.engine import protocol
from tiepoint.ui.engine.ending import unanswered

LOG = b'{"protocol": 1, "type": "log", "message": "\\u00e4"}\n'


def test_messages_are_cut_from_a_stream_in_any_pieces():
    lines = protocol.Lines("python")
    found = [message for byte in LOG * 3 for message in lines.feed(bytes([byte]))]
    assert [message["message"] for message in found] == ["ä"] * 3
    lines.end()


@pytest.mark.parametrize(("data", "told"), [
    (b"Python 2.7\n", "does not answer like"), (b"\xff\xfe\x00\n", "does not answer like"), (b'{"a": 1}\n', "does not answer like"),
    (b'{"protocol": 2, "type": "ready"}\n', "protocol version 2"), (b'{"protocol": 1, "type": "song"}\n', "song"),
])
def test_anything_else_is_an_error(data, told):
    with pytest.raises(EngineError, match=told) as caught:
        protocol.Lines("python").feed(LOG + data)
    assert caught.value.hint


def test_an_unfinished_line_at_the_end_is_an_error():
    lines = protocol.Lines("python")
    assert lines.feed(b"half a l") == []
    with pytest.raises(EngineError, match="half a l"):
        lines.end()


def test_requests_are_one_ascii_line_with_the_version():
    line = protocol.request("run", id=1, job="warp", options={"output": "Zürich\n.tif"})
    assert line.count(b"\n") == 1 and line.isascii()
    assert json.loads(line) == {"protocol": 1, "type": "run", "id": 1, "job": "warp", "options": {"output": "Zürich\n.tif"}}


@pytest.mark.parametrize(("version", "fine"), [("3.9.2", True), ("3.14.0rc1", True), ("3.8.10", False), ("2.7.18", False), ("", False)])
def test_the_python_of_the_engine_is_checked(version, fine):
    if fine:
        protocol.check_python({"python": version}, "python")
    else:
        with pytest.raises(EngineError, match=r"needs Python 3\.9"):
            protocol.check_python({"python": version}, "python")


@pytest.mark.parametrize(("ready", "code", "killed", "told"), [
    (True, 9, True, "memory"), (True, 11, True, "SIGSEGV"), (True, -1073741819, True, "-1073741819"), (True, 1, False, "exit code 1"),
    (False, 1, False, "instead of starting"), (False, 0, False, "instead of starting"),
])
def test_each_way_of_ending_has_its_sentence(ready, code, killed, told):
    error = unanswered("python", ready, code, killed)
    assert told in error.message and error.hint
