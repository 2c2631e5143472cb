"""CRC-32C (Castagnoli) of large files at the speed of NumPy, and the mask under which LevelDB and TensorFlow store it."""
from __future__ import annotations

from functools import lru_cache

import numpy as np

_POLYNOMIAL = 0x82F63B78
_MASK = 0xA282EAD8
_ALL = 0xFFFFFFFF
# Bytes that one lane takes, one after the other, while all lanes go side by side.
_LANE = 64


def crc32c(content: bytes) -> int:
    """The checksum of bytes, 0 to 2^32 - 1: about 100 MB in a second.

    A checksum is linear over single bits. So lanes of 64 bytes are done side by side, and then pairs of neighbours are joined: the left one
    is followed by as many zero bytes as the right one has, and the right one added.
    """
    if len(content) < _LANE:
        register = _ALL
        for byte in content:
            register = int(_table()[(register ^ byte) & 0xFF]) ^ register >> 8
        return register ^ _ALL
    lanes = -(-len(content) // _LANE)
    # Zeros in front of all change nothing while the register is 0; its beginning, all ones, is added to the first four bytes instead.
    padded = np.zeros((lanes, _LANE), np.uint8)
    flat = padded.reshape(-1)
    start = flat.size - len(content)
    flat[start:] = np.frombuffer(content, np.uint8)
    flat[start : start + 4] ^= 0xFF
    registers = np.zeros(lanes, np.uint32)
    for column in np.ascontiguousarray(padded.T):
        registers = _table()[(registers ^ column) & 0xFF] ^ registers >> 8
    length = _LANE
    while registers.size > 1:
        if registers.size % 2:
            registers = np.concatenate([np.zeros(1, np.uint32), registers])
        registers = _apply(_zeros(length), registers[0::2]) ^ registers[1::2]
        length *= 2
    return int(registers[0]) ^ _ALL


def masked(checksum: int) -> int:
    """The checksum as it is stored: rotated by 15 bits, and a constant added."""
    return ((checksum >> 15 | checksum << 17) + _MASK) & _ALL


@lru_cache(maxsize=1)
def _table() -> np.ndarray:
    """(256,) uint32: what a byte does to the register."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = table >> 1 ^ np.where(table & 1, np.uint32(_POLYNOMIAL), np.uint32(0))
    return table


@lru_cache(maxsize=64)
def _zeros(length: int) -> tuple[int, ...]:
    """What becomes of each of the 32 bits of the register after so many zero bytes, a power of two."""
    if length == 1:
        bits = np.uint32(1) << np.arange(32, dtype=np.uint32)
        return tuple(int(value) for value in _table()[bits & 0xFF] ^ bits >> 8)
    half = _zeros(length // 2)
    return tuple(int(value) for value in _apply(half, np.array(half, np.uint32)))


def _apply(matrix: tuple[int, ...], registers: np.ndarray) -> np.ndarray:
    """Registers (N,) uint32 after what a matrix over single bits does to them."""
    found = np.zeros_like(registers)
    for bit, column in enumerate(matrix):
        found ^= (registers >> np.uint32(bit) & np.uint32(1)) * np.uint32(column)
    return found
