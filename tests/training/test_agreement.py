"""The comparison at the server's start: it takes no time, and a machine that rounds otherwise does not pass it."""

import time

import pytest
import torch

from linreg.training import agreement, lanes, many


def test_lanes_agree_here() -> None:
    """The tests of the bits compare far more; where they hold this must, too."""
    assert agreement.agree()


def rounded_twice(p: torch.Tensor, g: torch.Tensor, minus_lr: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    """The update as one would write it: the product rounded before the sum."""
    return torch.add(p, minus_lr * g, out=out)


def test_an_update_that_rounds_twice_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "sgd", rounded_twice)
    assert not agreement.agree()


def test_the_answer_is_asked_for_once_and_decides_who_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    many.lanes_serve.cache_clear()
    try:
        with monkeypatch.context() as patch:
            patch.setattr(lanes, "sgd", rounded_twice)
            assert not many.lanes_serve()
        assert not many.lanes_serve()  # asked once per process
    finally:
        many.lanes_serve.cache_clear()
    assert many.lanes_serve()


def test_it_takes_less_than_a_fifth_of_a_second() -> None:
    agreement.agree()

    def seconds() -> float:
        began = time.process_time()
        agreement.agree()
        return time.process_time() - began

    assert min(seconds() for _ in range(3)) < 0.2
