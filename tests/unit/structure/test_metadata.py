"""metadata.txt, README.md, CHANGELOG.md and pyproject.toml say the same as the code."""
import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


archive = load("archive")
METADATA = (ROOT / "metadata.txt").read_text(encoding="utf-8")
NAMES = ["tiepoint/resources/icons/tiepoint.svg"]


def test_metadata_is_complete():
    assert archive.metadata_faults(METADATA, NAMES) == []


def test_metadata_says_what_qgis_needs_to_know():
    keys = archive.metadata(METADATA)
    assert keys["qgisMinimumVersion"] == "3.22"
    assert keys["qgisMaximumVersion"] == "4.99"
    assert keys["hasProcessingProvider"] == "yes"


@pytest.mark.parametrize(("old", "new", "told"), [
    ("about=", "aboot=", "lacks about"),
    ("name=Tiepoint", "name=Tiepoint Plugin", "plugin"),
    ("category=Raster", "category=Rasters", "category"),
    ("server=False", "supportsQt6=True", "supportsQt6"),
    ("version=0.1.0", "version=0.1", "version"),
    ("description=Co-register", "description=<b>Co-register</b>", "HTML"),
    ("tiepoint.svg", "other.svg", "icon"),
])
def test_a_fault_in_metadata_is_told(old, new, told):
    assert old in METADATA
    assert any(told in fault for fault in archive.metadata_faults(METADATA.replace(old, new), NAMES))


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == archive.version()
    assert f"## [{archive.version()}]" in changes


def test_external_deps_name_every_requirement():
    wanted = re.findall(r"^([A-Za-z][\w-]*)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    listed = archive.metadata(METADATA)["external_deps"]
    assert not [name for name in wanted if name not in listed]


def test_the_licence_is_the_gpl():
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")[:200]


def test_readme_lists_the_methods_as_they_are():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert load("methods_table").filled(text) == text, "run `make methods`"


def test_readme_shows_pictures_that_exist_and_names_every_job():
    from tiepoint.core.options.jobs import JOBS

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
    assert pictures
    assert not [picture for picture in pictures if not (ROOT / picture).is_file()]
    assert not [job for job in JOBS if f"`tiepoint:{job}`" not in text]
