"""Weights of CorrFusionNet in a safetensors file, with their classes and with what tiles are to be prepared by."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from ...errors import ModelError, OptionError
from .. import assembly, tensors
from ..preprocessing import Preprocessing
from . import backbones, legend
from .block import TEMPERATURES
from .legend import WUHAN, Legend
from .network import CorrFusionNet

#: What tiles are shown as: -0.5 to 0.5. The published code divided by the largest value of a file; both are the same where that is 255.
PREPROCESSING = Preprocessing("RGB", 1.0 / 255.0, (0.5, 0.5, 0.5))
FAMILY = assembly.Family("scenechange", "CorrFusionNet", CorrFusionNet, {
    "backbone": (str, *backbones.BACKBONES), "classes": (int, 1, legend.MOST), "fusion": (bool, 0, 1), "average": (bool, 0, 1),
    "shared": (bool, 0, 1), "side": (int, 0, 1024), "width": (int, 1, 8192), "ratio": (int, 1, 8192), "temperature": (str, *TEMPERATURES),
    "inert": (bool, 0, 1)})
_CLASSES, _GROUND, _AGAIN = "legend", "ground_m", "Import what was published again, or train anew."
_MOST_GROUND_M = 1e5


@dataclass(frozen=True)
class SceneModel:
    """A network and what belongs to it.

    Attributes:
        network: in evaluation mode, on the CPU.
        preprocessing: of tiles.
        legend: of its classes.
        ground_m: side of the tiles it was trained on, metres on the ground; 0: not known.
    """

    network: CorrFusionNet
    preprocessing: Preprocessing = PREPROCESSING
    legend: Legend = WUHAN
    ground_m: float = 0.0


def save(path: str | Path, model: SceneModel, half: bool = False) -> None:
    """Write a model, the same bytes for the same weights; ``half``: kernels as float16, for half the size."""
    more = {_CLASSES: model.legend.text(), _GROUND: model.ground_m}
    Path(path).write_bytes(assembly.content(FAMILY, model.network, model.preprocessing, half, more))


def load(path: str | Path) -> SceneModel:
    """The model of a file.

    Raises:
        ModelError: the file is damaged, or holds another network or none.
    """
    path = Path(path)
    network, preprocessing = assembly.load(FAMILY, path)
    about, count = tensors.about(path), network.settings["classes"]
    try:
        told = about.get(_CLASSES)
        classes = legend.parse(told) if told else WUHAN if count == len(WUHAN) else legend.named(f"class {n + 1}" for n in range(count))
        ground = float(about.get(_GROUND) or 0.0)
        if len(classes) != count or not 0.0 <= ground <= _MOST_GROUND_M:
            raise ValueError(f"{len(classes)} names of {count} classes, tiles of {ground} m")
    except (OptionError, AttributeError, TypeError, ValueError) as error:
        raise ModelError(f"{path.name} does not say what its classes are: {str(error).rstrip('.')}.", _AGAIN) from error
    return SceneModel(network, preprocessing, classes, ground)


def described(model: SceneModel) -> dict:
    """What a model is, for cards and reports."""
    return {"settings": model.network.settings, "classes": list(model.legend.names), "preprocessing": asdict(model.preprocessing),
            "ground_m": model.ground_m}
