"""Two images of one scene with a known misregistration and known change."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .change import change_scene
from .distortion import Distortion, random_distortion
from .render import Sensor, expose
from .scene import make_scene


@dataclass(frozen=True)
class Pair:
    """A reference, a target and everything known about them.

    Attributes:
        reference, target: (bands, rows, cols).
        distortion: reference pixels to displaced pixels.
        check_points: (N, 4) target x, target y, reference x, reference y; corner-based pixels.
        change_mask: (height, width) bool, on the reference pixels.
        classes_before, classes_after: (height, width) uint8 on the reference pixels.
        pixel_size: metres per reference pixel.
        target_ratio: size of a target pixel in reference pixels.
    """

    reference: np.ndarray
    target: np.ndarray
    distortion: Distortion
    check_points: np.ndarray
    change_mask: np.ndarray
    classes_before: np.ndarray
    classes_after: np.ndarray
    pixel_size: float
    target_ratio: float = 1.0


def make_pair(width: int = 512, height: int = 512, seed: int = 0, distortion: Distortion | None = None, reference_modality: str = "rgb",
              target_modality: str = "rgb", reference_date: int = 0, target_date: int = 1, change: float = 0.02, nodata_edge: bool = False,
              oversample: float = 2.0, style: str = "mixed", pixel_size: float = 1.0, dtype=np.uint8, target_ratio: float = 1.0,
              points: int = 15) -> Pair:
    """Two images of a random scene.

    Args:
        width, height: size of the reference in pixels; the target covers the same nominal rectangle.
        seed: same arguments, same pair, bit for bit.
        distortion: reference pixels to displaced pixels; None draws ``affine+local``.
        reference_modality, target_modality: see ``render``.
        reference_date, target_date: see ``season.make_date``; the same number gives two exposures of one day.
        change: share of the area that truly changes; 0 for none.
        nodata_edge: cut both images to irregular, turned footprints (0 outside).
        oversample: samples of the scene per pixel; 1 is faster for very large images.
        style, pixel_size: of the scene.
        dtype: of the images.
        target_ratio: size of a target pixel in reference pixels.
        points: check points along a side.
    """
    if distortion is None:
        distortion = random_distortion("affine+local", seed, (width, height))
    target_width, target_height = round(width / target_ratio), round(height / target_ratio)
    edge = _outline(target_width, target_height) * target_ratio
    seen = distortion.inverse(edge)
    beyond = max(0.0, -seen.min(), (seen - (width, height)).max())
    before = make_scene(width, height, seed, pixel_size, style, margin=max(0.06, 1.1 * beyond / max(width, height)))
    after, mask = change_scene(before, seed, change) if change > 0 else (before, np.zeros((height, width), bool))
    cameras = Sensor(reference_modality, reference_date, 2 * seed + 1), Sensor(target_modality, target_date, 2 * seed + 2)
    reference = expose(before, cameras[0], lambda xy: xy * pixel_size, width, height, dtype, oversample)
    target = expose(after, cameras[1], lambda xy: distortion.inverse(xy * target_ratio) * pixel_size, target_width, target_height, dtype,
                    oversample)
    if nodata_edge:
        for number, image in enumerate((reference, target)):
            image[:, ~footprint(image.shape[2], image.shape[1], 2 * seed + number)] = 0
    known = check_points(distortion, (width, height), (target_width, target_height), target_ratio, points)
    return Pair(reference, target, distortion, known, mask, before.classes, after.classes, pixel_size, target_ratio)


def check_points(distortion: Distortion, size: tuple[int, int], target_size: tuple[int, int], target_ratio: float,
                 count: int) -> np.ndarray:
    """(N, 4) target x, target y, reference x, reference y: the points of a ``count`` x ``count`` lattice that lie in both images.

    Sizes are (width, height) in pixels.
    """
    x, y = np.meshgrid(np.linspace(0.03, 0.97, count) * size[0], np.linspace(0.03, 0.97, count) * size[1])
    reference = np.column_stack([x.ravel(), y.ravel()])
    target = distortion.forward(reference) / target_ratio
    inside = np.all((target > 0) & (target < target_size), axis=1)
    return np.hstack([target, reference])[inside]


def footprint(width: int, height: int, seed: int) -> np.ndarray:
    """(height, width) bool: True inside a turned quadrangle with a ragged edge, as left by orthorectification."""
    rng = np.random.default_rng([seed, 61])
    angle = rng.uniform(0.02, 0.09) * rng.choice([-1, 1])
    x, y = np.arange(width) + 0.5 - width / 2, (np.arange(height) + 0.5 - height / 2)[:, None]
    u, v = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
    ragged = [np.cumsum(rng.normal(0, 0.4, size)) for size in (height, height, width, width)]
    ragged = [line - line.mean() for line in ragged]
    keep = np.cos(angle) - 0.5 * abs(np.sin(angle))
    return ((u > -width / 2 * keep + ragged[0][:, None]) & (u < width / 2 * keep + ragged[1][:, None])
            & (v > -height / 2 * keep + ragged[2]) & (v < height / 2 * keep + ragged[3]))


def _outline(width: int, height: int) -> np.ndarray:
    s = np.linspace(0, 1, 33)
    zero, one = np.zeros_like(s), np.ones_like(s)
    return np.vstack([np.column_stack(side) for side in ((s, zero), (s, one), (zero, s), (one, s))]) * (width, height)
