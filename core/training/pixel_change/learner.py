"""The change network as what the loop trains."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from ...errors import ModelError, OptionError
from ...models import change_weights
from ...models import device as devices
from ...models.change_network import ALIGNMENT, ChangeNetwork
from ...models.preprocessing import Preprocessing
from ...models.store import find
from ..clipping import by_norm
from .objective import objective
from .pair import CHANGED, IGNORED, UNKNOWN
from .samples import EVIDENCE_LEVELS, LEVELS, Samples
from .settings import Settings

PREPROCESSING = Preprocessing("any", note=(
    "any bands of either date, made alike and turned to common principal components; evidence of IR-MAD or a log-ratio "
    "and of the dense matcher's features (core/change/view.py, core/change/evidence.py)"))
#: What `ChangeLearner.validate` finds of pixels whose truth is known, at a probability of 0.5.
FIGURES = ("precision", "F1", "recall")
_BATCH = 8
_FEWEST = 0.3                 # of crops that have to show change, where there is some
_TRIES = 4
_OTHERWISE = 0.25             # share of samples whose colours are made other ones
_UNSURE = 0.5                 # share of samples whose evidence is made more or less than it is
_LACKING = (0.1, 0.1, 0.1)    # shares of samples that lack images, evidence of radiometry, and evidence of features
_RADIOMETRY = 4               # maps of evidence that radiometry has a say in, which come first


@dataclass(frozen=True)
class Sample:
    """A square of what the network sees, float32 (3, size, size), (3, size, size), (K, size, size), and truth (size, size) uint8."""

    before: np.ndarray
    after: np.ndarray
    evidence: np.ndarray
    truth: np.ndarray
    source: str = ""


class ChangeLearner:
    """See `core.training.learner.Learner`.

    Args:
        samples: to train on; held_out: of other places, to validate on. May be empty where nothing is drawn.
        settings: of the training.

    Raises:
        OptionError: squares of the size cannot be cut out.
    """

    preprocessing = PREPROCESSING
    clip = staticmethod(by_norm)

    def __init__(self, samples: Samples | Sequence, held_out: Samples | Sequence, settings: Settings):
        if settings.size % ALIGNMENT or settings.size < ALIGNMENT or (len(samples) and settings.size > samples.side):
            raise OptionError(f"SIZE is {settings.size} px.", f"Give a multiple of {ALIGNMENT} that is no more than samples have.")
        self.settings, self._samples, self._held_out = settings, samples, held_out
        self.checksum = sum(part.checksum for part in (samples, held_out) if len(part))

    def blank(self) -> ChangeNetwork:
        """Random weights."""
        return ChangeNetwork(self.settings.width)

    def initial(self) -> ChangeNetwork:
        """Random, or of the model the settings name; ModelError where that cannot be used."""
        if not self.settings.start:
            return self.blank()
        network, _ = change_weights.load(find(self.settings.start, "change"))
        if network.settings["width"] != self.settings.width:
            raise ModelError(f"The model {self.settings.start} has a width of {network.settings['width']}, not {self.settings.width}.",
                             "Give WIDTH, or train from scratch.")
        return network

    def save(self, path: Path, network: ChangeNetwork) -> None:
        """See `change_weights.save`; kernels as float16."""
        change_weights.save(path, network, PREPROCESSING, half=True)

    def parameters(self, network: ChangeNetwork) -> Iterable[torch.nn.Parameter]:
        """All."""
        return network.parameters()

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """A square of the sample whose turn it is, turned and mirrored, with its components in another order and of other signs."""
        epoch, place = divmod(number, len(self._samples))
        index = int(np.random.default_rng([self.settings.seed, 2, epoch]).permutation(len(self._samples))[place])
        truth, size = self._samples.truth[index], self.settings.size
        for _ in range(_TRIES):
            top, left = (int(rng.integers(self._samples.side - size + 1)) for _ in range(2))
            area = slice(top, top + size), slice(left, left + size)
            if (truth[area] == CHANGED).any() or rng.random() < _FEWEST:
                break
        turned = _turned(int(rng.integers(4)), bool(rng.integers(2)))
        before, after, evidence, truth = (turned(part[(..., *area)]) for part in
                                          (self._samples.before[index], self._samples.after[index], self._samples.evidence[index], truth))
        return _doubted(_sample(before, after, evidence, truth, str(self._samples.sources[index]), _recoloured(rng)), rng)

    def loss(self, network: ChangeNetwork, samples: Sequence[Sample], device, share: float) -> torch.Tensor:
        """See `objective`."""
        return objective(_odds(network, samples, device, self.settings.half), _stacked(samples, "truth", device), self.settings.trimmed)

    def checks(self, alive: Callable[[], None]) -> list[Sample]:
        """Squares of samples that are not trained on, whole."""
        count = len(self._held_out)
        if not count:
            raise OptionError("There are no samples to validate with.", "Give some that are not trained on.")
        found = []
        for index in np.unique(np.linspace(0, count - 1, self.settings.checks or count).astype(np.int64)):
            alive()
            found.append(_sample(*(getattr(self._held_out, name)[index] for name in ("before", "after", "evidence", "truth")),
                                 str(self._held_out.sources[index])))
        return found

    def validate(self, network: ChangeNetwork, samples: Sequence[Sample], device,
                 alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """`FIGURES` by source and of all."""
        network.eval()
        counts: dict[str, np.ndarray] = {}
        for first in range(0, len(samples), _BATCH):
            alive()
            some = samples[first:first + _BATCH]
            with torch.inference_mode():
                found = (_odds(network, some, device, self.settings.half) > 0).cpu().numpy()
            for sample, changed in zip(some, found):
                counts[sample.source] = counts.get(sample.source, np.zeros(3)) + _counts(changed, sample.truth)
        everything = {"all": sum(counts.values()), **{name: counts[name] for name in sorted(counts)}}
        return {name: _figures(*part) for name, part in everything.items()}

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """The figures for the log."""
        return ", ".join(f"{name} {value:.3f}" for name, value in zip(FIGURES, figures["all"]))


def _sample(before, after, evidence, truth, source: str, recoloured: np.ndarray | None = None) -> Sample:
    images = [image.astype(np.float32) / np.float32(LEVELS) for image in (before, after)]
    if recoloured is not None:
        images = [np.einsum("ij,jrc->irc", recoloured, image, dtype=np.float32) for image in images]
    return Sample(*images, evidence.astype(np.float32) / np.float32(EVIDENCE_LEVELS), np.ascontiguousarray(truth), source)


def _doubted(sample: Sample, rng: np.random.Generator) -> Sample:
    """A sample with evidence of another strength, or without some of what the network sees, so that it does not rely on one thing alone."""
    before, after, evidence = sample.before, sample.after, sample.evidence
    if rng.random() < _UNSURE:
        powers = np.exp(rng.normal(0, 0.3, (2, 1, 1))).astype(np.float32)
        evidence = evidence ** np.repeat(powers, (_RADIOMETRY, len(evidence) - _RADIOMETRY), 0)
    lacking = int(np.searchsorted(np.cumsum(_LACKING), rng.random()))
    if lacking == 0:
        before, after = np.zeros_like(before), np.zeros_like(after)
    elif lacking < len(_LACKING):
        evidence = evidence.copy()
        evidence[slice(_RADIOMETRY) if lacking == 1 else slice(_RADIOMETRY, None)] = 0
    return replace(sample, before=before, after=after, evidence=evidence)


def _turned(quarters: int, mirrored: bool) -> Callable[[np.ndarray], np.ndarray]:
    """What turns and mirrors an array (..., rows, cols)."""
    def turn(array: np.ndarray) -> np.ndarray:
        array = np.rot90(array, quarters, (-2, -1))
        return np.ascontiguousarray(array[..., ::-1] if mirrored else array)
    return turn


def _recoloured(rng: np.random.Generator) -> np.ndarray:
    """(3, 3) what components are multiplied with: signs, sometimes strengths, of which only the sign is of no meaning."""
    signs = rng.choice((-1.0, 1.0), 3)
    if rng.random() < _OTHERWISE:
        signs = signs * np.exp(rng.normal(0, 0.3, 3))
    order = [0, 1, 2] if rng.random() < 0.5 else [0, 2, 1]
    return np.diag(signs)[order].astype(np.float32)


def _stacked(samples: Sequence[Sample], name: str, device) -> torch.Tensor:
    found = torch.from_numpy(np.stack([getattr(sample, name) for sample in samples])).to(device)
    return found.contiguous(memory_format=torch.channels_last) if found.ndim == 4 else found


def _odds(network: ChangeNetwork, samples: Sequence[Sample], device, half: bool) -> torch.Tensor:
    seen = [_stacked(samples, name, device) for name in ("before", "after", "evidence")]
    where = torch.device(device)
    with torch.autocast(where.type, torch.bfloat16, enabled=half and devices.is_fast_in_bfloat16(where)):
        return network(*seen)


def _counts(changed: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """(3,) pixels that are found and true, found, and true, of those whose truth is known."""
    known = (truth != IGNORED) & (truth != UNKNOWN)
    true = truth == CHANGED
    return np.array([(changed & true).sum(), (changed & known).sum(), true.sum()], np.float64)


def _figures(both: float, found: float, true: float) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in (both / max(found, 1), 2 * both / max(found + true, 1), both / max(true, 1)))
