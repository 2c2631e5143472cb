"""A scene: the continuous description of a piece of land, from which any image of it is rendered."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...errors import OptionError
from . import classes, land
from . import materials as m
from .biome import Biome, make_biome
from .frame import Frame
from .shapes import Shapes
from .terrain import Terrain
from .trees import Trees

STYLES = ("mixed", "farmland", "urban", "forest")
_SMALLEST = 800.0  # metres: a smaller scene is a view of a piece of land of this size


@dataclass(frozen=True)
class Scene:
    """Everything needed to render a piece of land at any resolution, modality and date.

    Attributes:
        width, height: size of the reference image in pixels.
        pixel_size: metres.
        seed: of all random numbers.
        style: one of ``STYLES``.
        biome: soils, vegetation and roofs of the region.
        terrain: relief.
        shapes: polygons with their materials.
        trees: single trees.
        places: (P, 3) x, y, direction of places where a vehicle may stand.
    """

    width: int
    height: int
    pixel_size: float
    seed: int
    style: str
    biome: Biome
    terrain: Terrain
    shapes: Shapes
    trees: Trees
    places: np.ndarray

    @cached_property
    def boxes(self) -> np.ndarray:
        """(N, 4) bounding boxes of the shapes."""
        return self.shapes.boxes

    @property
    def frame(self) -> Frame:
        """The reference pixels."""
        return Frame(0.0, 0.0, self.pixel_size, self.width, self.height)

    @cached_property
    def classes(self) -> np.ndarray:
        """(height, width) uint8 land-use classes, numbered as in ``classes.NAMES``."""
        return class_map(self, self.frame)

    @cached_property
    def relief(self) -> np.ndarray:
        """(height, width) float32 ground height in metres."""
        return self.terrain.height(self.frame)

    @cached_property
    def building_height(self) -> np.ndarray:
        """(height, width) float32 height of buildings above the ground in metres."""
        return self.shapes.raised(self.frame, self.shapes.paint(self.frame, self.boxes))


def class_map(scene: Scene, frame: Frame) -> np.ndarray:
    """(rows, cols) uint8 land-use classes at any frame."""
    table = np.concatenate([[classes.GRASSLAND], m.column("land_use")[scene.shapes.material]]).astype(np.uint8)
    rows = max(1, int(2e6 // frame.cols))
    result = np.empty(frame.shape, dtype=np.uint8)
    for top in range(0, frame.rows, rows):
        part = Frame(frame.x0, frame.y0 + top * frame.step, frame.step, frame.cols, min(rows, frame.rows - top))
        result[top:top + part.rows] = table[scene.shapes.paint(part, scene.boxes)]
    return result


def make_scene(width: int, height: int, seed: int = 0, pixel_size: float = 1.0, style: str = "mixed", margin: float = 0.1) -> Scene:
    """A random piece of land.

    Args:
        width, height: size of the reference image in pixels, 16 to 20000.
        seed: same seed and arguments, same scene.
        pixel_size: metres, 0.1 to 30.
        style: one of ``STYLES``.
        margin: land laid out beyond the image, as a share of its longer side.

    Raises:
        OptionError: for a size, pixel size or style outside these limits.
    """
    if not (16 <= width <= 20000 and 16 <= height <= 20000):
        raise OptionError(f"A scene of {width} x {height} pixels cannot be made.", "Use 16 to 20000 pixels on a side.")
    if not 0.1 <= pixel_size <= 30:
        raise OptionError(f"A pixel size of {pixel_size} m cannot be made.", "Use 0.1 to 30 m.")
    if style not in STYLES:
        raise OptionError(f"There is no scene style '{style}'.", f"Use one of {', '.join(STYLES)}.")
    extent = max(width, height) * pixel_size
    pad = max(margin * extent + 64 * pixel_size, 0.5 * (_SMALLEST - extent))
    bounds = (-pad, -pad, width * pixel_size + pad, height * pixel_size + pad)
    terrain, shapes, trees, places = land.lay_out(bounds, max(extent, 0.8 * _SMALLEST), seed, style, pixel_size)
    return Scene(width, height, pixel_size, seed, style, make_biome(seed), terrain, shapes, trees, places)
