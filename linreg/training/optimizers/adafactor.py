"""Adafactor, which scales the steps of W and b by their own sizes: no rule for lanes."""

from torch import optim

from linreg.training.optimizers.record import DECAY, STEP, Kept, Optimizer
from linreg.training.parameters import Number, Pair

ADAFACTOR = Optimizer(
    make=optim.Adafactor,
    lr=1e-2,
    takes={
        "beta2_decay": Number(-0.8, -100.0, 0.0),
        "eps": Pair(Number(None, 0.0, 1e19), Number(1e-3)),  # torch squares the first
        "d": Number(1.0, 1.0),
        "weight_decay": DECAY,
    },
    # W is a matrix of one row and one column, whose squares it keeps by row and column; b is not.
    keeps=(STEP, Kept("row_var", of="W"), Kept("col_var", of="W"), Kept("variance", of="b")),
    rate="share",
)
