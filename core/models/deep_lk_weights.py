"""Weights of Deep Lucas-Kanade in a safetensors file, with what images are to be prepared by."""
from __future__ import annotations

from pathlib import Path

from . import assembly
from .channels import COUNT
from .deep_lk import RGB, DeepLK
from .preprocessing import Preprocessing

FAMILY = assembly.Family("deep-lk", "Deep Lucas-Kanade", DeepLK, {
    "width": (int, 1, 1024), "special": (bool, 0, 1), "scrambled": (bool, 0, 1), "bands": (int, RGB, COUNT), "regressions": (int, 0, 8),
    "regression_width": (int, 1, 1024), "hidden": (int, 1, 2**16)})


def save(path: str | Path, network: DeepLK, preprocessing: Preprocessing, half: bool = False) -> None:
    """Write a network, the same bytes for the same weights; ``half``: kernels as float16, for half the size."""
    Path(path).write_bytes(assembly.content(FAMILY, network, preprocessing, half))


def load(path: str | Path) -> tuple[DeepLK, Preprocessing]:
    """The network of a file, on the CPU, and how its images are prepared; ModelError where it is none."""
    return assembly.load(FAMILY, Path(path))
