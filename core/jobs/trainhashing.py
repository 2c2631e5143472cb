"""Train hash model: MiLaN's network on the features of a frozen encoder, judged on tiles it has never seen."""
from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ..errors import OptionError
from ..language import mark, tr
from ..models import store
from ..models.hashing import encoders
from ..models.hashing.encoders import Encoder
from ..models.hashing.hash_network import HashNetwork
from ..options.hashing import TrainHashingOptions
from ..outputs import atomic, refuse_unwritable
from ..progress import Progress, Steps
from ..reporting.search import training_page
from ..retrieval import class_folders
from ..retrieval.evaluation import RECALLS, Coded, Evaluation, evaluate
from ..training import checkpoint
from ..training.hashing.features import Features
from ..training.hashing.learner import HashLearner
from ..training.hashing.preparation import seen
from ..training.hashing.settings import Settings
from ..training.kinds import KINDS
from ..training.loop import Trained
from ..training.optimiser import optimiser_of
from ..training.state import BEST
from . import tile_sets
from .judging import Judge, Judged
from .search_gallery import galleries
from .tile_sets import Chosen, TileSet
from .training import Plan, run

_KIND = KINDS["hashing"]
_BATCH, _RATE, _GALLERIES, _COUNT = 90, 1e-4, 6, 20
_SAME = ("bits", "hidden", "narrow", "sampler", "balance", "alpha", "beta", "gamma", "steps", "constant", "seed")
_USES = dict(zip(class_folders.PARTS, (mark("training"), mark("validation"), mark("test"))))


@dataclass(frozen=True)
class HashingData:
    """Tiles that are learned from.

    Attributes:
        tiles: all. numbers: part -> of its tiles. features: part -> what the encoder has seen; none where the part is empty.
        split: text of the split file.
    """

    tiles: TileSet
    numbers: dict[str, np.ndarray]
    features: dict[str, Features]
    split: str

    @property
    def files(self) -> tuple[str, ...]:
        """That are not to be overwritten."""
        return self.tiles.files

    @property
    def places(self) -> tuple[int, int]:
        """How many tiles are trained on, and how many are kept for validation."""
        return len(self.numbers["train"]), len(self.numbers["validate"])

    @property
    def rows(self) -> list[tuple[str, str, int, int, str]]:
        """(use, source, tiles, views, classes) of every part."""
        return [(_USES[part], self.tiles.source, len(found), found.values.shape[1],
                 ", ".join(found.classes[label] for label in np.unique(found.labels)) if found.classes else mark("not known"))
                for part, found in self.features.items()]


def trainhashing(options: TrainHashingOptions, progress: Progress) -> dict:
    """Train a hash model on what the options name and write what validated best, with its card.

    Returns:
        The results declared in ``TrainHashingOptions.RESULTS``.

    Raises:
        TiepointError: bad input, nothing to train on, or a training that diverges; no output is written then.
        Cancelled: from ``progress``; the folder of the training keeps every step that was done.
    """
    def plan(device: torch.device) -> Plan:
        tile_sets.check(options, classless=True)
        if options.train_share + options.validation_share > 1.0:
            raise OptionError(f"TRAIN_SHARE and VALIDATION_SHARE are {options.train_share:g} and {options.validation_share:g}, more than "
                              "all.", "Leave something for the test.")
        if options.split_output:
            refuse_unwritable(options.split_output)
        batch, rate = options.batch or _BATCH, options.rate or _RATE
        settings = Settings(batch=batch, rate=rate, start=options.start_model, **{name: getattr(options, name) for name in _SAME})
        encoder = encoders.load(options.encoder)
        named = options.encoder if Path(options.encoder).is_file() else ""
        begun = (store.find(options.start_model, _KIND.id),) if options.start_model else ()
        return Plan("trainhashing", _KIND, settings, lambda told: _gather(options, encoder, named, device, told),
                    lambda data: _learner(data, settings, progress), _judge(options, device), begun,
                    lambda: HashLearner((), (), settings))

    return run(options, plan, progress)


