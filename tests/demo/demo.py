"""Co-registers a generated pair, or rasters of your own, through qgis_process and shows how well it went.

For a generated pair the truth is known: the error that the plugin claims stands next to the true one.
"""
from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import accuracy
import generated
import numpy as np
import picture

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))
import qgis_profile  # noqa: E402

FOLDER = ROOT / "build" / "demo"
KEYPOINTS = "sift"


def main() -> int:
    """Run the demonstration; 1 where the co-registration fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", default="", help="raster that stays; empty: a generated pair")
    parser.add_argument("--target", default="", help="raster to align")
    parser.add_argument("--method", default="", help="empty: dense for the generated pair, auto for others")
    parser.add_argument("--seed", type=int, default=3, help="of the generated pair")
    arguments = parser.parse_args()
    if bool(arguments.reference) != bool(arguments.target):
        parser.error("give both REFERENCE and TARGET, or neither")
    FOLDER.mkdir(parents=True, exist_ok=True)
    if arguments.reference:
        reference, target, truth = Path(arguments.reference).resolve(), Path(arguments.target).resolve(), None
    else:
        say("Generating two dates of one landscape with a known distortion")
        reference, target, truth = generated.write(FOLDER, arguments.seed)
    say(f"Reference {reference}")
    say(f"Target    {target}")
    with qgis_profile.Profile(str(ROOT / ".venv" / "bin" / "python")) as profile:
        profile.link(ROOT)
        try:
            return show(profile, reference, target, truth, arguments.method or ("dense" if truth else "auto"))
        except qgis_profile.Failed as error:
            say(str(error))
            return 1


def show(profile: qgis_profile.Profile, reference: Path, target: Path, truth: generated.Truth | None, method: str) -> int:
    """Co-register, measure, draw."""
    aligned, solution, drawn, animated = (FOLDER / name for name in ("aligned.tif", "solution.json", "before_after.png", "flicker.gif"))
    for old in (drawn, animated):
        old.unlink(missing_ok=True)
    wanted = {"REFERENCE": reference, "TARGET": target, "METHOD": method, "OUTPUT": aligned, "TIEPOINTS": FOLDER / "tiepoints.gpkg",
              "SOLUTION": solution, "REPORT": FOLDER / "report.html"}
    words = " ".join(f"{name}={value}" for name, value in wanted.items())
    say(f"{qgis_profile.PROGRAM} run tiepoint:coregister --json -- {words}")
    started = time.monotonic()
    results = profile.run("coregister", **wanted)
    say(f"Done in {time.monotonic() - started:.0f} s: {results['TIEPOINT_COUNT']:.0f} tie points with {results['METHOD_USED']}, transform "
        f"{results['TRANSFORM_USED']}, verdict {results['VERDICT']}")
    title = f"{results['METHOD_USED']}, {results['TRANSFORM_USED']}: held-out RMSE {results['RMSE_PX']:.2f} px"
    line("", "RMSE, px", "RMSE, map", "CE90, map")
    if truth:
        before, after = true_errors(profile, target, solution, reference, truth)
        for name, true in ((f"true, before, at {len(truth.places)} check points", before), ("true, after, at the same points", after)):
            line(name, true["rmse"], true["rmse"] * truth.pixel, true["ce90"] * truth.pixel)
        title += f", true RMSE {before['rmse']:.2f} px before, {after['rmse']:.2f} px after"
    line("claimed by the plugin (held out)", results["RMSE_PX"], results["RMSE"], results["CE90"])
    if truth:
        say(f"Claimed / true = {results['RMSE_PX'] / after['rmse']:.2f}; largest true error {after['largest']:.2f} px")
        compare(profile, reference, target, truth, after)
    picture.compose(reference, target, aligned, title, drawn, animated)
    (FOLDER / "results.json").write_text(json.dumps(results, indent=1, default=str), encoding="utf-8")
    say(f"Before/after: {drawn}")
    say(f"Flicker:      {animated}")
    say(f"Report:       {wanted['REPORT']}")
    return 0


def compare(profile: qgis_profile.Profile, reference: Path, target: Path, truth: generated.Truth, after: dict) -> None:
    """The same with keypoints, which is what one would have done without the plugin."""
    solution = FOLDER / "keypoints.json"
    try:
        claimed = profile.run("coregister", REFERENCE=reference, TARGET=target, METHOD=KEYPOINTS, OUTPUT=FOLDER / "keypoints.tif",
                              SOLUTION=solution)
    except qgis_profile.Failed as error:
        say(f"With METHOD={KEYPOINTS}: {error}")
        return
    _, other = true_errors(profile, target, solution, reference, truth)
    line(f"for comparison, true, after, METHOD={KEYPOINTS}", other["rmse"], other["rmse"] * truth.pixel, other["ce90"] * truth.pixel)
    say(f"Keypoints claim {claimed['RMSE_PX']:.2f} px; their true error is {other['rmse'] / after['rmse']:.1f} times as large")


def true_errors(profile, target: Path, solution: Path, reference: Path, truth: generated.Truth) -> tuple[dict, dict]:
    """Errors before and after in pixels; the second through ``tiepoint:warp``, as a user would apply the solution."""
    coordinates = accuracy.coordinate_raster(target, FOLDER / "coordinates.tif")
    unmoved = accuracy.found_places(coordinates, truth.places) - truth.target_xy
    warped = FOLDER / "coordinates_aligned.tif"
    profile.run("warp", TARGET=coordinates, SOLUTION=solution, REFERENCE=reference, RESAMPLING="bilinear", OUTPUT=warped)
    moved = accuracy.found_places(warped, truth.places) - truth.target_xy
    lost = ~np.isfinite(moved).all(1)
    if lost.any():
        say(f"{lost.sum()} of {len(lost)} check points lie outside the aligned raster")
    return tuple(accuracy.summary(errors[np.isfinite(errors).all(1)]) for errors in (unmoved, moved))


def line(name: str, *figures) -> None:
    """One row of the table."""
    print(f"   {name:44}" + "".join(f"{figure:>12.3f}" if isinstance(figure, float) else f"{figure:>12}" for figure in figures), flush=True)


def say(text: str) -> None:
    """One line of what happens."""
    print(f"== {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
