"""The model, and where W and b start."""

import subprocess
import sys

import pytest
import torch
from torch import nn

from linreg import TrainConfig
from linreg.training.model import LinearRegressionModel, linear_draw, start

SEEDS = (0, 1, 7, 100, 2**53 - 1, 2**64 - 1)

# Another process draws with torch's own global generator and its own constructor.
TORCH_DRAWS = f"""
import torch
for seed in {SEEDS}:
    torch.manual_seed(seed)
    for model in (torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)):
        print(model.weight.item(), model.bias.item())
"""


@pytest.fixture(scope="module")
def torch_draws() -> list[tuple[float, float]]:
    """What torch draws: for each seed two (W, b), one after the other."""
    result = subprocess.run(
        [sys.executable, "-c", TORCH_DRAWS], capture_output=True, text=True, timeout=120, check=True
    )
    pairs = [line.split() for line in result.stdout.splitlines()]
    return [(float(W), float(b)) for W, b in pairs]


def test_predicts_W_x_plus_b() -> None:
    x = torch.tensor([[0.0], [1.0], [-2.0]])
    assert LinearRegressionModel(3.0, 0.5)(x).tolist() == [[0.5], [3.5], [-5.5]]


def test_is_one_nn_linear_as_in_the_notebook() -> None:
    model = LinearRegressionModel(3.0, 0.5)
    assert isinstance(model.linear, nn.Linear)
    assert [(name, p.shape) for name, p in model.named_parameters()] == [
        ("linear.weight", (1, 1)),
        ("linear.bias", (1,)),
    ]


def test_both_parameters_are_trained() -> None:
    assert all(p.requires_grad for p in LinearRegressionModel(3.0, 0.5).parameters())


def test_making_one_leaves_torchs_global_generator() -> None:
    before = torch.get_rng_state()
    LinearRegressionModel(3.0, 0.5)
    assert torch.equal(torch.get_rng_state(), before)


def test_zeros_is_the_origin() -> None:
    assert start("zeros", seed=5) == (0.0, 0.0)


def test_linear_at_seed_1_is_the_notebooks() -> None:
    W, b = start("linear", seed=1)
    assert (f"{W:.4f}", f"{b:.4f}") == ("0.5153", "-0.4414")


@pytest.mark.parametrize("seed", SEEDS)
def test_linear_is_what_torch_draws_from_that_seed(seed: int, torch_draws: list[tuple[float, float]]) -> None:
    assert start("linear", seed) == torch_draws[2 * SEEDS.index(seed)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_second_draw_goes_on_in_the_same_stream(seed: int, torch_draws: list[tuple[float, float]]) -> None:
    generator = torch.Generator().manual_seed(seed)
    linear_draw(generator)
    assert linear_draw(generator) == torch_draws[2 * SEEDS.index(seed) + 1]


@pytest.mark.parametrize("elsewhere", [2, 3])
def test_linear_ignores_what_the_global_generator_was_seeded_with(elsewhere: int) -> None:
    before, expected = torch.get_rng_state(), start("linear", seed=1)
    try:
        torch.manual_seed(elsewhere)
        assert start("linear", seed=1) == expected
    finally:
        torch.set_rng_state(before)


def test_linear_leaves_torchs_global_generator() -> None:
    before = torch.get_rng_state()
    start("linear", seed=1)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_chosen_start_is_rounded_to_float32() -> None:
    assert start((0.1, -1 / 3), seed=1) == (0.10000000149011612, -0.3333333432674408)


def test_the_seed_moves_only_the_drawn_start() -> None:
    assert start((1.0, 2.0), seed=1) == start((1.0, 2.0), seed=2)
    assert start("linear", seed=1) != start("linear", seed=2)


def test_a_config_knows_its_start() -> None:
    assert TrainConfig(init="linear", seed=7).start == start("linear", seed=7)
