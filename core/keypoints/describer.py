"""What keypoints are found with: a network and how it wants to see an image."""
from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
import torch

from ..errors import ModelError
from ..models import d2net_weights, folders, store, tensors
from ..models import device as devices
from ..models.d2net import SLIM, D2Net
from ..models.preprocessing import Preprocessing
from ..models.stretch import Stretch

# Sides of tiles: a layer over one takes less than a second, and memory a few hundred megabytes.
_TILE_PX, _WIDE_TILE_PX, _CUDA_TILE_PX = 512, 384, 1024


# What the reference implementation of heterogeneous matching shows to weights that were trained on BGR, 0 to 255, less the mean colour.
_MISTAKEN = Preprocessing("RGB", 1 / 255, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))


class Describes(Protocol):
    """What extraction asks of a describer.

    Attributes:
        channels: of a descriptor.
        tile_px: side of the tiles, in pixels of a level, that it sees at its best.
    """

    channels: int
    tile_px: int

    def stretch(self, image: np.ndarray, valid: np.ndarray) -> Stretch | None:
        """What is to be done to the values of a whole image before it is resized; None: nothing."""

    def bands(self, image: np.ndarray, valid: np.ndarray, stretch: Stretch | None) -> np.ndarray:
        """(1, rows, cols) or (3, rows, cols) float32, 0 to 255, of a part of it."""

    def colours(self, bands: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """(3, rows, cols) float32 that the network sees of `bands`, resized or not; 0 where not valid."""

    def features(self, prepared: np.ndarray, alive: Callable[[], None] = lambda: None) -> torch.Tensor:
        """(C, h, w) float32, not below 0, cell i at the pixel 4 i + 3.5; ``alive`` is called often meanwhile."""


class Describer:
    """D2-Net with the preprocessing that belongs to its weights; see `Describes`.

    Args:
        network: its weights.
        preprocessing: how it wants to see an image.
        device: where it runs.
        half: the type convolutions are computed in; None for full precision, without which neighbours become equal and no maxima.
        id, title: of the model.
    """

    def __init__(self, network: D2Net, preprocessing: Preprocessing, device: torch.device, half: torch.dtype | None = None,
                 id: str = "d2net", title: str = "D2-Net"):
        self.id, self.title = id, title
        self.channels = network.widths[-1]
        wide = self.channels > SLIM[-1]
        self.tile_px = _CUDA_TILE_PX if device.type == "cuda" else _WIDE_TILE_PX if wide else _TILE_PX
        self._network = network.to(device, memory_format=torch.channels_last).eval()
        self._preprocessing, self._device, self._half = preprocessing, device, half

    def stretch(self, image: np.ndarray, valid: np.ndarray) -> Stretch | None:
        """Of grey values (rows, cols) of any range; colours (3, rows, cols) are 0 to 255 already and stay."""
        return Stretch.of(image, valid) if np.ndim(image) == 2 else None

    def prepare(self, image: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """What the network sees of an image at its own size.

        Args:
            image: (rows, cols) grey values of any range, or (3, rows, cols) red, green, blue 0 to 255; finite where valid.
            valid: (rows, cols) bool; elsewhere the result is 0, the mean colour.

        Returns:
            (3, rows, cols) float32 in the network's order of bands.

        Raises:
            ModelError: the shapes do not fit.
        """
        if np.ndim(image) not in (2, 3) or np.shape(valid) != np.shape(image)[-2:]:
            raise ModelError(f"An image {np.shape(image)} with a validity {np.shape(valid)} cannot be described.",
                             "Give (rows, cols) or (3, rows, cols), and (rows, cols) of validity.")
        return self.colours(self.bands(image, valid, self.stretch(image, valid)), valid)

    def bands(self, image: np.ndarray, valid: np.ndarray, stretch: Stretch | None) -> np.ndarray:
        """The first half of `prepare`, of a part of an image whose stretch is known; what is not valid becomes 0."""
        return np.where(valid, image, 0).astype(np.float32) if stretch is None else stretch(image, valid)[None]

    def colours(self, bands: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """The second half of `prepare`, of values 0 to 255 that may have been resized."""
        return self._preprocessing(bands, valid)

    def features(self, prepared: np.ndarray, alive: Callable[[], None] = lambda: None) -> torch.Tensor:
        """Features of what `prepare` has made.

        Args:
            prepared: (3, rows, cols) float32.
            alive: called before every layer; may raise to end the work.

        Returns:
            (C, h, w) float32 on the device, not below 0, cell i at the pixel 4 i + 3.5.

        Raises:
            ModelError: the image is too small.
        """
        images = torch.from_numpy(np.ascontiguousarray(prepared, np.float32)[None]).to(self._device)
        with _watched(self._network, alive):
            found = self._run(images, self._half)
            if self._half and not bool(torch.isfinite(found).all()):
                # Weights that expect values of 255 may bring more than a short type can hold.
                found = self._run(images, None)
        return found

    @torch.inference_mode()
    def _run(self, images: torch.Tensor, half: torch.dtype | None) -> torch.Tensor:
        with torch.autocast(self._device.type, half, enabled=half is not None):
            found = self._network(images.contiguous(memory_format=torch.channels_last))[0]
        return found.float().contiguous()


def load_describer(model: str = "", device: str = "auto", compat: bool = False) -> Describer:
    """The describer of a model.

    Args:
        model: id or file of a model for d2net; empty: the first one that is here.
        device: auto, cpu or cuda.
        compat: prepare images as Lan et al. 2021 did for D2-Net's weights, which want something else; others keep what they want.

    Raises:
        ModelError: there is no such model, or its file is missing, damaged or something else.
        OptionError: there is no such device.
    """
    where = devices.choose(device)
    path = store.find(model, "d2net")
    network, preprocessing = d2net_weights.load(path)
    about = tensors.about(path)
    if compat and preprocessing.bands == "BGR":
        preprocessing = _MISTAKEN
    name = str(about.get("model") or path.stem)
    title = str(about.get("title") or f"D2-Net {name}")
    if not model and path.parent == folders.SHIPPED:
        title = f"{name}, as no published weights of D2-Net are here"
    return Describer(network, preprocessing, where, None, name, title)


@contextlib.contextmanager
def _watched(network: D2Net, alive: Callable[[], None]) -> Iterator[None]:
    """Calls ``alive`` before every layer: a forward pass may take many seconds."""
    hooks = [layer.register_forward_pre_hook(lambda *_: alive()) for layer in network.features]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
