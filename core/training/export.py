"""``python -m tiepoint.core.training.export KIND RUN OUT``: the weights of a training, their card, and their record for the manifest."""
from __future__ import annotations

import argparse
import hashlib
import json
import shlex
import sys
from dataclasses import asdict, replace
from pathlib import Path

from ..errors import OptionError, TiepointError
from ..models.card import as_text
from ..models.record import grouped
from . import checkpoint
from .card import card
from .d2net.photographs import FIGURES, UNASKED
from .kinds import KINDS, Kind
from .layers.prepare import RECIPE
from .loop import Trained
from .optimiser import optimiser_of
from .state import BEST, CHECKPOINT, read_curve

_DERIVED = "as the weights it was begun with and what it was trained on allow"
_LICENCE = "CC BY 4.0 (own training; see data for what it was trained on)"


def export(kind: Kind, run: Path, out: Path, title: str, remark: str = "", photographs: bool = False,
           best: bool = False, test: Path | None = None) -> dict:
    """Write the weights and the card of a training.

    Args:
        kind: of network; run: folder of the training.
        out: the safetensors file; the card is written beside it.
        title: what a person reads.
        remark: what else is to be known about the training.
        photographs: it was trained by `core.training.d2net`, not on prepared layers.
        best: the weights with the highest second figure, not the last.
        test: JSON file of what these weights did on the test, for the card, as `core.jobs.sceneaccuracy` writes it.

    Returns:
        The record for the manifest, see `core.models.record`.

    Raises:
        OptionError: there is no such training, or the file of the test is none.
    """
    path = run / (BEST if best else CHECKPOINT)
    if not path.is_file():
        raise OptionError(f"There is no training in {run}.", "Give the folder that the training was told to write to.")
    settings, _ = checkpoint.settings(path, kind.settings)
    learner = kind.learner([], [], settings)
    network = learner.blank()
    step = checkpoint.load(path, network, optimiser_of(learner, learner.parameters(network)))
    learner.save(out, network)
    licence = _DERIVED if photographs or settings.start else _LICENCE
    trained = Trained(network, step, [line for line in read_curve(run) if line["step"] <= step])
    about = card(trained, replace(kind, figures=FIGURES) if photographs else kind, settings, title, kind.data or _data(photographs),
                 _command(kind, settings, photographs), licence, remark)
    about.update(getattr(learner, "about", dict)())
    if test:
        about["metrics"].update(_tested(test))
    out.with_suffix(".json").write_text(as_text(about), encoding="utf-8")
    content = out.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"id": out.stem, "task": kind.id, "title": title, "file": out.name, "bytes": len(content),
            "sha256": grouped(digest), "licence": licence, "methods": [kind.method],
            "preprocessing": {name: value for name, value in asdict(learner.preprocessing).items() if value or name == "bands"}}


def _tested(path: Path) -> dict:
    """What a file says of a test."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        right = {name: [round(told["confusion"][date][index][index], 3) for date in ("t1", "t2")] for index, name in
                 enumerate(told["classes"])}
        return {"on the test, looked at once": {name: value for name, value in told.items() if isinstance(value, (int, float))},
                "share that was right of each class of the test, before and after": right}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise OptionError(f"{path} says nothing of a test: {error}.", "Give what tiepoint.core.jobs.sceneaccuracy has written.") from error


def _data(photographs: bool) -> dict[str, list[str]]:
    """What is trained and validated on."""
    if photographs:
        return {part: [f"photographs with depth, scenes of {name}"] for part, name in (("train", "train.txt"), ("validate", "valid.txt"))}
    return {part: [source.name for source in RECIPE if source.validate is held] + ["generated scenes"]
            for part, held in (("train", False), ("validate", True))}


def _command(kind: Kind, settings, photographs: bool) -> str:
    """The command that repeats a training."""
    options = (_option(name.replace("_", "-"), value) for name, value in vars(settings).items()
               if value != "" and not (photographs and name in UNASKED))
    module = "tiepoint.core.training.d2net" if photographs else f"tiepoint.core.training {kind.id}"
    return " ".join([f"python -m {module} DATA RUN", *options])


def _option(name: str, value) -> str:
    """As the command line of the training takes it."""
    if isinstance(value, bool):
        return f"--{name}" if value else f"--no-{name}"
    return f"--{name} {shlex.quote(str(value))}"


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the files, print the record; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.export", description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("run", type=Path, help="folder of the training")
    parser.add_argument("out", type=Path, help="the file of weights to write, NAME.safetensors")
    parser.add_argument("--title", default="")
    parser.add_argument("--remark", default="")
    parser.add_argument("--best", action="store_true", help="the weights that validated best, not the last")
    parser.add_argument("--photographs", action="store_true", help="trained by tiepoint.core.training.d2net, not on prepared layers")
    parser.add_argument("--test", type=Path, help="JSON file of what they did on the test, for the card")
    given = parser.parse_args(arguments)
    try:
        record = export(KINDS[given.kind], given.run, given.out, given.title or given.out.stem, given.remark, given.photographs,
                        given.best, given.test)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(record, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
