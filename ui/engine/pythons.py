"""Python interpreters that the engine's environment can be made with. No QGIS here: everything that varies is an argument."""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

#: Versions whose interpreters are looked for, those that most packages are built for first.
VERSIONS = ("3.12", "3.11", "3.13", "3.10", "3.14")
#: The lowest that the packages of requirements.txt install with.
MINIMUM = (3, 10)
_CONDA = ("miniforge3", "mambaforge", "miniconda3", "anaconda3")
# Tells version and whether environments can be made; the second needs a package of its own on Debian.
PROBE = ("import importlib.util as u, json, sys; print(json.dumps({'version': list(sys.version_info[:3]), "
         "'venv': bool(u.find_spec('venv') and u.find_spec('ensurepip')), 'bits': 64 if sys.maxsize > 2**32 else 32}))")


@dataclass(frozen=True)
class Python:
    """An interpreter that is there.

    Attributes:
        program: its file; arguments: what it is always called with, as ``-3`` of the launcher.
        origin: where it comes from, in a few words.
    """

    program: Path
    origin: str = ""
    arguments: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((str(self.program), *self.arguments))


def installed(platform: str, variables: Mapping[str, str], home: Path, application: Path, root: Path = Path("/")) -> list[Python]:
    """The interpreters found where they usually are, each once, likeliest to serve first; nothing is started.

    QGIS's own is the last: what it is built with changes when QGIS is updated.

    Args:
        platform: as in ``sys.platform``.
        variables: environment variables.
        home: the user's folder.
        application: folder of the QGIS program.
        root: of the file system.
    """
    search = {"win32": _windows, "darwin": _macos}.get(platform, _linux)
    found: dict[str, Python] = {}
    for python in search(variables, home, application, root):
        # The same file under several names (python3, python3.11) is one.
        found.setdefault(os.path.realpath(python.program), python)
    return list(found.values())


def _linux(variables: Mapping[str, str], home: Path, _application: Path, root: Path) -> Iterator[Python]:
    yield from _unix([*_path(variables, ":"), root / "usr/local/bin", root / "usr/bin", home / ".local/bin"], "the system")
    yield from _own(home, root)


def _macos(variables: Mapping[str, str], home: Path, application: Path, root: Path) -> Iterator[Python]:
    yield from _unix([root / "opt/homebrew/bin", root / "usr/local/bin"], "Homebrew or python.org")
    framework = root / "Library/Frameworks/Python.framework/Versions"
    yield from _there((framework / version / "bin" / f"python{version}" for version in VERSIONS), "python.org")
    yield from _own(home, root)
    # Without the command line tools /usr/bin/python3 is a window that offers to install them.
    tools = root / "Library/Developer/CommandLineTools/usr/bin"
    system = root / "usr/bin"
    yield from _unix([folder for folder in _path(variables, ":") if folder != system], "the path")
    yield from _unix([tools], "Apple's command line tools")
    contents = application.parent
    yield from _unix([application / "bin", application, contents / "Frameworks/bin", contents / "Resources/python/bin"], "QGIS")


def _windows(variables: Mapping[str, str], home: Path, application: Path, root: Path) -> Iterator[Python]:
    named = {name.upper(): value for name, value in variables.items()}
    local = Path(named.get("LOCALAPPDATA") or home / "AppData/Local")
    programs = [Path(named[name]) for name in ("PROGRAMFILES", "PROGRAMW6432") if named.get(name)]
    system = Path(named.get("SYSTEMROOT") or root / "Windows")
    folders = [local / "Programs/Python", *programs, root]
    short = [version.replace(".", "") for version in VERSIONS]
    yield from _there((folder / f"Python{version}" / "python.exe" for version in short for folder in folders), "python.org")
    for launcher in (system / "py.exe", local / "Programs/Python/Launcher/py.exe"):
        if launcher.is_file():
            yield Python(launcher, "the Python launcher", ("-3",))
    yield from _there((home / folder / "python.exe" for folder in _CONDA), "conda")
    # The python.exe of WindowsApps opens the Store, and those of QGIS's folders belong to QGIS.
    path = [folder for folder in _path(named, ";") if "windowsapps" not in str(folder).lower() and application.parent not in
            (folder, *folder.parents)]
    yield from _there((folder / "python.exe" for folder in path), "the path")
    # OSGeo4W, and the installer that is made of it: bin/qgis-bin.exe beside apps/Python312/python.exe.
    apps = [application.parent / "apps" / f"Python{version}" for version in short]
    yield from _there((folder / name for folder in apps for name in ("python.exe", "python3.exe")), "QGIS")
    yield from _there((application / "python3.exe",), "QGIS")


def _own(home: Path, root: Path) -> Iterator[Python]:
    """What users install for themselves on Linux and macOS."""
    known = [folder for version in VERSIONS for folder in sorted((home / ".pyenv/versions").glob(f"{version}.*/bin"), reverse=True)]
    yield from _unix(known, "pyenv")
    yield from _unix([*(home / folder / "bin" for folder in _CONDA), root / "opt/conda/bin"], "conda")


def _unix(folders: Iterable[Path], origin: str) -> Iterator[Python]:
    folders = list(folders)
    names = [*(f"python{version}" for version in VERSIONS), "python3"]
    yield from _there((folder / name for name in names for folder in folders), origin)


def _there(paths: Iterable[Path], origin: str) -> Iterator[Python]:
    for path in paths:
        if path.is_file() and os.access(path, os.X_OK):
            yield Python(path, origin)


def _path(variables: Mapping[str, str], separator: str) -> list[Path]:
    """Folders of the path; those of pyenv's shims are left out, which start another Python in every folder."""
    return [Path(folder) for folder in variables.get("PATH", "").split(separator) if folder and Path(folder).name != "shims"]
