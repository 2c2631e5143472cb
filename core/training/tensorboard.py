"""``python -m tiepoint.core.training.tensorboard RUN OUT``: the curve of a training as TensorBoard shows it, where that is installed."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..errors import OptionError, TiepointError
from .state import read_curve


def write(run: Path, out: Path) -> int:
    """Write the loss and all figures of a training.

    Args:
        run: folder of the training.
        out: folder for TensorBoard.

    Returns:
        How many lines of the curve were written.

    Raises:
        OptionError: TensorBoard is not installed, or there is no training.
    """
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError as error:
        raise OptionError("TensorBoard is not installed where the engine runs.",
                          "Install the package tensorboard, or read curve.jsonl.") from error
    curve = read_curve(run)
    if not curve:
        raise OptionError(f"There is no curve of a training in {run}.", "Give the folder that the training was told to write to.")
    with SummaryWriter(str(out)) as writer:
        for line in curve:
            for name, value in line.items():
                values = value if isinstance(value, list) else [value]
                for index, one in enumerate(values):
                    if name not in ("step", "seconds") and one is not None:
                        writer.add_scalar(f"{name}/{index}" if isinstance(value, list) else name, one, line["step"])
    return len(curve)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the curve; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.tensorboard", description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path, help="folder of the training")
    parser.add_argument("out", type=Path, help="folder that TensorBoard is told to show")
    given = parser.parse_args(arguments)
    try:
        written = write(given.run, given.out)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{written} lines of the curve are in {given.out}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
