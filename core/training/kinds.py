"""What can be trained."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import OptionError
from ..language import mark
from .d2net.learner import D2NetLearner
from .d2net.settings import Settings as D2NetSettings
from .deep_lk.clkn_learner import ClknLearner
from .deep_lk.clkn_settings import Settings as ClknSettings
from .deep_lk.learner import DeepLKLearner
from .deep_lk.settings import Settings as DeepLKSettings
from .hashing import features
from .hashing.learner import FIGURES as CODED
from .hashing.learner import HashLearner
from .hashing.settings import Settings as HashSettings
from .layers.stack import load_parts
from .matcher.learner import DenseLearner
from .matcher.settings import Settings as DenseSettings
from .pixel_change import samples
from .pixel_change.learner import FIGURES as CHANGE_FIGURES
from .pixel_change.learner import ChangeLearner
from .pixel_change.settings import Settings as ChangeSettings
from .pixel_change.sources import CARD
from .scene_change import pairs
from .scene_change.archive import SOURCES
from .scene_change.learner import SceneLearner
from .scene_change.settings import Settings as SceneSettings
from .scene_change.validation import FIGURES
from .tile_encoder import preparation, tiles
from .tile_encoder.learner import FIGURES as FOUND
from .tile_encoder.learner import EncoderLearner
from .tile_encoder.settings import Settings as EncoderSettings


@dataclass(frozen=True)
class Kind:
    """A kind of network that can be trained.

    Attributes:
        id: task of its models, see `core.models.record`.
        method: id of the method that uses it first.
        learner, settings: classes, see `core.training.learner`.
        architecture: where the network is defined.
        figures: what `Learner.validate` finds, for a card.
        found: the same in a word or two, for a chart.
        load: what a folder of data holds to train on and to validate on.
        data: what the shipped models are trained and validated on, for a card; None: the layers of `core.training.layers.prepare`.
    """

    id: str
    method: str
    learner: type
    settings: type
    architecture: str
    figures: str
    found: str
    load: Callable[[Path], tuple] = load_parts
    data: Mapping[str, list[str]] | None = None


_PLACED = "share of templates whose corners are found within 1, 3 and 5 px on average, by pair of modalities, on places not trained on"
KINDS = {kind.id: kind for kind in (
    Kind("dense", "dense", DenseLearner, DenseSettings, "core/models/descriptors.py: DenseDescriptor",
         mark("share of windows of 64 px found within 1 px and 3 px, by pair of modalities, on places not trained on"),
         mark("windows found")),
    Kind("d2net", "cnn-matching", D2NetLearner, D2NetSettings, "core/models/d2net.py: D2Net",
         mark("mean matching accuracy within 1, 3, 5 and 10 px, by pair of modalities, on places not trained on"), mark("matches right")),
    Kind("deep-lk", "deep-lk", DeepLKLearner, DeepLKSettings, "core/models/deep_lk.py: DeepLK",
         mark("share of templates whose corners are found within 1, 3 and 5 px on average, by pair of modalities, on places not trained "
              "on; then of those guessed within 5, 10 and 20 px"), mark("templates placed")),
    Kind("clkn", "clkn", ClknLearner, ClknSettings, "core/models/clkn.py: Clkn", _PLACED, "templates placed"),
    Kind("scenechange", "scenechange", SceneLearner, SceneSettings, "core/models/corrfusion/network.py: CorrFusionNet",
         f"on tiles not trained on, whether classes are right, 0 to 1: {', '.join(FIGURES)}", "tiles right", pairs.load_parts, SOURCES),
    Kind("change", "network", ChangeLearner, ChangeSettings, "core/models/change_network.py: ChangeNetwork",
         f"on pixels of places not trained on whose change is known, by source: {', '.join(CHANGE_FIGURES)}", "change found",
         samples.load_parts, CARD),
    Kind("tile-encoder", "tile-encoder", EncoderLearner, EncoderSettings, "core/models/hashing/tile_encoder.py: TileEncoder",
         f"tiles not trained on ask for those trained on, by the cosine of features: {', '.join(FOUND)}", "tiles found", tiles.load_parts,
         preparation.SOURCES),
    Kind("hashing", "hashing", HashLearner, HashSettings, "core/models/hashing/hash_network.py: HashNetwork",
         CODED, "tiles found", features.load_parts, preparation.CLASSED),
)}


def of_method(method: str) -> Kind:
    """The kind that a method uses; OptionError where none is trained for it."""
    for kind in KINDS.values():
        if kind.method == method:
            return kind
    known = ", ".join(kind.method for kind in KINDS.values())
    raise OptionError(f"There is nothing to train for the method '{method}'.", f"Choose one of: {known}.")
