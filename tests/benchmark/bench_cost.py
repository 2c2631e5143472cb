"""What a co-registration costs: CPU seconds by stage, with and without the start of the process, and peak memory.

    .venv/bin/python tests/benchmark/bench_cost.py --data FOLDER --repeats 3 --out tests/benchmark/results/cost

Pairs of one megapixel are generated (``--side`` makes them larger); with ``--data`` (or TIEPOINT_BENCH_DATA) real ones come beside
them. Each pair is aligned once by the command line, as a whole process with all it loads and writes, and some times in a process where
everything is loaded, of which the medians are told by stage. One thread. Beside it stands a peer on the same pair, OpenCV's SIFT with
MAGSAC as a whole process; it writes no raster. CPU seconds rise where other programs keep the processor busy: compare what was measured
in one run.
"""
from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})      # of this process and of those it measures
sys.path.insert(0, str(ROOT / "tests"))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)

sys.path.insert(0, str(ROOT / "tests" / "benchmark"))
import bench_registration  # noqa: E402
import cases  # noqa: E402
import numpy as np  # noqa: E402
from tiepoint.core.training.scenes.distortion import random_distortion  # noqa: E402
from tiepoint.core.training.scenes.files import write_pair  # noqa: E402
from tiepoint.core.training.scenes.pair import make_pair  # noqa: E402

SIDE, SEED = 1000, 4000
GENERATED = (("near date, affine", "affine", {"target_date": 3}), ("near date, affine + local 5 px", cases.LOCAL, {"target_date": 3}),
             ("visible - near infrared", cases.LOCAL, {"target_modality": "nir"}),
             ("visible - thermal", cases.LOCAL, {"target_modality": "thermal"}), ("visible - map", cases.LOCAL, {"target_modality": "map"}))
REAL = ("naip_affine_local", "naip_shift", "visible_infrared1 0", "map1 0")
STAGES = ("placing", "choosing", "matching", "transform", "writing")
PEER = "opencv-sift"


