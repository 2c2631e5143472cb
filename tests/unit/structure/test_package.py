"""The zip: what is in it, and that the checks see what plugins.qgis.org refuses."""
import importlib.util
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
_SPEC = importlib.util.spec_from_file_location("archive", ROOT / ".ci" / "archive.py")
archive = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(archive)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return archive.build(tmp_path_factory.mktemp("dist") / "tiepoint.zip")


def names(path):
    with zipfile.ZipFile(path) as zipped:
        return zipped.namelist()


def test_nothing_is_wrong_with_the_zip(built):
    assert archive.faults(built) == []


def test_it_holds_the_whole_package_and_nothing_else(built):
    tops = {Path(name).parts[1] for name in names(built)}
    assert tops <= set(archive.CONTENT)
    assert {f"tiepoint/{name}" for name in archive.content()} == set(names(built))
    assert {"tiepoint/core/worker.py", "tiepoint/core/methods.py", "tiepoint/plugin.py"} <= set(names(built))


def test_it_is_the_same_each_time(built, tmp_path):
    assert archive.build(tmp_path / "again.zip").read_bytes() == built.read_bytes()


@pytest.mark.parametrize(("name", "data", "told"), [
    ("tiepoint/tests/test_a.py", b"", "does not belong"),
    ("tiepoint/core/__pycache__/a.py", b"", "does not belong"),
    ("tiepoint/.hidden", b"", "does not belong"),
    ("tiepoint/core/a.so", b"", "refused"),
    ("tiepoint/resources/models/a.pth", b"", "refused"),
    ("other/a.py", b"", "outside the folder"),
    ("tiepoint/../a.py", b"", "outside the folder"),
    ("tiepoint/core/a.py", b"match 1:\n    case 1: pass\n", "no Python 3.9"),
])
def test_what_does_not_belong_is_told(built, tmp_path, name, data, told):
    path = tmp_path / "bad.zip"
    path.write_bytes(built.read_bytes())
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr(name, data)
    assert any(told in fault and Path(name).name in fault for fault in archive.faults(path)), archive.faults(path)


def test_what_is_missing_is_told(tmp_path):
    path = tmp_path / "bare.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("tiepoint/__init__.py", "")
    assert {"LICENSE is missing", "metadata.txt is missing", "plugin.py is missing"} <= set(archive.faults(path))


def test_a_zip_that_is_too_large_is_told(built, monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    assert any("bytes" in fault for fault in archive.faults(built))
