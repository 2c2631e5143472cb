"""``python -m tiepoint.core.jobs.aligntemplate INPUT TEMPLATE OUT``: place one picture in another by Deep Lucas-Kanade, and show how.

Source: Zhao, Huang, Zhang 2021, arXiv:2104.11693.
"""
from __future__ import annotations

import argparse
import contextlib
import json
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ..errors import OptionError, OutputError, RasterError, TiepointError
from ..language import tr
from ..lucas_kanade import picture_file
from ..lucas_kanade.alignment import Aligned
from ..lucas_kanade.corners import homography, mapped, template_corners
from ..lucas_kanade.estimators import BEGINNINGS, BEST, learned
from ..lucas_kanade.sample import unit
from ..models import deep_lk_weights
from ..models import device as devices
from ..models.deep_lk import INPUT_PX, TEMPLATE_PX
from ..models.store import find
from ..outputs import atomic
from ..reporting.animation import alignment_frames, write_animation
from ..reporting.demonstration import maps_picture
from ..reporting.figure import strip, write_png
from ..reporting.page import write_page
from ..reporting.pictures import checkerboard_image
from ..reporting.template import template_page

FILES = ("homography.json", "animation.gif", "maps.png", "aligned.png", "report.html")
_WIDTH, _CELLS = 900, 6


@dataclass(frozen=True, eq=False)
class _Picture:
    """A picture brought to the size that networks want.

    Attributes:
        values: (side, side, 3) uint8.
        brought: (3, 3) pixels of the file to pixels of it.
        corners: (4, 2) centres of the outermost pixels of the file.
    """

    values: np.ndarray
    brought: np.ndarray
    corners: np.ndarray


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, align, write; the exit status."""
    given = _parser().parse_args(arguments)
    try:
        image, template = (_picture(path, side, given.resize) for path, side in
                           ((given.input, INPUT_PX), (given.template, TEMPLATE_PX)))
        path = find(given.model, "deep-lk")
        place = learned(deep_lk_weights.load(path)[0], devices.choose(given.device), given.guess, given.compat, traced=True)
        initial = None if given.corners is None else _begun(given.corners, image, template)
        found = place(unit(image.values), unit(template.values), initial)
        begun = given.guess if given.corners is None else "corners"
        told = {"input": str(given.input), "template": str(given.template), "model": path.stem, "guess": begun,
                **_told(found.aligned, image, template)}
        shown = {"image": image.values, "template": template.values, "trace": found.aligned.trace, "image_maps": found.input_maps,
                 "template_maps": found.template_maps, "why": found.aligned.why}
        command = shlex.join(["python", "-m", "tiepoint.core.jobs.aligntemplate", *(sys.argv[1:] if arguments is None else arguments)])
        with _files(given.out, [given.input, given.template]) as written:
            _write(written, told, shown, found.aligned, command)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{given.out}: {'the guess was kept: ' + told['why'] if told['why'] else 'aligned'}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tiepoint.core.jobs.aligntemplate", description=__doc__.splitlines()[0])
    parser.add_argument("input", type=Path, metavar="INPUT", help=f"picture file of {INPUT_PX} x {INPUT_PX} pixels")
    parser.add_argument("template", type=Path, metavar="TEMPLATE", help=f"picture file of {TEMPLATE_PX} x {TEMPLATE_PX} pixels")
    parser.add_argument("out", type=Path, metavar="OUT", help=f"folder for {', '.join(FILES)}")
    parser.add_argument("--model", default="", metavar="ID|FILE", help="of Deep Lucas-Kanade; default: the first one that is here")
    parser.add_argument("--guess", default=BEST, choices=BEGINNINGS, help="where to begin: nothing has moved (vanilla), what "
                        "one network says (simple) or all do (multi), or wherever of these and keypoints agreement is best (%(default)s)")
    parser.add_argument("--corners", type=_numbers, metavar="U,V,...",
                        help="where to begin instead: the template's corners in the input, top left, top right, bottom right, bottom left; "
                             "pixels from the centre of the first one (--corners=-3,4,... where the first is negative)")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--compat", action="store_true", help="steps as published")
    parser.add_argument("--resize", action="store_true",
                        help="bring pictures of other sizes to these; homography and corners are in pixels as they came")
    return parser


def _numbers(text: str) -> np.ndarray:
    try:
        return np.array([float(part) for part in text.split(",")]).reshape(4, 2)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' are not eight numbers with commas between them") from None


def _begun(corners: np.ndarray, image: _Picture, template: _Picture) -> np.ndarray:
    """The homography (3, 3) of brought pictures where the template's corners are said to lie at (4, 2) in the file of the input."""
    sides = np.roll(corners, -1, 0) - corners
    turns = sides[:, 0] * np.roll(sides, -1, 0)[:, 1] - sides[:, 1] * np.roll(sides, -1, 0)[:, 0]
    if not np.isfinite(corners).all() or (turns <= 0).any():
        raise OptionError("The corners make no quadrilateral in which a template could lie.",
                          "Give top left, top right, bottom right and bottom left, in this order.")
    return image.brought @ homography(template.corners, corners) @ np.linalg.inv(template.brought)


