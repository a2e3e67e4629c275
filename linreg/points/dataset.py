"""The points a line is fitted to, and where they come from."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from linreg.points.report import Report

X_RANGE = 5.0  # noisy lines draw their x from [0, X_RANGE): wide enough to see, narrow enough that lr 0.01 is stable


@dataclass(frozen=True)
class Scaling:
    """How x was standardised: the model sees `(x - shift) / factor`."""

    shift: float
    factor: float


UNSCALED = Scaling(0.0, 1.0)


class Line(NamedTuple):
    """How a noisy line was drawn: what `Dataset.line` takes."""

    n: int
    W: float
    b: float
    noise: float
    seed: int


@dataclass(frozen=True)
class Dataset:
    """A named set of points.

    x, y : equally long sequences of finite numbers, at least one; kept as tuples of float, so that a data set can
        be hashed, compared and shared.
    certified : the (W, b) of the best line as an authority certifies them, or None. report : how the points were read
        from a file, or None. Neither makes one data set another.
    Raises ValueError naming the field, the value and what is allowed.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    certified: tuple[float, float] | None = field(default=None, repr=False)
    report: Report | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for name in ("x", "y"):
            object.__setattr__(self, name, _finite_floats(name, getattr(self, name)))
        if len(self.x) != len(self.y):
            raise ValueError(f"x and y must be equally long, got {len(self.x)} and {len(self.y)} values")

    def __len__(self) -> int:
        return len(self.x)

    @cached_property
    def arrays(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """x and y as arrays, made once; read-only."""
        x, y = np.array(self.x, np.float64), np.array(self.y, np.float64)
        for values in (x, y):
            values.setflags(write=False)
        return x, y

    @cached_property
    def digest(self) -> bytes:
        """What tells these points and this name from all others, in 16 bytes: a million points are compared at once."""
        name = self.name.encode()
        digest = hashlib.blake2b(len(name).to_bytes(8, "little") + name, digest_size=16)
        for values in self.arrays:
            digest.update((values + 0.0).tobytes())  # which turns −0.0 into 0.0: they are equal
        return digest.digest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, Dataset) else NotImplemented

    @classmethod
    def notebook(cls) -> "Dataset":
        """The three points of the notebook, x = y = (1, 2, 3)."""
        return cls("notebook", (1.0, 2.0, 3.0), (1.0, 2.0, 3.0))

    @classmethod
    def line(cls, n: int, W: float, b: float, noise: float, seed: int) -> "Dataset":
        """`n` points around `y = Wx + b`, x even in [0, 5), y off by normal noise of that standard deviation.

        Drawn in float32 from a private generator, so the same arguments give the same points in every thread, and
        an exported script draws them with the same three calls.
        Raises ValueError for n < 1, a negative noise, or a number that is not finite.
        """
        if isinstance(n, bool) or not isinstance(n, int) or not n >= 1:
            raise ValueError(f"n must be a whole number of at least 1, got {n!r}")
        if not 0 <= noise < math.inf:
            raise ValueError(f"noise must be finite and not negative, got {noise}")
        generator = torch.Generator().manual_seed(checked_seed(seed))
        x = X_RANGE * torch.rand(n, generator=generator)
        y = W * x + b + noise * torch.randn(n, generator=generator)
        return cls("line", x.tolist(), y.tolist())

    def standardised(self) -> tuple["Dataset", Scaling]:
        """The same points with x at mean 0 and standard deviation 1 (of the population), and how to get back.

        Points that share one x have no spread; they are only shifted (factor 1).
        """
        x = torch.tensor(self.x, dtype=torch.float64)
        shift, spread = x.mean().item(), x.std(correction=0).item()
        factor = spread if min(self.x) < max(self.x) and spread > 0 else 1.0
        return Dataset(self.name, ((x - shift) / factor).tolist(), self.y), Scaling(shift, factor)


def checked_seed(seed: int) -> int:
    """The seed, if torch can take it: a whole number from 0 to 2**64 - 1. Raises ValueError otherwise."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**64:
        raise ValueError(f"seed must be a whole number from 0 to 2**64 - 1, got {seed!r}")
    return seed


def _finite_floats(field: str, values: Sequence[float]) -> tuple[float, ...]:
    """The values as floats. Raises ValueError for none at all, or for one that is not a finite number."""
    try:
        if isinstance(values, str):
            raise TypeError("float() would read its digits one by one")
        floats = tuple(map(float, values))
    except (OverflowError, TypeError, ValueError):
        raise ValueError(f"{field} must be a sequence of numbers, got {values!r}") from None
    if not floats:
        raise ValueError(f"{field} must hold at least one number, got none")
    for value in floats:
        if not math.isfinite(value):
            raise ValueError(f"{field} must hold finite numbers only, got {value}")
    return floats
