"""Texts that are translated later. No QGIS here."""
from __future__ import annotations


def mark(text: str) -> str:
    """The text itself, which `translation.tr` is given when it is shown: says that it is to be translated."""
    return text