def main() -> None:
    """Measure and print a table; keep it where ``--out`` says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TIEPOINT_BENCH_DATA"), help="folder of real imagery")
    parser.add_argument("--repeats", type=int, default=3, help="of every job")
    parser.add_argument("--side", type=int, default=SIDE, help="of the generated pairs, pixels")
    parser.add_argument("--pairs", nargs="+", default=[""], metavar="NAME", help="pairs whose name begins so")
    parser.add_argument("--out", type=Path, help="writes OUT.md")
    parser.add_argument("--child", nargs=2, metavar="FILE", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(_measured(*arguments.child, arguments.repeats)))
        return
    warnings.filterwarnings("ignore", message="Dataset has no geotransform|The dataset's nodata attribute is shadowing")
    rows = [_HEAD, ["---"] + ["--:"] * (len(_HEAD) - 1)]
    print(_line(rows[0]))
    for case in (case for case in _cases(arguments.data, arguments.side) if case.name.startswith(tuple(arguments.pairs))):
        with tempfile.TemporaryDirectory(prefix="bench_cost_") as scratch:
            rows.append(_row(case, case.files(Path(scratch)), arguments.repeats))
        print(_line(rows[-1]), flush=True)
    if arguments.out:
        text = "# What a co-registration costs\n\n" + "\n".join(line.strip() for line in __doc__.splitlines()[4:]) + "\n\n"
        arguments.out.with_suffix(".md").write_text(text + "\n".join(map(_line, rows)) + "\n", encoding="utf-8")


_HEAD = ["pair", "megapixels", "method", *STAGES, "job, CPU s", "process, CPU s", "MB", "true px", "claimed px",
         f"{PEER}, CPU s", "its true px"]


def _line(cells: list) -> str:
    return "| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else "-" if cell is None else str(cell) for cell in cells) + " |"


def _cases(data: Path | None, side: int) -> list[cases.Case]:
    """Generated pairs of so many pixels along a side, and the real ones there are."""
    known = [case for case in bench_registration.known_cases(data, 0) if case.name in REAL] if data else []
    return [*(cases.Case("generated", title, title, _generated(SEED + number, kind, scene, side))
              for number, (title, kind, scene) in enumerate(GENERATED)), *known]


def _generated(seed: int, kind: str, scene: dict, side: int) -> Callable[[Path], cases.Truth]:
    def write(folder: Path) -> cases.Truth:
        distortion = random_distortion(seed=seed, size=(side, side), **cases.KINDS[kind])
        written = write_pair(make_pair(side, side, seed, distortion, **scene), folder)
        points = np.array(json.loads(Path(written.truth).read_text(encoding="utf-8"))["points"])
        return cases.seen_by_both(cases.Truth(Path(written.reference), Path(written.target), points[:, :2], points[:, 4:]))

    return write


def _row(case: cases.Case, truth: cases.Truth, repeats: int) -> list:
    """One row of the table."""
    with bench_registration.open_raster(truth.target) as target:
        megapixels = target.grid.width * target.grid.height / 1e6
    done = subprocess.run([sys.executable, __file__, "--repeats", str(repeats), "--child", str(truth.reference), str(truth.target)],
                          capture_output=True, text=True, check=True, cwd=truth.target.parent)
    found = json.loads(done.stdout.splitlines()[-1])
    (whole, ours), (alone, peer) = bench_registration.ours(truth, "auto"), bench_registration.peer(truth, PEER, None)
    true, theirs = (bench_registration.error(truth, one["places"]) if one["status"] == "ok" else None for one in (ours, peer))
    return [f"{case.group}: {case.name}", megapixels, ours.get("method_used", "refused"), *(found[stage] for stage in STAGES), found["job"],
            whole.cpu_s, round(whole.rss_mb), true, ours.get("claimed_px"), alone.cpu_s, theirs]


def _measured(reference: str, target: str, repeats: int) -> dict:
    """In the process that is measured: median CPU seconds of the stages and of the job; the first, which loads things, is not counted."""
    import resource

    from tiepoint.core.errors import TiepointError
    from tiepoint.core.jobs.coregister import coregister
    from tiepoint.core.options.registration import CoregisterOptions
    from tiepoint.core.progress import Silent
    options, watched = CoregisterOptions(reference=reference, target=target, output="aligned.tif"), _watch()
    for _ in range(repeats + 1):
        before = resource.getrusage(resource.RUSAGE_SELF)
        watched.append(dict.fromkeys(STAGES, 0.0))
        try:
            coregister(options, Silent())
        except TiepointError as error:
            print(error, file=sys.stderr)
        after = resource.getrusage(resource.RUSAGE_SELF)
        watched[-1]["job"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {name: statistics.median(one[name] for one in watched[1:]) for name in watched[0]}


def _watch() -> list[dict[str, float]]:
    """Lets the stages of a co-registration say how long they have taken: into the last of the records that are put into the result."""
    import time

    from tiepoint.core.jobs import alignment, confirmation, coregister
    records: list[dict[str, float]] = []

    def timed(stage: str, work: Callable) -> Callable:
        def call(*arguments, **options):
            start = time.process_time()
            try:
                return work(*arguments, **options)
            finally:
                records[-1][stage] += time.process_time() - start
        return call

    placements = confirmation.placements

    def placed(*arguments, **options):
        found, step = placements(*arguments, **options), object()
        ask = timed("placing", lambda: next(found, step))
        while (place := ask()) is not step:
            yield place

    confirmation.placements = placed
    for module, name, stage in ((confirmation, "best_bands", "choosing"), (confirmation, "best_matcher", "choosing"),
                                (confirmation, "_refined", "matching"), (alignment, "choose_transform", "transform"),
                                (coregister, "write_warped", "writing")):
        setattr(module, name, timed(stage, getattr(module, name)))
    return records


if __name__ == "__main__":
    main()
