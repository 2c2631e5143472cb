"""What a run has found, in a word and in figures."""
from __future__ import annotations

import re
from collections.abc import Iterable

from ..translation import tr
from ..words import mark

#: Verdicts of the engine; the kinds of `Badge` they are shown as.
VERDICTS = {"good": "good", "usable": "fair", "poor": "bad"}
# From here on, all digits in groups of three are easier to read than an exponent.
_LARGE = 1e4
_WORDS = (mark("good"), mark("usable"), mark("poor"))


def headline(results: dict) -> tuple[str, str]:
    """(kind of badge, words) of the results of an algorithm."""
    verdict, share, found = (results.get(name) for name in ("VERDICT", "CHANGED_SHARE", "FOUND"))
    if verdict in VERDICTS:
        return VERDICTS[verdict], tr(verdict)
    if share is not None:
        return "neutral", tr("{} % changed").format(f"{100 * share:.3g}")
    if found is not None:
        return "neutral", tr("{} found").format(found)
    return "neutral", tr("done")


def figures(titles: Iterable[tuple[str, str]], results: dict) -> list[tuple[str, str]]:
    """(title, value) of every figure that is known.

    Args:
        titles: (name, title) of the declared results, in order.
        results: of the algorithm.
    """
    return [(re.split("[:;]", title)[0], shown(results[name])) for name, title in titles
            if results.get(name) is not None and name not in ("VERDICT", "SUCCESS")]


def shown(figure) -> str:
    """A figure for the eye."""
    if isinstance(figure, bool):
        return tr("yes") if figure else tr("no")
    if isinstance(figure, float) and abs(figure) >= _LARGE:
        return f"{float(f'{figure:.4g}'):,.0f}".replace(",", "\u202f")
    return f"{figure:.4g}" if isinstance(figure, float) else str(figure)
