"""Distances of all queries to all of an archive, for evaluation: small archives, whole matrices."""
from __future__ import annotations

import numpy as np


def hamming(queries: np.ndarray, archive: np.ndarray) -> np.ndarray:
    """(queries, archive) int64 numbers of differing bits of codes (N, bits) bool."""
    one, other = (np.where(codes, 1.0, -1.0).astype(np.float32) for codes in (queries, archive))
    return np.rint((one.shape[1] - one @ other.T) / 2).astype(np.int64)


def euclidean(queries: np.ndarray, archive: np.ndarray) -> np.ndarray:
    """(queries, archive) float32 squared distances of rows brought to length 1: 2 minus twice the cosine."""
    one, other = (values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-5) for values in (queries, archive))
    return (2.0 - 2.0 * one.astype(np.float32) @ other.astype(np.float32).T).astype(np.float32)


def order(distances: np.ndarray, own: np.ndarray | None = None) -> np.ndarray:
    """(queries, ranks) numbers of the archive, nearest first; equal ones stay in the order of the archive.

    Args:
        distances: (queries, archive).
        own: (queries,) number of each query in the archive, which is left out; None: they are not in it.
    """
    if own is None:
        return distances.argsort(1, kind="stable")
    ranked = distances.argsort(1, kind="stable")
    return ranked[ranked != np.asarray(own)[:, None]].reshape(len(ranked), -1)
