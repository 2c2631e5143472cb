"""What a matching method sees images through: a network that describes cells of 8, 16 and 32 pixels.

Source: Yang, Dan, Yang 2018, doi:10.1109/ACCESS.2018.2853100, with VGG-16; our dense features take its place where its weights are not.
"""
from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch.nn import functional

from ..errors import ModelError
from . import conversion, store, tensors, weights
from . import device as devices
from .features import Features
from .preprocessing import Preprocessing
from .stretch import stretched
from .vgg import ALIGNMENT, Vgg16

Taps = tuple[np.ndarray, np.ndarray, np.ndarray]

# Cells of a field to a side of a cell of a tap.
_BLOCK = 4


class Backbone(Protocol):
    """A network that is ready to describe images.

    Attributes:
        id: of its model.
        title: what the log calls it.
    """

    id: str
    title: str

    def __call__(self, image: np.ndarray, valid: np.ndarray) -> Taps:
        """Features at three scales, on the CPU.

        Args:
            image: (rows, cols) float32 grey values of any range, finite where valid; sides multiples of 32.
            valid: (rows, cols) bool; what is in the image elsewhere makes no difference.

        Returns:
            float32 (C1, rows / 8, cols / 8), (C2, rows / 16, cols / 16) and (C3, rows / 32, cols / 32).

        Raises:
            ModelError: the shapes do not fit.
        """


class VggBackbone:
    """VGG-16, shown one band as if it were a grey photograph; see `Backbone`.

    Args:
        network: its weights.
        preprocessing: that belongs to the weights.
        device: where it runs.
        half: the type convolutions are computed in; None for full precision. See `device.half`.
        id, title: of the model.
    """

    def __init__(self, network: Vgg16, preprocessing: Preprocessing, device: torch.device, half: torch.dtype | None = None,
                 id: str = "vgg16", title: str = "VGG-16"):
        self.id, self.title = id, title
        self._network = network.to(device, memory_format=torch.channels_last).eval()
        self._preprocessing, self._device, self._half = preprocessing, device, half

    def __call__(self, image: np.ndarray, valid: np.ndarray) -> Taps:
        """Outputs of pool3 (256 channels), pool4 (512) and the pooled conv5_1 (512); see `Backbone`."""
        _check(image, valid)
        prepared = torch.from_numpy(self._preprocessing(stretched(image, valid)[None], valid)[None]).to(self._device)
        taps = self._run(prepared, self._half)
        if self._half and not all(bool(torch.isfinite(tap).all()) for tap in taps):
            # Weights that expect values of 255 may bring more than a short type can hold.
            taps = self._run(prepared, None)
        return tuple(tap[0].float().cpu().contiguous().numpy() for tap in taps)

    @torch.inference_mode()
    def _run(self, images: torch.Tensor, half: torch.dtype | None) -> tuple[torch.Tensor, ...]:
        with torch.autocast(self._device.type, half, enabled=half is not None):
            return self._network(images.contiguous(memory_format=torch.channels_last))


class DenseBackbone:
    """The dense matcher's descriptors times their reliability, blocks of 4 x 4 of them stacked to one cell; see `Backbone`.

    Args:
        features: describe an image every two pixels.
        id, title: of the model.
    """

    def __init__(self, features: Features, id: str = "dense", title: str = "dense features"):
        self.id, self.title = id, title
        self._features = features

    @torch.inference_mode()
    def __call__(self, image: np.ndarray, valid: np.ndarray) -> Taps:
        """Blocks of the field, of its means over 2 x 2 and over 4 x 4, each smoothed; 16 times a descriptor's channels; see `Backbone`."""
        _check(image, valid)
        found = self._features(image, valid)
        field = found.descriptors * found.reliability
        fields = (functional.avg_pool2d(field, side) for side in (1, 2, 4))
        # Without the means around, a shift by half a cell would leave hardly anything alike.
        smooth = (functional.avg_pool2d(one, _BLOCK + 1, stride=1, padding=_BLOCK // 2) for one in fields)
        return tuple(functional.pixel_unshuffle(one, _BLOCK).cpu().contiguous().numpy() for one in smooth)


def backbone(model: str = "", device: str = "auto") -> Backbone:
    """The backbone of a model.

    Args:
        model: id or file of a model for vgg16 or dense; empty: the first VGG-16 that is here, or else the shipped dense features.
        device: auto, cpu or cuda.

    Raises:
        ModelError: there is no such model, or its file is missing, damaged or something else.
        OptionError: there is no such device.
    """
    where = devices.choose(device)
    path = store.find(model, "vgg16", "dense")
    about = tensors.about(path)
    name = str(about.get("model") or path.stem)
    if store.task_of(about) == "vgg16":
        network, preprocessing = _vgg(path, about)
        return VggBackbone(network, preprocessing, where, devices.half(where), name, str(about.get("title") or f"VGG-16 {name}"))
    title = f"dense features of {name}" if model else "dense features, as no VGG-16 weights are here"
    return DenseBackbone(Features(weights.load(path), where, devices.half(where)), name, title)


def _vgg(path: Path, about: dict) -> tuple[Vgg16, Preprocessing]:
    network = Vgg16()
    network.load_state_dict(conversion.convert("vgg16", tensors.read(path), path.name))
    try:
        return network, Preprocessing(**about["preprocessing"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path.name} does not say how images are to be prepared: {error}.", "Import the published file again.") from error


def _check(image: np.ndarray, valid: np.ndarray) -> None:
    if image.ndim != 2 or valid.shape != image.shape or not image.size or any(side % ALIGNMENT for side in image.shape):
        raise ModelError(f"An image {image.shape} with a validity {valid.shape} cannot be described.",
                         f"Give one band, (rows, cols) each, with sides that are multiples of {ALIGNMENT} pixels.")
