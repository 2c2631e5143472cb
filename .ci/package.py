"""Builds dist/tiepoint-<version>.zip, looks at it as plugins.qgis.org does, and installs it into a clean QGIS profile."""
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import archive
import qgis_profile

sys.path.insert(0, str(archive.ROOT / "tests"))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)
from tiepoint.core.options.jobs import JOBS  # noqa: E402

TOOLS = Path(sys.executable).parent


def bandit(folder: Path) -> list[str]:
    """Bandit's findings, every rule on."""
    done = subprocess.run([TOOLS / "bandit", "-q", "-r", "-f", "json", "."], cwd=folder, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    broken = [f"Bandit cannot read {error['filename']}: {error['reason']}" for error in report["errors"]]
    return broken + [f"Bandit {finding['test_id']} {finding['filename']}:{finding['line_number']} {finding['issue_text']}"
                     for finding in report["results"]]


def secrets(folder: Path) -> list[str]:
    """detect-secrets' findings; plugins.qgis.org leaves metadata.txt out."""
    done = subprocess.run([TOOLS / "detect-secrets", "scan", "--all-files", "--no-verify", "--exclude-files", r"metadata\.txt$", "."],
                          cwd=folder, capture_output=True, text=True, check=True)
    return [f"detect-secrets {finding['type']} {name}:{finding['line_number']}"
            for name, findings in json.loads(done.stdout)["results"].items() for finding in findings]


def listed_faults(path: Path) -> list[str]:
    """What is wrong after installing the zip where QGIS's 'Install from ZIP' puts it, with no engine set up."""
    with qgis_profile.Profile() as profile:
        with zipfile.ZipFile(path) as zipped:
            zipped.extractall(profile.plugins)
        profile.enable()
        algorithms = profile.algorithms()
    for name in sorted(algorithms):
        print(f"   {name}: {algorithms[name].get('name', '')}")
    return [f"QGIS does not list tiepoint:{job}" for job in JOBS if f"tiepoint:{job}" not in algorithms]


def main() -> int:
    """Build and check; 1 where anything is wrong."""
    path = archive.build(archive.ROOT / "dist" / f"{archive.NAME}-{archive.version()}.zip")
    print(f"== {path.relative_to(archive.ROOT)}: {len(archive.content())} files, {path.stat().st_size / 1e6:.2f} MB")
    found = archive.faults(path)
    with tempfile.TemporaryDirectory(prefix="tiepoint-package-") as folder:
        with zipfile.ZipFile(path) as zipped:
            zipped.extractall(folder)
        print("== Bandit and detect-secrets")
        found += bandit(Path(folder)) + secrets(Path(folder))
    print("== Installing it into a clean QGIS profile")
    try:
        found += listed_faults(path)
    except qgis_profile.Failed as error:
        found.append(str(error))
    changed = subprocess.run(["git", "status", "--porcelain", "--", *archive.CONTENT], cwd=archive.ROOT, capture_output=True, text=True,
                             check=True).stdout
    if changed:
        print(f"== Note: the zip holds tracked files as they are now; these are not committed:\n{changed.rstrip()}")
    placeholders = archive.to_be_set((archive.ROOT / "metadata.txt").read_text(encoding="utf-8"))
    if placeholders:
        print(f"== Note: before publication set in metadata.txt: {', '.join(placeholders)}")
    for fault in found:
        print(f"FAULT {fault}")
    print(f"== {len(found)} faults" if found else f"== {path} can be installed with 'Install from ZIP'")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
