"""A worker with jobs made for the tests; started as a process, like core/worker.py."""
import importlib.util
import os
import sys
import time
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
spec = importlib.util.spec_from_file_location("standalone", ROOT / "core" / "standalone.py")
standalone = importlib.util.module_from_spec(spec)
spec.loader.exec_module(standalone)
standalone.bind()

from tiepoint.core import outputs, worker  # noqa: E402
from tiepoint.core.errors import AlignmentError  # noqa: E402
from tiepoint.core.options import jobs  # noqa: E402
from tiepoint.core.options.registration import WarpOptions  # noqa: E402


def echo(options, progress):
    """Reports progress fast and pollutes stdout in every way."""
    for index in range(1000):
        progress.step(index / 1000, f"Working on {index}")
    print("printed")
    os.write(1, b"written by a C library\n")
    os.system("echo from a child process")
    progress.log("a remark")
    progress.log("a doubt", "warning")
    return {"SEED": options.seed, "NAME": "Zürich"}


def refuse(options, progress):
    raise AlignmentError("Only 3 tie points agree.", "Choose another method.")


def stumble(options, progress):
    return {}["nothing"]


def swallow(options, progress):
    raise MemoryError()


def lack(options, progress):
    raise ModuleNotFoundError("No module named 'cv2'", name="cv2")


def linger(options, progress):
    """Works on an output for ever."""
    with outputs.atomic(options.output) as partial:
        Path(partial).write_bytes(b"half")
        while True:
            time.sleep(0.02)
            progress.step(0.5, "Lingering")


def measure(options, progress):
    import numpy as np

    return {"RMSE": np.float32(0.5), "COUNT": np.int64(3), "SUCCESS": np.bool_(True)}


module = types.ModuleType("tiepoint.core.jobs.made")
for job in (echo, refuse, stumble, swallow, lack, linger, measure):
    setattr(module, job.__name__, job)
    jobs.JOBS[job.__name__] = jobs.JobSpec(job.__name__, job.__name__, "", WarpOptions, f"jobs.made:{job.__name__}")
sys.modules[module.__name__] = module

if __name__ == "__main__":
    worker.main()
