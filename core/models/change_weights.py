"""Weights of the change network in a safetensors file, with what images are to be prepared by."""
from __future__ import annotations

from pathlib import Path

from . import assembly
from .change_network import ChangeNetwork
from .preprocessing import Preprocessing

FAMILY = assembly.Family("change", "the change network", ChangeNetwork, {"width": (int, 4, 256)})


def save(path: str | Path, network: ChangeNetwork, preprocessing: Preprocessing, half: bool = False) -> None:
    """Write a network, the same bytes for the same weights; ``half``: kernels as float16, for half the size."""
    Path(path).write_bytes(assembly.content(FAMILY, network, preprocessing, half))


def load(path: str | Path) -> tuple[ChangeNetwork, Preprocessing]:
    """The network of a file, on the CPU, and how its images are prepared; ModelError where it is none."""
    return assembly.load(FAMILY, Path(path))
