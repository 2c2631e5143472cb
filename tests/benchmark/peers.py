"""What a user without the plugin would do: keypoints with a robust affine, or one phase correlation of everything.

    python tests/benchmark/peers.py keypoints reference.tif target.tif

Both look at 8-bit grey on the reference's grid, onto which the target is resampled by its own georeferencing. Prints JSON: ``matrix``
(2, 3), which takes nominal to true reference pixels, and ``claimed``, or ``refused``.
"""
from __future__ import annotations

import json
import sys

import cv2
import numpy as np
import rasterio
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
    """Grey and validity of both on the reference's grid."""
    with rasterio.open(reference) as one, rasterio.open(target) as two:
        nodata = {} if two.nodata is not None else {"add_alpha": True}
        with WarpedVRT(two, crs=one.crs, transform=one.transform, width=one.width, height=one.height, resampling=Resampling.cubic,
                       **nodata) as seen:
            return (*grey(one), *grey(seen))


def keypoints(one, one_valid, two, two_valid) -> dict:
    """SIFT, ratio test, affine by MAGSAC; claims the RMSE of the inliers, as one usually does."""
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
    matrix, inliers = cv2.estimateAffine2D(nominal, true, method=cv2.USAC_MAGSAC, ransacReprojThreshold=THRESHOLD_PX, maxIters=10000,
                                           confidence=0.999)
    kept = np.zeros(len(true), bool) if inliers is None else inliers.ravel() > 0
    if matrix is None or kept.sum() < LEAST_INLIERS:
        return {"refused": f"{int(kept.sum())} inliers"}
    residual = true - (nominal @ matrix[:, :2].T + matrix[:, 2])
    return {"matrix": matrix.tolist(), "claimed": float(np.sqrt((residual[kept] ** 2).sum(axis=1).mean()))}


def correlation(one, one_valid, two, two_valid) -> dict:
    """cv2.phaseCorrelate of the whole images: a shift; it neither claims an accuracy nor refuses anything."""
    images = [np.where(valid, image, image[valid].mean()).astype(np.float32) for image, valid in ((two, two_valid), (one, one_valid))]
    (dx, dy), _ = cv2.phaseCorrelate(*images, cv2.createHanningWindow(one.shape[::-1], cv2.CV_32F))
    return {"matrix": [[1.0, 0.0, dx], [0.0, 1.0, dy]], "claimed": None}


PEERS = {"keypoints": keypoints, "correlation": correlation}

if __name__ == "__main__":
    cv2.setRNGSeed(0)
    images = read(*sys.argv[2:4])
    overlap = images[1].any() and images[3].any()
    print(json.dumps(PEERS[sys.argv[1]](*images) if overlap else {"refused": "no overlap"}))
