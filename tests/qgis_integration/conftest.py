"""One QGIS application without a screen, in a profile of its own, for all tests of a process. Run with .venv-qgis/bin/pytest."""
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRATCH = Path(tempfile.mkdtemp(prefix="tiepoint-qgis-"))
for name in ("config", "runtime", "plugins"):
    (SCRATCH / name).mkdir(mode=0o700)
ROOT = Path(__file__).resolve().parents[2]
(SCRATCH / "plugins" / "tiepoint").symlink_to(ROOT)
os.environ.update(QT_QPA_PLATFORM="offscreen", QGIS_CUSTOM_CONFIG_PATH=str(SCRATCH / "config"), XDG_RUNTIME_DIR=str(SCRATCH / "runtime"),
                  QGIS_PLUGINPATH=str(SCRATCH / "plugins"))
os.environ.pop("TIEPOINT_PYTHON", None)
os.environ.pop("TIEPOINT_MODELS", None)

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProject  # noqa: E402
from qgis.PyQt.QtCore import QCoreApplication, QSettings  # noqa: E402

# Several processes test at the same time: none sees the settings of another, nor of whoever runs them.
QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(SCRATCH / "config"))
QCoreApplication.setOrganizationName("tiepoint-tests")
APPLICATION = QgsApplication([], True)
APPLICATION.initQgis()
LIMIT_S = 300
SMALL_MODELS = """
import sys, torch
from pathlib import Path
from tiepoint.core.models.corrfusion import legend, weights
from tiepoint.core.models.corrfusion.network import CorrFusionNet
from tiepoint.core.models.hashing import encoders
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
folder = Path(sys.argv[1])
network = CorrFusionNet.random(1, backbone="slim", classes=3, side=32, width=8)
weights.save(folder / "scenes.safetensors", weights.SceneModel(network, legend=legend.named(("water", "road", "farmland")), ground_m=32.0))
torch.manual_seed(3)
encoders.save(folder / "encoder.safetensors", TileEncoder(width=2, features=16, side=32), 32.0)
"""
sys.path.append(os.path.join(QgsApplication.pkgDataPath(), "python", "plugins"))


def pytest_unconfigure(config):
    gc.collect()            # exceptions that tests caught hold frames, and these layers, in circles: none may outlive QGIS
    APPLICATION.exitQgis()
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def scratch():
    return SCRATCH


@pytest.fixture
def plugin():
    """The plugin as QGIS loads it, unloaded afterwards."""
    import tiepoint

    plugin = tiepoint.classFactory(None)
    plugin.initProcessing()
    yield plugin
    plugin.unload()


@pytest.fixture
def context():
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return context


@pytest.fixture
def execute(context, feedback):
    """Runs an algorithm, or a model, as Processing does: what it refuses is raised, also where its parameters make no sense."""
    def execute(algorithm, given):
        fine, message = algorithm.checkParameterValues(given, context)
        if not fine:
            raise QgsProcessingException(message)
        results, done = algorithm.run(given, context, feedback, {}, False)
        assert done
        return results

    return execute


@pytest.fixture(scope="session")
def kept_engine():
    """The real engine, which stays for whoever it is lent to next, as the panel's does."""
    from tiepoint.ui.engine.kept import KeptEngine

    engine = KeptEngine()
    yield engine
    engine.close()


@pytest.fixture
def lent(feedback, kept_engine, monkeypatch):
    """Algorithms that tell this feedback run in the kept engine, which is replaced where it would be started with other variables."""
    monkeypatch.delenv("TIEPOINT_PYTHON", raising=False)

    def lend(is_cancelled):
        os.environ.pop("PYTEST_CURRENT_TEST", None)      # another value for every test
        return kept_engine.lend(is_cancelled)

    feedback.lend = lend


@pytest.fixture
def run(plugin, execute, lent):
    """Runs an algorithm with the real engine: its id, its parameters."""
    return lambda job, **given: execute(QgsApplication.processingRegistry().createAlgorithmById(f"tiepoint:{job}"), given)


