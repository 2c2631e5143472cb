"""One option and one result of a job, and how records become option objects.

An options class is a frozen dataclass whose fields are made by `option`. From it come the Processing parameters, the
command-line flags and the JSON keys: the field name in upper case, with dashes, and as it is.
"""
from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import OptionError

#: What an option holds. ``*_output`` options are paths to write; empty means "not wanted".
KINDS = ("raster", "rasters", "band", "bands", "polygons", "points", "vector", "file", "folder", "enum", "integer", "number", "boolean",
         "extent", "text", "raster_output", "points_output", "lines_output", "polygons_output", "vector_output", "file_output")
#: Kinds of options that hold a tuple of values.
SEVERAL = ("rasters", "bands")
_TEXT_KINDS = tuple(kind for kind in KINDS if kind not in (*SEVERAL, "band", "integer", "number", "boolean"))


@dataclass(frozen=True)
class Option:
    """How one option is described, checked and shown.

    Attributes:
        kind: one of KINDS. ``extent`` is "xmin,ymin,xmax,ymax" in the CRS of its parent, or of the reference; ``band`` counts from 1,
            0 = automatic; ``rasters`` is a tuple of paths, ``bands`` one of numbers. ``vector`` is a file of layers that is read as it
            is, ``vector_output`` one that is written as it is.
        title: label of the parameter.
        help: what it means, with its unit.
        choices: ids of an ``enum``.
        minimum, maximum: inclusive limits of a number.
        advanced: shown under "advanced".
        optional: may be empty.
        parent: for a ``band``, ``bands`` or ``extent``, the name of its raster (or vector) option.
        file_filter: for files, e.g. "HTML (*.html)".
        unit: "map" when a number is a length in map units of the reference.
        parse: raises OptionError for a text that means nothing.
        attributes: of ``polygons``, whether their attributes matter.
        by_default: of an optional layer that is written, whether the dialog makes it unless one declines.
        folders: of ``rasters``, whether a folder may stand for all in it.
    """

    kind: str
    title: str
    help: str = ""
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    advanced: bool = False
    optional: bool = False
    parent: str = ""
    file_filter: str = ""
    unit: str = ""
    parse: Callable[[str], object] | None = None
    attributes: bool = False
    folders: bool = False
    by_default: bool = True


@dataclass(frozen=True)
class Result:
    """One figure a job returns: ``kind`` is number, string or boolean."""

    name: str
    kind: str
    title: str


def option(default, kind: str, title: str, help: str = "", **more):
    """A dataclass field that carries an Option."""
    return dataclasses.field(default=default, metadata={"option": Option(kind, title, help, **more)})


def described(cls) -> list[tuple[str, object, Option]]:
    """(field name, default, Option) of every option of a class, in order of declaration."""
    return [(f.name, f.default, f.metadata["option"]) for f in dataclasses.fields(cls)]


def from_record(cls, record: dict):
    """An options object from JSON keys; unknown keys, wrong types, limits and choices raise OptionError."""
    known = {name: spec for name, _, spec in described(cls)}
    unknown = sorted(set(record) - set(known))
    if unknown:
        raise OptionError(f"There is no option '{unknown[0]}'.", f"The options are: {', '.join(known)}.")
    values = {name: _convert(name, value, known[name]) for name, value in record.items() if value is not None}
    options = cls(**values)
    check(options)
    return options


def check(options) -> None:
    """Raise OptionError for a missing, unknown or out-of-range value."""
    for name, _, spec in described(type(options)):
        value = getattr(options, name)
        if spec.kind == "enum" and value not in spec.choices:
            raise OptionError(f"{name.upper()} is '{value}', which is not a choice.", f"Choose one of: {', '.join(spec.choices)}.")
        if spec.kind in (*_TEXT_KINDS, "rasters") and not spec.optional and not value:
            raise OptionError(f"{name.upper()} is missing.", f"Give: {spec.title.lower()}.")
        if spec.kind in ("integer", "number", "band", "bands") and value is not None:
            for one in value if spec.kind == "bands" else (value,):
                if spec.minimum is not None and one < spec.minimum or spec.maximum is not None and one > spec.maximum:
                    raise OptionError(f"{name.upper()} is {one}, outside {_range(spec)}.", "Choose a value inside these limits.")
        if spec.kind == "extent" and value:
            parse_extent(value)
        if spec.parse and value:
            spec.parse(value)


def parse_extent(text: str) -> tuple[float, float, float, float]:
    """(xmin, ymin, xmax, ymax) from "xmin,ymin,xmax,ymax"; raises OptionError."""
    try:
        xmin, ymin, xmax, ymax = (float(part) for part in text.split(","))
    except ValueError:
        raise OptionError(f"The extent '{text}' is not four numbers.", "Write it as xmin,ymin,xmax,ymax in the reference's CRS.") from None
    if not (xmin < xmax and ymin < ymax):
        raise OptionError(f"The extent '{text}' is empty.", "Write it as xmin,ymin,xmax,ymax with xmin < xmax and ymin < ymax.")
    return xmin, ymin, xmax, ymax


_BAND = Option("band", "Number of a band")


def _range(spec: Option) -> str:
    low = "-inf" if spec.minimum is None else f"{spec.minimum:g}"
    high = "inf" if spec.maximum is None else f"{spec.maximum:g}"
    return f"{low} ... {high}"


def _convert(name: str, value, spec: Option):
    """A JSON or text value in the type of its kind."""
    if spec.kind in _TEXT_KINDS:
        return str(value)
    if spec.kind == "rasters":
        return (value,) if isinstance(value, str) else tuple(str(path) for path in value)
    if spec.kind == "bands":
        parts = re.split("[,; ]+", value.strip()) if isinstance(value, str) else value
        return tuple(_convert(name, part, _BAND) for part in parts if part != "")
    if spec.kind == "boolean":
        text = str(value).strip().lower()
        if text not in ("true", "false", "1", "0", "yes", "no"):
            raise OptionError(f"{name.upper()} is '{value}', not true or false.", "Write true or false.")
        return text in ("true", "1", "yes")
    if value == "":
        return None if spec.optional else 0
    try:
        return float(value) if spec.kind == "number" else int(value)
    except (TypeError, ValueError):
        raise OptionError(f"{name.upper()} is '{value}', not a number.", f"Give: {spec.title.lower()}.") from None
