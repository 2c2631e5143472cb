"""Registries: ordered lists of methods that are loaded when first used."""
from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import OptionError


@dataclass(frozen=True)
class MethodSpec:
    """One method, described without importing it.

    Attributes:
        id: stable lower-case name, the value of an option.
        title: what a person reads.
        summary: one sentence for help and README.
        load: ``module:attribute`` below ``tiepoint.core``, imported by `Registry.load`.
        weights: ids of the model records the method uses.
        paper: DOI or full reference of the source.
        needless_px: of a matcher: ``auto`` does not try it where another agrees within this; 0 where it is cheap enough to be tried
            always, infinite where it never is.
    """

    id: str
    title: str
    summary: str
    load: str
    weights: tuple[str, ...] = ()
    paper: str = ""
    needless_px: float = math.inf


class Registry:
    """An ordered collection of MethodSpec, by id."""

    def __init__(self, noun: str, *specs: MethodSpec):
        self.noun = noun
        self._specs = {spec.id: spec for spec in specs}

    def __iter__(self) -> Iterator[MethodSpec]:
        return iter(self._specs.values())

    def __len__(self) -> int:
        return len(self._specs)

    def ids(self) -> tuple[str, ...]:
        """Ids in order."""
        return tuple(self._specs)

    def get(self, method_id: str) -> MethodSpec:
        """The spec of this id; raises OptionError naming the choices."""
        if method_id not in self._specs:
            raise OptionError(f"There is no {self.noun} '{method_id}'.", f"Choose one of: {', '.join(self._specs)}.")
        return self._specs[method_id]

    def load(self, method_id: str):
        """Import the method and return the attribute its spec names."""
        module, attribute = self.get(method_id).load.split(":")
        return getattr(importlib.import_module(f".{module}", __package__), attribute)
