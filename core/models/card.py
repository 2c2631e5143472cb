"""The card of a model: a JSON file beside it that says what it is, whence, and which checksum it has."""
from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from .record import grouped


def path_of(model: Path) -> Path:
    """Where the card of a model lies."""
    return model.with_suffix(".json")


def read(model: Path) -> dict:
    """The card of a model; empty where there is none that can be read."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path_of(model).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def digest_of(card: Mapping) -> str:
    """The checksum a card gives for its model, 64 digits; empty where it gives none."""
    return str(card.get("sha256") or "").replace(" ", "").lower()


def source_of(card: Mapping) -> dict:
    """What a card says of the file that its model was made of; empty where it says nothing."""
    source = card.get("source")
    return source if isinstance(source, dict) else {}


def of_content(content: bytes, about: Mapping) -> dict:
    """A card for the bytes of a model."""
    return {**about, "bytes": len(content), "sha256": grouped(hashlib.sha256(content).hexdigest())}


def as_text(card: Mapping) -> str:
    """A card as it is written."""
    return json.dumps(card, indent=1) + "\n"
