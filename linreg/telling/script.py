"""A run as a PyTorch script of its own: short, written like the notebook's loop, ending on the same digits."""

import textwrap

from linreg.points.dataset import X_RANGE, Dataset, Line
from linreg.telling.microscope import optimizer_line
from linreg.training.config import TrainConfig

MOST_LINES = 40
MORE_LINES = 8  # that batches, and an optimizer which asks for the gradient itself, may each take besides
WIDTH = 100  # characters of a line
# What a line of the loop does, by how it begins
WORKS = {
    "for ": "epoch",
    "prediction = ": "predict",
    "cost = ": "cost",
    "optimizer.zero_grad": "zero_grad",
    "cost.backward": "backward",
    "W, b = ": "state",
    "optimizer.step": "step",
}


def script(data: Dataset, config: TrainConfig, line: Line | None = None, standardise: bool = False) -> str:
    """A script that does what `train(data, config)` does, and prints the W and b of the last finite state, all digits.

    data : the points in their own units; without `line` they are written out.
    line : how `data` was drawn, if it is `Dataset.line(*line)`; the script then draws the same points.
    standardise : train on `data.standardised()`; W and b are then in units of the standardised x.
    Raises ValueError if the points are too many to be written out in a script of that many lines.
    """
    parts = [*_head(config), *_data(data, line, standardise), *_model(config), *_batches(config), *_loop(data, config)]
    text = "\n".join(parts) + "\n"
    most = most_lines(config)
    if text.count("\n") > most:
        raise ValueError(f"a script of {most} lines cannot hold {len(data)} points")
    return text


def most_lines(config: TrainConfig) -> int:
    """How long its script may be: short enough to be read."""
    more = [config.batch_size is not None, config.searches]
    return MOST_LINES + sum(more) * MORE_LINES


def works(text: str) -> list[str]:
    """What each line of a script does in its loop: a beat, "epoch" for the head, "state" where W and b are read, or "".

    Before the loop there is "memory": the line that makes the optimizer, which remembers from then on.
    An optimizer that asks for the gradient itself has no beats: its loop goes through some lines more than once.
    """
    closure = "def closure" in text
    found, inside = [], False
    for line in text.splitlines():
        inside = inside or line.startswith("for ")
        known = (work for start, work in WORKS.items() if inside and line.strip().startswith(start))
        work = next(known, "")
        work = "memory" if line.startswith("optimizer = ") else work
        found.append(work if not closure or work in ("epoch", "state", "memory") else "")
    return found


def _head(config: TrainConfig) -> list[str]:
    """The imports."""
    batches = ["from torch.utils.data import DataLoader, TensorDataset"] if config.batch_size else []
    return [
        "import torch",
        "import torch.nn as nn",
        "import torch.nn.functional as F",
        "import torch.optim as optim",
        *batches,
        "",
        "torch.set_num_threads(1)  # sums are then added in one order, and the digits repeat",
        "",
    ]


def _cost(config: TrainConfig, y: str) -> str:
    """The cost of a prediction."""
    return {
        "mean": f"F.mse_loss(prediction, {y})",
        "half": f"F.mse_loss(prediction, {y}) / 2",
        "sum": f'F.mse_loss(prediction, {y}, reduction="sum")',
        "l1": f"F.l1_loss(prediction, {y})",
        "huber": f"F.huber_loss(prediction, {y}, delta={config.delta!r})",
        "smooth_l1": f"F.smooth_l1_loss(prediction, {y}, beta={config.beta!r})",
    }[config.cost]


def _data(data: Dataset, line: Line | None, standardise: bool) -> list[str]:
    """The lines that make x_train and y_train, both of shape (n, 1)."""
    lines = ["# data"] + (_drawn(line) if line else _written_out(data, standardise))
    if standardise:
        scaled = "(x - x.mean())" if data.standardised()[1].factor == 1 else "((x - x.mean()) / x.std(correction=0))"
        lines += ["x = x_train.double()", f"x_train = {scaled}.float()"]
    return lines


def _drawn(line: Line) -> list[str]:
    W, b, noise = float(line.W), float(line.b), float(line.noise)
    return [
        f"torch.manual_seed({line.seed})",
        f"x_train = {X_RANGE!r} * torch.rand({line.n}, 1)",
        f"y_train = {W!r} * x_train {_signed(b)} + {noise!r} * torch.randn({line.n}, 1)",
    ]


def _written_out(data: Dataset, standardise: bool) -> list[str]:
    lines = []
    for name, values in (("x_train", data.x), ("y_train", data.y)):
        # x is standardised in double precision, from values that must not be rounded before
        dtype = ", dtype=torch.float64" if standardise and name == "x_train" else ""
        numbers = ", ".join(repr(value) for value in values)
        text = f"{name} = torch.tensor([{numbers}]{dtype}).unsqueeze(1)"
        lines += _wrapped(text)
    return lines


