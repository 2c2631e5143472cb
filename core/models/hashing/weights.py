"""Hash networks in safetensors files, with the encoder they were trained on and how."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import ModelError
from .. import assembly, tensors
from ..preprocessing import Preprocessing
from .hash_network import BITS, HashNetwork

KIND = "hashing"
FAMILY = assembly.Family(KIND, "a hash network", HashNetwork, {
    "features": (int, 1, 65536), "bits": (int, *BITS), "hidden": (int, 1, 8192), "narrow": (int, 1, 8192)})
_MOST_GROUND_M = 1e6


@dataclass(frozen=True)
class HashModel:
    """A hash network and what belongs to it.

    Attributes:
        network: in evaluation mode, on the CPU.
        encoder: id of the model that sees the tiles; encoder_checksum: sha256 of its weights, 64 digits.
        encoder_file: where it lay in the training; used where no model is called so.
        classes: it was trained on; none where it learned without.
        ground_m: side of the tiles it was trained on, metres on the ground; 0: not known.
        training: its settings, such as alpha, beta, gamma and the seed, and the checksum of the split.
    """

    network: HashNetwork
    encoder: str
    encoder_checksum: str
    encoder_file: str = ""
    classes: tuple[str, ...] = ()
    ground_m: float = 0.0
    training: Mapping = field(default_factory=dict)


def save(path: str | Path, model: HashModel, half: bool = False) -> None:
    """Write a model, the same bytes for the same weights; ``half``: kernels as float16, for half the size."""
    more = {"encoder": model.encoder, "encoder_sha256": model.encoder_checksum, "encoder_file": model.encoder_file,
            "classes": list(model.classes), "ground_m": model.ground_m, "training": dict(model.training)}
    Path(path).write_bytes(assembly.content(FAMILY, model.network, Preprocessing("RGB", note="by its encoder"), half, more))


def load(path: str | Path) -> HashModel:
    """The model of a file.

    Raises:
        ModelError: the file is damaged, or holds another network or none.
    """
    path = Path(path)
    network, _ = assembly.load(FAMILY, path)
    about = tensors.about(path)
    encoder, digest, ground, classes = (about.get(name) for name in ("encoder", "encoder_sha256", "ground_m", "classes"))
    if not (isinstance(encoder, str) and encoder and isinstance(digest, str) and isinstance(ground, (int, float))
            and 0.0 <= ground <= _MOST_GROUND_M and isinstance(classes, list)):
        raise ModelError(f"{path.name} does not say which encoder it was trained on.", "Train it anew.")
    training = about.get("training")
    return HashModel(network, encoder, digest, str(about.get("encoder_file") or ""), tuple(map(str, classes)), float(ground),
                     training if isinstance(training, dict) else {})


def described(model: HashModel) -> dict:
    """What a model is, for cards and reports."""
    return {"settings": model.network.settings, **{name: value for name, value in vars(model).items() if name != "network"}}
