"""The tile encoder as what the loop trains."""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from ...errors import ModelError, OptionError
from ...models import device as devices
from ...models.hashing import encoders
from ...models.hashing.tile_encoder import TileEncoder
from ...retrieval import accuracy, distances
from .. import clipping, limits
from .objective import Pupil, class_loss, views_loss
from .settings import OBJECTIVES, Settings
from .tiles import Tiles
from .views import plain, view

#: What `validate` finds.
FIGURES = ("precision of the 20 nearest", "mean average precision of the 20 nearest, as published")
_COUNT, _ARCHIVE, _BATCH = 20, 1000, 64
# Views of tiles of known classes are drawn so many times as often as those of others.
_OFTEN = 3
# Share of the schedule in which smaller images are seen, where they are.
_EARLY = 0.65
_LIMITS = {"width": (1, 64), "blocks": (1, 8), "features": (8, 8192), "side": (32, 512), "batch": (2, 4096), "rate": (1e-7, 1.0),
           "decay": (0.0, 1.0), "temperature": (0.01, 10.0), "smoothing": (0.0, 0.9), "mixed": (0.0, 1.0), "jitter": (0.0, 1.0),
           "smallest": (0.1, 1.0), "steps": (1, 10**8)}


@dataclass(frozen=True)
class Sample:
    """A tile, as one or two views (side, side, 3) uint8, with its class and place; luck: (6,) 0 to 1, of how batches are mixed."""

    views: tuple[np.ndarray, ...]
    label: int
    place: int
    luck: np.ndarray


