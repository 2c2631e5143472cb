"""A textured picture and an untrained network."""
from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.models.conversion import SHAPES
from tiepoint.core.models.descriptors import DenseDescriptor


def beside(name):
    """A module that lies beside this one and is no test."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def picture():
    """(256, 256) float32."""
    rng = np.random.default_rng(0)
    coarse = sum(weight * cv2.resize(rng.normal(size=(256 // step,) * 2), (256, 256), interpolation=cv2.INTER_CUBIC)
                 for step, weight in ((2, 0.5), (8, 1.0), (32, 2.0)))
    return (100 + 20 * coarse).astype(np.float32)


@pytest.fixture
def network():
    torch.manual_seed(0)
    return DenseDescriptor().eval()


@pytest.fixture
def own_models(tmp_path, monkeypatch):
    """The user's folder of models, empty."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setenv("TIEPOINT_MODELS", str(folder))
    return folder


@pytest.fixture(autouse=True)
def direct(monkeypatch):
    """No proxy of whoever runs the tests."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def serving():
    """The module with `Server` and `Page`."""
    return beside("weights_server")


@pytest.fixture(scope="session")
def checkpoints():
    """The module that writes checkpoints as TensorFlow does."""
    return beside("checkpoint_writer")


@pytest.fixture
def server(serving):
    with serving.Server() as server:
        yield server


@pytest.fixture(scope="session")
def vgg16():
    """Tensors as torchvision's file holds them: all convolutions, and what is not needed. Every weight differs from every other."""
    shapes = {**SHAPES["vgg16"], "features.26.bias": (512,), "classifier.0.bias": (40,)}
    generator = torch.Generator().manual_seed(0)
    return {name: torch.randn(shape, generator=generator) for name, shape in shapes.items()}
