"""Images of a scene: any modality, date and viewing geometry, block by block."""
from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Callable

import cv2
import numpy as np
from scipy.interpolate import RectBivariateSpline

from ...errors import OptionError
from . import drawing, radiometry, sar, thermal
from .frame import Frame
from .optical import BLUE, GREEN, NIR, RED, optical
from .scene import Scene
from .season import Date, make_date
from .surface import make_surface, shadow_margin
from .vehicles import park

MODALITIES = {"rgb": (RED, GREEN, BLUE), "rgbn": (RED, GREEN, BLUE, NIR), "nir": (NIR,), "pan": (BLUE, GREEN, RED, NIR), "sar": (),
              "thermal": (), "map": ()}
_PAN = np.array([0.2, 0.35, 0.35, 0.1], np.float32)  # blue, green, red, near infrared
_BLOCK = 512
_NODE = 16


@dataclass(frozen=True)
class Sensor:
    """How an image is taken.

    Attributes:
        modality: key of ``MODALITIES``.
        date: number of the date, see ``season.make_date``.
        seed: of noise, vehicles and the sampling phase.
        blur: deviation of the point spread function in pixels.
        noise: deviation of the noise at mid grey, as a share of full scale.
        looks: independent looks of a SAR image.
        layover: metres of displacement per metre of height of a SAR image; 0 for none.
        illumination: (azimuth, elevation) of the sun in degrees; None takes the date's.
    """

    modality: str = "rgb"
    date: int = 0
    seed: int = 0
    blur: float = 0.48
    noise: float = 0.008
    looks: float = 4.0
    layover: float = 0.0
    illumination: tuple[float, float] | None = None


def render(scene: Scene, modality: str = "rgb", date: int = 0, seed: int = 0, dtype=np.uint8,
           illumination: tuple[float, float] | None = None, oversample: float = 2.0, **sensor) -> np.ndarray:
    """An undistorted image of a scene on its own pixels.

    Args:
        scene: what to look at.
        modality: ``rgb``, ``rgbn``, ``nir``, ``pan``, ``sar``, ``thermal`` or ``map``.
        date: number of the date: season, sun, haze, crops.
        seed: of the sensor noise and everything that moves.
        dtype: uint8, uint16 or float32 (0 to 1); 0 never occurs in integer images, it is left for nodata.
        illumination: (azimuth, elevation) of the sun in degrees; None takes the date's.
        oversample: samples of the scene per pixel.
        **sensor: further fields of ``Sensor``.

    Returns:
        (bands, height, width) of ``dtype``.

    Raises:
        OptionError: for an unknown modality.
    """
    camera = Sensor(modality, date, seed, illumination=illumination, **sensor)
    return expose(scene, camera, lambda xy: xy * scene.pixel_size, scene.width, scene.height, dtype, oversample)


def expose(scene: Scene, sensor: Sensor, to_scene: Callable[[np.ndarray], np.ndarray], width: int, height: int, dtype=np.uint8,
           oversample: float = 2.0) -> np.ndarray:
    """An image of a scene through any smooth geometry.

    The scene is sampled afresh for each image, on a lattice of its own phase, blurred by the point spread function and read at the
    pixel centres; the noise is drawn on the final pixels. Two images share neither samples nor noise.

    Args:
        scene, sensor: what is seen by what.
        to_scene: (N, 2) pixel coordinates, corner based, to (N, 2) metres in the scene.
        width, height: size of the image.
        dtype: uint8, uint16 or float32.
        oversample: samples of the scene per pixel along a row.

    Returns:
        (bands, height, width) of ``dtype``.
    """
    if sensor.modality not in MODALITIES:
        raise OptionError(f"There is no modality '{sensor.modality}'.", f"Use one of {', '.join(MODALITIES)}.")
    date = _date(sensor, scene)
    if sensor.modality != "map":
        scene = replace(scene, shapes=park(scene.shapes, scene.places, scene.pixel_size, sensor.seed))
    phase = np.random.default_rng([sensor.seed, 51]).uniform(0, 1, 2)
    bands = 1 if sensor.modality in ("nir", "pan", "sar", "thermal") else (4 if sensor.modality == "rgbn" else 3)
    result = np.empty((bands, height, width), dtype=dtype)
    (x, y), = np.diff(to_scene(np.array([[0.0, 0.0], [width, height]])), axis=0)
    coarseness = math.hypot(x, y) / math.hypot(width, height) / scene.pixel_size
    side = max(32, int(_BLOCK / max(1.0, coarseness)))
    corners = [(col, row) for row in range(0, height, side) for col in range(0, width, side)]

    def block(corner):
        col, row = corner
        cols, rows = min(side, width - col), min(side, height - row)
        values = _block(scene, sensor, date, to_scene, (col, row, cols, rows), phase, oversample)
        rng = np.random.default_rng([sensor.seed, 53, row, col])
        result[:, row:row + rows, col:col + cols] = radiometry.to_dtype(_finish(sensor, date, values, rng), dtype)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(block, corners))
    return result


