"""List models: which there are, and which of them are here."""
from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict

from ..errors import OptionError
from ..models import folders
from ..models.catalogue import DAMAGED, MISSING, PRESENT, Entry, entries
from ..options.models import ListModelsOptions
from ..outputs import atomic, refuse_unwritable
from ..progress import Progress, Steps
from ..reporting.models import megabytes, models_page
from ..reporting.page import write_page

COLUMNS = ("id", "task", "title", "licence", "bytes", "state", "verified", "why", "path", "source", "preprocessing", "methods", "addresses")


def listmodels(options: ListModelsOptions, progress: Progress) -> dict:
    """Write the table and the report that are wanted, and tell each model in the log.

    Returns:
        The results declared in ``ListModelsOptions.RESULTS``.

    Raises:
        TiepointError: there is no such task, an output cannot be written, or a manifest is wrong.
        Cancelled: from ``progress``; nothing is written then.
    """
    for path in (options.output, options.report):
        if path:
            refuse_unwritable(path)
    lines = entries(Steps(progress, 0.0, 0.95))
    tasks = sorted({line.task for line in lines if line.task})
    if options.task and options.task not in tasks:
        raise OptionError(f"There is no model for the task '{options.task}'.", f"Choose one of: {', '.join(tasks)}.")
    lines = [line for line in lines if options.task in ("", line.task)]
    for line in lines:
        progress.log(_told(line))
    with ExitStack() as stack:
        partial = {path: stack.enter_context(atomic(path)) for path in (options.output, options.report) if path}
        if options.output:
            _write_table(partial[options.output], lines)
        if options.report:
            write_page(partial[options.report], models_page(str(folders.own()), [asdict(line) for line in lines]))
    progress.step(1.0, "Done")
    ids = {state: ",".join(line.id for line in lines if line.state == state) for state in (PRESENT, MISSING, DAMAGED)}
    return {"MODEL_COUNT": len(lines), "PRESENT_COUNT": sum(line.state == PRESENT for line in lines), "PRESENT": ids[PRESENT],
            "MISSING": ids[MISSING], "DAMAGED": ids[DAMAGED], "MODELS_FOLDER": str(folders.own())}


def _told(line: Entry) -> str:
    size = megabytes(line.bytes)
    checked = "" if line.state != PRESENT else ", verified" if line.verified else ", not verified"
    what = ", ".join(part for part in (line.task, size) if part)
    return f"{line.id} ({what}): {line.state}{checked}. {line.why.rstrip('.')}. Licence: {line.licence}."


def _write_table(path: str, lines: Sequence[Entry]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for line in lines:
            values = {**asdict(line), "verified": "yes" if line.verified else "no", "addresses": " ".join(line.addresses),
                      "methods": " ".join(line.methods)}
            writer.writerow([values[name] for name in COLUMNS])
