"""The devices this machine can train on."""

import platform
from functools import cache
from pathlib import Path

import torch


@cache
def devices() -> dict[str, str]:
    """The devices by torch's name, each with a name people know: {"cpu": "AMD EPYC …", "cuda:0": "NVIDIA …"}.

    Always begins with "cpu"; then whatever `torch.accelerator` offers.
    """
    found = {"cpu": _cpu_name()}
    accelerator = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else None
    if accelerator is None:
        return found
    if accelerator.type == "cuda":
        return found | {f"cuda:{i}": torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())}
    if accelerator.type == "mps":
        return found | {"mps": "Apple GPU"}
    return found | {f"{accelerator.type}:{i}": accelerator.type for i in range(torch.accelerator.device_count())}


def _cpu_name() -> str:
    """The processor's model name; on systems that do not tell it, its architecture."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
