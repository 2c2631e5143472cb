"""Who may import whom. CONTRIBUTING.md draws the rooms; this is the rule, read from the imports themselves."""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

# Part of core that the QGIS process imports too.
GROUND = {"core.errors", "core.language", "core.progress", "core.registry", "core.methods", "core.outputs"}
SHARED = GROUND | {"core.options"}
BASE = {"core.raster", "core.geometry", "core.models"}
# Torch features and points between the networks and those who use them.
POINTS = {"core.keypoints"}
# Homographies of small images; its pictures come from files as those of keypoints do.
PLANES = {"core.lucas_kanade"}
# Land use of two dates, tile by tile; training validates what it predicts.
TILES = {"core.scene_change"}
# Codes of tiles and how right a search is; training validates what it finds.
SEARCH = {"core.retrieval"}
WORK = {"core.matching", "core.change", "core.training"}
# How the engine is started: the worker, the command line and what both need.
ENTRY = {"core.worker", "core.cli", "core.serving", "core.standalone", "core.environment"}

# room -> rooms it may import beside itself. A room that is not here may not exist.
MAY_IMPORT = {
    "__init__": {"plugin"},
    "plugin": {"ui"} | SHARED,
    "ui": SHARED,
    "core.errors": set(), "core.language": {"core.methods"}, "core.progress": set(),
    "core.registry": {"core.errors"},
    "core.methods": {"core.registry"},
    "core.outputs": {"core.errors"},
    "core.options": GROUND,
    **dict.fromkeys(BASE, GROUND),
    **dict.fromkeys(POINTS, GROUND | {"core.geometry", "core.models"}),
    **dict.fromkeys(PLANES, GROUND | POINTS | {"core.geometry", "core.models"}),
    **dict.fromkeys(TILES, GROUND | {"core.models"}),
    **dict.fromkeys(SEARCH, GROUND | BASE),
    **dict.fromkeys(WORK, GROUND | BASE | POINTS | PLANES | TILES | SEARCH),
    "core.reporting": GROUND | {"core.raster", "core.geometry", "core.options"},
    "core.jobs": GROUND | BASE | POINTS | PLANES | TILES | SEARCH | WORK | {"core.reporting", "core.options", "core.environment"},
    **dict.fromkeys(ENTRY, SHARED | ENTRY | {"core.jobs"}),
}

QGIS = {"qgis", "processing", "osgeo"}
STANDARD = set(sys.stdlib_module_names)
# Bandit refuses these, and the plugin repository with it; QGIS's own Python can start nothing on Windows and macOS.
NEVER = {"subprocess", "pickle", "random", "PyQt5", "PyQt6", "distutils", "pkg_resources"}
# Started by their path, so that before the package has a name they import one neighbour by its own.
SCRIPTS = {"core/worker.py", "core/cli.py"}
TORCH = {"torch", "torchvision", "safetensors"}
FILES = {"rasterio", "pyogrio", "fiona"}
# room -> packages from outside that it may not import (None: only the standard library).
NOT_FROM_OUTSIDE = {
    **dict.fromkeys(GROUND | (ENTRY - {"core.environment"}) | {"core.options"}, None),
    "core.geometry": TORCH | FILES,
    "core.raster": TORCH,
    "core.reporting": TORCH,
    "core.models": FILES,
    "core.keypoints": FILES,
    "core.lucas_kanade": FILES,
    "core.scene_change": FILES,
    "core.matching": FILES,
    "core.change": FILES,
}


def shipped() -> list[Path]:
    """Tracked and new Python files of the package, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [Path(line) for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
    return sorted(path for path in paths if path.parts[0] not in ("tests", ".ci"))


def room_of(module: str) -> str:
    """The room of a module's dotted name below the package: its first part, in core the first two."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "core" else parts[0]


def module_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports_of(path: Path, text: str) -> tuple[set[str], set[str]]:
    """Names imported anywhere in a file: (modules of the package, relative to its root; modules from outside)."""
    inside, outside = set(), set()
    package = list(path.parent.parts)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            outside.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            outside.add(node.module)
        elif isinstance(node, ast.ImportFrom):
            base = package[:len(package) - node.level + 1] + ((node.module or "").split(".") if node.module else [])
            for alias in node.names:
                target = ROOT.joinpath(*base, alias.name)
                named = target.is_dir() or target.with_suffix(".py").is_file()
                inside.add(".".join([*base, alias.name] if named else base))
    return inside, outside


