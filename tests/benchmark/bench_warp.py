"""Final warp against ``gdalwarp -tps``: CPU seconds, memory, and distance from the exact spline.

    .venv/bin/python tests/benchmark/bench_warp.py --size 10000 --repeats 3

Both warp the same raster through the same thin-plate spline of 200 points, each in its own process, in turn; start-up counts. Ours
writes what it writes by default (tiles, ZSTD, a mask), gdalwarp what it writes by default (strips, uncompressed).
Aim: at most 0.8 of gdalwarp's CPU seconds, at most 500 MB, within 0.05 pixel of the exact spline.
"""
from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
CRS, ORIGIN, PIXEL = "EPSG:32633", (500000.0, 5000000.0), 0.5
POINTS = 200


def load(name: str):
    """A module of the package, whatever its folder is called."""
    if "tiepoint" not in sys.modules:
        spec = importlib.util.spec_from_file_location("tiepoint", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
        sys.modules["tiepoint"] = importlib.util.module_from_spec(spec)
    return importlib.import_module(f"tiepoint.{name}")


def thin_plate(source: np.ndarray, destination: np.ndarray):
    """The interpolating thin-plate spline (Bookstein 1989, doi:10.1109/34.24792) from points (N, 2) to points (N, 2)."""
    centre, size = source.mean(axis=0), source.std()
    knots = (source - centre) / size
    count, squares = len(knots), (knots**2).sum(axis=1)

    def radial(xy):
        squared = np.maximum((xy**2).sum(axis=1)[:, None] + squares - 2 * xy @ knots.T, 1e-300)
        return squared * np.log(squared)

    affine = np.column_stack([np.ones(count), knots])
    system = np.block([[radial(knots), affine], [affine.T, np.zeros((3, 3))]])
    weights = np.linalg.solve(system, np.concatenate([destination - destination.mean(axis=0), np.zeros((3, 2))]))

    def spline(xy):
        parts = []
        for part in np.array_split(xy, len(xy) // 4096 + 1):
            scaled = (part - centre) / size
            parts.append(radial(scaled) @ weights[:count] + np.column_stack([np.ones(len(part)), scaled]) @ weights[count:])
        return np.concatenate(parts) + destination.mean(axis=0)

    return spline


def tie_points(size: int) -> tuple[np.ndarray, np.ndarray]:
    """(200, 2) pixel positions of the raster and the map positions they belong to: smooth shifts up to 11 pixels, 0.3 of noise."""
    rng = np.random.default_rng(1)
    mesh = np.stack(np.meshgrid(np.linspace(0.02, 0.98, 20), np.linspace(0.02, 0.98, 10)), axis=-1).reshape(-1, 2)
    pixels = (mesh + rng.uniform(-0.01, 0.01, mesh.shape)) * size
    x, y = (pixels / size).T
    shift = 8 * np.column_stack([np.sin(7 * x + 1) * np.cos(5 * y), np.cos(6 * x) * np.sin(8 * y + 2)]) + rng.normal(0, 0.3, pixels.shape)
    return pixels, np.array(ORIGIN) + (pixels + shift) * [PIXEL, -PIXEL]


def write_input(path: Path, size: int) -> None:
    """Three bands of noise at several scales, down to the pixel."""
    rng = np.random.default_rng(0)
    bands = np.empty((3, size, size), np.uint8)
    for band in bands:
        image = rng.normal(120, 4, (size, size)).astype(np.float32)
        for scale, strength in ((400, 40), (100, 30), (25, 20), (6, 14)):
            coarse = rng.normal(size=(size // scale + 4, size // scale + 4)).astype(np.float32)
            image += strength * cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)
        band[:] = np.clip(image, 1, 255)
    io, grid = load("core.raster.io"), load("core.raster.grid")
    where = grid.Grid.covering((ORIGIN[0], ORIGIN[1] - size * PIXEL, ORIGIN[0] + size * PIXEL, ORIGIN[1]), PIXEL, crs=CRS)
    with io.RasterWriter(path, where, bands=3, dtype=np.uint8, options="COMPRESS=NONE|PHOTOMETRIC=RGB") as writer:
        for window in where.window.tiles(1024):
            writer.write(bands[(slice(None), *window.slices)], window)


def mapping_of(size: int, grid):
    """Output pixel positions to source pixel positions through the exact spline."""
    pixels, places = tie_points(size)
    spline = thin_plate(places, pixels)
    return lambda xy: spline(grid.to_map(xy))


def warp(folder: Path, size: int, resampling: str, options: str) -> None:
    """Our warp, in this process."""
    io, engine = load("core.raster.io"), load("core.raster.warp")
    with io.open_raster(folder / "input.tif") as raster:
        engine.warp_raster(raster, folder / "ours.tif", raster.grid, mapping_of(size, raster.grid), resampling, creation_options=options)


def distance(size: int, resampling: str) -> dict[str, float]:
    """How far from the exact spline values come from, in pixels: warps rasters whose values are their own x and y."""
    io, resample, window = load("core.raster.io"), load("core.raster.resample"), load("core.raster.window")
    found = []
    rng = np.random.default_rng(2)
    with tempfile.TemporaryDirectory() as folder:
        side = 1600
        for _ in range(6):
            col, row = (int(value) for value in rng.integers(0, max(size - side, 1), 2))
            grid = load("core.raster.grid").Grid.covering((0, 0, side, side), 1.0, crs=CRS)
            x, y = np.meshgrid(np.arange(side) + 0.5, np.arange(side) + 0.5)
            io.write_raster(Path(folder) / "ramp.tif", np.stack([x, y]).astype(np.float32), grid)
            exact = mapping_of(size, load("core.raster.grid").Grid.covering(
                (ORIGIN[0], ORIGIN[1] - size * PIXEL, ORIGIN[0] + size * PIXEL, ORIGIN[1]), PIXEL, crs=CRS))
            tile = window.Window(col + 288, row + 288, 1024, 1024)
            with io.open_raster(Path(folder) / "ramp.tif") as ramp:
                array, valid = resample.resample(ramp, None, lambda xy, f=exact, o=(col, row): f(xy) - o, tile, resampling)
            picked = rng.integers(0, 1024, (2, 20000))
            truth = exact(np.column_stack([picked[1] + tile.col + 0.5, picked[0] + tile.row + 0.5])) - (col, row)
            error = np.hypot(*(array[:, picked[0], picked[1]] - truth.T))
            found.append(error[valid[picked[0], picked[1]]])
    found = np.concatenate(found)
    return {"max_px": round(float(found.max()), 4), "rms_px": round(float(np.sqrt(np.mean(found**2))), 4)}


def measured(command: list[str]) -> tuple[float, float]:
    """CPU seconds and peak MB of a command."""
    process = subprocess.Popen(command, env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command[:3])} ...")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(folder: Path, size: int, resampling: str, repeats: int, options: str) -> dict:
    """Medians of both, run in turn."""
    ours_command = [sys.executable, __file__, "--only", resampling, "--folder", str(folder), "--size", str(size), "--options", options]
    theirs_command = ["gdalwarp", "-q", "-overwrite", "-tps", "-r", resampling, "-t_srs", CRS, "-tr", str(PIXEL), str(PIXEL),
                      str(folder / "input.vrt"), str(folder / "theirs.tif")]
    ours, theirs = [], []
    for _ in range(repeats):
        theirs.append(measured(theirs_command))
        ours.append(measured(ours_command))
    cpu, reference = (statistics.median(seconds for seconds, _ in runs) for runs in (ours, theirs))
    return {"resampling": resampling, "size": size, "repeats": repeats, "options": options or "default", "cpu_s": round(cpu, 2),
            "gdalwarp_cpu_s": round(reference, 2), "ratio": round(cpu / reference, 3), "rss_mb": round(max(mb for _, mb in ours)),
            "gdalwarp_rss_mb": round(max(mb for _, mb in theirs)), "output_mb": round((folder / "ours.tif").stat().st_size / 1e6),
            **distance(size, resampling)}


def main() -> None:
    """Run the comparison and print one JSON object per resampling."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=10000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--resampling", nargs="+", default=["bilinear", "cubic"])
    parser.add_argument("--options", default="", help="creation options of our output")
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only == "input":
        write_input(arguments.folder / "input.tif", arguments.size)
        return
    if arguments.only:
        warp(arguments.folder, arguments.size, arguments.only, arguments.options)
        return
    if not shutil.which("gdalwarp"):
        raise SystemExit("gdalwarp is missing: install gdal-bin.")
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="bench_warp_"))
    try:
        folder.mkdir(exist_ok=True)
        # In a process of its own: a child's peak memory counts from that of its parent.
        measured([sys.executable, __file__, "--only", "input", "--folder", str(folder), "--size", str(arguments.size)])
        points = [f"{value:.6f}" for row in np.hstack(tie_points(arguments.size)) for value in row]
        gcps = [part for index in range(0, len(points), 4) for part in ("-gcp", *points[index:index + 4])]
        subprocess.run(["gdal_translate", "-q", "-of", "VRT", *gcps, "input.tif", "input.vrt"], cwd=folder, check=True)
        for resampling in arguments.resampling:
            print(json.dumps(compare(folder, arguments.size, resampling, arguments.repeats, arguments.options)), flush=True)
    finally:
        if arguments.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
