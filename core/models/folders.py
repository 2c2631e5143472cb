"""Where models lie: the plugin's own folder, and the user's."""
from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from .. import outputs

VARIABLE = "TIEPOINT_MODELS"
#: What ships with the plugin; QGIS deletes it with every update, so nothing is ever written there.
SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "models"


def own(variables: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """The folder of fetched, imported and trained models; it need not exist yet.

    The environment variable TIEPOINT_MODELS, which the plugin sets to ``tiepoint/models`` in the QGIS profile; without it a folder of the
    user's, as the system has them.

    Args:
        variables: environment variables.
        platform: as in ``sys.platform``.
    """
    variables = os.environ if variables is None else variables
    if variables.get(VARIABLE):
        return Path(os.path.abspath(os.path.expanduser(variables[VARIABLE])))
    home = Path(os.path.expanduser("~"))
    if platform == "win32":
        data = Path(variables.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        data = home / "Library" / "Application Support"
    else:
        data = Path(variables.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "tiepoint" / "models"


def make(folder: Path) -> None:
    """Make a folder of models; OutputError where that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise outputs.output_error(str(folder), error) from error
