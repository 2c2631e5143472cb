"""Pairs of pictures whose truth is published, and pictures beside a warped copy of themselves.

The folder of the imagery holds ``registration/index.csv`` (group, id, modality, ref, mov, gt, gt_error_px); a ``gt`` file has
``mov_to_ref``, 3 x 3 on 0-based pixel centres, and possibly ``points``: ref x, ref y, mov x, mov y.

    syn        a picture and a copy of it, warped and with other light
    near       the target laid on the reference by the truth, then turned by up to 2 degrees and shifted by up to 9 px
    rotations  as published, turned by up to 90 degrees, the target without georeferencing
    real       scenes with published check points, then turned and shifted as near
"""
from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import rasterio
from cases import Case, Truth, seen_by_both
from tiepoint.core.training.scenes.distortion import random_distortion

CODES = {"srif_optical-optical": "OO optical, two dates", "srif_optical-sar": "OS optical - radar",
         "srif_optical-infrared": "OI optical - infrared", "srif_optical-map": "OM optical - map"}
SCENES = {"optical-sar": "radar", "optical-lidar": "LiDAR", "optical-infrared": "infrared", "optical-map": "map",
          "optical-thermal": "thermal", "optical-optical": "two dates"}
WARPS = ("shift", "rotation 35-60", "homography", "non-rigid", "inverted contrast")
GROUPS = (*(f"syn: {warp}" for warp in WARPS), *(f"near: {code}" for kind, code in CODES.items() if kind != "srif_optical-sar"),
          *(f"rotations: {code}" for code in CODES.values()), *(f"real: {scene}" for scene in SCENES.values()))
TURN_DEG, SHIFT_PX = 2.0, 9.0
SCENE_WARPS = 16               # known warps of each scene with check points
_CRS, _LATTICE = "EPSG:32633", 15
# Whose published truth is of references of this side, and has the turns of other pairs: laid on each other by it they show different
# things, while what is found fits it in scale and middle.
_TURNS_EXCHANGED, _PUBLISHED_SIDE = "srif_optical-sar", 256.0
_EXCHANGED = "lidar1"          # whose published points name the sides the other way round: exchanged, every method agrees to a pixel


def pictures(data: Path, seed: int = 0) -> list[Case]:
    """The cases of the index below ``data``, in the order of the index; none where there is no index."""
    index = data / "registration" / "index.csv"
    if not index.is_file():
        return []
    with open(index, encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["gt"]]
    cases = []
    for row in rows:
        code, place, doubt = CODES.get(row["group"]), f"{row['origin'].split('/')[0]}/{row['group']}/{row['id']}", float(row["gt_error_px"])
        if code:
            if row["group"] != _TURNS_EXCHANGED:
                cases += [Case(f"near: {code}", row["id"], place, _perturbed(data, row, seed), doubt)]
            cases += [Case(f"rotations: {code}", row["id"], place, _published(data, row, seed), doubt)]
        else:
            cases += [Case(f"real: {SCENES[row['modality']]}", f"{row['id']} {number}", place, _perturbed(data, row, seed + number), doubt)
                      for number in range(SCENE_WARPS)]
        if row["modality"] != "optical-map":
            cases += [Case(f"syn: {warp}", row["id"], place, _copied(data, row, warp, seed)) for warp in WARPS]
    return cases


def _perturbed(data: Path, row: dict, seed: int) -> Callable[[Path], Truth]:
    def write(folder: Path) -> Truth:
        reference, moving, matrix, known, pixels = _read(data, row)
        rng = _rng(row, seed)
        size = reference.shape[1::-1]
        perturb = _similarity(size, rng.uniform(-TURN_DEG, TURN_DEG), 1.0, rng.uniform(-SHIFT_PX, SHIFT_PX, 2))
        image, seen = _resampled(moving, _by(np.linalg.inv(perturb @ matrix)), size)
        return _written(folder, reference, image, seen, _by(perturb @ matrix)(pixels), known, 1.0, placed=True)
    return write


