"""The command line that repeats a run."""
from __future__ import annotations

import shlex
from collections.abc import Mapping

from ..errors import OptionError
from ..options import jobs
from ..options.option import SEVERAL, Option, described, parse_extent


def qgis_command(job_id: str, options: Mapping[str, object]) -> str:
    """A ``qgis_process`` command that runs a job with these options, quoted for a POSIX shell; defaults are left out.

    Args:
        job_id: id of a job, e.g. ``coregister``.
        options: values by field name, as ``dataclasses.asdict`` of the job's options gives them.

    Raises:
        OptionError: no such job, or an option the job does not have.
    """
    specs = {name: (default, spec) for name, default, spec in described(jobs.get(job_id).options)}
    unknown = sorted(set(options) - set(specs))
    if unknown:
        raise OptionError(f"There is no option '{unknown[0]}'.", f"The options are: {', '.join(specs)}.")
    words = ["qgis_process", "run", f"tiepoint:{job_id}", "--"]
    for name, (default, spec) in specs.items():
        value = options.get(name, default)
        if value not in (None, "", ()) and value != default:
            words += [f"{name.upper()}={_text(one, spec)}" for one in (value if spec.kind in SEVERAL else (value,))]
    return shlex.join(words)


def _text(value: object, spec: Option) -> str:
    if spec.kind == "boolean":
        return "true" if value else "false"
    if spec.kind == "extent":
        # Processing writes an extent in another order than the options do.
        xmin, ymin, xmax, ymax = (repr(number) for number in parse_extent(str(value)))
        return f"{xmin},{xmax},{ymin},{ymax}"
    return str(value)
