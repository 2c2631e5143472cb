"""What the engine says, in the user's language: see `core.language`."""
from __future__ import annotations

from ..core.errors import TiepointError
from ..core.language import recognised
from .translation import tr


def told(text: str) -> str:
    """A text of the engine in the user's language; as it is where it is not known."""
    return recognised(text, tr)


def sentence(error: Exception) -> str:
    """What an error says, and what to do about it."""
    if not isinstance(error, TiepointError):
        return str(error)
    return f"{told(error.message)} {told(error.hint)}".strip()
