"""Encoders: what sees a tile and says in numbers what is there."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ...errors import ModelError
from .. import assembly, checksum, conversion, device, store, tensors
from ..corrfusion import backbones, imagenet
from ..preprocessing import Preprocessing
from . import inception
from .tile_encoder import SMALLEST, TileEncoder

#: Our own; others are Inception-v3, as published or as torchvision has it.
FAMILY = assembly.Family("tile-encoder", "the tile encoder", TileEncoder, {
    "width": (int, 1, 64), "blocks": (int, 1, 8), "features": (int, 1, 8192), "side": (int, SMALLEST, 512)})
TASK = "encoder"
#: Tasks of the models that can be encoders; that of torchvision's files is to begin scene-change models with.
TASKS = (FAMILY.kind, TASK, imagenet.TASK)
PREPROCESSING = Preprocessing("RGB", 1.0 / 255.0, (0.5, 0.5, 0.5), (0.25, 0.25, 0.25))
_INCEPTION = "inceptionv3"


@dataclass(frozen=True)
class Encoder:
    """An encoder with what belongs to it.

    Attributes:
        id: of the model. checksum: sha256 of its weights: an encoder that has been trained anew makes other features.
        network: (N, 3, side, side) prepared to (N, features).
        preprocessing: of tiles. side: of what the network is shown, pixels. features: that come out.
        ground_m: side of the tiles it was trained on, metres on the ground; 0: not known.
        published: tiles are enlarged as the graph of 2015-12-05 does it.
    """

    id: str
    checksum: str
    network: nn.Module
    preprocessing: Preprocessing
    side: int
    features: int
    ground_m: float = 0.0
    published: bool = False

    def on(self, where: torch.device | str) -> Callable[..., np.ndarray]:
        """The encoder at work on a device: ``(tiles, batch, alive) -> (N, features)``, see `seen`."""
        place = torch.device(where)
        network = self.network.to(place, memory_format=torch.channels_last).eval()
        return lambda tiles, batch=64, alive=lambda: None: seen(network, self, tiles, place, batch, alive)


@torch.inference_mode()
def seen(network: nn.Module, encoder: Encoder, tiles: np.ndarray, where: torch.device, batch: int,
         alive: Callable[[], None]) -> np.ndarray:
    """(N, features) float32 of tiles (N, 3, side, side) uint8; ``alive`` is called before every batch."""
    found = np.empty((len(tiles), encoder.features), np.float32)
    short = device.half(where) if where.type == "cuda" else None
    for first in range(0, len(tiles), batch):
        alive()
        part = inception.enlarged(tiles[first : first + batch], encoder.side, encoder.published)
        shown = torch.from_numpy(np.stack([encoder.preprocessing(tile) for tile in part])).to(where)
        with torch.autocast(where.type, short or torch.bfloat16, enabled=short is not None):
            found[first : first + batch] = network(shown.contiguous(memory_format=torch.channels_last)).float().cpu().numpy()
    return found


def load(model: str = "", file: str = "") -> Encoder:
    """An encoder by its id.

    Args:
        model: id or file; empty: the first that is present, which ships with the plugin.
        file: looked at where there is no such id.

    Raises:
        ModelError: it is missing, damaged, or no encoder.
    """
    try:
        path = store.find(model, *TASKS)
    except ModelError:
        if not (file and Path(file).is_file()):
            raise
        path = Path(file)
    about = tensors.about(path)
    return load_own(path) if about.get("kind") == FAMILY.kind else _inception(path, about)


def load_own(path: Path) -> Encoder:
    """The tile encoder of a file; ModelError where it is damaged or holds another network or none."""
    network, preprocessing = assembly.load(FAMILY, path)
    settings = network.settings
    return Encoder(path.stem, checksum.remembered(path), network, preprocessing, settings["side"], settings["features"],
                   _ground(tensors.about(path)))


def _inception(path: Path, about: dict) -> Encoder:
    published = about.get("kind") == TASK
    with torch.device("meta"):
        network = inception.InceptionEncoder(published)
    fitted = conversion.fitting(tensors.read(path), backbones.shapes(_INCEPTION), path.name)
    counts = {name: torch.zeros((), dtype=torch.long) for name in network.network.state_dict() if name.endswith("num_batches_tracked")}
    network.network.load_state_dict({**{name: value.clone() for name, value in fitted.items()}, **counts}, assign=True)
    try:
        preprocessing = Preprocessing(**about["preprocessing"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path.name} does not say how images are to be prepared: {error}.", "Import the published file again.") from error
    return Encoder(path.stem, checksum.remembered(path), network.eval(), preprocessing, inception.SIDE, inception.FEATURES,
                   published=published)


def save(path: str | Path, network: TileEncoder, ground_m: float = 0.0, half: bool = False) -> None:
    """Write our own encoder, the same bytes for the same weights; ``half``: kernels as float16."""
    Path(path).write_bytes(assembly.content(FAMILY, network, PREPROCESSING, half, {"ground_m": ground_m}))


def _ground(about: dict) -> float:
    value = about.get("ground_m")
    return float(value) if isinstance(value, (int, float)) and 0.0 <= value < 1e6 else 0.0
