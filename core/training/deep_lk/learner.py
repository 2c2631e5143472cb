"""Deep Lucas-Kanade as what the loop trains."""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import torch

from ...lucas_kanade import warp
from ...lucas_kanade.corners import template_corners, unmoved
from ...lucas_kanade.guess import entries_matrix, on_canvas, stages
from ...models import deep_lk_weights
from ...models import device as devices
from ...models.deep_lk import INPUT_PX, TEMPLATE_PX, DeepLK
from ...models.preprocessing import Preprocessing
from ...models.store import find
from ..clipping import by_norm, by_value
from ..layers.stack import Stack, checksum
from . import validation
from .objective import choice_loss, corner_distance, corners_loss, entries_loss, regression_loss, relative_changes, step_loss
from .sample import Sample, draw
from .settings import Settings
from .validity import check, check_fit

#: What a network that begins with random weights is shown.
OWN = Preprocessing("any", note="one band of any range; locally normalised grey values, validity and directions of edges "
                    "(core/models/channels.py)")
OWN_RGB = Preprocessing("RGB", 1.0 / 255.0)
# How much the entries of a homography differ where corners are 32 px off, and by how much less they do at later stages.
_ENTRIES, _SPREADS = (0.3, 0.3, 24.0, 0.3, 0.3, 24.0, 0.002, 0.002), (1.0, 0.4, 0.2)
_REACH = 4.0                  # pixels of a level's map by which corners are moved
_MOST_GRADIENT = 0.1
_CROP, _SCENE_CROP = 64, 112  # level 1 is trained on parts of the images: what it sees is small


