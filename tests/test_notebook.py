"""The live notebook: its cells here against the reference file, and the evidence against the closed form."""

import json
import threading
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from linreg import Dataset, TrainConfig, train
from linreg.notebook import certify, log_lines, shortfall, steps
from linreg.notebook.cells import cells
from linreg.notebook.certificate import REFERENCE, Check

STEPS = {step.name: step for step in steps()}


def test_steps_stand_in_the_notebooks_order() -> None:
    numbers = [number for step in steps() for number in step.printed]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 28))


@pytest.mark.parametrize("name", [name for name, step in STEPS.items() if step.notebook])
def test_every_output_agrees_with_the_notebook(name: str) -> None:
    assert STEPS[name].agreement in ("same", "digits", "address")


def test_only_the_names_of_two_functions_print_differently_in_this_torch() -> None:
    assert [name for name, step in STEPS.items() if step.agreement == "digits"] == ["module_hypothesis", "module_cost"]
    for name in ("module_hypothesis", "module_cost"):
        assert STEPS[name].output.replace("Backward0>", "Backward>") == STEPS[name].notebook


def test_a_changed_digit_would_not_agree() -> None:
    step = STEPS["cost"]
    changed = type(step)(step.name, step.code, step.output.replace("4.6667", "4.6668"), step.printed, step.config)
    assert changed.agreement == "differs"


def test_code_shown_is_the_source_of_the_cells() -> None:
    source = (Path(REFERENCE).parent / "cells.py").read_text(encoding="utf-8")
    for step in steps():
        for line in step.code.splitlines():
            assert line in source
    assert STEPS["hypothesis"].code == "hypothesis = x_train * W + b\nprint(hypothesis)"


def test_code_shown_runs_as_a_program_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    exec("\n".join(step.code for step in steps()), {})
    assert capsys.readouterr().out.splitlines() == "\n".join(step.output for step in steps() if step.output).split("\n")


def test_cells_neither_read_nor_change_torchs_global_generator() -> None:
    before = torch.get_rng_state()
    first: list[str] = []
    list(cells(lambda value: first.append(str(value))))
    assert torch.equal(torch.get_rng_state(), before)

    torch.rand(1)  # moves the global generator
    second: list[str] = []
    list(cells(lambda value: second.append(str(value))))
    torch.set_rng_state(before)
    assert first == second


def test_visitors_who_run_the_cells_at_once_do_not_disturb_each_other() -> None:
    pages: list[list[str]] = [[] for _ in range(4)]
    threads = [
        threading.Thread(target=lambda page=page: list(cells(lambda value: page.append(str(value))))) for page in pages
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(page == pages[0] and page for page in pages)


def test_private_draws_are_those_of_manual_seed() -> None:
    with torch.random.fork_rng():
        torch.manual_seed(1)
        drawn = [(model.weight.item(), model.bias.item()) for model in (nn.Linear(1, 1), nn.Linear(1, 1))]
    assert [STEPS[name].config.start for name in ("module", "module_loop")] == drawn


@pytest.mark.parametrize("name", ["step", "loop", "module_step", "module_loop"])
def test_config_of_a_step_ends_where_its_output_ends(name: str) -> None:
    run = train(Dataset.notebook(), STEPS[name].config)
    assert {
        "step": f"{run.W[-1]:.4f} {run.b[-1]:.4f}" == "0.0933 0.0400",
        "loop": float(run.W[-1]) == 0.9854263663291931,
        "module_step": f"{run.cost[0]:.4f}" == "2.1471",
        "module_loop": f"W: {run.W[-1]:.3f}, b: {run.b[-1]:.3f} Cost: {run.cost[-2]:.6f}"
        == STEPS["module_loop"].output.splitlines()[-1].split("1000/1000 ")[1],
    }[name]


def test_certificate_holds_every_number_of_the_reference_file() -> None:
    def count(node: object) -> int:
        """Numbers below this node, counted without the certificate's help."""
        if isinstance(node, dict):
            return sum(count(child) for child in node.values())
        if isinstance(node, list):
            return sum(count(child) for child in node)
        return int(isinstance(node, int | float) or str(node).replace(".", "", 1).lstrip("-").isdigit())

    checks = certify().checks
    assert len(checks) == count(json.loads(REFERENCE.read_text(encoding="utf-8"))) == 123
    assert len({check.name for check in checks}) == len(checks)


@pytest.mark.parametrize("check", certify().checks, ids=lambda check: check.name)
def test_number_is_reproduced(check: Check) -> None:
    assert check.agrees, f"{check.ours} instead of {check.theirs}"


def test_certificate_is_complete_and_names_torch_and_device() -> None:
    assert certify().complete
    assert certify().cells_reproduced == (4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 21, 22, 24, 27)
    assert certify().torch == torch.__version__
    assert certify().device.startswith("cpu (")


def test_a_changed_digit_is_found() -> None:
    assert not Check("cost", "4.6666", "4.6667").agrees
    assert Check("b", "0.0400", "0.04").agrees


def test_first_log_shows_b_under_cost() -> None:
    for line in log_lines():
        assert line.shown == f"{line.b:.6f}" != f"{line.cost_before:.6f}"


def test_log_pairs_the_new_W_and_b_with_the_old_cost() -> None:
    x = np.array([1.0, 2.0, 3.0])
    for line in log_lines():
        assert np.mean((line.W * x + line.b - x) ** 2) == pytest.approx(line.cost_after, rel=1e-4)
        assert line.cost_after < line.cost_before


def test_slow_direction_explains_where_the_loop_ends() -> None:
    # From (0, 0) to (1, 0), split along the eigenvectors of 2 [[14/3, 2], [2, 1]]; each part shrinks by 1 − lr·λ.
    values, vectors = np.linalg.eigh([[28 / 3, 4], [4, 2]])
    left = vectors @ ((1 - 0.01 * values) ** 1001 * (vectors.T @ [-1, 0]))
    told = shortfall()
    assert (told.forecast.theory.lam_min, told.forecast.theory.lam_max) == pytest.approx(tuple(values))
    assert told.W == pytest.approx(1 + left[0], abs=1e-6)
    assert told.forecast.slow.left == pytest.approx(0.0899, abs=1e-4)
    assert told.forecast.slow.half_life == pytest.approx(288, abs=0.1)


@pytest.mark.parametrize("config", [shortfall().enough, shortfall().fastest], ids=["lr 0.01", "fastest"])
def test_enough_epochs_are_enough_and_one_less_is_not(config: TrainConfig) -> None:
    run = train(Dataset.notebook(), config)
    assert f"{run.W[-1]:.3f}" == "1.000" != f"{run.W[-2]:.3f}"
