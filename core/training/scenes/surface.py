"""What lies at the samples of a frame: labels, heights, trees, noise. Common to all modalities and computed once."""
from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from . import materials as m
from .frame import Frame
from .scene import Scene
from .season import Date
from .texture import sample
from .trees import canopy


@dataclass(frozen=True)
class Surface:
    """Arrays (rows, cols), float32 unless said otherwise.

    Attributes:
        frame: the samples.
        labels: int32, 1 + index of the polygon.
        height: metres above the ground: roofs and crowns.
        crown: share of the sample under a tree crown.
        tint: random number of the crown.
        conifer: bool, where crowns are conifers.
        meso, fine: noise at 20-300 m and 1-20 m, deviation about 1.
        grain: noise at the finest scale.
    """

    frame: Frame
    labels: np.ndarray
    height: np.ndarray
    crown: np.ndarray
    tint: np.ndarray
    conifer: np.ndarray
    meso: np.ndarray
    fine: np.ndarray
    grain: np.ndarray


def material_table(scene: Scene, name: str) -> np.ndarray:
    """(N + 1,) float32 attribute of the material of every label."""
    return m.column(name)[np.concatenate([[m.ROUGH], scene.shapes.material])].astype(np.float32)


def make_surface(scene: Scene, frame: Frame) -> Surface:
    """The surface of a scene at the samples of a frame."""
    labels = scene.shapes.paint(frame, scene.boxes)
    seed = scene.seed * 1009 + 17
    unit = max(0.18, 0.45 * scene.pixel_size)
    meso = sample(frame, seed + 1, 8.0, 2.6) * 0.75 + sample(frame, seed + 2, 6.1, 1.8) * 0.65
    fine = sample(frame, seed + 3, unit * 1.1, 1.9) * 0.72 + sample(frame, seed + 4, unit * 1.47, 1.6) * 0.72
    grain = sample(frame, seed + 5, unit, 0.7) * 1.25
    height = scene.shapes.raised(frame, labels)
    material = np.concatenate([[m.ROUGH], scene.shapes.material])
    conifer = (material == m.CONIFER)[labels]
    density = material_table(scene, "canopy")[labels]
    crown, tint = np.zeros(frame.shape, np.float32), np.zeros(frame.shape, np.float32)
    if density.max() > 0.015:
        _grow_woods(frame, seed, labels, material, density, conifer, height, crown, tint)
    scene.trees.stamp(frame, height, tint, crown)
    return Surface(frame, labels, height, crown, tint, conifer, meso, fine, grain)


def _grow_woods(frame, seed, labels, material, density, conifer, height, crown, tint):
    """Crowns where the density of the material and the clumping noise allow."""
    clump = sample(frame, seed + 6, 1.6, 1.8)
    # the noise is about normal: its quantile at 1 - density is the threshold
    threshold = -2.6 * np.tanh(1.6 * (density - 0.5)) / np.tanh(0.8)
    room = np.where(density > 0.012, np.clip((clump - threshold) * 1.5 + 0.5, 0, 1), 0).astype(np.float32)
    for pointed in (False, True):
        part = room > 0
        part &= conifer if pointed else ~conifer
        if not part.any():
            continue
        relative, own = canopy(frame, seed, pointed)
        top = 16.0 if pointed else 15.0
        # samples larger than a crown see the mean top of the canopy: what is left of single crowns would alias into streaks of shadow
        flat = min(max((frame.step - 1.0) / 1.5, 0.0), 1.0)
        shape = relative * (1 + 0.10 * clump) * (1 - flat) + 0.72 * flat
        grown = shape * top * (0.35 + 0.65 * room)
        cover = np.clip((relative - 0.12) * 6, 0, 1) * np.clip(room * 3, 0, 1)
        part &= cover > 0.02
        np.copyto(height, grown.astype(np.float32), where=part & (grown > height))
        np.copyto(crown, cover.astype(np.float32), where=part)
        np.copyto(tint, own, where=part)


def shadow(height: np.ndarray, date: Date, step: float, longest: float = 60.0) -> np.ndarray:
    """Share of direct sun lost to cast shadows, 0 to 1.

    The horizon towards the sun is found by doubling: the highest of ``h(x + k d) - k tan(elevation)`` over 2n steps is the higher of two
    runs of n steps.
    """
    sun = date.sun
    flat = math.hypot(sun[0], sun[1])
    direction, drop = sun[:2] / flat, sun[2] / flat * step
    top = float(height.max(initial=0.0))
    if top <= 0.05:
        return np.zeros_like(height)
    count = min(longest, top / (sun[2] / flat)) / step
    horizon = _ahead(height, direction, 1.0) - np.float32(drop)
    reach = 1
    while reach < count:
        horizon = np.maximum(horizon, _ahead(horizon, direction, float(reach)) - np.float32(drop * reach))
        reach *= 2
    # the edge of the shadow lies where the horizon meets the surface, whatever the step
    return np.clip((horizon - height) / np.float32(drop) + np.float32(0.5), 0, 1)


def _ahead(values: np.ndarray, direction: np.ndarray, distance: float) -> np.ndarray:
    """The array seen ``distance`` samples ahead along a direction; 0 outside."""
    matrix = np.array([[1.0, 0.0, direction[0] * distance], [0.0, 1.0, direction[1] * distance]])
    return cv2.warpAffine(values, matrix, values.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_CONSTANT)


def shadow_margin(date: Date) -> float:
    """Metres around a frame that can throw a shadow into it."""
    return min(60.0, 24.0 / math.tan(math.radians(date.elevation)))


