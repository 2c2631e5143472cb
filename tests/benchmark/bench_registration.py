"""Co-registration against known truth, beside what others do: success, true and claimed error, refusals, CPU time and memory.

    .venv/bin/python tests/benchmark/bench_registration.py --data FOLDER --limit 8 --jobs 2 --out tests/benchmark/results/registration

Every pair is aligned by each method in a process of its own. The true error is the RMSE at check points of where the method puts target
pixels, in pixels of the coarser raster. Without ``--data`` (or TIEPOINT_BENCH_DATA) only generated pairs are measured, and the tables say
so. Each run is written to OUT.jsonl when it ends: the same command again goes on where it was stopped, and with other groups, methods or
pairs it adds to the tables. Remove OUT.jsonl to begin anew.
"""
from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})      # of this process and of those it measures
sys.path.insert(0, str(ROOT / "tests"))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)

sys.path.insert(0, str(ROOT / "tests" / "benchmark"))
import arosics_environment  # noqa: E402
import cases  # noqa: E402
import georeferenced  # noqa: E402
import measured  # noqa: E402
import numpy as np  # noqa: E402
import pictures  # noqa: E402
import runs  # noqa: E402
import table  # noqa: E402
from tiepoint.core.geometry.solution import Solution  # noqa: E402
from tiepoint.core.jobs.warping import Warping, by_georeference  # noqa: E402
from tiepoint.core.methods import MATCHERS  # noqa: E402
from tiepoint.core.raster.grid import Grid  # noqa: E402
from tiepoint.core.raster.io import open_raster  # noqa: E402

OURS = ("auto", *MATCHERS.ids())
OPENCV = {"opencv-sift": "keypoints", "opencv-phase": "correlation", "gradients": "gradients"}
AROSICS = {"arosics-global": "global", "arosics-local": "local"}
PEERS = (*OPENCV, *AROSICS)
METHODS = (*OURS, *PEERS)
AROSICS_FOLDER = ROOT / "build" / "arosics"
TIMEOUT_S = 300.0


