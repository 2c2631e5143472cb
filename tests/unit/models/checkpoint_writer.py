"""Writes checkpoints as TensorFlow does: several data files, blocks of keys that share their beginnings, checksums byte by byte."""
from __future__ import annotations

import struct
from itertools import groupby
from pathlib import Path

import numpy as np

VARIABLE = "{}/.ATTRIBUTES/VARIABLE_VALUE"
TYPES = {"f4": 1, "f8": 2, "i4": 3, "u1": 4, "i8": 9, "f2": 19}
MAGIC = 0xDB4775248B80FB57


def crc32c(content):
    """Bit by bit."""
    register = 0xFFFFFFFF
    for byte in content:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (0x82F63B78 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


_TABLE = [0] * 256
for _byte in range(256):
    _register = _byte
    for _ in range(8):
        _register = _register >> 1 ^ (0x82F63B78 if _register & 1 else 0)
    _TABLE[_byte] = _register


def masked(content):
    register = 0xFFFFFFFF
    for byte in content:
        register = _TABLE[(register ^ byte) & 255] ^ register >> 8
    register ^= 0xFFFFFFFF
    return ((register >> 15 | register << 17 & 0xFFFFFFFF) + 0xA282EAD8) & 0xFFFFFFFF


def varint(number):
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes(found) + bytes([number])


def field(number, value):
    """A field of a message: a number, or bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value) if value else b""
    return varint(number << 3 | 2) + varint(len(value)) + value


def entry(dtype, shape, shard=0, offset=0, size=0, checksum=None, more=b""):
    """A BundleEntryProto."""
    sides = b"".join(field(2, field(1, side)) for side in shape)
    told = field(1, dtype) + field(2, sides) + field(3, shard) + field(4, offset) + field(5, size) + more
    return told + (b"" if checksum is None else varint(6 << 3 | 5) + struct.pack("<I", checksum))


def block(pairs, restart=16):
    content, restarts, before = bytearray(), [], b""
    for index, (key, value) in enumerate(pairs):
        shared = 0
        if index % restart:
            while shared < min(len(key), len(before)) and key[shared] == before[shared]:
                shared += 1
        else:
            restarts.append(len(content))
        content += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        before = key
    restarts = restarts or [0]
    return bytes(content) + struct.pack(f"<{len(restarts) + 1}I", *restarts, len(restarts))


def table(pairs, restart=16, per_block=40, compression=0):
    """A whole index of keys and values that are in order."""
    content, handles = bytearray(), []

    def put(body):
        place = len(content)
        kept = body + bytes([compression])
        content.extend(kept + struct.pack("<I", masked(kept)))
        return varint(place) + varint(len(body))

    for _, group in groupby(enumerate(pairs), lambda one: one[0] // per_block):
        group = [pair for _, pair in group]
        handles.append((group[-1][0] + b"~", put(block(group, restart))))
    handle = put(block([])) + put(block(handles, 1))
    return bytes(content) + handle.ljust(40, b"\0") + struct.pack("<Q", MAGIC)


def header(shards=1, more=b""):
    return field(1, shards) + more + field(3, field(1, 1))


def write(prefix, tensors, shards=1, restart=16, per_block=40, checksums=True):
    """Arrays by their keys into ``PREFIX.index`` and its data files, dealt out in turn; a text beside them, as TensorFlow has it."""
    prefix = Path(prefix)
    prefix.parent.mkdir(parents=True, exist_ok=True)
    data, pairs = [bytearray() for _ in range(shards)], [(b"", header(shards))]
    text = b"\x05graph"
    for index, key in enumerate(sorted([*tensors, "_CHECKPOINTABLE_OBJECT_GRAPH"], key=str.encode)):
        shard = data[index % shards]
        array = None if key.startswith("_CHECK") else np.asarray(tensors[key])
        content = text if array is None else array.astype(array.dtype.newbyteorder("<")).tobytes()
        dtype, shape = (7, ()) if array is None else (TYPES[array.dtype.str[1:]], array.shape)
        pairs.append((key.encode(), entry(dtype, shape, index % shards, len(shard), len(content), masked(content) if checksums else None)))
        shard += content
    for index, content in enumerate(data):
        prefix.with_name(f"{prefix.name}.data-{index:05d}-of-{shards:05d}").write_bytes(content)
    path = prefix.with_name(prefix.name + ".index")
    path.write_bytes(table(pairs, restart, per_block))
    return path


def feature(rng, inside, width, out):
    """Variables of a network of features as it is published, every one another."""
    shapes = {"conv1_pre": (inside, width), **{f"conv1{name}": (width, width) for name in "abcdef"}, "conv1_aft": (width, width),
              "conv1_forge": (width, out)}
    norms = ("bn_1_pre", *(f"bn_1{name}" for name in "abcdef"), "bn_1_aft")
    return _variables(rng, {name: (3, 3, *shape) for name, shape in shapes.items()}, dict.fromkeys(norms, width))


def regression(rng, width, hidden):
    """Variables of a network that guesses a homography."""
    kernels, norms, before = {}, {}, 2
    for number, times in enumerate((1, 2, 2, 4, 4, 8), 1):
        for name in "ab":
            kernels[f"conv{number}{name}"] = (3, 3, before, width * times)
            norms[f"bn_{number}{name}"] = before = width * times
    return _variables(rng, {**kernels, "conv_final_pre": (36 * before, hidden), "conv_final": (hidden, 8)}, norms)


def published(folder, seed=0, width=4, guess=2, hidden=6, regular=False, stages=("stage_1", "stage_2", "stage_3"), epochs=(2, 10)):
    """A folder of one data set; the variables of the last epoch by the names of its checkpoints, without ``.index``."""
    rng, last = np.random.default_rng(seed), {}
    for epoch in epochs:
        for level, inside in (("one", 3), ("two", width), ("three", width)):
            for branch in ("input", "template"):
                name = f"level_{level}{'_regular' if regular else ''}/epoch_{epoch}{branch}_full"
                last[name] = feature(rng, inside, width, 1 if regular else width)
        for stage in stages:
            last[f"regression_{stage}/epoch_{epoch}"] = regression(rng, guess, hidden)
    for name, variables in last.items():
        write(Path(folder) / name, variables)
    return last


def _variables(rng, kernels, norms):
    found = {}
    for name, shape in kernels.items():
        fan = np.prod(shape[:-1])
        found |= {f"{name}/kernel": rng.normal(0, fan**-0.5, shape), f"{name}/bias": rng.normal(0, 0.1, shape[-1])}
    for name, width in norms.items():
        found |= {f"{name}/gamma": rng.uniform(0.5, 1.5, width), f"{name}/beta": rng.normal(0, 0.1, width),
                  f"{name}/moving_mean": rng.normal(0, 0.1, width), f"{name}/moving_variance": rng.uniform(0.5, 1.5, width)}
    return {VARIABLE.format(name): value.astype(np.float32) for name, value in found.items()}
