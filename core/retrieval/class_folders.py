"""Archives of tiles in folders or with names that tell their classes, such as UC Merced and AID, and how they are divided."""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ..errors import OptionError

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
#: Parts of a split, in order.
PARTS = ("train", "validate", "test")
# UC Merced: agricultural07; AID: airport_12.
_UCM, _AID = re.compile(r"([A-Za-z]+)\d{2}"), re.compile(r"([A-Za-z]+)_\d+")
_NUMBER = re.compile(r".*?(\d+)")
_FORMAT = "tiepoint-split-1"


@dataclass(frozen=True)
class Archive:
    """Files of tiles and what they are of.

    Attributes:
        folder: they lie in. files: relative to it, in order of class and name. labels: (N,) int64. classes: names, sorted.
    """

    folder: Path
    files: tuple[str, ...]
    labels: np.ndarray
    classes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.files)


def class_of(stem: str) -> str:
    """The class that the name of a file tells, as UC Merced and AID name theirs; empty where it tells none."""
    match = _AID.fullmatch(stem) or _UCM.fullmatch(stem)
    return match[1].lower() if match else ""


def listed(folder: str | Path) -> Archive:
    """The tiles of ``CLASS/TILE.png``, or of ``TILE.png`` whose names tell the class.

    Raises:
        OptionError: there is no such folder, it holds no tiles, or they are of one class only.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise OptionError(f"There is no folder {folder}.", "Give a folder with a folder for each class.")
    found = [(path.parent.name, path) for path in folder.glob("*/*") if path.suffix.lower() in SUFFIXES and path.is_file()]
    if not found:
        flat = [path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]
        found = [(class_of(path.stem), path) for path in flat if class_of(path.stem)]
        if flat and len(found) < len(flat):
            raise OptionError(f"The class of {len(flat) - len(found)} of {len(flat)} tiles in {folder} is not known.",
                              "Put them into a folder for each class, or name them as agricultural07.tif or airport_12.jpg.")
    classes = tuple(sorted({name for name, _ in found}))
    if len(classes) < 2:
        raise OptionError(f"{folder} holds tiles of {len(classes)} classes.", "Give a folder with two folders or more, one for each class.")
    found.sort(key=lambda one: (one[0], _in_order(one[1].name)))
    return Archive(folder, tuple(path.relative_to(folder).as_posix() for _, path in found),
                   np.array([classes.index(name) for name, _ in found], np.int64), classes)


def divided(archive: Archive, shares: Sequence[float] = (0.5, 0.1, 0.4), seed: int | None = None) -> dict[str, tuple[str, ...]]:
    """Files of training, validation and test, class by class.

    Args:
        archive: to be divided.
        shares: of the parts, each class alike, rounded, the test is what remains; without validation and seed as published.
        seed: of the order; None: in order of the names, since tiles that follow one another can be of one photograph.

    Raises:
        OptionError: the shares do not add up to 1, or there would be nothing to train on or to test on.
    """
    if len(shares) != 3 or min(shares) < 0 or abs(sum(shares) - 1.0) > 1e-6:
        raise OptionError(f"{tuple(shares)} are no shares of training, validation and test.", "Give three numbers that add up to 1.")
    rng = None if seed is None else np.random.default_rng(seed)
    parts: dict[str, list[str]] = {part: [] for part in PARTS}
    for label in range(len(archive.classes)):
        members = np.flatnonzero(archive.labels == label)
        members = members if rng is None else rng.permutation(members)
        first = round(shares[0] * len(members))
        second = min(len(members), first + round(shares[1] * len(members)))
        for part, chosen in zip(PARTS, np.split(members, (first, second))):
            parts[part] += [archive.files[index] for index in sorted(chosen)]
    if not parts["train"] or shares[2] and not parts["test"]:
        raise OptionError(f"{len(archive)} tiles cannot be divided into {shares[0]:g}, {shares[1]:g} and {shares[2]:g}.",
                          "Give more tiles.")
    return {part: tuple(files) for part, files in parts.items()}


def split_text(parts: Mapping[str, Sequence[str]]) -> str:
    """A split file: JSON with the files of each part."""
    return json.dumps({"format": _FORMAT, **{part: list(parts.get(part, ())) for part in PARTS}}, indent=1) + "\n"


def split_digest(parts: Mapping[str, Sequence[str]]) -> str:
    """64 digits that differ for another split."""
    return hashlib.sha256(split_text(parts).encode()).hexdigest()


def read_split(path: str | Path) -> dict[str, tuple[str, ...]]:
    """The files of each part of a split file.

    Raises:
        OptionError: it cannot be read, or a tile is in two parts: what was trained on tests nothing.
    """
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
        parts = {part: tuple(map(str, told[part])) for part in PARTS}
        if told.get("format") != _FORMAT:
            raise ValueError(f"its format is {told.get('format')}")
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise OptionError(f"{path} is no split file: {error}.", "Give one that 'Train hash model' has written.") from error
    disjoint(parts)
    return parts


def disjoint(parts: Mapping[str, Sequence[str]]) -> None:
    """Raise OptionError where a tile is in two parts, or twice in one."""
    seen: dict[str, str] = {}
    for part, files in parts.items():
        for file in files:
            if file in seen:
                raise OptionError(f"The tile {file} is in {seen[file]} and in {part}.", "Leave each tile in one part.")
            seen[file] = part


def chosen(archive: Archive, files: Sequence[str]) -> np.ndarray:
    """Numbers of files in an archive; OptionError where one is not there."""
    places = {file: index for index, file in enumerate(archive.files)}
    absent = [file for file in files if file not in places]
    if absent:
        raise OptionError(f"{archive.folder} lacks {len(absent)} tiles of the split, such as {absent[0]}.",
                          "Give the folder that was split.")
    return np.array([places[file] for file in files], np.int64)


def read(path: str | Path, side: int) -> np.ndarray:
    """(3, side, side) uint8 red, green, blue of a picture of 8 bits, resampled whatever its aspect; OptionError where it is none."""
    try:
        # Through the bytes: the library cannot open every name on every system.
        image = cv2.imdecode(np.frombuffer(Path(path).read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error) as error:
        raise OptionError(f"{path} cannot be read: {str(error).splitlines()[-1]}.", "Check the file.") from error
    if image is None:
        raise OptionError(f"{path} is no picture that can be read.", "Give PNG, JPEG or TIFF files of 8 bits.")
    if image.shape[:2] != (side, side):
        smaller = min(image.shape[:2]) >= side
        image = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return np.ascontiguousarray(image[..., ::-1].transpose(2, 0, 1))


def number_of(file: str) -> int | None:
    """The number in the name of a tile; None where there is none."""
    match = _NUMBER.fullmatch(Path(file).stem)
    return int(match[1]) if match else None


def _in_order(name: str) -> list:
    """Numbers as numbers: airport_2 comes before airport_10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name) if part]
