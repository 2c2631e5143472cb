"""What each part of the dense matcher brings: on windows of places kept from training, and on a few pairs of every group.

    .venv/bin/python -m tiepoint.core.training.layers.prepare IMAGERY build/training
    .venv/bin/python tests/benchmark/bench_ablation.py --windows build/training/validate --data FOLDER --limit 2 \\
        --base BASE/checkpoint.safetensors --nocross NOCROSS/checkpoint.safetensors --norel NOREL/checkpoint.safetensors

The three are trained alike and briefly, and without one part each:

    .venv/bin/python -m tiepoint.core.training dense build/training BASE --steps 3000
    .venv/bin/python -m tiepoint.core.training dense build/training NOCROSS --steps 3000 --no-cross-modal
    .venv/bin/python -m tiepoint.core.training dense build/training NOREL --steps 3000 --no-reliable

Without ``--windows`` no windows are measured, without ``--data`` only generated pairs. On a window there is no fit, and none is refused.
"""
from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
sys.path.insert(0, str(ROOT / "tests"))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)

sys.path.insert(0, str(ROOT / "tests" / "benchmark"))
import ablation  # noqa: E402
import bench_registration as registration  # noqa: E402
import cases  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
import windows  # noqa: E402
from tiepoint.core.errors import TiepointError  # noqa: E402
from tiepoint.core.jobs.coregister import coregister  # noqa: E402
from tiepoint.core.matching import dense, phase  # noqa: E402
from tiepoint.core.models import weights  # noqa: E402
from tiepoint.core.options.option import from_record  # noqa: E402
from tiepoint.core.options.registration import CoregisterOptions  # noqa: E402
from tiepoint.core.progress import Silent  # noqa: E402
from tiepoint.core.training.layers.stack import load_folder  # noqa: E402

WITHIN_PX, RIGHT_PX = (1.0, 3.0), 3.0


def main() -> None:
    """Measure, print and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--windows", type=Path, metavar="FOLDER", help="prepared layers that were not trained on")
    parser.add_argument("--count", type=int, default=512, help="windows")
    parser.add_argument("--data", type=Path, default=os.environ.get("TIEPOINT_BENCH_DATA"), help="folder of real imagery")
    parser.add_argument("--groups", nargs="+", default=["syn: inverted", "near", "real", "GEO: Landsat 8 - Sent", "generated: visible"])
    parser.add_argument("--limit", type=int, default=2, help="pairs of each group; 0 = all")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first pairs of each group")
    parser.add_argument("--seed", type=int, default=0, help="of the order of pairs and of the untrained network")
    parser.add_argument("--no-pairs", action="store_true", help="windows only")
    for name, what in (("full", "weights; default: the shipped ones"), ("base", "checkpoint of a short training"),
                       ("nocross", "the same, with --no-cross-modal"), ("norel", "the same, with --no-reliable")):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=what)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "benchmark" / "ablation.md", help="file of the tables")
    given = parser.parse_args()
    torch.set_num_threads(1)
    compared = ablation.variants(given.full, given.base, given.nocross, given.norel, given.seed)
    parts = ["# What each part of the dense matcher brings\n"]
    parts.append("## Windows\n\n" + (of_windows(compared, given.windows, given.count) if given.windows else
                                    "Not measured: no folder of prepared layers was given (--windows).\n"))
    if not given.no_pairs:
        parts.append("## Pairs\n\n" + of_pairs(compared, given))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text("\n".join(parts), encoding="utf-8")
    print("\n".join(parts) + f"\n{given.out}")


def of_windows(compared: list[ablation.Variant], folder: Path, count: int) -> str:
    """Table of how many windows each variant finds, over all and by modalities."""
    chosen = windows.validation(load_folder(folder), count)
    kinds = np.array([window.kinds for window in chosen])
    common = [kind for kind in sorted(set(kinds)) if (kinds == kind).sum() >= 0.03 * count]
    text = (f"{count} windows of {windows.SIZE_PX} px, up to {windows.REACH_PX} px off, each on its own: per cent within 1 / 3 px; median "
            f"error of those within {RIGHT_PX:.0f} px.\n\n| variant | all | median px | {' | '.join(common)} |\n"
            f"| --- | --: | --: | {' | '.join('--:' for _ in common)} |\n")
    for variant in compared:
        # Every window counts: what a matcher doubts is measured too.
        with variant.active(), mock.patch.object(dense, "_LEAST_SCORE", -1.0), mock.patch.object(phase, "_LEAST_SCORE", -1.0):
            found = windows.errors(chosen, variant.matcher())
        right = found[found <= RIGHT_PX]
        cells = [_shares(found), f"{np.median(right):.2f}" if len(right) else "-", *(_shares(found[kinds == kind]) for kind in common)]
        text += f"| {variant.title} | {' | '.join(cells)} |\n"
        print(f"windows, {variant.title}: {cells[0]}, {cells[1]}", flush=True)
    return text


def of_pairs(compared: list[ablation.Variant], given: argparse.Namespace) -> str:
    """Table of how many pairs each variant aligns with METHOD = dense (or phase), by group."""
    chosen = registration.known_cases(given.data, given.seed)
    chosen = [case for case in cases.chosen(chosen, given.seed, given.skip, given.limit) if case.group.startswith(tuple(given.groups))]
    found: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="bench_ablation_") as scratch:
        for case in chosen:
            truth = case.files(Path(scratch))
            for variant in compared:
                error = aligned(variant, truth, Path(scratch))
                found.setdefault((variant.title, case.group), []).append(error)
                print(f"{case.group} | {case.name} | {variant.title}: {error:.2f} px", flush=True)
    groups = list(dict.fromkeys(case.group for case in chosen))
    text = ("Per cent of pairs within 1 / 3 px (a refusal is none); median error of those.\n\n"
            f"| variant | all | median px | {' | '.join(groups)} |\n| --- | --: | --: | {' | '.join('--:' for _ in groups)} |\n")
    for variant in compared:
        every = np.array([error for group in groups for error in found[variant.title, group]])
        right = every[every <= RIGHT_PX]
        cells = [_shares(every), f"{np.median(right):.2f}" if len(right) else "-",
                 *(_shares(np.array(found[variant.title, group])) for group in groups)]
        text += f"| {variant.title} | {' | '.join(cells)} |\n"
    return text


def aligned(variant: ablation.Variant, truth: cases.Truth, folder: Path) -> float:
    """RMSE at the check points, infinite for a refusal."""
    output, solution, model = folder / "aligned.tif", folder / "solution.json", folder / "model.safetensors"
    if variant.network is not None:
        weights.save(model, variant.network)
    record = {"reference": str(truth.reference), "target": str(truth.target), "output": str(output), "solution": str(solution),
              **({"method": "phase"} if variant.network is None else {"method": "dense", "model": str(model)})}
    try:
        with variant.active():
            coregister(from_record(CoregisterOptions, record), Silent())
    except TiepointError:
        return float("inf")
    return registration.error(truth, registration.placed(truth, solution))


def _shares(found: np.ndarray) -> str:
    return " / ".join(f"{100 * np.mean(found <= limit):.0f}" for limit in WITHIN_PX)


if __name__ == "__main__":
    main()
