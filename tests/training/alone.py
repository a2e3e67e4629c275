"""A loop of torch alone, written as its documentation does, that keeps all it sees: what `train` is compared with."""

from functools import partial
from itertools import islice
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import lr_scheduler
from torch.utils.data import DataLoader, TensorDataset

from linreg import Dataset, Run, TrainConfig

LOSSES = {
    "mean": lambda config: F.mse_loss,
    "half": lambda config: lambda prediction, y: F.mse_loss(prediction, y) / 2,
    "sum": lambda config: nn.MSELoss(reduction="sum"),
    "l1": lambda config: nn.L1Loss(),
    "huber": lambda config: nn.HuberLoss(delta=config.delta),
    "smooth_l1": lambda config: nn.SmoothL1Loss(beta=config.beta),
}


class Alone:
    """W, b, cost, both gradients and the optimizer's own state at every state up to the first that is not finite."""

    def __init__(self, data: Dataset, config: TrainConfig) -> None:
        self.rows: list[list[float]] = []
        self.states: list[list[dict[str, Any]]] = []
        self.evaluations: list[int] = []  # of cost and gradient, before each state's own
        points = TensorDataset(*(torch.tensor(v, dtype=torch.float32).unsqueeze(1) for v in (data.x, data.y)))
        generator = torch.Generator().manual_seed(config.seed)
        loader = DataLoader(points, config.batch_size or len(data), shuffle=config.shuffle, generator=generator)
        W, b = config.start
        self.model = nn.Linear(1, 1)
        nn.init.constant_(self.model.weight, W)
        nn.init.constant_(self.model.bias, b)
        loss = LOSSES[config.cost](config)
        make = getattr(torch.optim, config.optimizer)
        self.optimizer = make(self.model.parameters(), lr=config.lr, **dict(config.options))

        scheduler = {
            None: lambda: None,
            "exponential": lambda: lr_scheduler.ExponentialLR(self.optimizer, config.gamma),
            "cosine": lambda: lr_scheduler.CosineAnnealingLR(self.optimizer, config.epochs),
        }[config.schedule]()
        self.lr: list[float] = []

        def closure(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            self.count += 1
            self.optimizer.zero_grad()
            cost = loss(self.model(x), y)
            cost.backward()
            if self.first:
                self._keep(cost)
                self.first = False
            return cost

        self.count = 0
        batches = (batch for _ in range(config.epochs + 1) for batch in loader)
        for update, batch in enumerate(islice(batches, config.epochs * len(loader) + 1)):
            self.lr.append(self.optimizer.param_groups[0]["lr"])
            self.evaluations.append(self.count)
            self.first = True
            if config.optimizer == "LBFGS":
                self.optimizer.step(partial(closure, *batch))
            else:
                closure(*batch)
                self.optimizer.step()
            if scheduler and (update + 1) % len(loader) == 0:
                scheduler.step()
            if not np.isfinite(self.rows[-1]).all():
                del self.rows[-1], self.states[-1], self.evaluations[-1], self.lr[-1]
                break

    def _keep(self, cost: torch.Tensor) -> None:
        W, b = self.model.parameters()
        self.rows.append([value.item() for value in (W, b, cost, W.grad, b.grad)])
        # copies, since torch changes its own in place
        inner = [dict(self.optimizer.state.get(p, {})) for p in (W, b)]
        self.states.append([{k: v.clone() if torch.is_tensor(v) else v for k, v in each.items()} for each in inner])

    def gives(self, run: Run) -> bool:
        """Whether the run has the same states, to the last bit, and all that torch remembers at each."""
        columns = np.array([run.W, run.b, run.cost, run.grad_W, run.grad_b]).T
        if not np.array_equal(columns, np.array(self.rows)) or run.evaluations.tolist() != self.evaluations:
            return False
        if run.rates.tolist() != self.lr:
            return False
        return all(self._remembers(run, t) for t in range(len(columns)))

    def _remembers(self, run: Run, t: int) -> bool:
        """Whether entry t of the run's state is all that torch holds there; before torch holds anything, nothing."""
        if run.config.optimizer == "LBFGS":
            whole = self.states[t][0]
            held = [{k: v for k, v in whole.items() if k not in ("old_dirs", "old_stps", "ro", "al")}] * 2
        else:
            held = self.states[t]
        names = {name for each in held for name in each}
        told = {name: values[t] for name, values in run.state.items()}
        all_made = t > 0 and run.config.optimizer != "LBFGS"  # which makes some of it when it first needs it
        return (names == set(told) if all_made else names <= set(told)) and all(
            np.array_equal(told[name], [_number(held[i].get(name, np.nan), i) for i in (0, 1)], equal_nan=True)
            for name in names
        )


def _number(value: Any, index: int) -> float:
    if not isinstance(value, torch.Tensor):
        return float(value)
    flat = value.flatten()
    return float(flat[index if len(flat) > 1 else 0])
