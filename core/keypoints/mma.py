"""Mean matching accuracy: the share of matches that lie where a known homography puts them, over many pairs of images.

As D2-Net is evaluated on HPatches (Dusmanu et al. 2019, arXiv:1905.03561; Balntas et al. 2017, arXiv:1704.05939)::

    python -m tiepoint.core.keypoints.mma PAIRS.csv --output pairs.csv --json summary.json

PAIRS.csv has the columns reference, target, homography and optionally group; its paths may be relative to it. Reference and target are npz
files of ``python -m tiepoint.core.keypoints``: keypoints (N, 3) as x, y and scale, the centre of the first pixel at 0, and descriptors
(N, C). The homography is a text file of 3 x 3 numbers, as HPatches' ``H_1_2``, from reference to target in the same coordinates. The table
goes to stdout; the curve is in the files.
"""
from __future__ import annotations

import argparse
import csv
import functools
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import GeometryError, OptionError, TiepointError
from ..geometry.points import as_points
from ..geometry.projective import Projective
from ..geometry.robust import fit_robust
from ..models import device
from ..outputs import atomic
from .pairing import RATIO, RULES, pair

#: Pixels of the target.
THRESHOLDS = tuple(range(1, 11))
#: Largest residual of an inlier of the homography that is fitted to the matches, pixels of the target.
INLIER_PX = 4.0
ALL = "all"
_COLUMNS = ("reference", "target", "homography")


@dataclass(frozen=True, eq=False)
class Features:
    """Keypoints of one image: positions (N, 2), the centre of the first pixel at 0, and unit descriptors (N, C)."""

    xy: np.ndarray
    descriptors: np.ndarray


@dataclass(frozen=True)
class Judged:
    """One pair of images.

    Attributes:
        reference, target: names of the files.
        group: of the pair, such as illumination or viewpoint; may be empty.
        reference_count, target_count: of keypoints.
        matches: their number.
        inliers: of the homography that a robust fit finds in the matches, without knowing the true one.
        shares: for each threshold, of the matches; all 0 where there are none.
    """

    reference: str
    target: str
    group: str
    reference_count: int
    target_count: int
    matches: int
    inliers: int
    shares: tuple[float, ...]


def accuracy(first_xy, second_xy, true_map: Callable[[np.ndarray], np.ndarray], thresholds: Sequence[float] = THRESHOLDS) -> np.ndarray:
    """Shares (T,) of matches whose second position is at most so far from where the first one belongs.

    Args:
        first_xy, second_xy: (M, 2) positions of the matches.
        true_map: positions (M, 2) of the first image to those in the second; NaN where there are none, which counts as wrong.
        thresholds: (T,) pixels of the second image.

    Returns:
        All 0 where there are no matches: a pair that a method cannot match is not left out of its mean.
    """
    first, second = as_points(first_xy, "first positions"), as_points(second_xy, "second positions")
    if len(first) != len(second):
        raise GeometryError(f"There are {len(first)} first but {len(second)} second positions.", "Give both of every match.")
    if not len(first):
        return np.zeros(len(thresholds))
    apart = np.hypot(*(true_map(first) - second).T)
    return np.array([np.count_nonzero(apart <= threshold) / len(first) for threshold in thresholds])


def inliers(first_xy, second_xy, threshold: float = INLIER_PX, seed: int = 0) -> int:
    """How many matches agree on some homography; 0 where they determine none."""
    try:
        return int(fit_robust("projective", first_xy, second_xy, threshold, seed=seed).inliers.sum())
    except GeometryError:
        return 0


def judge(reference: Features, target: Features, true_map: Callable[[np.ndarray], np.ndarray], rule: str = "mutual", ratio: float = RATIO,
          names: tuple[str, str, str] = ("", "", ""), where: str = "cpu") -> Judged:
    """Match two images and compare with what is true; ``names`` are those of reference, target and group."""
    index = pair(reference.descriptors, target.descriptors, rule, ratio, where).index
    first, second = reference.xy[index[:, 0]], target.xy[index[:, 1]]
    shares = tuple(float(share) for share in accuracy(first, second, true_map))
    return Judged(*names, len(reference.xy), len(target.xy), len(index), inliers(first, second), shares)


def summary(judged: Sequence[Judged]) -> dict[str, dict]:
    """Means over pairs, for all and for each group: pairs, features, features_least, features_most, matches, inliers and mma (T,).

    An image that is in several pairs counts once among the features. Raises OptionError where there is no pair.
    """
    if not judged:
        raise OptionError("There are no pairs to take a mean of.", "Give one pair at least.")
    groups = {ALL: list(judged), **{name: [one for one in judged if one.group == name]
                                    for name in dict.fromkeys(one.group for one in judged) if name}}
    return {name: _mean(members) for name, members in groups.items()}


def _mean(judged: Sequence[Judged]) -> dict:
    counts = {}
    for number, one in enumerate(judged):
        counts[one.reference or (number, 0)] = one.reference_count
        counts[one.target or (number, 1)] = one.target_count
    features = list(counts.values())
    return {"pairs": len(judged), "features": float(np.mean(features)), "features_least": min(features), "features_most": max(features),
            "matches": float(np.mean([one.matches for one in judged])), "inliers": float(np.mean([one.inliers for one in judged])),
            "mma": [float(value) for value in np.mean([one.shares for one in judged], axis=0)]}


