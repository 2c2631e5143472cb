"""``python -m tiepoint.core.keypoints IMAGE ...``: keypoints of image files, a file each."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from .. import outputs
from ..errors import OptionError, TiepointError
from .describer import Describer, load_describer
from .extraction import LEVELS, extract
from .image_file import read
from .keypoints import FORMATS

FAILED, INTERRUPTED = 1, 130


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, extract; the exit status: 1 where one of the images or something else failed."""
    given = _parser().parse_args(arguments)
    try:
        images = [*given.images, *(_listed(given.list) if given.list else ())]
        if not images:
            raise OptionError("No images are given.", "Name image files, or a file that lists them with --list.")
        describer = load_describer(given.model, given.device)
        given.out.mkdir(parents=True, exist_ok=True)
        return _all(images, describer, given)
    except (TiepointError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tiepoint.core.keypoints", description=__doc__.splitlines()[0])
    parser.add_argument("images", nargs="*", type=Path, metavar="IMAGE", help="image files of 8 or 16 bits, grey or colour")
    parser.add_argument("--list", type=Path, help="text file that names further ones, one a line")
    parser.add_argument("--model", default="", help="id or file of a model of D2-Net; default: the first one that is here")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--out", type=Path, required=True, help="folder for one file of the name of each image")
    parser.add_argument("--format", default=FORMATS[0], choices=FORMATS, help="of NumPy or of MATLAB")
    parser.add_argument("--levels", type=float, nargs="+", default=LEVELS, help="scales that are looked at")
    parser.add_argument("--count", type=int, help="the most keypoints of an image; default: all")
    parser.add_argument("--compat", action="store_true", help="as the reference implementation, with its shifts")
    return parser


def _listed(path: Path) -> list[Path]:
    try:
        return [Path(line.strip()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise OptionError(f"The list {path} cannot be read: {error}.", "Give a text file with one image a line.") from error


def _all(images: Iterable[Path], describer: Describer, given: argparse.Namespace) -> int:
    failed, written = 0, {}
    for image in images:
        # Two images may differ by their suffix only.
        output = given.out / f"{image.name}.{given.format}"
        try:
            if output in written:
                raise OptionError(f"{image} has the name of {written[output]}: both would be written to {output}.", "Use two folders.")
            written[output] = image
            pixels, valid = read(image)
            found = extract(describer, pixels, valid, given.levels, given.compat, given.count)
            with outputs.atomic(output, [image]) as partial:
                found.save(partial)
        except TiepointError as error:
            failed += 1
            sys.stderr.write(f"{image}: {error}\n")
            continue
        sys.stdout.write(f"{output}: {len(found)} keypoints\n")
        sys.stdout.flush()
    return FAILED if failed else 0


if __name__ == "__main__":
    sys.exit(main())
