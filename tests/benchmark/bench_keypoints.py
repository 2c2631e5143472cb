"""Raw matches of keypoints on real pairs with a known affine map or homography: D2-Net, corrected and published form, beside OpenCV's SIFT.

    .venv/bin/python tests/benchmark/bench_keypoints.py --data FOLDER [--curve RUN/curve.jsonl]

Without FOLDER on generated pairs. It holds pairs as NAME_ref.*, NAME_mov.* and NAME_gt.json (``mov_to_ref`` or ``homography_mov_to_ref``,
3 x 3). Prints keypoints, matches, those within 3 and 5 px of the truth, their share, inliers of a robust affine map of 3 px (30 px in the
published form), and the median of several runs of its CPU seconds. With a curve, the mean matching accuracy over a training, step by step.
"""
from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)
from tiepoint.core.jobs.drawmatches import matched  # noqa: E402
from tiepoint.core.keypoints.describer import load_describer  # noqa: E402
from tiepoint.core.training.scenes.distortion import Distortion  # noqa: E402
from tiepoint.core.training.scenes.pair import make_pair  # noqa: E402

WITHIN_PX = (3.0, 5.0)


def generated():
    """(name, reference, target, 3 x 3 target to reference) of scenes in several modalities, turned by 5 degrees."""
    for seed, kind in enumerate(("rgb", "nir", "thermal", "map", "sar"), 90):
        pair = make_pair(480, 480, seed, Distortion(), "rgb", kind, 0, 1, 0.0, oversample=1.0)
        reference, target = (np.asarray(image, np.float32)[:3].mean(0) for image in (pair.reference, pair.target))
        matrix = np.vstack([cv2.getRotationMatrix2D((240.0, 240.0), 5.0, 1.0), [0, 0, 1]])
        target = cv2.warpAffine(target, matrix[:2], (480, 480), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        yield f"generated rgb - {kind}", reference, np.clip(target, 0, 255), np.linalg.inv(matrix)


def pairs(folder: Path):
    """The same of all pairs below a folder that have a matrix, in grey."""
    for truth in sorted(folder.rglob("*_gt.json")):
        told = json.loads(truth.read_text(encoding="utf-8"))
        matrix = told.get("homography_mov_to_ref") or told.get("mov_to_ref")
        name = truth.name.removesuffix("_gt.json")
        files = [next(iter(sorted(truth.parent.glob(f"{name}_{side}.*"))), None) for side in ("ref", "mov")]
        if matrix is not None and all(files):
            yield name, *(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE).astype(np.float32) for path in files), np.array(matrix, float)


def d2net(describer, images, compat: bool):
    """(reference, target) positions of matches, keypoints of either and inliers."""
    found = matched(describer, images, "mean-gap" if compat else "mutual",
                                                  tolerance=30.0 if compat else 3.0, compat=compat)
    one, two = found.keypoints
    return one.xy[found.index[:, 0]], two.xy[found.index[:, 1]], (len(one), len(two)), int(found.inliers.sum())


def sift(images):
    """The same of OpenCV's SIFT: mutual nearest neighbours, affine map by RANSAC."""
    detector = cv2.SIFT_create(4000)
    (points, one), (others, two) = (detector.detectAndCompute(image.astype(np.uint8), None) for image, _ in images)
    matches = cv2.BFMatcher(cv2.NORM_L2, crossCheck=True).match(one, two)
    first = np.array([points[match.queryIdx].pt for match in matches]) + 0.5
    second = np.array([others[match.trainIdx].pt for match in matches]) + 0.5
    inliers = cv2.estimateAffine2D(first, second, method=cv2.RANSAC, ransacReprojThreshold=3.0, maxIters=10000)[1]
    return first, second, (len(points), len(others)), 0 if inliers is None else int(inliers.sum())


def main() -> int:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of pairs; default: generated ones")
    parser.add_argument("--model", default="d2-slim-1")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--curve", type=Path, help="curve.jsonl of a training")
    given = parser.parse_args()
    describer = load_describer(given.model, "cpu")
    methods = {describer.id: lambda images: d2net(describer, images, False), f"{describer.id}, published form":
               lambda images: d2net(describer, images, True), "opencv-sift": sift}
    sys.stdout.write("| pair | method | keypoints | matches | within 3 px | within 5 px | share within 5 px | inliers | CPU s |\n"
                     "|---|---|---|---|---|---|---|---|---|\n")
    for name, reference, target, matrix in pairs(given.data) if given.data else generated():
        images = [(reference, None), (target, None)]
        for method, run in methods.items():
            seconds = []
            for _ in range(given.repeats):
                begun = time.process_time()
                first, second, counts, inliers = run(images)
                seconds.append(time.process_time() - begun)
            there = cv2.perspectiveTransform(second[None] - 0.5, matrix)[0] + 0.5 if len(second) else second
            error = np.hypot(*(there - first).T)
            right = [int((error <= within).sum()) for within in WITHIN_PX]
            sys.stdout.write(f"| {name} | {method} | {counts[0]}, {counts[1]} | {len(error)} | {right[0]} | {right[1]} | "
                             f"{right[1] / max(len(error), 1):.0%} | {inliers} | {statistics.median(seconds):.1f} |\n")
            sys.stdout.flush()
    if given.curve:
        lines = [json.loads(line) for line in given.curve.read_text(encoding="utf-8").splitlines()]
        sys.stdout.write("\n| step | loss | MMA at 1 px | 3 px | 5 px | 10 px |\n|---|---|---|---|---|---|\n")
        for line in lines:
            shown = " | ".join(f"{value:.1%}" for value in line["all"])
            sys.stdout.write(f"| {line['step']} | {'' if line['loss'] is None else round(line['loss'], 2)} | {shown} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
