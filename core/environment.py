"""The engine's own environment: which packages it needs, has or lacks, and which device it computes on."""
from __future__ import annotations

import importlib
import importlib.metadata
import platform
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from .errors import EngineError, TiepointError

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"
SETUP_HINT = "Set it up in Settings > Options > Tiepoint, or install the packages of requirements.txt into that Python."
# The modules of packages whose module is called otherwise.
_MODULES = {"opencv-python-headless": "cv2"}
_REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+)\s*(?:(?:==|>=)\s*([0-9][0-9.]*))?")


@dataclass(frozen=True)
class Package:
    """One required package.

    Attributes:
        name: as pip knows it; module: as Python imports it.
        minimum: lowest version that was tested; empty if any will do.
        version: what is installed; empty if nothing is.
        problem: what is wrong with it, in a few words; empty if nothing is.
    """

    name: str
    module: str
    minimum: str
    version: str = ""
    problem: str = ""


def required(path: Path = REQUIREMENTS) -> tuple[Package, ...]:
    """The packages of a requirements file, not yet looked for."""
    packages = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _REQUIREMENT.match(line.strip())
        if match:
            name, minimum = match.group(1), match.group(2) or ""
            packages.append(Package(name, _MODULES.get(name, name.replace("-", "_")), minimum))
    return tuple(packages)


def inspect(package: Package) -> Package:
    """The same package with the installed version and what is wrong with it, found by importing it."""
    try:
        importlib.import_module(package.module)
    except ModuleNotFoundError as error:
        problem = "is missing" if error.name == package.module else f"cannot be loaded: {error}"
        return Package(package.name, package.module, package.minimum, "", problem)
    except (ImportError, OSError) as error:
        return Package(package.name, package.module, package.minimum, "", f"cannot be loaded: {error}")
    version = _version(package)
    old = package.minimum and version and _numbers(version) < _numbers(package.minimum)
    return Package(package.name, package.module, package.minimum, version, f"is older than {package.minimum}" if old else "")


def device() -> str:
    """The device that networks run on when they may choose: name of the CUDA device, or ``cpu``."""
    try:
        import torch
    except (ImportError, OSError):
        return "cpu"
    return torch.cuda.get_device_name(0) if torch.cuda.is_available() else "cpu"


def report() -> dict:
    """Everything there is to know about this environment, ready for JSON. Imports every package: takes seconds."""
    packages = [inspect(package) for package in required()]
    faults = [f"{package.name} {package.version}".strip() + f" {package.problem}" for package in packages if package.problem]
    return {"python": platform.python_version(), "executable": sys.executable, "packages": [asdict(package) for package in packages],
            "device": device(), "usable": not faults, "faults": faults}


def explain(error: BaseException) -> TiepointError:
    """The error to tell the user for whatever a job raised."""
    if isinstance(error, TiepointError):
        return error
    if isinstance(error, ImportError):
        told = import_failure(error)
        if told:
            return told
    text = f"{error}".lower()
    if isinstance(error, MemoryError) or "out of memory" in text or "insufficient memory" in text or "can't allocate memory" in text:
        return EngineError("The engine ran out of memory.", "Close other programs, use a smaller extent or a wider tie-point spacing.")
    first_line = (str(error).strip().splitlines() or ["no message"])[0]
    return EngineError(f"The engine failed with an unexpected {type(error).__name__}: {first_line}.",
                       "This is a fault of Tiepoint: please report it with the text in the message log, tab Tiepoint.")


def import_failure(error: ImportError) -> EngineError | None:
    """The error to tell the user when an import failed because of a required package; None if it was something else."""
    top = (error.name or "").split(".")[0]
    for package in required():
        if package.module == top:
            if isinstance(error, ModuleNotFoundError) and error.name == top:
                return EngineError(f"The engine's Python lacks '{top}' (package {package.name}).", SETUP_HINT)
            return EngineError(f"The engine's Python cannot load '{top}' (package {package.name}): {error}.", SETUP_HINT)
    return None


def _version(package: Package) -> str:
    try:
        return importlib.metadata.version(package.name)
    except importlib.metadata.PackageNotFoundError:
        # The same module from another package, e.g. a distribution's OpenCV.
        return str(getattr(importlib.import_module(package.module), "__version__", ""))


def _numbers(version: str) -> tuple[int, ...]:
    """Leading numbers of a version: 2.13.0+cu126 -> (2, 13, 0)."""
    parts = [int(part) for part in re.match(r"[0-9.]*", version).group().split(".") if part]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
