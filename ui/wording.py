"""What the engine says, in the user's language.

The engine knows no translation: it says English sentences with the values in them. They are recognised by their templates, such as
``Encoding tile {0} of {1}``, which are collected from its source and translated like any other text.
"""
from __future__ import annotations

import json
import re
from functools import lru_cache

from ..core.errors import TiepointError
from .translation import FOLDER, tr

_TEMPLATES = FOLDER / "engine.json"
_VALUE = re.compile(r"\{\d+\}")
# What a value at the beginning is not: the beginning of another sentence. Names and paths are.
_NO_SENTENCE = "(?!(?:The|A|An|There|This|No|None|Nothing|What|It) )"


def told(text: str) -> str:
    """A text of the engine in the user's language; as it is where it is not known."""
    shown = _one(text)
    if shown != text or tr(_KNOWN) == _KNOWN:
        return shown
    # Two that are known, such as an error with its hint that is told in another sentence.
    for stop in re.finditer(r"\. ", text):
        parts = text[: stop.start() + 1], text[stop.end():]
        both = [_one(part) for part in parts]
        if all(one != part for one, part in zip(both, parts)):
            return " ".join(both)
    return text


def _one(text: str) -> str:
    """A text of one template in the user's language; as it is where there is no such template."""
    exactly = tr(text)
    if exactly != text or tr(_KNOWN) == _KNOWN:
        return exactly
    for words, template in _templates():
        # All its words are in few texts: what is not is not taken apart.
        if all(part in text for part in words):
            found = _pattern(template).fullmatch(text)
            if found:
                # A value of several words may be a text of the engine too; one of a single word is a name.
                return tr(template).format(*(told(value) if " " in value else value for value in found.groups()))
    return text


def sentence(error: Exception) -> str:
    """What an error says, and what to do about it."""
    if not isinstance(error, TiepointError):
        return str(error)
    return f"{told(error.message)} {told(error.hint)}".strip()


# Translated wherever anything is: where it is not, nothing has to be looked for.
_KNOWN = "Tie points"


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[list[str], str], ...]:
    """The words of each template, between its values, and itself; those with most words of their own first."""
    templates = json.loads(_TEMPLATES.read_text(encoding="utf-8"))
    templates.sort(key=lambda template: -len(_VALUE.sub("", template)))
    return tuple((_VALUE.split(template), template) for template in templates)


@lru_cache(maxsize=64)
def _pattern(template: str) -> re.Pattern:
    """What a template looks like with values in it."""
    begins = _NO_SENTENCE if template.startswith("{") else ""
    return re.compile(begins + "(.*?)".join(map(re.escape, _VALUE.split(template))), re.DOTALL)