def _published(data: Path, row: dict, seed: int) -> Callable[[Path], Truth]:
    def write(folder: Path) -> Truth:
        reference, moving, matrix, known, pixels = _read(data, row)
        if np.abs(known - pixels).max() < 1.5:              # published aligned: nothing would have to be found
            rng = _rng(row, seed)
            turn = _similarity(moving.shape[1::-1], rng.uniform(-12, 12), rng.uniform(0.85, 1.15), (0.0, 0.0))
            moving, _ = _resampled(moving, _by(np.linalg.inv(turn)), moving.shape[1::-1])
            pixels, matrix = _by(turn)(pixels), matrix @ np.linalg.inv(turn)
        coarser = max(1.0, float(np.sqrt(abs(np.linalg.det(matrix[:2, :2])))))
        truth = _written(folder, reference, moving, None, pixels, known, coarser, placed=False)
        return replace(truth, middle=(reference.shape[1] / 2, reference.shape[0] / 2)) if row["group"] == _TURNS_EXCHANGED else truth
    return write


def _copied(data: Path, row: dict, warp: str, seed: int) -> Callable[[Path], Truth]:
    def write(folder: Path) -> Truth:
        reference, rng = _picture(data / row["ref"]), _rng(row, seed)
        size = reference.shape[1::-1]
        forward, inverse = _warp(warp, size, rng)
        image, seen = _resampled(reference, inverse, size)
        image = _relit(image, rng, invert=warp == "inverted contrast")
        points = _lattice(size)
        return _written(folder, reference, image, seen, forward(points), points, 1.0, placed=warp != "rotation 35-60")
    return write


def _warp(warp: str, size: tuple[int, int], rng: np.random.Generator) -> tuple[Callable, Callable]:
    """Reference pixels to target pixels, and back."""
    shift = rng.uniform(-12, 12, 2)
    if warp == "non-rigid":
        distortion = random_distortion("shift+local", int(rng.integers(2**31)), size, shift_px=float(np.hypot(*shift)), local_px=6.0)
        return distortion.forward, distortion.inverse
    if warp == "homography":
        corners = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32)
        matrix = cv2.getPerspectiveTransform(corners, (corners + rng.uniform(-0.05, 0.05, (4, 2)) * size).astype(np.float32))
    else:
        angle = {"shift": 0.0, "rotation 35-60": rng.choice([-1, 1]) * rng.uniform(35, 60)}.get(warp, rng.uniform(-TURN_DEG, TURN_DEG))
        matrix = _similarity(size, angle, 1.0, shift)
    return _by(matrix), _by(np.linalg.inv(matrix))


def _relit(image: np.ndarray, rng: np.random.Generator, invert: bool) -> np.ndarray:
    """Other light: gamma, a smooth shade, blur and noise of a picture 0 to 255."""
    rows, cols = image.shape[:2]
    shade = cv2.resize(rng.uniform(0.75, 1.25, (4, 4)).astype(np.float32), (cols, rows), interpolation=cv2.INTER_CUBIC)
    values = (image.astype(np.float32) / 255.0).clip(0, 1) ** rng.uniform(0.6, 1.6) * shade[..., None]
    values = cv2.GaussianBlur(1.0 - values if invert else values, (0, 0), rng.uniform(0.3, 0.8)).reshape(image.shape)
    return values * 255.0 + rng.normal(0, 4.0, image.shape)


