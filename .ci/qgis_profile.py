"""A scratch QGIS profile in which Tiepoint is enabled, driven through qgis_process."""
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# Debian's wrapper `qgis_process` adds an option that it then refuses; the program behind it works.
PROGRAM = next((found for found in map(shutil.which, ("qgis_process.bin", "qgis_process")) if found), "qgis_process")


class Failed(Exception):
    """qgis_process ended with an error; the message is what it said."""


class Profile:
    """A context manager: the profile exists inside the block.

    Args:
        python: the interpreter of the engine; empty: none.
    """

    def __init__(self, python: str = ""):
        self.folder = Path(tempfile.mkdtemp(prefix="tiepoint-profile-"))
        self.plugins = self.folder / "config" / "profiles" / "default" / "python" / "plugins"
        self.plugins.mkdir(parents=True)
        (self.folder / "runtime").mkdir(mode=0o700)
        self._environment = {
            **os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(self.folder / "config"),
            "XDG_RUNTIME_DIR": str(self.folder / "runtime"), "TIEPOINT_PYTHON": python,
        }
        self._environment.pop("QGIS_PLUGINPATH", None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def enable(self) -> None:
        """Switch the plugin on; it must lie in, or be linked from, ``plugins / "tiepoint"``."""
        self.call("plugins", "enable", "tiepoint")

    def link(self, checkout: Path) -> None:
        """Make a checkout the installed plugin and switch it on."""
        (self.plugins / "tiepoint").symlink_to(checkout)
        self.enable()

    def call(self, *words: str) -> str:
        """Standard output of one call; raises Failed."""
        done = subprocess.run([PROGRAM, *words], env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False)
        if done.returncode:
            lines = [line.strip() for line in (done.stderr or done.stdout).splitlines()]
            said = dict.fromkeys(line for line in lines if line and "DeprecationWarning" not in line)
            raise Failed(f"qgis_process {' '.join(words[:2])} ended with code {done.returncode}:\n" + "\n".join(list(said)[-12:]))
        return done.stdout

    def algorithms(self) -> dict[str, dict]:
        """Tiepoint's algorithms by id, as qgis_process lists them."""
        providers = json.loads(self.call("list", "--json"))["providers"]
        return providers.get("tiepoint", {}).get("algorithms", {})

    def run(self, algorithm: str, **parameters) -> dict:
        """Results of ``tiepoint:<algorithm>``; parameters that are None are left out; raises Failed."""
        words = [f"{name}={value}" for name, value in parameters.items() if value is not None]
        output = self.call("run", f"tiepoint:{algorithm}", "--json", "--", *words)
        return json.loads(output[output.index("{"):])["results"]
