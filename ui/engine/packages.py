"""Installing the engine's packages with pip: what to call, how far it is, what went wrong. No QGIS here."""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from ...core.errors import EngineError
from ..words import mark
from . import pythons

#: Free space that an environment without CUDA needs, with what pip keeps on the way, in bytes.
NEEDED_BYTES = 3_000_000_000
# What is required brings this many packages, roughly: three times those of requirements.txt.
_EXPECTED = 26
_COLLECTING = re.compile(r"^Collecting (\S+)")
_DOWNLOADING = re.compile(r"^\s*Downloading (\S+?)(?:\.metadata)? \(([\d.]+ [kMG]?B)\)")
_VENV_HINT = mark("On Debian, Ubuntu and relatives: run 'apt-get install python3-venv' as root, then try again. Or choose another Python.")
_LOG_HINT = mark("The log below has what pip said; 'Copy diagnostics' takes it along.")


def installing(requirements: Path, index: str) -> list[str]:
    """Arguments of Python that install the packages.

    Args:
        requirements: the file that names them.
        index: address of a package index beside the one pip is configured to use; empty: none.
    """
    more = ["--extra-index-url", index] if index else []
    return ["-u", "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off", *more, "-r",
            str(requirements)]


def checked_index(text: str, tr: Callable[[str], str] = str) -> str:
    """The address of a package index; raises EngineError, in the language of ``tr``, where it is none."""
    text = text.strip()
    if text and not re.fullmatch(r"(https?|file)://\S+", text):
        raise EngineError(tr("'{}' is no address of a package index.").format(text),
                          tr("It begins with https://, as the install page of PyTorch shows it."))
    return text


def probed(python: str, answer: str, tr: Callable[[str], str] = str) -> tuple[int, ...]:
    """The version of an interpreter from what `pythons.PROBE` printed.

    Args:
        python: the interpreter; answer: what it printed; tr: translates.

    Raises:
        EngineError: it is no Python, too old, or cannot make environments.
    """
    try:
        said = json.loads(answer.strip().splitlines()[-1])
        version, makes_environments = tuple(said["version"]), said["venv"]
    except (ValueError, IndexError, KeyError, TypeError):
        raise EngineError(tr("{} does not answer like a Python interpreter.").format(python), tr("Choose another Python.")) from None
    text, wanted = ".".join(map(str, version)), ".".join(map(str, pythons.MINIMUM))
    if version[:2] < pythons.MINIMUM:
        raise EngineError(tr("{} is Python {}, but the engine's packages need Python {} or newer.").format(python, text, wanted),
                          tr("Install a newer Python (python.org) and choose it here."))
    if said.get("bits") == 32:
        raise EngineError(tr("{} is a Python of 32 bits, for which there is no PyTorch.").format(python),
                          tr("Install the Python of 64 bits."))
    if not makes_environments:
        raise EngineError(tr("{} (Python {}) cannot make environments: it has no module venv.").format(python, text), tr(_VENV_HINT))
    return version


class Installation:
    """How far pip is, told from what it prints."""

    def __init__(self):
        self._collected: set[str] = set()
        self.fraction, self.text = 0.0, ""

    def read(self, line: str) -> None:
        """Take note of one line."""
        collecting, downloading = _COLLECTING.match(line), _DOWNLOADING.match(line)
        if collecting:
            self._collected.add(collecting.group(1))
            self._reach(0.8 * min(1.0, len(self._collected) / _EXPECTED), f"Collecting {collecting.group(1)}")
        elif downloading:
            name = downloading.group(1).rpartition("/")[2].split("-")[0]
            self._reach(self.fraction, f"Downloading {name} ({downloading.group(2)})")
        elif line.startswith("Installing collected packages"):
            self._reach(0.85, "Installing the packages")
        elif line.startswith("Successfully installed"):
            self._reach(1.0, "Installed")

    def _reach(self, fraction: float, text: str) -> None:
        self.fraction, self.text = max(self.fraction, fraction), text


# What is searched for in pip's or venv's output, what it means, and what to do; the first that is found counts.
_FAILURES = (
    (r"ensurepip is not\s+available|No module named '?(venv|ensurepip)",
     mark("this Python cannot make environments: its module venv is missing"),
     _VENV_HINT),
    (r"No space left on device|Errno 28|WinError 112|disk quota",
     mark("the disk is full"),
     mark("Free some gigabytes on the disk of the QGIS profile, then try again.")),
    (r"Proxy Authentication Required|failed: 407",
     mark("the proxy asks for a user and a password"),
     mark("Enter them in Settings > Options > Network, then try again.")),
    (r"SOCKS support",
     mark("pip cannot use a SOCKS proxy"),
     mark("Name an HTTP proxy in Settings > Options > Network.")),
    (r"ProxyError|Cannot connect to proxy",
     mark("the proxy cannot be reached"),
     mark("Check it in Settings > Options > Network, then try again.")),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
     mark("the connection is not trusted: its certificate cannot be verified"),
     mark("Where a company's proxy signs connections, name its certificate to pip (pip config set global.cert PATH), then "
          "try again.")),
    (r"NewConnectionError|name resolution|getaddrinfo failed|Network is unreachable|ConnectTimeout|Connection refused|ReadTimeout|"
     r"No route to host|Max retries exceeded|NameResolutionError",
     mark("there is no connection to the package index"),
     mark("Check the network and the proxy in Settings > Options > Network. Without a network make the environment on "
          "another computer of the same kind, or choose an existing Python.")),
    (r"requires a different Python|No matching distribution found|Could not find a version",
     mark("a package is not there for this Python"),
     mark("Choose Python 3.10 to 3.13 of 64 bits; check the address of the package index if you have given one.")),
    (r"WinError 5\b|WinError 32|Permission denied|Errno 13|Access is denied",
     mark("a file cannot be written"),
     mark("Close other QGIS windows, and let an antivirus program leave the QGIS profile's folder alone, then try again.")),
    (r"Microsoft Visual C\+\+|error: command .*(gcc|cc|cl)",
     mark("a package would have to be compiled, for which there is no ready-made one"),
     mark("Choose Python 3.10 to 3.13 of 64 bits.")),
    (r"No module named pip",
     mark("the environment has no pip"),
     _VENV_HINT),
)


def failure(stage: str, output: str, exit_code: int, tr: Callable[[str], str] = str) -> EngineError:
    """What to tell the user of a step that failed.

    Args:
        stage: what was being done.
        output: what the program printed.
        exit_code: of the program.
        tr: translates.
    """
    for pattern, meaning, hint in _FAILURES:
        if re.search(pattern, output, re.IGNORECASE):
            return EngineError(tr("{} failed: {}.").format(stage, tr(meaning)), tr(hint))
    said = [line.strip() for line in output.splitlines() if line.strip()]
    told = next((line for line in reversed(said) if line.startswith("ERROR")), said[-1] if said else tr("nothing was said"))
    return EngineError(tr("{} failed with exit code {}: {}.").format(stage, exit_code, told[:200].rstrip(".")), tr(_LOG_HINT))
