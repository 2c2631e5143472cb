"""Sorted tables of keys and values as LevelDB writes them, which TensorFlow takes for the index of a checkpoint.

Format: LevelDB, doc/table_format.md. The last 48 bytes say where the index block lies, whose values say where the data blocks lie. Of a key
a block holds how many bytes it shares with the key before, and what follows; five bytes behind a block tell its compression and checksum.
"""
from __future__ import annotations

import struct
from collections.abc import Iterator

from .crc32c import crc32c, masked

#: What is no index of a checkpoint is refused rather than read: bytes of the file, entries, bytes of a key.
LARGEST, MOST_ENTRIES, LONGEST_KEY = 2**24, 100_000, 2048
_FOOTER = 48
_MAGIC = struct.pack("<II", 0x8B80FB57, 0xDB477524)
_TRAILER = 5


def entries(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values of a whole file, in its order.

    Raises:
        ValueError: it is no such table, damaged, compressed, or absurdly large.
    """
    if len(content) > LARGEST:
        raise ValueError(f"a table of {len(content)} bytes is larger than {LARGEST}")
    if len(content) < _FOOTER or content[-8:] != _MAGIC:
        raise ValueError("it does not end as a table does")
    _, _, at = _handle(content[-_FOOTER:], 0)
    place, size, _ = _handle(content[-_FOOTER:], at)
    seen, read = 0, size
    for _, handle in _block(content, place, size):
        place, size, _ = _handle(handle, 0)
        read += size + _TRAILER
        if read > len(content):
            raise ValueError("its blocks are longer than the file")
        for key, value in _block(content, place, size):
            seen += 1
            if seen > MOST_ENTRIES:
                raise ValueError(f"it has more than {MOST_ENTRIES} entries")
            yield key, value


def varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, below 2^64, and where it ends; ValueError where it does not end."""
    number = 0
    for shift in range(0, 70, 7):
        if at >= len(content):
            raise ValueError("a number is cut off")
        byte = content[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number & 2**64 - 1, at
    raise ValueError("a number is too long")


def _handle(content: bytes, at: int) -> tuple[int, int, int]:
    """Where a block begins, its bytes, and where that has been said."""
    place, at = varint(content, at)
    size, at = varint(content, at)
    return place, size, at


def _block(content: bytes, place: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values of a block; its checksum is looked at first."""
    end = place + size
    if end + _TRAILER > len(content) - _FOOTER:
        raise ValueError("a block lies outside of it")
    compression, checksum = content[end], int.from_bytes(content[end + 1 : end + _TRAILER], "little")
    if masked(crc32c(content[place : end + 1])) != checksum:
        raise ValueError("a block does not have its checksum")
    if compression:
        raise ValueError("it is compressed, which TensorFlow does not do")
    block = content[place:end]
    restarts = int.from_bytes(block[-4:], "little")
    stop = len(block) - 4 * (restarts + 1)
    if stop < 0:
        raise ValueError("a block is too short for its restarts")
    at, key = 0, b""
    while at < stop:
        shared, at = varint(block, at)
        own, at = varint(block, at)
        length, at = varint(block, at)
        if shared > len(key) or at + own + length > stop or shared + own > LONGEST_KEY:
            raise ValueError("an entry does not fit into its block")
        key = key[:shared] + block[at : at + own]
        yield key, block[at + own : at + own + length]
        at += own + length
