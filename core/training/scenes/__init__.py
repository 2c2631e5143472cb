"""Scenes room of Tiepoint."""
