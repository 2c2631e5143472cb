"""Weights of the baseline CLKN in a safetensors file, with what images are to be prepared by."""
from __future__ import annotations

from pathlib import Path

from . import assembly
from .clkn import Clkn
from .preprocessing import Preprocessing

FAMILY = assembly.Family("clkn", "CLKN", Clkn, {"width": (int, 1, 1024)})


def save(path: str | Path, network: Clkn, preprocessing: Preprocessing, half: bool = False) -> None:
    """Write a network, the same bytes for the same weights; ``half``: kernels as float16, for half the size."""
    Path(path).write_bytes(assembly.content(FAMILY, network, preprocessing, half))


def load(path: str | Path) -> tuple[Clkn, Preprocessing]:
    """The network of a file, on the CPU, and how its images are prepared; ModelError where it is none."""
    return assembly.load(FAMILY, Path(path))
