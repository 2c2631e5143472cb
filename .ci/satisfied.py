"""Exit 0 where every requirement in the files named on the command line is installed here; else name the first that is not."""
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement


def unmet(files: list[str]) -> str:
    """The first requirement that is not met, with the version that is there, or an empty string."""
    for name in files:
        for line in Path(name).read_text(encoding="utf-8").splitlines():
            text = line.split("#")[0].strip()
            if not text:
                continue
            requirement = Requirement(text)
            try:
                installed = version(requirement.name)
            except PackageNotFoundError:
                return f"{text}, which is not installed"
            if not requirement.specifier.contains(installed, prereleases=True):
                return f"{text}, but {installed} is installed"
    return ""


if __name__ == "__main__":
    missing = unmet(sys.argv[1:])
    if missing:
        sys.exit(f"needs {missing}")