def main() -> None:
    """Measure, print a line per run, save after every pair."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TIEPOINT_BENCH_DATA"), help="folder of real imagery")
    parser.add_argument("--groups", nargs="+", metavar="GROUP", help="groups whose name begins so: syn, 'near: OO', mismatches")
    parser.add_argument("--methods", nargs="+", default=METHODS, choices=METHODS, metavar="METHOD", help=", ".join(METHODS))
    parser.add_argument("--seed", type=int, default=0, help="of the order of pairs and of what is done to them")
    parser.add_argument("--limit", type=int, default=4, help="pairs of each group; 0 = all")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first pairs of each group, if it has enough others")
    parser.add_argument("--mismatches", type=int, default=20, metavar="N", help="pairs of unrelated rasters")
    parser.add_argument("--jobs", type=int, default=1, help="pairs at a time")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "benchmark" / "registration", help="writes OUT.md and OUT.jsonl")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the pairs here")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", message="Dataset has no geotransform|The dataset's nodata attribute is shadowing")
    absent, methods = {}, list(arguments.methods)
    todo = _cases(arguments, absent)
    arosics = None
    if set(methods) & set(AROSICS):
        arosics, told = arosics_environment.environment(AROSICS_FOLDER)
        print(f"AROSICS: {told}")
        if arosics is None:
            absent["AROSICS"] = told
            methods = [method for method in methods if method not in AROSICS]
    done, lock, commit = runs.Runs(arguments.out.with_suffix(".jsonl")), threading.Lock(), _commit()

    def pair(numbered: tuple[int, cases.Case]) -> None:
        number, case = numbered
        wanted = [method for method in methods if not done.has(case.group, case.name, method)]
        if not wanted:
            return
        with tempfile.TemporaryDirectory(prefix="bench_registration_") as scratch:
            truth = case.files(arguments.keep or Path(scratch))
            for method in wanted:
                row = {**measure(case, truth, method, arosics), "commit": commit}
                done.add(row)
                print(f"{number}/{len(todo)} {table.line(row)}", flush=True)
        with lock:
            table.save(arguments.out, done.rows, OURS, PEERS, absent)

    with ThreadPoolExecutor(arguments.jobs) as pool:
        for _ in pool.map(pair, enumerate(todo, 1)):
            pass
    table.save(arguments.out, done.rows, OURS, PEERS, absent)
    print(f"{arguments.out.with_suffix('.md')} has the tables")


def _cases(arguments: argparse.Namespace, absent: dict[str, str]) -> list[cases.Case]:
    """What is to be measured; ``absent`` gets what cannot be, and why."""
    known, data = known_cases(arguments.data, arguments.seed), arguments.data
    there = {case.group for case in known}
    missing = [group for group in (*pictures.GROUPS, *georeferenced.groups()) if group not in there]
    if missing:
        why = "the folder given by --data does not hold their imagery" if data else "no folder of real imagery was given (--data)"
        absent[", ".join(missing) if data else "All groups of real imagery (syn, near, rotations, real, GEO)"] = why
    some = cases.chosen(known, arguments.seed, arguments.skip, arguments.limit)
    todo = [*some, *cases.mismatches(known, arguments.skip + arguments.mismatches, arguments.seed)[arguments.skip:]]
    return [case for case in todo if not arguments.groups or case.group.startswith(tuple(arguments.groups))]


def known_cases(data: Path | None, seed: int) -> list[cases.Case]:
    """All there are: of the imagery below ``data``, and generated; another seed makes other pairs of them, with other names."""
    given = [*pictures.pictures(Path(data), seed), *georeferenced.georeferenced(Path(data), seed)] if data else []
    known = [*given, *cases.generated(seed)]
    return [replace(case, name=f"{case.name}, seed {seed}") for case in known] if seed else known


def measure(case: cases.Case, truth: cases.Truth, method: str, arosics: Path | None) -> dict:
    """One row of the results."""
    run, found = ours(truth, method) if method in OURS else peer(truth, method, arosics)
    row = {"group": case.group, "name": case.name, "method": method, "truth_px": case.truth_px, "mismatch": not len(truth.target_xy),
           **found, "wall_s": round(run.wall_s, 2), "cpu_s": round(run.cpu_s, 2), "rss_mb": round(run.rss_mb)}
    places = row.pop("places", None)
    if not row["mismatch"]:
        row["start_px"] = error(truth, nominal(truth))
        row["true_px"] = None if places is None else error(truth, places)
    return row


def error(truth: cases.Truth, reference_xy: np.ndarray) -> float:
    """RMSE of found reference pixels (N, 2), in pixels of the coarser raster; what is nowhere is far away."""
    lengths = np.nan_to_num(np.hypot(*(reference_xy - truth.turned_to(reference_xy)).T) / truth.coarser, nan=1e4, posinf=1e4)
    return round(float(np.sqrt((lengths.clip(0, 1e4) ** 2).mean())), 4)


def nominal(truth: cases.Truth) -> np.ndarray:
    """The check points of the target in reference pixels, by georeferencing alone; as they are where there is none."""
    with open_raster(truth.reference) as reference, open_raster(truth.target) as target:
        return by_georeference(reference.grid, target)[0](truth.target_xy) if target.grid.crs else truth.target_xy


def ours(truth: cases.Truth, method: str) -> tuple[measured.Run, dict]:
    """The plugin's co-registration through its command line."""
    with tempfile.TemporaryDirectory(prefix="bench_registration_") as folder:
        output, solution = Path(folder) / "aligned.tif", Path(folder) / "solution.json"
        run = measured.run([sys.executable, str(ROOT / "core" / "cli.py"), "coregister", "--reference", str(truth.reference), "--target",
                            str(truth.target), "--method", method, "--output", str(output), "--solution", str(solution)], TIMEOUT_S)
        if run.status:
            said = _last_line(run.stderr).replace(str(truth.target.parent), "")
            broken = run.status != 1 or "unexpected" in said
            return run, {"status": "failed" if broken else "refused", "message": said}
        results = json.loads(run.stdout)
        places = placed(truth, solution) if len(truth.target_xy) else None
    return run, {"status": "ok", "claimed_px": results["RMSE_PX"], "verdict": results["VERDICT"], "method_used": results["METHOD_USED"],
                 "transform": results["TRANSFORM_USED"], "points": results["TIEPOINT_COUNT"], "places": places}


def placed(truth: cases.Truth, solution: Path) -> np.ndarray:
    """Reference pixels where a solution file puts the check points of the target."""
    found = Solution.from_json(solution.read_text(encoding="utf-8"))
    grid, scale = Grid.from_dict(found.reference_grid), found.prior["scale"]
    with open_raster(truth.reference) as reference, open_raster(truth.target) as target:
        maps = by_georeference(grid, target) if found.prior["georeferenced"] else ((lambda xy: xy * scale), (lambda xy: xy / scale))
        return reference.grid.to_pixel(grid.to_map(Warping(grid, found.transform, *maps).forward(truth.target_xy)))


def peer(truth: cases.Truth, method: str, arosics: Path | None) -> tuple[measured.Run, dict]:
    """OpenCV alone, or AROSICS."""
    python, script, mode = ((str(arosics), "arosics_peer.py", AROSICS[method]) if method in AROSICS else
                            (sys.executable, "peers.py", OPENCV[method]))
    with tempfile.TemporaryDirectory() as folder:
        points = Path(folder) / "points.json"
        points.write_text(json.dumps(nominal(truth).tolist() if len(truth.target_xy) else []), encoding="utf-8")
        run = measured.run([python, str(ROOT / "tests" / "benchmark" / script), mode, str(truth.reference), str(truth.target), str(points)],
                           TIMEOUT_S)
    if run.status:
        return run, {"status": "failed", "message": _last_line(run.stderr)}
    found = json.loads(run.stdout.strip().splitlines()[-1])
    if "refused" in found:
        return run, {"status": "refused", "message": found["refused"]}
    claimed = found["claimed"] and round(found["claimed"] / truth.coarser, 4)
    return run, {"status": "ok", "claimed_px": claimed, "places": np.array(found["places"]).reshape(-1, 2)}


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["nothing was said"])[-1][:300]


def _commit() -> str:
    done = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
