"""Warp raster by tie points."""
from __future__ import annotations

from ..algorithm import TiepointAlgorithm


class Warp(TiepointAlgorithm):
    """Applies tie points, a GCP file or a solution to a raster."""

    JOB = "warp"
    TAGS = ("georeference", "gcp", "polynomial", "rectify", "resample", "rubber sheet", "spline", "transform")
