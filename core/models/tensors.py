"""Files of tensors, others' and ours. Nothing is ever unpickled that could run code."""
from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors import SafetensorError, safe_open

from ..errors import ModelError

if TYPE_CHECKING:
    import torch  # imported where tensors are made: what only asks what a file is need not wait for it

#: Suffix -> format.
SUFFIXES = {".safetensors": "safetensors", ".pth": "torch", ".pt": "torch", ".npz": "npz", ".npy": "npy"}
#: The format of what is published as a folder of checkpoints, not as a file, see `core.models.published_folder`.
FOLDER = "tensorflow"
_ABOUT = "about"
_PLAIN = re.compile(r"[\w.-]+")
# Where checkpoints keep the weights beside other things.
_INSIDE = ("state_dict", "model", "model_state_dict", "params")
_TO_NPZ = ("python -c \"import numpy as n; d = n.load('{name}', allow_pickle=True, encoding='latin1').item(); n.savez('{stem}.npz', "
           "**{{k + '_' + p: a for k, v in d.items() for p, a in zip(('kernel', 'bias'), v)}})\"")
_TO_PLAIN = ("python -c \"import torch as t; d = t.load('{name}', map_location='cpu', weights_only=False); t.save(d['model'], "
             "'{stem}-plain.pth')\"")


def read(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a file, by name, on the CPU.

    Raises:
        ModelError: it is of no known kind, damaged, or holds pickled objects.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise ModelError(f"{path.name} is no file of weights.", f"Give one that ends in {', '.join(SUFFIXES)}.")
    try:
        tensors = _READERS[kind](path)
    except ModelError:
        raise
    except (OSError, EOFError, SafetensorError, RuntimeError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path.name} cannot be read: {_first_line(error)}.",
                         "The file is damaged or of another kind: get it again.") from error
    if not tensors:
        raise ModelError(f"{path.name} holds no tensors.", "Give a file of weights.")
    return tensors


def content(tensors: Mapping[str, torch.Tensor], about: Mapping) -> bytes:
    """A safetensors file with what it says about itself; the same bytes for the same tensors."""
    from safetensors.torch import save as to_bytes

    # Several entries of metadata are written in a random order.
    return to_bytes(dict(tensors), {_ABOUT: json.dumps(about, sort_keys=True)})


def about(path: Path) -> dict:
    """What a safetensors file says about itself; empty where nothing. Tensors are not read.

    Raises:
        ModelError: it is damaged or no such file.
    """
    try:
        with safe_open(path, "np") as file:
            metadata = file.metadata() or {}
        # The first weights of the dense matcher said it in two entries.
        told = json.loads(metadata[_ABOUT]) if _ABOUT in metadata else {
            name: json.loads(value) if name == "settings" else value for name, value in metadata.items()}
    except (OSError, SafetensorError, ValueError) as error:
        other = SUFFIXES.get(path.suffix.lower(), "safetensors") != "safetensors"
        raise ModelError(f"{path.name} is no safetensors file: {_first_line(error)}.",
                         "Bring it in with 'Import model'." if other else "The file is damaged: get it again.") from error
    return told if isinstance(told, dict) else {}


def of_safetensors(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a safetensors file of any name; the library's errors where it is none."""
    with safe_open(path, "pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}


def _torch(path: Path) -> dict[str, torch.Tensor]:
    import torch

    try:
        # Upstream has no other form; weights_only builds tensors and containers and calls nothing else.
        loaded = torch.load(path, map_location="cpu", weights_only=True)  # noqa: TID251 (see above)
    except Exception as error:
        # torch names its own exception after the module that this package never imports.
        if isinstance(error, OSError):
            raise
        if "argparse.Namespace" in str(error):
            # Programs that train keep their command line in the checkpoint; what is published holds none.
            raise ModelError(f"{path.name} is refused: it is a checkpoint of a training, which holds Python objects beside the tensors.",
                             f"Outside of Tiepoint, and only if you trust the file, keep its tensors alone: "
                             f"{_TO_PLAIN.format(**_quoted(path))} and import {_quoted(path)['stem']}-plain.pth.") from error
        raise ModelError(f"{path.name} is refused: it is no file of tensors alone ({_first_line(error)}).",
                         "A file that runs code or holds other objects is never opened; get the published weights.") from error
    return _flat(loaded, path.name)


def _flat(loaded, name: str) -> dict[str, torch.Tensor]:
    """The tensors of a state dict, also where a checkpoint keeps it beside other things."""
    import torch

    for key in _INSIDE:
        if isinstance(loaded, Mapping) and isinstance(loaded.get(key), Mapping):
            loaded = loaded[key]
            break
    if not isinstance(loaded, Mapping):
        raise ModelError(f"{name} holds no tensors by name.", "Give a state dict.")
    return {str(key): value.detach() for key, value in loaded.items() if isinstance(value, torch.Tensor)}


def _npz(path: Path) -> dict[str, torch.Tensor]:
    with np.load(path, allow_pickle=False) as arrays:
        return {name: _tensor(_array(arrays, name, path)) for name in arrays.files}


def _array(arrays, name: str, path: Path) -> np.ndarray:
    try:
        return arrays[name]
    except ValueError as error:
        if "pickle" in str(error).lower():
            raise ModelError(f"{path.name} is refused: its array {name} holds pickled objects, which may run code.",
                             "Save plain arrays with numpy.savez.") from None
        raise


def _npy(path: Path) -> dict[str, torch.Tensor]:
    with open(path, "rb") as file:
        version = np.lib.format.read_magic(file)
        header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        pickled = header(file)[2].hasobject
    if pickled:
        raise ModelError(f"{path.name} is refused: it is a pickled dictionary, which may run code when it is read.",
                         f"Outside of Tiepoint, and only if you trust the file, turn it into arrays without pickle: "
                         f"{_TO_NPZ.format(**_quoted(path))} and import {_quoted(path)['stem']}.npz.")
    raise ModelError(f"{path.name} holds one array without names.", "Save the arrays by name with numpy.savez, and import the .npz file.")


def _quoted(path: Path) -> dict[str, str]:
    """Name and stem of a file in a command; one that a shell would read otherwise than it stands there is not put into it."""
    stem = path.stem if _PLAIN.fullmatch(path.stem) else "FILE"
    return {"name": stem + path.suffix, "stem": stem}


def _tensor(array: np.ndarray) -> torch.Tensor:
    import torch

    if array.dtype.kind not in "fiub":
        raise ModelError(f"An array of type {array.dtype} is no tensor.", "Save numbers.")
    return torch.from_numpy(np.ascontiguousarray(array.astype(array.dtype.newbyteorder("="))))


def _first_line(error: BaseException) -> str:
    return ((str(error).strip() or type(error).__name__).splitlines()[0]).rstrip(".")[:200]


_READERS = {"safetensors": of_safetensors, "torch": _torch, "npz": _npz, "npy": _npy}
