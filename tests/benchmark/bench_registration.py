"""Co-registration against known truth: success, true and claimed error, refusals, time and memory, beside what OpenCV alone does.

    .venv/bin/python tests/benchmark/bench_registration.py --data FOLDER --out tests/benchmark/results/registration

Every pair is aligned by each method in a process of its own. The true error is the RMSE at check points of where the method puts target
pixels, in pixels of the coarser raster. Without ``--data`` (or TIEPOINT_BENCH_DATA) only generated pairs are measured.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})      # of this process and of those it measures
sys.path.insert(0, str(ROOT / "tests"))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)

sys.path.insert(0, str(ROOT / "tests" / "benchmark"))
import cases  # noqa: E402
import measured  # noqa: E402
import numpy as np  # noqa: E402
import real  # noqa: E402
import table  # noqa: E402
from tiepoint.core.geometry.solution import Solution  # noqa: E402
from tiepoint.core.jobs.warping import Warping, by_georeference  # noqa: E402
from tiepoint.core.raster.grid import Grid  # noqa: E402
from tiepoint.core.raster.io import open_raster  # noqa: E402

OURS = ("auto", "phase", "sift")
PEERS = {"OpenCV SIFT + MAGSAC": "keypoints", "OpenCV phase correlation": "correlation"}
TIMEOUT_S, KEYS = 300.0, ("group", "name", "method")


def main() -> None:
    """Measure, print a line per run, save after every pair."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TIEPOINT_BENCH_DATA"), help="folder of real imagery")
    parser.add_argument("--only", nargs="+", metavar="GROUP", help="groups whose name begins like this; mismatches is one")
    parser.add_argument("--methods", nargs="+", default=[*OURS, *PEERS], metavar="METHOD")
    parser.add_argument("--limit", type=int, default=0, help="pairs of each group; 0 = all")
    parser.add_argument("--mismatches", type=int, default=60, metavar="N", help="pairs of unrelated rasters")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "benchmark" / "registration", help="writes OUT.md and OUT.json")
    parser.add_argument("--add", action="store_true", help="keep the runs in OUT.json that are not made anew")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the pairs and what was found here")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", message="Dataset has no geotransform|The dataset's nodata attribute is shadowing")
    if arguments.data is None:
        print("No folder of real imagery was given (--data or TIEPOINT_BENCH_DATA): generated pairs only.")
    known = [*cases.generated(), *(real.real(Path(arguments.data)) if arguments.data else [])]
    if arguments.limit:
        known = [case for number, case in enumerate(known)
                 if sum(other.group == case.group for other in known[:number]) < arguments.limit]
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="bench_registration_"))
    rows = table.earlier(arguments.out) if arguments.add else []
    try:
        todo = [*known, *cases.mismatches(known, arguments.mismatches, folder)]
        todo = [case for case in todo if not arguments.only or case.group.startswith(tuple(arguments.only))]
        for number, case in enumerate(todo, 1):
            truth = case.files(folder)
            for method in arguments.methods:
                row = measure(case, truth, method)
                rows = [other for other in rows if [other[key] for key in KEYS] != [row[key] for key in KEYS]] + [row]
                print(f"{number}/{len(todo)} {table.line(row)}", flush=True)
            table.save(arguments.out, rows)
    finally:
        if arguments.keep is None:
            shutil.rmtree(folder)


def measure(case: cases.Case, truth: cases.Truth, method: str) -> dict:
    """One row of the results."""
    folder = truth.target.parent if truth.reference.parent == truth.target.parent else Path(tempfile.gettempdir())
    run, found = (ours if method in OURS else peer)(truth, method, folder)
    row = {"group": case.group, "name": case.name, "method": method, "truth_px": case.truth_px, "mismatch": not len(truth.target_xy),
           **found, "wall_s": round(run.wall_s, 2), "cpu_s": round(run.cpu_s, 2), "rss_mb": round(run.rss_mb)}
    place = row.pop("place", None)
    if not row["mismatch"]:
        nominal, _ = nominal_places(truth)
        row["start_px"] = error(truth, nominal(truth.target_xy))
        row["true_px"] = error(truth, place(truth.target_xy)) if place else None
    return row


def error(truth: cases.Truth, reference_xy: np.ndarray) -> float:
    """RMSE of found reference pixels (N, 2), in pixels of the coarser raster."""
    lengths = np.hypot(*(reference_xy - truth.reference_xy).T) / truth.coarser
    return round(float(np.sqrt((lengths**2).mean())), 4)


def nominal_places(truth: cases.Truth):
    """Target pixels to reference pixels by georeferencing alone, and the reference's grid."""
    with open_raster(truth.reference) as reference, open_raster(truth.target) as target:
        return by_georeference(reference.grid, target)[0], reference.grid


def ours(truth: cases.Truth, method: str, folder: Path) -> tuple[measured.Run, dict]:
    """The plugin's co-registration through its command line."""
    output, solution = folder / f"{method}_aligned.tif", folder / f"{method}_solution.json"
    run = measured.run([sys.executable, str(ROOT / "core" / "cli.py"), "coregister", "--reference", str(truth.reference), "--target",
                        str(truth.target), "--method", method, "--output", str(output), "--solution", str(solution)], TIMEOUT_S)
    if run.status:
        said = (run.stderr.strip().splitlines() or ["nothing was said"])[-1].replace(str(folder), "")
        broken = run.status != 1 or "unexpected" in said
        return run, {"status": "failed" if broken else "refused", "message": said}
    results = json.loads(run.stdout)
    with open_raster(truth.reference) as reference, open_raster(truth.target) as target:
        found = Solution.from_json(solution.read_text(encoding="utf-8"))
        grid = Grid.from_dict(found.reference_grid)
        warping = Warping(grid, found.transform, *by_georeference(grid, target))
        whole = reference.grid
    return run, {"status": "ok", "claimed_px": results["RMSE_PX"], "verdict": results["VERDICT"], "method_used": results["METHOD_USED"],
                 "transform": results["TRANSFORM_USED"], "points": results["TIEPOINT_COUNT"],
                 "place": lambda xy: whole.to_pixel(grid.to_map(warping.forward(xy)))}


def peer(truth: cases.Truth, method: str, _folder: Path) -> tuple[measured.Run, dict]:
    """OpenCV alone."""
    run = measured.run([sys.executable, str(ROOT / "tests" / "benchmark" / "peers.py"), PEERS[method], str(truth.reference),
                        str(truth.target)], TIMEOUT_S)
    if run.status:
        return run, {"status": "failed", "message": (run.stderr.strip().splitlines() or [""])[-1]}
    found = json.loads(run.stdout)
    if "refused" in found:
        return run, {"status": "refused", "message": found["refused"]}
    matrix = np.array(found["matrix"])
    nominal, _ = nominal_places(truth)
    claimed = found["claimed"] and round(found["claimed"] / truth.coarser, 4)
    return run, {"status": "ok", "claimed_px": claimed, "place": lambda xy: nominal(xy) @ matrix[:, :2].T + matrix[:, 2]}


if __name__ == "__main__":
    main()
