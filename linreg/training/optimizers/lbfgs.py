"""L-BFGS, whose step asks for cost and gradient as often as it likes: no rule for lanes."""

from torch import optim

from linreg.training.optimizers.rates import Values
from linreg.training.optimizers.record import Kept, Optimizer
from linreg.training.parameters import Number, OneOf, Whole

LINE_SEARCH = 25  # gradients at most of torch's own


def _gradients(values: Values) -> int:
    most: int = values["max_eval"] or values["max_iter"] * 5 // 4  # torch's own default
    return most + (LINE_SEARCH if values["line_search_fn"] else 0)  # it is begun with one left


LBFGS = Optimizer(
    make=optim.LBFGS,
    lr=1.0,
    takes={
        # Torch knows no upper limits. An update stops for nobody, and it makes a list of history_size at once.
        "max_iter": Whole(20, 100),
        "max_eval": Whole(None, 125),
        "tolerance_grad": Number(1e-7),
        "tolerance_change": Number(1e-9),
        "history_size": Whole(100, 100),
        "line_search_fn": OneOf((None, "strong_wolfe")),
    },
    # Besides these it keeps lists of earlier steps and of how they changed the gradient, of growing lengths.
    keeps=(
        Kept("func_evals"),
        Kept("n_iter"),
        Kept("d"),
        Kept("t"),
        Kept("H_diag", 1.0),
        Kept("prev_flat_grad"),
        Kept("prev_loss", float("nan")),
    ),
    rate="share",
    gradients=_gradients,
)
