"""The environment variables of the engine process. No QGIS here."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from ...core.language import VARIABLE as LANGUAGE

MODELS = "TIEPOINT_MODELS"

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


@dataclass(frozen=True)
class Proxy:
    """A proxy that QGIS's settings name.

    Attributes:
        scheme: ``http`` or ``socks5``.
        host, port, user, password: of the proxy; port 0 and empty texts where there is none.
        excluded: addresses, or beginnings of addresses, that are reached without it.
    """

    scheme: str
    host: str
    port: int = 0
    user: str = ""
    password: str = ""
    excluded: Sequence[str] = ()


def of_engine(variables: Mapping[str, str], profile: Path, proxy: Proxy | None = None, language: str = "") -> dict[str, str]:
    """The variables of the engine process.

    Args:
        variables: those of QGIS.
        profile: folder of the QGIS profile; models lie in its ``tiepoint/models`` unless TIEPOINT_MODELS names another folder.
        proxy: what QGIS's settings name; it comes before the proxies of the variables. None: theirs, or the system's.
        language: of reports, unless TIEPOINT_LANGUAGE names another one.
    """
    kept = cleaned(variables)
    if not kept.get(MODELS):
        kept[MODELS] = str(profile / "tiepoint" / "models")
    if language and not kept.get(LANGUAGE):
        kept[LANGUAGE] = language
    if proxy is None:
        return kept
    kept = {name: value for name, value in kept.items() if name.lower() not in ("http_proxy", "https_proxy", "all_proxy", "no_proxy")}
    user = f"{quote(proxy.user, safe='')}:{quote(proxy.password, safe='')}@" if proxy.user else ""
    address = f"{proxy.scheme}://{user}{proxy.host}" + (f":{proxy.port}" if proxy.port else "")
    hosts = {urlsplit(text if "//" in text else f"//{text}").hostname for text in proxy.excluded}
    return {**kept, "http_proxy": address, "https_proxy": address,
            "no_proxy": ",".join(sorted({"localhost", "127.0.0.1"} | {host for host in hosts if host}))}
