"""An environment of its own for AROSICS, made when first needed: it brings packages that clash with ours."""
from __future__ import annotations

import subprocess
from pathlib import Path

VERSION = "1.11.1"
#: GDAL's Python package is compiled against the system's library, so it is taken from the system.
SYSTEM_PYTHON = Path("/usr/bin/python3")
TIMEOUT_S = 1200.0


def environment(folder: Path) -> tuple[Path | None, str]:
    """(its interpreter, its version), or (None, why there is none)."""
    python = folder / "bin" / "python"
    version = _version(python)
    if version is None:
        why = _make(folder, python)
        if why:
            return None, why
        version = _version(python)
    return (python, version) if version else (None, f"arosics was installed into {folder.name} and cannot be imported")


def _version(python: Path) -> str | None:
    if not python.exists():
        return None
    done = _call(python, "-c", "import arosics; from osgeo import gdal; print(arosics.__version__, 'with GDAL', gdal.__version__)")
    return done.stdout.strip() if done.returncode == 0 else None


def _make(folder: Path, python: Path) -> str:
    """What stood in the way, or nothing."""
    found = _call(SYSTEM_PYTHON, "-c", "from osgeo import gdal; print(gdal.__version__)") if SYSTEM_PYTHON.exists() else None
    if found is None or found.returncode:
        return f"{SYSTEM_PYTHON} has no GDAL package"
    print(f"Installing arosics {VERSION} into {folder} (0.7 GB)", flush=True)
    try:
        made = _call(SYSTEM_PYTHON, "-m", "venv", "--system-site-packages", str(folder))
        if made.returncode == 0:
            made = _call(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", f"arosics=={VERSION}",
                         f"gdal=={found.stdout.strip()}", "numpy<2")
    except subprocess.TimeoutExpired:
        return f"pip install arosics took longer than {TIMEOUT_S:.0f} s"
    said = made.stderr.strip().splitlines() or ["nothing was said"]
    return f"pip install arosics failed: {said[-1][:200]}" if made.returncode else ""


def _call(*command) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
