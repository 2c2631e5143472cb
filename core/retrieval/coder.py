"""What turns tiles into codes: an encoder that sees them, and a hash network that makes bits of what it has seen."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from ..errors import ModelError
from ..models import checksum, store
from ..models import device as devices
from ..models.hashing import encoders, weights
from ..models.hashing.encoders import Encoder

#: Task of the models that make codes.
TASK = weights.KIND
_BATCH = 64


class Coder:
    """A hash model with the encoder it was trained on; what it says of a tile does not depend on which others it is shown with.

    Args:
        model: id or file name of the hash model; checksum: sha256 of its file, which names its encoder's in turn.
        encoder: sees the tiles; hashing: what the file of the hash model holds.
        device: where both run.

    Attributes:
        model, checksum: as given; an index keeps the checksum and refuses any other.
        bits: of a code. side: of the square tiles it sees, pixels. features_count: of a tile.
        ground: side of the tiles it was trained on, metres on the ground; None: not known.
    """

    def __init__(self, model: str, checksum: str, encoder: Encoder, hashing: weights.HashModel, device: torch.device | str = "cpu"):
        self.model, self.checksum, self.device = model, checksum, torch.device(device)
        self.encoder, self.hashing = encoder, hashing
        self.bits, self.side, self.features_count = hashing.network.bits, encoder.side, hashing.network.features
        self.ground: float | None = hashing.ground_m or None
        self._network = hashing.network.to(self.device).eval()
        self._encoder = encoder.on(self.device)

    def features(self, tiles: np.ndarray, alive: Callable[[], None] = lambda: None) -> np.ndarray:
        """(N, features) float32 of tiles (N, 3, side, side) uint8 red, green, blue; ``alive`` is called before every batch.

        Raises:
            ModelError: the tiles have another shape or type.
        """
        tiles = np.asarray(tiles)
        if tiles.ndim != 4 or tiles.shape[1:] != (3, self.side, self.side) or tiles.dtype != np.uint8:
            raise ModelError(f"Tiles of shape {tiles.shape} and type {tiles.dtype} cannot be coded.",
                             f"Give (N, 3, {self.side}, {self.side}) uint8.")
        return self._encoder(tiles, _BATCH, alive)

    @torch.inference_mode()
    def hashed(self, features: np.ndarray) -> np.ndarray:
        """(N, bits) float32 between 0 and 1 of features (N, features); a bit of the code is 1 where this is above 0.5.

        Raises:
            ModelError: the features have another shape.
        """
        features = np.asarray(features, np.float32)
        if features.ndim != 2 or features.shape[1] != self.features_count:
            raise ModelError(f"Features of shape {features.shape} cannot be coded.", f"Give (N, {self.features_count}).")
        return self._network(torch.from_numpy(features).to(self.device)).float().cpu().numpy()


def load_coder(model: str = "", encoder: str = "", device: str = "auto") -> Coder:
    """The coder of a hash model.

    Args:
        model: id or file; empty: the first that is present, which ships with the plugin.
        encoder: id the hash model must have been trained on; empty: whichever it was.
        device: ``auto``, ``cpu`` or ``cuda``.

    Raises:
        ModelError: a model is missing, damaged or was trained on another encoder. OptionError: there is no such device.
    """
    where = devices.choose(device)
    path = store.find(model, TASK)
    hashing = weights.load(path)
    if encoder and encoder != hashing.encoder:
        raise ModelError(f"The hash model {path.stem} was trained on the encoder {hashing.encoder}, not on {encoder}.",
                         "Choose its own encoder, or train a hash model on the other with 'Train hash model'.")
    seen = encoders.load(hashing.encoder, hashing.encoder_file)
    if seen.checksum != hashing.encoder_checksum:
        raise ModelError(f"The hash model {path.stem} was trained on another version of the encoder {hashing.encoder}.",
                         "Bring in the file that it was trained on, or train a hash model anew.")
    name = path.stem if model != str(path) else path.name
    return Coder(name, checksum.remembered(path), seen, hashing, where)

