"""What a network has seen of pairs, kept in files."""
from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import OptionError
from ...models.change_network import BANDS, EVIDENCE

#: What a value is divided by that is kept as a whole number.
LEVELS, EVIDENCE_LEVELS = 31.75, 255.0
_NAMES = ("sources", "before", "after", "evidence", "truth")
_LOOKED_AT = 64               # samples that a checksum is of


@dataclass(frozen=True)
class Samples:
    """What a network sees of pairs (`core.change.view`), and what is known of them.

    Attributes:
        sources: (N,) names of where pairs come from.
        before, after: (N, 3, side, side) int8, in 1 / `LEVELS`.
        evidence: (N, K, side, side) uint8, in 1 / `EVIDENCE_LEVELS`.
        truth: (N, side, side) uint8, see `pair`.
    """

    sources: np.ndarray
    before: np.ndarray
    after: np.ndarray
    evidence: np.ndarray
    truth: np.ndarray

    def __len__(self) -> int:
        return len(self.truth)

    @property
    def side(self) -> int:
        """Of the squares, pixels."""
        return self.truth.shape[-1]

    @property
    def checksum(self) -> int:
        """A number that differs for other samples; of all truth of some, and of the names of all."""
        found = zlib.crc32("\n".join(map(str, self.sources)).encode())
        for index in np.linspace(0, len(self) - 1, min(_LOOKED_AT, len(self))).astype(int):
            for part in (self.before, self.after, self.evidence, self.truth):
                found = zlib.crc32(np.ascontiguousarray(part[index]), found)
        return found

    def save(self, path: Path) -> None:
        """Write an ``.npz`` file."""
        np.savez(path, sources=self.sources, before=self.before, after=self.after, evidence=self.evidence, truth=self.truth)


def of(source: str, before: np.ndarray, after: np.ndarray, evidence: np.ndarray, truth: np.ndarray) -> Samples:
    """One sample: images (3, side, side) float, evidence (K, side, side) 0 to 1, truth (side, side)."""
    images = (np.clip(np.rint(image * LEVELS), -127, 127).astype(np.int8)[None] for image in (before, after))
    known = np.clip(np.rint(evidence * EVIDENCE_LEVELS), 0, 255).astype(np.uint8)[None]
    return Samples(np.array([source]), *images, known, truth.astype(np.uint8)[None])


def joined(parts: list[Samples]) -> Samples:
    """All of several; OptionError where there are none, or of several sizes."""
    if not parts or len({part.side for part in parts}) > 1:
        raise OptionError("There are no samples, or they differ in size.", "Give folders that `changesamples` has written.")
    return Samples(*(np.concatenate([getattr(part, name) for part in parts]) for name in _NAMES))


def load(path: Path) -> Samples:
    """Read an ``.npz`` file; OptionError where it is none of `Samples.save`."""
    try:
        with np.load(path, allow_pickle=False) as file:
            found = Samples(*(file[name] for name in _NAMES))
    except (OSError, KeyError, ValueError) as error:
        raise OptionError(f"{path} holds no samples of change.", "Give .npz files that `changesamples` has written.") from error
    count, side = found.truth.shape[0], found.truth.shape[-1]
    shapes = ((count,), *((count, bands, side, side) for bands in (BANDS, BANDS, EVIDENCE)), (count, side, side))
    if tuple(part.shape for part in (found.sources, found.before, found.after, found.evidence, found.truth)) != shapes:
        raise OptionError(f"{path} holds samples of unlike shapes.", "Write the file anew.")
    return found


def load_parts(folder: Path) -> tuple[Samples, Samples]:
    """(to train on, to validate on): the folders that `changesamples` has written."""
    return tuple(joined([load(path) for path in sorted((Path(folder) / part).glob("*.npz"))]) for part in ("train", "validate"))
