"""The devices: what torch offers here, each with a name; checked with accelerators that this machine need not have."""

from pathlib import Path

import pytest
import torch

from linreg import TrainConfig
from linreg.training import device as module
from linreg.training.device import devices

found = devices.__wrapped__  # without the cache


def offer(monkeypatch: pytest.MonkeyPatch, kind: str, count: int = 1) -> None:
    """Has torch say that it found so many accelerators of that kind."""
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: torch.device(kind))
    monkeypatch.setattr(torch.accelerator, "device_count", lambda: count)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: count)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda i: f"NVIDIA {'AB'[i]}")


def test_the_cpu_comes_first() -> None:
    assert next(iter(devices())) == "cpu"


def test_every_device_has_a_name() -> None:
    assert all(name.strip() for name in devices().values())


def test_without_an_accelerator_there_is_only_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: False)
    assert list(found()) == ["cpu"]


def test_graphics_cards_are_numbered_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "cuda", 2)
    assert list(found().items())[1:] == [("cuda:0", "NVIDIA A"), ("cuda:1", "NVIDIA B")]


def test_apples_has_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "mps")
    assert list(found())[1:] == ["mps"]


def test_any_other_accelerator_goes_by_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "xpu", 2)
    assert list(found())[1:] == ["xpu:0", "xpu:1"]


def test_every_device_is_one_that_torch_can_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "xpu", 2)
    assert [str(torch.device(device)) for device in found()] == list(found())


def test_a_cpu_without_a_model_name_goes_by_its_architecture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor : 0\n")  # as on Arm
    monkeypatch.setattr(module, "Path", lambda _: tmp_path / "cpuinfo")
    monkeypatch.setattr("platform.processor", lambda: "")
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert found()["cpu"] == "aarch64"


@pytest.mark.parametrize("device", ["cuda:99", "tpu", "", "CPU"])
def test_a_device_that_is_absent_is_refused_with_those_that_are_there(device: str) -> None:
    with pytest.raises(ValueError, match=f"^device must be one of cpu.*, got '{device}'"):
        TrainConfig(device=device)
