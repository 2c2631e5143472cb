"""The language of what the engine writes for people: English in the source, others from the catalogues in resources/i18n.

Two ways lead there. A text of a report is marked where it is written (`tr`, or `mark` where it is written down before it is used), with
names in braces for its values. What the engine says on its way is English, with its values in it; it is recognised by its template, such
as ``Encoding tile {0} of {1}`` (`told`).
"""
from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from .methods import CHANGE_METHODS, MATCHERS, TRANSFORMS

#: The environment variable that names the language, such as ``de`` or ``de_AT``; English where it is not set, or there is no catalogue.
VARIABLE = "TIEPOINT_LANGUAGE"
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "i18n"
#: What the engine says with values in it.
TEMPLATES = FOLDER / "engine.json"
_VALUE = re.compile(r"\{\d+\}")
# Between sentences, and between parts of one.
_JOINT = re.compile(r"\. |; ")
# What a value at the beginning is not: the beginning of another sentence. Names and paths are.
_NO_SENTENCE = "(?!(?:The|A|An|There|This|No|None|Nothing|What|It) )"


def mark(text: str) -> str:
    """The text itself, which `tr` is given when it is used: says that it is to be translated."""
    return text


def tr(text: str, /, **values: object) -> str:
    """A text in the language of this process, with the values in place of their names in braces."""
    said = _catalogue(os.environ.get(VARIABLE, "")).get(text, text)
    return said.format(**values) if values else said


def language() -> str:
    """The code of the language that texts are in, for the ``lang`` of a page."""
    return tr("en")


def told(text: str) -> str:
    """What the engine says, in the language of this process; as it is where it is not known."""
    return recognised(text, tr)


def recognised(text: str, translate: Callable[[str], str]) -> str:
    """What the engine says, translated by its template, with its values; as it is where it is not known.

    Args:
        text: one sentence, or several that are known each.
        translate: a text in the wanted language, or the text itself where it has none there; of ``en`` the code of the language.
    """
    if translate("en") == "en":
        return text
    # A template with a value that could be several sentences comes last: what it takes for a value may be known better.
    return _one(text, translate) or _several(text, translate) or _with_reason(text, translate) or _one(text, translate, False) or text


def _one(text: str, translate: Callable[[str], str], strictly: bool = True) -> str:
    """A text of one template in the wanted language; empty where there is none. ``strictly``: no value is several sentences not known."""
    exactly = translate(text)
    if exactly != text:
        return exactly
    for words, template in _templates():
        # All its words are in few texts: what is not is not taken apart.
        found = _pattern(template).fullmatch(text) if all(part in text for part in words) else None
        if found:
            values = [_value(value, translate) for value in found.groups()]
            if not strictly or not any(_JOINT.search(value) and shown == value for value, shown in zip(found.groups(), values)):
                return translate(template).format(*values)
    return ""


def _several(text: str, translate: Callable[[str], str]) -> str:
    """Several that are known, such as an error with its hint that is told in another sentence; empty where not all are."""
    for joint in _JOINT.finditer(text):
        first, rest = text[: joint.start()], text[joint.end():]
        for before, between in ((first + joint[0][0], " "), (first, joint[0])):
            begun = _one(before, translate) or _with_reason(before, translate)
            gone_on = recognised(rest, translate) if begun else rest
            if gone_on != rest:
                return begun + between + gone_on
    return ""


def _with_reason(text: str, translate: Callable[[str], str]) -> str:
    """One that is known, with a reason in brackets that need not be; empty where there is none."""
    for bracket in re.finditer(r" \(", text):
        end = re.fullmatch(r"(.*)(\)\.?)", text[bracket.end():], re.DOTALL)
        begun = _one(text[: bracket.start()], translate) if end else ""
        if begun:
            return f"{begun} ({recognised(end[1], translate)}{end[2]}"
    return ""


def _value(text: str, translate: Callable[[str], str]) -> str:
    """A value in a text: one of several words may be a text of the engine too; one of a single word is a name, if not that of a method."""
    if " " in text:
        return recognised(text, translate)
    return translate(text.rstrip(".")) + text[len(text.rstrip(".")):] if text.rstrip(".") in _titles() else text


@lru_cache(maxsize=4)
def _catalogue(code: str) -> Mapping[str, str]:
    """Text -> translation; none where there is no catalogue of the language: tiepoint_de.json where there is no tiepoint_de_AT.json."""
    for name in (code, code.partition("_")[0]):
        path = FOLDER / f"tiepoint_{name}.json"
        if re.fullmatch(r"\w+", name) and path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    return {}


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    """What people call methods and transforms."""
    return frozenset(method.title for registry in (MATCHERS, TRANSFORMS, CHANGE_METHODS) for method in registry)


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[list[str], str], ...]:
    """The words of each template, between its values, and itself; those with most words of their own first."""
    templates = json.loads(TEMPLATES.read_text(encoding="utf-8"))
    templates.sort(key=lambda template: -len(_VALUE.sub("", template)))
    return tuple((_VALUE.split(template), template) for template in templates)


@lru_cache(maxsize=64)
def _pattern(template: str) -> re.Pattern:
    """What a template looks like with values in it."""
    begins, parts = _NO_SENTENCE if template.startswith("{") else "", "(.*?)".join(map(re.escape, _VALUE.split(template)))
    # Of two values that follow each other the first is a name, of several words maybe.
    return re.compile(begins + re.sub(r"^\(\.\*\?\)(?=\\ \(\.\*\?\))", "(.*)", parts), re.DOTALL)