class EncoderLearner:
    """See `core.training.learner.Learner`.

    Args:
        tiles: to train on; held_out: to validate on. May be empty where nothing is drawn.
        settings: of the training.

    Raises:
        OptionError: a setting makes no sense, or classes are to be learned and none are known.
        ModelError: the weights to begin with cannot be used.
    """

    preprocessing = encoders.PREPROCESSING
    clip = staticmethod(clipping.by_norm)

    def __init__(self, tiles: Tiles | Sequence, held_out: Tiles | Sequence, settings: Settings):
        if settings.objective not in OBJECTIVES:
            raise OptionError(f"There is no objective '{settings.objective}'.", f"Choose one of: {', '.join(OBJECTIVES)}.")
        limits.check(settings, _LIMITS)
        if settings.side % 32 or settings.early % 32:
            raise OptionError(f"SIDE and EARLY are {settings.side} and {settings.early}, not both multiples of 32.",
                              "Choose such as 96, 128 or 160.")
        self._by_class = settings.objective == "classes"
        if self._by_class and len(tiles):
            if settings.classes not in (0, len(tiles.classes)):
                raise OptionError(f"CLASSES is {settings.classes}, the tiles have {len(tiles.classes)}.", "Leave it out.")
            settings = replace(settings, classes=len(tiles.classes))
        self.settings, self._tiles, self._held_out = settings, tiles, held_out
        self.checksum = sum(part.checksum for part in (tiles, held_out) if len(part))
        self._drawn = () if not len(tiles) else tiles.labelled if self._by_class else np.concatenate(
            [np.arange(len(tiles)), *[tiles.labelled] * (_OFTEN - 1)])
        if len(tiles) and not len(self._drawn):
            raise OptionError("No class of any tile is known.", "Give tiles with classes, or OBJECTIVE views.")
        self._begin = _begin(settings)

    def blank(self) -> Pupil:
        """Whatever its weights."""
        torch.manual_seed(self.settings.seed)
        return Pupil(copy.deepcopy(self._begin), self.settings.classes if self._by_class else 0)

    def initial(self) -> Pupil:
        """Random, or with the encoder the settings name."""
        return self.blank()

    def save(self, path: Path, network: Pupil) -> None:
        """See `encoders.save`; what judges it is left out."""
        encoders.save(path, network.encoder, self.settings.ground, self.settings.half)

    def parameters(self, network: Pupil) -> Iterable[torch.nn.Parameter]:
        """All."""
        return network.parameters()

    def optimiser(self, parameters: Iterable[torch.nn.Parameter]) -> torch.optim.Optimizer:
        """Adam; only what multiplies decays."""
        parameters = list(parameters)
        groups = [{"params": [value for value in parameters if (value.ndim > 1) == kernels],
                   "weight_decay": self.settings.decay if kernels else 0.0} for kernels in (True, False)]
        return torch.optim.AdamW(groups, self.settings.rate)

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """The tile whose turn it is: each once in an epoch, in an order of the epoch's own."""
        given, tiles = self.settings, self._tiles
        epoch, at = divmod(number, len(self._drawn))
        index = int(self._drawn[np.random.default_rng([given.seed, 2, epoch]).permutation(len(self._drawn))[at]])
        shown = [index] if self._by_class else [index, int(rng.choice(np.flatnonzero(tiles.places == tiles.places[index])))]
        views = tuple(view(tiles.images[one], given.side, rng, given.smallest, given.jitter) for one in shown)
        return Sample(views, int(tiles.labels[index]), int(tiles.places[index]), rng.random(6))

    def loss(self, network: Pupil, samples: Sequence[Sample], device, share: float) -> torch.Tensor:
        """Of views or of classes."""
        device = torch.device(device)
        shown = self._prepared([view for which in range(len(samples[0].views)) for view in (sample.views[which] for sample in samples)],
                               device)
        if self.settings.early and share < _EARLY:
            shown = functional.interpolate(shown, size=(self.settings.early,) * 2, mode="bilinear", antialias=True, align_corners=False)
        short = devices.half(device)
        if not self._by_class:
            places = torch.tensor([sample.place for sample in samples], device=device)
            with torch.autocast(device.type, short or torch.bfloat16, enabled=short is not None):
                features = network.encoder(shown)
            return views_loss(network.projection(features.float()), places, self.settings.temperature)
        labels = torch.tensor([sample.label for sample in samples], device=device)
        shown, kept = _mixed(shown, samples[0].luck, self.settings.mixed)
        with torch.autocast(device.type, short or torch.bfloat16, enabled=short is not None):
            features = network.encoder(shown)
        return class_loss(network.scores(features.float()), labels, labels.flip(0), kept, self.settings.smoothing)

    def _prepared(self, views: Sequence[np.ndarray], device: torch.device) -> torch.Tensor:
        # As `Preprocessing` does it, for all at once; what lies in memory is what the network wants already.
        shown = torch.from_numpy(np.stack(views)).to(device).permute(0, 3, 1, 2).float()
        mean, std = (torch.tensor(values, device=device)[:, None, None] for values in (self.preprocessing.mean, self.preprocessing.std))
        return shown.mul_(self.preprocessing.scale).sub_(mean).div_(std)

    def checks(self, alive: Callable[[], None]) -> list[tuple[np.ndarray, int, bool]]:
        """(tile, class, whether it is a query): tiles that are not trained on, to be found among ones that are."""
        found = []
        for tiles, asked in ((self._tiles, False), (self._held_out, True)):
            labelled = tiles.labelled
            for index in labelled[np.unique(np.linspace(0, len(labelled) - 1, min(_ARCHIVE, len(labelled))).astype(int))]:
                alive()
                found.append((plain(tiles.images[index], self.settings.side), int(tiles.labels[index]), asked))
        if len({asked for _, _, asked in found}) < 2:
            raise OptionError("There are no tiles of known classes to validate with.", "Give some to train on and some to validate on.")
        return found

    @torch.inference_mode()
    def validate(self, network: Pupil, samples: Sequence[tuple], device, alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """See `FIGURES`: tiles held out ask for those that were trained on, by the cosine of features."""
        device, network, found = torch.device(device), network.eval(), []
        short = devices.half(device)
        for first in range(0, len(samples), _BATCH):
            alive()
            shown = self._prepared([tile for tile, _, _ in samples[first : first + _BATCH]], device)
            with torch.autocast(device.type, short or torch.bfloat16, enabled=short is not None):
                found.append(network.encoder(shown).float().cpu().numpy())
        features, labels, asked = np.concatenate(found), np.array([one[1] for one in samples]), np.array([one[2] for one in samples])
        order = distances.order(distances.euclidean(features[asked], features[~asked]))[:, :_COUNT]
        relevant = labels[~asked][order] == labels[asked][:, None]
        return {"all": (float(accuracy.precision(relevant, _COUNT).mean()), float(accuracy.average_precision(relevant).mean()))}

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """For the log."""
        return "precision@20 {:.3f}, mAP@20 {:.3f}".format(*figures["all"])


def _begin(settings: Settings) -> TileEncoder:
    """Random weights, or those the settings name."""
    if not settings.start:
        torch.manual_seed(settings.seed)
        return TileEncoder(**settings.network)
    network = encoders.load(settings.start).network
    if not isinstance(network, TileEncoder) or network.settings != settings.network:
        raise ModelError(f"The encoder {settings.start} has other settings than {settings.network}.", "Give the same, or another START.")
    return network


def _mixed(shown: torch.Tensor, luck: np.ndarray, often: float) -> tuple[torch.Tensor, float]:
    """Tiles (N, 3, side, side) with their counterparts from the end of the batch, and how much is left of themselves.

    Half of the time one is set into the other as a square, or else both are seen at once.
    """
    if luck[0] >= often:
        return shown, 1.0
    kept = 0.5 + 0.5 * float(luck[1])
    if luck[2] < 0.5:
        return kept * shown + (1.0 - kept) * shown.flip(0), kept
    side = shown.shape[2]
    size = int(side * (1.0 - kept) ** 0.5)
    top, left = (int(one * (side - size)) for one in luck[3:5])
    mixed = shown.clone()
    mixed[:, :, top : top + size, left : left + size] = shown.flip(0)[:, :, top : top + size, left : left + size]
    return mixed, 1.0 - size**2 / side**2
