"""``python -m tiepoint.core.training.scenes --out DIR``: write a pair of generated images with its truth."""
from __future__ import annotations

import argparse
import sys

from ...errors import TiepointError
from .distortion import KINDS, random_distortion
from .files import write_pair
from .pair import make_pair
from .render import MODALITIES
from .scene import STYLES


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the files; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.scenes",
                                     description="Generate a pair of images with a known misregistration.")
    parser.add_argument("--out", required=True, help="folder to write to")
    parser.add_argument("--width", type=int, default=1024)
    parser.add_argument("--height", type=int, default=1024)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--style", choices=STYLES, default="mixed")
    parser.add_argument("--pixel-size", type=float, default=1.0, help="metres")
    parser.add_argument("--reference", choices=MODALITIES, default="rgb")
    parser.add_argument("--target", choices=MODALITIES, default="rgb")
    parser.add_argument("--dates", type=int, nargs=2, default=(0, 1), metavar=("REFERENCE", "TARGET"))
    parser.add_argument("--change", type=float, default=0.02, help="share of the area")
    parser.add_argument("--kind", choices=KINDS, default="affine+local", help="of the distortion")
    parser.add_argument("--shift", type=float, default=8.0, help="pixels")
    parser.add_argument("--rotation", type=float, default=1.0, help="degrees")
    parser.add_argument("--local", type=float, default=3.0, help="pixels")
    parser.add_argument("--nodata-edge", action="store_true")
    parser.add_argument("--oversample", type=float, default=2.0)
    parser.add_argument("--target-ratio", type=float, default=1.0, help="size of a target pixel in reference pixels")
    parser.add_argument("--crs", default="EPSG:32633")
    parser.add_argument("--target-crs")
    given = parser.parse_args(arguments)
    try:
        size = given.width, given.height
        distortion = random_distortion(given.kind, given.seed, size, given.shift, given.rotation, local_px=given.local)
        pair = make_pair(*size, given.seed, distortion, given.reference, given.target, *given.dates, given.change,
                         given.nodata_edge, given.oversample, given.style, given.pixel_size, target_ratio=given.target_ratio)
        files = write_pair(pair, given.out, given.crs, target_crs=given.target_crs)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join(vars(files).values()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
