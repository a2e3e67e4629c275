"""`train` and lanes with their whole history, against the notebook's own two loops, which keep none.

And with each other optimizer, and all that it remembers, against the same loop with that optimizer.
"""

import io
import time
from collections.abc import Callable
from statistics import median

import torch
from torch import optim
from torch.nn import functional as F

from benchmarks.claims import Claim
from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.training.model import LinearRegressionModel
from linreg.training.optimizers import OPTIMIZERS

NB_EPOCHS = 1000  # the notebook's loop then makes one update more; train computes the gradient of state 1,000 as well
ROUNDS = 25
RATES = tuple(float(f"{10 ** (k / 20):.3g}") for k in range(-80, 20))  # a hundred, as along the page's slider
MANY = 10**6  # points
LOG = io.StringIO()


def tensors() -> float:
    """The notebook's first full loop, on bare tensors, its eleven log lines included; W at the end."""
    x_train = torch.FloatTensor([[1], [2], [3]])
    y_train = torch.FloatTensor([[1], [2], [3]])
    W = torch.zeros(1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    optimizer = optim.SGD([W, b], lr=0.01)
    for epoch in range(NB_EPOCHS + 1):
        hypothesis = x_train * W + b
        cost = torch.mean((hypothesis - y_train) ** 2)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        if epoch % 100 == 0:
            print(f"Epoch {epoch:4d}/{NB_EPOCHS} W: {W.item():.3f} Cost: {b.item():.6f}", file=LOG)
    return W.item()


def module() -> float:
    """The notebook's second full loop, on an nn.Module, here from zeros too; W at the end."""
    x_train = torch.FloatTensor([[1], [2], [3]])
    y_train = torch.FloatTensor([[1], [2], [3]])
    model = LinearRegressionModel(0.0, 0.0)
    optimizer = optim.SGD(model.parameters(), lr=0.01)
    for epoch in range(NB_EPOCHS + 1):
        prediction = model(x_train)
        cost = F.mse_loss(prediction, y_train)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        if epoch % 100 == 0:
            W, b = (parameter.item() for parameter in model.parameters())
            print(f"Epoch {epoch:4d}/{NB_EPOCHS} W: {W:.3f}, b: {b:.3f} Cost: {cost.item():.6f}", file=LOG)
    return model.linear.weight.item()


def another(name: str) -> float:
    """As `module`, with another optimizer, and no log; W at the end."""
    x_train = torch.FloatTensor([[1], [2], [3]])
    y_train = torch.FloatTensor([[1], [2], [3]])
    model = LinearRegressionModel(0.0, 0.0)
    optimizer = OPTIMIZERS[name].make(model.parameters(), lr=0.01)  # type: ignore[call-arg]

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        cost = F.mse_loss(model(x_train), y_train)
        cost.backward()
        return cost

    for _ in range(NB_EPOCHS + 1):
        if OPTIMIZERS[name].closure:
            optimizer.step(closure)
            continue
        prediction = model(x_train)
        cost = F.mse_loss(prediction, y_train)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
    return model.linear.weight.item()


def ours() -> Run:
    """The same descent by `train`, every state of it kept."""
    return train(Dataset.notebook(), TrainConfig(lr=0.01, epochs=NB_EPOCHS))


def seconds(loop: Callable[[], object]) -> float:
    """The processor time of one call: what other programs take meanwhile does not count."""
    began = time.process_time()
    loop()
    return time.process_time() - began


def lane() -> Run:
    """The same by lanes, one run alone."""
    return train_many(Dataset.notebook(), [TrainConfig(lr=0.01, epochs=NB_EPOCHS)])[0]


def hundred() -> list[Run]:
    """The same at each of a hundred rates."""
    return train_many(Dataset.notebook(), [TrainConfig(lr=lr, epochs=NB_EPOCHS) for lr in RATES])


def claims() -> list[Claim]:
    """The ratios, each the median over paired rounds: in a round the five run one after the other."""
    after_one_more = train(Dataset.notebook(), TrainConfig(lr=0.01, epochs=NB_EPOCHS + 1)).W[-1]
    assert after_one_more == tensors() == module(), "the loops must do the same work"
    assert (lane().W == ours().W).all(), "to the last bit"
    hundred()
    rounds = [tuple(map(seconds, (ours, tensors, module, lane, hundred))) for _ in range(ROUNDS)]
    return [
        Claim("train, 1,000 epochs with every state", 1000 * median(r[0] for r in rounds), "ms"),
        Claim("… against the notebook's loop on tensors", median(r[0] / r[1] for r in rounds), "times", at_most=1.1),
        Claim("… against its loop on an nn.Module", median(r[0] / r[2] for r in rounds), "times", at_most=1.1),
        Claim(
            "the same by lanes, against its loop on tensors", median(r[3] / r[1] for r in rounds), "times", at_most=0.4
        ),
        Claim("… against its loop on an nn.Module", median(r[3] / r[2] for r in rounds), "times", at_most=0.4),
        Claim(
            "a hundred rates by lanes, against one such loop", median(r[4] / r[2] for r in rounds), "times", at_most=1.5
        ),
        Claim("a million points: the loop's epoch against a lane's", _many_points(), "times", at_least=100),
        *_of_others(),
    ]


def _of_others() -> list[Claim]:
    """The ratios of the two optimizers, of all, that cost most: as one run, and as a hundred rates at once."""
    recorded = {name: _recorded(name) for name in OPTIMIZERS if name != "SGD"}
    side_by_side = {name: _side_by_side(name) for name, each in OPTIMIZERS.items() if each.rule}
    dearest, widest = max(recorded, key=recorded.__getitem__), max(side_by_side, key=side_by_side.__getitem__)
    return [
        Claim(f"{dearest}, its state recorded, against the same loop without", recorded[dearest], "times", at_most=1.1),
        Claim(f"a hundred rates of {widest} against one loop", side_by_side[widest], "times", at_most=2),
    ]


def _recorded(name: str) -> float:
    config = TrainConfig(lr=0.01, epochs=NB_EPOCHS, optimizer=name)
    after_one_more = train(Dataset.notebook(), TrainConfig(lr=0.01, epochs=NB_EPOCHS + 1, optimizer=name)).W[-1]
    assert after_one_more == another(name), "the loops must do the same work"
    rounds = [(seconds(lambda: train(Dataset.notebook(), config)), seconds(lambda: another(name))) for _ in range(5)]
    return median(ours / theirs for ours, theirs in rounds)


def _side_by_side(name: str) -> float:
    configs = [TrainConfig(lr=lr, epochs=NB_EPOCHS, optimizer=name) for lr in RATES]
    train_many(Dataset.notebook(), configs[:1])
    rounds = [
        (seconds(lambda: train_many(Dataset.notebook(), configs)), seconds(lambda: another(name))) for _ in range(3)
    ]
    return median(ours / theirs for ours, theirs in rounds)


def _many_points() -> float:
    """How many times quicker an epoch from sums is than one of the notebook's loop, once the sums are there."""
    data = Dataset.line(MANY, 2.0, -1.0, 1.0, seed=1)
    x, y = (torch.tensor(values, dtype=torch.float32).unsqueeze(1) for values in (data.x, data.y))
    model = LinearRegressionModel(0.0, 0.0)
    optimizer = optim.SGD(model.parameters(), lr=0.01)

    def epoch() -> None:
        cost = F.mse_loss(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()

    def run(epochs: int) -> float:
        return seconds(lambda: train_many(data, [TrainConfig(epochs=epochs)]))

    run(1), epoch()
    of_lane = median(run(2000) - run(1000) for _ in range(5)) / 1000
    return median(seconds(epoch) for _ in range(15)) / of_lane
