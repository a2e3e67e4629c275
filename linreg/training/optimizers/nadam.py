"""NAdam, as `torch.optim.NAdam` does it."""

from torch import Tensor, optim

from linreg.training.optimizers.adam import TAKES, moments
from linreg.training.optimizers.rates import Rates, State, Values, addcdiv, decayed_or_shrunk
from linreg.training.optimizers.record import STEP, Kept, Optimizer
from linreg.training.parameters import Number, Pair, Switch


def nadam(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """Adam with Nesterov's look ahead: the gradient and its mean each have a part in the step; the mean's grows."""
    beta1, beta2 = values["betas"]
    gradient, parameter = decayed_or_shrunk(gradient, parameter, rates, values)
    mu, mu_next = (beta1 * (1.0 - 0.5 * (0.96 ** (k * values["momentum_decay"]))) for k in (step, step + 1))
    product = state["mu_product"] * mu
    after = moments(gradient, state, values) | {"mu_product": product}
    root = after["exp_avg_sq"].div(1 - beta2**step).sqrt().add_(values["eps"])
    of_gradient = (-rates.lr * (1.0 - mu) / (1.0 - product.double())).float()
    of_mean = (-rates.lr * mu_next / (1.0 - product.double() * mu_next)).float()
    addcdiv(addcdiv(parameter, of_gradient, gradient, root), of_mean, after["exp_avg"], root, out)
    return after


NADAM = Optimizer(
    make=optim.NAdam,
    lr=2e-3,
    takes={
        **TAKES,
        # nearer to 1, float32 rounds the product of its momenta to 1, and torch divides by what is left of it
        "betas": Pair(Number(0.9, 0.0, 0.999999), Number(0.999, 0.0, 1.0, below=True)),
        "momentum_decay": Number(4e-3),
        "decoupled_weight_decay": Switch(),
    },
    full={"weight_decay": 0.1, "decoupled_weight_decay": True},
    keeps=(STEP, Kept("mu_product", 1.0), Kept("exp_avg"), Kept("exp_avg_sq")),
    rule=nadam,
)
