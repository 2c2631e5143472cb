"""Interpreters that an environment can be made with, in the layout of each system."""
from pathlib import Path

from tiepoint.ui.engine import pythons


def make(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return path


def found(tmp_path, platform, application, variables=None):
    return pythons.installed(platform, variables or {}, tmp_path / "home", tmp_path / application, tmp_path)


def test_linux_takes_versioned_names_first_and_the_same_file_once(tmp_path):
    real = make(tmp_path / "usr/bin/python3.11")
    (tmp_path / "usr/bin/python3").symlink_to(real)
    newer = make(tmp_path / "usr/local/bin/python3.12")
    conda = make(tmp_path / "home/miniforge3/bin/python3")
    pyenv = make(tmp_path / "home/.pyenv/versions/3.12.4/bin/python3.12")
    make(tmp_path / "home/.pyenv/versions/3.9.18/bin/python3")
    listed = found(tmp_path, "linux", "usr/bin")
    assert [python.program for python in listed] == [newer, real, pyenv, conda]
    assert [python.origin for python in listed] == ["the system", "the system", "pyenv", "conda"]


def test_linux_looks_on_the_path_and_leaves_out_what_cannot_be_executed(tmp_path):
    own = make(tmp_path / "opt/python/bin/python3.13")
    make(tmp_path / "usr/bin/python3.12").chmod(0o644)
    assert [python.program for python in found(tmp_path, "linux", "usr/bin", {"PATH": f"{own.parent}:/nowhere"})] == [own]


def test_windows_in_the_osgeo4w_layout(tmp_path):
    local, programs, windows = tmp_path / "home/AppData/Local", tmp_path / "Program Files", tmp_path / "Windows"
    user = make(local / "Programs/Python/Python311/python.exe")
    machine = make(programs / "Python312/python.exe")
    launcher = make(windows / "py.exe")
    make(local / "Microsoft/WindowsApps/python.exe")
    qgis = make(programs / "QGIS 3.40.1/apps/Python312/python.exe")
    make(programs / "QGIS 3.40.1/bin/python.exe")
    wrapper = make(programs / "QGIS 3.40.1/bin/python3.exe")
    variables = {"LocalAppData": str(local), "ProgramFiles": str(programs), "SystemRoot": str(windows),
                 "Path": f"{local / 'Microsoft/WindowsApps'};{programs / 'QGIS 3.40.1/bin'}"}
    listed = found(tmp_path, "win32", "Program Files/QGIS 3.40.1/bin", variables)
    assert [python.program for python in listed] == [machine, user, launcher, qgis, wrapper]
    assert listed[2].arguments == ("-3",) and str(listed[2]) == f"{launcher} -3"
    assert [python.origin for python in listed] == ["python.org", "python.org", "the Python launcher", "QGIS", "QGIS"]


def test_windows_with_the_launcher_of_one_user_and_conda(tmp_path):
    launcher = make(tmp_path / "home/AppData/Local/Programs/Python/Launcher/py.exe")
    conda = make(tmp_path / "home/miniconda3/python.exe")
    assert [python.program for python in found(tmp_path, "win32", "OSGeo4W/bin")] == [launcher, conda]


def test_macos_with_homebrew_python_org_and_qgis_itself(tmp_path):
    contents = "Applications/QGIS.app/Contents"
    brew = make(tmp_path / "opt/homebrew/bin/python3.12")
    framework = make(tmp_path / "Library/Frameworks/Python.framework/Versions/3.11/bin/python3.11")
    make(tmp_path / "usr/bin/python3")
    inside = make(tmp_path / contents / "MacOS/bin/python3")
    listed = found(tmp_path, "darwin", f"{contents}/MacOS", {"PATH": str(tmp_path / "usr/bin")})
    assert [python.program for python in listed] == [brew, framework, inside], "/usr/bin/python3 only offers to install tools"
    assert listed[-1].origin == "QGIS"
    tools = make(tmp_path / "Library/Developer/CommandLineTools/usr/bin/python3")
    assert tools in [python.program for python in found(tmp_path, "darwin", f"{contents}/MacOS")]


def test_macos_with_newer_bundles_of_qgis(tmp_path):
    inside = make(tmp_path / "Applications/QGIS.app/Contents/Frameworks/bin/python3.12")
    assert [python.program for python in found(tmp_path, "darwin", "Applications/QGIS.app/Contents/MacOS")] == [inside]


def test_nothing_is_there(tmp_path):
    for platform in ("linux", "win32", "darwin"):
        assert found(tmp_path, platform, "qgis/bin") == []
