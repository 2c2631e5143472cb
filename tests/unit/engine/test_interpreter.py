"""Where the engine's interpreter is looked for, on each system, and what is said when it is not there."""
import sys
from pathlib import Path

import pytest
from tiepoint.core.errors import EngineError
from tiepoint.ui.engine import interpreter
from tiepoint.ui.engine.variables import Proxy, cleaned, of_engine


def make(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    path.touch(mode=0o755)
    return path


def find(tmp_path, platform="linux", variables=None, setting=""):
    return interpreter.find(variables or {}, setting, tmp_path / "profile", tmp_path / "checkout", platform)


@pytest.mark.parametrize(("platform", "layout"), [("linux", "bin/python"), ("darwin", "bin/python3"), ("win32", "Scripts/python.exe"),
                                                  ("win32", "python.exe")])
@pytest.mark.parametrize("folder", ["profile/tiepoint/env", "checkout/.venv"])
def test_an_environment_is_found_on_each_system(tmp_path, platform, layout, folder):
    path = make(tmp_path / folder / layout)
    assert find(tmp_path, platform).path == path


def test_the_order_is_variable_setting_profile_checkout(tmp_path):
    checkout = make(tmp_path / "checkout/.venv/bin/python")
    assert find(tmp_path).path == checkout
    profile = make(tmp_path / "profile/tiepoint/env/bin/python")
    assert find(tmp_path).path == profile
    setting = make(tmp_path / "setting/python")
    assert find(tmp_path, setting=str(setting)).path == setting
    variable = make(tmp_path / "variable/python")
    assert find(tmp_path, setting=str(setting), variables={"TIEPOINT_PYTHON": str(variable)}).path == variable


def test_a_half_made_environment_is_not_the_engine(tmp_path):
    own = make(tmp_path / "profile/tiepoint/env/bin/python")
    interpreter.unfinished(interpreter.environment(tmp_path / "profile")).touch()
    with pytest.raises(EngineError, match="not finished") as caught:
        find(tmp_path)
    assert "Wait" in caught.value.hint
    checkout = make(tmp_path / "checkout/.venv/bin/python")
    assert find(tmp_path).path == checkout
    interpreter.unfinished(interpreter.environment(tmp_path / "profile")).unlink()
    assert find(tmp_path).path == own


def test_a_folder_of_an_environment_may_be_named(tmp_path):
    path = make(tmp_path / "env/bin/python")
    assert find(tmp_path, setting=str(tmp_path / "env")).path == path


def test_what_was_named_is_never_replaced_by_another(tmp_path):
    make(tmp_path / "checkout/.venv/bin/python")
    with pytest.raises(EngineError, match="does not exist") as caught:
        find(tmp_path, variables={"TIEPOINT_PYTHON": str(tmp_path / "none")})
    assert "TIEPOINT_PYTHON" in caught.value.message and caught.value.hint
    (tmp_path / "empty").mkdir()
    with pytest.raises(EngineError, match="holds no Python"):
        find(tmp_path, setting=str(tmp_path / "empty"))


def test_a_file_that_is_not_executable_is_refused(tmp_path):
    path = tmp_path / "python"
    path.touch(mode=0o644)
    with pytest.raises(EngineError, match="not executable"):
        find(tmp_path, setting=str(path))


def test_nothing_found_says_how_to_set_it_up_and_is_never_the_running_program(tmp_path):
    with pytest.raises(EngineError, match="not set up") as caught:
        find(tmp_path)
    assert "requirements.txt" in caught.value.hint
    assert sys.executable not in str(caught.value)


def test_variables_of_qgis_are_kept_from_the_engine():
    given = {"PATH": "/usr/bin", "PYTHONHOME": "x", "PYTHONPATH": "x", "PythonExecutable": "x", "QT_PLUGIN_PATH": "x", "GDAL_DATA": "x",
             "PROJ_LIB": "x", "PROJ_DATA": "x", "GDAL_DRIVER_PATH": "x", "GDAL_HTTP_PROXY": "p", "AWS_REGION": "r", "QGIS_PREFIX_PATH": "x"}
    kept = cleaned(given)
    assert {name: kept[name] for name in kept if name != "PYTHONFAULTHANDLER"} == {"PATH": "/usr/bin", "GDAL_HTTP_PROXY": "p",
                                                                                   "AWS_REGION": "r"}


def test_models_lie_in_the_profile_unless_named_otherwise(tmp_path):
    assert of_engine({"A": "b"}, tmp_path)["TIEPOINT_MODELS"] == str(tmp_path / "tiepoint" / "models")
    assert of_engine({"TIEPOINT_MODELS": "/elsewhere"}, tmp_path)["TIEPOINT_MODELS"] == "/elsewhere"


def test_reports_are_in_the_language_of_qgis_unless_another_is_named(tmp_path):
    assert of_engine({"A": "b"}, tmp_path, language="de")["TIEPOINT_LANGUAGE"] == "de"
    assert of_engine({"TIEPOINT_LANGUAGE": "en"}, tmp_path, language="de")["TIEPOINT_LANGUAGE"] == "en"
    assert "TIEPOINT_LANGUAGE" not in of_engine({"A": "b"}, tmp_path)


def test_the_proxy_of_the_settings_comes_before_that_of_the_environment(tmp_path):
    given = {"HTTPS_PROXY": "http://old:1", "http_proxy": "http://old:1", "NO_PROXY": "a", "PATH": "/bin"}
    kept = {name: value for name, value in of_engine(given, tmp_path).items() if "proxy" in name.lower()}
    assert kept == {name: value for name, value in given.items() if name != "PATH"}
    proxy = Proxy("http", "proxy.invalid", 3128, "me", "p@:/ss", ("https://inside.invalid/x", "other.invalid"))
    told = of_engine(given, tmp_path, proxy)
    assert {name: value for name, value in told.items() if "proxy" in name.lower()} == {
        "http_proxy": "http://me:p%40%3A%2Fss@proxy.invalid:3128", "https_proxy": "http://me:p%40%3A%2Fss@proxy.invalid:3128",
        "no_proxy": "127.0.0.1,inside.invalid,localhost,other.invalid"}
    assert of_engine({}, tmp_path, Proxy("socks5", "p"))["https_proxy"] == "socks5://p"
