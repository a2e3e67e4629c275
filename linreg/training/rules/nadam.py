"""NAdam, as `torch.optim.NAdam` does it."""

from torch import Tensor

from linreg.training.rules.adam import moments
from linreg.training.rules.rates import Options, Rates, State, addcdiv, decayed_or_shrunk


def nadam(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """Adam with Nesterov's look ahead: the gradient and its mean each have a part in the step; the mean's grows."""
    beta1, beta2 = options["betas"]
    gradient, parameter = decayed_or_shrunk(gradient, parameter, rates, options)
    mu, mu_next = (beta1 * (1.0 - 0.5 * (0.96 ** (k * options["momentum_decay"]))) for k in (step, step + 1))
    product = state["mu_product"] * mu
    after = moments(gradient, state, options) | {"mu_product": product}
    root = after["exp_avg_sq"].div(1 - beta2**step).sqrt().add_(options["eps"])
    of_gradient = (-rates.lr * (1.0 - mu) / (1.0 - product.double())).float()
    of_mean = (-rates.lr * mu_next / (1.0 - product.double() * mu_next)).float()
    addcdiv(addcdiv(parameter, of_gradient, gradient, root), of_mean, after["exp_avg"], root, out)
    return after
