"""What every file of the package keeps to."""
import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOP = {".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "__init__.py", "core",
       "metadata.txt", "plugin.py", "pyproject.toml", "requirements.txt", "resources", "tests", "ui"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def shipped_python() -> list[Path]:
    return [path for path in python_files() if path.relative_to(ROOT).parts[0] not in ("tests", ".ci")]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_the_top_level_has_nothing_else():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP


def test_no_python_file_is_longer_than_400_lines():
    lengths = {str(path.relative_to(ROOT)): len(text_of(path).splitlines()) for path in python_files()}
    assert not {name: lines for name, lines in lengths.items() if lines > 400}


def test_package_init_files_hold_a_docstring_only():
    for path in shipped_python():
        if path.name == "__init__.py" and path.parent != ROOT:
            body = ast.parse(text_of(path)).body
            assert len(body) == 1, f"{path}: a docstring and nothing else"
            assert ast.get_docstring(ast.parse(text_of(path))), f"{path} has no docstring"


def test_every_folder_of_the_package_is_a_package():
    for path in shipped_python():
        assert (path.parent / "__init__.py").is_file(), f"{path.parent} has no __init__.py"


def test_the_root_imports_nothing_when_it_is_imported():
    body = ast.parse(text_of(ROOT / "__init__.py")).body
    assert not [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert [node.name for node in body if isinstance(node, ast.FunctionDef)] == ["classFactory"]


def test_shipped_python_is_valid_for_the_floor_and_free_of_asserts():
    for path in shipped_python():
        tree = ast.parse(text_of(path), filename=str(path), feature_version=(3, 9))
        asserts = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)]
        assert not asserts, f"{path}: assert in lines {asserts}"
        postponed = any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
        assert postponed or len(tree.body) <= 1 or path.parent == ROOT, f"{path}: begin with from __future__ import annotations"


def test_no_module_has_a_name_that_says_nothing():
    vague = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
    assert not [path for path in python_files() if {part.lower() for part in path.with_suffix("").parts} & vague - set(ROOT.parts)]


def test_tests_hold_no_package_and_no_folder_called_qgis():
    inside = [path.relative_to(ROOT) for path in tracked() if path.is_relative_to(ROOT / "tests")]
    assert not [path for path in inside if path.name == "__init__.py" or "qgis" in path.parts]


@pytest.mark.parametrize("pattern", [r"(?<![\w.])/(work|home|root)/\w", r"\bpypi\.|pythonhosted|download\.pytorch"])
def test_no_path_of_a_machine_and_no_package_index_is_named(pattern):
    kinds = (".py", ".md", ".txt", ".toml", ".json", ".qml", "")
    lines = [(path, line) for path in tracked() if path.suffix in kinds and path != Path(__file__) for line in text_of(path).splitlines()]
    found = [f"{path.relative_to(ROOT)}: {line.strip()}" for path, line in lines if re.search(pattern, line)]
    assert not found, "\n".join(found)


def test_addresses_to_be_set_are_in_metadata_only():
    marked = {path.name for path in tracked() if path.suffix in (".py", ".md", ".txt", ".toml") and path != Path(__file__)
              and "example.org" + "/to-be-set" in text_of(path)}
    assert marked <= {"metadata.txt"}