def violations(path: Path, text: str) -> list[str]:
    """Every import of a file that the rules forbid, as a sentence."""
    module = module_of(path)
    room = room_of(module)
    if module == "core":
        return []
    if room not in MAY_IMPORT:
        return [f"{path}: the room {room} is not in the layering"]
    found = []
    inside, outside = imports_of(path, text)
    for other in sorted(inside):
        target = room_of(other)
        if target not in {room} | MAY_IMPORT[room]:
            found.append(f"{path} imports {other}: {room} may import {', '.join(sorted(MAY_IMPORT[room])) or 'nothing'}")
        elif room == "core.matching" and other == "core.raster.io":
            found.append(f"{path} imports {other}: matching never opens files")
    for name in sorted(outside):
        top = name.split(".")[0]
        if path.as_posix() in SCRIPTS and name == "standalone":
            continue
        if top == "tiepoint":
            found.append(f"{path} imports {name}: imports inside the package are relative")
        if top in NEVER:
            found.append(f"{path} imports {name}: no shipped file may")
        if top in QGIS and room not in ("plugin", "ui"):
            found.append(f"{path} imports {name}: only plugin.py and ui/ import QGIS")
        if top == "rasterio" and path != Path("core/raster/io.py"):
            found.append(f"{path} imports {name}: only core/raster/io.py imports rasterio")
        if room in ("__init__", "plugin", "ui") and top not in STANDARD | QGIS:
            found.append(f"{path} imports {name}: QGIS's Python has only the standard library and QGIS")
        banned = NOT_FROM_OUTSIDE.get(room, set())
        if (top not in STANDARD) if banned is None else (top in banned):
            found.append(f"{path} imports {name}: {room} may not")
    return found


def test_every_import_follows_the_layering():
    found = [line for path in shipped() for line in violations(path, (ROOT / path).read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("path", "text"), [
    ("core/geometry/tps.py", "from ..matching import phase"),
    ("core/geometry/tps.py", "from ..raster.grid import Grid"),
    ("core/geometry/tps.py", "import torch.nn"),
    ("core/matching/phase.py", "from ..raster import io"),
    ("core/matching/phase.py", "def f():\n    from ..jobs.coregister import coregister"),
    ("core/reporting/page.py", "from ..matching.phase import Phase"),
    ("core/reporting/animation.py", "from ..lucas_kanade.sample import Sample"),
    ("core/lucas_kanade/evaluation.py", "from ..reporting import page"),
    ("core/keypoints/nearest.py", "from ..lucas_kanade.sample import Sample"),
    ("core/raster/warp.py", "import rasterio.warp"),
    ("core/raster/warp.py", "from qgis.core import QgsRasterLayer"),
    ("core/errors.py", "import numpy"),
    ("core/errors.py", "from .registry import Registry"),
    ("core/options/option.py", "from ..raster.grid import Grid"),
    ("core/worker.py", "from .raster.grid import Grid"),
    ("core/jobs/warp.py", "from tiepoint.core.errors import TiepointError"),
    ("core/jobs/warp.py", "import subprocess"),
    ("core/jobs/warp.py", "from ...ui.engine import Engine"),
    ("core/scene_change/scan.py", "from ..training.scene_change import chunk"),
    ("core/utils/any.py", ""),
    ("ui/engine.py", "import numpy"),
    ("ui/processing/coregister.py", "from ...core.jobs.coregister import coregister"),
    ("ui/processing/coregister.py", "from ...core.raster import grid"),
    ("plugin.py", "from .core import jobs"),
])
def test_a_forbidden_import_is_found(path, text):
    assert violations(Path(path), text)


@pytest.mark.parametrize(("path", "text"), [
    ("core/jobs/warp.py", "from ..raster import io\nfrom ..geometry.tps import ThinPlateSpline\nfrom ..reporting import page"),
    ("core/matching/phase.py", "from ..geometry.fit import fit\nfrom ..errors import AlignmentError\nimport numpy, cv2"),
    ("core/training/learner.py", "from ..lucas_kanade.generator import draw"),
    ("core/lucas_kanade/picture_file.py", "from ..keypoints import image_file\nfrom ..models import stretch"),
    ("core/training/learner.py", "from ..scene_change.predictor import Predictor"),
    ("core/raster/io.py", "import rasterio\nfrom ..errors import RasterError"),
    ("ui/processing/coregister.py", "from ...core.options import jobs\nfrom qgis.core import QgsProcessing\nfrom .base import Base"),
    ("plugin.py", "from .ui.processing.provider import Provider\nfrom qgis.PyQt.QtGui import QIcon"),
])
def test_an_allowed_import_passes(path, text):
    assert not violations(Path(path), text)
