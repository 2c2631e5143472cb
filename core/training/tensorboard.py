"""The curve of a training as TensorBoard shows it, where that is installed."""
from __future__ import annotations

from pathlib import Path

from ..errors import OptionError
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
