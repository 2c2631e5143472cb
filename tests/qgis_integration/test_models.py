"""Models are listed, imported and fetched inside QGIS, with the real engine: in the profile, through its proxy, cancelled without loss."""
import hashlib
import importlib.util
import json
import os
import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsProcessingException, QgsSettings

_SPEC = importlib.util.spec_from_file_location("weights_server", Path(__file__).parents[1] / "unit" / "models" / "weights_server.py")
weights_server = importlib.util.module_from_spec(_SPEC)
sys.modules["weights_server"] = weights_server
_SPEC.loader.exec_module(weights_server)


@pytest.fixture(autouse=True)
def engine(monkeypatch):
    for name in ("TIEPOINT_PYTHON", "TIEPOINT_MODELS", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory, engine_python):
    """VGG-16 as a torch file; QGIS's Python has no torch, so the engine's makes it."""
    path = tmp_path_factory.mktemp("published") / "vgg16-test.pth"
    engine_python("-c", "import sys, torch; from tiepoint.core.models.conversion import SHAPES\n"
                  "torch.save({name: torch.ones(shape) for name, shape in SHAPES['vgg16'].items()}, sys.argv[1])", path)
    return path.read_bytes()


@pytest.fixture
def models(tmp_path, monkeypatch):
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setenv("TIEPOINT_MODELS", str(folder))
    return folder


@pytest.fixture
def server(published, models):
    """Serves the file, which the user's manifest names."""
    with weights_server.Server({"/vgg16-test.pth": weights_server.Page(published)}) as served:
        describe(models, f"{served.root}/vgg16-test.pth", published)
        yield served


def describe(models, address, content):
    upstream = {"file": "vgg16-test.pth", "format": "torch", "conversion": "vgg16", "addresses": [address], "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest()}
    record = {"id": "vgg16-test", "task": "vgg16", "title": "Test", "file": "vgg16-test.safetensors", "licence": "CC0",
              "preprocessing": {"bands": "RGB"}, "upstream": upstream}
    (models / "manifest.json").write_text(json.dumps([record]))


def test_models_are_listed_and_lie_in_the_profile(run, root, feedback, tmp_path):
    results = run("listmodels", OUTPUT=str(tmp_path / "models.csv"), REPORT=str(tmp_path / "models.html"))
    assert results["MODELS_FOLDER"] == os.path.join(QgsApplication.qgisSettingsDirPath(), "tiepoint", "models")
    shipped = [record["id"] for record in json.loads((root / "resources/models/manifest.json").read_text()) if "upstream" not in record]
    assert results["PRESENT"].split(",") == shipped and "vgg16-torchvision" in results["MISSING"]
    assert (tmp_path / "models.csv").read_text().count("\n") == results["MODEL_COUNT"] + 1
    assert results["OUTPUT"] == str(tmp_path / "models.csv") and (tmp_path / "models.html").stat().st_size > 1000
    assert any(info.startswith("dense-1 (dense, 0.9 MB): present, verified") for info in feedback.infos)


def test_a_trained_model_is_imported_under_a_name(run, models, root):
    results = run("importmodel", FILE=str(root / "resources/models/dense-1.safetensors"), MODEL="fields")
    assert results["IMPORTED"] == "fields" and results["PATH"] == str(models / "fields.safetensors") and results["VERIFIED"] is False
    assert run("listmodels", TASK="dense")["PRESENT"] == "dense-1,fields"


def test_a_model_is_fetched_over_a_connection_that_is_cut(run, server, models, published):
    server.pages["/vgg16-test.pth"].cuts = [10_000_000]
    results = run("fetchmodel", MODEL="vgg16-test")
    assert results["VERIFIED"] is True and results["RECEIVED_BYTES"] == len(published)
    assert server.ranges() == ["", "bytes=10000000-"]
    assert sorted(os.listdir(models)) == ["manifest.json", "vgg16-test.json", "vgg16-test.safetensors"]


def test_cancel_keeps_what_has_come(run, server, models, feedback):
    server.pages["/vgg16-test.pth"].hang_after = 20_000_000
    feedback.progressChanged.connect(lambda share: feedback.cancel() if share > 40 else None)
    with pytest.raises(QgsProcessingException, match="Cancelled: no model was written. What has come is kept"):
        run("fetchmodel", MODEL="vgg16-test")
    assert not server.released.is_set()
    assert sorted(os.listdir(models)) == ["manifest.json", "vgg16-test.pth.part", "vgg16-test.pth.part.json"]
    assert (models / "vgg16-test.pth.part").stat().st_size >= 15_000_000


def test_the_proxy_of_qgis_is_used(run, models, published, feedback):
    del feedback.lend                          # a proxy is named to an engine of its own, as the form of Processing starts one
    describe(models, "http://models.invalid/vgg16-test.pth", published)
    settings, network = QgsSettings(), QgsNetworkAccessManager.instance()
    with weights_server.Server({"/vgg16-test.pth": weights_server.Page(published)}) as proxy:
        proxy.proxied_password = "Basic bWU6cEBzcw=="          # me:p@ss
        given = {"proxyEnabled": True, "proxyType": "HttpProxy", "proxyHost": "127.0.0.1", "proxyPort": str(proxy.server_port),
                 "proxyUser": "me", "proxyPassword": "p@ss"}
        try:
            for name, value in given.items():
                settings.setValue(f"proxy/{name}", value)
            network.setupDefaultProxyAndCache()
            assert run("fetchmodel", MODEL="vgg16-test")["VERIFIED"] is True
        finally:
            for name in given:
                settings.remove(f"proxy/{name}")
            network.setupDefaultProxyAndCache()
        assert [path for path, _ in proxy.asked] == ["http://models.invalid/vgg16-test.pth"]


@pytest.mark.parametrize(("job", "given", "told"), [
    ("fetchmodel", {}, "MODEL"), ("fetchmodel", {"MODEL": "none"}, "No manifest knows a model 'none'."),
    ("fetchmodel", {"MODEL": "vgg16-partial"}, "published on a page only"),
    ("fetchmodel", {"MODEL": "vgg16-caffe", "ADDRESS": "ftp://x/y"}, "no address that begins with https://"),
    ("importmodel", {}, "Give FILE or FOLDER."), ("importmodel", {"FILE": "{tmp}/none.pth"}, "FILE: there is no file {tmp}/none.pth."),
    ("importmodel", {"FILE": __file__}, "test_models.py is none of model files. Choose a file that ends in .safetensors, .pth"),
    ("importmodel", {"FOLDER": "{tmp}"}, "There is no file of weights in {tmp}."),
    ("listmodels", {"TASK": "none", "OUTPUT": "{tmp}/l.csv"}, "There is no model for the task 'none'."),
    ("listmodels", {"OUTPUT": "{tmp}/none/l.csv"}, "there is no folder {tmp}/none"),
])
def test_bad_input_is_one_sentence_and_no_file(run, models, tmp_path, job, given, told):
    given = {key: value.format(tmp=tmp_path) for key, value in given.items()}
    with pytest.raises(QgsProcessingException) as caught:
        run(job, **given)
    assert told.format(tmp=tmp_path) in str(caught.value)
    assert os.listdir(tmp_path) == ["models"] and os.listdir(models) == []
