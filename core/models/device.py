"""Where networks run."""
from __future__ import annotations

import torch

from ..errors import OptionError


def choose(wanted: str = "auto") -> torch.device:
    """The device of the option DEVICE: ``auto`` is CUDA where there is one; OptionError where CUDA is asked for and there is none."""
    if wanted not in ("auto", "cpu", "cuda"):
        raise OptionError(f"There is no device '{wanted}'.", "Choose one of: auto, cpu, cuda.")
    available = wanted != "cpu" and torch.cuda.is_available()
    if wanted == "cuda" and not available:
        raise OptionError("There is no CUDA device here that PyTorch can use.", "Choose DEVICE = auto or cpu.")
    return torch.device("cuda" if available else "cpu")


def half(device: torch.device) -> torch.dtype | None:
    """The short type that convolutions are fast in on a device; None where there is none."""
    if device.type == "cuda":
        return torch.float16
    return torch.bfloat16 if getattr(torch.cpu, "get_capabilities", dict)().get("avx512_bf16") else None


def is_fast_in_bfloat16(device: torch.device) -> bool:
    """Whether networks are trained faster in bfloat16 there: processors that do not know it take eight times as long."""
    return half(device) is not None
