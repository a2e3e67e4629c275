"""Runs beside each other: what they are called, and in how few numbers each is told."""

import csv
import io

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.cost import optimum
from linreg.telling.compare import csv_bytes, names, row, told_in_full
from linreg.theory.nearness import NEAR, distances
from linreg.words import words
from tests.samples import AWKWARD

EN, KO = words("en"), words("ko")


def configs(*each: dict) -> list[TrainConfig]:
    return [TrainConfig(**settings) for settings in each]


def test_runs_that_differ_in_their_rate_are_called_by_it() -> None:
    called = names(EN, configs({"lr": 0.01}, {"lr": 0.09}, {"lr": 0.19}))
    assert (called.head, called.each) == ("lr", ("0.01", "0.09", "0.19"))


def test_runs_that_differ_in_nothing_are_called_by_their_rate() -> None:
    called = names(EN, configs({"lr": 0.01}, {"lr": 0.01}))
    assert (called.head, called.each) == ("lr", ("0.01, now", "0.01"))


def test_only_what_differs_is_said() -> None:
    called = names(EN, configs({"epochs": 1}, {"epochs": 2000}))
    assert (called.head, called.each) == ("", ("1 epoch", "2,000 epochs"))


def test_runs_that_differ_in_several_things_are_told_all_of_them() -> None:
    called = names(
        KO, configs({"lr": 0.1}, {"lr": 0.2, "init": "linear", "seed": 5}, {"lr": 0.1, "init": (2.0, -0.5), "seed": 5})
    )
    assert called.head == ""
    assert called.each == (
        "lr 0.1, 시작점 (0, 0)",
        "lr 0.2, 시작점 nn.Linear, 시드 5",
        "lr 0.1, 시작점 (2, −0.5)",
    )


def test_a_seed_that_draws_nothing_is_no_difference() -> None:
    assert names(EN, configs({"lr": 0.1, "seed": 1}, {"lr": 0.2, "seed": 2})).each == ("0.1", "0.2")


@pytest.mark.parametrize("lr", [0.01, 0.0901, 0.175, 0.178, 0.19])
def test_the_epochs_are_those_from_which_on_the_distance_is_small(lr: float) -> None:
    run = train(Dataset.notebook(), TrainConfig(lr=lr))
    W, b = optimum(run.data)
    left = np.hypot(run.W - W, run.b - b) / np.hypot(W, b)
    told = row(run)
    for epoch, share in ((told.near, 0.01), (told.nearer, 0.001)):
        if epoch is None:
            assert left[-1] > share
        else:
            assert (left[epoch:] <= share).all() and left[epoch - 1] > share
    assert told.cost == run.cost[-1]


def test_what_became_of_them_is_their_verdicts_kind() -> None:
    rates = {0.009: "descending", 0.0901: "converged", 0.19: "diverged"}
    assert {lr: row(train(Dataset.notebook(), TrainConfig(lr=lr))).kind for lr in rates} == rates


@pytest.mark.parametrize("name", AWKWARD)
def test_any_points_can_be_told(name: str) -> None:
    told = row(train(AWKWARD[name], TrainConfig(lr=1e-3, epochs=30)))
    assert np.isfinite(told.cost) and all(epoch is None or 0 <= epoch <= 30 for epoch in (told.near, told.nearer))


def test_of_a_run_in_batches_the_epochs_are_told_and_the_cost_of_all_points() -> None:
    run = train(Dataset.line(6, 2.0, -1.0, 0.1, seed=1), TrainConfig(0.02, 1000, batch_size=2))
    found = row(run)
    far = np.flatnonzero(distances(run) > NEAR * distances(run)[0])[-1]  # the last state that is not near
    assert found.near is not None and 3 * (found.near - 1) <= far < 3 * found.near
    residuals = run.W[-1] * np.array(run.data.x) + run.b[-1] - np.array(run.data.y)
    assert found.cost == pytest.approx(np.square(residuals).mean(), rel=1e-6) != pytest.approx(run.cost[-1], rel=1e-3)


def test_every_verdict_has_its_word() -> None:
    kinds = (
        "diverged",
        "diverging",
        "converged",
        "stalled",
        "oscillating",
        "descending",
        "away",
        "decayed",
        "faded",
        "hovering",
        "around",
        "creeping",
        "near",
        "short",
    )
    assert all(say(f"compare.kind_{kind}") for say in (EN, KO) for kind in kinds)


def test_the_table_as_a_file_has_every_digit_and_leaves_empty_what_never_came() -> None:
    runs = [train(Dataset.notebook(), TrainConfig(lr=lr)) for lr in (0.09, 0.19)]
    rows = [told_in_full(KO, name, run) for name, run in zip(("a", "b"), runs, strict=True)]
    content = csv_bytes([row | {"경주": "같은 학습률, 한 출발점"} for row in rows])
    assert content.startswith(b"\xef\xbb\xbf")  # without it Excel garbles the Korean headings
    heads, first, second = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert heads[:2] == [KO("compare.run"), "lr"] and heads[-1] == "경주"
    told = row(runs[0])
    assert first[:2] == ["a", "0.09"] and first[2:4] == [str(told.near), str(told.nearer)]
    assert float(first[4]) == float(runs[0].cost[-1]) and first[-1] == "같은 학습률, 한 출발점"
    assert second[2:4] == ["", ""] and second[5] == KO("compare.kind_diverged")


def test_a_kept_run_and_the_present_one_like_it_have_names_of_their_own() -> None:
    sgd, adam = TrainConfig(), TrainConfig(lr=0.5, optimizer="Adam")
    for configs in ([sgd, sgd], [sgd, sgd, adam], [adam, sgd, adam]):
        each = names(EN, configs).each
        assert len(set(each)) == len(configs) and each[0].endswith(", now")
    assert not any("now" in name for name in names(EN, [sgd, adam]).each)


def test_runs_of_another_order_of_the_points_are_told_by_their_seed() -> None:
    one, other = (TrainConfig(batch_size=1, shuffle=True, seed=seed) for seed in (1, 2))
    assert names(EN, [one, other]).each == ("seed 1", "seed 2")
