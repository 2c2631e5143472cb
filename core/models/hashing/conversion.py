"""Hash networks as the published code keeps them: variables of TensorFlow 1 by name, as arrays or as a checkpoint.

    python -m tiepoint.core.models.hashing.conversion DUMP OUT --encoder inceptionv3-2015-12-05

DUMP is an ``.npz`` file of the arrays ``Classifier.Input.Filters`` (1, 1, 2048, 1024), ``Classifier.Input.Biases``, the same of
``Classifier.2`` and ``Classifier.3``; or the ``.index`` of a checkpoint.
"""
from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch

from ...errors import ModelError, TiepointError
from .. import assembly, tensorflow_checkpoint, tensors
from . import encoders
from .hash_network import HashNetwork
from .weights import FAMILY, HashModel, save

_LAYERS = {"Input": "fc1", "2": "fc2", "3": "fc3"}
_NAME = re.compile(r"(?:.*/)?Classifier\.(Input|2|3)\.(Filters|Biases)(?::0)?")
_HINT = "Give an .npz file, or the .index of a checkpoint, with Classifier.Input, Classifier.2 and Classifier.3."


def read(path: str | Path) -> HashNetwork:
    """The network of a file; its widths are those of its tensors.

    Raises:
        ModelError: the file is damaged, or holds another network.
    """
    path = Path(path)
    if path.suffix == tensorflow_checkpoint.INDEX:
        return of_variables(tensorflow_checkpoint.read(path), path.name)
    return of_variables({name: value.numpy() for name, value in tensors.read(path).items()}, path.name)


def of_variables(variables: Mapping[str, np.ndarray], source: str) -> HashNetwork:
    """The network of variables by their names; ``source`` is named where they are not all there."""
    found = {}
    for name, value in variables.items():
        match = _NAME.fullmatch(name)
        if match:
            layer, kernel = _LAYERS[match[1]], match[2] == "Filters"
            turned = value[0, 0].T if kernel and value.ndim == 4 else value.ravel()
            found[f"{layer}.{'weight' if kernel else 'bias'}"] = torch.from_numpy(np.ascontiguousarray(turned))
    shapes = [tuple(found[f"fc{layer}.weight"].shape) if f"fc{layer}.weight" in found else () for layer in (1, 2, 3)]
    if any(len(shape) != 2 for shape in shapes):
        raise ModelError(f"{source} holds no hash network.", _HINT)
    (hidden, features), (narrow, _), (bits, _) = shapes
    return assembly.assembled(FAMILY, {"features": features, "bits": bits, "hidden": hidden, "narrow": narrow}, found, source)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the model; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.models.hashing.conversion", description=__doc__.splitlines()[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("out", type=Path, help="the hash model to write, NAME.safetensors")
    parser.add_argument("--encoder", default="inceptionv3-2015-12-05", help="whose features it was trained on; has to be here")
    given = parser.parse_args(arguments)
    try:
        network, encoder = read(given.dump), encoders.load(given.encoder)
        if encoder.features != network.features:
            raise ModelError(f"The network wants {network.features} features, {given.encoder} makes {encoder.features}.",
                             "Name another ENCODER.")
        save(given.out, HashModel(network, encoder.id, encoder.checksum))
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
