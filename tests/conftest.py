"""Binds the name ``tiepoint`` to this checkout, whatever its folder is called."""
import gc
import importlib.util
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")          # as in the engine process
# No test sees the models of whoever runs it, nor speaks another language.
os.environ.pop("TIEPOINT_LANGUAGE", None)
os.environ["TIEPOINT_MODELS"] = os.path.join(tempfile.gettempdir(), f"tiepoint-no-models-{os.getpid()}")

ROOT = Path(__file__).resolve().parents[1]

if "tiepoint" not in sys.modules:
    _spec = importlib.util.spec_from_file_location("tiepoint", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    _module = importlib.util.module_from_spec(_spec)
    sys.modules["tiepoint"] = _module
    _spec.loader.exec_module(_module)

# What is collected stays: looking through it for garbage takes seconds.
gc.disable()


def pytest_collection_finish():
    gc.freeze()
    gc.enable()
