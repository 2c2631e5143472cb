"""Matching room of Tiepoint."""
