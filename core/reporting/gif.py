"""Animated GIF as bytes: one palette, and of each frame only what has changed.

Colours that differ by less than 8 in every band may be taken for each other.

OpenCV, where it writes GIF at all, writes every frame as a whole, which is several times larger. Source: CompuServe, GIF89a specification,
1990.
"""
from __future__ import annotations

import struct
from collections.abc import Sequence

import cv2
import numpy as np

from ..errors import RasterError
from .pictures import checked

#: Palette sizes, and the largest difference of a band that counts as no change, from fine to small.
_QUALITIES = ((256, 4), (128, 8), (64, 12), (32, 16), (16, 24))
_SAMPLED, _MOST_CODES = 20_000, 4096
_TRANSPARENT = 0


def animated_gif(frames: Sequence[np.ndarray], seconds: Sequence[float], most_bytes: int | None = None) -> bytes:
    """An animation that repeats for ever.

    Args:
        frames: uint8 RGB pictures (rows, cols, 3) of one size.
        seconds: how long each is shown, to a hundredth.
        most_bytes: limit; colours become fewer, down to 15, until it is met.

    Returns:
        The content of a file; where the limit cannot be met, the smallest one that could be made.

    Raises:
        RasterError: there are no frames, they differ in size, something is no picture in colours, or times are missing.
    """
    shapes = {checked(frame).shape for frame in frames}
    if len(shapes) != 1 or len(next(iter(shapes))) != 3 or len(frames) != len(seconds):
        raise RasterError(f"Frames of the shapes {sorted(shapes)} with {len(seconds)} times make no animation.",
                          "Give RGB frames of one size and a time for each.")
    for colours, least in _QUALITIES:
        last = most_bytes is None or (colours, least) == _QUALITIES[-1]
        content = _encoded(frames, seconds, colours, least, None if last else most_bytes)
        if content is not None:
            break
    return content


def _encoded(frames: Sequence[np.ndarray], seconds: Sequence[float], colours: int, least: int, most_bytes: int | None) -> bytes | None:
    """The content of a file; None as soon as it is larger than it may be."""
    palette = _palette(frames, colours)
    bits, nearest = colours.bit_length() - 1, _nearest(palette)
    differs = np.abs(palette[:, None].astype(np.int16) - palette).max(axis=2) > least
    rows, cols = frames[0].shape[:2]
    parts = [b"GIF89a", struct.pack("<HHBBB", cols, rows, 0xF0 | bits - 1, 0, 0), palette.tobytes(),
             b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"]
    shown, size = None, sum(map(len, parts)) + 1
    for frame, time in zip(frames, seconds):
        index = nearest[tuple(np.moveaxis(frame >> 3, -1, 0))]
        top, left, bottom, right = 0, 0, rows, cols
        if shown is not None:
            # What is nearly the colour that is there stays, and so do pixels of equal index.
            changed = differs[index, shown]
            shown = np.where(changed, index, shown)
            down, across = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
            top, bottom, left, right = (down[0], down[-1] + 1, across[0], across[-1] + 1) if len(down) else (0, 1, 0, 1)
            index = np.where(changed, index, _TRANSPARENT)[top:bottom, left:right]
        else:
            shown = index
        parts.append(struct.pack("<BBBBHBB", 0x21, 0xF9, 4, 0x05, round(time * 100), _TRANSPARENT, 0)
                     + struct.pack("<BHHHHB", 0x2C, left, top, right - left, bottom - top, 0) + bytes([bits])
                     + _blocks(_compressed(index.astype(np.uint8).tobytes(), bits)))
        size += len(parts[-1])
        if most_bytes is not None and size > most_bytes:
            return None
    return b"".join(parts) + b"\x3b"


def _palette(frames: Sequence[np.ndarray], colours: int) -> np.ndarray:
    """(colours, 3) uint8: the transparent one, black, white, and what is in the frames, by k-means."""
    step = max(1, len(frames) * frames[0].shape[0] * frames[0].shape[1] // _SAMPLED)
    pixels = np.concatenate([frame.reshape(-1, 3)[::step] for frame in frames])
    found = np.unique(pixels, axis=0).astype(np.float32)
    if len(found) > colours - 3:
        cv2.setRNGSeed(0)
        stop = cv2.TERM_CRITERIA_MAX_ITER + cv2.TERM_CRITERIA_EPS, 12, 0.5
        found = cv2.kmeans(pixels.astype(np.float32), colours - 3, None, stop, 1, cv2.KMEANS_PP_CENTERS)[2]
    palette = np.zeros((colours, 3), np.uint8)
    palette[2] = 255
    palette[3 : 3 + len(found)] = np.rint(found)
    return palette


def _nearest(palette: np.ndarray) -> np.ndarray:
    """(32, 32, 32) uint8 index of the nearest colour of the palette, for red, green and blue in steps of 8."""
    steps = np.stack(np.meshgrid(*[np.arange(32) * 8 + 3.5] * 3, indexing="ij"), -1).reshape(-1, 3)
    usable = palette[1:].astype(np.float64)
    apart = (usable ** 2).sum(1) - 2 * steps @ usable.T
    return (apart.argmin(1) + 1).astype(np.uint8).reshape(32, 32, 32)


def _compressed(pixels: bytes, bits: int) -> bytes:
    """Lempel-Ziv-Welch with codes of ``bits`` + 1 to 12 bits, the lowest first."""
    clear = 1 << bits
    table, following, width = {}, clear + 2, bits + 1
    codes, widths = [clear], [width]
    prefix = pixels[0]
    for pixel in pixels[1:]:
        key = prefix << 8 | pixel
        if key in table:
            prefix = table[key]
            continue
        codes.append(prefix)
        widths.append(width)
        prefix = pixel
        if following == _MOST_CODES:
            codes.append(clear)
            widths.append(width)
            table, following, width = {}, clear + 2, bits + 1
            continue
        table[key] = following
        width += following == 1 << width
        following += 1
    codes += [prefix, clear + 1]
    # A decoder is one entry behind: after the last pixel it adds one more.
    widths += [width, min(width + (following == 1 << width), 12)]
    return _packed(np.array(codes), np.array(widths))


def _packed(codes: np.ndarray, widths: np.ndarray) -> bytes:
    """Codes of so many bits each as bytes, the lowest bits first."""
    places = np.arange(12)
    bits = (codes[:, None] >> places & 1).astype(np.uint8)[places < widths[:, None]]
    return np.packbits(bits, bitorder="little").tobytes()


def _blocks(content: bytes) -> bytes:
    """Content in blocks of at most 255 bytes, each after its length, and an empty one."""
    cut = (content[start : start + 255] for start in range(0, len(content), 255))
    return b"".join(bytes([len(block)]) + block for block in cut) + b"\x00"
