"""pip as seen from outside: what is asked, how far it is, and a sentence for every way it fails."""
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tiepoint.core.errors import EngineError
from tiepoint.ui.engine import packages, pythons
from tiepoint.ui.settings import diagnostics


def answer(**more):
    return "a warning\n" + json.dumps({"version": [3, 12, 1], "venv": True, "bits": 64, **more}) + "\n"


def test_a_suitable_python():
    assert packages.probed("python3", answer()) == (3, 12, 1)


def test_the_probe_runs_in_a_real_python():
    said = subprocess.run([sys.executable, "-c", pythons.PROBE], capture_output=True, text=True, check=True).stdout
    assert packages.probed(sys.executable, said) == sys.version_info[:3]


@pytest.mark.parametrize(("said", "told", "hint"), [
    (answer(version=[3, 9, 18]), "is Python 3.9.18, but the engine's packages need Python 3.10", "newer Python"),
    (answer(venv=False), "no module venv", "apt-get install python3-venv"),
    (answer(bits=32), "32 bits", "64 bits"),
    ("Welcome!", "does not answer", "another Python"),
    ("", "does not answer", "another Python"),
    ("[1]", "does not answer", "another Python"),
])
def test_an_unsuitable_python(said, told, hint):
    with pytest.raises(EngineError, match=told) as caught:
        packages.probed("/usr/bin/python3", said)
    assert "/usr/bin/python3" in caught.value.message and hint in caught.value.hint


@pytest.mark.parametrize(("output", "told", "hint"), [
    ("The virtual environment was not created successfully because ensurepip is not\navailable.", "venv is missing", "python3-venv"),
    ("/usr/bin/python3: No module named venv", "venv is missing", "python3-venv"),
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full", "Free"),
    ("WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(... [Errno -3] Temporary failure in name "
     "resolution')'\nERROR: Could not find a version that satisfies the requirement torch\nERROR: No matching distribution found for torch",
     "no connection", "network"),
    ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication Required'))",
     "asks for a user and a password", "Network"),
    ("ProxyError('Cannot connect to proxy.', NewConnectionError(...))", "proxy cannot be reached", "Network"),
    ("ERROR: Could not install packages due to an OSError: Missing dependencies for SOCKS support.", "SOCKS", "HTTP proxy"),
    ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate'))", "certificate", "global.cert"),
    ("ERROR: Ignored the following versions that require a different Python\nERROR: No matching distribution found for torch==2.13.0",
     "not there for this Python", "3.10 to 3.13"),
    ("PermissionError: [WinError 5] Access is denied: 'C:\\\\x'", "cannot be written", "antivirus"),
    ("error: Microsoft Visual C++ 14.0 or greater is required.", "compiled", "64 bits"),
    ("Something\nERROR: Odd thing happened.\n", "exit code 3: ERROR: Odd thing happened", "log"),
    ("", "exit code 3: nothing was said", "log"),
])
def test_every_failure_says_what_to_do(output, told, hint):
    error = packages.failure("Installing the packages", output, 3)
    assert error.message.startswith("Installing the packages failed") and told in error.message and hint in error.hint


def test_progress_goes_up_from_what_pip_prints():
    installation, shares = packages.Installation(), []
    for line in ("Collecting torch==2.13.0", "  Downloading torch-2.13.0%2Bcpu-cp311-cp311-linux_x86_64.whl (200.1 MB)",
                 "Collecting numpy<3,>=2.0", "Collecting numpy<3,>=2.0", "Requirement already satisfied: pip",
                 "Installing collected packages: a",
                 "Successfully installed a"):
        installation.read(line)
        shares.append(installation.fraction)
        if "Downloading" in line:
            assert installation.text == "Downloading torch (200.1 MB)"
    assert shares == sorted(shares) and shares[0] > 0 and shares[-1] == 1.0 and shares[2] == shares[3]


def test_what_pip_is_asked():
    assert packages.installing(Path("r.txt"), "")[-2:] == ["-r", "r.txt"]
    assert "--extra-index-url" not in packages.installing(Path("r.txt"), "")
    asked = packages.installing(Path("r.txt"), "https://example.org/cpu")
    assert asked[asked.index("--extra-index-url") + 1] == "https://example.org/cpu"


@pytest.mark.parametrize("text", ["cpu", "ftp://example.org", "https://a b"])
def test_an_address_that_is_none(text):
    with pytest.raises(EngineError, match="no address"):
        packages.checked_index(text)
    assert packages.checked_index("") == "" and packages.checked_index(" https://example.org/x ") == "https://example.org/x"


def test_diagnostics_are_markdown():
    report = {"python": "3.11.2", "device": "cpu", "usable": False,
              "packages": [{"name": "torch", "version": "", "minimum": "2.13.0", "problem": "is missing"}]}
    text = diagnostics.markdown({"QGIS": "3.22"}, "/env/bin/python", "the QGIS profile", report, {"PRESENT": "dense-1", "MISSING": "vgg16"},
                                "It broke.", "line 1\nline 2")
    assert text.startswith("## Tiepoint diagnostics") and "- QGIS: 3.22" in text and "`/env/bin/python` (from the QGIS profile)" in text
    assert "| torch | - | 2.13.0 | is missing |" in text and "Models here: dense-1" in text and "- Error: It broke." in text
    assert text.rstrip().endswith("line 1\nline 2\n```")
    assert "none was found" in diagnostics.markdown({}, "", "", {}, {}, "", "")
