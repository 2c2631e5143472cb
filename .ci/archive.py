"""The plugin's zip: what goes in, and what plugins.qgis.org asks of it."""
import ast
import configparser
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
NAME = "tiepoint"
CONTENT = ("__init__.py", "plugin.py", "core", "ui", "resources", "metadata.txt", "LICENSE",
           "README.md", "CHANGELOG.md", "requirements.txt")
MAX_BYTES = 25_000_000
PYTHON_FLOOR = (3, 9)
TO_BE_SET = "to-be-set-before-publication"
REQUIRED = ("name", "description", "about", "version", "qgisMinimumVersion", "qgisMaximumVersion", "author", "email", "homepage", "tracker",
            "repository", "icon", "category", "tags", "changelog", "hasProcessingProvider", "external_deps")
CATEGORIES = ("Raster", "Vector", "Database", "Mesh", "Web")
REFUSED_SUFFIXES = (".bat", ".cmd", ".dll", ".dylib", ".exe", ".pkl", ".ps1", ".pt", ".pth", ".pyc", ".pyd", ".sh", ".so", ".whl", ".zip")
REFUSED_PARTS = ("__pycache__", "__MACOSX", "tests")


def metadata(text: str) -> dict[str, str]:
    """The keys of a metadata.txt."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(text)
    return dict(parser["general"])


def version() -> str:
    """The version that metadata.txt gives."""
    return metadata((ROOT / "metadata.txt").read_text(encoding="utf-8"))["version"]


def content() -> list[str]:
    """Tracked files that belong to the plugin, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z", "--", *CONTENT], cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def build(path: Path) -> Path:
    """Write the zip; the same content gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in content():
            entry = zipfile.ZipInfo(f"{NAME}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, (ROOT / name).read_bytes())
    return path


def faults(path: Path) -> list[str]:
    """What plugins.qgis.org would refuse, or its reviewers would."""
    found = []
    if path.stat().st_size > MAX_BYTES:
        found.append(f"{path.name} has {path.stat().st_size} bytes; {MAX_BYTES} are allowed")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        texts = {name: archive.read(name) for name in names}
    for name in names:
        parts = PurePosixPath(name).parts
        if parts[0] != NAME or ".." in parts or "\\" in name:
            found.append(f"{name} lies outside the folder {NAME}/")
        if any(part.startswith(".") or part in REFUSED_PARTS for part in parts):
            found.append(f"{name} does not belong into a plugin")
        if PurePosixPath(name).suffix.lower() in REFUSED_SUFFIXES:
            found.append(f"{name} is a kind of file that is refused")
        if name.endswith(".py"):
            found += _syntax_faults(name, texts[name])
    for needed in ("__init__.py", "plugin.py", "metadata.txt", "LICENSE", "README.md", "requirements.txt"):
        if f"{NAME}/{needed}" not in texts:
            found.append(f"{needed} is missing")
    if f"{NAME}/metadata.txt" in texts:
        found += metadata_faults(texts[f"{NAME}/metadata.txt"].decode("utf-8"), names)
    return found


def metadata_faults(text: str, names: list[str]) -> list[str]:
    """What is wrong with a metadata.txt beside these files."""
    keys = metadata(text)
    found = [f"metadata.txt lacks {key}" for key in REQUIRED if not keys.get(key, "").strip()]
    if text.startswith("\ufeff"):
        found.append("metadata.txt begins with a byte-order mark")
    if re.search(r"<[a-zA-Z/]", text):
        found.append("metadata.txt holds HTML")
    if "supportsQt6" in keys:
        found.append("metadata.txt holds supportsQt6, which is obsolete")
    if "plugin" in keys.get("name", "").lower():
        found.append("the name must not say 'plugin'")
    if keys.get("category") not in CATEGORIES:
        found.append(f"the category is none of {', '.join(CATEGORIES)}")
    if not re.fullmatch(r"\d+\.\d+\.\d+", keys.get("version", "")):
        found.append(f"the version '{keys.get('version')}' is not three numbers")
    if f"{NAME}/{keys.get('icon')}" not in names:
        found.append(f"the icon {keys.get('icon')} is missing")
    return found


def to_be_set(text: str) -> list[str]:
    """Keys of a metadata.txt that still hold a placeholder."""
    return [key for key, value in metadata(text).items() if TO_BE_SET in value]


@cache
def _syntax_faults(name: str, source: bytes) -> tuple[str, ...]:
    try:
        ast.parse(source, filename=name, feature_version=PYTHON_FLOOR)
    except SyntaxError as error:
        return (f"{name} is no Python {'.'.join(map(str, PYTHON_FLOOR))}: line {error.lineno}: {error.msg}",)
    return ()
