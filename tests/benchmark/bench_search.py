"""Search of codes beside FAISS, what an index costs on the disk, and how fast one is built.

    .venv/bin/python tests/benchmark/bench_search.py [--parts search index build] [--model MODEL] [--out OUT.md]

``search``: exact top 10 of random codes, ours and FAISS's IndexBinaryFlat in turn, query by query, in one process; every answer is
compared with a sort of everything. It needs NumPy only, and faiss-cpu to compare with; OMP_NUM_THREADS=1 and OMP_WAIT_POLICY=passive keep
FAISS from waiting busily. ``index``: a file of a million tiles. ``build``: a raster of 20000 x 20000 px, through the command line in a
process of its own. Milliseconds are of the processor, the median over queries, beside the quickest on the clock: other work on the computer
lengthens the clock's.
"""
from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import json
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
COUNT, QUERIES, BATCH, REPEATS = 10, 30, 100, 3
PEER = "FAISS IndexBinaryFlat"
SIZES = ((10**6, 32), (10**6, 64), (10**7, 64))


def load(name: str):
    """A module of the package, whatever its folder is called."""
    if "tiepoint" not in sys.modules:
        spec = importlib.util.spec_from_file_location("tiepoint", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
        sys.modules["tiepoint"] = importlib.util.module_from_spec(spec)
    return importlib.import_module(f"tiepoint.{name}")


def timed(function):
    """(result, seconds on the clock, seconds of the processor)."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = function()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def ways_of(codes: np.ndarray) -> dict:
    """(name, queries at a time) -> search of the queries."""
    nearest = load("core.retrieval.nearest")
    ways = {("ours, NumPy", together): lambda q: nearest.nearest_many(codes, q, COUNT, engine="numpy") for together in (1, BATCH)}
    if nearest.has_faiss():
        faiss = importlib.import_module("faiss")
        index = faiss.IndexBinaryFlat(8 * codes.shape[1])
        index.add(codes)
        for together in (1, BATCH):
            ways[(PEER, together)] = lambda q: index.search(q, COUNT)
            ways[("ours, FAISS installed", together)] = lambda q: nearest.nearest_many(codes, q, COUNT)
    return ways


def is_same(result, expected, ours: bool) -> bool:
    """Whether an answer is the expected one: rows and distances of ours, distances of FAISS, which leaves open which of equal rows."""
    if ours:
        return all((one[0] == other[0]).all() and (one[1] == other[1]).all() for one, other in zip(result, expected))
    return all((far == other[1]).all() for far, other in zip(result[0], expected))


def sorted_all(codes: np.ndarray, queries: np.ndarray) -> list:
    """The first of a sort of everything."""
    hamming, found = load("core.retrieval.bits").hamming, []
    for query in queries:
        far = hamming(codes, query)
        order = np.argsort(far, kind="stable")[:COUNT]
        found.append((order, far[order]))
    return found


def search() -> list[str]:
    """Table of searches of random codes."""
    bits = load("core.retrieval.bits")
    lines = ["| codes | bits | search | queries at a time | ms/query, processor | quickest ms/query, clock | against FAISS, processor | "
             "exact |",
             "|---|---|---|---|---|---|---|---|"]
    for count, length in SIZES:
        rng = np.random.default_rng(0)
        codes = rng.integers(0, 256, (count, bits.row_bytes(length)), dtype=np.uint8)
        queries = rng.integers(0, 256, (BATCH, codes.shape[1]), dtype=np.uint8)
        ways, expected = ways_of(codes), sorted_all(codes, queries[:QUERIES])
        seconds, same = {way: [] for way in ways}, dict.fromkeys(ways, True)
        for number in range(QUERIES):
            for (name, together), way in ways.items():
                if together == 1 or number < REPEATS:
                    asked = queries[number : number + 1] if together == 1 else queries
                    result, wall, cpu = timed(lambda way=way, asked=asked: way(asked))
                    seconds[(name, together)].append((cpu / together, wall / together))
                    same[(name, together)] &= is_same(result, expected[number : number + 1] if together == 1 else expected, name != PEER)
        base = {together: statistics.median(cpu for cpu, _ in seconds[(name, together)]) for name, together in ways if name == PEER}
        for (name, together), found in seconds.items():
            cpu, wall = statistics.median(one for one, _ in found), min(one for _, one in found)
            cells = (f"{count:.0e}".replace("e+0", "e"), length, name, together, f"{1e3 * cpu:.1f}", f"{1e3 * wall:.1f}",
                     f"{cpu / base[together]:.2f}" if base else "", "yes" if same[(name, together)] else "NO")
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    return ["## Exact top 10", "", *lines, ""]


def index_file(tiles: int = 10**6) -> list[str]:
    """What a large index costs on the disk."""
    index, files, source = (load(f"core.retrieval.{name}") for name in ("index", "index_file", "source"))
    side, rng = round(tiles**0.5), np.random.default_rng(0)
    places = np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2) * 64
    windows = np.concatenate([places, np.full_like(places, 64)], 1).astype(np.int32)
    raster = source.Source("/archive/raster.tif", "1 1", "2020-05-01", 'LOCAL_CS["local",UNIT["metre",1]]', (1.0, 0.0, 0.0, 0.0, -1.0, 0.0),
                           64 * side, 64 * side, 64, 64, (1, 2, 3))
    codes = rng.integers(0, 256, (len(windows), 8), np.uint8)
    made = index.empty(index.Settings("model", "checksum", "", 64)).with_source(raster, windows, codes)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.gpkg"
        _, wall, cpu = timed(lambda: files.save(path, made))
        _, load_wall, load_cpu = timed(lambda: files.load(path))
        size = path.stat().st_size
        with contextlib.closing(sqlite3.connect(path)) as db:
            codes, rest = db.execute("SELECT sum(length(codes)), sum(length(tile) + length(source) + length(windows)) "
                                     "FROM vgpkg_tiepoint_tiles").fetchone()
    return ["## File of an index", "", f"{len(made)} tiles of 64 bits: {size / 1e6:.0f} MB, {size / len(made):.0f} bytes a tile, of which "
            f"{codes / len(made):.0f} are the code and {rest / len(made):.1f} its id, raster and window; the rest is the layer of "
            f"footprints. Written in {wall:.1f} s ({cpu:.1f} s of the processor), read for a search in "
            f"{load_wall:.2f} s ({load_cpu:.2f} s).", ""]


def write_large(path: Path, side: int) -> None:
    """A tiled GeoTIFF of three bands."""
    import rasterio

    rng = np.random.default_rng(0)
    pattern = np.clip(rng.normal(120, 30, (3, 512, 1)) + rng.normal(0, 25, (3, 512, 512)), 1, 255).astype(np.uint8)
    place = rasterio.Affine(0.5, 0, 5e5, 0, -0.5, 5e6)
    with rasterio.open(path, "w", driver="GTiff", width=side, height=side, count=3, dtype="uint8", tiled=True, blockxsize=512,
                       blockysize=512, compress="deflate", zlevel=1, interleave="pixel", crs="EPSG:32633", transform=place) as file:
        for row in range(0, side, 512):
            strip = np.tile(np.roll(pattern, row // 7, axis=2), (1, 1, side // 512 + 1))[:, : min(512, side - row), :side]
            file.write(strip, window=rasterio.windows.Window(0, row, side, strip.shape[1]))


def build(model: str, side: int = 20000) -> list[str]:
    """How long a large raster takes, and how much memory."""
    from measured import run

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.tif"
        write_large(path, side)
        words = [sys.executable, str(ROOT / "core" / "cli.py"), "buildtileindex", "--rasters", str(path), "--tile-size", "256", "--output",
                 str(Path(folder) / "index.gpkg"), *(["--model", model] if model else [])]
        done = run(words, 3600)
        bare = run([*words[:2], "listmodels"], 600)
        if done.status:
            raise SystemExit(done.stderr)
        results, size = json.loads(done.stdout), path.stat().st_size
    tiles = results["TILES"]
    return ["## Building", "", f"A raster of {side} x {side} px of three bands ({3 * side * side / 1e9:.1f} GB of pixels, "
            f"{size / 1e9:.2f} GB on the disk), tiles of 256 px, model "
            f"{results['MODEL_USED']}: {tiles} tiles in {done.wall_s:.0f} s on the clock "
            f"and {done.cpu_s:.0f} s of the processor, {tiles / done.wall_s:.0f} and {tiles / done.cpu_s:.0f} tiles/s; peak memory "
            f"{done.rss_mb:.0f} MB. (A job that encodes nothing, List models: {bare.rss_mb:.0f} MB.)", ""]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", nargs="+", default=["search", "index", "build"], choices=("search", "index", "build"))
    parser.add_argument("--model", default="")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    made = {"search": search, "index": index_file, "build": lambda: build(given.model)}
    lines = [line for part in given.parts for line in made[part]()]
    text = "\n".join([f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}.", "", *lines])
    print(text)
    if given.out:
        given.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
