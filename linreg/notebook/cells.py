"""The notebook's code, once: what the page shows and what runs are the same lines (`live.py` reads and runs them).

`cells` is one function, so that names live on from cell to cell as they do in a notebook, and each `yield` opens a
cell. Two things differ from the notebook. `print` is passed in, because a page has many visitors and only one stdout.
And what is random comes from a private generator: `torch.manual_seed` sets the seed of the whole process, that is of
every visitor at once.
"""
# The code is the notebook's own style: no annotations, and a name may change its type from cell to cell.
# mypy: disable-error-code="no-untyped-def, no-untyped-call, no-any-return, assignment"

from collections.abc import Callable, Iterator


def cells(print: Callable[[object], None]) -> Iterator[str]:
    """The names of the cells in order. Each cell runs when the next name is asked for, and prints to `print`."""
    yield "theory"
    import math

    import torch
    import torch.nn as nn
    import torch.nn.functional as F
    import torch.optim as optim

    yield "seed"
    # our own generator; torch.manual_seed(1) would set everybody's
    generator = torch.Generator()
    generator.manual_seed(1)
    print(generator.initial_seed())

    yield "data"
    x_train = torch.FloatTensor([[1], [2], [3]])
    y_train = torch.FloatTensor([[1], [2], [3]])
    print(x_train)
    print(x_train.shape)
    print(y_train)
    print(y_train.shape)

    yield "start"
    W = torch.zeros(1, requires_grad=True)
    print(W)
    b = torch.zeros(1, requires_grad=True)
    print(b)

    yield "hypothesis"
    hypothesis = x_train * W + b
    print(hypothesis)

    yield "cost"
    print(hypothesis - y_train)
    print((hypothesis - y_train) ** 2)
    cost = torch.mean((hypothesis - y_train) ** 2)
    print(cost)

    yield "optimizer"
    optimizer = optim.SGD([W, b], lr=0.01)

    yield "zero_grad"
    optimizer.zero_grad()
    print(W.grad)
    print(b.grad)

    yield "backward"
    cost.backward()
    print(W.grad)
    print(b.grad)

    yield "step"
    optimizer.step()
    print(W)
    print(b)

    yield "improved"
    hypothesis = x_train * W + b
    print(hypothesis)
    cost = torch.mean((hypothesis - y_train) ** 2)
    print(cost)

    yield "loop"
    # data
    x_train = torch.FloatTensor([[1], [2], [3]])
    y_train = torch.FloatTensor([[1], [2], [3]])
    # the model's start
    W = torch.zeros(1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    # optimizer
    optimizer = optim.SGD([W, b], lr=0.01)

    nb_epochs = 1000
    for epoch in range(nb_epochs + 1):
        # H(x)
        hypothesis = x_train * W + b

        # cost
        cost = torch.mean((hypothesis - y_train) ** 2)

        # improve H(x)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()

        # a line of the log every 100 epochs; four fields, five values
        if epoch % 100 == 0:
            log = "Epoch {:4d}/{} W: {:.3f} Cost: {:.6f}"
            print(log.format(epoch, nb_epochs, W.item(), b.item(), cost.item()))

    yield "item"
    print(W)
    print(W.item())

    yield "module"

    class LinearRegressionModel(nn.Module):
        def __init__(self):
            super().__init__()
            # nn.Linear(1, 1), but the numbers it starts from are drawn from our own generator
            self.linear = nn.utils.skip_init(nn.Linear, 1, 1)
            nn.init.kaiming_uniform_(self.linear.weight, a=math.sqrt(5), generator=generator)
            nn.init.uniform_(self.linear.bias, -1, 1, generator=generator)

        def forward(self, x):
            return self.linear(x)

    model = LinearRegressionModel()

    yield "module_hypothesis"
    hypothesis = model(x_train)
    print(hypothesis)

    yield "module_cost"
    print(hypothesis)
    print(y_train)
    cost = F.mse_loss(hypothesis, y_train)
    print(cost)

    yield "module_step"
    optimizer = optim.SGD(model.parameters(), lr=0.01)

    optimizer.zero_grad()
    cost.backward()
    optimizer.step()

    yield "module_loop"
    # data
    x_train = torch.FloatTensor([[1], [2], [3]])
    y_train = torch.FloatTensor([[1], [2], [3]])
    # the model's start: the second draw
    model = LinearRegressionModel()
    # optimizer
    optimizer = optim.SGD(model.parameters(), lr=0.01)

    nb_epochs = 1000
    for epoch in range(nb_epochs + 1):
        # H(x)
        prediction = model(x_train)

        # cost
        cost = F.mse_loss(prediction, y_train)

        # improve H(x)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()

        # a line of the log every 100 epochs
        if epoch % 100 == 0:
            params = list(model.parameters())
            W = params[0].item()
            b = params[1].item()
            log = "Epoch {:4d}/{} W: {:.3f}, b: {:.3f} Cost: {:.6f}"
            print(log.format(epoch, nb_epochs, W, b, cost.item()))
