"""The plugin loads, lists its algorithms and goes away again, with no engine in sight."""
import subprocess
import sys

import pytest
from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProcessingParameterDefinition
from tiepoint.core.options.jobs import JOBS
from tiepoint.core.options.option import described


def algorithms():
    return {algorithm.id() for algorithm in QgsApplication.processingRegistry().algorithms() if algorithm.id().startswith("tiepoint:")}


def test_it_loads_and_unloads_twice_and_leaves_nothing():
    import tiepoint

    before = [provider.id() for provider in QgsApplication.processingRegistry().providers()]
    for _ in range(2):
        plugin = tiepoint.classFactory(None)
        plugin.initGui()
        assert algorithms() == {f"tiepoint:{job}" for job in JOBS}
        plugin.unload()
        assert [provider.id() for provider in QgsApplication.processingRegistry().providers()] == before
        plugin.unload()


@pytest.mark.parametrize("job", JOBS)
def test_every_option_is_a_parameter_with_help(plugin, job):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"tiepoint:{job}")
    spec = JOBS[job]
    for name, default, option in described(spec.options):
        parameter = algorithm.parameterDefinition(name.upper())
        assert parameter.description() == option.title
        assert parameter.help() == option.help
        assert bool(parameter.flags() & QgsProcessingParameterDefinition.FlagOptional) == option.optional
        assert bool(parameter.flags() & QgsProcessingParameterDefinition.FlagAdvanced) == option.advanced
        assert (parameter.defaultValue() or default) == default
        if option.kind == "enum":
            assert tuple(parameter.options()) == option.choices and parameter.usesStaticStrings()
        if option.minimum is not None and option.kind not in ("band", "bands"):
            assert parameter.minimum() == option.minimum
    assert len(algorithm.parameterDefinitions()) == len(described(spec.options))
    for result in spec.options.RESULTS:
        assert algorithm.outputDefinition(result.name).description() == result.title


@pytest.mark.parametrize("job", JOBS)
def test_every_algorithm_describes_itself(plugin, job):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"tiepoint:{job}")
    assert algorithm.displayName() == JOBS[job].title
    group = ("models", "Models") if job.startswith("train") or job.endswith(("model", "models")) else ("registration", "Registration")
    group = ("change", "Change detection") if "change" in job else group
    group = ("retrieval", "Similar tiles") if "tile" in job or "search" in job or "hashing" in job else group
    assert (algorithm.groupId(), algorithm.group()) == group
    assert len(algorithm.tags()) > 3
    assert algorithm.helpUrl()
    assert not algorithm.icon().isNull() and algorithm.icon().availableSizes() or algorithm.icon().pixmap(24).width() > 0
    for _, _, option in described(JOBS[job].options):
        assert option.title in algorithm.shortHelpString()
    assert not algorithm.flags() & QgsProcessingAlgorithm.FlagNoThreading
    assert algorithm.canExecute()[0]
    assert algorithm.create().parameterDefinitions()


def test_no_heavy_module_is_loaded_by_the_provider(root):
    """In a fresh interpreter: other tests may have loaded anything."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import conftest\n"
        "from qgis.core import QgsApplication\n"
        "application = QgsApplication([], False); application.initQgis()\n"
        "before = set(sys.modules)\n"
        "import tiepoint; plugin = tiepoint.classFactory(None); plugin.initProcessing()\n"
        "listed = [a.id() for p in QgsApplication.processingRegistry().providers() if p.id() == 'tiepoint' for a in p.algorithms()]\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print('FOUND', len(listed), sorted(new & {'numpy', 'scipy', 'cv2', 'torch', 'rasterio', 'shapely', 'pyogrio', 'osgeo'}))\n"
        "plugin.unload(); application.exitQgis()\n")
    done = subprocess.run([sys.executable, "-c", script, str(root / "tests")], capture_output=True, text=True, timeout=120, check=False)
    assert f"FOUND {len(JOBS)} []" in done.stdout, done.stdout + done.stderr