def read_features(path: Path) -> Features:
    """The keypoints of an npz file; OptionError where it holds none."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            keypoints, descriptors = arrays["keypoints"].astype(np.float64), arrays["descriptors"]
        if keypoints.ndim != 2 or keypoints.shape[1] < 2 or descriptors.ndim != 2 or len(keypoints) != len(descriptors):
            raise ValueError(f"keypoints of the shape {keypoints.shape} with descriptors of the shape {descriptors.shape}")
    except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise OptionError(f"{path} holds no keypoints: {_sentence(error)}.",
                          "Give an npz file with keypoints (N, 3) and descriptors (N, C).") from error
    return Features(keypoints[:, :2], descriptors)


def read_homography(path: Path) -> Projective:
    """The homography of a text file of 3 x 3 numbers; OptionError where it is none."""
    try:
        matrix = np.loadtxt(path, ndmin=2)
        if matrix.shape != (3, 3) or not np.isfinite(matrix).all() or not abs(matrix[2, 2]) > 0:
            raise ValueError(f"a matrix of the shape {matrix.shape}, or its last number is 0")
    except (OSError, ValueError) as error:
        raise OptionError(f"{path} holds no homography: {_sentence(error)}.", "Give three rows of three numbers.") from error
    # Which side of the horizon the picture is on is told by the sign.
    return Projective(matrix / matrix[2, 2])


def read_pairs(path: Path) -> list[dict[str, str]]:
    """Rows of PAIRS.csv, their paths absolute; OptionError where it has other columns or no rows."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, ValueError) as error:
        raise OptionError(f"{path} cannot be read: {_sentence(error)}.", "Check the path.") from error
    if not rows or not all(row.get(name) for row in rows for name in _COLUMNS):
        raise OptionError(f"{path} has not in every row the columns {', '.join(_COLUMNS)}.", "Name the columns in its first line.")
    return [{**{name: str(path.parent / row[name]) for name in _COLUMNS}, "group": row.get("group") or ""} for row in rows]


def table(means: dict[str, dict]) -> str:
    """The summary as text, one line for each group."""
    head = f"{'group':<14}{'pairs':>6}{'features':>10}{'[least, most]':>18}{'matches':>10}{'inliers':>10}  " + "".join(
        f"{f'<={threshold}px':>8}" for threshold in THRESHOLDS)
    lines = [head]
    for name, one in means.items():
        limits = f"[{one['features_least']}, {one['features_most']}]"
        lines.append(f"{name:<14}{one['pairs']:>6}{one['features']:>10.1f}{limits:>18}{one['matches']:>10.1f}{one['inliers']:>10.1f}  "
                     + "".join(f"{share:>8.3f}" for share in one["mma"]))
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the pairs of a table; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tiepoint.core.keypoints.mma", description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path, help="CSV with the columns reference, target, homography and optionally group")
    parser.add_argument("--rule", choices=RULES, default="mutual", help="how keypoints are paired (%(default)s)")
    parser.add_argument("--ratio", type=float, default=RATIO, help="of the rules that have one (%(default)s)")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--output", type=Path, help="CSV with one line for each pair")
    parser.add_argument("--json", type=Path, help="the means, with the curve")
    given = parser.parse_args(arguments)
    try:
        where = str(device.choose(given.device))
        rows = read_pairs(given.pairs)
        judged = []
        # In HPatches the reference of a sequence is in five pairs that follow each other.
        read = functools.lru_cache(maxsize=2)(read_features)
        for number, row in enumerate(rows, 1):
            reference, target = (read(Path(row[name])) for name in ("reference", "target"))
            names = row["reference"], row["target"], row["group"]
            judged.append(judge(reference, target, read_homography(Path(row["homography"])).forward, given.rule, given.ratio, names, where))
            sys.stderr.write(f"{number} of {len(rows)}: {Path(row['target']).name}, {judged[-1].matches} matches\n")
        means = summary(judged)
        if given.output:
            _write_lines(given.output, judged, [given.pairs])
        if given.json:
            with atomic(given.json, [given.pairs]) as partial, open(partial, "w", encoding="utf-8") as file:
                json.dump({"rule": given.rule, "thresholds_px": THRESHOLDS, "inlier_px": INLIER_PX, "groups": means}, file, indent=1)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(table(means))
    return 0


def _write_lines(path: Path, judged: Iterable[Judged], inputs: Iterable[Path]) -> None:
    with atomic(path, inputs) as partial, open(partial, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["reference", "target", "group", "reference_features", "target_features", "matches", "inliers",
                         *(f"within_{threshold}_px" for threshold in THRESHOLDS)])
        for one in judged:
            writer.writerow([one.reference, one.target, one.group, one.reference_count, one.target_count, one.matches, one.inliers,
                             *(f"{share:.6f}" for share in one.shares)])


def _sentence(error: BaseException) -> str:
    return ((str(error).strip() or type(error).__name__).splitlines()[0]).rstrip(".")[:200]


if __name__ == "__main__":
    sys.exit(main())
