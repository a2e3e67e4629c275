"""What an optimizer remembers of W and b, read where torch keeps it."""

from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from linreg.training.config import TrainConfig
from linreg.training.optimizers import OPTIMIZERS
from linreg.training.optimizers.record import Kept

MISSING = float("nan")  # where torch keeps no such number


class Place(NamedTuple):
    """Where torch keeps one number: in which of its dictionaries, under which name, and what stands for it before."""

    inner: dict[str, Any]
    name: str
    first: float
    part: int | None  # 0 for W, 1 for b, where torch keeps it for both together


def kept(config: TrainConfig) -> list[Kept]:
    """What the optimizer of this config keeps, in the order in which its numbers are read."""
    return OPTIMIZERS[config.optimizer].kept(config.parameters)


def first(each: Kept, config: TrainConfig) -> float:
    """What the first update starts from, as float32 holds it."""
    if not isinstance(each.first, str):
        return each.first
    value = config.lr if each.first == "lr" else config.parameters[each.first]
    assert isinstance(value, int | float)
    return float(np.float32(value))


def places(optimizer: torch.optim.Optimizer, W: nn.Parameter, b: nn.Parameter, config: TrainConfig) -> list[Place]:
    """Where torch keeps, or will keep, each number for W and for b: two places for each of `kept(config)`."""
    shared = config.searches  # LBFGS keeps all under the first parameter
    inner = optimizer.state[W], optimizer.state[W if shared else b]
    return [
        Place(inner[i], each.name, first(each, config) if "Wb"[i] in each.of else MISSING, i if shared else None)
        for each in kept(config)
        for i in (0, 1)
    ]


def numbers(places: list[Place]) -> list[float]:
    """What stands there now. Costs half a microsecond each."""
    return [
        first if (value := inner.get(name)) is None else value.item() if part is None else float(_part(value, part))
        for inner, name, first, part in places
    ]


def tensors(places: list[Place], device: torch.device) -> list[torch.Tensor]:
    """The same as tensors of no dimension on the device, which is not waited for."""
    return [
        torch.as_tensor(first if (value := inner.get(name)) is None else _part(value, part or 0)).to(device).float()
        for inner, name, first, part in places
    ]


def _part(value: Any, part: int) -> Any:
    """The number itself, as torch holds it, or the tensor of no dimension that holds it."""
    if not isinstance(value, torch.Tensor):
        return value
    return value.view(()) if value.numel() == 1 else value[part]


def by_name(columns: NDArray[np.float64], config: TrainConfig) -> MappingProxyType[str, NDArray[np.float64]]:
    """The run's `state`, from columns of shape (states, numbers), as `numbers` reads them."""
    return MappingProxyType({each.name: columns[:, 2 * i : 2 * i + 2] for i, each in enumerate(kept(config))})


def from_lanes(rows: NDArray[np.float64], config: TrainConfig) -> MappingProxyType[str, NDArray[np.float64]]:
    """The run's `state`, from two rows of all states for each number that is kept, but for `step`, which counts."""
    steps = np.repeat(np.arange(float(rows.shape[1]))[:, None], 2, axis=1)
    steps.setflags(write=False)
    pairs = (pair.T for pair in rows.reshape(-1, 2, rows.shape[1]))
    return MappingProxyType({each.name: steps if each.name == "step" else next(pairs) for each in kept(config)})