def _picture(path: Path, side: int, resize: bool) -> _Picture:
    """A file as a picture of (side, side, 3)."""
    picture = picture_file.read(path)[0]
    rows, cols = picture.shape[:2]
    corners = template_corners(2) * [cols - 1, rows - 1]
    if (rows, cols) == (side, side):
        return _Picture(picture, np.eye(3), corners)
    if not resize:
        raise RasterError(f"{path} has {cols} x {rows} pixels instead of {side} x {side}.",
                          "Cut it to this size so that both show the ground equally large, or bring it to this size with --resize.")
    across, down = side / cols, side / rows
    smaller = side < cols and side < rows
    values = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return _Picture(values, np.array([[across, 0.0, (across - 1) / 2], [0.0, down, (down - 1) / 2], [0.0, 0.0, 1.0]]), corners)


def _told(aligned: Aligned, image: _Picture, template: _Picture) -> dict:
    """What is found, for people and programs; matrices and corners in pixels of the files."""
    whole = [np.linalg.solve(image.brought, matrix @ template.brought) for matrix in (aligned.homography, aligned.initial)]
    found, initial = (matrix / matrix[2, 2] for matrix in whole)
    residuals = [value if np.isfinite(value) else None for value in aligned.residual]
    return {"homography": found.tolist(), "corners": mapped(found, template.corners).tolist(), "initial": initial.tolist(),
            "initial_corners": mapped(initial, template.corners).tolist(), "kept_initial": aligned.kept_initial, "why": aligned.why,
            "iterations": aligned.iterations, "residuals": residuals}


@contextlib.contextmanager
def _files(folder: Path, inputs: Sequence[Path]) -> Iterator[dict[str, str]]:
    """Names to write `FILES` to; all of them appear in the folder when the block ends, none where it raises."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error.strerror}.", "Choose another folder.") from error
    with contextlib.ExitStack() as stack:
        yield {name: stack.enter_context(atomic(folder / name, inputs)) for name in FILES}


def _write(written: dict[str, str], told: dict, shown: dict, aligned: Aligned, command: str) -> None:
    image, template = shown["image"], shown["template"]
    seen = cv2.warpPerspective(image, aligned.homography, template.shape[1::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    beside = strip([(tr("input, seen through the homography"), seen), (tr("template"), template),
                    (tr("both, in squares"), checkerboard_image(template, seen, _CELLS))], 3, _WIDTH)
    Path(written["homography.json"]).write_text(json.dumps(told, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    write_animation(written["animation.gif"], alignment_frames(image, template, shown["trace"]))
    write_png(written["maps.png"], maps_picture(shown))
    write_png(written["aligned.png"], beside)
    cards = [(tr("Model"), told["model"]), (tr("Guess"), told["guess"])]
    title = tr("{template} in {input}", template=Path(told["template"]).name, input=Path(told["input"]).name)
    write_page(written["report.html"], template_page(title, told, shown, beside, cards, command))


if __name__ == "__main__":
    sys.exit(main())
