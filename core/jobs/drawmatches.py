"""``python -m tiepoint.core.jobs.drawmatches A B OUT``: match two pictures as the published script does, and draw what was found.

Source: Lan et al. 2021, doi:10.11947/j.AGCS.2021.20200048.
"""
from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import GeometryError, TiepointError
from ..geometry.robust import fit_robust
from ..keypoints.describer import Describer, load_describer
from ..keypoints.extraction import extract
from ..keypoints.image_file import read
from ..keypoints.keypoints import Keypoints
from ..keypoints.pairing import RATIO, RULES, pair
from ..models.stretch import Stretch
from ..reporting.canvas import LAYOUTS, match_picture
from ..reporting.figure import write_png

_TOLERANCE_PX, _PUBLISHED_TOLERANCE_PX = 3.0, 30.0
_PUBLISHED_CAPS = (2500, 5000)


@dataclass(frozen=True)
class Matched:
    """Two pictures matched.

    Attributes:
        keypoints: of either.
        index: (M, 2) of their pairs.
        inliers: (M,) bool, pairs that agree on an affine map.
    """

    keypoints: tuple[Keypoints, Keypoints]
    index: np.ndarray
    inliers: np.ndarray


def matched(describer: Describer, images, rule: str, ratio: float = RATIO, tolerance: float = _TOLERANCE_PX, compat: bool = False,
            seed: int = 0) -> Matched:
    """Match two images.

    Args:
        describer: finds their keypoints.
        images: two of (image, valid), see `image_file.read`.
        rule, ratio: see `pairing.pair`.
        tolerance: of the affine map, pixels of the second image.
        compat: keypoints as of the reference implementation, with its limits of size.
        seed: of the random sampling.
    """
    caps = _PUBLISHED_CAPS if compat else None
    found = tuple(extract(describer, image, valid, compat=compat, caps=caps) for image, valid in images)
    index = pair(found[0].descriptors, found[1].descriptors, rule, ratio).index
    try:
        inliers = fit_robust("affine", found[0].xy[index[:, 0]], found[1].xy[index[:, 1]], tolerance, seed=seed).inliers
    except GeometryError:
        inliers = np.zeros(len(index), bool)
    return Matched(found, index, inliers)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, match, draw, print counts and times; the exit status."""
    given = _parser().parse_args(arguments)
    begun = time.monotonic()
    try:
        describer = load_describer(given.model, given.device, given.compat)
        images = [read(path) for path in (given.first, given.second)]
        tolerance = given.tolerance or (_PUBLISHED_TOLERANCE_PX if given.compat else _TOLERANCE_PX)
        found = matched(describer, images, given.rule or ("mean-gap" if given.compat else "mutual"), given.ratio, tolerance, given.compat)
        seconds = time.monotonic() - begun
        ends = [keypoints.xy[found.index[found.inliers, side]] for side, keypoints in enumerate(found.keypoints)]
        shown = [keypoints.xy for keypoints in found.keypoints] if given.keypoints else None
        write_png(given.out, match_picture(*(_picture(*image) for image in images), *ends, layout=given.layout, keypoints=shown),
                  [given.first, given.second])
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    one, two = map(len, found.keypoints)
    sys.stdout.write(f"{one} and {two} keypoints, {len(found.index)} pairs, {int(found.inliers.sum())} agree on an affine map; "
                     f"{seconds:.1f} s\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tiepoint.core.jobs.drawmatches", description=__doc__.splitlines()[0])
    for name in ("first", "second"):
        parser.add_argument(name, type=Path, help=f"the {name} picture, 8 or 16 bits, grey or colour")
    parser.add_argument("out", type=Path, help="PNG file of the drawing")
    parser.add_argument("--model", default="", help="id or file of a model of D2-Net; default: the first one that is here")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--layout", default=LAYOUTS[0], choices=LAYOUTS)
    parser.add_argument("--rule", choices=RULES, help="of pairing; default: mutual, with --compat mean-gap")
    parser.add_argument("--ratio", type=float, default=RATIO)
    parser.add_argument("--tolerance", type=float, help="of the affine map, pixels; default: 3, with --compat 30")
    parser.add_argument("--keypoints", action="store_true", help="draw those that found no partner too")
    parser.add_argument("--compat", action="store_true", help="as the reference implementation")
    return parser


def _picture(image: np.ndarray, valid: np.ndarray | None) -> np.ndarray:
    """uint8 grey (rows, cols) or RGB (rows, cols, 3)."""
    if image.ndim == 2:
        everywhere = np.ones(image.shape, bool) if valid is None else valid
        stretch = Stretch.of(image, everywhere)
        return stretch(image, everywhere).astype(np.uint8)
    return np.clip(image.transpose(1, 2, 0), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    sys.exit(main())