def _gather(options: TrainHashingOptions, encoder: Encoder, named: str, device: torch.device, progress: Progress) -> HashingData:
    """Tiles, how they are divided, and what the encoder sees in them."""
    tiles = tile_sets.gather(options, encoder.side, encoder.ground_m, options.seed, Steps(progress, 0.0, 0.3))
    if options.split:
        parts = class_folders.read_split(options.split)
    else:
        rest = max(0.0, 1.0 - options.train_share - options.validation_share)
        parts = tile_sets.divided(tiles, (options.train_share, options.validation_share, rest), options.shuffled, options.seed,
                                  progress.log)
    class_folders.disjoint(parts)
    text, digest = class_folders.split_text(parts), class_folders.split_digest(parts)
    numbers = {part: tile_sets.numbers_of(tiles, names) for part, names in parts.items()}
    features, done, total = {}, 0.0, sum(len(one) * (options.views if part == "train" else 1) for part, one in numbers.items())
    for part, chosen in numbers.items():
        if not len(chosen):
            continue
        # Without classes the same place has to be found again: it takes two views at least.
        views = options.views if part == "train" else 1 if tiles.classes else 2
        share = len(chosen) * (options.views if part == "train" else 1) / max(total, 1)
        told = Steps(progress, 0.3 + 0.7 * done, 0.3 + 0.7 * min(1.0, done + share))
        values = seen(Chosen(tiles.tiles, chosen), encoder, views if tiles.classes else max(2, views), options.seed, device, told)
        features[part] = Features(values, tiles.labels[chosen], tuple(parts[part]), tiles.classes, encoder.id, encoder.checksum, named,
                                  tiles.ground or encoder.ground_m, digest)
        done += share
    for part in ("train", "validate"):
        if part not in features:
            raise OptionError(f"There are no tiles for the {_USES[part]}.", "Give a split with some, or more tiles.")
    progress.log("Tiles: " + ", ".join(f"{len(chosen)} for the {_USES[part]}" for part, chosen in numbers.items()) + ".")
    return HashingData(tiles, numbers, features, text)


def _learner(data: HashingData, settings: Settings, progress: Progress) -> HashLearner:
    learner = HashLearner(data.features["train"], data.features["validate"], settings)
    if learner.scarce:
        progress.log(f"{learner.scarce} classes have fewer than {2 * (settings.batch // 3)} tiles: some occur more than once in a step.",
                     "warning")
    return learner


def _judge(options: TrainHashingOptions, device: torch.device) -> Judge:
    """A judge of what validated best, on the test, or on the validation where there is no test."""
    def judge(data: HashingData, learner: HashLearner, trained: Trained, folder: Path, progress: Progress) -> Judged:
        network = learner.blank()
        step = checkpoint.load(folder / BEST, network, optimiser_of(learner, learner.parameters(network)))
        kept = Trained(network.eval(), step, [line for line in trained.curve if line["step"] <= step])
        part = "test" if "test" in data.features else "validate"
        held = data.features[part]
        found, labels = _evaluated(network, held, device, lambda: progress.step(0.5, "Testing"))
        results = {"TEST_PLACES": len(data.numbers["test"]), "BITS": network.bits, "MAP": found.mean_average_precision,
                   "PRECISION": found.precision, "EXPECTED_MAP": found.expected, "REAL_MAP": found.real, "CHANCE": found.chance}
        progress.log(f"Step {step}, which validated best, on {found.queries} tiles of the {_USES[part]}: mAP@{found.count} "
                     f"{found.mean_average_precision:.3f}, precision {found.precision:.3f}, by chance {found.chance:.3f}.")
        warnings = _warnings(found, part, bool(held.classes))
        views = held.values.shape[1]
        tiles = Chosen(data.tiles.tiles, np.repeat(data.numbers[part], 1 if held.classes else views))
        shown = galleries(found.nearest, tiles, tiles, (labels, labels), held.classes, _GALLERIES)
        if options.split_output:
            with atomic(options.split_output, data.files) as partial:
                Path(partial).write_text(data.split, encoding="utf-8")
        names = held.classes or [tr("place {number}", number=label) for label in range(int(labels.max()) + 1)]
        figures = {name.lower(): round(value, 4) for name, value in results.items() if isinstance(value, float) and math.isfinite(value)}
        about = {_USES[part]: figures, "encoder": held.encoder, "classes": list(held.classes)}
        return Judged(kept, results, warnings, lambda record: training_page(
            {**record, "evaluation": found, "names": names, "recalls": RECALLS, "galleries": shown, "kept": step,
             "tested": len(data.numbers["test"])}), about)

    return judge


def _evaluated(network: HashNetwork, held: Features, device: torch.device, alive) -> tuple[Evaluation, np.ndarray]:
    """What codes find, and the labels of the tiles that were asked: without classes, every view asks for the others of its place."""
    values = held.plain if held.classes else held.values.reshape(-1, held.values.shape[2])
    labels = held.labels if held.classes else np.repeat(held.labels, held.values.shape[1])
    with torch.inference_mode():
        hashed = network.to(device)(torch.from_numpy(np.ascontiguousarray(values)).to(device)).cpu().numpy()
    network.cpu()
    return evaluate(Coded(hashed, values, labels), count=_COUNT, alive=alive), labels


def _warnings(found: Evaluation, part: str, classed: bool) -> list[str]:
    warnings = []
    if part != "test":
        warnings.append("There is no test: the figures are of the validation, by which the model was chosen.")
    if not classed:
        warnings.append("No classes are known: right is what shows the same place, in another view or on another date. How well codes "
                        "tell kinds of land apart is not measured by that.")
    if found.decided < 0.5:
        warnings.append(f"Bits are decided to {found.decided:.0%} only: a higher BETA or more STEPS make codes surer.")
    if found.mean_average_precision < found.encoder:
        warnings.append(f"The codes find less than the encoder's features alone ({found.mean_average_precision:.3f} instead of "
                        f"{found.encoder:.3f}): give more BITS, tiles or STEPS.")
    return warnings
