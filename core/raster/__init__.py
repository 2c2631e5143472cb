"""Raster room of Tiepoint."""
