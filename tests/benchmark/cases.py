"""Pairs of rasters with known truth, made by the scene generator, and pairs that show different ground."""
from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import rasterio
from tiepoint.core.training.scenes.distortion import random_distortion
from tiepoint.core.training.scenes.files import write_pair
from tiepoint.core.training.scenes.pair import make_pair

SIZES = ((840, 720), (760, 800), (900, 700), (720, 880))
SCENES = 40                    # of every group
MISMATCHES = ("mismatches: placed by georeferencing", "mismatches: without georeferencing")
_SCENE = "scene "
# Kinds of pictures of which any two show different ground, but for these.
_APART = ("srif_optical-map", "srif_optical-sar")
_OVERLAPPING = {"156", "167"}
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
    coarser raster measures. No points: nothing is right, the rasters show different ground. With ``middle``, a reference pixel, the points
    are right but for a turn about it that nobody knows."""

    reference: Path
    target: Path
    target_xy: np.ndarray
    reference_xy: np.ndarray
    coarser: float = 1.0
    middle: tuple[float, float] | None = None

    def turned_to(self, found_xy: np.ndarray) -> np.ndarray:
        """The (N, 2) reference pixels, turned as fits found ones best where the turn is not known (Umeyama 1991, doi:10.1109/34.88573)."""
        if self.middle is None or not np.isfinite(found_xy).all():
            return self.reference_xy
        one, two = ((xy - self.middle) @ [1.0, 1.0j] for xy in (self.reference_xy, found_xy))
        turn = np.vdot(one, two)
        turned = one * turn / max(abs(turn), 1e-12)
        return np.column_stack([turned.real, turned.imag]) + self.middle


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
        """The pair in its own folder below ``folder``."""
        own = folder / f"{self.group} {self.name}".replace("/", "-").replace(" ", "_")
        own.mkdir(parents=True, exist_ok=True)
        return self.write(own)


def chosen(cases: list[Case], seed: int, skip: int, limit: int) -> list[Case]:
    """``limit`` (0 = all) cases of every group after the first ``skip``, in an order that the seed gives; a small group skips fewer."""
    found = []
    for group in dict.fromkeys(case.group for case in cases):
        members = [case for case in cases if case.group == group]
        order = np.random.default_rng([zlib.crc32(group.encode()), seed]).permutation(len(members))
        first = max(0, min(skip, len(members) - (limit or 1)))
        found += [members[index] for index in order[first : first + limit if limit else None]]
    return found


def generated(seed: int = 0) -> list[Case]:
    """Scenes of every group; each scene is used once."""
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
    cases = []
    for index, (title, kind, scene, files) in enumerate(groups):
        for number in range(SCENES):
            scene_seed = 10_000 * (seed + 1) + SCENES * index + number
            dates = scene.get("target_date", 0)
            mine = {**scene, "target_date": dates[number % len(dates)] if isinstance(dates, tuple) else dates}
            name = f"{_SCENE}{scene_seed}"
            cases.append(Case(f"generated: {title}", name, name, _writer(scene_seed, SIZES[number % len(SIZES)], kind, mine, files)))
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
    return replace(truth, target_xy=truth.target_xy[keep], reference_xy=truth.reference_xy[keep])


def mismatches(cases: list[Case], count: int, seed: int) -> list[Case]:
    """``count`` pairs of a reference and the target of another place: in turn it claims to lie in the middle, or does not say where."""
    rng, found = np.random.default_rng([seed, 1]), {}
    families: dict[str, dict[str, list[Case]]] = {}
    for case in cases:
        families.setdefault(case.group.split(":")[0].replace("rotations", "near"), {}).setdefault(case.place, []).append(case)
    for _ in range(100 * count if families else 0):
        one, two = (_any(_any(list(families.values()), rng), rng) for _ in range(2))
        if len(found) < count and _unrelated(one.place, two.place):
            name = f"{one.place} ({one.name}) - {two.place} ({two.name})"
            placed = len(found) % 2 == 0
            found.setdefault((one.place, two.place), Case(MISMATCHES[not placed], name, "", _mismatch(one, two, placed)))
    return list(found.values())


def _any(choices, rng: np.random.Generator):
    """One of a list of families, or a case of a family: its places are alike, however many cases they have."""
    if isinstance(choices, list):
        return choices[rng.integers(len(choices))]
    members = choices[list(choices)[rng.integers(len(choices))]]
    return members[rng.integers(len(members))]


def _unrelated(one: str, two: str) -> bool:
    """Whether two places certainly show different ground: those of pictures are named origin/kind/number."""
    (first, kind, number), (second, other, index) = ((*place.split("/"), "", "")[:3] for place in (one, two))
    if first != second:
        return True
    return kind == other and kind in _APART and number != index and {number[-3:], index[-3:]} != _OVERLAPPING


def _mismatch(one: Case, two: Case, placed: bool) -> Callable[[Path], Truth]:
    def write(own: Path) -> Truth:
        reference, target = one.files(own / "one").reference, own / "target.tif"
        with rasterio.open(reference) as stays, rasterio.open(two.files(own / "two").target) as moved:
            at = ((stays.width - moved.width) / 2, (stays.height - moved.height) / 2)
            profile = {"driver": "GTiff", "count": moved.count, "width": moved.width, "height": moved.height, "dtype": moved.dtypes[0],
                       "nodata": moved.nodata}
            if placed:
                profile |= {"crs": stays.crs, "transform": stays.transform @ rasterio.Affine.translation(*at)}
            with rasterio.open(target, "w", **profile) as copy:
                copy.write(moved.read())
        return Truth(reference, target, np.zeros((0, 2)), np.zeros((0, 2)))
    return write
