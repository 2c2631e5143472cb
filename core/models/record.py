"""The record of a model: what it is, what it wants to be fed, where it comes from. Read from JSON manifests."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import ModelError
from .preprocessing import Preprocessing
from .tensors import FOLDER, SUFFIXES

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Upstream:
    """The file, or the folder, in which others publish a model, from which ours is made.

    Attributes:
        file: its name.
        format: one of those of `core.models.tensors`.
        conversion: what makes our tensors of it, see `core.models.conversion`.
        addresses: where it can be fetched, tried in order; none: it can only be imported.
        page: where a person finds it.
        bytes: its size; None: not known.
        sha256: of the file; empty: not known. sha256_start: what is known of it then.
    """

    file: str
    format: str
    conversion: str
    addresses: tuple[str, ...] = ()
    page: str = ""
    bytes: int | None = None
    sha256: str = ""
    sha256_start: str = ""


@dataclass(frozen=True)
class Model:
    """One model.

    Attributes:
        id: what MODEL is set to.
        task: what it is for, e.g. ``dense``.
        title: what a person reads.
        file: name of our safetensors file, in the plugin or in the folder of models.
        licence: of the weights.
        preprocessing: of images, before the network sees them.
        bytes, sha256: of ``file`` where it ships with the plugin; None and empty for what is made of an upstream file.
        methods: ids of the methods that use it.
        upstream: where it comes from; None for models of our own.
    """

    id: str
    task: str
    title: str
    file: str
    licence: str
    preprocessing: Preprocessing
    bytes: int | None = None
    sha256: str = ""
    methods: tuple[str, ...] = ()
    upstream: Upstream | None = None


def from_dict(record: Mapping) -> Model:
    """The model of a manifest's record; checksums become 64 digits without gaps.

    Raises:
        ModelError: the record lacks something, has too much, or something is no number, checksum or name of a file.
    """
    try:
        preprocessing = Preprocessing(**record["preprocessing"])
        upstream = _made(Upstream, record["upstream"]) if record.get("upstream") else None
        model = _made(Model, {**record, "preprocessing": preprocessing, "upstream": upstream})
        _check(model)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        name = record.get("id", "?") if isinstance(record, Mapping) else "?"
        raise ModelError(f"The record of the model '{name}' in a manifest is wrong: {error}.", "Correct or remove it.") from error
    return model


def is_id(text: str) -> bool:
    """Whether a text can be the id of a model: letters, digits, dots, dashes; it becomes the name of a file."""
    return bool(_ID.fullmatch(text)) and ".." not in text


def grouped(digest: str) -> str:
    """A checksum in groups of eight, so that nobody takes it for a secret."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _made(cls, record: Mapping):
    """An object of a dataclass; lists become tuples, groups of a checksum one text."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
    for name in ("sha256", "sha256_start"):
        if values.get(name):
            values[name] = values[name].replace(" ", "").lower()
    return cls(**values)


def _check(model: Model) -> None:
    if not is_id(model.id):
        raise ValueError(f"'{model.id}' is no id")
    for part in filter(None, (model, model.upstream)):
        if not part.file or part.file.startswith(".") or "/" in part.file or "\\" in part.file:
            raise ValueError(f"'{part.file}' is no name of a file")
        if part.sha256 and not _DIGEST.fullmatch(part.sha256):
            raise ValueError(f"'{part.sha256}' is no sha256")
        if part.bytes is not None and (isinstance(part.bytes, bool) or not isinstance(part.bytes, int) or part.bytes < 1):
            raise ValueError(f"'{part.bytes}' is no number of bytes")
    formats = (*dict.fromkeys(SUFFIXES.values()), FOLDER)
    if model.upstream and model.upstream.format not in formats:
        raise ValueError(f"the format '{model.upstream.format}' is none of {', '.join(formats)}")
    if not model.upstream and not model.sha256:
        raise ValueError("a model without upstream needs a sha256")