@pytest.fixture(scope="session")
def engine_python(root, tmp_path_factory):
    """Runs the engine's Python, which has what QGIS's lacks, and this checkout as the package tiepoint."""
    package = tmp_path_factory.mktemp("package")
    (package / "tiepoint").symlink_to(root)

    def run(*words):
        subprocess.run([root / ".venv/bin/python", *words], cwd=package, check=True, capture_output=True, timeout=LIMIT_S,
                       env={**os.environ, "PYTHONPATH": str(package)})

    return run


@pytest.fixture(scope="session")
def small_models(engine_python, tmp_path_factory):
    """Folder of untrained models that are quick: scenes.safetensors of three classes, encoder.safetensors; both of tiles of 32 m."""
    folder = tmp_path_factory.mktemp("models")
    engine_python("-c", SMALL_MODELS, folder)
    return folder


@pytest.fixture(scope="session")
def pair(engine_python, tmp_path_factory):
    """A generated pair that lies 8 m apart: paths of reference and target."""
    folder = tmp_path_factory.mktemp("pair") / "scene"
    wanted = ["--width", "400", "--height", "320", "--kind", "shift", "--change", "0", "--dates", "0", "0"]
    engine_python("-m", "tiepoint.core.training.scenes", "--out", folder, *wanted)
    return {name: str(folder / f"{name}.tif") for name in ("reference", "target")}


@pytest.fixture(scope="session")
def stand_in_window():
    """The class of a main window, see window.py."""
    spec = spec_from_file_location("tiepoint_stand_in_window", Path(__file__).with_name("window.py"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Window


class Feedback(QgsProcessingFeedback):
    """Remembers what it was told."""

    def __init__(self):
        super().__init__(False)
        self.texts, self.infos, self.warnings, self.shares = [], [], [], []
        self.progressChanged.connect(self.shares.append)

    def setProgressText(self, text):
        self.texts.append(text)

    def pushInfo(self, info):
        self.infos.append(info)

    def pushWarning(self, warning):
        self.warnings.append(warning)


@pytest.fixture
def feedback():
    return Feedback()


@pytest.fixture
def rasters(tmp_path):
    """Two small GeoTIFFs that lie 4 m and 3 m apart, reference and target."""
    from osgeo import gdal, osr

    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    paths = []
    for name, x, y in (("reference", 500000.0, 5000000.0), ("target", 500004.0, 5000003.0)):
        paths.append(str(tmp_path / f"{name}.tif"))
        dataset = gdal.GetDriverByName("GTiff").Create(paths[-1], 60, 40, 1, gdal.GDT_Byte)
        dataset.SetGeoTransform((x, 1.0, 0.0, y, 0.0, -1.0))
        dataset.SetProjection(crs.ExportToWkt())
        dataset.GetRasterBand(1).WriteRaster(0, 0, 60, 40, bytes((7 * i + i // 60) % 251 for i in range(2400)))
        dataset = None
    return paths


@pytest.fixture
def stand_in(monkeypatch):
    """An engine that answers at once with made-up results: what is tested is the QGIS side of the conversation."""
    from tiepoint.ui.engine import process

    monkeypatch.setenv("TIEPOINT_PYTHON", "/usr/bin/python3")
    monkeypatch.setattr(process, "WORKER", Path(__file__).with_name("stand_in.py"))


@pytest.fixture
def numbered_worker(monkeypatch):
    """Engines say which process they are; they can be slow, refuse and crash."""
    from tiepoint.ui.engine import process

    monkeypatch.setattr(process, "WORKER", Path(__file__).with_name("numbered_worker.py"))
    monkeypatch.setenv("TIEPOINT_PYTHON", "/usr/bin/python3")


@pytest.fixture(scope="session")
def is_alive():
    """Whether there is a process of a number."""
    def is_alive(pid):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True

    return is_alive
