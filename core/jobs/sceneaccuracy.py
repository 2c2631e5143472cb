"""``python -m tiepoint.core.jobs.sceneaccuracy CHUNKS``: how right a scene-change model is on pairs of tiles whose classes are known.

CHUNKS is a folder of files as published with CorrFusionNet, or one with parts of them. Says accuracies of either date, of change and of
transitions, kappa, macro-F1 and, of each class, what it was taken for.
"""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ..errors import OptionError, TiepointError
from ..models import device as devices
from ..models.corrfusion import weights
from ..models.store import find
from ..outputs import atomic
from ..scene_change.accuracy import by_rows
from ..training.scene_change import pairs
from ..training.scene_change.validation import NAMED, Evaluation, evaluate

_DIGITS = 4


def described(found: Evaluation, names: tuple[str, ...]) -> dict:
    """What is known, for JSON; rows of the confusion are the truth, in shares of it."""
    return {"pairs": found.pairs, **{name: round(getattr(found.accuracy, field), _DIGITS) for name, field in NAMED.items()},
            "classes": list(names), "confusion": {date: by_rows(table).round(_DIGITS).tolist() for date, table in
                                                  zip(("t1", "t2"), found.confusion)},
            "counts": {date: table.sum(1).tolist() for date, table in zip(("t1", "t2"), found.confusion)}}


def judged(chunks: Path, part: str, model: str, device: str) -> dict:
    """A model on a part of chunks, ``test`` for example, or on all of a folder that has no parts.

    Raises:
        TiepointError: one of them cannot be read, or the model has other classes than the data.
    """
    known = weights.load(find(model, weights.FAMILY.kind))
    legend = pairs.legend_of(chunks)
    divided = any((chunks / name).is_dir() for names in pairs.PARTS.values() for name in names)
    data = pairs.load_part(chunks, part) if divided else pairs.load(chunks, legend)
    if known.legend.names != legend.names:
        raise OptionError(f"The model tells {', '.join(known.legend.names)} apart, the data {', '.join(legend.names)}.",
                          "Give data of the model's classes, in its order.")
    return described(evaluate(known, data, devices.choose(device)), legend.names)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, look at all pairs, say what was found; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.jobs.sceneaccuracy", description=__doc__.splitlines()[0])
    parser.add_argument("chunks", type=Path, metavar="CHUNKS", help="folder of .npz files, or with the folders train, validate and test")
    parser.add_argument("--part", default="test", choices=pairs.PARTS, help="which, where the folder has parts")
    parser.add_argument("--model", default="", metavar="ID|FILE", help="default: the first one that is here")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--out", type=Path, help="JSON file, also for the confusion of classes")
    given = parser.parse_args(arguments)
    try:
        found = judged(given.chunks, given.part, given.model, given.device)
        if given.out:
            with atomic(given.out) as partial:
                Path(partial).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{found['pairs']} pairs: " + ", ".join(f"{name} {found[name]:.4f}" for name in NAMED) + "\n")
    for date, table in found["confusion"].items():
        for name, row in zip(found["classes"], table):
            taken = sorted(((share, other) for share, other in zip(row, found["classes"]) if share), reverse=True)
            sys.stdout.write(f"{date} {name}: {', '.join(f'{other} {share:.0%}' for share, other in taken) or 'none'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
