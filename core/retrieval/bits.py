"""Binary codes: packed into bytes, written as text, and compared.

A code of K bits is a row of bytes, the first bit the highest of the first byte; bits beyond K are 0. Rows are 1, 2, 4 or a multiple of 8
bytes long, so that they are whole machine words.
"""
from __future__ import annotations

import numpy as np

from ..errors import OptionError

MOST_BITS = 1024


def row_bytes(bits: int) -> int:
    """Bytes of a packed code of so many bits; raises OptionError outside 1 to 1024."""
    if not 1 <= bits <= MOST_BITS:
        raise OptionError(f"A code of {bits} bits cannot be kept.", f"Take a model of 1 to {MOST_BITS} bits.")
    least = -(-bits // 8)
    return 1 << (least - 1).bit_length() if least <= 8 else -(-least // 8) * 8


def pack(bits: np.ndarray) -> np.ndarray:
    """(N, row_bytes(K)) uint8 of (N, K) bool."""
    bits = np.asarray(bits, dtype=bool)
    packed = np.zeros((len(bits), row_bytes(bits.shape[1])), np.uint8)
    found = np.packbits(bits, axis=1)
    packed[:, : found.shape[1]] = found
    return packed


def unpack(codes: np.ndarray, bits: int) -> np.ndarray:
    """(N, bits) bool of packed codes."""
    return np.unpackbits(codes, axis=1, count=bits).view(bool)


def binarised(hashed: np.ndarray) -> np.ndarray:
    """Packed codes of what a hash network says, (N, K) in 0 to 1: a bit is 1 above a half (Roy et al. 2021)."""
    return pack(np.asarray(hashed) > 0.5)


def as_text(codes: np.ndarray, bits: int) -> np.ndarray:
    """(N,) hexadecimal texts of packed codes, two digits for every byte that K bits need."""
    used = np.ascontiguousarray(codes[:, : -(-bits // 8)])
    if not len(used):
        return np.empty(0, object)
    digits = np.frombuffer(b"0123456789abcdef", np.uint8)
    text = np.stack([digits[used >> 4], digits[used & 15]], 2).reshape(len(used), -1)
    return text.view(f"S{text.shape[1]}")[:, 0].astype(str).astype(object)


def words(codes: np.ndarray) -> np.ndarray:
    """The same codes (N, bytes) as (N, W) of the largest words that divide a row; no copy where they lie in one piece."""
    codes = np.ascontiguousarray(codes, dtype=np.uint8)
    size = min(codes.shape[1], 8)
    return codes.view(f"u{size}")


def hamming(codes: np.ndarray, code: np.ndarray) -> np.ndarray:
    """(N,) uint16: in how many bits each of the packed codes (N, bytes) differs from one (bytes,)."""
    differing = np.bitwise_count(words(codes) ^ words(code[None]))
    return differing.sum(1, dtype=np.uint16)
