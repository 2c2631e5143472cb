"""The command line: usage, exit codes, what goes to stdout."""
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tiepoint.core import cli
from tiepoint.core.options.jobs import JOBS
from tiepoint.core.options.option import described, from_record

ROOT = Path(__file__).resolve().parents[3]


def call(*arguments, **more):
    return subprocess.run([sys.executable, str(ROOT / "core" / "cli.py"), *arguments], capture_output=True, text=True, timeout=120,
                          check=False, **more)


@pytest.mark.parametrize("job", JOBS)
def test_every_option_is_a_flag_with_its_help(job):
    command = cli.parser()._subparsers._group_actions[0].choices[job]
    text = " ".join(command.format_help().split())
    for name, _, option in described(JOBS[job].options):
        assert f"--{name.replace('_', '-')}" in text
        assert option.title in text


def test_flags_become_options_of_the_right_type():
    given = vars(cli.parser().parse_args(["coregister", "--reference", "a", "--target", "b", "--output", "c", "--max-offset", "12.5",
                                          "--spacing", "64", "--keep-pixels"]))
    assert (given["max_offset"], given["spacing"], given["keep_pixels"], given["method"], given["seed"]) == (12.5, 64, True, "auto", 0)


def test_several_rasters_are_one_option():
    given = vars(cli.parser().parse_args(["trainmatcher", "--rasters", "a.tif", "b.tif", "--output", "m.safetensors"]))
    given.pop("job")
    options = from_record(JOBS["trainmatcher"].options, given)
    assert (options.rasters, options.folder, options.rate) == (("a.tif", "b.tif"), "", None)
    assert from_record(JOBS["trainmatcher"].options, {"rasters": "a.tif", "output": "m"}).rasters == ("a.tif",)


@pytest.mark.parametrize(("arguments", "told"), [
    ([], "JOB"), (["dance"], "dance"), (["warp"], "--target"), (["warp", "--target", "a", "--output", "b", "--colour", "red"], "--colour"),
    (["warp", "--target", "a", "--output", "b", "--resampling", "best"], "best"),
    (["warp", "--target", "a", "--output", "b", "--seed", "-1"], "SEED is -1"),
    (["coregister", "--reference", "a", "--target", "b", "--output", "c", "--extent", "1,2,3"], "not four numbers"),
])
def test_wrong_usage_exits_with_2(arguments, told):
    done = call(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr and "Traceback" not in done.stderr


def test_a_failure_exits_with_1_and_says_one_thing(tmp_path):
    done = call("coregister", "--reference", str(tmp_path / "none.tif"), "--target", str(tmp_path / "none too.tif"), "--output",
                str(tmp_path / "out.tif"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "none.tif" in done.stderr and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_check_prints_json():
    done = call("check")
    assert done.returncode == 0
    assert json.loads(done.stdout)["usable"]


def test_it_runs_as_a_module_too(tmp_path):
    (tmp_path / "tiepoint").symlink_to(ROOT)
    done = subprocess.run([sys.executable, "-m", "tiepoint.core.cli", "--help"], cwd=tmp_path, capture_output=True, text=True, timeout=120,
                          check=False)
    assert done.returncode == 0 and "coregister" in done.stdout


def test_progress_and_log_are_told_on_the_stream():
    stream = io.StringIO()
    console = cli.Console(stream)
    console.step(0.25, "Matching")
    console.step(0.26, "Matching")
    console.log("odd", "warning")
    console.step(1.0, "Done")
    assert stream.getvalue().splitlines() == [" 25 %  Matching", "warning: odd", "100 %  Done"]
