"""The plugin's version, as its metadata says."""
from __future__ import annotations

import configparser
from pathlib import Path

METADATA = Path(__file__).resolve().parents[2] / "metadata.txt"


def of_plugin() -> str:
    """Such as ``0.1.0``; empty where it is not said."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(METADATA, encoding="utf-8")
    return metadata.get("general", "version", fallback="")
