"""Connected changed pixels of a mask of any size, which comes in strips."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import label
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

_NEIGHBOURS = np.ones((3, 3), bool)


@dataclass(frozen=True)
class Regions:
    """The regions of a mask: changed pixels that touch each other, corners included.

    Attributes:
        starts: (strips + 1,) how many parts there are before each strip; a part is what is connected within a strip.
        region: (parts + 1,) number of the region that each part belongs to, from 1; 0 where it was too small. Part 0 is no part.
        pixels: (regions + 1,) size of each region.
        magnitude: (regions + 1,) mean magnitude of each region.
        last: (regions + 1,) the strip in which it ends.
    """

    starts: np.ndarray
    region: np.ndarray
    pixels: np.ndarray
    magnitude: np.ndarray
    last: np.ndarray

    def __len__(self) -> int:
        return len(self.pixels) - 1

    def numbered(self, strip: int, changed: np.ndarray) -> np.ndarray:
        """(rows, cols) int32 number of the region of each pixel of a strip; 0 where there is none.

        Args:
            strip: its index.
            changed: (rows, cols) bool, as `find_regions` was given it.
        """
        parts, _ = label(changed, _NEIGHBOURS)
        return np.where(parts > 0, self.region[parts + self.starts[strip]], 0).astype(np.int32)


def find_regions(strips: Iterable[tuple[np.ndarray, np.ndarray]], least_pixels: float = 0.0) -> Regions:
    """The regions of a mask, numbered in the order in which they begin.

    Args:
        strips: (changed, magnitude) of whole rows each, from the top: (rows, cols) bool and float. One is held at a time.
        least_pixels: regions with fewer are left out.
    """
    starts, pixels, sums, pairs = [0], [np.zeros(1, np.int64)], [np.zeros(1)], []
    above = None
    for changed, magnitude in strips:
        parts, count = label(changed, _NEIGHBOURS)
        inside = parts[changed]
        pixels.append(np.bincount(inside, minlength=count + 1)[1:])
        sums.append(np.bincount(inside, magnitude[changed].astype(np.float64), count + 1)[1:])
        top = np.where(parts[0] > 0, parts[0] + starts[-1], 0)
        if above is not None:
            pairs.append(_touching(above, top))
        above = np.where(parts[-1] > 0, parts[-1] + starts[-1], 0)
        starts.append(starts[-1] + count)
    pixels, sums = np.concatenate(pixels), np.concatenate(sums)
    whole = _joined(np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64), len(pixels))
    size = np.bincount(whole, pixels)
    kept = size >= max(least_pixels, 1)
    kept[whole[0]] = False
    number = np.zeros(len(size), np.int32)
    # Parts are numbered as they begin, and a region begins with its first part.
    _, first = np.unique(whole, return_index=True)
    order = np.argsort(first)
    order = order[kept[order]]
    number[order] = np.arange(1, len(order) + 1)
    last = np.zeros(len(order) + 1, np.int64)
    region = number[whole]
    np.maximum.at(last, region[1:], np.repeat(np.arange(len(starts) - 1), np.diff(starts)))
    mean = np.bincount(whole, sums)[order] / size[order]
    return Regions(np.array(starts), region, np.append(0, size[order].astype(np.int64)), np.append(0.0, mean), last)


def _touching(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Pairs (N, 2) of parts of two rows, one above the other, that touch each other."""
    found = []
    for step in (-1, 0, 1):
        upper = above[max(0, step): len(above) + min(0, step)]
        lower = below[max(0, -step): len(below) + min(0, -step)]
        both = (upper > 0) & (lower > 0)
        found.append(np.stack([upper[both], lower[both]], 1))
    return np.unique(np.concatenate(found), axis=0)


def _joined(pairs: np.ndarray, count: int) -> np.ndarray:
    """(count,) which parts belong together, as numbers from 0."""
    graph = coo_array((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return connected_components(graph, directed=False)[1]
