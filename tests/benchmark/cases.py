"""Pairs of rasters with known truth, made by the scene generator, and pairs that show different ground."""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio
from tiepoint.core.training.scenes.distortion import random_distortion
from tiepoint.core.training.scenes.files import write_pair
from tiepoint.core.training.scenes.pair import make_pair

SIZES = ((840, 720), (760, 800), (900, 700), (720, 880))
FIRST_SEED = 100
_SCENE = "scene "
KINDS = {
    "shift": {"kind": "shift", "shift_px": 12.0},
    "affine": {"kind": "affine", "shift_px": 15.0, "rotation_deg": 2.0, "scale": 0.02},
    "affine + local 5 px": {"kind": "affine+local", "shift_px": 15.0, "rotation_deg": 2.0, "scale": 0.02, "local_px": 5.0},
    "affine + local 20 px": {"kind": "affine+local", "shift_px": 15.0, "rotation_deg": 2.0, "scale": 0.02, "local_px": 20.0},
}
LOCAL = "affine + local 5 px"


@dataclass(frozen=True)
class Truth:
    """Check points: (N, 2) target pixels and the (N, 2) reference pixels they belong at, and how many reference pixels a pixel of the
    coarser raster measures. No points: nothing is right, the rasters show different ground."""

    reference: Path
    target: Path
    target_xy: np.ndarray
    reference_xy: np.ndarray
    coarser: float = 1.0


@dataclass(frozen=True)
class Case:
    """A pair that can be made.

    Attributes:
        group, name: where it is reported.
        place: what ground it shows; pairs of different places have nothing in common.
        write: makes it in a folder.
        truth_px: how well its truth is known, pixels of the coarser raster; 0 = exactly.
    """

    group: str
    name: str
    place: str
    write: Callable[[Path], Truth] = field(repr=False)
    truth_px: float = 0.0

    def files(self, folder: Path) -> Truth:
        """The pair in its own folder below ``folder``, made once."""
        own = folder / f"{self.group} {self.name}".replace("/", "-").replace(" ", "_")
        if own not in _MADE:
            own.mkdir(parents=True, exist_ok=True)
            _MADE[own] = self.write(own)
        return _MADE[own]


_MADE: dict[Path, Truth] = {}


def generated() -> list[Case]:
    """Four scenes of every group; each scene is used once."""
    near = {"target_date": 3}
    groups: list[tuple[str, str, dict, dict]] = [
        ("same day, shift", "shift", {"target_date": 0, "change": 0.0}, {}),
        *((f"near date, {kind}", kind, near, {}) for kind in KINDS),
        ("far season, affine + local 5 px", LOCAL, {"target_date": (1, 2)}, {}),
        *((f"visible - {name}", LOCAL, {"target_modality": modality}, {})
          for name, modality in (("near infrared", "nir"), ("radar", "sar"), ("thermal", "thermal"), ("map", "map"))),
        ("different CRS", LOCAL, near, {"target_crs": "EPSG:3035"}),
        ("pixels 3 times as large", LOCAL, {**near, "target_ratio": 3.0}, {}),
        ("nodata edges", LOCAL, {**near, "nodata_edge": True}, {}),
    ]
    cases, seed = [], FIRST_SEED
    for title, kind, scene, files in groups:
        for number, size in enumerate(SIZES):
            dates = scene.get("target_date", 0)
            mine = {**scene, "target_date": dates[number % len(dates)] if isinstance(dates, tuple) else dates}
            cases.append(Case(f"generated: {title}", f"{_SCENE}{seed}", f"{_SCENE}{seed}", _writer(seed, size, kind, mine, files)))
            seed += 1
    return cases


def _writer(seed: int, size: tuple[int, int], kind: str, scene: dict, files: dict) -> Callable[[Path], Truth]:
    def write(folder: Path) -> Truth:
        distortion = random_distortion(seed=seed, size=size, **KINDS[kind])
        written = write_pair(make_pair(*size, seed, distortion, **scene), folder, **files)
        points = np.array(json.loads(Path(written.truth).read_text(encoding="utf-8"))["points"])
        return seen_by_both(Truth(Path(written.reference), Path(written.target), points[:, :2], points[:, 4:],
                                  scene.get("target_ratio", 1.0)))
    return write


def seen_by_both(truth: Truth) -> Truth:
    """Without the check points where one of the rasters has no data."""
    keep = np.ones(len(truth.target_xy), bool)
    for path, xy in ((truth.reference, truth.reference_xy), (truth.target, truth.target_xy)):
        with rasterio.open(path) as dataset:
            mask = dataset.dataset_mask() > 0
        col, row = np.floor(xy).astype(int).T
        inside = (col >= 0) & (row >= 0) & (col < mask.shape[1]) & (row < mask.shape[0])
        keep &= inside & mask[row.clip(0, mask.shape[0] - 1), col.clip(0, mask.shape[1] - 1)]
    return Truth(truth.reference, truth.target, truth.target_xy[keep], truth.reference_xy[keep], truth.coarser)


def mismatches(cases: list[Case], count: int, folder: Path) -> list[Case]:
    """``count`` pairs of a reference and the target of another place, which claims to lie in the middle of that reference."""
    rng, places, found = np.random.default_rng(0), sorted({case.place for case in cases}), {}
    if len(places) < 2:
        return []
    by_place = {place: [case for case in cases if case.place == place] for place in places}
    # The few real places as often as the many generated ones.
    share = np.array([1.0 / sum(other.startswith(_SCENE) == place.startswith(_SCENE) for other in places) for place in places])
    for _ in range(100 * count):
        one, two = (by_place[places[index]][rng.integers(len(by_place[places[index]]))]
                    for index in rng.choice(len(places), 2, replace=False, p=share / share.sum()))
        if len(found) < count:
            name = f"{one.place} ({one.name}) - {two.place} ({two.name})"
            found.setdefault((one.place, two.place), Case("mismatches", name, "", _unrelated(one, two, folder)))
    return list(found.values())


def _unrelated(one: Case, two: Case, folder: Path) -> Callable[[Path], Truth]:
    def write(own: Path) -> Truth:
        reference, target = one.files(folder).reference, own / "target.tif"
        with rasterio.open(reference) as stays, rasterio.open(two.files(folder).target) as moved:
            at = ((stays.width - moved.width) / 2, (stays.height - moved.height) / 2)
            profile = {"driver": "GTiff", "count": moved.count, "width": moved.width, "height": moved.height, "dtype": moved.dtypes[0],
                       "nodata": moved.nodata, "crs": stays.crs, "transform": stays.transform @ rasterio.Affine.translation(*at)}
            with rasterio.open(target, "w", **profile) as copy:
                copy.write(moved.read())
        return Truth(reference, target, np.zeros((0, 2)), np.zeros((0, 2)))
    return write
