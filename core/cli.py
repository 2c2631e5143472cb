"""The jobs on the command line, without QGIS: ``python -m tiepoint.core.cli coregister --reference a.tif --target b.tif --output c.tif``.

Also ``python core/cli.py`` in a checkout. Progress goes to stderr, the results as JSON to stdout. Exit codes: 0 done, 1 the job failed,
2 wrong usage, 130 cancelled.
"""
from __future__ import annotations

if __name__ == "__main__" and not __package__:
    import standalone

    __package__ = standalone.bind()

import argparse
import os
import signal
import sys
import time

from . import environment
from .errors import OptionError
from .options import jobs
from .options.option import Option, described, from_record
from .progress import Cancelled, Remaining
from .standalone import as_json, claim_stdout

FAILED, WRONG_USAGE, CANCELLED = 1, 2, 130
REPORT_INTERVAL_S = 2.0


class Console:
    """A Progress on stderr: one line that is rewritten on a terminal, a line every two seconds elsewhere."""

    def __init__(self, stream=None):
        self._stream = stream or sys.stderr
        self._rewrite = self._stream.isatty()
        self._remaining = Remaining()
        self._last = -REPORT_INTERVAL_S
        self._width = 0

    def step(self, fraction: float, message: str = "") -> None:
        """Report the finished share, 0 to 1."""
        now = time.monotonic()
        if now - self._last < (0.1 if self._rewrite else REPORT_INTERVAL_S) and fraction < 1.0:
            return
        self._last = now
        left = self._remaining.seconds(fraction)
        text = f"{100 * fraction:3.0f} %  {message}" + (f" (about {left:.0f} s left)" if left and left >= 1 else "")
        if self._rewrite:
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
        else:
            self._stream.write(text + "\n")
        self._stream.flush()

    def log(self, message: str, level: str = "info") -> None:
        """Tell the user something."""
        self.end_line()
        self._stream.write(f"warning: {message}\n" if level == "warning" else f"{message}\n")

    def end_line(self) -> None:
        """Leave the line that is being rewritten."""
        if self._width:
            self._stream.write("\n")
            self._width = 0


def parser() -> argparse.ArgumentParser:
    """The command line of every job, made from its options."""
    whole = argparse.ArgumentParser(prog="tiepoint", description="Co-registration and change of rasters.")
    commands = whole.add_subparsers(dest="job", required=True, metavar="JOB")
    for spec in jobs.JOBS.values():
        command = commands.add_parser(spec.id, help=spec.summary, description=spec.summary, allow_abbrev=False)
        for name, default, option in described(spec.options):
            command.add_argument(f"--{name.replace('_', '-')}", dest=name, help=_help(default, option), **_argument(default, option))
    commands.add_parser("check", help="Say which packages and which device the engine has.")
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Run one job; the exit code."""
    given = vars(parser().parse_args(arguments))
    answers = claim_stdout()
    job = given.pop("job")
    console = Console()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _cancel)
    try:
        options = None if job == "check" else from_record(jobs.get(job).options, given)
    except OptionError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USAGE
    try:
        result = environment.report() if job == "check" else jobs.load(job)(options, console)
    except Cancelled:
        console.end_line()
        sys.stderr.write("Cancelled.\n")
        return CANCELLED
    except Exception as error:  # the boundary: whatever a job raises becomes one sentence
        console.end_line()
        sys.stderr.write(f"{environment.explain(error)}\n")
        return FAILED
    console.end_line()
    answers.write(as_json(result, indent=2))
    return 0


def _cancel(_number, _frame) -> None:
    raise Cancelled()


def _argument(default, option: Option) -> dict:
    """How argparse is told about an option."""
    if option.kind == "boolean":
        return {"action": argparse.BooleanOptionalAction, "default": default}
    required = default in ("", ()) and not option.optional
    more = {"choices": option.choices} if option.kind == "enum" else {"metavar": option.kind.upper().replace("_OUTPUT", "")}
    if option.kind in ("integer", "band"):
        more["type"] = int
    elif option.kind == "number":
        more["type"] = float
    elif option.kind == "rasters":
        more |= {"nargs": "+", "metavar": "RASTER"}
    elif option.kind == "bands":
        more |= {"nargs": "+", "metavar": "BAND", "type": int}
    return {"default": default, "required": required, **more}


def _help(default, option: Option) -> str:
    text = f"{option.title}. {option.help}".strip()
    shown = option.kind != "boolean" and default not in ("", (), None, 0)
    return (text + (f" Default: {default}." if shown else "")).replace("%", "%%")


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    # At once: threads in the middle of something must not keep a process alive that was told to stop.
    os._exit(code)