class DeepLKLearner:
    """See `core.training.learner.Learner`.

    Args:
        stacks: to train on; held_out: of other places, to validate on.
        settings: of the training.

    Raises:
        OptionError: the settings make no sense.
        ModelError: the weights to begin with cannot be used.
    """

    def __init__(self, stacks: list[Stack], held_out: list[Stack], settings: Settings):
        check(settings)
        self.settings, self._stacks, self._held_out = settings, stacks, held_out
        self.checksum = checksum([*stacks, *held_out])
        self._begin, self.preprocessing = begin(settings)

    def blank(self) -> DeepLK:
        """Random weights."""
        return copy.deepcopy(self._begin)

    def initial(self) -> DeepLK:
        """Random, or of the model the settings name."""
        return copy.deepcopy(self._begin)

    def save(self, path: Path, network: DeepLK) -> None:
        """See `deep_lk_weights.save`."""
        deep_lk_weights.save(path, network, self.preprocessing)

    def parameters(self, network: DeepLK) -> Iterable[torch.nn.Parameter]:
        """Those of the parts that are trained."""
        every = (values for part in self.settings.chosen for module in modules(network, part) for values in module.parameters())
        return list(dict.fromkeys(every))                    # a level alone and among all of them is the same

    def clip(self, parameters: Sequence[torch.nn.Parameter]) -> None:
        """Their length; each number, as published, where the loss is the published one."""
        if self.settings.by_entries:
            by_value(parameters, _MOST_GRADIENT)
        else:
            by_norm(parameters)

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """See `sample.draw`."""
        return self._drawn(self._stacks, rng)

    def _drawn(self, stacks: list[Stack], rng: np.random.Generator) -> Sample:
        return draw(stacks, rng, self.settings.reach, self.settings.published_bands, self.settings.cross_modal)

    def loss(self, network: DeepLK, samples: Sequence[Sample], device, share: float) -> torch.Tensor:
        """The loss of the part whose turn it is; what is not trained now is frozen, its normalisation too."""
        part = self.settings.part(share)[0]
        # What is dropped out must not depend on where a training was stopped.
        torch.manual_seed(samples[0].noise)
        network.eval()
        for module in modules(network, part):
            module.train()
        inputs, templates = (torch.from_numpy(np.stack(one)).to(device) for one in
                             ([sample.input for sample in samples], [sample.template for sample in samples]))
        truth = torch.from_numpy(np.stack([sample.homography for sample in samples])).to(device)
        generator = torch.Generator().manual_seed(samples[0].noise)
        if part == "levels":
            with self._short(device):
                scenes, maps = (pyramid(images.contiguous(memory_format=torch.channels_last)) for pyramid, images in
                                ((network.input, inputs), (network.template, templates)))
            return sum(self._map_loss(scenes[level - 1], maps[level - 1], truth, level, generator) for level in (1, 2, 3))
        kind, number = part.split("-")
        if kind == "level":
            return self._level_loss(network, int(number), inputs, templates, truth, generator)
        return self._regression_loss(network, int(number), inputs, templates, truth)

    def _level_loss(self, network: DeepLK, level: int, inputs, templates, truth, generator) -> torch.Tensor:
        if level == 1 and not self.settings.by_entries:
            inputs, templates, truth = _cropped(inputs, templates, truth, generator)
        with self._short(inputs.device):
            scenes, maps = (_map(pyramid, images, level) for pyramid, images in ((network.input, inputs), (network.template, templates)))
        return self._map_loss(scenes, maps, truth, level, generator)

    def _map_loss(self, scenes, maps, truth, level: int, generator) -> torch.Tensor:
        given = self.settings
        if given.by_entries:
            changes = relative_changes(generator, given.draws)
            return entries_loss(maps, scenes, truth, level, changes, given.weight, given.further)
        at = warp.to_level(truth, level)
        changes = torch.rand((given.draws, len(maps), 4, 2), generator=generator, dtype=torch.float64) * 2 - 1
        if given.objective == "bowl":
            return corners_loss(maps, scenes, at, changes, _REACH, given.weight, given.further)
        shape = (given.draws * 4, len(maps), 1, 2)
        moved = torch.randn(shape, generator=generator, dtype=torch.float64)
        moved = moved * torch.exp(torch.rand((*shape[:3], 1), generator=generator) * 2.7 - 1.0)
        tilt = torch.randn((*shape[:2], 4, 2), generator=generator, dtype=torch.float64)
        loss = choice_loss(maps, scenes, at, moved + 0.3 * tilt * moved.norm(dim=-1, keepdim=True))
        steps = sum(step_loss(maps, scenes, at, change * reach) for change, reach in zip(changes, (4.0, 2.0, 1.0)))
        return loss + given.step * steps

    def _regression_loss(self, network: DeepLK, number: int, inputs, templates, truth) -> torch.Tensor:
        """Of stage ``number``, which acts after the stages before it."""
        with torch.no_grad():
            before = stages(network, inputs, templates, number - 1)
        placed = on_canvas(templates, before[-1] if before else None)
        with self._short(inputs.device):
            entries = network.regression[number - 1](network.canvas(placed, inputs)).float()
        if self.settings.by_entries:
            wanted = truth @ torch.linalg.inv(before[-1]) if before else truth
            return regression_loss(entries, (wanted / wanted[:, 2:, 2:]).flatten(1)[:, :8])
        found = entries_matrix(entries) @ before[-1] if before else entries_matrix(entries)
        return corner_distance(found, truth, torch.from_numpy(template_corners()).to(truth)).mean()

    def _short(self, device) -> torch.autocast:
        where = torch.device(device)
        return torch.autocast(where.type, torch.bfloat16, enabled=self.settings.half and devices.is_fast_in_bfloat16(where))

    def checks(self, alive: Callable[[], None]) -> list[Sample]:
        """Samples of places that are not trained on, the same for the same seed."""
        found = []
        for index in range(self.settings.checks):
            alive()
            found.append(self._drawn(self._held_out, np.random.default_rng([self.settings.seed, 1, index])))
        return found

    def validate(self, network: DeepLK, samples: Sequence[Sample], device, alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """See `validation.validate`."""
        levels = any(part.startswith("level") for part in self.settings.chosen)
        return validation.validate(network, samples, device, alive, own=not levels)

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """See `validation.told`."""
        return validation.told(figures)


def modules(network: DeepLK, part: str) -> list[torch.nn.Module]:
    """What a part of the networks consists of."""
    if part == "levels":
        return [network.input, network.template]
    kind, number = part.split("-")
    index = int(number) - 1
    return [network.input.levels[index], network.template.levels[index]] if kind == "level" else [network.regression[index]]


def begin(settings: Settings) -> tuple[DeepLK, Preprocessing]:
    """The network a training begins with and what it is to be shown; ModelError where its weights cannot be used."""
    if settings.start:
        network, preprocessing = deep_lk_weights.load(find(settings.start, "deep-lk"))
        check_fit(settings, network)
        return network, preprocessing
    network = DeepLK.random(settings.seed, width=settings.width, special=settings.special, bands=settings.bands,
                            regression_width=settings.regression_width, hidden=settings.hidden)
    if not settings.by_entries:
        _centre(network)
    return network, OWN_RGB if settings.published_bands else OWN


def _centre(network: DeepLK) -> None:
    """Let regression networks begin near the guess that nothing has moved, with entries whose size they need not learn."""
    for regression, spread, begun in zip(network.regression, _SPREADS, (unmoved(), np.eye(3), np.eye(3))):
        regression.offset.copy_(torch.from_numpy(begun.ravel()[:8]))
        regression.scale.copy_(torch.tensor(_ENTRIES) * spread)
        with torch.no_grad():
            regression.conv_final.weight.mul_(0.1)


def _map(pyramid, images: torch.Tensor, level: int) -> torch.Tensor:
    """The map of a level; finer levels are used as they are."""
    with torch.no_grad():
        features = images.contiguous(memory_format=torch.channels_last)
        for finer in pyramid.levels[: level - 1]:
            features = finer.features(features)
    return pyramid.levels[level - 1](features)[1]


def _cropped(inputs, templates, truth, generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Parts of templates and inputs that show the same, and the homographies between them."""
    first = torch.randint(0, TEMPLATE_PX - _CROP + 1, (2,), generator=generator)
    left, top = first.tolist()
    middle = warp.apply(truth, (first + (_CROP - 1) / 2.0).to(truth)[None])[:, 0]
    corner = (middle - (_SCENE_CROP - 1) / 2.0).round().clamp(0, INPUT_PX - _SCENE_CROP).to(torch.int64)
    scenes = torch.stack([image[:, y : y + _SCENE_CROP, x : x + _SCENE_CROP] for image, (x, y) in zip(inputs, corner.tolist())])
    there, back = (torch.eye(3, dtype=truth.dtype, device=truth.device).repeat(len(truth), 1, 1) for _ in range(2))
    there[:, :2, 2], back[:, :2, 2] = first.to(truth), -corner.to(truth)
    moved = back @ truth @ there
    return scenes, templates[..., top : top + _CROP, left : left + _CROP], moved / moved[:, 2:, 2:]