def _model(config: TrainConfig) -> list[str]:
    """The lines that make the model at its start, and the optimizer."""
    lines = ["# model: H(x) = Wx + b"]
    if config.init == "linear":
        lines += [f"torch.manual_seed({config.seed})", "model = nn.Linear(1, 1)"]
    else:
        W, b = (0.0, 0.0) if isinstance(config.init, str) else config.init
        lines += [
            "model = nn.Linear(1, 1)",
            f"nn.init.constant_(model.weight, {W!r})",
            f"nn.init.constant_(model.bias, {b!r})",
        ]
    if config.device != "cpu":
        place = f'.to("{config.device}")'
        lines += [f"model, x_train, y_train = model{place}, x_train{place}, y_train{place}"]
    return ["", *lines, *_optimizer(config), *_scheduler(config), ""]


def _optimizer(config: TrainConfig) -> list[str]:
    return _wrapped(optimizer_line(config))


def _scheduler(config: TrainConfig) -> list[str]:
    make = {
        "exponential": f"ExponentialLR(optimizer, gamma={config.gamma!r})",
        "cosine": f"CosineAnnealingLR(optimizer, T_max={config.epochs})",
    }
    return [f"scheduler = optim.lr_scheduler.{make[config.schedule]}"] if config.schedule else []


def _batches(config: TrainConfig) -> list[str]:
    """The lines that make the batches, epoch after epoch; none where every update sees all points."""
    if not config.batch_size:
        return []
    shuffle = f", shuffle=True, generator=torch.Generator().manual_seed({config.seed})" if config.shuffle else ""
    return [
        *_wrapped(f"loader = DataLoader(TensorDataset(x_train, y_train), batch_size={config.batch_size}{shuffle})"),
        f"nb_epochs = {config.epochs}",
        "batches = (batch for epoch in range(nb_epochs + 1) for batch in loader)",
    ]


def _loop(data: Dataset, config: TrainConfig) -> list[str]:
    """The loop: it looks at a state, then leaves it, so the last one looked at is the result."""
    x, y, count = ("x", "y", "update") if config.batch_size else ("x_train", "y_train", "epoch")
    updates = config.updates(len(data))
    head = [
        "updates = nb_epochs * len(loader)",
        "for update, (x, y) in zip(range(updates + 1), batches):",
    ]
    return [
        *(head if config.batch_size else [f"nb_epochs = {config.epochs}", "for epoch in range(nb_epochs + 1):"]),
        *_gradient(config, x, y),
        "    state = [model.weight, model.bias, cost, model.weight.grad, model.bias.grad]",
        "    if not all(value.isfinite() for value in state):",
        f'        print("no longer finite at {count}", {count})',
        "        break",
        "    W, b = model.weight.item(), model.bias.item()",
        f"    if {count} % {max(1, updates // 10)} == 0:",
        f'        print(f"{count} {{{count}:5d}}  W {{W:.4f}}  b {{b:.4f}}  cost {{cost.item():.6g}}")',
        *_step(config, count),
        *_falls(config),
        "",
        'print("W", W)',
        'print("b", b)',
    ]


def _gradient(config: TrainConfig, x: str, y: str) -> list[str]:
    """The lines that work out cost and gradient; for an optimizer that asks for them itself, as often as it likes."""
    lines = [
        f"prediction = model({x})  # H(x)",
        f"cost = {_cost(config, y)}",
        "optimizer.zero_grad()",
        "cost.backward()  # the gradient",
    ]
    if not config.searches:
        return [f"    {line}" for line in lines]
    return ["    def closure():", *(f"        {line}" for line in lines), "        return cost", "    cost = closure()"]


def _step(config: TrainConfig, count: str) -> list[str]:
    if not config.searches:
        return ["    optimizer.step()  # a better H(x)"]
    return [
        "    try:",
        "        optimizer.step(closure)  # a better H(x)",
        "    except RuntimeError:  # float32 cannot hold such a step",
        f'        print("no longer finite at {count}", {count} + 1)',
        "        break",
    ]


def _falls(config: TrainConfig) -> list[str]:
    """The lines that let the rate fall when an epoch is over."""
    if not config.schedule:
        return []
    if not config.batch_size:
        return ["    scheduler.step()  # a smaller rate"]
    return ["    if (update + 1) % len(loader) == 0:", "        scheduler.step()  # an epoch is over: a smaller rate"]


def _wrapped(text: str) -> list[str]:
    """A statement on as many lines as it needs; it breaks within its brackets."""
    return textwrap.wrap(text, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _signed(value: float) -> str:
    """The number with its sign set off, as the second term of a sum."""
    return f"{'-' if value < 0 else '+'} {abs(value)!r}"
