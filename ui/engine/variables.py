"""The environment variables of the engine process. No QGIS here."""
from __future__ import annotations

from collections.abc import Mapping

# What QGIS sets for its own Python, Qt, GDAL and PROJ; the engine brings its own of each.
_NAMES = frozenset((
    "PYTHONHOME", "PYTHONPATH", "PYTHONEXECUTABLE", "PYTHONSTARTUP", "PYTHONSAFEPATH", "PYTHONPLATLIBDIR", "PYTHONOPTIMIZE",
    "PYTHONINSPECT", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV", "CONDA_PREFIX",
    "GDAL_DATA", "GDAL_DRIVER_PATH", "GDAL_PYTHON_DRIVER_PATH", "OGR_DRIVER_PATH", "GEOTIFF_CSV", "PROJ_LIB", "PROJ_DATA",
))
_PREFIXES = ("QT_", "QML", "QGIS_")


def cleaned(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables without those that would mislead another Python, GDAL or PROJ, in any case of their names."""
    kept = {name: value for name, value in variables.items()
            if name.upper() not in _NAMES and not name.upper().startswith(_PREFIXES)}
    # A native crash then leaves a trace for the message log.
    return {**kept, "PYTHONFAULTHANDLER": "1"}