def _read(data: Path, row: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(reference, moving, matrix moving to reference, check points of the reference (N, 2), of the moving (N, 2)); corner-based pixels."""
    reference, moving = _picture(data / row["ref"]), _picture(data / row["mov"])
    truth = json.loads((data / row["gt"]).read_text(encoding="utf-8"))
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    matrix = half @ np.array(truth["mov_to_ref"]) @ np.linalg.inv(half)
    if row["id"] == _EXCHANGED:
        matrix, truth["points"] = np.linalg.inv(matrix), np.array(truth["points"])[:, [2, 3, 0, 1]].tolist()
    if row["group"] == _TURNS_EXCHANGED:
        matrix = np.diag([reference.shape[1] / _PUBLISHED_SIDE] * 2 + [1.0]) @ matrix
    if truth.get("points"):
        points = np.array(truth["points"], np.float64) + 0.5
        return reference, moving, matrix, points[:, :2], points[:, 2:4]
    pixels = _lattice(moving.shape[1::-1])
    known = _by(matrix)(pixels)
    keep = _lit(moving, pixels) & _lit(reference, known)
    return reference, moving, matrix, known[keep], pixels[keep]


def _picture(path: Path) -> np.ndarray:
    """(rows, cols, bands) uint8."""
    if path.suffix == ".tif":
        with rasterio.open(path) as dataset:
            return dataset.read().transpose(1, 2, 0)
    image = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    return image[..., None] if image.ndim == 2 else np.ascontiguousarray(image[..., 2::-1])


def _resampled(image: np.ndarray, back: Callable, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """A picture of ``size`` (width, height) that shows at p what ``image`` shows at back(p), and where that is inside of it."""
    x, y = np.meshgrid(np.arange(size[0]) + 0.5, np.arange(size[1]) + 0.5)
    at = (back(np.column_stack([x.ravel(), y.ravel()])) - 0.5).astype(np.float32).reshape(size[1], size[0], 2)
    found = cv2.remap(image, at[..., 0], at[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    seen = (at >= 0).all(2) & (at[..., 0] <= image.shape[1] - 1) & (at[..., 1] <= image.shape[0] - 1)
    return found.reshape(size[1], size[0], -1), seen


def _written(folder: Path, reference: np.ndarray, target: np.ndarray, seen: np.ndarray | None, target_xy: np.ndarray,
             reference_xy: np.ndarray, coarser: float, placed: bool) -> Truth:
    """Both as GeoTIFFs of 1 m pixels, the target 0 (no data) where it is not seen, and a plain picture where it is not placed."""
    place = {"crs": _CRS, "transform": rasterio.Affine(1, 0, 300000, 0, -1, 5000000)}
    if seen is not None:
        target = np.where(seen[..., None], np.rint(target).clip(1, 255), 0).astype(np.uint8)
    for name, image, about in (("reference", reference, place), ("target", target, {**(place if placed else {}),
                                                                                   "nodata": None if seen is None else 0})):
        with rasterio.open(folder / f"{name}.tif", "w", driver="GTiff", height=image.shape[0], width=image.shape[1], count=image.shape[2],
                           dtype=image.dtype, **about) as dataset:
            dataset.write(image.transpose(2, 0, 1))
    return seen_by_both(Truth(folder / "reference.tif", folder / "target.tif", target_xy, reference_xy, coarser))


def _lattice(size: tuple[int, int]) -> np.ndarray:
    x, y = (np.linspace(0.04, 0.96, _LATTICE) * side for side in size)
    return np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)


def _lit(image: np.ndarray, xy: np.ndarray, radius: int = 3) -> np.ndarray:
    """Which points lie inside with some content around them: turned pictures have black corners."""
    bright = cv2.dilate((image != 0).any(2).astype(np.uint8), np.ones((2 * radius + 1,) * 2))
    rows, cols = bright.shape
    col, row = np.floor(xy).astype(int).T
    inside = (col >= radius) & (row >= radius) & (col < cols - radius) & (row < rows - radius)
    return inside & (bright[row.clip(0, rows - 1), col.clip(0, cols - 1)] > 0)


def _similarity(size: tuple[int, int], angle_deg: float, scale: float, shift) -> np.ndarray:
    """3 x 3, turns and scales about the middle of a picture, then shifts."""
    cos, sin = scale * np.cos(np.radians(angle_deg)), scale * np.sin(np.radians(angle_deg))
    linear, middle = np.array([[cos, -sin], [sin, cos]]), np.array(size) / 2.0
    return np.vstack([np.c_[linear, middle - linear @ middle + shift], [0.0, 0.0, 1.0]])


def _by(matrix: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    def mapped(xy: np.ndarray) -> np.ndarray:
        found = np.column_stack([xy, np.ones(len(xy))]) @ matrix.T
        return found[:, :2] / found[:, 2:]
    return mapped


def _rng(row: dict, seed: int) -> np.random.Generator:
    return np.random.default_rng([zlib.crc32(f"{row['group']}/{row['id']}".encode()), seed])
