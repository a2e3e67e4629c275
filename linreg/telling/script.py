"""A run as a PyTorch script of its own: short, written like the notebook's loop, ending on the same digits."""

import textwrap

from linreg.points.dataset import X_RANGE, Dataset, Line
from linreg.training.config import TrainConfig

MOST_LINES = 40
WIDTH = 100  # characters of a line


def script(data: Dataset, config: TrainConfig, line: Line | None = None, standardise: bool = False) -> str:
    """A script that does what `train(data, config)` does, and prints the W and b of the last finite state, all digits.

    data : the points in their own units; without `line` they are written out.
    line : how `data` was drawn, if it is `Dataset.line(*line)`; the script then draws the same points.
    standardise : train on `data.standardised()`; W and b are then in units of the standardised x.
    Raises ValueError if the points are too many to be written out in a script of 40 lines.
    """
    text = "\n".join([*HEAD, *_data(data, line, standardise), *_model(config), *_loop(config)]) + "\n"
    if text.count("\n") > MOST_LINES:
        raise ValueError(f"a script of {MOST_LINES} lines cannot hold {len(data)} points")
    return text


HEAD = (
    "import torch",
    "import torch.nn as nn",
    "import torch.nn.functional as F",
    "import torch.optim as optim",
    "",
    "torch.set_num_threads(1)  # sums are then added in one order, and the digits repeat",
    "",
)

COSTS = {
    "mean": "F.mse_loss(prediction, y_train)",
    "half": "F.mse_loss(prediction, y_train) / 2",
    "sum": 'F.mse_loss(prediction, y_train, reduction="sum")',
}


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
        lines += textwrap.wrap(text, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
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
    return ["", *lines, f"optimizer = optim.SGD(model.parameters(), lr={float(config.lr)!r})", ""]


def _loop(config: TrainConfig) -> list[str]:
    """The loop: it looks at a state, then leaves it, so the last one looked at is the result."""
    return [
        f"nb_epochs = {config.epochs}",
        "for epoch in range(nb_epochs + 1):",
        "    prediction = model(x_train)  # H(x)",
        f"    cost = {COSTS[config.cost]}",
        "    optimizer.zero_grad()",
        "    cost.backward()  # the gradient",
        "    state = [model.weight, model.bias, cost, model.weight.grad, model.bias.grad]",
        "    if not all(value.isfinite() for value in state):",
        '        print("no longer finite at epoch", epoch)',
        "        break",
        "    W, b = model.weight.item(), model.bias.item()",
        f"    if epoch % {max(1, config.epochs // 10)} == 0:",
        '        print(f"epoch {epoch:5d}  W {W:.4f}  b {b:.4f}  cost {cost.item():.6g}")',
        "    optimizer.step()  # a better H(x)",
        "",
        'print("W", W)',
        'print("b", b)',
    ]


def _signed(value: float) -> str:
    """The number with its sign set off, as the second term of a sum."""
    return f"{'-' if value < 0 else '+'} {abs(value)!r}"
