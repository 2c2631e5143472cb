"""A build that is killed without a word goes on where it was, and ends as if it had never been."""
from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from tiepoint.core.retrieval import index_file

ROOT = Path(__file__).resolve().parents[4]
LIMIT_S = 120


def kept(path):
    """Tiles that an unfinished index holds; 0 as long as there is none."""
    try:
        with sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True) as db:
            return db.execute("SELECT coalesce(sum(length(detail)), 0) FROM groups").fetchone()[0]
    except sqlite3.Error:
        return 0


def test_a_killed_build_goes_on(build, model, out, tmp_path, ground, write):
    path, unfinished = write(tmp_path / "land.tif", ground(16, 16, 0)[0]), out / "index.gpkg.building"
    words = ["buildtileindex", "--rasters", path, "--tile-size", "32", "--stride", "16", "--model", model, "--output",
             str(out / "index.gpkg")]
    process = subprocess.Popen([sys.executable, str(ROOT / "core" / "cli.py"), *words], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"})
    end = time.monotonic() + LIMIT_S
    while not kept(unfinished) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait(LIMIT_S) == -signal.SIGKILL, "it was at work"
    before = kept(unfinished)
    assert before and not (out / "index.gpkg").exists()
    results = build(rasters=(path,), tile_size=32, stride=16)
    assert results["TILES"] == 31 * 31 and results["ENCODED"] == 31 * 31 - before and os.listdir(out) == ["index.gpkg"]
    resumed = index_file.load(out / "index.gpkg")
    os.remove(out / "index.gpkg")
    assert build(rasters=(path,), tile_size=32, stride=16)["ENCODED"] == 31 * 31
    whole = index_file.load(out / "index.gpkg")
    for name in ("codes", "windows", "detail", "tile"):
        np.testing.assert_array_equal(getattr(resumed, name), getattr(whole, name))
