"""Names and colours of classes of land use."""
from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ...errors import OptionError

_ENTRY = re.compile(r"([^;#]*[^;#\s])\s*(?:#([0-9a-fA-F]{6}))?")
#: So many classes fit a code of from and to.
MOST = 99
_GOLDEN = 0.618033988749895


@dataclass(frozen=True)
class Legend:
    """Classes in their order; in rasters and files they are numbered from 1, 0 is what is not known.

    Attributes:
        names: of the classes, each once.
        colours: of each, red, green and blue 0 to 255.

    Raises:
        OptionError: there are none or too many, or a name is empty or occurs twice.
    """

    names: tuple[str, ...]
    colours: tuple[tuple[int, int, int], ...]

    def __post_init__(self):
        if not 1 <= len(self.names) <= MOST or len(self.colours) != len(self.names):
            raise OptionError(f"A legend of {len(self.names)} classes with {len(self.colours)} colours cannot be used.",
                              f"Give 1 to {MOST} classes, each with its colour.")
        odd = [name for name in self.names if not name.strip() or ";" in name or "#" in name or self.names.count(name) > 1]
        if odd:
            raise OptionError(f"A class cannot be called '{odd[0]}'.", "Give every class another name, without ; and #.")

    def __len__(self) -> int:
        return len(self.names)

    def text(self) -> str:
        """All in one line: ``water #87ceeb; road #ffe7ba``."""
        return "; ".join(f"{name} #{''.join(f'{value:02x}' for value in colour)}" for name, colour in zip(self.names, self.colours))

    def coloured(self, labels: np.ndarray) -> np.ndarray:
        """(3, rows, cols) uint8 of labels (rows, cols) from 1; black where they are 0."""
        table = np.array([(0, 0, 0), *self.colours], np.uint8)
        return np.moveaxis(table[labels], -1, 0)

    def labels(self, colours: np.ndarray) -> np.ndarray:
        """Labels (rows, cols) uint8 from 1 of a map (3, rows, cols) uint8 in colours of the legend; 0 where it has another colour."""
        found = np.zeros(colours.shape[1:], np.uint8)
        for number, colour in enumerate(self.colours, 1):
            found[(np.moveaxis(colours, 0, -1) == colour).all(-1)] = number
        return found


def parse(text: str) -> Legend:
    """The legend of a line such as `Legend.text` writes; a colour that is left out is chosen. OptionError where it is none."""
    entries = [_ENTRY.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    if not entries or None in entries:
        raise OptionError(f"'{text[:60]}' is no list of classes.", "Separate names by semicolons; a colour may follow as #RRGGBB.")
    given = [tuple(bytes.fromhex(entry[2])) if entry[2] else None for entry in entries]
    return Legend(tuple(entry[1] for entry in entries), tuple(one or chosen for one, chosen in zip(given, _spread(len(given)))))


def named(names: Iterable[str]) -> Legend:
    """A legend of names, in colours that differ; those of `WUHAN` have theirs."""
    names = tuple(names)
    known = dict(zip(WUHAN.names, WUHAN.colours))
    return Legend(names, tuple(known.get(name, colour) for name, colour in zip(names, _spread(len(names)))))


def _spread(count: int) -> list[tuple[int, int, int]]:
    """Colours whose hues lie apart."""
    shades = ((index * _GOLDEN % 1.0, (0.65, 0.45)[index % 2], (0.85, 0.65)[index // 2 % 2]) for index in range(count))
    return [tuple(round(255 * value) for value in colorsys.hsv_to_rgb(*shade)) for shade in shades]


#: The fourteen classes of the published data and their colours.
WUHAN = Legend(
    ("administration", "commercial", "water", "farmland", "greenspace", "transportation", "industrial", "residential-1", "residential-2",
     "residential-3", "road", "parking", "bareland", "playground"),
    ((0, 0, 205), (65, 105, 225), (135, 206, 235), (0, 139, 69), (0, 216, 0), (238, 154, 73), (163, 124, 2), (255, 38, 38), (205, 38, 38),
     (139, 26, 26), (255, 231, 186), (48, 48, 48), (179, 151, 143), (186, 85, 211)))
