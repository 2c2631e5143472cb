"""Geometry room of Tiepoint."""
