"""What a user without the plugin would do: keypoints, one phase correlation of everything, or a matcher made by hand.

    python tests/benchmark/peers.py keypoints reference.tif target.tif points.json

They look at 8-bit grey on the reference's grid, onto which the target is resampled by its own georeferencing; one without stays as it is.
``points.json`` holds nominal reference pixels [[x, y], ...]: where that puts the check points. Prints JSON: ``places``, where the peer puts
them, and ``claimed`` in reference pixels, or ``refused``.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import rasterio
from gradients import gradients
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT

FEATURES, RATIO, THRESHOLD_PX, LEAST_INLIERS = 5000, 0.75, 3.0, 10


def grey(dataset) -> tuple[np.ndarray, np.ndarray]:
    """Mean of the first three bands as uint8 between its 2nd and 98th percentile, and where there is data."""
    bands = dataset.read(list(range(1, min(3, dataset.count) + 1))).astype(np.float32)
    valid = (dataset.dataset_mask() > 0) & np.isfinite(bands).all(axis=0)
    image = bands.mean(axis=0)
    low, high = np.percentile(image[valid], (2, 98)) if valid.any() else (0.0, 1.0)
    scaled = np.clip((image - low) / max(high - low, 1e-9), 0, 1) * 255
    return np.where(valid, scaled, 0).astype(np.uint8), valid


def read(reference: str, target: str):
    """Grey and validity of both."""
    with rasterio.open(reference) as one, rasterio.open(target) as two:
        if two.crs is None:
            return (*grey(one), *grey(two))
        nodata = {} if two.nodata is not None else {"add_alpha": True}
        with WarpedVRT(two, crs=one.crs, transform=one.transform, width=one.width, height=one.height, resampling=Resampling.cubic,
                       **nodata) as seen:
            return (*grey(one), *grey(seen))


def keypoints(one, one_valid, two, two_valid) -> dict:
    """SIFT, ratio test, homography by MAGSAC; claims the RMSE of the inliers, as one usually does."""
    sift = cv2.SIFT_create(nfeatures=FEATURES)
    (xy1, first), (xy2, second) = (
        sift.detectAndCompute(image, cv2.erode(valid.astype(np.uint8) * 255, np.ones((9, 9)), borderValue=255))
        for image, valid in ((one, one_valid), (two, two_valid)))
    if first is None or second is None or len(first) < 2 or len(second) < 2:
        return {"refused": "no keypoints"}
    found = [pair[0] for pair in cv2.BFMatcher().knnMatch(second, first, k=2)
             if len(pair) == 2 and pair[0].distance < RATIO * pair[1].distance]
    if len(found) < LEAST_INLIERS:
        return {"refused": f"{len(found)} matches"}
    nominal = cv2.KeyPoint_convert([xy2[match.queryIdx] for match in found]).astype(np.float64) + 0.5
    true = cv2.KeyPoint_convert([xy1[match.trainIdx] for match in found]).astype(np.float64) + 0.5
    matrix, inliers = cv2.findHomography(nominal, true, cv2.USAC_MAGSAC, THRESHOLD_PX, maxIters=10000, confidence=0.999)
    kept = np.zeros(len(true), bool) if matrix is None else inliers.ravel() > 0
    if kept.sum() < LEAST_INLIERS:
        return {"refused": f"{int(kept.sum())} inliers"}

    def forward(xy: np.ndarray) -> np.ndarray:
        return cv2.perspectiveTransform(xy[None], matrix)[0]

    residual = true[kept] - forward(nominal[kept])
    return {"forward": forward, "claimed": float(np.sqrt((residual**2).sum(axis=1).mean()))}


def correlation(one, one_valid, two, two_valid) -> dict:
    """cv2.phaseCorrelate of the whole images: a shift; it neither claims an accuracy nor refuses anything."""
    rows, cols = np.maximum(one.shape, two.shape)
    images = []
    for image, valid in ((two, two_valid), (one, one_valid)):
        filled = np.where(valid, image, image[valid].mean()).astype(np.float32)
        images.append(np.pad(filled, ((0, rows - image.shape[0]), (0, cols - image.shape[1])), constant_values=image[valid].mean()))
    shift, _ = cv2.phaseCorrelate(*images, cv2.createHanningWindow((int(cols), int(rows)), cv2.CV_32F))
    return {"forward": lambda xy: xy + shift, "claimed": None}


PEERS = {"keypoints": keypoints, "correlation": correlation, "gradients": gradients}


def main(name: str, reference: str, target: str, points: str) -> dict:
    """What is printed."""
    cv2.setRNGSeed(0)
    cv2.setNumThreads(1)
    one, one_valid, two, two_valid = read(reference, target)
    if not (one_valid.any() and two_valid.any()):
        return {"refused": "no overlap"}
    found = PEERS[name](one, one_valid, two, two_valid)
    if "refused" in found:
        return found
    nominal = np.array(json.loads(Path(points).read_text(encoding="utf-8")), np.float64).reshape(-1, 2)
    return {"places": found["forward"](nominal).tolist() if len(nominal) else [], "claimed": found["claimed"]}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
