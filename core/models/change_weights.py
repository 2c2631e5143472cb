"""Weights of the change network in a safetensors file, with what images are to be prepared by."""
from __future__ import annotations

from pathlib import Path

from ..errors import ModelError
from . import assembly, tensors
from .change_network import EVIDENCE, ChangeNetwork
from .preprocessing import Preprocessing

FAMILY = assembly.Family("change", "the change network", ChangeNetwork, {
    "width": (int, 4, 256), "evidence": (int, EVIDENCE, EVIDENCE)})


def save(path: str | Path, network: ChangeNetwork, preprocessing: Preprocessing, half: bool = False) -> None:
    """Write a network, the same bytes for the same weights; ``half``: kernels as float16, for half the size."""
    Path(path).write_bytes(assembly.content(FAMILY, network, preprocessing, half))


def load(path: str | Path) -> tuple[ChangeNetwork, Preprocessing]:
    """The network of a file, on the CPU, and how its images are prepared.

    Raises:
        ModelError: the file holds none, or one of an earlier version, which saw less.
    """
    about = tensors.about(Path(path))
    settings = about.get("settings")
    if about.get("kind") == FAMILY.kind and isinstance(settings, dict) and "evidence" not in settings:
        raise ModelError(f"{Path(path).name} was trained for an earlier version of the change network, which was given less evidence.",
                         "Leave MODEL empty for the weights that ship, or train anew.")
    return assembly.load(FAMILY, Path(path))
