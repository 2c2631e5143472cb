"""Checkpoints of TensorFlow 2, read without TensorFlow: ``NAME.index`` says where in ``NAME.data-0000x-of-0000y`` each tensor lies.

Format: tensorflow/core/util/tensor_bundle and tensorflow/core/protobuf/tensor_bundle.proto. Nothing in such a file can be run.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import ModelError
from .crc32c import crc32c, masked
from .sstable import LARGEST, entries, varint

INDEX = ".index"
# Number of a type in TensorFlow -> NumPy's, little endian. Texts and other types are left out.
_TYPES = {1: "<f4", 2: "<f8", 3: "<i4", 9: "<i8", 19: "<f2"}
_MOST_DIMENSIONS, _LONGEST_SIDE = 8, 2**31


@dataclass(frozen=True)
class _Entry:
    """Where a tensor lies: type as NumPy has it (empty: not read), shape, number of the data file, first byte, bytes, checksum or None."""

    dtype: str
    shape: tuple[int, ...]
    shard: int
    offset: int
    size: int
    checksum: int | None


def read(path: str | Path) -> dict[str, np.ndarray]:
    """The numbers of a checkpoint by their full keys, such as ``conv1a/kernel/.ATTRIBUTES/VARIABLE_VALUE``.

    Args:
        path: ``NAME.index``, or NAME as TensorFlow was given it.

    Returns:
        Arrays of float16, float32, float64, int32 or int64. Every checksum has been looked at.

    Raises:
        ModelError: a file is missing, cut, damaged or of another kind.
    """
    prefix = Path(path).with_suffix("") if Path(path).suffix == INDEX else Path(path)
    index = prefix.with_name(prefix.name + INDEX)
    try:
        shards, found = _index(_bytes(index, 0, index.stat().st_size, LARGEST))
        return _tensors(prefix, shards, found)
    except FileNotFoundError as error:
        raise ModelError(f"The checkpoint {prefix.name} lacks a file: {Path(error.filename or index).name}.",
                         "Its .index and its .data files belong together.") from error
    except (OSError, ValueError, OverflowError, MemoryError) as error:
        raise ModelError(f"The checkpoint {prefix.name} cannot be read: {str(error) or type(error).__name__}.",
                         "The files are damaged or of another kind: get them again.") from error


def _index(content: bytes) -> tuple[int, dict[str, _Entry]]:
    """The number of data files, and the entries by their keys."""
    table = entries(content)
    key, header = next(table, (None, b""))
    if key != b"":
        raise ValueError("its index has no header")
    told = dict(_fields(header))
    if told.get(2, 0):
        raise ValueError("it is of a big-endian computer")
    return _number(told, 1), {key.decode(): _entry(value) for key, value in table}


def _tensors(prefix: Path, shards: int, found: dict[str, _Entry]) -> dict[str, np.ndarray]:
    paths = {entry.shard: prefix.with_name(f"{prefix.name}.data-{entry.shard:05d}-of-{shards:05d}") for entry in found.values()
             if entry.dtype}
    held, wanted = sum(path.stat().st_size for path in paths.values()), sum(entry.size for entry in found.values() if entry.dtype)
    if wanted > held:
        raise ValueError(f"its tensors have {wanted} bytes, its data {held}")
    tensors = {}
    for key, entry in found.items():
        if entry.dtype:
            if entry.shard >= shards:
                raise ValueError(f"{_short(key)} is in file {entry.shard} of {shards}")
            content = _bytes(paths[entry.shard], entry.offset, entry.size, held)
            if entry.checksum is not None and masked(crc32c(content)) != entry.checksum:
                raise ValueError(f"{_short(key)} does not have its checksum")
            values = np.frombuffer(content, entry.dtype).reshape(entry.shape)
            tensors[key] = values.astype(values.dtype.newbyteorder("="))
    return tensors


def _bytes(path: Path, offset: int, size: int, most: int) -> bytes:
    """A part of a file, not more than ``most`` bytes."""
    if size > most:
        raise ValueError(f"{path.name} would have {size} bytes, more than {most}")
    with open(path, "rb") as file:
        file.seek(offset)
        content = file.read(size)
    if len(content) != size:
        raise ValueError(f"{path.name} is cut")
    return content


def _entry(content: bytes) -> _Entry:
    """A BundleEntryProto: type 1, shape 2, shard 3, offset 4, size 5, checksum 6, slices 7."""
    told = dict(_fields(content))
    dtype = _TYPES.get(_number(told, 1), "")
    if dtype and 7 in told:
        raise ValueError("it holds tensors in slices")
    shape = _shape(told.get(2, b"")) if dtype else ()
    entry = _Entry(dtype, shape, _number(told, 3), _number(told, 4), _number(told, 5), told.get(6))
    # In numbers of Python, which do not overflow.
    count = 1
    for side in shape:
        count *= side
    if dtype and count * np.dtype(dtype).itemsize != entry.size:
        raise ValueError(f"a tensor of the shape {shape} would not have {entry.size} bytes")
    if entry.checksum is not None and not isinstance(entry.checksum, int):
        raise ValueError("a checksum is no number")
    return entry


def _shape(content: bytes | int) -> tuple[int, ...]:
    """A TensorShapeProto: dimensions 2, whose size is 1."""
    if not isinstance(content, bytes):
        raise ValueError("a shape is no list")
    sides = []
    for number, value in _fields(content):
        if number == 2 and isinstance(value, bytes):
            sides.append(_number(dict(_fields(value)), 1))
        if len(sides) > _MOST_DIMENSIONS or max(sides, default=0) >= _LONGEST_SIDE:
            raise ValueError("a tensor has an absurd shape")
    return tuple(sides)


def _number(told: dict[int, int | bytes], field: int) -> int:
    """A number of a message, 0 where it is left out."""
    value = told.get(field, 0)
    if not isinstance(value, int) or value >= 2**63:
        raise ValueError("an entry of its index is damaged")
    return value


def _fields(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Numbers and values of a protocol buffer's fields: numbers, or bytes of texts and messages."""
    at = 0
    while at < len(content):
        tag, at = varint(content, at)
        kind = tag & 7
        if kind == 0:
            value, at = varint(content, at)
            yield tag >> 3, value
            continue
        if kind == 2:
            length, at = varint(content, at)
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
        else:
            raise ValueError("an entry of its index is damaged")
        if at + length > len(content):
            raise ValueError("an entry of its index is cut")
        value, at = content[at : at + length], at + length
        yield tag >> 3, value if kind == 2 else int.from_bytes(value, "little")


def _short(key: str) -> str:
    return key.split("/.ATTRIBUTES")[0][:100]
