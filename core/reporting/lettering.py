"""Letters in pictures: the drawing font has ASCII only."""
from __future__ import annotations

import unicodedata

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def drawable(text: str, most: int | None = None) -> str:
    """A text in letters that can be drawn: umlauts spelled out, no accents, a question mark for all else; at most so many letters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_SPELLED))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain.encode("ascii", "replace").decode("ascii")[: None if most is None else max(1, most)]