def _date(sensor: Sensor, scene: Scene) -> Date:
    date = make_date(sensor.date, scene.seed)
    if sensor.illumination is None:
        return date
    return Date(date.day, date.year, *map(float, sensor.illumination), date.haze, date.gain, date.tint)


def _block(scene, sensor, date, to_scene, window, phase, oversample):
    """(bands, rows, cols) float32 signal at the pixel centres of a window, before noise."""
    position = _positions(to_scene, *window)
    pixel = _pixel(position)
    # a sensor with large pixels sees the same fine scene as one with small ones, only less sharply
    step = scene.pixel_size / oversample * np.clip(round(1.25 * pixel / scene.pixel_size, 1), 0.1, 1.0)
    deviation = sensor.blur * pixel / step * (2.2 if sensor.modality == "thermal" else 1.0)
    pad = (4 * deviation + 3) * step
    # every block of an image samples the scene on one lattice, whose phase belongs to the image
    first = np.floor((position.min(axis=(1, 2)) - pad) / step - phase)
    count = np.ceil((position.max(axis=(1, 2)) + pad) / step - phase) - first
    frame = Frame(float((first[0] + phase[0]) * step), float((first[1] + phase[1]) * step), step, int(count[0]), int(count[1]))
    signal = radiometry.blur(_signal(scene, sensor, date, frame), deviation)
    map_x = ((position[0] - frame.x0) / step - 0.5).astype(np.float32)
    map_y = ((position[1] - frame.y0) / step - 0.5).astype(np.float32)
    # linear: OpenCV's cubic kernel does not reproduce a ramp and would shift the image by up to 0.05 samples
    return np.stack([cv2.remap(band, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for band in signal])


def _pixel(position: np.ndarray) -> float:
    """Mean side of a pixel in metres from the (2, rows, cols) positions of the centres."""
    rows, cols = position.shape[1:]
    return float(np.linalg.norm(position[:, -1, -1] - position[:, 0, 0]) / max(1.0, math.hypot(cols - 1, rows - 1)))


def _positions(to_scene, col, row, cols, rows) -> np.ndarray:
    """(2, rows, cols) metres at the pixel centres: exact at nodes, bicubic spline between (error below 1e-3 px)."""
    node_x = np.linspace(col - 2, col + cols + 2, max(4, cols // _NODE + 2))
    node_y = np.linspace(row - 2, row + rows + 2, max(4, rows // _NODE + 2))
    grid = np.stack(np.meshgrid(node_x, node_y), axis=-1).reshape(-1, 2)
    value = to_scene(grid).reshape(len(node_y), len(node_x), 2)
    at_x, at_y = np.arange(col, col + cols) + 0.5, np.arange(row, row + rows) + 0.5
    return np.stack([RectBivariateSpline(node_y, node_x, value[..., axis])(at_y, at_x) for axis in (0, 1)])


def _signal(scene, sensor, date, frame):
    margin = int(math.ceil(shadow_margin(date) / frame.step))
    if sensor.modality == "map":
        return drawing.draw(scene, frame)
    wide = frame.grown(min(margin, 400))
    surface = make_surface(scene, wide)
    inner = (slice(None), slice(min(margin, 400), wide.rows - min(margin, 400)), slice(min(margin, 400), wide.cols - min(margin, 400)))
    if sensor.modality == "sar":
        return sar.backscatter(scene, surface, date, sensor.layover)[inner]
    if sensor.modality == "thermal":
        return thermal.temperature(scene, surface, date)[inner]
    signal = optical(scene, surface, date, MODALITIES[sensor.modality])[inner]
    return np.tensordot(_PAN, signal, 1)[None] if sensor.modality == "pan" else signal


def _order(modality: str) -> tuple[int, ...]:
    return (GREEN,) if modality == "pan" else MODALITIES[modality]


def _finish(sensor, date, values, rng):
    """Exposure and noise on the final pixels: 0 to 1."""
    if sensor.modality == "map":
        return values
    if sensor.modality == "sar":
        return sar.speckle(values, sensor.looks, rng)
    if sensor.modality == "thermal":
        return np.clip(values + rng.normal(0, sensor.noise, values.shape).astype(np.float32), 0, 1)
    encoded = np.stack([radiometry.encode(band, date.gain, number == NIR) for band, number in zip(values, _order(sensor.modality))])
    deviation = np.float32(sensor.noise) * np.sqrt(np.float32(0.3) + encoded)
    return encoded + deviation * rng.standard_normal(values.shape, dtype=np.float32)
